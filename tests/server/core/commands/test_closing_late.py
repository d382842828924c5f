"""A day that is closed late: what came after its end belongs to the next report."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from msgspec.structs import replace as with_facts

from card_contract.states import DayFigure, StopReason
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import CODES
from support.core_shop import (
    APP,
    NOW,
    OTHER_TILL,
    PRICE,
    CoreShop,
    confirm,
    play,
    sale_id,
)
from support.day_closes import (
    DAY_AFTER,
    TOMORROW,
    as_it_stands,
    cash,
    close,
    content,
    counts,
    money,
    owed_and_in_hand,
    recall_sold,
    sign,
    to_day_after,
    to_tomorrow,
)


def test_what_is_recalled_after_a_days_end_is_owed_in_the_next_report(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        to_tomorrow(shop)
        await recall_sold(shop, 1)
        case = f"refund-due:{sale_id(1)}:1"
        assert owed_and_in_hand(await as_it_stands(shop)) == (0, PRICE)
        late = await close(shop, approval=await sign(shop, [case]))
        assert counts(late) == {DayFigure.SOLD: 1}
        assert owed_and_in_hand(cash(late)) == (0, PRICE)
        assert [item.item_id for item in content(late).open] == [case]

        assert owed_and_in_hand(await as_it_stands(shop, TOMORROW)) == (PRICE, 0)
        own = await close(shop, TOMORROW, approval=await sign(shop, [case], TOMORROW))
        assert counts(own) == {DayFigure.RECALLED: 1}
        assert owed_and_in_hand(cash(own)) == (PRICE, 0)

        await shop.close_case(case)
        to_day_after(shop)
        assert owed_and_in_hand(cash(await close(shop, DAY_AFTER))) == (0, -PRICE)

    play(tmp_path, story)


def test_what_is_voided_after_a_days_end_is_owed_in_the_next_report(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1, 2)
        await shop.confirm(1, amount=2 * PRICE)
        to_tomorrow(shop)
        await shop.void_signed(2, 1, 1)
        case = f"refund-due:V-{sale_id(2)}"
        assert owed_and_in_hand(await as_it_stands(shop)) == (0, 2 * PRICE)
        late = await close(shop, approval=await sign(shop, [case]))
        assert counts(late) == {DayFigure.SOLD: 2}
        assert owed_and_in_hand(cash(late)) == (0, 2 * PRICE)

        assert owed_and_in_hand(await as_it_stands(shop, TOMORROW)) == (PRICE, 0)
        own = await close(shop, TOMORROW, approval=await sign(shop, [case], TOMORROW))
        assert counts(own) == {DayFigure.VOIDED: 1}
        assert owed_and_in_hand(cash(own)) == (PRICE, 0)

    play(tmp_path, story)


def test_a_void_at_another_till_after_a_days_end_is_owed_in_that_tills_next_report(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        to_tomorrow(shop)
        await shop.void_signed(2, 1, till=OTHER_TILL)
        assert owed_and_in_hand(await as_it_stands(shop, till=OTHER_TILL)) == (0, 0)
        assert owed_and_in_hand(await as_it_stands(shop)) == (0, PRICE)
        own = await as_it_stands(shop, TOMORROW, till=OTHER_TILL)
        assert (own.returned_minor, *owed_and_in_hand(own)) == (PRICE, PRICE, 0)

    play(tmp_path, story)


def test_a_card_refused_after_a_days_end_is_owed_on_the_day_it_was_paid(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        code = await shop.find(CODES.at(APP, 1))
        await shop.change(changed(code, stop=StopReason.STOP_SALE, stopped_at=NOW))
        to_tomorrow(shop)
        await shop.confirm(1)  # paid before the day's end, told after it
        case = f"refund-due:{sale_id(1)}:1"
        assert owed_and_in_hand(await as_it_stands(shop)) == (PRICE, PRICE)
        late = await close(shop, approval=await sign(shop, [case]))
        assert counts(late) == {DayFigure.REFUSED: 1}
        assert owed_and_in_hand(cash(late)) == (PRICE, PRICE)

    play(tmp_path, story)


def test_a_card_paid_and_refused_after_a_days_end_is_owed_in_the_next_report(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        to_tomorrow(shop)
        await shop.reserve(1, 1)
        code = await shop.find(CODES.at(APP, 1))
        await shop.change(changed(code, stop=StopReason.STOP_SALE, stopped_at=NOW))
        act = confirm(1)
        paid_at = shop.clock.now_ms
        await shop.engine.submit(replace(act, request=with_facts(act.request, paid_at=paid_at)))
        case = f"refund-due:{sale_id(1)}:1"
        late = await close(shop, approval=await sign(shop, [case]))
        assert owed_and_in_hand(cash(late)) == (0, 0)
        assert owed_and_in_hand(await as_it_stands(shop, TOMORROW)) == (PRICE, PRICE)

    play(tmp_path, story)


def test_what_an_earlier_close_has_counted_as_going_back_stays_owed_when_it_is_voided_late(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1, 2)
        await shop.confirm(1, amount=2 * PRICE)
        await recall_sold(shop, 1)
        recalled = await sign(shop, [f"refund-due:{sale_id(1)}:1"])
        assert owed_and_in_hand(cash(await close(shop, approval=recalled))) == (PRICE, 2 * PRICE)
        to_day_after(shop)
        await shop.void_signed(2, 1)  # the recalled card and the other one
        case = f"refund-due:V-{sale_id(2)}"
        late = await close(shop, TOMORROW, approval=await sign(shop, [case], TOMORROW))
        assert owed_and_in_hand(cash(late)) == (PRICE, 0)
        own = await as_it_stands(shop, DAY_AFTER)
        assert (own.returned_minor, *owed_and_in_hand(own)) == (PRICE, 2 * PRICE, 0)

    play(tmp_path, story)


def test_a_held_sale_that_is_given_up_after_a_days_end_is_owed_where_it_is_counted(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        to_tomorrow(shop)
        await shop.void_signed(2, 1)
        await shop.reserve(3, 2)
        await shop.void_signed(4, 3)
        both = [f"refund-due:V-{sale_id(each)}" for each in (2, 4)]
        late = await close(shop, approval=await sign(shop, both))
        assert counts(late) == {DayFigure.REFUSED: 1}
        untold = money(content(late).money, None)  # no till has said how it was paid
        assert owed_and_in_hand(untold) == (PRICE, PRICE)
        own = await as_it_stands(shop, TOMORROW, kind=None)
        assert (own.owed_before_minor, *owed_and_in_hand(own)) == (PRICE, 2 * PRICE, PRICE)

    play(tmp_path, story)
