"""The right side: which day and till, what to do next, what is open, the papers."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from card_contract.day_messages import DayClosing, DayReport, cash_to_be_there
from pos_terminal.day_close.model import DayIntents, DayState, OpenRow, PaperKind, Stage
from pos_terminal.day_close.sentences_view import tell, tell_message, why_off
from pos_terminal.look.boxes import Column, Row, keep_size
from pos_terminal.look.buttons import LinkButton, PrimaryButton, SecondaryButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.choice_field import ChoiceField
from pos_terminal.look.icons import Icon
from pos_terminal.look.pill import Mood
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.sentences import manner
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token

_PAPERS: Final = {PaperKind.PDF: "file-pdf", PaperKind.CSV: "table"}


class SidePanel(QWidget):
    def __init__(self, theme: Theme, intents: DayIntents) -> None:
        super().__init__()
        self._theme = theme
        self._intents = intents
        self._state: DayState | None = None
        self._rows: list[_OpenItem] = []
        column = Column(theme, spacing=12, margins=(24, 24, 24, 24), parent=self)
        self._headline = Label(theme, Kind.TITLE, wrap=True)
        column.addWidget(self._headline)
        column.addLayout(self._build_days(theme))
        self.till = ChoiceField(theme)
        self.till.chosen.connect(intents.choose_till)
        column.addWidget(self.till)
        self._fault = Label(theme, Kind.BODY, token=Token.REFUSED_TEXT, wrap=True)
        column.addWidget(self._fault)
        age = Row(theme, spacing=8)
        self._as_of = Label(theme, Kind.NOTE, wrap=True)
        self._retry = LinkButton(theme, icon="arrow-clockwise-bold", key="F5")
        self._retry.clicked.connect(intents.open)
        age.addWidget(self._as_of, 1)
        age.addWidget(self._retry)
        column.addLayout(age)
        content = QWidget()
        self._column = Column(theme, spacing=10, margins=(0, 0, 4, 0), parent=content)
        self._closing = Label(theme, Kind.BODY, token=Token.INK, wrap=True)
        self._column.addWidget(self._closing)
        self._column.addStretch(1)
        column.addWidget(ScrollColumn(theme, content), 1)
        papers = Row(theme, spacing=10)
        self.papers: dict[PaperKind, SecondaryButton] = {}
        for kind, icon in _PAPERS.items():
            button = SecondaryButton(theme, icon=icon)
            button.clicked.connect(partial(self._ask_place, kind))
            self.papers[kind] = button
            papers.addWidget(button, 1)
        column.addLayout(papers)
        self.next = PrimaryButton(theme, icon="money", key="F12", large=True)
        self.next.clicked.connect(intents.go_on)
        column.addWidget(self.next)

    def _build_days(self, theme: Theme) -> Row:
        days = Row(theme, spacing=8)
        self.before = SecondaryButton(theme, icon="caret-left-bold")
        self.after = SecondaryButton(theme, icon="caret-right-bold")
        self._date = Label(theme, Kind.STRONG, wrap=True, align=Qt.AlignmentFlag.AlignHCenter)
        for button, step in ((self.before, -1), (self.after, 1)):
            keep_size(theme, button, width=56)
            button.clicked.connect(partial(self._intents.go_days, step))
        days.addWidget(self.before)
        days.addWidget(self._date, 1)
        days.addWidget(self.after)
        return days

    def show_state(self, state: DayState) -> None:
        self._state = state
        relabel(self._headline, tell_message(state.headline))
        for button, words in ((self.before, "view.day_before"), (self.after, "view.day_after")):
            button.setAccessibleName(tell(words))
            button.setToolTip(tell(words))
        self.after.setEnabled(not state.is_today)
        day = dt.date.fromisoformat(state.day)
        relabel(self._date, tell("view.today") if state.is_today else manner().weekday(day))
        self._show_tills(state)
        relabel(self._fault, tell_message(state.fault), hide_empty=True)
        relabel(self._as_of, _age_words(state))
        reword(self._retry, tell("view.retry"))
        relabel(self._closing, _closing_words(state.report), hide_empty=True)
        self._show_open(state.open_rows if state.report is not None else ())
        for kind, button in self.papers.items():
            reword(button, tell(f"view.{kind.value}"))
            show_if(button, state.report is not None)
        show_if(self.next, state.next is not None)
        why = None if state.next is None else why_off(state.next)
        reword(self.next, tell("view.next"), why_off=why)

    def _show_tills(self, state: DayState) -> None:
        show_if(self.till, len(state.tills) > 1)
        self.till.set_options(
            [
                (till.till_id, till.name)
                if till.z_number is None
                else (till.till_id, tell("view.till_closed", till=till.name))
                for till in state.tills
            ]
        )
        self.till.set_label(tell("view.till"))
        chosen = next((till.till_id for till in state.tills if till.chosen), "")
        self.till.set_value(chosen)

    def _show_open(self, rows: tuple[OpenRow, ...]) -> None:
        while len(self._rows) < len(rows):
            item = _OpenItem(self._theme)
            self._column.insertWidget(len(self._rows) + 1, item)
            self._rows.append(item)
        for place, item in enumerate(self._rows):
            show_if(item, place < len(rows))
            if place < len(rows):
                item.show_row(rows[place])

    def _ask_place(self, kind: PaperKind) -> None:
        report = None if self._state is None else self._state.report
        if report is None:
            return
        suggested = str(Path.home() / f"{file_name(report)}.{kind.value}")
        words, ending = tell(f"view.save_{kind.value}"), f"{kind.value.upper()} (*.{kind.value})"
        name, _ = QFileDialog.getSaveFileName(self, words, suggested, ending)
        if name:
            self._intents.save(kind, Path(name))


class _OpenItem(CardSurface):
    """What is open, tinted amber, and what to do."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, ground=Token.NOT_KNOWN_TINT, edge=None, radius=14)
        row = Row(theme, spacing=12, margins=(14, 12, 14, 12), parent=self)
        icon = Icon(theme, Mood.NOT_KNOWN.icon, 22, Mood.NOT_KNOWN.writing)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        words = Column(theme, spacing=2)
        self._what = Label(theme, Kind.NOTE_STRONG, wrap=True)
        self._todo = Label(theme, Kind.NOTE, wrap=True)
        words.addWidget(self._what)
        words.addWidget(self._todo)
        row.addLayout(words, 1)

    def show_row(self, row: OpenRow) -> None:
        relabel(self._what, tell_message(row.what))
        relabel(self._todo, tell_message(row.todo))
        self.setAccessibleName(f"{self._what.text()}. {self._todo.text()}")


