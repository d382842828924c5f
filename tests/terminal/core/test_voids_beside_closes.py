"""A card's case is closed here, and the card is voided here too: its money goes back once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from card_contract.case_messages import CasesAnswer
from card_contract.messages import SettledRefund, VoidReason
from card_contract.states import CaseKind, PaymentKind
from pos_terminal.journal.records import RefundRecord
from pos_terminal.waiting.model import CaseStage
from pos_terminal.words import WayBack
from support.open_cases import case, close, ended, open_page
from support.scripted_server import ANNA
from support.shop_floor import ShopFloor
from terminal.core.test_case_given import CASE, asked, dies, say


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


def test_a_void_is_paid_while_a_case_is_in_doubt_that_a_restore_has_lost(floor: Floor) -> None:
    close(floor.shop)
    dies(floor.shop)
    assert asked(floor.shop).stage is CaseStage.GIVEN_IN_DOUBT
    refund = floor.voids()
    assert refund.is_due
    floor.shop.waiting.choose(refund.refund_id)
    floor.shop.tasks.deliver()
    floor.shop.waiting.hand_back(refund.refund_id)
    floor.shop.tasks.deliver()
    assert floor.shop.printer.drawer_opened == 1
    say(floor.shop, given=False)
    assert ended(floor.shop) == {CASE: "case.closed_given.todo"}
    assert floor.shop.printer.drawer_opened == 1


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
