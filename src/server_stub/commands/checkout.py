"""How a held sale ends at its till: confirm, cancel.

Only the till that made a sale may speak for it; for every other till the sale does not exist. What
ends a sale is remembered as long as its cards, also for a sale that was never seen: then a late
reserve or confirm is refused. Money is taken between reserve and confirm, so confirm refuses
cards, never a sale that is held and paid. Where a manager has settled the sale before, what its
till says of the payment is kept, also where that is refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

import msgspec

from card_contract.messages import (
    CancelAnswer,
    CancelRequest,
    ConfirmAnswer,
    ConfirmRequest,
)
from card_contract.outcomes import Refusal
from card_contract.states import SaleStage
from server_stub.commands.cancelled_but_paid import (
    needs_of_voids,
    nothing_is_left,
    owed_by_confirm,
)
from server_stub.commands.late_payment import (
    LatePayment,
    denied_payment,
    late_payment,
    needs_of_refund_cases,
)
from server_stub.commands.of_sale import ENDED, OfSale
from server_stub.commands.refused_cards import (
    is_back,
    refund_cases,
    refunds_of_cards,
    taken_over,
)
from server_stub.commands.sale_moves import (
    confirm_held,
    confirmed_before,
    day_of_payment,
    free_held,
    ids_of,
    needs_of_lines,
    needs_of_payment,
    needs_of_unseen,
    refund_of,
    remembered,
    why_not_paid,
)
from server_stub.commands.unsigned_voids import lost_at
from server_stub.domain.hold_machine import HoldEvent
from server_stub.engine.command import Decision, Refused, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Insert, changed
from server_stub.storage.rows.books import META, RESTORED_AT
from server_stub.storage.rows.sales import ANSWERS, SALE_LINES_OF_SALE, SALES, SaleRow
from server_stub.storage.rows.staff import TILLS
from server_stub.storage.table import Need


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirm(OfSale):
    """Activate the cards of a held sale that has been paid."""

    answer_type: ClassVar = ConfirmAnswer

    request: ConfirmRequest

    @property
    def key(self) -> str | None:
        return self.key_of("CONFIRM")

    def fingerprint(self) -> bytes:
        asked = msgspec.structs.replace(self.request, refused_before=[])
        return msgspec.json.encode((self.till_id, asked))

    def needs(self) -> Iterable[Need]:
        sale_id = str(self.sale_id)
        return (
            TILLS.at(self.app_id, self.till_id),
            META.at(RESTORED_AT),
            SALES.at(self.app_id, sale_id),
            SALE_LINES_OF_SALE.at(self.app_id, sale_id),
            *needs_of_payment(self.app_id, self.request.payment),
        )

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        sale_id = str(self.sale_id)
        return (
            *needs_of_lines(self.app_id, sale_id, rows),
            *self._needs_of_unseen(rows),
            *needs_of_refund_cases(self.app_id, sale_id, rows),
            *needs_of_voids(self.app_id, sale_id, rows),
        )

    def _needs_of_unseen(self, rows: Rows) -> list[Need]:
        """The answer to the reserve, where it made no sale."""
        if rows.find(SALES, self.app_id, str(self.sale_id)) is not None:
            return []
        return [ANSWERS.at(self.app_id, f"{self.sale_id}/RESERVE")]

    def decide(self, rows: Rows, now_ms: int) -> Decision[ConfirmAnswer]:
        refusal = self.refusal_of_till(rows)
        if refusal is not None:
            return refuse(refusal)
        sale = rows.find(SALES, self.app_id, str(self.sale_id))
        if sale is None:
            return self._unseen(rows)
        if sale.confirmed_at is not None:
            # A manager said elsewhere that it was paid. These cards are ours already; those that
            # were voided since, even all, are told beside those that are still to be refunded.
            return self._known_late(sale, rows, now_ms)
        if sale.stage is not SaleStage.HELD:
            return self._too_late(sale, rows, now_ms)
        payment = self.request.payment
        refusal = why_not_paid(payment, sale, rows)
        if refusal is not None:
            return refuse(refusal)
        lines, changes = confirm_held(
            sale,
            rows,
            now_ms,
            payment=payment,
            paid_at=self.request.paid_at,
            refused_before={one.card_id: one.refusal for one in self.request.refused_before},
            restored_at=lost_at(sale, rows, now_ms, paid_at=self.request.paid_at),
            day_at=day_of_payment(sale, self.request.paid_at, now_ms),
        )
        changes += refunds_of_cards(self.app_id, sale.sale_id, lines, now_ms)
        entry = self.entry(
            "sale.confirmed",
            cards=[int(line.card_id) for line in lines if line.activated],
            refused=[int(line.card_id) for line in lines if not line.activated],
            paid=payment.amount_minor,
            by=payment.kind,
        )
        return Decision(self._answer(lines, now_ms), changes, (entry,))

    def _known_late(self, sale: SaleRow, rows: Rows, now_ms: int) -> Decision[ConfirmAnswer]:
        """Tell what stands, and record what the till knows of a payment that a manager settled."""
        cases = [] if sale.settled_by is None else refund_cases(sale, rows)
        done = {case.code_id for case in cases if case.code_id and is_back(case)}
        lines = confirmed_before(sale, rows, done)
        if sale.settled_by is None:
            return Decision(self._answer(lines, now_ms))
        known = self._payment_known(sale, rows, now_ms)
        changes = known.changes(sale)
        for case in cases:
            if not is_back(case):
                changes += taken_over(case, self.till_id, now_ms)
        return Decision(self._answer(lines, now_ms), changes, (known.entry,))

    def _too_late(self, sale: SaleRow, rows: Rows, now_ms: int) -> Decision[ConfirmAnswer]:
        """Refuse it; how it was paid is kept where a manager has settled that it is over.

        Where another till's void has all its cards, that one gives the money back, as ever.
        """
        if sale.settled_by is None:
            return refuse(ENDED[sale.stage])
        known = self._payment_known(sale, rows, now_ms)
        lines = rows.all(SALE_LINES_OF_SALE, self.app_id, sale.sale_id)
        is_anothers = nothing_is_left(sale, lines, rows)
        refused = Refused(refusal=Refusal.SALE_VOIDED if is_anothers else ENDED[sale.stage])
        changes = [*known.changes(sale), *owed_by_confirm(sale, rows, now_ms)]
        return Decision(refused, changes, (known.entry,))

    def _payment_known(self, sale: SaleRow, rows: Rows, now_ms: int) -> LatePayment:
        """What the till says of the payment of a sale that a manager has settled."""
        return late_payment(sale, self.request.payment, self.request.paid_at, rows, now_ms)

    def _unseen(self, rows: Rows) -> Decision[ConfirmAnswer]:
        """Refuse a sale that was paid and is not known; not for good, unless its reserve was.

        A till sends this only after its reserve was answered, so the server was restored from a
        backup since. The till sends the reserve again under its old key; then this is confirmed.
        """
        reserved = rows.find(ANSWERS, self.app_id, f"{self.sale_id}/RESERVE")
        payment = self.request.payment
        entry = self.entry(
            "sale.unknown-paid",
            paid=payment.amount_minor,
            by=payment.kind,
            at=self.request.paid_at,
        )
        refused = Refused(refusal=Refusal.SALE_UNKNOWN, not_now=reserved is None)
        return Decision(refused, (), (entry,))

    def _answer(self, lines: list[Any], now_ms: int) -> ConfirmAnswer:
        return ConfirmAnswer(
            sale_id=str(self.sale_id), lines=lines, refund_minor=refund_of(lines), at=now_ms
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancel(OfSale):
    """End an unpaid sale and free its cards; a sale never seen is remembered as cancelled."""

    answer_type: ClassVar = CancelAnswer

    request: CancelRequest

    @property
    def key(self) -> str | None:
        return self.key_of("CANCEL")

    def fingerprint(self) -> bytes:
        return msgspec.json.encode((self.till_id, self.request))

    def needs(self) -> Iterable[Need]:
        sale_id = str(self.sale_id)
        return (
            TILLS.at(self.app_id, self.till_id),
            SALES.at(self.app_id, sale_id),
            SALE_LINES_OF_SALE.at(self.app_id, sale_id),
        )

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        sale_id = str(self.sale_id)
        return (
            *needs_of_lines(self.app_id, sale_id, rows),
            *needs_of_unseen(self.app_id, sale_id, self.till_id, rows),
            *needs_of_refund_cases(self.app_id, sale_id, rows),
        )

    def decide(self, rows: Rows, now_ms: int) -> Decision[CancelAnswer]:
        refusal = self.refusal_of_till(rows)
        if refusal is not None:
            return refuse(refusal)
        reason = self.request.reason
        sale = rows.find(SALES, self.app_id, str(self.sale_id))
        if sale is None:
            ended = remembered(
                self.app_id, self.sale_id, rows, now_ms, SaleStage.CANCELLED, cancel_reason=reason
            )
            entry = self.entry("sale.cancelled", reason=reason, cards=[], unseen=True)
            return Decision(self._answer([], now_ms), (Insert(ended),), (entry,))
        if sale.stage is SaleStage.CANCELLED:
            return Decision(self._answer([], now_ms))
        if sale.stage is not SaleStage.HELD:
            return self._too_late(sale, rows, now_ms)
        freed, changes = free_held(sale, rows, now_ms, HoldEvent.CANCEL)
        changes.append(
            changed(sale, stage=SaleStage.CANCELLED, ended_at=now_ms, cancel_reason=reason)
        )
        entry = self.entry("sale.cancelled", reason=reason, cards=[line.code_id for line in freed])
        return Decision(self._answer(ids_of(freed), now_ms), changes, (entry,))

    def _too_late(self, sale: SaleRow, rows: Rows, now_ms: int) -> Decision[CancelAnswer]:
        """Refuse it; that a sale was not paid which a manager settled as paid is a case."""
        refused = Refused(refusal=ENDED[sale.stage])
        if sale.settled_by is None:
            return Decision(refused)
        updates, new_cases = denied_payment(sale, self.till_id, rows, now_ms)
        entry = self.entry(
            "sale.payment-denied",
            reason=self.request.reason,
            stage=sale.stage,
            cases=[case.case_id for case in new_cases],
        )
        return Decision(refused, [*updates, *map(Insert, new_cases)], (entry,))

    def _answer(self, freed: list[str], now_ms: int) -> CancelAnswer:
        return CancelAnswer(sale_id=str(self.sale_id), freed=freed, at=now_ms)
