"""Where money goes back over a counter: the till is asked first, and its customer stands there alone.

A customer is at one counter at a time: while one is served at a till, no manager elsewhere pays for the
same sale, and the other way round. What one of them has done before is for the server to tell.
"""

from __future__ import annotations

import asyncio
from typing import Final, Protocol

from card_contract.messages import Payment
from card_contract.states import MoneyWay
from pos_terminal.gateway.answers import NoAnswerError
from pos_terminal.journal.handing_back import Standing, hear, way_back_of
from pos_terminal.journal.records import RefundRecord
from pos_terminal.journal.sale_machine import RefundState
from server_stub.storage.rows.sales import SaleRow
from simulation.disk import Disk
from simulation.line import Sky
from simulation.memory_journal import PowerCutError
from simulation.mutants import Mutant
from simulation.till import TillProcess
from simulation.truth import HandedOut, TakenOut, Truth

LOOKS_PART: Final = 0.1
"""So often somebody looks again at a refund that stands in doubt."""
DARES_PART: Final = 0.03
"""So often whoever has not paid dares to ask for the money."""
COMES_PART: Final = 0.3
"""So often the customer has come back for the money when somebody looks."""
DIES_WHEN_RECORDED: Final = 0.08
"""So often the till loses its power just when it has recorded what is about to be given."""


class Shop(Sky, Protocol):
    """Where it happens."""

    disk: Disk
    truth: Truth
    at_a_counter: set[str]

    def till_lost_power(self, till: str) -> None: ...


class Counter:
    """One till's clerk who hands money back."""

    def __init__(self, till: TillProcess, shop: Shop) -> None:
        self._till = till
        self._shop = shop

    def waits(self, refund: RefundRecord) -> bool:
        """Whether somebody stands here for its money, or looks at it again."""
        if refund.may_not_be_given:
            return refund.sale_id not in self._shop.at_a_counter
        if refund.refund_id in self._shop.truth.refunds_given:
            return refund.state is RefundState.REFUND_DUE and not refund.contradicted
        if self._shop.mutant is Mutant.REFUND_WITHOUT_VOID and refund.state is RefundState.VOIDING:
            return True
        if refund.state is not RefundState.REFUND_DUE or refund.sale_id in self._shop.at_a_counter:
            return False
        if refund.sale_id not in self._shop.truth.paid:
            return self._shop.chance.happens(DARES_PART)
        return self._shop.chance.happens(LOOKS_PART if refund.contradicted else COMES_PART)

    async def serve(self, refund: RefundRecord) -> None:
        """Ask, record what is still due, then give it; what was given before is written down."""
        truth = self._shop.truth
        if refund.may_not_be_given:
            self._look_whether_it_was_given(refund)
            return
        if refund.refund_id in truth.refunds_given:
            self._write_down(refund)
            return
        self._shop.at_a_counter.add(refund.sale_id)
        try:
            asked = await self._asked(refund)
            if asked is not None:
                self._record_and_give(asked)
        finally:
            self._shop.at_a_counter.discard(refund.sale_id)

    async def _asked(self, refund: RefundRecord) -> RefundRecord | None:
        """The refund as it is once the server was asked; null where nothing goes back now."""
        if self._shop.mutant in (Mutant.REFUND_WITHOUT_VOID, Mutant.HANDED_BACK_UNASKED):
            return None if refund.contradicted else refund
        before = way_back_of(self._till.journal.as_journal(), refund)
        try:
            answer = await self._till.line.sale(refund.sale_id)
        except NoAnswerError:
            return None
        told = hear(self._till.book, self._till.forwarder, refund, answer)
        after = self._till.journal.refund(refund.refund_id)
        if told is not Standing.AS_TOLD or after is None:
            return None
        if before != way_back_of(self._till.journal.as_journal(), after):
            return None  # the page shows that first
        if self._shop.mutant is Mutant.CONTRADICTED_PAID:
            return after if after.state is RefundState.REFUND_DUE else None
        return after if after.is_due else None

    def _record_and_give(self, refund: RefundRecord) -> None:
        """A till that dies between shows nothing: what is given then, a page says after its start."""
        is_early = refund.state is not RefundState.REFUND_DUE or bool(refund.contradicted)
        self._write_down(refund)
        after = self._till.journal.refund(refund.refund_id)
        is_recorded = after is not None and after.state is RefundState.CLOSED
        if is_recorded and self._shop.chance.happens(DIES_WHEN_RECORDED):
            self._shop.till_lost_power(self._till.name)
            raise PowerCutError
        if is_early or is_recorded:
            self._give(refund)

    def _look_whether_it_was_given(self, refund: RefundRecord) -> None:
        """The page says that the till has died just after it was recorded: the drawer is counted.

        What was not given is due again, and is asked about like any other: a manager elsewhere may
        have paid it meanwhile.
        """
        is_blind = self._shop.mutant is Mutant.NOT_ASKED_AFTER_THE_END
        if is_blind or refund.refund_id in self._shop.truth.refunds_given:
            self._till.book.given_known(refund.refund_id)
            self._till.forwarder.wake(refund.refund_id)
        else:
            self._till.book.not_given(refund.refund_id)

    def _give(self, refund: RefundRecord) -> None:
        truth, now_ms = self._shop.truth, self._shop.now_ms()
        is_early = refund.state is RefundState.VOIDING
        cards = [line.card_id for line in refund.lines if line.voided or is_early]
        out_of = TakenOut(self._till.name, now_ms)
        truth.money_goes_back(refund.refund_id, refund.sale_id, cards, out_of)
        way = way_back_of(self._till.journal.as_journal(), refund)
        truth.handed_out.append(
            HandedOut(refund.refund_id, refund.sale_id, now_ms, MoneyWay.of(way.kind))
        )
        self._shop.note(f"{self._till.name} hands the money of {refund.refund_id} back")

    def _write_down(self, refund: RefundRecord) -> None:
        if refund.state is RefundState.REFUND_DUE and not refund.contradicted:
            self._till.book.hand_back(refund.refund_id)
            self._till.forwarder.wake(refund.refund_id)


def told_payment(sale: SaleRow) -> Payment | None:
    """How a sale was paid, as whoever reads it now is told."""
    if sale.payment_kind is None:
        return None
    return Payment(
        kind=sale.payment_kind,
        amount_minor=sale.payment_minor or 0,
        reference=sale.payment_reference,
    )


async def makes_up_their_mind(shop: Shop, most_s: float) -> None:
    """Time goes by between what was read and what is done."""
    await asyncio.sleep(shop.chance.uniform(0, most_s))
