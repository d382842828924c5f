"""A case whose money leaves the drawer of another till than the one whose books have it going back.

The till that pays counts it; the other one keeps the price.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from card_contract.day_messages import DayMoney
from card_contract.messages import HandedBackRequest
from card_contract.outcomes import Refusal
from card_contract.states import StopReason
from server_stub.commands.day_close import DayClosed
from server_stub.commands.refunds import HandBackVoid
from server_stub.commands.unstored import Noted
from server_stub.domain.business_day import day_bounds_ms
from server_stub.domain.ids import TillId
from server_stub.queries.days import DayQueries
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import CODES
from server_stub.storage.rows.sales import CASES
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
    content,
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
    TILL,
    CoreShop,
    by_reference,
    ledger_of,
    play,
    sale_id,
    till_row,
    void_id,
)
from support.core_shop import cash as paid_cash
from support.recall_floor import RecallFloor, cards

CARD_CASE = f"refund-due:{sale_id(1)}:1"
VOID_CASE = f"refund-due:{void_id(2)}"


def told(row: DayMoney) -> tuple[int, int, int, int]:
    """What stays here, what was paid here for others, what is owed, and what has to be there."""
    return row.elsewhere_minor, row.for_others_minor, *owed_and_in_hand(row)


async def a_recalled_card(shop: CoreShop) -> str:
    await shop.sell(1, 1)
    await recall_sold(shop, 1)
    return CARD_CASE


async def a_refused_card(shop: CoreShop) -> str:
    await shop.reserve(1, 1)
    code = await shop.find(CODES.at(APP, 1))
    await shop.change(changed(code, stop=StopReason.STOP_SALE, stopped_at=NOW))
    await shop.confirm(1)
    return CARD_CASE


async def a_voided_card(shop: CoreShop) -> str:
    await shop.sell(1, 1)
    await shop.void_signed(2, 1)
    return VOID_CASE


async def an_unsigned_void(shop: CoreShop) -> str:
    await shop.sell(1, 1)
    assert (await shop.void(2, 1)).signature_owed
    return f"signature-owed:{void_id(2)}"


async def a_settlement_with_its_money_back(shop: CoreShop) -> str:
    await shop.reserve(1, 1)
    await shop.settle_signed(1, money_back=True, payment=paid_cash())
    return f"refund-due:{sale_id(1)}"


EVERY_CASE = pytest.mark.parametrize(
    "opened",
    [
        a_recalled_card,
        a_refused_card,
        a_voided_card,
        an_unsigned_void,
        a_settlement_with_its_money_back,
    ],
)
Opened = Callable[[CoreShop], Awaitable[str]]


@EVERY_CASE
def test_the_till_that_pays_counts_it_and_the_other_one_keeps_the_price(
    tmp_path: Path, opened: Opened
) -> None:
    async def story(shop: CoreShop) -> None:
        case = await opened(shop)
        assert isinstance(await shop.close_case(case, till=OTHER_TILL), Noted)
        # Its answer was lost, and the manager closes it once more.
        assert isinstance(await shop.close_case(case, till=OTHER_TILL), Noted)
        assert told(await as_it_stands(shop)) == (PRICE, 0, 0, PRICE)
        assert told(await as_it_stands(shop, till=OTHER_TILL)) == (0, PRICE, 0, -PRICE)

        kept, paid = await close(shop), await close(shop, till=OTHER_TILL)
        assert told(cash(kept)) == (PRICE, 0, 0, PRICE)
        assert told(cash(paid)) == (0, PRICE, 0, -PRICE)
        assert (await close(shop), await close(shop, till=OTHER_TILL)) == (kept, paid)
        to_tomorrow(shop)
        for till in (TILL, OTHER_TILL):
            assert told(cash(await close(shop, TOMORROW, till=till))) == (0, 0, 0, 0)

    play(tmp_path, story)


@EVERY_CASE
def test_what_a_close_has_counted_as_going_back_is_given_back_by_the_next(
    tmp_path: Path, opened: Opened
) -> None:
    async def story(shop: CoreShop) -> None:
        case = await opened(shop)
        first = await close(shop, approval=await sign(shop, [case]))
        assert told(cash(first)) == (0, 0, PRICE, PRICE)
        to_tomorrow(shop)
        await shop.close_case(case, till=OTHER_TILL)
        assert told(cash(await close(shop, TOMORROW))) == (PRICE, 0, 0, 0)
        assert told(cash(await close(shop, TOMORROW, till=OTHER_TILL))) == (0, PRICE, 0, -PRICE)
        to_day_after(shop)
        assert told(cash(await close(shop, DAY_AFTER))) == (0, 0, 0, 0)

    play(tmp_path, story)


@EVERY_CASE
def test_a_case_that_is_closed_at_its_own_till_moves_nothing_between_tills(
    tmp_path: Path, opened: Opened
) -> None:
    async def story(shop: CoreShop) -> None:
        case = await opened(shop)
        await shop.close_case(case)
        assert (await shop.find(CASES.at(APP, case))).paid_till_id is None
        assert told(cash(await close(shop))) == (0, 0, 0, 0)
        assert told(cash(await close(shop, till=OTHER_TILL))) == (0, 0, 0, 0)

    play(tmp_path, story)


def test_who_asks_again_at_yet_another_till_is_not_told_to_pay_there_too(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        case = await a_voided_card(shop)
        await shop.close_case(case, till=OTHER_TILL)
        assert (await shop.close_case(case)).refusal is Refusal.NOT_FOUND
        row = await shop.find(CASES.at(APP, case))
        assert (row.paid_till_id, row.kept_till_id, row.paid_minor) == (OTHER_TILL, TILL, PRICE)

    play(tmp_path, story)
    tills = [entry for entry in ledger_of(tmp_path / "shop.db") if "case.closed" in entry]
    assert len(tills) == 1
    assert any(isinstance(part, dict) and part.get("till") == OTHER_TILL for part in tills[0])


def test_the_till_that_voided_is_where_its_money_was_to_go_back(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        await shop.void_signed(2, 1, till=OTHER_TILL)
        await shop.close_case(f"refund-due:{void_id(2, OTHER_TILL)}", till=TILL)
        assert told(cash(await close(shop))) == (0, PRICE, 0, 0)
        assert told(cash(await close(shop, till=OTHER_TILL))) == (PRICE, 0, 0, 0)

    play(tmp_path, story)


def test_each_of_two_cards_leaves_the_drawer_where_it_was_paid(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1, 2)
        await shop.confirm(1, amount=2 * PRICE)
        await recall_sold(shop, 1, 2)
        await shop.close_case(CARD_CASE, till=OTHER_TILL)
        await shop.close_case(f"refund-due:{sale_id(1)}:2", till=TILL)
        assert told(cash(await close(shop))) == (PRICE, 0, 0, PRICE)
        assert told(cash(await close(shop, till=OTHER_TILL))) == (0, PRICE, 0, -PRICE)

    play(tmp_path, story)


def test_a_paid_sale_that_was_given_up_keeps_the_kind_that_nobody_told(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        await shop.void_signed(2, 1)
        await shop.close_case(VOID_CASE, till=OTHER_TILL)
        kept = money(content(await close(shop)).money, None)
        paid = money(content(await close(shop, till=OTHER_TILL)).money, None)
        assert (told(kept), told(paid)) == ((PRICE, 0, 0, PRICE), (0, PRICE, 0, -PRICE))

    play(tmp_path, story)


@EVERY_CASE
def test_what_was_paid_after_a_days_end_is_still_there_in_its_late_close(
    tmp_path: Path, opened: Opened
) -> None:
    async def story(shop: CoreShop) -> None:
        case = await opened(shop)
        to_tomorrow(shop)
        await shop.close_case(case, till=OTHER_TILL)
        assert told(cash(await close(shop))) == (0, 0, PRICE, PRICE)
        assert told(cash(await close(shop, till=OTHER_TILL))) == (0, 0, 0, 0)
        assert told(cash(await close(shop, TOMORROW))) == (PRICE, 0, 0, 0)
        assert told(cash(await close(shop, TOMORROW, till=OTHER_TILL))) == (0, PRICE, 0, -PRICE)

    play(tmp_path, story)


@pytest.mark.parametrize("is_void", [True, False])
def test_what_began_and_was_paid_after_a_days_end_is_not_owed_in_its_late_close(
    tmp_path: Path, is_void: bool
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        to_tomorrow(shop)
        await (shop.void_signed(2, 1) if is_void else recall_sold(shop, 1))
        await shop.close_case(VOID_CASE if is_void else CARD_CASE, till=OTHER_TILL)
        assert told(cash(await close(shop))) == (0, 0, 0, PRICE)
        assert told(cash(await close(shop, TOMORROW))) == (PRICE, 0, 0, 0)

    play(tmp_path, story)


def test_a_till_that_is_shut_out_gets_it_in_the_close_that_another_makes(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        case = await a_voided_card(shop)
        await shop.change(changed(await shop.find(TILLS.at(APP, TILL)), revoked_at=NOW))
        await shop.sow(till_row(TillId("T3")))
        await shop.close_case(case, till=TillId("T3"))
        assert told(cash(await close(shop, here=TillId("T3")))) == (PRICE, 0, 0, PRICE)

    play(tmp_path, story)


def test_a_till_that_has_paid_too_is_short_of_it_and_the_ledger_tells_of_both(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        case = await a_voided_card(shop)
        await shop.close_case(case, till=OTHER_TILL)
        await shop.engine.submit(
            HandBackVoid(
                app_id=APP,
                till_id=TILL,
                void_id=void_id(2),
                request=HandedBackRequest(at=shop.clock.now_ms),
            )
        )
        assert told(cash(await close(shop))) == (PRICE, 0, 0, PRICE)
        assert told(cash(await close(shop, till=OTHER_TILL))) == (0, PRICE, 0, -PRICE)

    play(tmp_path, story)
    assert [entry for entry in ledger_of(tmp_path / "shop.db") if "refund.twice" in entry]


def test_a_book_that_was_read_before_the_payment_is_read_again(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        case = await a_voided_card(shop)
        kept, paid = await command(shop), await command(shop, till=OTHER_TILL)
        await shop.close_case(case, till=OTHER_TILL)
        for read_before in (kept, paid):
            assert (await shop.engine.submit(read_before)).refusal is Refusal.BUSY

    play(tmp_path, story)


@pytest.mark.parametrize("till", [TILL, OTHER_TILL])
def test_a_payment_while_a_day_is_read_is_in_that_report_or_in_the_next(
    tmp_path: Path, till: TillId
) -> None:
    async def story(shop: CoreShop) -> None:
        floor = RecallFloor(shop)
        await floor.hire_tom()
        said = 0
        for card in range(1, READS + 1):
            day = TODAY + dt.timedelta(days=card)
            shop.clock.now_ms = day_bounds_ms(day, BERLIN)[0]
            await shop.sell(card, card)

            async def happens(card: int = card) -> None:
                # Recalled, and its customer is paid at once at the other till.
                await floor.carried_out(cards(card), number=card, include_sold=True)
                await shop.close_case(f"refund-due:{sale_id(card)}:{card}", till=OTHER_TILL)

            interrupted: Any = Interrupted(shop.reader, card, happens)
            answer = await shop.engine.submit(
                await command(shop, day, till=till, reader=interrupted)
            )
            while not isinstance(answer, DayClosed):
                assert answer.refusal is Refusal.BUSY
                answer = await close(shop, day, till=till)
            if (await shop.find(CASES.at(APP, f"refund-due:{sale_id(card)}:{card}"))) is None:
                await happens()  # there were fewer reads than that
            said += cash(answer).in_hand_minor
            wanted = card * PRICE if till == TILL else -card * PRICE
            assert said in {wanted, wanted + PRICE}, f"after {card} reads"
        shop.clock.now_ms = day_bounds_ms(day + dt.timedelta(days=1), BERLIN)[0]
        last = await close(shop, day + dt.timedelta(days=1), till=till)
        assert said + cash(last).in_hand_minor == (
            READS * PRICE if till == TILL else -READS * PRICE
        )

    play(tmp_path, story, cards=READS)


async def listed(shop: CoreShop, till: TillId, z_number: int = 0) -> tuple[int, int]:
    """What came in and what went back, as they are compared with the shop's own system."""
    days, end_ms = DayQueries(shop.reader), shop.clock.now_ms + 1
    sales, voids = await days.lists_of(APP, till, z_number, end_ms)
    return sum(sale.amount_minor for sale in sales), sum(void.amount_minor for void in voids)


