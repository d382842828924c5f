"""Money that is not back yet when a restored server tells something else about its void: it stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from card_contract.case_messages import CasesAnswer
from card_contract.messages import SaleView, SettledRefund, VoidReason
from card_contract.outcomes import Refusal
from card_contract.states import CaseKind, HoldState
from pos_terminal.journal.records import RefundRecord
from pos_terminal.journal.sale_machine import IllegalMoveError, RefundState
from pos_terminal.sales.model import VoidResult, VoidStage
from pos_terminal.waiting.model import Act, WaitingKind, WaitingRow
from pos_terminal.words import Message
from support.open_cases import case, ids, open_page
from support.scripted_cards import Card
from support.scripted_server import ANNA, Backup
from support.shop_floor import ShopFloor
from terminal.core.test_retelling import sold

NUMBER = "T2-1-000001"


class Floor:
    """A till that has voided another till's sale, and has not handed its money back yet."""

    def __init__(self, folder: Path) -> None:
        self.shop = ShopFloor(folder / "here")
        self.shop.session(1)
        self.card: Card = self.shop.server.add_card(1)
        other = ShopFloor(folder / "other", self.shop.server, till="T2")
        self.sale_id = sold(other, self.card)
        other.close()
        self.before: Backup = self.shop.server.backup()
        self.shop.on_duty.signed_in(ANNA)
        self.shop.sales.find(NUMBER)
        self.shop.tasks.deliver()
        self.shop.sales.open_void()
        self.shop.sales.choose_reason(VoidReason.WRONG_CARD)
        self.shop.sales.sign_void()
        self.shop.sign("333333")
        (self.refund_id,) = [one.refund_id for one in self.shop.journal.refunds_of(self.sale_id)]
        assert self.refund.is_due

    def restore(self, refusal: Refusal) -> None:
        """Put the server back to before the void, which is refused now."""
        self.shop.server.restore(self.before)
        self.shop.server.refusals["void"] = refusal
        self.shop.session(2)
        self.shop.pass_time(10)

    def is_told_as_closed(self, *, by: str) -> None:
        """Its case is closed with money, as whoever asks for its sale hears."""
        self.shop.server.open_cases = CasesAnswer(cases=[], more=False)
        told = SettledRefund(
            void_id=self.refund_id, card_id=None, closed_at=5, closed_by=by, unpaid=False
        )
        self.shop.server.settled_refunds = [told]

    def hands_back(self) -> None:
        """Its money has left this till, as its journal has it, whatever is doubted since."""
        view = self.shop.server._sale_view(self.sale_id)
        assert isinstance(view, SaleView)
        self.shop.book.refund_told(self.refund_id, replace(view, denied=False))
        self.shop.book.hand_back(self.refund_id, by=ANNA.name)

    def sign_anew(self) -> None:
        self.shop.waiting.void(self.refund_id)
        self.shop.sign("333333")

    @property
    def refund(self) -> RefundRecord:
        refund = self.shop.journal.refund(self.refund_id)
        assert refund is not None
        return refund

    @property
    def row(self) -> WaitingRow:
        (row,) = self.shop.waiting.state.rows
        return row

    @property
    def result(self) -> VoidResult:
        """What *Sales* says of the void."""
        self.shop.sales.find(NUMBER)
        self.shop.tasks.deliver()
        detail = self.shop.sales.state.detail
        assert detail is not None
        assert detail.result is not None
        return detail.result

    def gives_nothing(self) -> bool:
        """Whether no page offers its money, and none hands it out when asked all the same."""
        offered = [
            row for row in self.shop.waiting.state.rows if row.act is Act.HAND_BACK or row.way
        ]
        result = self.result
        opened, printed = self.shop.printer.drawer_opened, len(self.shop.printer.papers)
        self.shop.sales.hand_back(self.refund_id)
        self.shop.sales.print_refund(self.refund_id)
        self.shop.waiting.hand_back(self.refund_id)
        self.shop.tasks.deliver()
        out = (self.shop.printer.drawer_opened, len(self.shop.printer.papers))
        is_offered = bool(offered or result.hand_back.enabled or result.way)
        return not is_offered and out == (opened, printed) and self.refund.handed_back_at is None


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[Floor]:
    floor = Floor(tmp_path)
    yield floor
    floor.shop.close()


