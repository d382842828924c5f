"""Finding a sale: one field for receipt number, card number or day, the days, and the list."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from pos_terminal.look.boxes import Column, Row, keep_size
from pos_terminal.look.buttons import SecondaryButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.choice_row import ChoiceRow
from pos_terminal.look.fields import TextField
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.sentences import manner
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme
from pos_terminal.sales.look_view import sale_look
from pos_terminal.sales.model import SaleRow, SalesIntents, SalesState, SearchKind
from pos_terminal.sales.sentences_view import tell, tell_message

_WIDTH: Final = 376


class SearchPanel(CardSurface):
    """Enter searches: this field asks for a number, and finding changes nothing."""

    def __init__(self, theme: Theme, intents: SalesIntents) -> None:
        super().__init__(theme)
        self._intents = intents
        self._day = ""
        self._today = ""
        self._rows: list[ChoiceRow] = []
        self._shown: tuple[SaleRow, ...] = ()
        keep_size(theme, self, width=_WIDTH)
        column = Column(theme, spacing=10, margins=(16, 20, 16, 16), parent=self)
        self.field = TextField(theme, icon="magnifying-glass")
        self.field.line.setMaxLength(64)
        self.field.entered.connect(self._find)
        QShortcut(QKeySequence("F3"), self).activated.connect(self._take_focus)
        column.addWidget(self.field)
        days = Row(theme, spacing=8)
        self._before = SecondaryButton(theme, icon="caret-left-bold")
        self._after = SecondaryButton(theme, icon="caret-right-bold")
        self._date = Label(theme, Kind.STRONG, wrap=True, align=Qt.AlignmentFlag.AlignHCenter)
        self._before.clicked.connect(partial(self._turn, -1))
        self._after.clicked.connect(partial(self._turn, 1))
        for button in (self._before, self._after):
            keep_size(theme, button, width=56)
        days.addWidget(self._before)
        days.addWidget(self._date, 1)
        days.addWidget(self._after)
        column.addLayout(days)
        self._show_today = SecondaryButton(theme, icon="calendar-blank")
        self._show_today.clicked.connect(self._go_to_today)
        column.addWidget(self._show_today)
        self._sentence = Label(theme, Kind.BODY, wrap=True)
        column.addWidget(self._sentence)
        content = QWidget()
        self._column = Column(theme, spacing=8, margins=(0, 0, 4, 0), parent=content)
        self._more = SecondaryButton(theme)
        self._more.clicked.connect(intents.show_more)
        self._column.addWidget(self._more)
        self._column.addStretch(1)
        column.addWidget(ScrollColumn(theme, content), 1)

    def show_search(self, state: SalesState) -> None:
        self._day = state.day
        self._today = manner().local(manner().now_ms()).date().isoformat()
        self.field.set_label(tell("view.search"))
        self.field.set_note(tell("view.search_note"))
        if state.fault is not None:
            self.field.set_fault(tell_message(state.fault))
        if not self.field.line.hasFocus():
            self.field.set_text(state.text)
        self._show_day(state)
        sentence = tell_message(state.note) or tell_message(state.sentence)
        if state.searching:
            sentence = tell("view.searching")
        elif state.fault is not None:
            sentence = ""
        relabel(self._sentence, sentence, hide_empty=True)
        self._show_rows(state)
        reword(self._more, tell("view.more"))
        show_if(self._more, state.more)

    def _show_day(self, state: SalesState) -> None:
        for button, words in ((self._before, "view.day_before"), (self._after, "view.day_after")):
            button.setAccessibleName(tell(words))
            button.setToolTip(tell(words))
        day = _day_of(state.day)
        by_day = state.kind is SearchKind.DAY and day is not None
        words = tell("view.today") if state.day == self._today else ""
        if not words and day is not None:
            words = manner().weekday(day)
        relabel(self._date, words)
        self._after.setEnabled(state.day < self._today)
        for part in (self._before, self._date, self._after):
            show_if(part, by_day)
        show_if(self._show_today, not by_day)
        reword(self._show_today, tell("view.show_today"))

    def _show_rows(self, state: SalesState) -> None:
        self._shown = state.rows
        while len(self._rows) < len(state.rows):
            entry = ChoiceRow(self._theme)
            entry.clicked.connect(partial(self._choose, len(self._rows)))
            self._column.insertWidget(len(self._rows), entry)
            self._rows.append(entry)
        for index, entry in enumerate(self._rows):
            show_if(entry, index < len(state.rows))
            if index < len(state.rows):
                self._show_row(entry, state.rows[index])

    def _show_row(self, entry: ChoiceRow, row: SaleRow) -> None:
        digits = ", ".join(row.last_fours)
        note = tell("view.row_note", sold_at=row.at_ms, count=row.cards, digits=digits)
        mood, icon = sale_look(row.state_word)
        entry.key = row.sale_id
        entry.show_entry(
            title=tell("view.sale", number=row.number),
            figure=manner().money(row.total_minor, row.currency),
            note=note,
            state=tell_message(row.state_word),
            mood=mood,
            icon=icon,
        )
        entry.show_chosen(row.chosen)

    def _choose(self, index: int) -> None:
        if index < len(self._shown):
            self._intents.choose(self._shown[index].sale_id)

    def _find(self) -> None:
        self._intents.find(self.field.text())

    def _take_focus(self) -> None:
        self.field.setFocus()
        self.field.select_all()

    def _go_to_today(self) -> None:
        self.field.set_text("")
        self._intents.choose_day(self._today)

    def _turn(self, days: int) -> None:
        day = _day_of(self._day)
        if day is not None:
            self.field.set_text("")
            self._intents.choose_day((day + timedelta(days=days)).isoformat())


def _day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
