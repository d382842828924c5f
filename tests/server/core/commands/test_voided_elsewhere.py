"""A recalled card whose price one till's close has counted as going back, and another till voids.

The price leaves the drawer that pays it: it is counted there, and given back to the first.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

from msgspec.structs import replace as with_facts

from card_contract.day_messages import DayMoney
from card_contract.outcomes import Refusal
from card_contract.states import DayFigure
from server_stub.commands.day_close import DayClosed
from server_stub.domain.business_day import day_bounds_ms
from server_stub.domain.ids import TillId
from server_stub.storage.change import changed
from server_stub.storage.rows.staff import TILLS
from support.closing import (
    BERLIN,
    DAY_AFTER,
    READS,
    TODAY,
    TOMORROW,
    Interrupted,
    as_it_stands,
    cash,
    close,
    command,
    counts,
    owed_and_in_hand,
    recall_sold,
    sign,
    to_day_after,
    to_tomorrow,
)
from support.core_shop import (
    APP,
    NOW,
    OTHER_TILL,
    PRICE,
    TILL,
    CoreShop,
    play,
    sale_id,
    till_row,
    void,
)
from support.recall_floor import RecallFloor, cards

CASE_OF_VOID = f"refund-due:V-{sale_id(2, OTHER_TILL)}"


async def recalled_and_counted(shop: CoreShop, *which: int) -> None:
    """Cards of one sale are recalled, and their till's close counts them; then comes the next day."""
    await shop.sell(1, *which)
    await recall_sold(shop, *which)
    approval = await sign(shop, [f"refund-due:{sale_id(1)}:{card}" for card in which])
    first = await close(shop, approval=approval)
    total = len(which) * PRICE
    assert (cash(first).returned_minor, *owed_and_in_hand(cash(first))) == (total, total, total)
    to_tomorrow(shop)


def told(row: DayMoney) -> tuple[int, int, int, int]:
    """What went back, what did so elsewhere, what is owed, and what has to be there."""
    return row.returned_minor, row.elsewhere_minor, *owed_and_in_hand(row)


