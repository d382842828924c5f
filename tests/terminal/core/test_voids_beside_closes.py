"""A card's case is closed here, and the card is voided here too: its money goes back once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from card_contract.case_messages import CasesAnswer
from card_contract.messages import SettledRefund, VoidReason
from card_contract.outcomes import Refusal
from card_contract.states import CaseKind, PaymentKind
from pos_terminal.journal.giving_steps import given_with_case
from pos_terminal.journal.records import RefundRecord
from pos_terminal.journal.sale_machine import RefundState
from pos_terminal.waiting.close_notes import NOTE_FILE
from pos_terminal.waiting.model import CaseStage
from pos_terminal.words import Message, WayBack
from support.open_cases import case, close, ended, open_page
from support.scripted_server import ANNA
from support.shop_floor import ShopFloor
from terminal.core.test_case_given import CASE, answers, asked, dies, say


class Floor:
    """A till that has sold a card, which was taken out of use: its case is listed."""

    def __init__(self, folder: Path) -> None:
        self.shop = ShopFloor(folder)
        self.shop.session(1)
        self.card = self.shop.server.add_card(1)
        self.shop.sell(self.card)
        self.sale_id = self.shop.checkout.on_screen or ""
        self.shop.checkout.next_sale()
        self.shop.on_duty.signed_in(ANNA)
        owed = replace(case(CaseKind.REFUND_DUE), sale_id=self.sale_id, was_active=True)
        owed = replace(owed, amount_minor=self.card.price_minor, card_id=self.card.card_id)
        self.shop.server.open_cases = CasesAnswer(cases=[owed], more=False)
        open_page(self.shop)

    def voids(self) -> RefundRecord:
        self.shop.sales.show_sale(self.sale_id, void=True)
        self.shop.tasks.deliver()
        self.shop.sales.choose_reason(VoidReason.WRONG_CARD)
        self.shop.sales.sign_void()
        self.shop.sign("333333")
        self.shop.printer.drawer_opened = 0
        return self.refund

    @property
    def refund(self) -> RefundRecord:
        (refund,) = self.shop.journal.refunds_of(self.sale_id)
        return refund


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[Floor]:
    floor = Floor(tmp_path)
    yield floor
    floor.shop.close()


def test_what_was_not_given_goes_back_as_the_sale_is_known_to_be_paid_by_now(floor: Floor) -> None:
    """The case was noted when nobody knew; its sale was paid in cash."""
    close(floor.shop)
    dies(floor.shop)
    floor.shop.server.faults.lose_replies["sale"] = 1
    floor.shop.printer.drawer_opened = 0
    say(floor.shop, given=False)
    assert asked(floor.shop).stage is CaseStage.GIVEN_IN_DOUBT
    say(floor.shop, given=False)
    (now,) = floor.shop.waiting.state.cases_ended
    assert now.way == WayBack(kind=PaymentKind.CASH)
    assert floor.shop.printer.drawer_opened == 1


def why_no_void(floor: Floor) -> Message | None:
    floor.shop.sales.show_sale(floor.sale_id, void=True)
    floor.shop.tasks.deliver()
    detail = floor.shop.sales.state.detail
    assert detail is not None
    return detail.void.why_off


@pytest.mark.parametrize("is_given", [True, False])
def test_nothing_is_voided_whose_case_may_have_been_given_here(
    floor: Floor, *, is_given: bool
) -> None:
    floor.shop.on_duty.signed_in(ANNA)
    assert why_no_void(floor) is None
    open_page(floor.shop)
    close(floor.shop)
    dies(floor.shop)
    if is_given:
        answers(floor.shop, Refusal.NOT_FOUND)
        say(floor.shop, given=True)
        assert ended(floor.shop) == {CASE: "case.given_untold.todo"}
    assert why_no_void(floor) == Message("void.left_to_case")
    assert floor.shop.journal.refunds_of(floor.sale_id) == ()


def test_a_void_that_was_signed_as_the_case_was_given_decides_nothing(floor: Floor) -> None:
    floor.shop.sales.show_sale(floor.sale_id, void=True)
    floor.shop.tasks.deliver()
    floor.shop.sales.choose_reason(VoidReason.WRONG_CARD)
    floor.shop.sales.sign_void()
    floor.shop.waiting.close_open_case(CASE, "paid by hand")
    floor.shop.tasks.deliver()
    floor.shop.sign("333333")
    assert floor.shop.journal.refunds_of(floor.sale_id) == ()


@pytest.mark.parametrize("refusal", [Refusal.SETTLED_ELSEWHERE, Refusal.NOT_FOUND, None])
def test_what_was_given_ends_a_void_of_the_card_whose_money_is_due_still(
    floor: Floor, refusal: Refusal | None
) -> None:
    """The void closed the case at a restored server, which had it open again."""
    floor.shop.server.faults.lose_replies["close_case"] = 1
    close(floor.shop)
    refund = floor.voids()
    assert refund.is_due
    note = floor.shop.folder / NOTE_FILE
    note.write_bytes(note.read_bytes().replace(b'"taken":false', b'"taken":true'))
    dies(floor.shop)
    answers(floor.shop, refusal)
    say(floor.shop, given=True)
    word = "given_untold" if refusal is Refusal.NOT_FOUND else "closed_given"
    assert ended(floor.shop) == {CASE: f"case.{word}.todo"}
    assert floor.refund.state is RefundState.SETTLED_ELSEWHERE
    assert (floor.refund.settled_by, floor.refund.case_open) == (ANNA.name, False)
    assert floor.shop.waiting.state.rows == ()
    floor.shop.waiting.hand_back(refund.refund_id)
    floor.shop.sales.hand_back(refund.refund_id)
    floor.shop.tasks.deliver()
    assert floor.shop.printer.drawer_opened == 0


def test_of_a_void_of_two_cards_goes_back_what_the_case_has_not_given(floor: Floor) -> None:
    refund = floor.voids()
    (line,) = refund.lines
    two = replace(refund, lines=(line, replace(line, card_id="2")), refund_minor=5000)
    given = SettledRefund(void_id=None, card_id="2", closed_at=5, closed_by=ANNA.name, unpaid=False)
    left = given_with_case(two, given, "paid by hand", 9)
    assert (left.is_due, left.settled_by, left.refund_minor) == (
        True,
        ANNA.name,
        line.price_minor,
    )
    assert given_with_case(left, replace(given, card_id="3"), "paid by hand", 9) == left


def test_a_void_that_hears_of_the_tills_own_close_keeps_no_money_back(floor: Floor) -> None:
    floor.shop.server.faults.lose_replies["close_case"] = 1
    close(floor.shop)
    refund = floor.voids()
    told = SettledRefund(
        void_id=None, card_id=floor.card.card_id, closed_at=5, closed_by=ANNA.name, unpaid=False
    )
    floor.shop.server.settled_refunds = [told]
    open_page(floor.shop)
    assert floor.refund.is_paid_back, "it is not given from its own row"
    close(floor.shop)
    assert ended(floor.shop) == {CASE: "case.closed_owed.todo"}
    assert (refund.refund_id, floor.shop.printer.drawer_opened) == (floor.refund.refund_id, 1)
