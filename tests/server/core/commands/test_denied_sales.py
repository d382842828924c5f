"""A sale that a manager settled as paid, whose cards are live, and whose till says: not paid."""

from __future__ import annotations

from pathlib import Path

import pytest

from card_contract.outcomes import CardRefusal, Refusal
from card_contract.states import CodeState, RefundDoubt
from server_stub.commands.unstored import Noted
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import CODES
from support.closing import (
    TOMORROW,
    as_it_stands,
    close,
    owed_and_in_hand,
    recall_sold,
    sign,
    to_tomorrow,
)
from support.closing import cash as cash_of
from support.core_shop import APP, NOW, OTHER_TILL, PRICE, TILL, CoreShop, cash, ledger_of, play
from support.settling import DENIED_SALE, SALE_CASE, case_views, closed_as_unpaid, open_cases

TILLS = (TILL, OTHER_TILL)
CARD_CASE = f"{SALE_CASE}:1"


async def settled_and_denied(shop: CoreShop, *cards: int) -> None:
    """A manager said that it was paid in cash; its till cancels it, for it was not paid there."""
    await shop.reserve(1, *(cards or (1,)))
    await shop.settle_signed(1, payment=cash(len(cards or (1,)) * PRICE))
    assert (await shop.cancel(1)).refusal is Refusal.SALE_CONFIRMED


async def state_of(shop: CoreShop, card: int = 1) -> CodeState:
    state: CodeState = (await shop.find(CODES.at(APP, card))).state
    return state


async def put_into(shop: CoreShop, state: CodeState, card: int = 1) -> None:
    redeemed_at = NOW if state is CodeState.REDEEMED else None
    code = await shop.find(CODES.at(APP, card))
    await shop.change(changed(code, state=state, redeemed_at=redeemed_at))


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
        assert void.lines[0].refusal.refusal is CardRefusal.RECALLED, "nothing goes back for it"

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


def test_the_refund_of_a_card_of_a_sale_that_was_paid_is_in_no_doubt(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await settled_and_denied(shop)
        await shop.close_case(DENIED_SALE)
        await recall_sold(shop, 1)
        (view,) = await case_views(shop, recall_id=1)
        assert (view.case_id, view.doubt) == (CARD_CASE, None)
        assert (await closed_as_unpaid(shop, CARD_CASE)).refusal is Refusal.NOT_ALLOWED

    play(tmp_path, story)
