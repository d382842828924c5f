"""What becomes of a sale's cards when it is confirmed or cancelled, by its till or by a manager.

Pure functions over rows: they return the lines to answer and the changes to write. Who may ask, and
what is answered otherwise, is the commands' business.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from card_contract.messages import ConfirmedLine, Payment
from card_contract.outcomes import CardRefusal, Refusal
from card_contract.payment_reference import canonical_reference
from card_contract.sale_id import SaleId
from card_contract.signing import CLOCK_SKEW_MAX_MS
from card_contract.states import CodeState, HoldState, PaymentKind, SaleStage
from server_stub.commands.card_refusals import refused_card
from server_stub.domain.card_rules import why_not_confirmed
from server_stub.domain.code_machine import CodeEvent, move_code
from server_stub.domain.hold_machine import Hold, HoldEvent, move_hold
from server_stub.domain.ids import AppId, CodeId
from server_stub.domain.stop_machine import StopEvent, move_stop
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, changed
from server_stub.storage.rows.books import META, RESTORED_AT
from server_stub.storage.rows.cards import CODES, CodeRow
from server_stub.storage.rows.sales import (
    SALE_LINES_OF_SALE,
    SALES,
    SALES_BY_REFERENCE,
    SaleLineRow,
    SaleRow,
)
from server_stub.storage.rows.shop import STORES
from server_stub.storage.rows.staff import TILLS
from server_stub.storage.table import Need

NONE_REFUSED: Final[Mapping[str, CardRefusal]] = MappingProxyType({})


def code_id_of(card_id: str) -> CodeId | None:
    """Read a card's id from the wire; None where it cannot be one."""
    if not card_id.isascii() or not card_id.isdigit() or len(card_id) > 18 or card_id[0] == "0":
        return None
    return CodeId(int(card_id))


def restored_at_of(rows: Rows) -> int | None:
    """When the server was last restored from a backup; its row has to be loaded."""
    row = rows.find(META, RESTORED_AT)
    return None if row is None else row.value


def needs_of_lines(app_id: AppId, sale_id: str, rows: Rows) -> list[Need]:
    """The codes of a sale whose lines are loaded."""
    lines = rows.all(SALE_LINES_OF_SALE, app_id, sale_id)
    return [CODES.at(app_id, line.code_id) for line in lines]


def code_of(rows: Rows, line: SaleLineRow) -> CodeRow:
    """The code of a sale's line. A line refers to its code by a foreign key, so there is one."""
    code = rows.find(CODES, line.app_id, line.code_id)
    if code is None:
        raise LookupError(f"Line {line.position} of {line.sale_id} has no code.")
    return code


def move_held(code: CodeRow, event: HoldEvent, sale_id: str, now_ms: int) -> Change:
    """Move a card's hold, and nothing else of it."""
    hold = move_hold(Hold(code.hold, code.sale_id), event, sale_id)
    return changed(code, hold=hold.state, sale_id=hold.sale_id, updated_at=now_ms)


def needs_of_payment(app_id: AppId, payment: Payment | None) -> list[Need]:
    """The sale that a payment's reference has paid for already, if any."""
    if payment is None or payment.reference is None:
        return []
    return [SALES_BY_REFERENCE.at(app_id, written) for written in _written(payment.reference)]


def other_paid_with(reference: str, sale: SaleRow, rows: Rows) -> SaleRow | None:
    """Another sale that this reference has paid for."""
    for written in _written(reference):
        other = rows.find(SALES_BY_REFERENCE, sale.app_id, written)
        if other is not None and other.sale_id != sale.sale_id:
            return other
    return None


def _written(reference: str) -> list[str]:
    """As it is kept, and as it was once kept: just as it was typed."""
    return list(dict.fromkeys((canonical_reference(reference), reference)))


