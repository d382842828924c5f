"""A void that was signed later, told again to a server that has lost the signature: no second payout."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from card_contract.case_messages import CasesAnswer, CaseView
from card_contract.messages import VoidReason
from card_contract.outcomes import Refusal
from card_contract.states import CaseKind, HoldState
from pos_terminal.journal.records import CARDS_DIFFER, RefundRecord
from pos_terminal.journal.sale_machine import RefundState
from pos_terminal.journal.steps import void_told_again
from pos_terminal.receipts import ReceiptKind
from pos_terminal.waiting.model import Act, WaitingRow
from support.open_cases import case, close, ended, open_page
from support.scripted_cards import Card
from support.scripted_server import ANNA, Backup
from support.shop_floor import ShopFloor
from terminal.core.test_retelling import sold, voided


class Floor:
    """A till that voids its own sale without a line; a manager signs once that is back."""

    def __init__(self, folder: Path) -> None:
        self.shop = ShopFloor(folder)
        self.shop.session(1)
        self.card: Card = self.shop.server.add_card(1)
        self.before: Backup = self.shop.server.backup()
        self.sale_id = sold(self.shop, self.card)
        self.shop.on_duty.signed_in(ANNA)
        self.shop.server.faults.down = True
        self.shop.sales.show_sale(self.sale_id, void=True)
        self.shop.tasks.deliver()
        self.shop.sales.choose_reason(VoidReason.WRONG_CARD)
        self.shop.sales.sign_void()
        self.shop.sign("333333")
        self.shop.approval.go_without()
        self.shop.server.faults.down = False
        self.shop.pass_time(60)
        self.sign()
        assert self.refund.is_due
        assert self.refund.signed_later
        self.shop.printer.drawer_opened = 0

    def sign(self) -> None:
        self.shop.waiting.void(self.row.key)
        self.shop.sign("333333")
        self.shop.pass_time(60)

    def restore(self) -> None:
        """The server is put back to before it all, and knows no signature from then."""
        self.shop.server.restore(self.before)
        self.shop.server.refusals["sign_void"] = Refusal.APPROVAL_INVALID
        self.shop.session(2)
        self.shop.pass_time(30)

    def hand_back(self) -> None:
        self.shop.waiting.hand_back(self.refund.refund_id)
        self.shop.sales.hand_back(self.refund.refund_id)
        self.shop.tasks.deliver()

    @property
    def refund(self) -> RefundRecord:
        refund = self.shop.journal.refund_of(self.sale_id)
        assert refund is not None
        return refund

    @property
    def row(self) -> WaitingRow:
        (row,) = self.shop.waiting.state.rows
        return row

    def told(self) -> list[str]:
        """What was told of the void since the last time."""
        calls = [call for call in self.shop.server.calls if "void" in call]
        self.shop.server.calls.clear()
        return calls


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[Floor]:
    floor = Floor(tmp_path)
    yield floor
    floor.shop.close()


def test_it_is_signed_again_before_any_money_goes_back(floor: Floor) -> None:
    floor.restore()
    assert floor.card.hold_state is HoldState.VOIDED
    assert (floor.row.fact.id, floor.row.act) == ("row.signature_owed", Act.SIGN)
    assert floor.told() == ["void", "sign_void"]
    floor.hand_back()
    assert floor.shop.printer.drawer_opened == 0
    floor.shop.restart(ANNA)
    del floor.shop.server.refusals["sign_void"]
    floor.sign()
    assert floor.told() == ["sign_void"]  # the void was carried out: only the signature is told
    assert floor.row.act is Act.HAND_BACK
    floor.hand_back()
    floor.hand_back()
    assert floor.shop.printer.drawer_opened == 1


def test_a_lost_reply_to_the_new_signature_is_asked_for_again(floor: Floor) -> None:
    floor.restore()
    del floor.shop.server.refusals["sign_void"]
    floor.told()
    floor.shop.server.faults.lose_replies["sign_void"] = 1
    floor.sign()
    assert floor.told() == ["sign_void", "sign_void"]
    assert floor.refund.is_due


def test_what_a_manager_has_paid_meanwhile_is_not_paid_here(floor: Floor) -> None:
    floor.restore()
    floor.shop.server.refusals["sign_void"] = Refusal.SETTLED_ELSEWHERE
    floor.sign()
    assert floor.refund.state is RefundState.SETTLED_ELSEWHERE
    assert (floor.row.fact.id, floor.row.act) == ("row.void_settled_elsewhere", Act.CLOSE_CASE)
    floor.hand_back()
    assert floor.shop.printer.drawer_opened == 0


def test_once_its_money_is_back_the_server_hears_that_and_nobody_signs(floor: Floor) -> None:
    floor.hand_back()
    floor.shop.pass_time(10)
    floor.restore()
    assert floor.told() == ["void", "sign_void", "hand_back_void"]
    assert (floor.refund.state, floor.refund.contradicted) == (RefundState.CLOSED, "")
    assert floor.shop.waiting.state.rows == ()


def restore_and_wait_for_the_signature(floor: Floor) -> None:
    """The restored server, slow by now, is being told the lost signature and has not answered."""
    floor.shop.server.restore(floor.before)
    floor.shop.server.faults.slow_s = 1.0
    floor.shop.session(2)
    while "sign_void" not in floor.shop.server.calls:
        floor.shop.pass_time(0.5)


def test_money_that_goes_back_while_the_signature_is_told_is_told_next_and_all_is_told(
    floor: Floor,
) -> None:
    floor.shop.server.refusals["sign_void"] = Refusal.APPROVAL_INVALID
    restore_and_wait_for_the_signature(floor)
    floor.shop.book.hand_back(floor.refund.refund_id)  # it was asked a moment before the restore
    floor.shop.pass_time(60)
    assert floor.told() == ["void", "sign_void", "hand_back_void"]
    assert (floor.refund.state, floor.refund.contradicted) == (RefundState.CLOSED, "")
    assert floor.shop.server.all_told_for == [2]
    floor.shop.server.restore(floor.before)
    floor.shop.session(3)
    floor.shop.pass_time(60)
    assert floor.told() == ["void", "sign_void", "hand_back_void"]
    assert floor.shop.server.all_told_for == [2, 3]


def test_a_lost_signature_of_a_void_that_another_was_before_asks_for_none(
    floor: Floor, caplog: pytest.LogCaptureFixture
) -> None:
    floor.shop.server.refusals["void"] = Refusal.SALE_VOIDED
    floor.restore()
    floor.shop.pass_time(30)
    assert floor.refund.state is RefundState.REFUSED
    assert (floor.row.fact.id, floor.row.act) == ("row.void_refused_voided", Act.CLOSE_CASE)
    assert caplog.text == ""
    assert floor.shop.server.all_told_for == [2]


def test_a_refused_void_that_was_signed_later_goes_out_with_the_new_signature(
    floor: Floor,
) -> None:
    floor.shop.server.refusals["void"] = Refusal.APPROVAL_INVALID
    floor.restore()
    assert floor.card.hold_state is HoldState.SOLD
    assert floor.row.fact.id == "row.signature_lost"  # the card is live indeed
    del floor.shop.server.refusals["void"]
    floor.sign()
    assert floor.shop.server.voids[floor.refund.refund_id].approval is not None
    assert floor.card.hold_state is HoldState.VOIDED
    assert floor.refund.is_due


# --- The server's case of what this till has paid -------------------------------------------------


def paid_back(tmp_path: Path, kind: CaseKind) -> tuple[ShopFloor, CaseView]:
    """A till that has handed a void's money back, and a restored server that has it as owed."""
    shop = ShopFloor(tmp_path)
    shop.session(1)
    refund_id = voided(shop, sold(shop, shop.server.add_card(1)))
    shop.pass_time(10)
    shop.on_duty.signed_in(ANNA)
    refund = shop.journal.refund(refund_id)
    assert refund is not None
    view = replace(case(kind, refund_id), sale_id=refund.sale_id)
    shop.server.open_cases = CasesAnswer(cases=[view], more=False)
    open_page(shop)
    return shop, view