def test_no_money_is_offered_for_a_void_whose_signature_was_lost(floor: Floor) -> None:
    floor.restore(Refusal.APPROVAL_INVALID)
    assert floor.card.hold_state is HoldState.SOLD
    assert (floor.row.fact.id, floor.row.act) == ("row.signature_lost", Act.SIGN)
    assert (floor.result.stage, floor.result.sentence.id) == (
        VoidStage.CONTRADICTED,
        "result.contradicted",
    )
    assert floor.gives_nothing()
    with pytest.raises(IllegalMoveError):
        floor.shop.book.hand_back(floor.refund_id)


@pytest.mark.parametrize("is_lost", [False, True])
def test_once_it_is_signed_anew_and_taken_its_money_goes_back_once(
    floor: Floor, is_lost: bool
) -> None:
    floor.restore(Refusal.APPROVAL_INVALID)
    floor.shop.server.refusals["void"] = Refusal.RESTORING
    floor.sign_anew()
    assert floor.gives_nothing()  # signed is not yet taken
    del floor.shop.server.refusals["void"]
    if is_lost:
        floor.shop.server.faults.lose_replies["void"] = 1
    floor.shop.restart(ANNA)
    floor.shop.pass_time(60)
    assert floor.card.hold_state is HoldState.VOIDED
    assert (floor.row.kind, floor.row.act) == (WaitingKind.REFUND_DUE, Act.HAND_BACK)
    for _ in range(2):
        floor.shop.waiting.hand_back(floor.refund_id)
        floor.shop.tasks.deliver()
    assert floor.shop.printer.drawer_opened == 1


def signed_anew(floor: Floor) -> None:
    floor.restore(Refusal.APPROVAL_INVALID)
    floor.shop.server.refusals["void"] = Refusal.SALE_VOIDED
    floor.sign_anew()


def told_again(floor: Floor) -> None:
    floor.restore(Refusal.SALE_VOIDED)


@pytest.mark.parametrize("hear", [signed_anew, told_again])
def test_where_another_void_was_quicker_nothing_goes_back_with_this_one(
    floor: Floor, hear: Callable[[Floor], None]
) -> None:
    hear(floor)
    floor.shop.restart(ANNA)
    floor.shop.pass_time(60)
    assert (floor.refund.state, floor.refund.contradicted) == (RefundState.REFUSED, "")
    assert (floor.row.act, floor.row.fact.id) == (Act.CLOSE_CASE, "row.void_refused_voided")
    assert floor.result.sentence.id == "result.refused_voided"
    assert floor.gives_nothing()
    floor.shop.waiting.close_case(floor.refund_id, "T3 has paid it")
    assert floor.shop.waiting.state.rows == ()
    assert floor.gives_nothing()


def test_a_void_that_was_refused_so_is_not_told_to_the_next_server(floor: Floor) -> None:
    told_again(floor)
    floor.shop.server.restore(floor.before)
    del floor.shop.server.refusals["void"]
    floor.shop.session(3)
    floor.shop.pass_time(10)
    assert "void" not in floor.shop.server.calls
    assert floor.card.hold_state is HoldState.SOLD


def test_what_a_manager_closes_as_contradicted_is_never_paid_from_its_row(floor: Floor) -> None:
    floor.restore(Refusal.PAYMENT_DENIED)
    assert (floor.row.act, floor.row.fact.id) == (Act.CLOSE_CASE, "row.contradicted_unpaid")
    assert floor.gives_nothing()
    floor.shop.waiting.close_case(floor.refund_id, "nobody paid it")
    assert floor.shop.waiting.state.rows == ()
    assert floor.refund.state is RefundState.SETTLED_ELSEWHERE
    assert floor.result.sentence.id == "result.settled_as_contradicted"
    floor.shop.restart(ANNA)
    assert floor.gives_nothing()