def why_not_paid(payment: Payment, sale: SaleRow, rows: Rows) -> Refusal | None:
    """Say why a payment does not pay for a held sale, or None."""
    by_reference = payment.kind is PaymentKind.REFERENCE
    if by_reference != (payment.reference is not None) or payment.amount_minor != sale.total_minor:
        return Refusal.PAYMENT_MISMATCH
    if payment.given_minor is not None and payment.given_minor < payment.amount_minor:
        return Refusal.PAYMENT_MISMATCH
    reference = payment.reference
    is_used = reference is not None and other_paid_with(reference, sale, rows) is not None
    return Refusal.PAYMENT_REFERENCE_USED if is_used else None


def columns_of_payment(payment: Payment | None) -> dict[str, Any]:
    """How a sale was paid, as its row has it; nothing where nobody has told."""
    reference = None if payment is None else payment.reference
    return {
        "payment_kind": None if payment is None else payment.kind,
        "payment_minor": None if payment is None else payment.amount_minor,
        "given_minor": None if payment is None else payment.given_minor,
        "payment_reference": None if reference is None else canonical_reference(reference),
    }


def is_moment_known(sale: SaleRow, paid_at: int) -> bool:
    """Whether what its till tells can be the moment of the payment: cards are held before it.

    A till that starts without a line and with a wrong clock tells any moment.
    """
    return sale.day_at is None or paid_at + CLOCK_SKEW_MAX_MS >= sale.day_at


def moment_of_payment(sale: SaleRow, paid_at: int) -> int:
    """When it was paid, as far as its till knows, or else when its cards were held."""
    return paid_at if sale.day_at is None or is_moment_known(sale, paid_at) else sale.day_at


def day_of_payment(sale: SaleRow, paid_at: int, now_ms: int) -> int:
    """The moment whose day a sale counts on that was paid: not before the hold, and not to come."""
    return max(min(paid_at, now_ms), sale.day_at or 0)


def confirm_held(
    sale: SaleRow,
    rows: Rows,
    now_ms: int,
    *,
    payment: Payment | None,
    paid_at: int,
    refused_before: Mapping[str, CardRefusal] = NONE_REFUSED,
    restored_at: int | None = None,
    **more: Any,
) -> tuple[list[ConfirmedLine], list[Change]]:
    """Activate a held sale's cards, card by card; let those go that cannot be activated.

    ``refused_before`` are cards that were refused in a confirm that this server has forgotten. It
    was paid before ``restored_at``, where that is given: the customer may have live cards.
    """
    answer: list[ConfirmedLine] = []
    changes: list[Change] = [
        changed(
            sale,
            stage=SaleStage.CONFIRMED,
            paid_at=moment_of_payment(sale, paid_at),
            confirmed_at=now_ms,
            **columns_of_payment(payment),
            **more,
        )
    ]
    for line in rows.all(SALE_LINES_OF_SALE, sale.app_id, sale.sale_id):
        code = code_of(rows, line)
        was_open = _was_open(code, sale, restored_at)
        refused = why_not_confirmed(code, sale.sale_id, was_open=was_open)
        refusal = refused or refused_before.get(str(line.code_id))
        answer.append(_confirmed(line, code, refusal))
        if refusal is None:
            changes.append(_activated(code, sale.sale_id, now_ms))
            continue
        changes.append(changed(line, refusal=refusal))
        if code.hold is HoldState.HELD and code.sale_id == sale.sale_id:
            changes.append(move_held(code, HoldEvent.REFUSE, sale.sale_id, now_ms))
    return answer, changes


def confirmed_before(
    sale: SaleRow, rows: Rows, refunded: Collection[CodeId] = ()
) -> list[ConfirmedLine]:
    """The lines of a sale that is confirmed already, as they stand now.

    A card voided meanwhile is not for handing over, and its refund is the void's business. One that
    was recalled or taken out of use is told like it, for a case has its price; so is a refused card
    that was ``refunded`` meanwhile: its money goes back once.
    """
    answer = []
    for line in rows.all(SALE_LINES_OF_SALE, sale.app_id, sale.sale_id):
        code = code_of(rows, line)
        is_dead = line.refusal is None and code.state is CodeState.INVALIDATED
        is_settled = is_dead or line.void_id is not None or line.code_id in refunded
        answer.append(_confirmed(line, code, CardRefusal.VOIDED if is_settled else line.refusal))
    return answer


