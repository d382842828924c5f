"""A till's day as the server last told it, with the list of tills and the sales to compare."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable
from typing import Final, NamedTuple

from card_contract.day_messages import (
    DayReport,
    DaySale,
    DaySalesAnswer,
    DayTill,
    DayTillsAnswer,
    DayVoid,
)
from card_contract.outcomes import Refusal
from pos_terminal.gateway.answers import NoAnswerError, Refused
from pos_terminal.journal.till import Till
from pos_terminal.words import Message

_WEEK: Final = dt.timedelta(days=7)
_REFUSALS = {
    Refusal.NOT_ALLOWED: "refused.not_allowed",
    Refusal.NO_OPERATOR: "refused.sign_in_again",
    Refusal.NOT_FOUND: "refused.till_gone",
    Refusal.TILL_REVOKED: "refused.this_till_shut_out",
}


class _Told(NamedTuple):
    report: DayReport | Refused
    week_ago: DayReport | Refused | None
    tills: DayTillsAnswer | Refused | None
    sales: DaySalesAnswer | Refused | None


class Reports:
    """``changed`` is called with each answer; an answer for another day or till is put away."""

    def __init__(self, till: Till, *, changed: Callable[[], None]) -> None:
        self._till = till
        self._changed = changed
        self._ticket = 0
        self.report: DayReport | None = None
        self.week_ago: DayReport | None = None
        self.tills: tuple[DayTill, ...] = ()
        self.sales: tuple[DaySale, ...] = ()
        self.voids: tuple[DayVoid, ...] = ()
        self.fault: Message | None = None
        self.asking = False

    def forget(self) -> None:
        """Another day, till or person."""
        self._ticket += 1
        self.report = self.week_ago = None
        self.sales, self.voids = (), ()
        self.fault = None
        self.asking = False

    def ask(self, till_id: str, day: str) -> None:
        """Ask for the day anew; what is shown stays until the answer is there."""
        self._ticket += 1
        ticket, server = self._ticket, self._till.server
        manages = self._till.on_duty.is_manager
        before = (dt.date.fromisoformat(day) - _WEEK).isoformat()
        self.asking = True
        self._changed()

        async def ask() -> _Told:
            report = await server.day_report(till_id, day)
            tills = await server.day_tills(day) if manages else None
            sales = await server.day_sales(till_id, day) if manages else None
            week_ago = None
            with contextlib.suppress(NoAnswerError):  # only to compare with
                week_ago = await server.day_report(till_id, before)
            return _Told(report, week_ago, tills, sales)

        self._till.tasks.run(
            ask,
            then=lambda told: self._answered(ticket, told),
            failed=lambda error: self._not_answered(ticket, error),
        )

    def closed(self, report: DayReport) -> None:
        """The day was closed: known from another answer."""
        self.report = report
        self.fault = None

    def _answered(self, ticket: int, told: _Told) -> None:
        if ticket != self._ticket:
            return
        self.asking = False
        if isinstance(told.report, Refused):
            self.fault = Message(_REFUSALS.get(told.report.code, "refused.not_now"))
        else:
            self.report, self.fault = told.report, None
        if isinstance(told.week_ago, DayReport):
            self.week_ago = told.week_ago
        if isinstance(told.tills, DayTillsAnswer):
            self.tills = tuple(told.tills.tills)
        if isinstance(told.sales, DaySalesAnswer):
            self.sales, self.voids = tuple(told.sales.sales), tuple(told.sales.voids)
        self._changed()

    def _not_answered(self, ticket: int, _error: NoAnswerError) -> None:
        if ticket == self._ticket:
            self.asking = False
            self.fault = Message("fault.no_line")
            self._changed()
