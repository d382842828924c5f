"""The page *Day*: the report as it stands (X) for clerks, the close (Z) for managers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from card_contract.day_messages import DayOpenItem, DayReport
from card_contract.minor_units import minor_digits
from pos_terminal.approval.presenter import ApprovalPresenter
from pos_terminal.day_close.counting import Counting
from pos_terminal.day_close.csv_paper import csv_of
from pos_terminal.day_close.figures import bars_of, money_of, people_of, products_of, tiles_of
from pos_terminal.day_close.model import (
    CountForm,
    DayState,
    PaperKind,
    Section,
    Stage,
    TillChoice,
)
from pos_terminal.day_close.open_items import of_journal, open_rows
from pos_terminal.day_close.own_pos import OwnPos
from pos_terminal.day_close.reports import Reports
from pos_terminal.gateway.connection import Connection
from pos_terminal.gateway.line import Line
from pos_terminal.journal.till import Till
from pos_terminal.presenting import Presenter, Toasts
from pos_terminal.whole_file import write_whole
from pos_terminal.words import ON, Message

Draw = Callable[[DayReport], bytes]
"""Makes a report's PDF."""


class DayPresenter(Presenter[DayState]):
    """The presenter of *Day*; ``DayIntents`` says what each intent means."""

    def __init__(self, till: Till, approval: ApprovalPresenter, draw: Draw) -> None:
        super().__init__()
        self._till = till
        self._draw = draw
        self._till_id = till.on_duty.shop.till_id
        self._day = self._today()
        self._section = Section.HOURS
        self._counts = False
        self._line = Line()
        self._toasts = Toasts(changed=self._refresh)
        self._reports = Reports(till, changed=self._told)
        self._own_pos = OwnPos(self._reports)
        self._counting = Counting(
            till, approval, changed=self._refresh, closed=self._closed, ask_again=self._ask
        )
        self._state = self._picture()
        till.on_duty.watch_operator(self._people_changed)

    def connection_changed(self, connection: Connection) -> None:
        """The line to the server has changed; called on the window's thread."""
        if self._line.take(connection) and self._reports.fault is not None:
            self.open()

    # --- What is looked at -----------------------------------------------------------------------

    def open(self) -> None:
        if self._till.on_duty.operator is not None:
            self._ask()

    def go_days(self, days: int) -> None:
        day = min(self._day + dt.timedelta(days=days), self._today())
        if day != self._day and not self._counting.busy:
            self._look_at(self._till_id, day)

    def choose_till(self, till_id: str) -> None:
        if till_id != self._till_id and not self._counting.busy:
            self._look_at(till_id, self._day)

    def open_section(self, section: Section) -> None:
        self._section = section
        self._refresh()

    def _look_at(self, till_id: str, day: dt.date) -> None:
        self._till_id, self._day = till_id, day
        self._counts = False
        self._reports.forget()
        self._counting.forget()
        self._own_pos.put_away()
        self._ask()

    def _ask(self) -> None:
        self._reports.ask(self._till_id, self._day.isoformat())

    def _told(self) -> None:
        self._own_pos.compare_again()
        self._refresh()

    def _people_changed(self) -> None:
        """Somebody else works here, or nobody: nothing of what was begun is theirs."""
        self._till_id = self._till.on_duty.shop.till_id
        self._day = self._today()
        self._section, self._counts = Section.HOURS, False
        self._reports.forget()
        self._counting.forget()
        self._own_pos.put_away()
        self._refresh()

    # --- The close -------------------------------------------------------------------------------

    def go_on(self) -> None:
        following = self._state.next
        if following is not None and following.enabled:
            self._counts = True
            self._ask()  # what is counted is compared with what has to be there now

    def back(self) -> None:
        if self._counts and not self._counting.busy:
            self._counts = False
            self._refresh()

    def count(self, text: str) -> None:
        self._counting.cash = text
        self._refresh()

    def note(self, text: str) -> None:
        self._counting.note = text
        self._refresh()

    def close_day(self) -> None:
        report, form = self._reports.report, self._state.form
        if report is not None and form is not None and form.close.enabled:
            self._counting.close(report, self._open_items(report), self._own_pos.comparison)

    def _closed(self, report: DayReport) -> None:
        self._reports.closed(report)
        self._counts = False
        if report.closing is not None:
            number = str(report.closing.z_number)
            self._toasts.tell(Message("toast.closed", {"number": number, "till": report.till_name}))
        self._ask()

    # --- Files -----------------------------------------------------------------------------------

    def compare(self, name: str, content: bytes) -> None:
        if self._reports.report is not None:
            self._section = Section.POS
            self._own_pos.take(name, content)
            self._refresh()

    def forget_comparison(self) -> None:
        self._own_pos.put_away()
        self._refresh()

    def save(self, kind: PaperKind, path: Path) -> None:
        report = self._reports.report
        if report is None:
            return
        content = (
            self._draw(report)
            if kind is PaperKind.PDF
            else csv_of(report, minor_digits(report.currency))
        )

        async def write() -> Message:
            try:
                write_whole(path, content)  # some kilobytes, and not on the window's thread
            except OSError:
                return Message("toast.not_saved", {"name": path.name})
            return Message("toast.saved", {"name": path.name})

        self._till.tasks.run(write, then=self._toasts.tell, failed=lambda _: None)

    # --- The picture -----------------------------------------------------------------------------

    def _today(self) -> dt.date:
        zone = ZoneInfo(self._till.on_duty.shop.time_zone)
        return dt.datetime.fromtimestamp(self._till.clock.now_ms() / 1000, zone).date()

    def _open_items(self, report: DayReport) -> list[DayOpenItem]:
        """What the server has open, and for this till what only its journal has.

        Whatever day is closed: a void that was never sent is as open on the morning after.
        """
        own = report.till_id == self._till.on_duty.shop.till_id
        if report.closing is not None or not own:
            return report.open
        return [*report.open, *of_journal(self._till.journal.open_records(), report.open)]

    def _picture(self) -> DayState:
        report, shop = self._reports.report, self._till.on_duty.shop
        other = report is not None and report.till_id != shop.till_id
        state = DayState(
            day=self._day.isoformat(),
            other_till=report.till_name if report is not None and other else None,
            is_today=self._day == self._today(),
            stage=Stage.LOOKING,
            section=self._section,
            headline=Message("headline.asking" if self._reports.asking else "headline.not_shown"),
            loading=self._reports.asking,
            fault=self._reports.fault,
            tills=tuple(
                TillChoice(
                    till_id=till.till_id,
                    name=till.till_name,
                    z_number=till.z_number,
                    chosen=till.till_id == self._till_id,
                )
                for till in self._reports.tills
                if self._till.on_duty.is_manager
            ),
            comparison=self._own_pos.comparison,
            pos_fault=self._own_pos.fault,
            toast=self._toasts.latest,
        )
        return state if report is None else self._with_report(state, report)

    def _with_report(self, state: DayState, report: DayReport) -> DayState:
        items = self._open_items(report)
        manages = self._till.on_duty.is_manager
        passed = report.last_closed is not None and report.last_closed > report.day
        may_close = manages and report.closing is None and not passed
        stage = Stage.CLOSED if report.closing is not None else Stage.LOOKING
        if may_close and self._counts:
            stage = Stage.COUNTING
        return replace(
            state,
            stage=stage,
            headline=_headline(report, stage, len(items), manages=manages, passed=passed),
            report=report,
            tiles=tiles_of(report),
            bars=bars_of(report, self._reports.week_ago),
            products=products_of(report),
            people=people_of(report),
            money=money_of(report),
            open_rows=open_rows(
                items, is_own_till=report.till_id == self._till.on_duty.shop.till_id
            ),
            form=self._form(report) if stage is Stage.COUNTING else None,
            next=ON if may_close and stage is Stage.LOOKING else None,
        )

    def _form(self, report: DayReport) -> CountForm:
        return self._counting.form(report, self._own_pos.comparison, is_asked=self._reports.asking)


def _headline(
    report: DayReport, stage: Stage, open_items: int, *, manages: bool, passed: bool
) -> Message:
    if report.closing is not None:
        number, closed_at = str(report.closing.z_number), report.closing.closed_at
        return Message("headline.closed", {"number": number, "closed_at": closed_at})
    if passed:
        return Message("headline.passed", {"last_day": report.last_closed or ""})
    if stage is Stage.COUNTING:
        return Message("headline.counting")
    if not manages:
        return (
            Message("headline.clerk_open", {"count": open_items})
            if open_items
            else Message("headline.clerk")
        )
    return (
        Message("headline.settle", {"count": open_items})
        if open_items
        else Message("headline.count")
    )