def test_the_case_of_a_contradicted_void_is_listed_for_it_alone_pays(floor: Floor) -> None:
    due = case(CaseKind.REFUND_DUE, floor.refund_id)
    floor.shop.server.open_cases = CasesAnswer(cases=[due], more=False)
    open_page(floor.shop)
    assert ids(floor.shop) == []  # its row pays it
    floor.restore(Refusal.PAYMENT_DENIED)
    floor.shop.server.open_cases = CasesAnswer(cases=[due], more=False)
    open_page(floor.shop)
    assert ids(floor.shop) == [due.case_id]


def test_a_settled_void_that_the_next_server_takes_is_not_to_be_paid_again(floor: Floor) -> None:
    floor.restore(Refusal.PAYMENT_DENIED)
    floor.shop.waiting.close_case(floor.refund_id, "paid by the other till")
    floor.shop.server.restore(floor.before)
    del floor.shop.server.refusals["void"]
    floor.shop.session(3)
    floor.shop.pass_time(10)
    assert floor.card.hold_state is HoldState.VOIDED
    assert floor.row.fact.id == "row.contradicted_settled"
    assert floor.gives_nothing()


def void_one(shop: ShopFloor, sale_id: str, card: Card) -> str:
    """Void one card of another till's sale and hand its money back."""
    shop.sales.find(NUMBER)
    shop.tasks.deliver()
    shop.sales.open_void()
    detail = shop.sales.state.detail
    assert detail is not None
    for line in detail.lines:
        shop.sales.choose_card(line.card_id, chosen=line.card_id == card.card_id)
    shop.sales.choose_reason(VoidReason.WRONG_CARD)
    shop.sales.sign_void()
    shop.sign("333333")
    refund = shop.journal.refund_of(sale_id)
    assert refund is not None
    shop.sales.hand_back(refund.refund_id)
    shop.tasks.deliver()
    return refund.refund_id


def why_no_void(shop: ShopFloor) -> Message | None:
    shop.sales.find(NUMBER)
    shop.tasks.deliver()
    detail = shop.sales.state.detail
    assert detail is not None
    return detail.void.why_off


def test_of_two_voids_of_a_sale_each_bars_a_third_until_it_is_settled(tmp_path: Path) -> None:
    shop = ShopFloor(tmp_path / "here")
    shop.session(1)
    cards = shop.server.add_card(1), shop.server.add_card(2)
    other = ShopFloor(tmp_path / "other", shop.server, till="T2")
    sale_id = sold(other, *cards)
    other.close()
    before = shop.server.backup()
    shop.on_duty.signed_in(ANNA)
    older, newer = (void_one(shop, sale_id, card) for card in cards)
    shop.server.restore(before)
    shop.server.refusals["void"] = Refusal.APPROVAL_INVALID
    shop.session(2)
    shop.pass_time(30)
    del shop.server.refusals["void"]
    shop.waiting.void(newer)
    shop.sign("333333")
    shop.pass_time(60)
    assert [card.hold_state for card in cards] == [HoldState.SOLD, HoldState.VOIDED]
    assert why_no_void(shop) == Message("void.contradicted")
    shop.restart(ANNA)
    assert why_no_void(shop) == Message("void.contradicted")
    shop.waiting.void(older)
    shop.sign("333333")
    shop.pass_time(60)
    assert [card.hold_state for card in cards] == [HoldState.VOIDED] * 2
    assert why_no_void(shop) == Message("void.not_paid")  # the whole sale is voided
    assert shop.printer.drawer_opened == 2
    shop.close()


def test_a_void_that_is_contradicted_while_a_manager_signs_another_bars_that_one(
    floor: Floor,
) -> None:
    shop = floor.shop
    shop.server.restore(floor.before)
    shop.server.refusals["void"] = Refusal.APPROVAL_INVALID
    shop.sales.find(NUMBER)
    shop.tasks.deliver()
    shop.sales.open_void()
    shop.sales.choose_reason(VoidReason.WRONG_CARD)
    shop.sales.sign_void()
    shop.session(2)
    shop.pass_time(10)
    shop.sign("333333")
    assert shop.journal.refunds_of(floor.sale_id) == (floor.refund,)