@pytest.mark.parametrize("said", ["", CARDS_DIFFER, Refusal.SALE_VOIDED, Refusal.SALE_CANCELLED])
def test_once_a_void_signed_anew_is_answered_the_server_hears_again_that_the_money_is_back(
    tmp_path: Path, said: str
) -> None:
    shop, view = paid_back(tmp_path, CaseKind.REFUND_DUE)
    assert view.void_id is not None
    refund = shop.journal.refund(view.void_id)
    assert refund is not None
    assert not refund.owes_word
    told = void_told_again(refund, said, 1)
    assert (told.owes_word, told.contradicted) == (True, said)
    shop.close()


@pytest.mark.parametrize("kind", [CaseKind.SIGNATURE_OWED, CaseKind.REFUND_DUE])
def test_the_till_that_paid_says_so_of_its_case_and_pays_no_second_time(
    tmp_path: Path, kind: CaseKind
) -> None:
    shop, view = paid_back(tmp_path, kind)
    opened, papers = shop.printer.drawer_opened, len(shop.printer.papers)
    (shown,) = shop.waiting.state.cases
    assert (shown.what_to_do.id, shown.way) == ("case.paid_back.todo", None)
    assert close(shop, view.case_id) == "toast.case_closed"
    assert ended(shop) == {view.case_id: "case.closed_unpaid.todo"}
    _, request = shop.server.case_closes[-1]
    assert (request.was_given, request.goes_back_by) == (True, None)
    shop.waiting.print_case(view.case_id)
    shop.tasks.deliver()
    assert (shop.printer.drawer_opened, len(shop.printer.papers)) == (opened, papers)
    shop.close()


def test_another_till_that_closes_it_pays_for_it_cannot_know(tmp_path: Path) -> None:
    shop, view = paid_back(tmp_path, CaseKind.SIGNATURE_OWED)
    other = ShopFloor(tmp_path / "other", shop.server, till="T2")
    other.on_duty.signed_in(ANNA)
    open_page(other)
    close(other, view.case_id)
    assert ended(other) == {view.case_id: "case.closed_owed.todo"}
    assert [paper.kind for paper in other.printer.papers] == [ReceiptKind.REFUND]
    other.close()
    shop.close()


def test_a_void_that_was_refused_in_part_is_a_case_as_before(tmp_path: Path) -> None:
    shop, _ = paid_back(tmp_path, CaseKind.VOID_REFUSED)
    (shown,) = shop.waiting.state.cases
    assert shown.what_to_do.id == "case.void-refused.todo"
    shop.close()
