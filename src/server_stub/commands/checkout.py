"""The way of a sale at its till: reserve, confirm, cancel.

Only the till that made a sale may speak for it; for every other till the sale does not exist. What
ends a sale is remembered as long as its cards, also for a sale that was never seen: then a late
reserve or confirm is refused. Money is taken between reserve and confirm, so confirm refuses
cards, never a sale that is held and paid.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar, Final

import msgspec

from card_contract.messages import (
    AMOUNT_MAX_MINOR,
    CancelAnswer,
    CancelRequest,
    CardRefused,
    ConfirmAnswer,
    ConfirmRequest,
    HeldLine,
    ReserveAnswer,
    ReserveLine,
    ReserveRequest,
)
from card_contract.outcomes import CardRefusal, Refusal
from card_contract.sale_id import SaleId
from card_contract.states import SaleStage
from server_stub.commands.askers import refusal_of_operator, refusal_of_till
from server_stub.commands.card_refusals import refusal_to_sell, refused_card
from server_stub.commands.cases import closed
from server_stub.commands.late_payment import (
    late_payment,
    needs_of_refund_cases,
    refund_cases,
)
from server_stub.commands.sale_moves import (
    code_id_of,
    confirm_held,
    confirmed_before,
    free_held,
    ids_of,
    move_held,
    needs_of_lines,
    needs_of_payment,
    needs_of_unseen,
    refund_of,
    remembered,
    why_not_paid,
)
from server_stub.domain.hold_machine import HoldEvent
from server_stub.domain.ids import AppId, OperatorId, TillId
from server_stub.domain.roles import SELLING
from server_stub.engine.command import Decision, Refused, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, LedgerEntry, changed
from server_stub.storage.rows import (
    ANSWERS,
    CAMPAIGNS,
    CODES,
    OPERATORS,
    SALE_LINES_OF_SALE,
    SALES,
    STORES,
    TILLS,
    CodeRow,
    SaleLineRow,
    SaleRow,
)
from server_stub.storage.table import Need

ENDED: Final = {
    SaleStage.CANCELLED: Refusal.SALE_CANCELLED,
    SaleStage.CONFIRMED: Refusal.SALE_CONFIRMED,
    SaleStage.VOIDED: Refusal.SALE_VOIDED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfSale:
    """A command of a sale's own till."""

    app_id: AppId
    till_id: TillId
    sale_id: SaleId

    def key_of(self, operation: str) -> str | None:
        """The operation's idempotency key. What another till says must not stay under it."""
        return f"{self.sale_id}/{operation}" if self.sale_id.till == self.till_id else None

    def refusal_of_till(self, rows: Rows) -> Refusal | None:
        """Say why this till may not speak for the sale, or None."""
        return refusal_of_till(
            rows, self.app_id, self.till_id, self.sale_id.till, Refusal.SALE_UNKNOWN
        )

    def entry(self, kind: str, **detail: Any) -> LedgerEntry:
        return LedgerEntry(
            app_id=self.app_id,
            kind=kind,
            actor=f"till:{self.till_id}",
            subject=str(self.sale_id),
            detail=detail,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reserve(_OfSale):
    """Hold all cards of a basket for a sale, or none. The prices are fixed from here on."""

    answer_type: ClassVar = ReserveAnswer

    operator_id: OperatorId
    request: ReserveRequest

    @property
    def key(self) -> str | None:
        return self.key_of("RESERVE")

    def fingerprint(self) -> bytes:
        return msgspec.json.encode((self.till_id, self.request))

    def needs(self) -> Iterable[Need]:
        yield TILLS.at(self.app_id, self.till_id)
        yield OPERATORS.at(self.app_id, self.operator_id)
        yield SALES.at(self.app_id, str(self.sale_id))
        for line in self.request.lines:
            code_id = code_id_of(line.card_id)
            if code_id is not None:
                yield CODES.at(self.app_id, code_id)

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        till = rows.find(TILLS, self.app_id, self.till_id)
        if till is not None:
            yield STORES.at(self.app_id, till.store_id)
        for line in self.request.lines:
            code = self._code(rows, line)
            if code is not None:
                yield CAMPAIGNS.at(self.app_id, code.campaign)
                if code.sale_id is not None:
                    yield SALES.at(self.app_id, code.sale_id)

    def decide(self, rows: Rows, now_ms: int) -> Decision[ReserveAnswer]:
        refusal = (
            self.refusal_of_till(rows)
            or refusal_of_operator(rows, self.app_id, self.operator_id, SELLING)
            or self._refusal_of_basket(rows)
        )
        if refusal is not None:
            return refuse(refusal)
        refused = [
            card for line in self.request.lines if (card := self._refused(rows, line)) is not None
        ]
        if refused:
            return refuse(Refusal.CARDS_REFUSED, *refused)
        codes = [code for line in self.request.lines if (code := self._code(rows, line))]
        if any(code.currency != self.request.currency for code in codes):
            return refuse(Refusal.BASKET_INVALID)
        if sum(code.price_minor for code in codes) > AMOUNT_MAX_MINOR:
            # No payment of so much can be told, so the money must never be taken.
            return refuse(Refusal.BASKET_INVALID)
        return self._held(rows, codes, now_ms)

    def _refusal_of_basket(self, rows: Rows) -> Refusal | None:
        sale = rows.find(SALES, self.app_id, str(self.sale_id))
        if sale is not None:
            # The key would have brought the stored answer, if a reserve had made this sale.
            return ENDED.get(sale.stage, Refusal.KEY_REUSED)
        cards = [line.card_id for line in self.request.lines]
        return Refusal.BASKET_INVALID if len(set(cards)) != len(cards) else None

    def _code(self, rows: Rows, line: ReserveLine) -> CodeRow | None:
        code_id = code_id_of(line.card_id)
        return None if code_id is None else rows.find(CODES, self.app_id, code_id)

    def _refused(self, rows: Rows, line: ReserveLine) -> CardRefused | None:
        code = self._code(rows, line)
        campaign = sale = None
        if code is not None:
            campaign = rows.find(CAMPAIGNS, self.app_id, code.campaign)
            if code.sale_id is not None:
                sale = rows.find(SALES, self.app_id, code.sale_id)
        refused = refusal_to_sell(line.card_id, code, campaign, sale)
        if refused is None and code is not None and code.price_minor != line.price_minor:
            return refused_card(code, CardRefusal.PRICE_CHANGED)
        return refused

    def _held(self, rows: Rows, codes: list[CodeRow], now_ms: int) -> Decision[ReserveAnswer]:
        sale_id = str(self.sale_id)
        sale = self._new_sale(rows, sum(code.price_minor for code in codes), now_ms)
        changes: list[Change] = [Insert(sale)]
        for position, (line, code) in enumerate(zip(self.request.lines, codes, strict=True)):
            changes.append(
                Insert(
                    SaleLineRow(
                        app_id=self.app_id,
                        sale_id=sale_id,
                        position=position,
                        code_id=code.code_id,
                        last_four=code.last_four,
                        price_minor=code.price_minor,
                        keyed=line.keyed,
                    )
                )
            )
            changes.append(move_held(code, HoldEvent.RESERVE, sale_id, now_ms))
        answer = ReserveAnswer(
            sale_id=sale_id,
            lines=[
                HeldLine(
                    card_id=str(code.code_id),
                    last_four=code.last_four,
                    price_minor=code.price_minor,
                )
                for code in codes
            ],
            total_minor=sale.total_minor,
            currency=sale.currency,
            at=now_ms,
        )
        entry = self.entry(
            "sale.held",
            operator=self.operator_id,
            cards=[code.code_id for code in codes],
            total=sale.total_minor,
            currency=sale.currency,
        )
        return Decision(answer, changes, (entry,))

    def _new_sale(self, rows: Rows, total_minor: int, now_ms: int) -> SaleRow:
        till = rows.find(TILLS, self.app_id, self.till_id)
        store = None if till is None else rows.find(STORES, self.app_id, till.store_id)
        operator = rows.find(OPERATORS, self.app_id, self.operator_id)
        if till is None or store is None or operator is None:
            raise LookupError(f"The till, store or operator of {self.sale_id} is unknown.")
        return SaleRow(
            app_id=self.app_id,
            sale_id=str(self.sale_id),
            receipt_number=self.sale_id.receipt_number,
            till_id=till.till_id,
            till_name=till.name,
            store_id=store.store_id,
            store_name=store.name,
            operator_id=operator.operator_id,
            operator_name=operator.name,
            stage=SaleStage.HELD,
            currency=self.request.currency,
            total_minor=total_minor,
            created_at=self.request.created_at,
            held_at=now_ms,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirm(_OfSale):
    """Activate the cards of a held sale that has been paid."""

    answer_type: ClassVar = ConfirmAnswer

    request: ConfirmRequest

    @property
    def key(self) -> str | None:
        return self.key_of("CONFIRM")

    def fingerprint(self) -> bytes:
        return msgspec.json.encode((self.till_id, self.request))

    def needs(self) -> Iterable[Need]:
        sale_id = str(self.sale_id)
        return (
            TILLS.at(self.app_id, self.till_id),
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
            return refuse(ENDED[sale.stage])
        payment = self.request.payment
        refusal = why_not_paid(payment, sale, rows)
        if refusal is not None:
            return refuse(refusal)
        lines, changes = confirm_held(
            sale, rows, now_ms, payment=payment, paid_at=self.request.paid_at
        )
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
        cases = refund_cases(sale, rows)
        done = {case.code_id for case in cases if case.code_id and case.closed_at is not None}
        lines = confirmed_before(sale, rows, done)
        if sale.settled_by is None:
            return Decision(self._answer(lines, now_ms))
        payment = self.request.payment
        known, new_cases = late_payment(sale, payment, self.request.paid_at, rows, now_ms)
        changes: list[Change] = [known, *map(Insert, new_cases)]
        changes += [
            closed(case, now_ms, by=f"till:{self.till_id}", reason="the till refunds it")
            for case in cases
            if case.closed_at is None
        ]
        entry = self.entry(
            "sale.payment-known",
            paid=payment.amount_minor,
            by=payment.kind,
            at=self.request.paid_at,
            cases=[case.case_id for case in new_cases],
        )
        return Decision(self._answer(lines, now_ms), changes, (entry,))

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
class Cancel(_OfSale):
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
            return Decision(self._answer([], now_ms), (ended,), (entry,))
        if sale.stage is SaleStage.CANCELLED:
            return Decision(self._answer([], now_ms))
        if sale.stage is not SaleStage.HELD:
            return refuse(ENDED[sale.stage])
        freed, changes = free_held(sale, rows, now_ms, HoldEvent.CANCEL)
        changes.append(
            changed(sale, stage=SaleStage.CANCELLED, ended_at=now_ms, cancel_reason=reason)
        )
        entry = self.entry("sale.cancelled", reason=reason, cards=[line.code_id for line in freed])
        return Decision(self._answer(ids_of(freed), now_ms), changes, (entry,))

    def _answer(self, freed: list[str], now_ms: int) -> CancelAnswer:
        return CancelAnswer(sale_id=str(self.sale_id), freed=freed, at=now_ms)
