"""A sale that a manager settled as paid, whose cards are live, and whose till says: not paid."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from card_contract.day_messages import subject_of_day
from card_contract.messages import HandedBackRequest
from card_contract.outcomes import Refusal
from card_contract.signing import CLOCK_SKEW_MAX_MS
from card_contract.states import CodeState, RefundDoubt
from server_stub.commands.approvals import approval_id
from server_stub.commands.day_close import DayClosed
from server_stub.commands.refunds import HandBackVoid
from server_stub.commands.unstored import Noted
from server_stub.domain.ids import TillId
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import CODES
from support.closing import (
    TODAY,
    TOMORROW,
    as_it_stands,
    close,
    owed_and_in_hand,
    recall_sold,
    sign,
    to_tomorrow,
)
from support.closing import cash as cash_of
from support.core_shop import (
    APP,
    NOW,
    OTHER_TILL,
    PRICE,
    TILL,
    CoreShop,
    cash,
    ledger_of,
    play,
    void_id,
)
from support.settling import (
    AGAIN,
    DENIED,
    DENIED_SALE,
    SALE_CASE,
    case_views,
    closed_as_unpaid,
    money_back,
    open_cases,
    told_of,
)

TILLS = (TILL, OTHER_TILL)
CARD_CASE = f"{SALE_CASE}:1"
CARD_DENIED = f"{DENIED}:1"


async def settled_and_denied(shop: CoreShop, *cards: int) -> None:
    """A manager said that it was paid in cash; its till cancels it, for it was not paid there."""
    await shop.reserve(1, *(cards or (1,)))
    await shop.settle_signed(1, payment=cash(len(cards or (1,)) * PRICE))
    assert (await shop.cancel(1)).refusal is Refusal.SALE_CONFIRMED


async def state_of(shop: CoreShop, card: int = 1) -> CodeState:
    state: CodeState = (await shop.find(CODES.at(APP, card))).state
    return state


async def put_into(shop: CoreShop, state: CodeState, card: int = 1) -> None:
    ended = {CodeState.REDEEMED: "redeemed_at", CodeState.INVALIDATED: "invalidated_at"}
    at = {ended[state]: NOW} if state in ended else {}
    code = await shop.find(CODES.at(APP, card))
    await shop.change(changed(code, state=state, **at))


async def in_hand(shop: CoreShop, **day: Any) -> list[tuple[int, int]]:
    return [owed_and_in_hand(await as_it_stands(shop, till=till, **day)) for till in TILLS]


def test_nothing_of_it_is_voided_before_somebody_has_found_out(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await settled_and_denied(shop)
        (view,) = await case_views(shop)
        assert (view.case_id, view.doubt) == (DENIED_SALE, RefundDoubt.DENIED)
        for number, till in enumerate(TILLS, start=1):
            void = await shop.void_signed(number, 1, till=till)
            assert void.refusal is Refusal.PAYMENT_DENIED
        assert await state_of(shop) is CodeState.AVAILABLE
        # That it was paid, as was found out, ends the doubt: it is voided as every other.
        assert isinstance(await shop.close_case(DENIED_SALE), Noted)
        assert (await shop.void_signed(3, 1)).refund_minor == PRICE

    play(tmp_path, story)


@pytest.mark.parametrize("state", [CodeState.AVAILABLE, CodeState.FAILED])
def test_what_was_not_paid_is_taken_out_of_use_and_no_drawer_gives_or_lacks_money(
    tmp_path: Path, state: CodeState
) -> None:
    async def story(shop: CoreShop) -> None:
        await settled_and_denied(shop)
        await put_into(shop, state)
        for _ in range(2):  # its reply was lost
            assert isinstance(await closed_as_unpaid(shop, DENIED_SALE), Noted)
        assert await state_of(shop) is CodeState.INVALIDATED
        assert await open_cases(shop) == []
        for till in TILLS:
            assert owed_and_in_hand(await as_it_stands(shop, till=till)) == (0, 0)
        paid = await shop.close_case(DENIED_SALE)
        assert paid.refusal is Refusal.NOT_FOUND, "and is not told as paid by another word"
        void = await shop.void_signed(1, 1)
        assert void.refusal is Refusal.PAYMENT_DENIED, "nothing goes back for it"

    play(tmp_path, story)
    told = [
        part
        for entry in ledger_of(tmp_path / "shop.db")
        if "case.closed" in entry
        for part in entry
    ]
    assert [part["unpaid"] for part in told if isinstance(part, dict)] == [True]


def test_a_close_that_has_counted_it_as_paid_is_set_right_by_the_next_one(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await settled_and_denied(shop)
        first = cash_of(await close(shop, approval=await sign(shop, [DENIED_SALE])))
        assert owed_and_in_hand(first) == (0, PRICE)
        to_tomorrow(shop)
        await closed_as_unpaid(shop, DENIED_SALE)
        second = cash_of(await close(shop, TOMORROW))
        assert (second.returned_minor, second.not_owed_minor) == (PRICE, PRICE)
        assert owed_and_in_hand(second) == (0, 0)

    play(tmp_path, story)


def test_a_day_closed_late_is_set_right_by_the_day_on_which_it_was_found_out(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await settled_and_denied(shop)
        to_tomorrow(shop)
        await closed_as_unpaid(shop, DENIED_SALE)
        first = cash_of(await close(shop))
        assert (first.taken_minor, *owed_and_in_hand(first)) == (PRICE, 0, PRICE)
        second = cash_of(await close(shop, TOMORROW))
        assert (second.returned_minor, second.not_owed_minor) == (PRICE, PRICE)
        assert owed_and_in_hand(second) == (0, 0)

    play(tmp_path, story)


def test_what_is_just_being_redeemed_is_waited_for_and_what_was_used_stays(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await settled_and_denied(shop, 1, 2)
        await put_into(shop, CodeState.IN_PROGRESS)
        refused = await closed_as_unpaid(shop, DENIED_SALE)
        assert refused.refusal is Refusal.NOT_NOW
        assert (await state_of(shop, 2), await open_cases(shop)) == (
            CodeState.AVAILABLE,
            [DENIED_SALE],
        )
        await put_into(shop, CodeState.REDEEMED)
        assert isinstance(await closed_as_unpaid(shop, DENIED_SALE), Noted)
        assert (await state_of(shop), await state_of(shop, 2)) == (
            CodeState.REDEEMED,
            CodeState.INVALIDATED,
        )

    play(tmp_path, story)


@pytest.mark.parametrize("is_closed_between", [False, True])
def test_the_refund_of_its_recalled_card_is_in_doubt_too(
    tmp_path: Path, *, is_closed_between: bool
) -> None:
    async def story(shop: CoreShop) -> None:
        await settled_and_denied(shop)
        if is_closed_between:
            await close(shop, approval=await sign(shop, [DENIED_SALE]))
            to_tomorrow(shop)
        await recall_sold(shop, 1)
        (view,) = [
            each for each in await case_views(shop, recall_id=1) if each.case_id == CARD_CASE
        ]
        assert view.doubt is RefundDoubt.DENIED
        assert isinstance(await closed_as_unpaid(shop, CARD_CASE), Noted)
        assert isinstance(await closed_as_unpaid(shop, DENIED_SALE), Noted)
        day = {"day": TOMORROW} if is_closed_between else {}
        assert owed_and_in_hand(await as_it_stands(shop, **day)) == (0, 0)

    play(tmp_path, story)


def test_a_recalled_card_of_what_was_found_not_to_be_paid_is_voided_at_no_till(
    tmp_path: Path,
) -> None:
    """Its void would end the case that sets the selling till's book right."""

    async def story(shop: CoreShop) -> None:
        await settled_and_denied(shop)
        await recall_sold(shop, 1)
        assert isinstance(await closed_as_unpaid(shop, DENIED_SALE), Noted)
        for number, till in enumerate(TILLS, start=1):
            void = await shop.void_signed(number, 1, till=till)
            assert void.refusal is Refusal.PAYMENT_DENIED
        assert isinstance(await closed_as_unpaid(shop, CARD_CASE), Noted)
        for till in TILLS:
            assert owed_and_in_hand(await as_it_stands(shop, till=till)) == (0, 0)

    play(tmp_path, story)