def test_the_till_that_voids_counts_the_price_and_the_first_one_keeps_it(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await recalled_and_counted(shop, 1)
        await shop.void_signed(2, 1, till=OTHER_TILL)
        assert told(await as_it_stands(shop, TOMORROW)) == (0, PRICE, 0, 0)
        paying = await as_it_stands(shop, TOMORROW, till=OTHER_TILL)
        assert told(paying) == (PRICE, 0, PRICE, 0)

        await shop.close_case(CASE_OF_VOID, till=OTHER_TILL)
        voided = await close(shop, TOMORROW, till=OTHER_TILL)
        assert counts(voided) == {DayFigure.VOIDED: 1}
        assert told(cash(voided)) == (PRICE, 0, 0, -PRICE)
        kept = await close(shop, TOMORROW)
        assert counts(kept) == {}
        assert told(cash(kept)) == (0, PRICE, 0, 0)
        assert await close(shop, TOMORROW) == kept  # its answer was lost

        to_day_after(shop)
        for till in (TILL, OTHER_TILL):
            assert told(cash(await close(shop, DAY_AFTER, till=till))) == (0, 0, 0, 0)

    play(tmp_path, story)


def test_the_same_till_pays_what_its_close_has_counted(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await recalled_and_counted(shop, 1)
        await shop.void_signed(2, 1)
        await shop.close_case(f"refund-due:V-{sale_id(2)}")
        assert told(cash(await close(shop, TOMORROW))) == (0, 0, 0, -PRICE)

    play(tmp_path, story)


def test_what_no_close_has_counted_is_the_paying_tills_alone(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        await recall_sold(shop, 1)
        await shop.void_signed(2, 1, till=OTHER_TILL)
        await shop.close_case(CASE_OF_VOID, till=OTHER_TILL)
        first = await close(shop)
        assert counts(first) == {DayFigure.SOLD: 1}
        assert told(cash(first)) == (0, 0, 0, PRICE)
        assert told(cash(await close(shop, till=OTHER_TILL))) == (PRICE, 0, 0, -PRICE)
        to_tomorrow(shop)
        assert told(cash(await close(shop, TOMORROW))) == (0, 0, 0, 0)

    play(tmp_path, story)


def test_each_card_goes_back_where_it_was_voided(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await recalled_and_counted(shop, 1, 2, 3)
        await shop.void_signed(2, 1, 1, till=OTHER_TILL)
        await shop.void_signed(3, 1, 2)
        left = await sign(
            shop, [f"refund-due:V-{sale_id(3)}", f"refund-due:{sale_id(1)}:3"], TOMORROW
        )
        answer = await close(shop, TOMORROW, approval=left)
        assert counts(answer) == {DayFigure.VOIDED: 1}
        assert told(cash(answer)) == (0, PRICE, 2 * PRICE, 0)

        to_day_after(shop)
        await shop.void_signed(4, 1, 3, till=OTHER_TILL)
        left = await sign(shop, [f"refund-due:V-{sale_id(3)}"], DAY_AFTER)
        answer = await close(shop, DAY_AFTER, approval=left)
        assert told(cash(answer)) == (0, PRICE, PRICE, 0)

    play(tmp_path, story)


def test_the_same_void_again_and_another_one_change_nothing(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await recalled_and_counted(shop, 1)
        first = await shop.void_signed(2, 1, till=OTHER_TILL)
        again = void(2, 1, till=OTHER_TILL, approval="void-2")
        assert (await shop.engine.submit(again)).refund_minor == first.refund_minor == PRICE
        assert told(cash(await close(shop, TOMORROW))) == (0, PRICE, 0, 0)

        assert (await shop.engine.submit(again)).refund_minor == PRICE
        other = await shop.void_signed(3, 1, till=OTHER_TILL)
        assert other.refusal is Refusal.SALE_VOIDED
        to_day_after(shop)
        assert told(cash(await close(shop, DAY_AFTER))) == (0, 0, 0, 0)
        paying = await as_it_stands(shop, DAY_AFTER, till=OTHER_TILL)
        assert told(paying) == (PRICE, 0, PRICE, 0)

    play(tmp_path, story)


def test_what_is_voided_after_a_days_end_is_still_to_be_handed_back_in_its_late_close(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await recalled_and_counted(shop, 1)
        to_day_after(shop)
        await shop.void_signed(2, 1, till=OTHER_TILL)
        assert told(cash(await close(shop, TOMORROW))) == (0, 0, PRICE, 0)
        assert told(cash(await close(shop, DAY_AFTER))) == (0, PRICE, 0, 0)

    play(tmp_path, story)


def test_a_till_that_is_shut_out_gets_it_in_the_close_that_another_makes(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await recalled_and_counted(shop, 1)
        await shop.change(changed(await shop.find(TILLS.at(APP, TILL)), revoked_at=NOW))
        await shop.sow(till_row(TillId("T3")))
        await shop.void_signed(2, 1, till=OTHER_TILL)
        last = await close(shop, TOMORROW, here=TillId("T3"))
        assert told(cash(last)) == (0, PRICE, 0, 0)

    play(tmp_path, story)


def test_what_another_close_has_given_back_meanwhile_is_not_given_again(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await recalled_and_counted(shop, 1)
        await shop.void_signed(2, 1, till=OTHER_TILL)
        to_day_after(shop)
        read_before = await command(shop, DAY_AFTER)
        assert told(cash(await close(shop, TOMORROW))) == (0, PRICE, 0, 0)
        assert (await shop.engine.submit(read_before)).refusal is Refusal.BUSY
        assert told(cash(await close(shop, DAY_AFTER))) == (0, 0, 0, 0)

    play(tmp_path, story)


def test_a_void_elsewhere_while_a_day_is_read_leaves_the_price_in_the_drawer(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        floor = RecallFloor(shop)
        await floor.hire_tom()
        for card in range(1, READS + 1):
            day, next_day = (TODAY + dt.timedelta(days=2 * card + more) for more in (0, 1))
            shop.clock.now_ms = day_bounds_ms(day, BERLIN)[0]
            await shop.sell(card, card)
            await floor.carried_out(cards(card), number=card, include_sold=True)
            case = f"refund-due:{sale_id(card)}:{card}"
            await close(shop, day, approval=await sign(shop, [case], day))
            shop.clock.now_ms = day_bounds_ms(next_day, BERLIN)[0]

            async def happens(card: int = card) -> None:
                await shop.void_signed(100 + card, card, till=OTHER_TILL)

            interrupted: Any = Interrupted(shop.reader, card, happens)
            asked = await command(shop, next_day, reader=interrupted)
            approval = await sign(shop, [case], next_day)
            signed = with_facts(asked.request, approval=approval)
            answer = await shop.engine.submit(replace(asked, request=signed))
            while not isinstance(answer, DayClosed):
                assert answer.refusal is Refusal.BUSY
                answer = await close(shop, next_day)
            assert told(cash(answer)) == (0, PRICE, 0, 0), f"after {card} reads"

    play(tmp_path, story, cards=READS)
