"""What is promised of payments: what a till was heard to say of one is known, or a case says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final

from card_contract.messages import Payment
from card_contract.outcomes import Refusal
from card_contract.sale_id import VoidId
from card_contract.states import CaseKind, CodeState, MoneyWay, SaleStage
from pos_terminal.gateway.answers import Refused
from pos_terminal.journal.records import Record, SaleRecord
from server_stub.commands.cases import case_id_of
from server_stub.commands.checkout import Cancel, Confirm
from server_stub.domain.sale_refunds import denied_sale_id
from server_stub.storage.rows.cards import CodeRow
from server_stub.storage.rows.sales import CaseRow, SaleRow
from simulation.disk import Disk
from simulation.truth import Truth

HEARD_MS: Final = 10_000
"""So old what a till was just told may be: it waits no longer for an answer."""
_ENDED: Final = frozenset({Refusal.SALE_CONFIRMED, Refusal.SALE_CANCELLED, Refusal.SALE_VOIDED})


class RulesOfMoney:
    """Compares what tills were answered with the managers' words and what the server has kept."""

    def __init__(self, disk: Disk, truth: Truth) -> None:
        self._disk = disk
        self._truth = truth

    def broken_now(self) -> Iterator[str]:
        """No till hands out what it could have heard to be denied: it has asked a moment before."""
        cases = {case.case_id: case for case in self._disk.rows(CaseRow)}
        for out in self._truth.handed_out:
            case = cases.get(denied_sale_id(out.sale_id))
            doubted = case is not None and (case.closed_at is None or case.was_closed_unpaid)
            is_voids = out.refund.startswith("V-")
            if case is not None and doubted and is_voids and case.opened_at < out.at_ms - HEARD_MS:
                yield f"2: {out.refund} was handed out, and its sale had been denied"

    def shown_wrongly(self, kind: str, record: Record, now_ms: int) -> Iterator[str]:
        """A card is shown as active that was dead before anybody could have been told otherwise."""
        if kind != "confirm_answered" or not isinstance(record, SaleRecord):
            return
        codes = {str(code.code_id): code for code in self._disk.rows(CodeRow)}
        for line in record.lines:
            code = codes[line.card_id]
            is_dead = code.state is CodeState.INVALIDATED and code.sale_id == record.sale_id
            died_at = code.invalidated_at or now_ms
            if line.activated and is_dead and died_at < now_ms - HEARD_MS:
                yield f"5: {record.sale_id} shows card {line.card_id} as active, and it is dead"

    def broken_at_the_end(self, acknowledged: Iterable[tuple[Any, Any]]) -> Iterator[str]:
        """A case may have been closed by a person since: it was there to be seen."""
        sales = {sale.sale_id: sale for sale in self._disk.rows(SaleRow)}
        cases = {case.case_id for case in self._disk.rows(CaseRow)}
        for sale in sales.values():
            if None not in (sale.day_at, sale.held_at) and sale.day_at < sale.held_at:
                yield f"5: {sale.sale_id} counts on a day on which its cards were not held yet"
        yield from self._paid_twice_with(sales.values())
        yield from self._went_back_otherwise(sales)
        for command, answer in acknowledged:
            sale = sales.get(str(command.sale_id)) if _is_about_payment(command, answer) else None
            if sale is None or (sale.settled_by is None and isinstance(answer, Refused)):
                continue
            payment = command.request.payment if isinstance(command, Confirm) else None
            differs = case_id_of(CaseKind.PAYMENT_DIFFERS, sale_id=sale.sale_id)
            told = {differs, denied_sale_id(sale.sale_id)} & cases
            if self._is_contradicted(sale, payment) and not told:
                yield f"5: till and manager contradict each other of {sale.sale_id}: no case"
            used = case_id_of(CaseKind.REFERENCE_USED, sale_id=sale.sale_id)
            reference = None if payment is None else _canonical(payment.reference)
            if reference not in (None, sale.payment_reference) and used not in cases:
                yield f"2: {reference} has paid for {sale.sale_id}, and nobody knows of it"

    def _paid_twice_with(self, sales: Iterable[SaleRow]) -> Iterator[str]:
        """One slip pays for one sale, however its number is typed."""
        slips = Counter(_canonical(sale.payment_reference) for sale in sales)
        for slip, times in slips.items():
            if slip is not None and times > 1:
                yield f"1: {slip} has paid for {times} sales"

    def _went_back_otherwise(self, sales: dict[str, SaleRow]) -> Iterator[str]:
        """Money of a settled sale goes back as the books have it, or else a drawer is wrong.

        A till hands the money of its own sales out as it has taken it.
        """
        for out in self._truth.handed_out:
            sale = sales.get(out.sale_id)
            if sale is None or sale.settled_by is None:
                continue
            is_own = out.refund.startswith("V-") and (
                VoidId.parse(out.refund).parts.till == sale.till_id
            )
            counted = MoneyWay.of(sale.payment_kind)
            if not is_own and counted is not out.way:
                yield f"5: {out.refund} went back by {out.way}, and is counted as {counted}"

    def _is_contradicted(self, sale: SaleRow, payment: Payment | None) -> bool:
        """Whether the till has told otherwise than every manager who spoke of the sale."""
        if sale.settled_by is None:
            return False
        if payment is None:
            return sale.stage is not SaleStage.CANCELLED
        return sale.stage is SaleStage.CANCELLED or all(
            word is None
            or (word.kind, _canonical(word.reference))
            != (payment.kind, _canonical(payment.reference))
            for word in self._truth.managers_words[sale.sale_id]
        )


def _canonical(reference: str | None) -> str | None:
    return None if reference is None else reference.upper()


def _is_about_payment(command: Any, answer: Any) -> bool:
    """Whether a till has told, and been answered for good, how its sale was paid, or that not."""
    if not isinstance(command, Confirm | Cancel):
        return False
    return not isinstance(answer, Refused) or answer.code in _ENDED
