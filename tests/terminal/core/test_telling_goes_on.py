"""A restored server hears all from a till, whatever other tills, managers or signatures it lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from card_contract.case_messages import CasesAnswer
from card_contract.messages import (
    SaleView,
    VoidReason,
)
from card_contract.outcomes import Refusal
from card_contract.settle_messages import HoldsAnswer, HoldView
from card_contract.states import CaseKind, HoldState, PaymentKind, SaleStage, SettledAs
from pos_terminal.journal.records import RefundRecord
from pos_terminal.journal.sale_machine import RefundState
from pos_terminal.waiting.model import Act, WaitingKind, WaitingRow
from pos_terminal.words import Message
from support.open_cases import case, close, ended, open_page
from support.scripted_cards import Card
from support.scripted_server import ANNA, Backup
from support.shop_floor import ShopFloor
from terminal.core.test_retelling import sold, void_here

NUMBER = "T2-1-000001"


class Floor:
    """A till that has voided a sale of till 2, and given its money back."""

    def __init__(self, folder: Path) -> None:
        self.shop = ShopFloor(folder / "here")
        self.shop.session(1)
        self.card: Card = self.shop.server.add_card(1)
        self.empty: Backup = self.shop.server.backup()
        self.other = ShopFloor(folder / "other", self.shop.server, till="T2")
        self.other.session(1)
        self.other.scan(self.card)
        self.other.take_payment()
        self.held: Backup = self.shop.server.backup()
        self.other.pay_cash(5000)
        self.other.checkout.print_receipt()
        self.sale_id = self.other.checkout.on_screen or ""
        self.other.screen  # noqa: B018 - lets the paper come out
        self.other.checkout.next_sale()
        self.sold: Backup = self.shop.server.backup()
        self.shop.on_duty.signed_in(ANNA)
        self.find_sale()
        self.refund_id = void_here(self.shop)
        assert self.refund.state is RefundState.CLOSED
        self.shop.printer.drawer_opened = 0

    def restore(self, backup: Backup) -> None:
        """Put the server back, and let this till tell it what it knows."""
        self.shop.server.restore(backup)
        self.shop.server.all_told_for.clear()
        self.shop.server.handed_back.clear()
        self.shop.session(2)
        self.shop.pass_time(60)

    def other_tells(self) -> None:
        self.other.session(2)
        self.other.pass_time(10)
        self.shop.pass_time(60)

    def find_sale(self) -> None:
        self.shop.sales.find(NUMBER)
        self.shop.tasks.deliver()

    def close(self) -> None:
        self.shop.close()
        self.other.close()

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
    def void_keys(self) -> list[str]:
        return [key.rpartition("/")[2] for key in self.shop.server.keys if key.startswith("V-")]

    def is_settled(self) -> bool:
        """Whether the card is dead, the server knows that its money is back, and nobody waits."""
        is_told = f"{self.refund_id}/HANDED_BACK" in self.shop.server.handed_back
        is_dead = self.card.hold_state is HoldState.VOIDED
        return is_told and is_dead and self.shop.waiting.state.rows == ()


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[Floor]:
    floor = Floor(tmp_path)
    yield floor
    floor.close()


def all_told_here(floor: Floor) -> bool:
    return floor.shop.server.all_told_for == [2]


# --- A void of a sale that its own till has yet to tell ------------------------------------------

Older = Callable[[Floor], Backup]
OLDER = pytest.mark.parametrize(
    "older", [lambda floor: floor.held, lambda floor: floor.empty], ids=["held", "unknown"]
)


@OLDER
def test_it_is_told_until_its_sale_is_there_and_nobody_waits_for_that(
    floor: Floor, older: Older
) -> None:
    floor.restore(older(floor))
    assert all_told_here(floor)
    assert (floor.row.fact.id, floor.row.act) == ("row.untold_paid", Act.CLOSE_CASE)
    assert floor.row.fact.values["till"] == "T2"
    assert floor.shop.server.handed_back == {}
    floor.other_tells()
    assert floor.is_settled()
    assert floor.shop.server.sales[floor.sale_id].stage is SaleStage.VOIDED
    assert floor.shop.printer.drawer_opened == 0


def test_it_outlives_a_restart_a_kill_and_a_lost_reply(floor: Floor) -> None:
    floor.restore(floor.held)
    floor.shop.restart(ANNA)
    floor.shop.waiting.acknowledge(floor.refund_id)  # it ended soon after it had recorded it
    floor.shop.session(2)
    floor.shop.server.faults.lose_replies["void"] = 1
    floor.other_tells()
    assert floor.is_settled()


def test_what_a_manager_has_closed_is_told_all_the_same_and_rarely(floor: Floor) -> None:
    floor.restore(floor.empty)
    floor.shop.waiting.close_case(floor.row.key, "till 2 is broken")
    assert floor.shop.waiting.state.rows == ()
    floor.shop.server.calls.clear()
    floor.shop.pass_time(1000)
    assert floor.shop.server.calls.count("void") <= 4
    floor.other_tells()  # it was only excused
    floor.shop.pass_time(300)
    assert floor.is_settled()


def test_what_is_to_be_paid_yet_is_paid_once_the_sale_is_there(tmp_path: Path) -> None:
    floor = Floor(tmp_path)
    second = floor.shop.server.add_card(2)
    before = floor.shop.server.backup()
    sale_id = sold(floor.other, second)
    floor.shop.sales.find("T2-1-000002")
    floor.shop.tasks.deliver()
    floor.shop.sales.open_void()
    floor.shop.sales.choose_reason(VoidReason.WRONG_CARD)
    floor.shop.sales.sign_void()
    floor.shop.sign("333333")
    refund = floor.shop.journal.refund_of(sale_id)
    assert refund is not None
    floor.restore(before)
    assert (floor.row.fact.id, floor.row.way) == ("row.untold_unpaid", None)
    floor.shop.waiting.hand_back(refund.refund_id)
    assert floor.shop.printer.drawer_opened == 0
    floor.other_tells()
    assert floor.row.act is Act.HAND_BACK
    for _ in range(2):
        floor.shop.waiting.hand_back(refund.refund_id)
        floor.shop.tasks.deliver()
    assert floor.shop.printer.drawer_opened == 1
    floor.close()


@pytest.mark.parametrize(
    ("stage", "word"),
    [(SaleStage.CANCELLED, None), (SaleStage.VOIDED, "row.contradicted_paid")],
)
def test_what_a_manager_says_of_its_sale_ends_it(
    floor: Floor, stage: SaleStage, word: str | None
) -> None:
    """Not paid: the card is free, and the money came and went. Voided: it may go back twice."""
    floor.restore(floor.held)
    ended = {SaleStage.CANCELLED: Refusal.SALE_CANCELLED, SaleStage.VOIDED: Refusal.SALE_VOIDED}
    floor.shop.server.refusals["void"] = ended[stage]
    floor.shop.pass_time(60)
    assert [row.fact.id for row in floor.shop.waiting.state.rows] == (
        [] if word is None else [word]
    )
    assert f"{floor.refund_id}/HANDED_BACK" in floor.shop.server.handed_back
    floor.shop.server.calls.clear()
    floor.shop.pass_time(600)
    assert "void" not in floor.shop.server.calls


# --- A signature that was lost -------------------------------------------------------------------


def test_nobody_waits_for_a_lost_signature(floor: Floor) -> None:
    floor.shop.server.refusals["void"] = Refusal.APPROVAL_INVALID
    floor.restore(floor.sold)
    assert all_told_here(floor)
    assert (floor.row.fact.id, floor.row.act) == ("row.signature_lost", Act.SIGN)
    assert floor.void_keys == ["VOID", "HANDED_BACK"]
    del floor.shop.server.refusals["void"]
    floor.shop.waiting.void(floor.refund_id)
    floor.shop.sign("333333")
    floor.shop.pass_time(60)
    assert floor.is_settled()


def test_a_void_that_is_signed_anew_early_waits_for_its_sale(floor: Floor) -> None:
    """As a till finds it that asked for the signature before this one did."""
    floor.shop.server.refusals["void"] = Refusal.APPROVAL_INVALID
    floor.restore(floor.held)
    del floor.shop.server.refusals["void"]
    floor.shop.waiting.void(floor.refund_id)
    floor.shop.sign("333333")
    floor.shop.pass_time(60)
    assert (floor.row.fact.id, floor.refund.void_owed) == ("row.untold_paid", True)
    floor.find_sale()
    detail = floor.shop.sales.state.detail
    assert detail is not None
    assert not detail.void.enabled
    floor.other_tells()
    assert floor.is_settled()


def test_what_went_back_once_is_voided_no_second_time_although_its_row_is_closed(
    floor: Floor,
) -> None:
    floor.shop.server.refusals["void"] = Refusal.PAYMENT_DENIED
    floor.restore(floor.sold)
    assert floor.row.fact.id == "row.contradicted_paid"
    floor.shop.waiting.close_case(floor.row.key, "looked into it")
    assert floor.shop.waiting.state.rows == ()
    del floor.shop.server.refusals["void"]
    floor.find_sale()
    detail = floor.shop.sales.state.detail
    assert detail is not None
    assert detail.void.why_off == Message("void.paid_back")


# --- A sale that a manager had settled as not paid -----------------------------------------------


class PaidBack:
    """A till whose paid sale a manager settled as not paid: it gave the money back."""

    def __init__(self, folder: Path) -> None:
        self.shop = ShopFloor(folder)
        self.shop.session(1)
        card = self.shop.server.add_card(1)
        self.empty = self.shop.server.backup()
        self.shop.scan(card)
        self.shop.take_payment()
        self.sale_id = self.shop.checkout.on_screen or ""
        self.held = self.shop.server.backup()
        self.shop.server.refusals["confirm"] = Refusal.SALE_CANCELLED
        self.shop.pay_cash(5000)
        self.shop.checkout.hand_back()
        self.shop.tasks.deliver()
        self.shop.checkout.next_sale()
        self.shop.pass_time(10)
        del self.shop.server.refusals["confirm"]
        self.shop.on_duty.signed_in(ANNA)

    def restore(self, backup: Backup) -> None:
        self.shop.server.restore(backup)
        self.shop.session(2)
        self.shop.pass_time(60)
        self.shop.printer.drawer_opened = 0

    def hold(self) -> HoldView:
        view = self.shop.server._sale_view(self.sale_id)
        assert isinstance(view, SaleView)
        return HoldView(sale=view, till_revoked=False, till_last_seen_at=None)


@pytest.fixture
def paid_back(tmp_path: Path) -> Iterator[PaidBack]:
    floor = PaidBack(tmp_path)
    yield floor
    floor.shop.close()


@pytest.mark.parametrize(
    ("is_held", "word"), [(True, "row.contradicted_held"), (False, "row.contradicted")]
)
def test_its_money_has_nowhere_to_be_noted_and_nobody_waits_for_that(
    paid_back: PaidBack, is_held: bool, word: str
) -> None:
    paid_back.restore(paid_back.held if is_held else paid_back.empty)
    shop = paid_back.shop
    assert shop.server.all_told_for == [2]
    assert shop.server.calls.count("hand_back_sale") == 1
    (row,) = shop.waiting.state.rows
    assert (row.kind, row.fact.id) == (WaitingKind.CASE, word)
    shop.waiting.close_case(row.key, "seen")
    shop.restart(ANNA)
    shop.session(2)
    shop.pass_time(60)
    assert shop.waiting.state.rows == ()


def test_a_busy_server_is_told_later_that_the_money_is_back(paid_back: PaidBack) -> None:
    paid_back.shop.server.refusals["hand_back_sale"] = Refusal.BUSY
    paid_back.restore(paid_back.held)
    assert paid_back.shop.server.all_told_for == []
    del paid_back.shop.server.refusals["hand_back_sale"]
    paid_back.shop.pass_time(60)
    assert paid_back.shop.server.all_told_for == [2]


def test_its_hold_says_that_the_money_went_back(paid_back: PaidBack) -> None:
    paid_back.restore(paid_back.held)
    paid_back.shop.server.held_elsewhere = HoldsAnswer(holds=[paid_back.hold()])
    open_page(paid_back.shop)
    (hold,) = paid_back.shop.waiting.state.held_elsewhere
    assert hold.fact.id == "hold.paid_back_here"


def test_its_hold_says_so_where_a_void_of_it_was_paid_here(floor: Floor) -> None:
    floor.restore(floor.held)
    view = floor.shop.server._sale_view(floor.sale_id)
    assert isinstance(view, SaleView)
    hold = HoldView(sale=view, till_revoked=True, till_last_seen_at=None)
    floor.shop.server.held_elsewhere = HoldsAnswer(holds=[hold])
    open_page(floor.shop)
    (shown,) = floor.shop.waiting.state.held_elsewhere
    assert shown.fact.id == "hold.paid_back_here"


def test_called_paid_and_voided_by_a_manager_it_is_paid_no_second_time(
    paid_back: PaidBack,
) -> None:
    paid_back.restore(paid_back.held)
    shop = paid_back.shop
    shop.server.held_elsewhere = HoldsAnswer(holds=[paid_back.hold()])
    open_page(shop)
    shop.waiting.open_settle(paid_back.sale_id)
    shop.waiting.fill_settle(
        answer=SettledAs.MONEY_BACK, kind=PaymentKind.CASH, reference="", reason="it was paid"
    )
    shop.waiting.sign_settle()
    shop.sign("333333")
    shop.tasks.deliver()
    shop.pass_time(2)
    (shown,) = shop.waiting.state.cases
    assert (shown.what_to_do.id, shown.way) == ("case.paid_back.todo", None)
    close(shop, shown.case_id)
    assert shop.printer.drawer_opened == 0
    assert ended(shop) == {shown.case_id: "case.closed_unpaid.todo"}


def test_what_went_back_in_part_is_said(paid_back: PaidBack) -> None:
    paid_back.restore(paid_back.held)
    owed = replace(
        case(CaseKind.REFUND_DUE), sale_id=paid_back.sale_id, card_id=None, amount_minor=7500
    )
    paid_back.shop.server.open_cases = CasesAnswer(cases=[owed], more=False)
    open_page(paid_back.shop)
    (shown,) = paid_back.shop.waiting.state.cases
    assert shown.what_to_do.id == "case.paid_back_partly.todo"
    assert shown.what_to_do.values["refund_minor"] == 5000


# --- What is found over and over -----------------------------------------------------------------


def test_what_contradicts_once_more_is_not_written_down_once_more(paid_back: PaidBack) -> None:
    """The group is told again for what was busy: the sale contradicts each time."""
    paid_back.shop.server.refusals["hand_back_sale"] = Refusal.BUSY
    paid_back.restore(paid_back.held)
    pages: list[None] = []
    paid_back.shop.journal.watch(lambda: pages.append(None))
    reads = paid_back.shop.server.calls.count("sale")
    paid_back.shop.pass_time(120)
    assert paid_back.shop.server.calls.count("sale") > reads
    assert pages == []
