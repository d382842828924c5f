"""A day is closed by the amounts that it has, and what was found otherwise is explained."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from card_contract.outcomes import Refusal
from card_contract.states import StopReason
from server_stub.commands.day_close import DayClosed
from server_stub.queries.days import DayQueries
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import CODES
from server_stub.storage.rows.days import DAY_CLOSES
from support.closing import (
    TODAY,
    TOMORROW,
    as_it_stands,
    cash,
    close,
    sign,
    to_tomorrow,
)
from support.core_shop import APP, NOW, PRICE, TILL, CoreShop, play, sale_id
from support.core_shop import cash as paid_in_cash
from support.settling import SALE_CASE, money_back


async def closed_row(shop: CoreShop) -> Any:
    return await shop.find(DAY_CLOSES.at(APP, TILL, TODAY.isoformat()))


def test_a_sale_between_the_report_and_the_close_is_seen_before_anything_is_closed(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        seen = (await as_it_stands(shop)).in_hand_minor
        counted = {"counted_cash_minor": seen, "expected_cash_minor": seen}
        await shop.sell(2, 2)
        outdated = await close(shop, **counted, note="and a reason does not help")
        assert outdated.refusal is Refusal.DAY_CHANGED
        assert await closed_row(shop) is None
        counted = dict.fromkeys(counted, 2 * PRICE)
        first = await close(shop, **counted)
        assert (cash(first).in_hand_minor, first.row.z_number) == (2 * PRICE, 1)
        assert await close(shop, **counted) == first, "its reply was lost"
        to_tomorrow(shop)
        assert await close(shop, **counted) == first
        another = await close(shop, **(counted | {"expected_cash_minor": PRICE}))
        assert another.refusal is Refusal.DAY_CLOSED

    play(tmp_path, story)


def test_a_day_on_which_more_went_back_than_came_in_is_counted_below_zero(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        await close(shop)
        to_tomorrow(shop)
        await shop.void_signed(2, 1)
        await shop.close_case(f"refund-due:V-{sale_id(2)}")
        assert (await as_it_stands(shop, TOMORROW)).in_hand_minor == -PRICE
        invented = await close(shop, TOMORROW, counted_cash_minor=0)
        assert invented.refusal is Refusal.DAY_DIFFERS
        found = {"counted_cash_minor": -PRICE, "expected_cash_minor": -PRICE}
        second = await close(shop, TOMORROW, **found)
        assert (second.row.counted_cash_minor, cash(second).in_hand_minor) == (-PRICE, -PRICE)

    play(tmp_path, story)


@pytest.mark.parametrize(
    "found",
    [
        {"counted_cash_minor": PRICE - 1},
        {"counted_cash_minor": PRICE + 1, "expected_cash_minor": PRICE},
        {"pos_total_minor": PRICE - 1},
        {"pos_total_minor": PRICE, "pos_compared_minor": PRICE, "pos_differing": 2},
    ],
)
def test_a_difference_is_closed_with_a_reason_alone(tmp_path: Path, found: dict[str, int]) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        for blank in ("", "  x  "):
            refused = await close(shop, **found, note=blank)
            assert refused.refusal is Refusal.DAY_DIFFERS
        assert await closed_row(shop) is None
        first = await close(shop, **found, note="a coin rolled away")
        assert isinstance(first, DayClosed)
        assert await close(shop, **found, note="a coin rolled away") == first

    play(tmp_path, story)


def test_a_close_has_what_the_shops_own_system_was_compared_with(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        asked = {"pos_total_minor": PRICE, "pos_compared_minor": PRICE, "pos_differing": 0}
        await shop.sell(2, 2)
        assert (await close(shop, **asked)).refusal is Refusal.DAY_CHANGED
        asked |= {"pos_compared_minor": 2 * PRICE, "pos_differing": 1, "note": "one is missing"}
        first = await close(shop, **asked)
        kept = (first.row.pos_total_minor, first.row.pos_compared_minor, first.row.pos_differing)
        assert kept == (PRICE, 2 * PRICE, 1)
        assert await close(shop, **asked) == first
        assert (await close(shop, **asked | {"pos_differing": 2})).refusal is Refusal.DAY_CLOSED
        # The till's last close is read by columns of its own.
        assert await DayQueries(shop.reader).last_close(APP, TILL) == first.row

    play(tmp_path, story)


def test_what_a_file_is_compared_with_is_what_the_lists_of_the_day_come_to(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        await money_back(shop, payment=paid_in_cash())
        await shop.sell(2, 2)
        await shop.void_signed(3, 2)
        await shop.reserve(4, 3)
        code = await shop.find(CODES.at(APP, 3))
        await shop.change(changed(code, stop=StopReason.STOP_SALE, stopped_at=NOW))
        await shop.confirm(4)  # its card is refused: paid all the same
        await shop.sell(5, 4)
        await shop.reserve(6, 5)
        await shop.void_signed(7, 6)  # nobody has told how it was paid, and so it is in neither
        await shop.reserve(8, 6)
        days, end_ms = DayQueries(shop.reader), shop.clock.now_ms + 1
        sales, went_back = await days.lists_of(APP, TILL, 0, end_ms)
        sold, back = (sum(each.amount_minor for each in listed) for listed in (sales, went_back))
        assert (sold, back) == (4 * PRICE, 3 * PRICE)
        open_items = [
            SALE_CASE,
            f"refund-due:V-{sale_id(3)}",
            f"refund-due:{sale_id(4)}:3",
            f"refund-due:V-{sale_id(7)}",
            str(sale_id(8)),
        ]
        approval = await sign(shop, open_items)
        closed = await close(shop, pos_total_minor=sold - back, approval=approval)
        assert closed.row.pos_compared_minor == sold - back

    play(tmp_path, story, cards=6)
