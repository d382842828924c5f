"""A shop whose tills' days are read and closed: what the tests of closing work with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable
from typing import Any
from zoneinfo import ZoneInfo

from card_contract.day_messages import (
    CloseDayRequest,
    DayMoney,
    DayOpenItem,
    DayReport,
    digest_of_open,
    subject_of_day,
)
from card_contract.messages import ApprovalPurpose
from card_contract.states import DayFigure, OpenKind, PaymentKind, Role
from server_stub.bootstrap import SystemClock
from server_stub.commands.approvals import approval_id
from server_stub.commands.code_care import InvalidateCode
from server_stub.commands.code_signatures import act_on_code
from server_stub.commands.day_close import CloseDay, DayClosed
from server_stub.day.report import DayContent, content_of_row
from server_stub.desks.callers import OperatorCaller, TillCaller
from server_stub.desks.day_desk import DayDesk
from server_stub.domain.business_day import day_bounds_ms, day_of_ms
from server_stub.domain.code_acts import CodeAct
from server_stub.domain.ids import CodeId, OperatorId, TillId
from server_stub.queries.days import DayQueries
from server_stub.storage.interface import Reader
from server_stub.storage.rows.cards import CODES
from server_stub.storage.rows.staff import ApprovalRow
from support.core_shop import (
    APP,
    MANAGER,
    NOW,
    OTHER_TILL,
    STORE,
    TILL,
    CoreShop,
)
from support.recall_floor import TOM, RecallFloor, cards

BERLIN = ZoneInfo("Europe/Berlin")
TODAY = day_of_ms(NOW, BERLIN)
TOMORROW = TODAY + dt.timedelta(days=1)
DAY_AFTER = TODAY + dt.timedelta(days=2)
READS = 12  # of a book without a void


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
        elsewhere=standing.book.elsewhere,
    )


async def close(shop: CoreShop, day: dt.date = TODAY, **more: Any) -> Any:
    return await shop.engine.submit(await command(shop, day, **more))


async def sign(shop: CoreShop, item_ids: list[str], day: dt.date = TODAY, **more: Any) -> str:
    """A manager signs for these open items at the other till."""
    approval = f"close-{len(item_ids)}-{day}"
    facts: dict[str, Any] = {
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


async def invalidated_by_two(shop: CoreShop, card: int, key: str = "portal:anna:K") -> Any:
    """Anna takes a card out of use at the portal, and Tom, who is there, signs."""
    act = act_on_code(CodeAct.INVALIDATE, CodeId(card), key)
    await shop.sow(
        ApprovalRow(
            app_id=APP,
            approval=approval_id(key),
            approver_id=TOM,
            till_id=act.till_id,
            purpose=act.purpose,
            subject=act.subject,
            sale_id=act.sale_id,
            card_ids=[],
            created_at=shop.clock.now_ms,
        )
    )
    code = await shop.find(CODES.at(APP, card))
    return await shop.engine.submit(
        InvalidateCode(
            app_id=APP,
            request_key=key,
            operator_id=MANAGER,
            code_id=code.code_id,
            version=code.version,
            reason="charged back",
            approval=key,
        )
    )


def owed_and_in_hand(row: DayMoney) -> tuple[int, int]:
    return row.owed_minor, row.in_hand_minor


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
