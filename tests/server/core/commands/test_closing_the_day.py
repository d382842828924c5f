"""The close of a till's day: every sale in exactly one report, and what is open signed for."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from card_contract.outcomes import Refusal
from card_contract.states import CodeState, DayFigure, HoldState, OpenKind, StopReason
from server_stub.commands.approvals import approval_id
from server_stub.commands.day_close import DayClosed
from server_stub.domain.ids import TillId
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import CODES
from server_stub.storage.rows.days import DAY_CLOSES
from server_stub.storage.rows.sales import CASES, SALES
from server_stub.storage.rows.staff import APPROVALS, TILLS
from support.closing import (
    DAY_AFTER,
    TODAY,
    TOMORROW,
    cash,
    close,
    command,
    content,
    counts,
    invalidated_by_two,
    items,
    recall_sold,
    sign,
    to_day_after,
    to_tomorrow,
)
from support.core_shop import (
    APP,
    CAMPAIGN,
    CLERK,
    MANAGER,
    NOW,
    OTHER_TILL,
    PRICE,
    TILL,
    CoreShop,
    by_reference,
    code_row,
    play,
    read_all,
    sale_id,
    secret_row,
    till_row,
)
from support.recall_floor import RecallFloor
from support.redemption_desk import Desk, code


def test_a_closed_day_has_what_was_sold_voided_and_paid(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        await shop.reserve(2, 2)
        await shop.confirm(2, payment=by_reference("A1"))
        await shop.void_signed(3, 1)
        case = f"refund-due:V-{sale_id(3)}"
        await shop.close_case(case)
        answer = await close(shop, counted_cash_minor=100, note="a coin was found")
        assert counts(answer) == {DayFigure.SOLD: 2, DayFigure.VOIDED: 1}
        assert cash(answer).in_hand_minor == 0
        row = await shop.find(DAY_CLOSES.at(APP, TILL, TODAY.isoformat()))
        assert (row.z_number, row.closed_by, row.counted_cash_minor) == (1, MANAGER, 100)
        assert row.note == "a coin was found"
        products = {(line.operator_id, line.campaign) for line in content(answer).rows}
        assert products == {(CLERK, "gift25")}

    play(tmp_path, story)


def test_a_day_without_a_sale_is_closed_too_and_numbers_have_no_gap(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        first = await close(shop)
        to_tomorrow(shop)
        refused = await close(shop, TOMORROW, who=CLERK)
        second = await close(shop, TOMORROW)
        other = await close(shop, TOMORROW, till=OTHER_TILL)
        assert refused.refusal is Refusal.NO_OPERATOR
        assert [answer.row.z_number for answer in (first, second, other)] == [1, 2, 1]
        assert content(first).rows == []

    play(tmp_path, story)


def test_the_same_close_is_answered_again_and_another_refused(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        first = await close(shop, counted_cash_minor=PRICE)
        again = await close(shop, counted_cash_minor=PRICE)
        assert again == first
        other = await close(shop, counted_cash_minor=PRICE + 1)
        assert other.refusal is Refusal.DAY_CLOSED
        to_tomorrow(shop)
        assert (await close(shop, TOMORROW)).row.z_number == 2

    play(tmp_path, story)


def test_an_earlier_day_than_the_last_closed_one_stays_as_it_was(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        to_tomorrow(shop)
        await close(shop, TOMORROW)
        assert (await close(shop, TODAY)).refusal is Refusal.DAY_CLOSED

    play(tmp_path, story)


def test_a_day_that_has_not_begun_is_not_closed(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        assert (await close(shop, TOMORROW)).refusal is Refusal.DAY_AHEAD

    play(tmp_path, story)


def test_what_is_open_is_signed_for_and_counted_where_it_ends(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        assert (await close(shop)).refusal is Refusal.DAY_OPEN
        approval = await sign(shop, [str(sale_id(1))])
        answer = await close(shop, approval=approval)
        assert counts(answer) == {DayFigure.IN_DOUBT: 1}
        assert [item.kind for item in content(answer).open] == [OpenKind.HELD]
        assert answer.row.signed_by == MANAGER
        assert (await shop.find(APPROVALS.at(APP, approval_id(approval)))).used_at is not None

        await shop.confirm(1)
        to_tomorrow(shop)
        later = await close(shop, TOMORROW)
        assert counts(later) == {}
        assert counts(later, late=True) == {DayFigure.SOLD: 1}
        assert cash(later).in_hand_minor == PRICE

    play(tmp_path, story)


def test_a_signature_for_other_items_or_another_day_does_not_serve(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        await shop.reserve(2, 2)
        for_one = await sign(shop, [str(sale_id(1))])
        assert (await close(shop, approval=for_one)).refusal is Refusal.APPROVAL_INVALID
        both = [str(sale_id(1)), str(sale_id(2))]
        other_day = await sign(shop, both, TOMORROW)
        assert (await close(shop, approval=other_day)).refusal is Refusal.APPROVAL_INVALID
        assert await shop.find(DAY_CLOSES.at(APP, TILL, TODAY.isoformat())) is None
        right = await sign(shop, both)
        assert isinstance(await close(shop, approval=right), DayClosed)

    play(tmp_path, story)


def test_what_only_the_tills_journal_knows_is_open_too(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        known = items([str(sale_id(9))])
        assert (await close(shop, at_till=known)).refusal is Refusal.DAY_OPEN
        approval = await sign(shop, [str(sale_id(9))])
        answer = await close(shop, at_till=known, approval=approval)
        assert [item.item_id for item in content(answer).open] == [str(sale_id(9))]

    play(tmp_path, story)


def test_a_sale_told_late_for_a_closed_day_is_in_the_next_report(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        await close(shop)
        await shop.sell(2, 2)  # paid on the day that is closed
        to_tomorrow(shop)
        answer = await close(shop, TOMORROW)
        assert counts(answer, late=True) == {DayFigure.SOLD: 1}
        assert counts(answer) == {}
        assert (await shop.find(SALES.at(APP, str(sale_id(2))))).z_number == 2

    play(tmp_path, story)


def test_todays_sales_are_no_part_of_yesterdays_close(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        to_tomorrow(shop)
        await shop.reserve(2, 2)
        approval = await sign(shop, [])
        answer = await close(shop, TODAY, approval=approval)
        assert counts(answer) == {DayFigure.SOLD: 1}
        assert content(answer).open == []

    play(tmp_path, story)


def test_money_not_yet_handed_back_stays_in_the_till_until_it_is(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        await shop.void_signed(2, 1)
        case = f"refund-due:V-{sale_id(2)}"
        approval = await sign(shop, [case])
        answer = await close(shop, approval=approval)
        assert (cash(answer).owed_minor, cash(answer).in_hand_minor) == (PRICE, PRICE)
        to_tomorrow(shop)
        await shop.close_case(case)
        later = await close(shop, TOMORROW)
        assert cash(later).in_hand_minor == -PRICE

    play(tmp_path, story)


def test_a_card_refused_at_its_payment_is_counted_and_owed(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        code = await shop.find(CODES.at(APP, 1))
        await shop.change(changed(code, stop=StopReason.STOP_SALE, stopped_at=NOW))
        await shop.confirm(1)
        case = f"refund-due:{sale_id(1)}:1"
        answer = await close(shop, approval=await sign(shop, [case]))
        assert counts(answer) == {DayFigure.REFUSED: 1}
        assert cash(answer).in_hand_minor == PRICE

    play(tmp_path, story)


def test_a_sold_card_that_is_recalled_is_counted_at_its_till(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        await close(shop)
        to_tomorrow(shop)
        await recall_sold(shop, 1)
        case = f"refund-due:{sale_id(1)}:1"
        answer = await close(shop, TOMORROW, approval=await sign(shop, [case], TOMORROW))
        assert counts(answer) == {DayFigure.RECALLED: 1}

    play(tmp_path, story)


def test_a_sold_card_that_staff_took_out_of_use_is_counted_until_a_void_hands_its_money_back(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        await shop.sell(3, 2)
        await RecallFloor(shop).hire_tom()
        assert (await invalidated_by_two(shop, 1)).outcome is RedemptionOutcome.DONE
        case = f"refund-due:{sale_id(1)}:1"
        first = await close(shop, approval=await sign(shop, [case]))
        assert counts(first) == {DayFigure.SOLD: 2, DayFigure.RECALLED: 1}
        assert cash(first).returned_minor == PRICE
        to_tomorrow(shop)
        voided = await shop.void_signed(2, 1)
        assert [line.refusal for line in voided.lines] == [None]
        assert (await shop.find(CASES.at(APP, case))).closing_reason == "voided"
        approval = await sign(shop, [f"refund-due:V-{sale_id(2)}"], TOMORROW)
        answer = await close(shop, TOMORROW, approval=approval)
        assert cash(answer).returned_minor == 0  # it went back once

    play(tmp_path, story)


def test_only_a_card_that_a_till_sold_leaves_money_to_be_handed_back(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        sold: dict[str, Any] = {
            "state": CodeState.AVAILABLE,
            "hold": HoldState.SOLD,
            "sale_id": "server:web",
        }
        await shop.sow(code_row(901, number=None, **sold))
        await RecallFloor(shop).hire_tom()
        await shop.reserve(1, 1)
        for card in (901, 1, 2):  # by a server, held, free
            done = await invalidated_by_two(shop, card, key=f"portal:anna:{card}")
            assert done.outcome is RedemptionOutcome.DONE

    shop = play(tmp_path, story)
    assert read_all(shop.path, "SELECT case_id FROM cases") == []


def test_the_price_of_a_sold_card_that_a_server_took_out_of_use_is_counted_as_going_back(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sow(secret_row(shop.keys, 1, code(1)))
        await shop.sell(1, 1)
        await Desk(shop).invalidate(code(1), CAMPAIGN)
        case = f"refund-due:{sale_id(1)}:1"
        answer = await close(shop, approval=await sign(shop, [case]))
        assert counts(answer) == {DayFigure.SOLD: 1, DayFigure.RECALLED: 1}
        assert cash(answer).returned_minor == PRICE

    play(tmp_path, story)


def test_the_price_of_a_card_recalled_in_one_close_and_voided_in_the_next_goes_back_once(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        await recall_sold(shop, 1)
        case = f"refund-due:{sale_id(1)}:1"
        first = await close(shop, approval=await sign(shop, [case]))
        assert cash(first).returned_minor == PRICE
        to_tomorrow(shop)
        await shop.void_signed(2, 1)
        approval = await sign(shop, [f"refund-due:V-{sale_id(2)}"], TOMORROW)
        answer = await close(shop, TOMORROW, approval=approval)
        assert counts(answer) == {DayFigure.VOIDED: 1}
        assert cash(answer).returned_minor == 0

    play(tmp_path, story)


def test_a_card_that_is_recalled_while_its_day_is_closed_is_in_the_next_report(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        read_before = await command(shop)
        await recall_sold(shop, 1)
        assert counts(await shop.engine.submit(read_before)) == {DayFigure.SOLD: 1}
        to_tomorrow(shop)
        case = f"refund-due:{sale_id(1)}:1"
        late = await close(shop, TOMORROW, approval=await sign(shop, [case], TOMORROW))
        assert counts(late, late=True) == {DayFigure.RECALLED: 1}
        to_day_after(shop)
        approval = await sign(shop, [case], DAY_AFTER)
        assert counts(await close(shop, DAY_AFTER, approval=approval)) == {}

    play(tmp_path, story)


def test_a_paid_sale_that_was_voided_before_it_was_active_is_refused(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 1)
        await shop.void_signed(2, 1)
        await shop.close_case(f"refund-due:V-{sale_id(2)}")
        answer = await close(shop)
        assert counts(answer) == {DayFigure.REFUSED: 1}
        assert cash(answer).in_hand_minor == 0

    play(tmp_path, story)


def test_a_book_that_has_changed_since_it_was_read_is_read_again(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        read_before = await command(shop)
        await shop.sell(2, 2)
        assert (await shop.engine.submit(read_before)).refusal is Refusal.BUSY
        assert counts(await close(shop)) == {DayFigure.SOLD: 2}

    play(tmp_path, story)


def test_two_managers_who_close_at_once_make_one_close(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        mine, other = await command(shop), await command(shop, note="me too")
        answers = await asyncio.gather(shop.engine.submit(mine), shop.engine.submit(other))
        assert [isinstance(answer, DayClosed) for answer in answers] == [True, False]
        assert answers[1].refusal is Refusal.DAY_CLOSED

    play(tmp_path, story)


def test_only_a_manager_of_the_same_store_closes_at_a_till_in_service(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        assert (await close(shop, who=CLERK)).refusal is Refusal.NO_OPERATOR
        assert (await close(shop, till=TillId("T9"))).refusal is Refusal.NOT_FOUND
        till = await shop.find(TILLS.at(APP, OTHER_TILL))
        await shop.change(changed(till, revoked_at=NOW))
        assert (await close(shop)).refusal is Refusal.TILL_REVOKED
        # What a revoked till has sold is closed at another one.
        await shop.sow(till_row(TillId("T3")))
        answer = await close(shop, till=OTHER_TILL, here=TillId("T3"))
        assert isinstance(answer, DayClosed)

    play(tmp_path, story)


def test_the_ledger_has_the_close_with_its_figures(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        await close(shop, counted_cash_minor=PRICE)

    play(tmp_path, story)
    entries = read_all(tmp_path / "shop.db", "SELECT entry FROM ledger ORDER BY position DESC")
    assert '"day.closed"' in entries[0][0]
    assert '"z":1' in entries[0][0]
