"""A void of a sale whose CONFIRM had refused a card, and whose answer was lost: the money is due.

The server's real commands answer the till's real book.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from msgspec import structs

from card_contract.messages import VoidAnswer, VoidReason
from card_contract.outcomes import CardRefusal, Refusal
from card_contract.sale_id import SaleId, VoidId
from card_contract.states import PaymentKind, SaleStage, StopReason
from pos_terminal.journal import requests
from pos_terminal.journal.journal import Journal
from pos_terminal.journal.records import (
    Clerk,
    Line,
    RefundOrigin,
    RefundRecord,
    SaleRecord,
    refund_lines_of,
)
from pos_terminal.journal.sale_book import SaleBook
from pos_terminal.journal.sale_machine import RefundState, SaleState
from pos_terminal.journal.void_causes import Cause, cause_of
from server_stub.commands.checkout import Confirm
from server_stub.commands.refunds import HandBackSale, HandedBack
from server_stub.commands.reserving import Reserve
from server_stub.commands.voids import Void
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import CODES
from server_stub.storage.rows.sales import SALES
from support.core_shop import (
    APP,
    CLERK,
    NOW,
    OTHER_TILL,
    PRICE,
    STORE,
    TILL,
    CoreShop,
    by_reference,
    cash,
    play,
    read_all,
    settle,
    void,
)
from support.journal_steps import StillClock, open_journal

MIA = Clerk(operator_id=str(CLERK), name="Mia Kern")
OPEN_CASES = "SELECT case_id FROM cases WHERE closed_at IS NULL"


@dataclass
class Counter:
    """The server and one till of the shop."""

    shop: CoreShop
    journal: Journal
    book: SaleBook
    sale_id: str = ""

    @property
    def sale(self) -> SaleRecord:
        sale = self.journal.sale(self.sale_id)
        assert sale is not None
        return sale

    @property
    def refused(self) -> list[RefundRecord]:
        """The refunds of cards that were never activated."""
        refunds = self.journal.refunds_of(self.sale_id)
        return [one for one in refunds if one.origin is RefundOrigin.REFUSED_AT_CONFIRM]

    async def sell(self, *cards: int) -> None:
        """Take the money for cards, the last of which somebody probes meanwhile."""
        sale = self.book.begin(clerk=MIA, currency="EUR", lines=tuple(map(line, cards)))
        self.sale_id = sale.sale_id
        reserve = Reserve(
            app_id=APP,
            store_id=STORE,
            till_id=TILL,
            operator_id=CLERK,
            sale_id=SaleId.parse(sale.sale_id),
            request=requests.reserve_request(sale),
        )
        self.book.reserve_answered(sale.sale_id, await self.shop.engine.submit(reserve))
        self.book.pay(sale.sale_id, cash(PRICE * len(cards)))
        code = await self.shop.find(CODES.at(APP, cards[-1]))
        await self.shop.change(changed(code, stop=StopReason.PROBED, stopped_at=NOW))

    async def confirm_unheard(self) -> None:
        """The server carries CONFIRM out; the till never hears it."""
        request = requests.confirm_request(self.sale)
        sale_id = SaleId.parse(self.sale_id)
        await self.shop.engine.submit(
            Confirm(app_id=APP, till_id=TILL, sale_id=sale_id, request=request)
        )

    async def void(self) -> RefundRecord:
        """A manager voids the amber sale; the till hears the second answer only."""
        refund, void = self.decide_void()
        await self.shop.sign(void)
        first, again = [await self.shop.engine.submit(void) for _ in range(2)]
        assert again.lines == first.lines
        return self.book.void_answered(refund.refund_id, again)

    def decide_void(self) -> tuple[RefundRecord, Void]:
        """A manager voids the sale; and what the till sends of it."""
        refund = self.book.decide_void(
            sale_id=self.sale_id,
            clerk=MIA,
            currency="EUR",
            lines=refund_lines_of(self.sale),
            whole=True,
            reason=VoidReason.NOT_ACTIVATED_IN_TIME,
            note="",
            approval="void",
            approver="Anna Lindner",
        )
        void = Void(
            app_id=APP,
            till_id=TILL,
            operator_id=CLERK,
            void_id=VoidId.parse(refund.refund_id),
            request=requests.void_request(refund),
        )
        return refund, void

    async def tell_handed_back(self, refund: RefundRecord) -> None:
        """The money of a refused card is back, and the server hears of it."""
        refund = self.book.hand_back(refund.refund_id)
        told = HandBackSale(
            app_id=APP,
            till_id=TILL,
            sale_id=SaleId.parse(self.sale_id),
            request=requests.handed_back_request(refund),
        )
        assert isinstance(await self.shop.engine.submit(told), HandedBack)


def line(card: int) -> Line:
    return Line(
        card_id=str(card),
        last_four=f"{card:04d}",
        name="Gift card",
        artwork=None,
        price_minor=PRICE,
        keyed=False,
    )


def play_at_counter(
    tmp_path: Path, story: Callable[[Counter], Coroutine[Any, Any, None]]
) -> list[str]:
    """Run a story; returns the cases that are open after it."""
    folder = tmp_path / "till"
    folder.mkdir()
    journal = open_journal(folder)

    async def run(shop: CoreShop) -> None:
        await story(Counter(shop, journal, SaleBook(journal, StillClock())))

    try:
        play(tmp_path, run)
    finally:
        journal.close()
    return [case for (case,) in read_all(tmp_path / "shop.db", OPEN_CASES)]


def test_what_the_lost_answer_had_refused_is_due_without_the_void(tmp_path: Path) -> None:
    async def story(counter: Counter) -> None:
        await counter.sell(1)
        await counter.confirm_unheard()
        void = await counter.void()
        assert (void.state, void.case_open, void.stays_open) == (RefundState.REFUSED, False, False)
        assert cause_of(void) is Cause.NOT_ACTIVATED
        assert (counter.sale.state, counter.sale.has_unknown_cards) == (SaleState.CLOSED, False)
        (due,) = counter.refused
        assert (due.state, due.refund_minor) == (RefundState.REFUND_DUE, PRICE)
        assert due.lines[0].refusal is not None
        assert due.lines[0].refusal.refusal is CardRefusal.PROBED
        await counter.tell_handed_back(due)

    assert play_at_counter(tmp_path, story) == []


def test_cards_that_were_activated_are_the_voids_and_the_others_a_refund_of_their_own(
    tmp_path: Path,
) -> None:
    async def story(counter: Counter) -> None:
        await counter.sell(1, 2)
        await counter.confirm_unheard()
        void = await counter.void()
        assert (void.state, void.refund_minor) == (RefundState.REFUND_DUE, PRICE)
        assert not void.case_open
        (due,) = counter.refused
        assert [(one.card_id, due.refund_minor) for one in due.lines] == [("2", PRICE)]
        told = [(one.activated, one.voided) for one in counter.sale.lines]
        assert told == [(None, True), (False, False)]
        assert counter.sale.state is SaleState.CLOSED
        await counter.tell_handed_back(due)

    (left,) = play_at_counter(tmp_path, story)
    assert left.startswith("refund-due:V-")  # the void's own money


def test_a_refund_that_a_settlement_left_to_a_manager_becomes_the_tills(tmp_path: Path) -> None:
    async def story(counter: Counter) -> None:
        await counter.sell(1)
        await settled(counter)
        await counter.void()
        (due,) = counter.refused
        assert due.refund_minor == PRICE
        # The manager has the old case on his screen: it is no longer his to pay.
        await counter.shop.close_case(f"refund-due:{counter.sale_id}:1")
        await counter.tell_handed_back(due)

    assert play_at_counter(tmp_path, story) == []
    ledger = read_all(tmp_path / "shop.db", "SELECT entry FROM ledger")
    assert not any("refund.twice" in str(entry) for entry in ledger)


def test_what_a_manager_has_handed_back_already_does_not_go_back_again(tmp_path: Path) -> None:
    async def story(counter: Counter) -> None:
        await counter.sell(1)
        await settled(counter)
        await counter.shop.close_case(f"refund-due:{counter.sale_id}:1")
        void = await counter.void()
        assert cause_of(void) is Cause.VOIDED
        assert counter.refused == []

    assert play_at_counter(tmp_path, story) == []


def test_the_refused_card_is_due_though_another_till_has_voided_the_others(tmp_path: Path) -> None:
    async def story(counter: Counter) -> None:
        await counter.sell(1, 2)
        await counter.confirm_unheard()
        elsewhere = await at_another_till(counter, 1)
        assert elsewhere.lines[0].voided
        sale = await counter.shop.find(SALES.at(APP, counter.sale_id))
        assert sale.stage is SaleStage.VOIDED
        await counter.void()
        (due,) = counter.refused
        assert [one.card_id for one in due.lines] == ["2"]

    play_at_counter(tmp_path, story)


def test_another_till_is_told_of_no_money_that_the_sales_own_till_owes(tmp_path: Path) -> None:
    async def story(counter: Counter) -> None:
        await counter.sell(1, 2)
        await counter.confirm_unheard()
        elsewhere = await at_another_till(counter, 2)
        assert [(one.voided, one.activated) for one in elsewhere.lines] == [(False, True)]

    play_at_counter(tmp_path, story)


def test_a_void_of_a_sale_that_a_manager_settled_tells_how_it_was_paid(tmp_path: Path) -> None:
    async def story(counter: Counter) -> None:
        await counter.sell(1)
        await settled(counter, money_back=True, payment=by_reference("CARD-1"))
        refund, void = counter.decide_void()
        assert (refund.payment, refund.paid_at) == (cash(), counter.sale.paid_at)
        await counter.shop.sign(void)
        refused = await counter.shop.engine.submit(void)
        assert refused.refusal is Refusal.SALE_VOIDED
        sale = await counter.shop.find(SALES.at(APP, counter.sale_id))
        assert (sale.payment_kind, sale.paid_at) == (PaymentKind.CASH, refund.paid_at)

    cases = [case.partition(":")[0] for case in play_at_counter(tmp_path, story)]
    assert sorted(cases) == ["payment-differs", "refund-due"]


def test_a_void_of_a_sale_that_its_till_has_confirmed_tells_nothing_of_it(tmp_path: Path) -> None:
    async def story(counter: Counter) -> None:
        await counter.sell(1, 2)
        request = requests.confirm_request(counter.sale)
        sale_id = SaleId.parse(counter.sale_id)
        confirm = Confirm(app_id=APP, till_id=TILL, sale_id=sale_id, request=request)
        counter.book.confirm_answered(counter.sale_id, await counter.shop.engine.submit(confirm))
        _, void = counter.decide_void()
        assert (void.request.payment, void.request.paid_at) == (None, None)

    play_at_counter(tmp_path, story)


async def settled(counter: Counter, **more: Any) -> None:
    """A manager settles the sale as paid, for the till does not answer."""
    act = settle(1, was_paid=True, approval="settle", **more)
    act = replace(act, sale_id=SaleId.parse(counter.sale_id))
    await counter.shop.sign(act)
    await counter.shop.engine.submit(act)


async def at_another_till(counter: Counter, card: int) -> VoidAnswer:
    """A manager voids one card of the sale at another till."""
    act = void(1, 1, card, till=OTHER_TILL, approval="elsewhere")
    act = replace(act, request=structs.replace(act.request, sale_id=counter.sale_id))
    await counter.shop.sign(act)
    answer = await counter.shop.engine.submit(act)
    assert isinstance(answer, VoidAnswer)
    return answer