def file_name(report: DayReport) -> str:
    """A name that can be found again, without its ending."""
    kind = "X" if report.closing is None else f"Z-{report.closing.z_number}"
    return f"{kind}-{report.till_id}-{report.day}"


def _age_words(state: DayState) -> str:
    """How old the figures are; a closed day says itself when it was closed."""
    if state.report is None or state.stage is Stage.CLOSED:
        return ""
    return tell("view.as_of", told_at=state.report.as_of)


def _closing_words(report: DayReport | None) -> str:
    """How the day was closed: by whom, what was counted, what was signed for."""
    if report is None or report.closing is None:
        return ""
    closing, currency = report.closing, report.currency
    lines = [tell("view.closed_by", name=closing.closed_by)]
    counted = closing.counted_cash_minor
    if counted is None:
        lines.append(tell("view.not_counted"))
    else:
        over = counted - cash_to_be_there(report.money)
        told = tell("view.counted", counted_minor=counted, currency=currency)
        lines.append(f"{told}. {difference_words(over, currency)}")
    lines += pos_words(closing, currency)
    if closing.note:
        lines.append(closing.note)
    if closing.signed_by is not None:
        lines.append(tell("view.was_open", name=closing.signed_by))
    return "\n".join(lines)


def pos_words(closing: DayClosing, currency: str) -> list[str]:
    """What the shop's own system had, what it was compared with, and whether that agreed."""
    there, here = closing.pos_total_minor, closing.pos_compared_minor
    if there is None:
        return []
    if here is None:
        return [tell("view.pos_total", there_minor=there, currency=currency)]
    totals = tell("view.pos_totals", there_minor=there, here_minor=here, currency=currency)
    differing = closing.pos_differing
    if differing is None:
        return [totals]
    lines = tell("view.pos_differed", count=differing) if differing else tell("view.pos_agreed")
    return [f"{totals}. {lines}"]


def difference_words(over_minor: int, currency: str) -> str:
    """How a count compares with what there has to be."""
    if over_minor == 0:
        return tell("view.agrees")
    word = "view.over" if over_minor > 0 else "view.short"
    return tell(word, difference_minor=abs(over_minor), currency=currency)


def is_counting(state: DayState) -> bool:
    return state.stage is Stage.COUNTING and state.form is not None