def refund_of(lines: Iterable[ConfirmedLine]) -> int:
    """What a till owes for the lines that could not be activated."""
    return sum(
        line.price_minor
        for line in lines
        if line.refusal is not None and line.refusal.refusal is not CardRefusal.VOIDED
    )


def free_held(
    sale: SaleRow, rows: Rows, now_ms: int, event: HoldEvent
) -> tuple[list[SaleLineRow], list[Change]]:
    """Let go of every card that the sale holds; returns the lines whose cards were held."""
    freed: list[SaleLineRow] = []
    changes: list[Change] = []
    for line in rows.all(SALE_LINES_OF_SALE, sale.app_id, sale.sale_id):
        code = code_of(rows, line)
        if code.hold is HoldState.HELD and code.sale_id == sale.sale_id:
            freed.append(line)
            changes.append(move_held(code, event, sale.sale_id, now_ms))
    return freed, changes


def needs_of_unseen(app_id: AppId, sale_id: str, till_id: str, rows: Rows) -> list[Need]:
    """What the memory of a sale never seen needs: the store of the till that speaks of it."""
    till = rows.find(TILLS, app_id, till_id)
    if till is None or rows.find(SALES, app_id, sale_id) is not None:
        return []
    return [STORES.at(app_id, till.store_id)]


def remembered(
    app_id: AppId, sale_id: SaleId, rows: Rows, now_ms: int, stage: SaleStage, **more: Any
) -> SaleRow:
    """Remember that a sale never seen has ended, so that a late reserve or confirm is refused."""
    till = rows.find(TILLS, app_id, sale_id.till)
    store = None if till is None else rows.find(STORES, app_id, till.store_id)
    if till is None or store is None:
        raise LookupError(f"The till of {sale_id} is unknown.")
    return SaleRow(
        app_id=app_id,
        sale_id=str(sale_id),
        receipt_number=sale_id.receipt_number,
        till_id=till.till_id,
        till_name=till.name,
        store_id=store.store_id,
        store_name=store.name,
        operator_id=None,
        operator_name="",
        stage=stage,
        currency=store.currency,
        total_minor=0,
        created_at=now_ms,
        ended_at=now_ms,
        **more,
    )


def ids_of(lines: Sequence[SaleLineRow]) -> list[str]:
    """The cards of lines, as on the wire."""
    return [str(line.code_id) for line in lines]


def _was_open(code: CodeRow, sale: SaleRow, restored_at: int | None) -> bool:
    """Whether nothing had stopped the card when it was bought, for all that is known.

    It was stopped since the restore, or the backup lacks the hold, for which it had to be open. A
    stop that the backup has on a held card was there before: the confirm was refused then, too.
    """
    return restored_at is not None and restored_at < max(code.stopped_at or 0, sale.held_at or 0)


def _activated(code: CodeRow, sale_id: str, now_ms: int) -> Change:
    hold = move_hold(Hold(code.hold, code.sale_id), HoldEvent.CONFIRM, sale_id)
    opened: dict[str, Any] = {}
    if code.stop is not None:
        opened = {"stop": move_stop(code.stop, StopEvent.SOLD_BEFORE), "stopped_at": None}
    return changed(
        code,
        state=move_code(code.state, CodeEvent.ACTIVATE),
        hold=hold.state,
        activated_at=now_ms,
        updated_at=now_ms,
        **opened,
    )


def _confirmed(line: SaleLineRow, code: CodeRow, refusal: CardRefusal | None) -> ConfirmedLine:
    return ConfirmedLine(
        card_id=str(line.code_id),
        last_four=line.last_four,
        price_minor=line.price_minor,
        activated=refusal is None,
        refusal=None if refusal is None else refused_card(code, refusal),
    )
