"""What a day owes that is closed late, or read while money comes to be owed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace as with_facts

from card_contract.outcomes import Refusal
from card_contract.states import DayFigure, StopReason
from server_stub.commands.day_close import DayClosed
from server_stub.domain.business_day import day_bounds_ms
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import CODES
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
    content,
    counts,
    money,
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
    CoreShop,
    by_reference,
    confirm,
    play,
    sale_id,
)
from support.recall_floor import RecallFloor, cards

# --- A day that is closed late -------------------------------------------------------------------


@pytest.mark.parametrize("money_goes_back", [False, True])
def test_a_sale_settled_elsewhere_is_in_its_own_tills_drawer_once_whatever_that_one_tells_later(
    tmp_path: Path, *, money_goes_back: bool
) -> None:
    """Its till, which was off, confirms it the other way after the day has been closed."""

    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        await shop.settle_signed(1, money_back=money_goes_back)
        case = f"refund-due:{sale_id(1)}"
        due = PRICE if money_goes_back else 0
        signed = await sign(shop, [case]) if money_goes_back else None
        own, other = await close(shop, approval=signed), await close(shop, till=OTHER_TILL)
        assert owed_and_in_hand(cash(own)) == (due, PRICE)
        assert owed_and_in_hand(cash(other)) == (0, 0)

        to_tomorrow(shop)
        await shop.confirm(1, payment=by_reference("CARD-77"))
        if money_goes_back:
            await shop.close_case(case)
        differs = await sign(shop, [f"payment-differs:{sale_id(1)}"], TOMORROW)
        own = await close(shop, TOMORROW, approval=differs)
        other = await close(shop, TOMORROW, till=OTHER_TILL)
        # What went back did so the way that was counted before; nothing else has moved.
        assert cash(own).in_hand_minor == -due
        assert sum(row.in_hand_minor for row in content(own).money) == -due
        assert {row.in_hand_minor for row in content(other).money} == {0}

    play(tmp_path, story)


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


# --- What happens while a day is read ------------------------------------------------------------


@pytest.mark.parametrize("is_void", [True, False])
def test_money_that_comes_to_be_owed_while_a_day_is_read_is_in_the_drawer(
    tmp_path: Path, is_void: bool
) -> None:
    async def story(shop: CoreShop) -> None:
        floor = RecallFloor(shop)
        await floor.hire_tom()
        said = 0
        for card in range(1, READS + 1):
            day = TODAY + dt.timedelta(days=card)
            shop.clock.now_ms = day_bounds_ms(day, BERLIN)[0] + 9 * 3_600_000
            await shop.sell(card, card)

            async def happens(card: int = card) -> None:
                if is_void:
                    await shop.void_signed(100 + card, card)
                else:
                    await floor.carried_out(cards(card), number=card, include_sold=True)

            void, sale = f"V-{sale_id(100 + card)}", f"{sale_id(card)}:{card}"
            case = f"refund-due:{void if is_void else sale}"
            interrupted: Any = Interrupted(shop.reader, card, happens)
            asked = await command(shop, day, reader=interrupted)
            approval = await sign(shop, [case], day)
            answer = await shop.engine.submit(asked)
            while not isinstance(answer, DayClosed):
                if answer.refusal is Refusal.BUSY:
                    asked = await command(shop, day)
                request = with_facts(asked.request, approval=approval)
                answer = await shop.engine.submit(replace(asked, request=request))
            said += cash(answer).in_hand_minor
            assert said == PRICE, f"after {card} reads"
            await shop.close_case(case)

    play(tmp_path, story, cards=READS)


def test_a_recall_that_another_close_has_counted_meanwhile_is_read_again(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        await close(shop)
        to_tomorrow(shop)
        await recall_sold(shop, 1)
        to_day_after(shop)
        case = f"refund-due:{sale_id(1)}:1"
        approval = await sign(shop, [case], DAY_AFTER)
        read_before = await command(shop, DAY_AFTER, approval=approval)
        await close(shop, TOMORROW, approval=await sign(shop, [case], TOMORROW))
        assert (await shop.engine.submit(read_before)).refusal is Refusal.BUSY
        answer = await close(shop, DAY_AFTER, approval=approval)
        assert owed_and_in_hand(cash(answer)) == (PRICE, 0)

    play(tmp_path, story)
