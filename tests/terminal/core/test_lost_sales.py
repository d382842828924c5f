"""Voids of sales that were in a journal laid aside, at a server that forgot them: a person ends it."""

from __future__ import annotations

from pathlib import Path

import pytest

from card_contract.messages import VoidReason
from card_contract.outcomes import Refusal
from card_contract.states import HoldState, SaleStage
from pos_terminal.journal.records import SALE_UNTOLD, RefundRecord
from pos_terminal.journal.sale_machine import RefundState
from pos_terminal.waiting.model import Act, WaitingRow
from support.open_cases import open_page
from support.scripted_cards import Card
from support.scripted_server import ANNA
from support.shop_floor import ShopFloor


class Floor:
    """A till has sold, lost its journal, and voids the sale by its receipt."""

    def __init__(self, shop: ShopFloor, *, cards: int = 1) -> None:
        self.shop, self.server = shop, shop.server
        shop.session(1)
        self.cards = [self.server.add_card(number) for number in range(1, cards + 1)]
        self.before_sale = self.server.backup()
        shop.sell(*self.cards)
        sale_id = shop.checkout.on_screen
        assert sale_id is not None
        self.sale_id = sale_id
        self.before_void = self.server.backup()
        shop.lose_journal()
        shop.session(1)
        shop.printer.drawer_opened = 0

    def void(self, *cards: Card) -> None:
        self.shop.sales.find("T1-1-000001")
        self.shop.tasks.deliver()
        self.shop.sales.open_void()
        for card in self.cards if cards else ():
            if card not in cards:
                self.shop.sales.choose_card(card.card_id, chosen=False)
        self.shop.sales.choose_reason(VoidReason.WRONG_CARD)
        self.shop.sales.sign_void()
        self.shop.sign("333333")

    def hand_back(self) -> None:
        self.shop.sales.hand_back(self.refund.refund_id)
        self.shop.sales.print_refund(self.refund.refund_id)
        self.shop.tasks.deliver()
        assert self.shop.printer.drawer_opened == 1

    def restored(self, *, epoch: int = 2, sale_too: bool = True) -> None:
        self.server.restore(self.before_sale if sale_too else self.before_void)
        self.session(epoch)

    def session(self, epoch: int = 2) -> None:
        """The till tells the same again: nobody has excused it yet."""
        self.shop.memory.session_made(epoch=epoch, checkpoint=None, has_told=False)
        self.shop.pass_time(60)
        open_page(self.shop)

    def close(self) -> None:
        self.shop.waiting.close_case(self.refund.refund_id, "the receipts were looked through")
        self.shop.tasks.deliver()

    @property
    def refund(self) -> RefundRecord:
        return self.shop.journal.refunds_of(self.sale_id)[-1]

    @property
    def rows(self) -> tuple[WaitingRow, ...]:
        return self.shop.waiting.state.rows

    @property
    def is_told(self) -> bool:
        return not self.shop.retelling.is_left(self.refund)


@pytest.fixture
def floor(shop: ShopFloor) -> Floor:
    return Floor(shop)


def test_a_refund_of_a_sale_that_nobody_can_tell_is_a_managers_and_keeps_nobody_waiting(
    floor: Floor,
) -> None:
    floor.void()
    assert floor.refund.is_due
    floor.restored()
    (row,) = floor.rows
    assert (row.fact.id, row.act) == ("row.unheard_of_unpaid", Act.CLOSE_CASE)
    assert floor.is_told
    floor.shop.waiting.hand_back(floor.refund.refund_id)
    floor.shop.sales.hand_back(floor.refund.refund_id)
    floor.shop.tasks.deliver()
    assert floor.shop.printer.drawer_opened == 0
    assert "void" not in floor.server.calls
    floor.close()
    assert floor.rows == ()
    assert floor.refund.state is RefundState.SETTLED_ELSEWHERE


def test_what_a_manager_has_settled_does_not_come_back_with_each_session(floor: Floor) -> None:
    floor.void()
    floor.restored()
    floor.close()
    for _ in range(2):
        floor.shop.restart(ANNA)
        floor.session()
        assert floor.rows == ()
        assert floor.is_told
    assert floor.shop.printer.drawer_opened == 0


def test_where_its_money_is_back_nothing_goes_back_again(floor: Floor) -> None:
    floor.void()
    floor.hand_back()
    floor.restored()
    (row,) = floor.rows
    assert (row.fact.id, row.act) == ("row.unheard_of_paid", Act.CLOSE_CASE)
    assert floor.is_told
    floor.close()
    floor.session()
    assert floor.rows == ()
    assert floor.refund.state is RefundState.CLOSED
    assert floor.shop.printer.drawer_opened == 1
    assert floor.server.calls.count("void") == floor.server.calls.count("hand_back_void") == 0


def test_a_word_of_the_money_that_has_nowhere_to_go_is_not_sent_for_ever(floor: Floor) -> None:
    floor.void()
    floor.server.faults.lose_requests["hand_back_void"] = 99
    floor.hand_back()
    floor.server.restore(floor.before_sale)
    floor.server.faults.lose_requests.clear()
    floor.session()
    (row,) = floor.rows
    assert row.fact.id == "row.unheard_of_paid"
    floor.server.calls.clear()
    floor.shop.pass_time(600)
    assert "hand_back_void" not in floor.server.calls
    floor.close()
    assert floor.rows == ()