def test_the_refund_of_a_card_of_a_sale_that_was_paid_is_in_no_doubt(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await settled_and_denied(shop)
        await shop.close_case(DENIED_SALE)
        await recall_sold(shop, 1)
        (view,) = await case_views(shop, recall_id=1)
        assert (view.case_id, view.doubt) == (CARD_CASE, None)
        assert (await closed_as_unpaid(shop, CARD_CASE)).refusal is Refusal.NOT_ALLOWED

    play(tmp_path, story)


# --- Money that went back before anybody had found out ---------------------------------------------


async def refused_when_settled(shop: CoreShop) -> None:
    """Its one card was taken out of use while it was held."""
    await shop.reserve(1, 1)
    await put_into(shop, CodeState.INVALIDATED)
    await shop.settle_signed(1, payment=cash())


async def recalled_since(shop: CoreShop) -> None:
    await shop.reserve(1, 1)
    await shop.settle_signed(1, payment=cash())
    await recall_sold(shop, 1)


async def settled_to_go_back(shop: CoreShop) -> None:
    await shop.reserve(1, 1)
    await money_back(shop, payment=cash())


async def with_a_live_card(shop: CoreShop) -> None:
    """Its other card was refused."""
    await shop.reserve(1, 1, 2)
    await put_into(shop, CodeState.INVALIDATED)
    await shop.settle_signed(1, payment=cash(2 * PRICE))


REFUNDS = [
    (refused_when_settled, CARD_CASE),
    (recalled_since, CARD_CASE),
    (settled_to_go_back, SALE_CASE),
    (with_a_live_card, CARD_CASE),
]


@pytest.mark.parametrize("paid_at", TILLS)
@pytest.mark.parametrize(("settled", "refund"), REFUNDS)
def test_what_went_back_for_it_is_missing_where_it_was_paid_and_nowhere_else(
    tmp_path: Path, *, settled: Any, refund: str, paid_at: TillId
) -> None:
    async def story(shop: CoreShop) -> None:
        await settled(shop)
        assert isinstance(await shop.close_case(refund, till=paid_at), Noted)
        await shop.cancel(1)
        assert await open_cases(shop) == [DENIED_SALE]
        (view,) = await case_views(shop)
        assert view.doubt is RefundDoubt.DENIED
        for _ in range(2):  # its reply was lost
            assert isinstance(await closed_as_unpaid(shop, DENIED_SALE), Noted)
        assert await open_cases(shop) == []
        drawers = [(0, -PRICE if till == paid_at else 0) for till in TILLS]
        assert await in_hand(shop) == drawers, "nobody paid anything in"
        for till, (_, there_minor) in zip(TILLS, drawers, strict=True):
            closing = await close(shop, till=till, counted_cash_minor=there_minor)
            assert isinstance(closing, DayClosed)
        to_tomorrow(shop)
        assert await in_hand(shop, day=TOMORROW) == [(0, 0), (0, 0)]

    play(tmp_path, story)


@pytest.mark.parametrize(("settled", "refund"), REFUNDS)
def test_what_went_back_for_what_was_paid_all_the_same_is_still_in_the_drawer_that_took_it(
    tmp_path: Path, *, settled: Any, refund: str
) -> None:
    async def story(shop: CoreShop) -> None:
        await settled(shop)
        await shop.close_case(refund, till=OTHER_TILL)
        await shop.cancel(1)
        assert isinstance(await shop.close_case(DENIED_SALE), Noted)
        assert (await closed_as_unpaid(shop, DENIED_SALE)).refusal is Refusal.NOT_FOUND
        taken = 2 * PRICE if settled is with_a_live_card else PRICE
        assert await in_hand(shop) == [(0, taken), (0, -PRICE)]

    play(tmp_path, story)


def test_closes_that_counted_it_before_anybody_had_found_out_are_not_set_right_twice(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await recalled_since(shop)
        await shop.close_case(CARD_CASE, till=OTHER_TILL)
        first = cash_of(await close(shop))
        assert owed_and_in_hand(first) == (0, PRICE), "as far as anybody knew"
        await close(shop, till=OTHER_TILL)
        to_tomorrow(shop)
        await shop.cancel(1)
        await closed_as_unpaid(shop, DENIED_SALE)
        assert await in_hand(shop, day=TOMORROW) == [(0, 0), (0, 0)]

    play(tmp_path, story)


@pytest.mark.parametrize("is_closed_between", [False, True])
def test_a_card_that_was_used_was_never_paid_and_its_price_is_nowhere(
    tmp_path: Path, *, is_closed_between: bool
) -> None:
    async def story(shop: CoreShop) -> None:
        await settled_and_denied(shop)
        await put_into(shop, CodeState.REDEEMED)
        day = {"day": TOMORROW} if is_closed_between else {}
        if is_closed_between:
            await close(shop, approval=await sign(shop, [DENIED_SALE]))
            to_tomorrow(shop)
        for _ in range(2):  # its reply was lost
            assert isinstance(await closed_as_unpaid(shop, DENIED_SALE), Noted)
        assert await in_hand(shop, **day) == [(0, 0), (0, 0)]

    play(tmp_path, story)


@pytest.mark.parametrize("is_closed_between", [False, True])
@pytest.mark.parametrize("settled", [recalled_since, with_a_live_card])
def test_what_would_still_go_back_for_it_ends_with_it_and_nobody_pays_it_any_more(
    tmp_path: Path, *, settled: Any, is_closed_between: bool
) -> None:
    async def story(shop: CoreShop) -> None:
        await settled(shop)
        await shop.cancel(1)
        left = CARD_DENIED if settled is with_a_live_card else CARD_CASE
        recalled = await case_views(shop, recall_id=1)
        both = {view.case_id: view.doubt for view in (*await case_views(shop), *recalled)}
        assert both == {DENIED_SALE: RefundDoubt.DENIED, left: RefundDoubt.DENIED}
        day = {"day": TOMORROW} if is_closed_between else {}
        if is_closed_between:
            await close(shop, approval=await sign(shop, sorted(both)))
            to_tomorrow(shop)
        for _ in range(2):  # its reply was lost
            assert isinstance(await closed_as_unpaid(shop, DENIED_SALE), Noted)
        paid = await shop.close_case(left, till=OTHER_TILL)
        assert paid.refusal is Refusal.NOT_FOUND
        assert (await case_views(shop), await case_views(shop, recall_id=1)) == ([], [])
        assert await in_hand(shop, **day) == [(0, 0), (0, 0)]

    play(tmp_path, story)
    (told,) = (
        part["refunds"]
        for entry in ledger_of(tmp_path / "shop.db")
        for part in entry
        if "case.closed" in entry and isinstance(part, dict) and "refunds" in part
    )
    assert len(told) == 1


def test_what_its_till_tells_after_all_of_a_refund_that_is_closed_is_in_a_doubt_of_its_own(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await settled_to_go_back(shop)
        await shop.close_case(SALE_CASE, till=OTHER_TILL)
        await shop.cancel(1)
        await shop.engine.submit(told_of(NOW + CLOCK_SKEW_MAX_MS + 1))
        views = {view.case_id: view.doubt for view in await case_views(shop)}
        assert views[AGAIN] is RefundDoubt.PAID_AGAIN
        assert views[DENIED_SALE] is RefundDoubt.DENIED

    play(tmp_path, story)


# --- A void of it from before the denial -----------------------------------------------------------

VOID_CASE = f"refund-due:{void_id(7, OTHER_TILL)}"


async def voided_and_denied(shop: CoreShop, *cards: int, till: TillId = OTHER_TILL) -> None:
    """Two cards; another till voids some of them before the sale's own says that nobody paid."""
    await shop.reserve(1, 1, 2)
    await shop.settle_signed(1, payment=cash(2 * PRICE))
    voided = await shop.void_signed(7, 1, *cards, till=till)
    assert voided.refund_minor == len(cards) * PRICE
    await shop.cancel(1)


@pytest.mark.parametrize("cards", [(1,), (1, 2)])
@pytest.mark.parametrize("first", ["the void", "the sale"])
def test_money_of_its_void_that_has_not_gone_back_is_in_doubt_and_leaves_no_drawer(
    tmp_path: Path, *, cards: tuple[int, ...], first: str
) -> None:
    async def story(shop: CoreShop) -> None:
        await voided_and_denied(shop, *cards)
        views = {view.case_id: view.doubt for view in await case_views(shop)}
        assert views == {VOID_CASE: RefundDoubt.DENIED, DENIED_SALE: RefundDoubt.DENIED}
        closing = [VOID_CASE, DENIED_SALE] if first == "the void" else [DENIED_SALE, VOID_CASE]
        for case_id in closing:
            for _ in range(2):  # its reply was lost
                assert isinstance(await closed_as_unpaid(shop, case_id), Noted)
            paid = await shop.close_case(case_id, till=OTHER_TILL)
            assert paid.refusal is Refusal.NOT_FOUND, "and is not paid by another word"
        assert await open_cases(shop) == []
        assert await in_hand(shop) == [(0, 0), (0, 0)]
        for till in TILLS:
            assert isinstance(await close(shop, till=till, counted_cash_minor=0), DayClosed)

    play(tmp_path, story)


def test_closes_that_have_counted_the_void_and_its_sale_are_set_right_by_the_next_ones(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await voided_and_denied(shop, 1)
        sold = cash_of(await close(shop, approval=await sign(shop, [DENIED_SALE])))
        assert owed_and_in_hand(sold) == (0, 2 * PRICE)
        subject = subject_of_day(OTHER_TILL, TODAY.isoformat())
        await sign(shop, [VOID_CASE], approval=approval_id("of T2"), subject=subject)
        voided = cash_of(await close(shop, till=OTHER_TILL, approval="of T2"))
        assert owed_and_in_hand(voided) == (PRICE, 0)
        to_tomorrow(shop)
        await closed_as_unpaid(shop, VOID_CASE)
        await closed_as_unpaid(shop, DENIED_SALE)
        assert await in_hand(shop, day=TOMORROW) == [(0, 0), (0, 0)]
        second = cash_of(await close(shop, TOMORROW))
        assert second.not_owed_minor == 2 * PRICE, "so much was never there"

    play(tmp_path, story)


def test_money_of_its_void_that_was_paid_all_the_same_is_missing_where_it_was_paid(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await voided_and_denied(shop, 1)
        await shop.engine.submit(
            HandBackVoid(
                app_id=APP,
                till_id=OTHER_TILL,
                void_id=void_id(7, OTHER_TILL),
                request=HandedBackRequest(at=NOW),
            )
        )
        assert await open_cases(shop) == [DENIED_SALE]
        await closed_as_unpaid(shop, DENIED_SALE)
        assert await in_hand(shop) == [(0, 0), (0, -PRICE)]

    play(tmp_path, story)


def test_a_void_of_what_was_paid_as_was_found_out_is_paid_back_as_every_other(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await voided_and_denied(shop, 1)
        assert isinstance(await shop.close_case(DENIED_SALE), Noted)
        (view,) = await case_views(shop)
        assert (view.case_id, view.doubt) == (VOID_CASE, None)
        assert (await closed_as_unpaid(shop, VOID_CASE)).refusal is Refusal.NOT_ALLOWED
        assert isinstance(await shop.close_case(VOID_CASE, till=OTHER_TILL), Noted)
        assert await in_hand(shop) == [(0, 2 * PRICE), (0, -PRICE)]

    play(tmp_path, story)
