"""What the server holds for too long, and who is told that it waits."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from card_contract.case_messages import CasesAnswer
from card_contract.messages import (
    SaleView,
)
from card_contract.outcomes import Refusal
from card_contract.sale_id import SaleId
from card_contract.settle_messages import HoldsAnswer, HoldView
from card_contract.states import CaseKind, PaymentKind, SaleStage, SettledAs
from pos_terminal.gateway.connection import Connection, Reach
from pos_terminal.journal.sale_machine import SaleState
from pos_terminal.rounds import LOOK_AGAIN_S
from pos_terminal.waiting.hold_desk import PAGES_MAX
from pos_terminal.words import Message
from support.open_cases import case
from support.scripted_server import ANNA, MIA
from support.shop_floor import ShopFloor

CASE = case(CaseKind.REFUND_DUE)


def hold_of(shop: ShopFloor, sale_id: str) -> HoldView:
    view = shop.server._sale_view(sale_id)
    assert isinstance(view, SaleView)
    return HoldView(sale=view, till_revoked=False, till_last_seen_at=None)


def others_holds(shop: ShopFloor, count: int) -> list[HoldView]:
    """So many sales that till 2 holds and does not end."""
    other = ShopFloor(shop.folder / "other", shop.server, till="T2")
    other.scan(shop.server.add_card(7))
    other.take_payment()
    (record,) = other.journal.open_records()
    hold = hold_of(shop, record.sale_id)
    other.close()
    first = SaleId.parse(record.sale_id)
    ids = [
        str(SaleId(till="T2", generation=1, sequence=n, random=first.random))
        for n in range(1, count + 1)
    ]
    return [replace(hold, sale=replace(hold.sale, sale_id=sale_id)) for sale_id in ids]


def open_page(shop: ShopFloor) -> None:
    shop.waiting.open()
    shop.tasks.deliver()


def test_holds_that_the_server_does_not_show_are_not_called_none(shop: ShopFloor) -> None:
    shop.server.refusals["holds"] = Refusal.BUSY
    open_page(shop)
    assert shop.waiting.state.holds_note == Message("holds.not_now")
    shop.server.refusals.clear()
    open_page(shop)
    assert shop.waiting.state.holds_note is None


def test_the_holds_come_by_themselves_when_the_line_is_back(shop: ShopFloor) -> None:
    shop.server.held_elsewhere = HoldsAnswer(holds=others_holds(shop, 1))
    shop.server.faults.down = True
    open_page(shop)
    shop.waiting.connection_changed(Connection(reach=Reach.OFFLINE, since_ms=1))
    assert shop.waiting.state.holds_note == Message("holds.no_line")
    shop.server.faults.down = False
    shop.waiting.connection_changed(Connection(reach=Reach.ONLINE, since_ms=2))
    shop.tasks.deliver()
    assert len(shop.waiting.state.held_elsewhere) == 1
    assert shop.waiting.state.holds_note is None


def test_a_list_of_holds_that_is_cut_off_says_so(shop: ShopFloor) -> None:
    shop.server.held_elsewhere = HoldsAnswer(holds=others_holds(shop, PAGES_MAX + 1))
    shop.server.holds_a_page = 1
    open_page(shop)
    assert len(shop.waiting.state.held_elsewhere) == PAGES_MAX
    assert shop.waiting.state.holds_note == Message("holds.more")


# --- This till's own sales -----------------------------------------------------------------------


def test_an_own_sale_that_ended_here_and_is_held_there_is_listed_and_settled(
    shop: ShopFloor,
) -> None:
    shop.scan(shop.server.add_card(1))
    shop.take_payment()
    (record,) = shop.journal.open_records()
    shop.server.refusals["cancel"] = Refusal.MALFORMED
    shop.checkout.cancel_sale()
    shop.tasks.deliver()
    shop.server.held_elsewhere = HoldsAnswer(holds=[hold_of(shop, record.sale_id)])
    shop.on_duty.signed_in(ANNA)
    shop.tasks.deliver()
    assert shop.waiting.state.held_elsewhere == ()  # it has a row of its own
    shop.waiting.close_case(record.sale_id, "the server would not free it")
    sale = shop.journal.sale(record.sale_id)
    assert sale is not None
    assert sale.state is SaleState.CLOSED
    (held,) = shop.waiting.state.held_elsewhere
    assert held.fact.id == "hold.ended_here"
    assert shop.waiting.state.count == 1
    shop.waiting.open_settle(held.sale_id)
    shop.waiting.fill_settle(
        answer=SettledAs.NOT_PAID, kind=PaymentKind.CASH, reference="", reason="the drawer is right"
    )
    shop.waiting.sign_settle()
    shop.sign("333333")
    assert shop.server.sales[record.sale_id].stage is SaleStage.CANCELLED
    assert shop.waiting.state.held_elsewhere == ()


def test_an_own_sale_on_the_screen_or_in_question_is_not_listed_twice(shop: ShopFloor) -> None:
    shop.scan(shop.server.add_card(1))
    shop.take_payment()
    (record,) = shop.journal.open_records()
    shop.server.held_elsewhere = HoldsAnswer(holds=[hold_of(shop, record.sale_id)])
    open_page(shop)
    assert shop.waiting.state.held_elsewhere == ()
    shop.restart(MIA)
    open_page(shop)
    assert shop.waiting.state.question is not None
    assert shop.waiting.state.held_elsewhere == ()


# --- Page by page --------------------------------------------------------------------------------


def test_every_page_of_holds_is_read(shop: ShopFloor) -> None:
    holds = others_holds(shop, 7)
    shop.server.held_elsewhere, shop.server.holds_a_page = HoldsAnswer(holds=holds), 3
    open_page(shop)
    assert [held.sale_id for held in shop.waiting.state.held_elsewhere] == [
        hold.sale.sale_id for hold in holds
    ]
    assert shop.server.calls.count("holds") == 3


def test_a_page_whose_reply_is_lost_is_said(shop: ShopFloor) -> None:
    holds = others_holds(shop, 7)
    shop.server.held_elsewhere, shop.server.holds_a_page = HoldsAnswer(holds=holds), 3
    shop.server.faults.lose_replies["holds"] = 1
    open_page(shop)
    assert shop.waiting.state.held_elsewhere == ()
    assert shop.waiting.state.holds_note is not None


# --- Who is told ---------------------------------------------------------------------------------


def test_a_manager_who_signs_in_is_told_what_waits(shop: ShopFloor) -> None:
    shop.server.held_elsewhere = HoldsAnswer(holds=others_holds(shop, 2))
    shop.server.open_cases = CasesAnswer(cases=[CASE], more=False)
    shop.on_duty.signed_in(ANNA)
    shop.tasks.deliver()
    assert shop.waiting.state.count == 3
    assert shop.waiting.state.sentence.id == "things_waiting"
    shop.on_duty.signed_in(MIA)
    assert shop.waiting.state.count == 2  # cases are a manager's


def test_a_clerk_asks_for_nothing_at_the_sign_in(shop: ShopFloor) -> None:
    shop.server.calls.clear()
    shop.on_duty.signed_in(MIA)
    shop.pass_time(LOOK_AGAIN_S * 3)
    assert shop.server.calls == []


def test_what_comes_later_is_told_within_minutes_until_the_manager_leaves(shop: ShopFloor) -> None:
    shop.on_duty.signed_in(ANNA)
    shop.tasks.deliver()
    assert shop.waiting.state.count == 0
    shop.server.open_cases = CasesAnswer(cases=[CASE], more=False)
    shop.pass_time(LOOK_AGAIN_S + 1)
    assert shop.waiting.state.count == 1
    shop.on_duty.signed_out()
    shop.server.calls.clear()
    for _ in range(3):
        shop.pass_time(LOOK_AGAIN_S + 1)
    assert shop.server.calls == []


def test_one_round_goes_on_however_often_managers_change(shop: ShopFloor) -> None:
    for _ in range(5):
        shop.on_duty.signed_in(ANNA)
        shop.on_duty.signed_in(MIA)
    shop.on_duty.signed_in(ANNA)
    shop.tasks.deliver()
    shop.server.calls.clear()
    shop.pass_time(LOOK_AGAIN_S + 1)
    assert shop.server.calls.count("cases") == 1


@pytest.mark.parametrize("here", [True, False])
def test_what_a_journal_held_that_was_laid_aside_is_asked_for_nowhere(
    shop: ShopFloor, here: bool
) -> None:
    shop.scan(shop.server.add_card(1))
    shop.take_payment()
    (record,) = shop.journal.open_records()
    hold = replace(hold_of(shop, record.sale_id), till_last_seen_at=shop.loop.now_ms())
    if here:
        shop.lose_journal()
    else:
        hold = replace(others_holds(shop, 1)[0], journal_lost=True)
    shop.server.held_elsewhere = HoldsAnswer(holds=[hold])
    open_page(shop)
    (held,) = shop.waiting.state.held_elsewhere
    assert (held.fact.id, held.what_to_do.id) == ("hold.journal_lost", "hold.journal_lost.todo")