@EVERY_CASE
@pytest.mark.parametrize("paid_by", [None, TILL, OTHER_TILL])
def test_the_lists_compared_with_the_shops_own_system_add_up_to_the_reports_money(
    tmp_path: Path, opened: Opened, paid_by: TillId | None
) -> None:
    async def story(shop: CoreShop) -> None:
        case = await opened(shop)
        if paid_by is not None:
            assert isinstance(await shop.close_case(case, till=paid_by), Noted)
        goes_back = 0 if paid_by is OTHER_TILL else PRICE
        assert await listed(shop, TILL) == (PRICE, goes_back)
        assert await listed(shop, OTHER_TILL) == (0, PRICE - goes_back)
        for till in (TILL, OTHER_TILL):
            row = await as_it_stands(shop, till=till)
            went_back = row.returned_minor - row.elsewhere_minor + row.for_others_minor
            assert await listed(shop, till) == (row.taken_minor, went_back)
        approval = None if paid_by is not None else await sign(shop, [case])
        for till, owing in ((TILL, approval), (OTHER_TILL, None)):
            before = await listed(shop, till)
            assert isinstance(await close(shop, till=till, approval=owing), DayClosed)
            assert (await listed(shop, till), await listed(shop, till, 1)) == ((0, 0), before)

    play(tmp_path, story)


def test_every_refund_is_listed_with_its_sales_number_and_reference(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        await shop.confirm(1, payment=by_reference("CARD-1"))
        await recall_sold(shop, 1)
        _, (back,) = await DayQueries(shop.reader).lists_of(APP, TILL, 0, shop.clock.now_ms + 1)
        number = sale_id(1).receipt_number
        assert (back.receipt_number, back.reference) == (number, "CARD-1")

    play(tmp_path, story)
