"""A till is newer than its server: what that one cannot read is said as it can, and waits for nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from card_contract.case_messages import CasesAnswer, CloseCaseRequest
from card_contract.messages import (
    Done,
    Payment,
    VoidAnswer,
    VoidReason,
    VoidRequest,
)
from card_contract.outcomes import Refusal
from card_contract.states import CaseKind, CodeState, HoldState, MoneyWay, PaymentKind
from pos_terminal.gateway.answers import Refused
from pos_terminal.journal.records import RefundRecord
from pos_terminal.journal.sale_machine import RefundState
from pos_terminal.words import Message
from support.open_cases import case, close, ended, ids, open_page
from support.scripted_server import ANNA, TOM, ScriptedServer, refused
from support.shop_floor import ShopFloor


class OlderServer(ScriptedServer):
    """One from before ``goes_back_by``, until it is brought up to date.

    Or one that ``knows_ways``, and is from before ``sent_by`` and ``used_before``; or
    ``knows_senders``, too, and is from before ``was_given``. ``once_refused`` is what happens next
    when it has refused the unknown field, the first time.
    """

    def __init__(self, now_ms: Callable[[], int]) -> None:
        super().__init__(now_ms)
        self.is_older = True
        self.knows_ways = False
        self.knows_senders = False
        self.once_refused: Callable[[], None] | None = None

    async def void(self, void_id: str, request: VoidRequest) -> VoidAnswer | Refused:
        is_newer = bool(request.used_before) or (
            request.goes_back_by is not None and not self.knows_ways
        )
        if self.is_older and is_newer:
            return await self._unknown_field("void")
        return await super().void(void_id, request)

    async def close_case(self, case_id: str, request: CloseCaseRequest) -> Done | Refused:
        is_newest = request.was_given is not None
        is_newer = is_newest or (bool(request.sent_by) and not self.knows_senders)
        is_newer |= request.goes_back_by is not None and not self.knows_ways
        if self.is_older and is_newer:
            return await self._unknown_field("close_case")
        return await super().close_case(case_id, request)

    async def _unknown_field(self, call: str) -> Refused:
        answer: Refused = await self._call(call, lambda: refused(Refusal.MALFORMED))
        once_refused, self.once_refused = self.once_refused, None
        if once_refused is not None:
            once_refused()
        return answer


class Shop:
    """A till that has sold, and another one that voids its sale."""

    def __init__(self, folder: Path) -> None:
        self.server = OlderServer(lambda: 1_795_600_000_000)
        self.seller = ShopFloor(folder / "seller", self.server)
        self.seller.session(1)
        self.other = ShopFloor(folder / "other", self.server, till="T2")
        self.other.session(1)
        self.card = self.server.add_card(1)
        self.seller.sell(self.card)
        sale_id = self.seller.checkout.on_screen
        assert sale_id is not None
        self.sale_id = sale_id

    def void(self, number: str = "T1-1-000001") -> None:
        self.other.sales.find(number)
        self.other.tasks.deliver()
        self.other.sales.open_void()
        self.other.sales.choose_reason(VoidReason.WRONG_CARD)
        self.other.sales.sign_void()
        self.other.sign("333333")

    @property
    def refund(self) -> RefundRecord:
        (refund,) = self.other.journal.refunds_of(self.sale_id)
        return refund

    @property
    def ways_told(self) -> list[MoneyWay | None]:
        return [request.goes_back_by for request in self.server.voids.values()]


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = Shop(tmp_path)
    yield shop
    shop.other.close()
    shop.seller.close()


# --- Voids ----------------------------------------------------------------------------------------


def test_a_server_that_knows_no_way_of_money_is_asked_without_it(shop: Shop) -> None:
    shop.void()
    assert shop.refund.state is RefundState.REFUND_DUE
    assert shop.card.hold_state is HoldState.VOIDED
    assert shop.server.calls.count("void") == 2
    assert shop.ways_told == [None]


def test_one_that_knows_no_used_cards_is_told_its_void_again_without_them(shop: Shop) -> None:
    """As an older version that was put back with its backup."""
    second = shop.server.add_card(2)
    shop.seller.checkout.next_sale()
    shop.seller.sell(second, shop.server.add_card(3))
    sale_id = shop.seller.checkout.on_screen
    assert sale_id is not None
    backup = shop.server.backup()
    second.code_state = CodeState.REDEEMED
    shop.server.knows_ways = True
    shop.void("T1-1-000002")
    (refund,) = shop.other.journal.refunds_of(sale_id)
    shop.server.restore(backup)
    shop.server.calls.clear()
    shop.other.session(2)
    shop.other.pass_time(5)
    assert shop.server.calls.count("void") == 2
    assert not shop.server.voids[refund.refund_id].used_before
    assert second.hold_state is HoldState.VOIDED


def test_one_that_knows_it_is_told_once(shop: Shop) -> None:
    shop.server.is_older = False
    shop.void()
    assert shop.ways_told == [MoneyWay.CASH]
    assert shop.server.calls.count("void") == 1


@pytest.mark.parametrize("lost", ["lose_requests", "lose_replies"])
@pytest.mark.parametrize("is_second", [False, True])
def test_whichever_of_the_two_is_lost_both_are_said_again_and_it_is_voided_once(
    shop: Shop, lost: str, *, is_second: bool
) -> None:
    faults: dict[str, int] = getattr(shop.server.faults, lost)
    if is_second:
        shop.server.once_refused = lambda: faults.update(void=1)
    else:
        faults["void"] = 1
    shop.void()
    shop.other.pass_time(60)
    assert shop.refund.state is RefundState.REFUND_DUE
    assert shop.server.calls.count("void") == (4 if is_second else 3)
    assert len(shop.server.voids) == 1


def test_a_till_that_is_killed_between_the_two_says_both_again(shop: Shop) -> None:
    shop.server.once_refused = lambda: setattr(shop.server.faults, "slow_s", 5.0)
    shop.void()
    shop.other.loop.settle()
    assert shop.server.calls.count("void") == 2
    shop.other.restart(ANNA)
    assert shop.refund.state is RefundState.VOIDING
    shop.server.faults.slow_s = 0
    shop.other.forwarder.wake_all()
    shop.other.pass_time(60)
    assert shop.refund.state is RefundState.REFUND_DUE
    assert shop.server.calls.count("void") == 4
    assert len(shop.server.voids) == 1


def test_what_is_malformed_for_another_reason_still_waits_for_a_person(shop: Shop) -> None:
    shop.server.refusals["void"] = Refusal.MALFORMED
    shop.void()
    shop.other.pass_time(60)
    assert shop.refund.stuck is Refusal.MALFORMED
    assert shop.server.calls.count("void") == 2


def test_a_refusal_that_judges_the_way_is_not_asked_about_again_without_it(shop: Shop) -> None:
    shop.server.is_older = False
    shop.server.refusals["void"] = Refusal.MONEY_WAY_CHANGED
    shop.void()
    shop.other.pass_time(60)
    assert shop.refund.state is RefundState.REFUSED
    assert shop.server.calls.count("void") == 1


@pytest.mark.parametrize("is_older", [False, True])
def test_a_restored_server_hears_of_no_way_whatever_its_version(
    shop: Shop, *, is_older: bool
) -> None:
    shop.server.is_older = is_older
    before = shop.server.backup()
    shop.void()
    refund_id = shop.refund.refund_id
    shop.server.restore(before)
    shop.server.voids.clear()
    shop.server.sales[shop.sale_id].payment = Payment(
        kind=PaymentKind.REFERENCE, amount_minor=5000, reference="AUTH-1"
    )
    for till in (shop.seller, shop.other):
        till.session(2)
        till.pass_time(60)
    (request,) = shop.server.voids.values()
    assert (request.told_again, request.goes_back_by) == (True, None)
    assert shop.server.calls.count("void") == 1
    assert not shop.other.retelling.is_left(shop.refund)
    assert shop.server.all_told_for == [2, 2]
    assert shop.refund.refund_id == refund_id


# --- Cases ----------------------------------------------------------------------------------------


@pytest.fixture
def listed(shop: Shop) -> ShopFloor:
    due = replace(case(CaseKind.REFUND_DUE), payment_kind=PaymentKind.CASH)
    shop.server.open_cases = CasesAnswer(cases=[due], more=False)
    shop.other.on_duty.signed_in(ANNA)
    open_page(shop.other)
    return shop.other


def test_a_case_is_closed_without_a_way_where_the_server_knows_none(
    shop: Shop, listed: ShopFloor
) -> None:
    assert close(listed) == "toast.case_closed"
    assert ids(listed) == []
    ((_, request),) = shop.server.case_closes
    assert (request.goes_back_by, request.reason) == (None, "paid by hand")


@pytest.mark.parametrize("lost", ["lose_requests", "lose_replies"])
def test_a_close_that_was_lost_is_not_known_and_is_closed_when_it_is_asked_again(
    shop: Shop, listed: ShopFloor, lost: str
) -> None:
    getattr(shop.server.faults, lost)["close_case"] = 1
    assert close(listed) == "toast.case_not_known"
    listed.restart(ANNA)
    open_page(listed)
    assert close(listed) == "toast.case_closed"
    assert len(shop.server.case_closes) == 1


def test_a_close_that_waits_says_its_way_to_the_server_that_was_brought_up_to_date(
    shop: Shop, listed: ShopFloor
) -> None:
    shop.server.faults.lose_requests["close_case"] = 1
    close(listed)
    shop.server.is_older = False
    assert close(listed) == "toast.case_closed"
    ((_, request),) = shop.server.case_closes
    assert request.goes_back_by is MoneyWay.CASH


@pytest.mark.parametrize("knows_ways", [False, True])
def test_what_may_not_have_been_given_is_told_as_the_server_knows_it(
    shop: Shop, listed: ShopFloor, *, knows_ways: bool
) -> None:
    shop.server.knows_ways = knows_ways
    assert close(listed) == "toast.case_closed"
    listed.restart(ANNA)
    open_page(listed)
    listed.waiting.case_not_given("refund-due:S")
    listed.tasks.deliver()
    assert ended(listed) == {"refund-due:S": "case.closed_owed.todo"}
    first, again = (request for _, request in shop.server.case_closes)
    assert again == first
    assert first.goes_back_by is (MoneyWay.CASH if knows_ways else None)


def test_a_server_that_only_does_not_hear_what_was_found_out_hears_who_has_sent_it(
    shop: Shop, listed: ShopFloor
) -> None:
    shop.server.knows_ways = shop.server.knows_senders = True
    close(listed)
    listed.restart(TOM)
    open_page(listed)
    listed.waiting.case_not_given("refund-due:S")
    listed.tasks.deliver()
    assert ended(listed) == {"refund-due:S": "case.closed_owed.todo"}
    _, again = shop.server.case_closes[-1]
    both = [ANNA.operator_id, TOM.operator_id]
    assert (again.sent_by, again.was_given) == (both, None)
    assert again.goes_back_by is MoneyWay.CASH


def test_what_such_a_server_does_not_tell_of_anothers_close_is_for_whoever_closed_it(
    shop: Shop, listed: ShopFloor
) -> None:
    close(listed)
    listed.restart(TOM)
    open_page(listed)
    shop.server.refusals["close_case"] = Refusal.NOT_FOUND
    shop.server.is_older = False  # it judges what it can read
    listed.waiting.case_not_given("refund-due:S")
    listed.tasks.deliver()
    (asked,) = listed.waiting.state.cases
    assert asked.what_to_do == Message("case.given_in_doubt.unknown", {"name": ANNA.name})
    del shop.server.refusals["close_case"]
    listed.restart(ANNA)
    open_page(listed)
    listed.waiting.case_not_given("refund-due:S")
    listed.tasks.deliver()
    assert ended(listed) == {"refund-due:S": "case.closed_owed.todo"}
