"""The close of a till's day: every sale in exactly one report, and what is open signed for."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace as with_facts

from card_contract.day_messages import (
    CloseDayRequest,
    DayMoney,
    DayOpenItem,
    DayReport,
    digest_of_open,
    subject_of_day,
)
from card_contract.messages import ApprovalPurpose
from card_contract.outcomes import Refusal
from card_contract.states import CodeState, DayFigure, OpenKind, PaymentKind, Role, StopReason
from server_stub.bootstrap import SystemClock
from server_stub.commands.approvals import approval_id
from server_stub.commands.day_close import CloseDay, DayClosed, content_of_row
from server_stub.day_book import DayContent
from server_stub.desks.callers import OperatorCaller, TillCaller
from server_stub.desks.day_desk import DayDesk
from server_stub.domain.business_day import day_bounds_ms, day_of_ms
from server_stub.domain.ids import OperatorId, TillId
from server_stub.queries.days import DayQueries
from server_stub.storage.change import changed
from server_stub.storage.interface import Reader
from server_stub.storage.rows.cards import CODES
from server_stub.storage.rows.days import DAY_CLOSES
from server_stub.storage.rows.sales import SALES
from server_stub.storage.rows.staff import APPROVALS, TILLS, ApprovalRow
from support.core_shop import (
    APP,
    CLERK,
    MANAGER,
    NOW,
    OTHER_TILL,
    PRICE,
    STORE,
    TILL,
    CoreShop,
    by_reference,
    confirm,
    play,
    read_all,
    sale_id,
    till_row,
)
from support.recall_floor import RecallFloor, cards

BERLIN = ZoneInfo("Europe/Berlin")
TODAY = day_of_ms(NOW, BERLIN)
TOMORROW = TODAY + dt.timedelta(days=1)
DAY_AFTER = TODAY + dt.timedelta(days=2)


def to_tomorrow(shop: CoreShop) -> None:
    shop.clock.now_ms = day_bounds_ms(TOMORROW, BERLIN)[0] + 9 * 3_600_000


def to_day_after(shop: CoreShop) -> None:
    shop.clock.now_ms = day_bounds_ms(DAY_AFTER, BERLIN)[0] + 9 * 3_600_000


async def command(
    shop: CoreShop,
    day: dt.date = TODAY,
    *,
    till: TillId = TILL,
    here: TillId = OTHER_TILL,
    who: OperatorId = MANAGER,
    reader: Reader | None = None,
    **request: Any,
) -> CloseDay:
    standing = await DayQueries(reader or shop.reader).standing(APP, till)
    return CloseDay(
        app_id=APP,
        till_id=till,
        at_till=here,
        operator_id=who,
        request=CloseDayRequest(day=day.isoformat(), **request),
        mark=standing.book.mark,
        cases=standing.cases,
        recalled=standing.book.recalled,
    )


async def close(shop: CoreShop, day: dt.date = TODAY, **more: Any) -> Any:
    return await shop.engine.submit(await command(shop, day, **more))


async def sign(shop: CoreShop, item_ids: list[str], day: dt.date = TODAY, **more: Any) -> str:
    """A manager signs for these open items at the other till."""
    approval = f"close-{len(item_ids)}-{day}"
    facts = {
        "app_id": APP,
        "approval": approval_id(approval),
        "approver_id": MANAGER,
        "till_id": OTHER_TILL,
        "purpose": ApprovalPurpose.CLOSE_DAY,
        "subject": subject_of_day(TILL, day.isoformat()),
        "sale_id": digest_of_open(items(item_ids)),
        "card_ids": [],
        "created_at": shop.clock.now_ms,
    }
    await shop.sow(ApprovalRow(**(facts | more)))
    return approval


def items(item_ids: list[str]) -> list[DayOpenItem]:
    return [DayOpenItem(item_id=item_id, kind=OpenKind.JOURNAL) for item_id in item_ids]


def content(answer: Any) -> DayContent:
    assert isinstance(answer, DayClosed), answer
    return content_of_row(answer.row)


def counts(answer: Any, *, late: bool = False) -> dict[DayFigure, int]:
    found: dict[DayFigure, int] = {}
    for row in content(answer).rows:
        if row.late is late:
            found[row.figure] = found.get(row.figure, 0) + row.count
    return found


def cash(answer: Any) -> DayMoney:
    return money(content(answer).money)


def money(rows: list[DayMoney], kind: PaymentKind | None = PaymentKind.CASH) -> DayMoney:
    return next(row for row in rows if row.kind is kind)


async def as_it_stands(
    shop: CoreShop,
    day: dt.date = TODAY,
    *,
    till: TillId = TILL,
    kind: PaymentKind | None = PaymentKind.CASH,
) -> DayMoney:
    """The money of the report that a manager reads before the day is closed."""
    days = DayQueries(shop.reader)
    desk = DayDesk(engine=shop.engine, reader=shop.reader, days=days, clock=SystemClock())
    report = await desk.report(
        TillCaller(
            app_id=APP, store_id=STORE, till_id=OTHER_TILL, till_name="Till T2", session_id="s"
        ),
        OperatorCaller(operator_id=MANAGER, name="Anna", role=Role.MANAGER),
        till,
        day.isoformat(),
    )
    assert isinstance(report, DayReport), report
    assert report.closing is None
    return money(report.money, kind)


async def recall_sold(shop: CoreShop, *which: int) -> None:
    """Two managers recall these cards, the sold ones included."""
    floor = RecallFloor(shop)
    await floor.hire_tom()
    await floor.carried_out(cards(*which), include_sold=True)


def owed_and_in_hand(row: DayMoney) -> tuple[int, int]:
    return row.owed_minor, row.in_hand_minor


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
        code = await shop.find(CODES.at(APP, 1))
        at = shop.clock.now_ms
        await shop.change(changed(code, state=CodeState.INVALIDATED, invalidated_at=at))
        answer = await close(shop, TOMORROW)
        assert counts(answer) == {DayFigure.RECALLED: 1}

    play(tmp_path, story)


def test_the_price_of_a_card_recalled_in_one_close_and_voided_in_the_next_goes_back_once(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        code = await shop.find(CODES.at(APP, 1))
        at = shop.clock.now_ms
        await shop.change(changed(code, state=CodeState.INVALIDATED, invalidated_at=at))
        assert cash(await close(shop)).returned_minor == PRICE
        to_tomorrow(shop)
        await shop.void_signed(2, 1)
        approval = await sign(shop, [f"refund-due:V-{sale_id(2)}"], TOMORROW)
        answer = await close(shop, TOMORROW, approval=approval)
        assert counts(answer) == {DayFigure.VOIDED: 1}
        assert cash(answer).returned_minor == 0

    play(tmp_path, story)


@pytest.mark.parametrize("recall_is_counted_first", [True, False])
def test_a_recalled_card_that_is_voided_at_another_till_gives_its_price_back_once(
    tmp_path: Path, recall_is_counted_first: bool
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        code = await shop.find(CODES.at(APP, 1))
        at = shop.clock.now_ms
        await shop.change(changed(code, state=CodeState.INVALIDATED, invalidated_at=at))
        if recall_is_counted_first:
            sold = await close(shop)
        await shop.void_signed(2, 1, till=OTHER_TILL)
        if not recall_is_counted_first:
            sold = await close(shop)
        await shop.close_case(f"refund-due:V-{sale_id(2, OTHER_TILL)}")
        voided = await close(shop, till=OTHER_TILL)
        assert counts(voided) == {DayFigure.VOIDED: 1}
        assert (DayFigure.RECALLED in counts(sold)) is recall_is_counted_first
        assert cash(sold).returned_minor + cash(voided).returned_minor == PRICE

    play(tmp_path, story)


def test_a_card_that_is_recalled_while_its_day_is_closed_is_in_the_next_report(
    tmp_path: Path,
) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.sell(1, 1)
        read_before = await command(shop)
        code = await shop.find(CODES.at(APP, 1))
        at = shop.clock.now_ms
        await shop.change(changed(code, state=CodeState.INVALIDATED, invalidated_at=at))
        assert counts(await shop.engine.submit(read_before)) == {DayFigure.SOLD: 1}
        to_tomorrow(shop)
        late = await close(shop, TOMORROW)
        assert counts(late, late=True) == {DayFigure.RECALLED: 1}
        shop.clock.now_ms += 24 * 3_600_000
        assert counts(await close(shop, TOMORROW + dt.timedelta(days=1))) == {}

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


# --- A day that is closed late -------------------------------------------------------------------


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


class Interrupted:
    """A reader; once something has been read so many times, something happens."""

    def __init__(self, reader: Reader, after: int, happens: Callable[[], Awaitable[Any]]) -> None:
        self._reader = reader
        self._left = after
        self._happens = happens

    async def fetch(self, *asked: Any) -> Any:
        return await self._then(await self._reader.fetch(*asked))

    async def find(self, need: Any) -> Any:
        return await self._then(await self._reader.find(need))

    async def _then(self, found: Any) -> Any:
        self._left -= 1
        if self._left == 0:
            await self._happens()
        return found


READS = 8  # of a book without a void


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
