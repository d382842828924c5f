"""After a restore tills tell in any order, and some late or never: nothing is refused too early."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from card_contract.messages import HandedBackRequest, RefusedBefore
from card_contract.outcomes import CardRefusal, Refusal
from card_contract.sale_id import VoidId
from card_contract.states import (
    CodeState,
    HoldState,
    RecallAct,
    StopReason,
)
from server_stub.commands.recalls import RecallBegun
from server_stub.commands.redemption_answers import Outcome
from server_stub.commands.refunds import HandBackVoid, HandedBack
from server_stub.commands.restoration import ExcuseTill
from server_stub.commands.unstored import Noted
from server_stub.domain.ids import TillId
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.engine.command import Refused
from server_stub.queries.shop import ShopQueries
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import CAMPAIGNS, CODES
from server_stub.storage.rows.sales import CASES, SALES
from server_stub.storage.rows.staff import TILLS
from support.backup import Story, nothing, restored
from support.closing import invalidated_by_two
from support.core_shop import (
    APP,
    CAMPAIGN,
    MANAGER,
    NOW,
    OTHER_TILL,
    PRICE,
    TILL,
    CoreShop,
    confirm,
    ledger_of,
    reserve,
    sale_id,
    void,
    void_id,
)
from support.recall_floor import RecallFloor, asked, cards
from support.settling import open_cases, told_of

pytestmark = pytest.mark.sqlite_only  # a backup here is a copy of the file

DAY_MS = 24 * 60 * 60 * 1000
LOST = void(5, 1, 1, till=OTHER_TILL, approval="lost", told_again=True)
ANEW = replace(LOST, request=structs.replace(LOST.request, approval="anew"))
OF_WAITING = f"void-refused:{void_id(5, OTHER_TILL)}"
OF_VOID = f"refund-due:{void_id(5, OTHER_TILL)}"


async def held(shop: CoreShop) -> None:
    await shop.reserve(1, 1)


async def sold_and_voided_elsewhere(shop: CoreShop) -> None:
    """Confirmed at its own till, and then voided and paid back at the other one."""
    if await shop.find(SALES.at(APP, str(sale_id(1)))) is None:
        await held(shop)
    assert (await shop.confirm(1)).lines[0].activated
    await shop.sign(LOST)
    assert (await shop.engine.submit(LOST)).refund_minor == PRICE
    assert isinstance(await handed_back(shop), HandedBack)


async def handed_back(shop: CoreShop) -> Any:
    command = HandBackVoid(
        app_id=APP,
        till_id=OTHER_TILL,
        void_id=void_id(5, OTHER_TILL),
        request=HandedBackRequest(at=NOW),
    )
    return await shop.engine.submit(command)


async def sold_again(shop: CoreShop) -> None:
    await shop.reserve(1, 1, told_again=True)
    assert (await shop.confirm(1)).lines[0].activated


async def excused(shop: CoreShop, till: TillId) -> None:
    act = ExcuseTill(app_id=APP, till_id=till, operator_id=MANAGER, reason="it does not start")
    assert isinstance(await shop.engine.submit(act), Noted)


async def waiting(shop: CoreShop) -> list[VoidId]:
    """The voids for which redemption is not opened."""
    voids = await ShopQueries(shop.reader).unsigned_voids(APP)
    return [VoidId.parse(void.void_id) for void in voids]


def is_not_now(answer: Any, refusal: Refusal) -> bool:
    is_refused = isinstance(answer, Refused) and answer.refusal is refusal
    return is_refused and not answer.is_final


def is_final(answer: Any, refusal: Refusal) -> bool:
    return isinstance(answer, Refused) and answer.refusal is refusal and answer.is_final


# --- A void that is told before its sale ---------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "early"),
    [(held, Refusal.SALE_NOT_CONFIRMED), (nothing, Refusal.SALE_UNKNOWN)],
)
def test_a_void_that_is_signed_anew_before_its_sale_was_told_waits_for_it(
    tmp_path: Path, before: Story, early: Refusal
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sign(ANEW)
        for act in (LOST, ANEW, ANEW):  # a repeat is decided anew: nothing is kept under its key
            assert is_not_now(await shop.engine.submit(act), early)
        assert is_not_now(await handed_back(shop), Refusal.NOT_FOUND)
        await shop.told(OTHER_TILL)
        await sold_again(shop)
        await shop.told(TILL)
        assert await open_cases(shop) == [OF_WAITING]
        for _ in range(2):  # the first answer was lost
            assert (await shop.engine.submit(ANEW)).refund_minor == PRICE
        assert await open_cases(shop) == [OF_VOID]
        for _ in range(2):
            assert isinstance(await handed_back(shop), HandedBack)
        assert await open_cases(shop) == []
        code = await shop.find(CODES.at(APP, 1))
        assert (code.state, code.hold) == (CodeState.INVALIDATED, HoldState.VOIDED)

    restored(tmp_path, before=before, lost=sold_and_voided_elsewhere, after=story)


def test_a_lost_signature_is_asked_for_once_the_sale_was_told(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        assert is_not_now(await shop.engine.submit(LOST), Refusal.SALE_NOT_CONFIRMED)
        await sold_again(shop)
        assert is_not_now(await shop.engine.submit(LOST), Refusal.APPROVAL_INVALID)
        assert await open_cases(shop) == [OF_WAITING]

    restored(tmp_path, before=held, lost=sold_and_voided_elsewhere, after=story)


@pytest.mark.parametrize(
    ("before", "early"),
    [(held, Refusal.SALE_NOT_CONFIRMED), (nothing, Refusal.SALE_UNKNOWN)],
)
def test_a_till_that_was_excused_and_comes_back_finds_its_void_waiting(
    tmp_path: Path, before: Story, early: Refusal
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.told(OTHER_TILL)
        await excused(shop, TILL)
        await shop.sign(ANEW)
        assert is_not_now(await shop.engine.submit(ANEW), early)
        await sold_again(shop)
        assert (await shop.engine.submit(ANEW)).refund_minor == PRICE

    restored(tmp_path, before=before, lost=sold_and_voided_elsewhere, after=story)


@pytest.mark.parametrize("has_waited", [False, True])
def test_a_void_whose_sale_a_manager_calls_unpaid_is_refused_for_good_and_its_money_noted(
    tmp_path: Path, *, has_waited: bool
) -> None:
    async def story(shop: CoreShop) -> None:
        if has_waited:
            assert is_not_now(await shop.engine.submit(LOST), Refusal.SALE_NOT_CONFIRMED)
        await shop.told(OTHER_TILL)
        await excused(shop, TILL)
        await shop.settle_signed(1, was_paid=False)
        for _ in range(2):
            assert is_final(await shop.engine.submit(LOST), Refusal.SALE_CANCELLED)
        assert isinstance(await handed_back(shop), HandedBack)
        assert await open_cases(shop) == []

    told = restored(tmp_path, before=held, lost=sold_and_voided_elsewhere, after=story)
    assert "refund.twice" not in {entry[3] for entry in ledger_of(told)}


@pytest.mark.parametrize(
    ("before", "early"),
    [(held, Refusal.SALE_NOT_CONFIRMED), (nothing, Refusal.SALE_UNKNOWN)],
)
def test_a_void_that_was_never_answered_waits_until_the_sales_till_has_told_and_no_longer(
    tmp_path: Path, before: Story, early: Refusal
) -> None:
    """Its money is not back, so that its own till may end it."""
    act = replace(LOST, request=structs.replace(LOST.request, told_again=False))

    async def story(shop: CoreShop) -> None:
        await shop.sign(act)
        for _ in range(2):
            assert is_not_now(await shop.engine.submit(act), early)
        await excused(shop, TILL)
        for _ in range(2):
            assert is_final(await shop.engine.submit(act), early)
        assert await open_cases(shop) == []

    async def confirmed(shop: CoreShop) -> None:
        await sold_again(shop)

    restored(tmp_path, before=before, lost=confirmed, after=story)


@pytest.mark.parametrize(
    ("before", "early"),
    [(held, Refusal.SALE_NOT_CONFIRMED), (nothing, Refusal.SALE_UNKNOWN)],
)
def test_redemption_stays_closed_while_a_void_waits_for_its_sale_or_to_be_told_once_more(
    tmp_path: Path, before: Story, early: Refusal
) -> None:
    """Its till may be switched off when the sale is told: the card lives then, its money is back."""

    async def story(shop: CoreShop) -> None:
        await shop.sign(ANEW)
        for _ in range(2):  # the first answer was lost
            assert is_not_now(await shop.engine.submit(ANEW), early)
            assert await waiting(shop) == [LOST.void_id]
        await shop.told(OTHER_TILL)
        await sold_again(shop)
        await shop.told(TILL)
        assert (await shop.find(CODES.at(APP, 1))).state is CodeState.AVAILABLE
        assert await waiting(shop) == [LOST.void_id]
        for _ in range(2):
            assert (await shop.engine.submit(ANEW)).refund_minor == PRICE
            assert await waiting(shop) == []
        assert (await shop.find(CASES.at(APP, OF_WAITING))).closing_reason == "told again"

    told = restored(tmp_path, before=before, lost=sold_and_voided_elsewhere, after=story)
    assert [entry[3] for entry in ledger_of(told)].count("void.sale-untold") == 1


def test_a_case_that_was_closed_before_its_sale_was_told_opens_once_more_where_nobody_signed(
    tmp_path: Path,
) -> None:
    """Whoever closed it knew of no card that lives. What is closed after that stays closed."""

    async def story(shop: CoreShop) -> None:
        assert is_not_now(await shop.engine.submit(LOST), Refusal.SALE_UNKNOWN)
        await shop.told(OTHER_TILL)
        await excused(shop, TILL)
        assert isinstance(await shop.close_case(OF_WAITING), Noted)
        assert is_not_now(await shop.engine.submit(LOST), Refusal.SALE_UNKNOWN)
        assert await waiting(shop) == []
        shop.clock.now_ms += 1000
        await sold_again(shop)
        for _ in range(2):
            assert is_not_now(await shop.engine.submit(LOST), Refusal.APPROVAL_INVALID)
            assert await waiting(shop) == [LOST.void_id]
        shop.clock.now_ms += 1000
        assert isinstance(await shop.close_case(OF_WAITING), Noted)
        assert is_not_now(await shop.engine.submit(LOST), Refusal.APPROVAL_INVALID)
        assert await waiting(shop) == []

    restored(tmp_path, lost=sold_and_voided_elsewhere, after=story)


def test_no_void_waits_for_a_sale_that_its_own_till_has_voided_meanwhile(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        assert is_not_now(await shop.engine.submit(LOST), Refusal.SALE_UNKNOWN)
        own = await shop.void(2, 1)
        assert is_final(own, Refusal.SALE_UNKNOWN)
        for _ in range(2):
            assert is_final(await shop.engine.submit(LOST), Refusal.SALE_UNKNOWN)
            assert await waiting(shop) == []

    restored(tmp_path, lost=sold_and_voided_elsewhere, after=story)


def test_of_a_server_that_was_never_restored_a_held_sale_is_not_voided_elsewhere(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sign(LOST)
        assert is_final(await shop.engine.submit(LOST), Refusal.SALE_NOT_CONFIRMED)

    async def before(shop: CoreShop) -> None:
        await held(shop)
        await story(shop)

    restored(tmp_path, before=before, lost=nothing, after=nothing)


# --- Cards that would be ended while tills tell --------------------------------------------------


async def sold_since(shop: CoreShop) -> None:
    await shop.sell(1, 1)


def test_no_card_is_recalled_while_a_till_may_have_sold_it_and_the_same_request_is_taken_then(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        floor = RecallFloor(shop)
        for _ in range(2):
            assert is_not_now(await floor.begin(asked(cards(1, 2))), Refusal.RESTORING)
        await floor.carried_out(cards(3), RecallAct.STOP_SALE, number=2)
        assert (await floor.card(3)).stop is StopReason.STOP_SALE
        await sold_again(shop)
        await shop.told(TILL, OTHER_TILL)
        assert isinstance(await floor.begin(asked(cards(1, 2))), RecallBegun)
        await floor.finish()
        sold, free = await floor.card(1), await floor.card(2)
        assert (sold.state, free.state) == (CodeState.AVAILABLE, CodeState.INVALIDATED)

    restored(tmp_path, lost=sold_since, after=story)


def test_nobody_takes_a_card_out_of_use_that_a_till_may_have_sold(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await RecallFloor(shop).hire_tom()
        assert is_not_now(await invalidated_by_two(shop, 1), Refusal.RESTORING)
        await sold_again(shop)
        await shop.told(TILL, OTHER_TILL)
        done = await invalidated_by_two(shop, 1, key="portal:anna:L")
        assert isinstance(done, Outcome)
        assert done.outcome is RedemptionOutcome.DONE
        assert await open_cases(shop) == [f"refund-due:{sale_id(1)}:1"]

    restored(tmp_path, lost=sold_since, after=story)


# --- Cards that were ended all the same ----------------------------------------------------------

Deed = Callable[[CoreShop], Awaitable[None]]


async def _changed(shop: CoreShop, **columns: Any) -> None:
    await shop.change(changed(await shop.find(CODES.at(APP, 1)), **columns))


async def recalled(shop: CoreShop) -> None:
    dead = CodeState.INVALIDATED
    await _changed(shop, state=dead, recall_id="1", invalidated_at=shop.clock.now_ms)


async def invalidated(shop: CoreShop) -> None:
    await _changed(shop, state=CodeState.INVALIDATED, invalidated_at=shop.clock.now_ms)


async def stopped(shop: CoreShop) -> None:
    await _changed(shop, stop=StopReason.STOP_SALE, stopped_at=shop.clock.now_ms)


async def probed(shop: CoreShop) -> None:
    await _changed(shop, stop=StopReason.PROBED, stopped_at=shop.clock.now_ms)


async def two_sold(shop: CoreShop) -> None:
    await shop.sell(1, 1, 2)


@pytest.mark.parametrize(
    ("deed", "refusal"),
    [
        (recalled, CardRefusal.RECALLED),
        (invalidated, CardRefusal.INVALIDATED),
    ],
)
def test_a_sold_card_that_was_ended_before_its_till_told_is_a_refund_and_its_sale_is_known(
    tmp_path: Path, deed: Deed, refusal: CardRefusal
) -> None:
    async def story(shop: CoreShop) -> None:
        await deed(shop)
        new = await shop.reserve(9, 1)
        assert new.refusal is Refusal.RESTORING
        for _ in range(2):
            assert (await shop.reserve(1, 1, 2, told_again=True)).total_minor == 2 * PRICE
        for _ in range(2):  # the first answer was lost
            lines = (await shop.confirm(1, amount=2 * PRICE)).lines
            assert [line.activated for line in lines] == [False, True]
            assert lines[0].refusal.refusal is refusal
        assert await open_cases(shop) == [f"refund-due:{sale_id(1)}:1"]
        first, second = [await shop.find(CODES.at(APP, card)) for card in (1, 2)]
        assert first.hold is HoldState.FREE
        assert first.state is not CodeState.AVAILABLE
        assert second.state is CodeState.AVAILABLE

    restored(tmp_path, lost=two_sold, after=story)


# --- Cards that were stopped all the same --------------------------------------------------------


@pytest.mark.parametrize("before", [nothing, held])
@pytest.mark.parametrize("deed", [stopped, probed])
def test_a_sold_card_that_was_stopped_before_its_till_told_is_live_as_it_was(
    tmp_path: Path, before: Story, deed: Deed
) -> None:
    async def lost(shop: CoreShop) -> None:
        if before is nothing:
            await held(shop)
        assert (await shop.confirm(1)).lines[0].activated

    async def story(shop: CoreShop) -> None:
        await deed(shop)
        for _ in range(2):  # the first answer was lost
            await sold_again(shop)
        code = await shop.find(CODES.at(APP, 1))
        assert (code.state, code.hold) == (CodeState.AVAILABLE, HoldState.SOLD)
        assert (code.stop, code.stopped_at) == (None, None), "no sold card is stopped"
        assert await open_cases(shop) == []
        assert (await shop.void_signed(2, 1, told_again=True)).refund_minor == PRICE

    restored(tmp_path, before=before, lost=lost, after=story)


def test_a_sale_is_stopped_while_tills_tell_and_what_they_had_sold_stays_live(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        floor = RecallFloor(shop)
        await floor.carried_out(cards(1, 2), RecallAct.STOP_SALE, number=2)
        await sold_again(shop)
        await shop.told(TILL, OTHER_TILL)
        sold, free = await floor.card(1), await floor.card(2)
        assert (sold.state, sold.stop) == (CodeState.AVAILABLE, None)
        assert (free.state, free.stop) == (CodeState.INACTIVE, StopReason.STOP_SALE)
        await floor.carried_out(cards(1, 2), RecallAct.LIFT, number=3)
        assert (await floor.card(2)).stop is None

    restored(tmp_path, lost=sold_since, after=story)


async def held_and_stopped(shop: CoreShop) -> None:
    await held(shop)
    await stopped(shop)


def test_a_card_that_was_stopped_in_its_checkout_before_the_backup_is_refused_as_it_was_then(
    tmp_path: Path,
) -> None:
    async def refused(shop: CoreShop) -> None:
        (line,) = (await shop.confirm(1)).lines
        assert line.refusal.refusal is CardRefusal.STOP_SALE

    restored(tmp_path, before=held_and_stopped, lost=refused, after=refused)


def test_a_card_whose_money_went_back_before_the_restore_is_refused_as_it_was_then(
    tmp_path: Path,
) -> None:
    async def lost(shop: CoreShop) -> None:
        await stopped(shop)
        (line,) = (await shop.confirm(1)).lines
        assert line.refusal.refusal is CardRefusal.STOP_SALE

    async def story(shop: CoreShop) -> None:
        await stopped(shop)
        act = confirm(1)
        before = [RefusedBefore(card_id="1", refusal=CardRefusal.STOP_SALE)]
        request = structs.replace(act.request, refused_before=before)
        (line,) = (await shop.engine.submit(replace(act, request=request))).lines
        assert line.refusal.refusal is CardRefusal.STOP_SALE
        code = await shop.find(CODES.at(APP, 1))
        assert (code.hold, code.stop) == (HoldState.FREE, StopReason.STOP_SALE)

    restored(tmp_path, before=held, lost=lost, after=story)


async def paid_since(shop: CoreShop) -> Any:
    return await shop.engine.submit(told_of(shop.clock.now_ms))


async def sold_something_since(shop: CoreShop) -> Any:
    """So this till has told all that it sold before."""
    till = await shop.find(TILLS.at(APP, TILL))
    await shop.change(changed(till, first_sale_since=str(sale_id(1))))
    return await shop.confirm(1)


@pytest.mark.parametrize("confirmed", [paid_since, sold_something_since])
def test_a_stop_is_in_force_for_a_held_sale_that_no_restore_can_have_lost_the_end_of(
    tmp_path: Path, confirmed: Callable[[CoreShop], Awaitable[Any]]
) -> None:
    async def story(shop: CoreShop) -> None:
        await stopped(shop)
        (line,) = (await confirmed(shop)).lines
        assert line.refusal.refusal is CardRefusal.STOP_SALE
        assert await open_cases(shop) == [f"refund-due:{sale_id(1)}:1"]

    restored(tmp_path, before=held, lost=nothing, after=story)


def test_a_moment_that_is_to_come_says_nothing_about_a_stop(tmp_path: Path) -> None:
    """Its till had a wrong clock and no line when the customer paid."""

    async def confirmed(shop: CoreShop) -> Any:
        act = told_of(NOW + 100 * DAY_MS)
        return (await shop.engine.submit(act)).lines[0].activated

    async def story(shop: CoreShop) -> None:
        await stopped(shop)
        for _ in range(2):  # the first answer was lost
            assert await confirmed(shop)
        assert (await shop.find(CODES.at(APP, 1))).state is CodeState.AVAILABLE

    restored(tmp_path, before=held, lost=confirmed, after=story)


def test_a_sale_is_told_again_although_its_product_is_not_sold_any_more(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        campaign = await shop.find(CAMPAIGNS.at(APP, CAMPAIGN))
        await shop.change(changed(campaign, disabled=True))
        await sold_again(shop)

    restored(tmp_path, lost=sold_since, after=story)


def test_what_another_till_has_by_now_is_refused_as_before(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.told(TILL, OTHER_TILL)  # a person excused this till
        await shop.reserve(7, 1, till=OTHER_TILL)
        await stopped(shop)
        refused = await shop.reserve(1, 1, told_again=True)
        assert [card.refusal for card in refused.cards] == [CardRefusal.HELD_ELSEWHERE]

    restored(tmp_path, lost=sold_since, after=story)


def test_what_is_called_told_again_but_was_begun_since_is_a_new_sale(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.told(TILL, OTHER_TILL)
        await stopped(shop)
        act = reserve(4, 1, told_again=True)
        request = structs.replace(act.request, created_at=shop.clock.now_ms)
        refused = await shop.engine.submit(replace(act, request=request))
        assert [card.refusal for card in refused.cards] == [CardRefusal.STOP_SALE]
        assert await shop.find(SALES.at(APP, str(sale_id(4)))) is None

    restored(tmp_path, lost=nothing, after=story)