def in_doubt(floor: Floor) -> None:
    """It is recorded, the till dies, and a restored server knows nothing of the sale."""
    floor.void()
    floor.hand_back()
    floor.shop.restart(ANNA)
    floor.restored()
    assert floor.refund.may_not_be_given
    assert floor.refund.contradicted == SALE_UNTOLD
    assert floor.refund.back_told_at is None  # nothing is over before somebody has looked


def test_that_money_in_doubt_was_given_is_not_told_where_there_is_nothing_to_note_it_at(
    floor: Floor,
) -> None:
    in_doubt(floor)
    floor.server.calls.clear()
    floor.shop.waiting.acknowledge(floor.refund.refund_id)
    floor.shop.pass_time(600)
    assert "hand_back_void" not in floor.server.calls
    (row,) = floor.rows
    assert row.fact.id == "row.unheard_of_paid"
    floor.close()
    assert floor.rows == ()


def test_money_in_doubt_that_was_not_given_is_a_managers_and_told_to_nobody(floor: Floor) -> None:
    in_doubt(floor)
    floor.shop.waiting.not_given(floor.refund.refund_id)
    floor.shop.tasks.deliver()
    (row,) = floor.rows
    assert row.fact.id == "row.unheard_of_unpaid"
    assert (floor.refund.back_told_at, floor.refund.handed_back_at) == (None, None)
    floor.server.calls.clear()
    floor.server.restore(floor.before_void)
    floor.session(3)
    assert "hand_back_void" not in floor.server.calls
    assert floor.is_told


def test_a_void_that_was_never_answered_is_sent_as_what_it_is(floor: Floor) -> None:
    floor.server.faults.lose_requests["void"] = 99
    floor.void()
    floor.server.restore(floor.before_sale)
    floor.server.faults.lose_requests.clear()
    floor.session()
    assert floor.server.calls[0] == "void"
    assert not floor.server.voids[floor.refund.refund_id].told_again
    assert (floor.refund.state, floor.refund.contradicted) == (RefundState.REFUND_DUE, "")


def test_where_the_server_has_the_sale_the_void_is_told_again_and_its_money_goes_back(
    floor: Floor,
) -> None:
    floor.void()
    floor.restored(sale_too=False)
    assert floor.cards[0].hold_state is HoldState.VOIDED
    assert floor.server.sales[floor.sale_id].stage is SaleStage.VOIDED
    (row,) = floor.rows
    assert row.act is Act.HAND_BACK
    floor.hand_back()
    assert floor.refund.state is RefundState.CLOSED


@pytest.mark.parametrize("lost", ["lose_requests", "lose_replies"])
def test_a_look_whose_answer_was_lost_is_made_again_and_says_nothing_until_then(
    floor: Floor, lost: str
) -> None:
    floor.void()
    getattr(floor.server.faults, lost)["sale"] = 3
    floor.restored()
    assert floor.refund.contradicted == SALE_UNTOLD
    assert floor.is_told


@pytest.mark.parametrize("refusal", [Refusal.BUSY, Refusal.NO_OPERATOR])
def test_a_server_that_does_not_tell_has_not_said_that_it_knows_nothing(
    floor: Floor, refusal: Refusal
) -> None:
    floor.void()
    floor.server.refusals["sale"] = refusal
    floor.restored()
    (row,) = floor.rows
    assert (row.fact.id, floor.is_told) == ("row.refund_not_known", False)
    floor.server.refusals.clear()
    floor.shop.pass_time(60)
    (row,) = floor.rows
    assert (row.fact.id, floor.is_told) == ("row.unheard_of_unpaid", True)


def test_a_till_that_is_killed_meanwhile_looks_again(floor: Floor) -> None:
    floor.void()
    floor.server.restore(floor.before_sale)
    floor.server.faults.lose_requests["sale"] = 99
    floor.session()
    floor.shop.restart(ANNA)
    floor.server.faults.lose_requests.clear()
    floor.session()
    (row,) = floor.rows
    assert row.fact.id == "row.unheard_of_unpaid"


def test_each_void_of_a_sale_of_several_cards_is_a_row_of_its_own(shop: ShopFloor) -> None:
    floor = Floor(shop, cards=3)
    floor.void(floor.cards[0])
    floor.void(floor.cards[1])
    assert len(shop.journal.refunds_of(floor.sale_id)) == 2
    floor.restored()
    assert [row.fact.id for row in floor.rows] == ["row.unheard_of_unpaid"] * 2
    shop.waiting.hand_back(floor.refund.refund_id)
    shop.tasks.deliver()
    assert shop.printer.drawer_opened == 0


def test_a_sale_of_another_till_is_still_told_until_that_one_has(tmp_path: Path) -> None:
    seller = ShopFloor(tmp_path / "seller")
    floor = Floor(seller)
    other = ShopFloor(tmp_path / "other", seller.server, till="T2")
    other.session(1)
    other.sales.find("T1-1-000001")
    other.tasks.deliver()
    other.sales.open_void()
    other.sales.choose_reason(VoidReason.WRONG_CARD)
    other.sales.sign_void()
    other.sign("333333")
    seller.server.restore(floor.before_sale)
    other.session(2)
    other.pass_time(60)
    (row,) = other.waiting.state.rows
    assert row.fact.id == "row.untold_unpaid"
    (refund,) = other.journal.refunds_of(floor.sale_id)
    assert refund.void_owed
    other.close()
    seller.close()
