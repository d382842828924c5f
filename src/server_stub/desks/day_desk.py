"""Where a till's day is read and closed: what of it is not pure.

The close is decided over a book that may have changed since it was read; then it is read again, a
few times.
"""

from __future__ import annotations

from typing import Final
from zoneinfo import ZoneInfo

from card_contract.day_messages import (
    CloseDayRequest,
    DayClosing,
    DayReport,
    DaySalesAnswer,
    DayTillsAnswer,
)
from card_contract.outcomes import Refusal
from server_stub.commands.day_close import CloseDay
from server_stub.day.report import DayContent, content_of, content_of_row
from server_stub.desks.callers import OperatorCaller, TillCaller
from server_stub.desks.ports import Clock
from server_stub.domain.business_day import date_of, day_bounds_ms
from server_stub.domain.roles import MANAGING
from server_stub.engine.command import Refused
from server_stub.engine.submits import Submits
from server_stub.queries.days import DayQueries
from server_stub.storage.interface import Reader
from server_stub.storage.rows.days import DayCloseRow
from server_stub.storage.rows.shop import STORES, StoreRow
from server_stub.storage.rows.staff import TILLS, TillRow

READINGS_MAX: Final = 5


class DayDesk:
    def __init__(self, *, engine: Submits, reader: Reader, days: DayQueries, clock: Clock) -> None:
        self._engine = engine
        self._reader = reader
        self._days = days
        self._clock = clock

    async def tills(self, here: TillCaller, day: str) -> DayTillsAnswer | Refusal:
        if date_of(day) is None:
            return Refusal.MALFORMED
        tills = await self._days.tills(here.app_id, here.store_id, day)
        return DayTillsAnswer(day=day, tills=tills)

    async def report(
        self, here: TillCaller, who: OperatorCaller, till_id: str, day: str
    ) -> DayReport | Refusal:
        """The close of a day, or the report as it stands. A clerk is told of the own till only."""
        till = await self._till(here, who, till_id)
        date = date_of(day)
        if isinstance(till, Refusal) or date is None:
            return till if isinstance(till, Refusal) else Refusal.MALFORMED
        closed = await self._days.close_of(here.app_id, till.till_id, day)
        if closed is not None:
            return await self._closed(till, closed)
        store, now_ms = await self._store(till), self._clock.now_ms()
        standing = await self._days.standing(here.app_id, till.till_id)
        zone = ZoneInfo(store.time_zone)
        start_ms, end_ms = day_bounds_ms(date, zone)
        content = content_of(
            standing.book,
            start_ms=start_ms,
            end_ms=end_ms,
            zone=zone,
            cases=standing.cases,
            at_till=(),
            before=[] if standing.last is None else content_of_row(standing.last).money,
        )
        last_closed = None if standing.last is None else standing.last.day
        return await self._told(till, store, day, content, now_ms, last_closed=last_closed)

    async def sales(
        self, here: TillCaller, who: OperatorCaller, till_id: str, day: str
    ) -> DaySalesAnswer | Refusal:
        till = await self._till(here, who, till_id)
        date = date_of(day)
        if isinstance(till, Refusal) or date is None:
            return till if isinstance(till, Refusal) else Refusal.MALFORMED
        closed = await self._days.close_of(here.app_id, till.till_id, day)
        store = await self._store(till)
        _, end_ms = day_bounds_ms(date, ZoneInfo(store.time_zone))
        number = 0 if closed is None else closed.z_number
        sales, voids = await self._days.lists_of(here.app_id, till.till_id, number, end_ms)
        return DaySalesAnswer(sales=sales, voids=voids)

    async def close(
        self, here: TillCaller, who: OperatorCaller, till_id: str, request: CloseDayRequest
    ) -> DayReport | Refused | Refusal:
        till = await self._till(here, who, till_id)
        if isinstance(till, Refusal) or date_of(request.day) is None:
            return till if isinstance(till, Refusal) else Refusal.MALFORMED
        for _ in range(READINGS_MAX):
            standing = await self._days.standing(here.app_id, till.till_id)
            answer = await self._engine.submit(
                CloseDay(
                    app_id=here.app_id,
                    till_id=till.till_id,
                    at_till=here.till_id,
                    operator_id=who.operator_id,
                    request=request,
                    mark=standing.book.mark,
                    cases=standing.cases,
                    recalled=standing.book.recalled,
                    elsewhere=standing.book.elsewhere,
                )
            )
            if not isinstance(answer, Refused):
                return await self._closed(till, answer.row)
            if answer.refusal is not Refusal.BUSY:
                return answer
        return Refusal.BUSY

    async def _till(self, here: TillCaller, who: OperatorCaller, till_id: str) -> TillRow | Refusal:
        if till_id != here.till_id and who.role not in MANAGING:
            return Refusal.NOT_ALLOWED
        found: list[TillRow] = await self._reader.find(TILLS.at(here.app_id, till_id))
        if not found or found[0].store_id != here.store_id:
            return Refusal.NOT_FOUND
        return found[0]

    async def _store(self, till: TillRow) -> StoreRow:
        found: list[StoreRow] = await self._reader.find(STORES.at(till.app_id, till.store_id))
        return found[0]

    async def _closed(self, till: TillRow, row: DayCloseRow) -> DayReport:
        names = await self._days.names(till.app_id)
        closing = DayClosing(
            z_number=row.z_number,
            closed_at=row.closed_at,
            closed_by=names.get(row.closed_by, row.closed_by),
            signed_by=None if row.signed_by is None else names.get(row.signed_by, row.signed_by),
            counted_cash_minor=row.counted_cash_minor,
            pos_total_minor=row.pos_total_minor,
            note=row.note,
            pos_compared_minor=row.pos_compared_minor,
            pos_differing=row.pos_differing,
        )
        return await self._told(
            till,
            await self._store(till),
            row.day,
            content_of_row(row),
            row.closed_at,
            closing=closing,
        )

    async def _told(
        self,
        till: TillRow,
        store: StoreRow,
        day: str,
        content: DayContent,
        as_of: int,
        *,
        closing: DayClosing | None = None,
        last_closed: str | None = None,
    ) -> DayReport:
        names = await self._days.names(till.app_id)
        said = {row.operator_id for row in content.rows} | {row.campaign for row in content.rows}
        return DayReport(
            till_id=till.till_id,
            till_name=till.name,
            store_name=store.name,
            day=day,
            currency=store.currency,
            as_of=as_of,
            rows=content.rows,
            money=content.money,
            open=content.open,
            names={key: name for key, name in names.items() if key in said},
            closing=closing,
            last_closed=last_closed,
        )
