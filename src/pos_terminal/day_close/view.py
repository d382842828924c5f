"""The page *Day*: figures, chart, tables and money at the left; what to do at the right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from pos_terminal.day_close.count_view import CountPanel
from pos_terminal.day_close.model import Bar, DayIntents, DayState, Section
from pos_terminal.day_close.pos_view import PosPanel
from pos_terminal.day_close.sentences_view import tell, tell_message
from pos_terminal.day_close.side_view import SidePanel, is_counting
from pos_terminal.day_close.table_view import FigureTable
from pos_terminal.day_close.tiles_view import MoneyCard, Tiles
from pos_terminal.look.boxes import Column, Row, keep_size
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.chip import Chip
from pos_terminal.look.frame import Frame
from pos_terminal.look.hour_chart import HourChart
from pos_terminal.look.icons import Icon
from pos_terminal.look.page import Page
from pos_terminal.look.relabel import relabel, show_if
from pos_terminal.look.sentences import manner
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token

_SIDE: Final = 392
_ICONS: Final = {
    Section.HOURS: "chart-bar",
    Section.PRODUCTS: "cards",
    Section.PEOPLE: "users",
    Section.POS: "scales",
}


class _Nothing(QWidget):
    """There is no report: still asked for, or not to be had."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        centre = Qt.AlignmentFlag.AlignHCenter
        column = Column(theme, spacing=12, parent=self)
        column.addStretch(1)
        self._icon = Icon(theme, "wifi-slash", 72, Token.INK_3)
        self._words = Label(theme, Kind.PRODUCT, wrap=True, align=centre)
        column.addWidget(self._icon, 0, centre)
        column.addWidget(self._words)
        column.addStretch(1)

    def show_words(self, words: str, *, asking: bool) -> None:
        self._icon.set_icon("hourglass-medium" if asking else "wifi-slash", Token.INK_3)
        relabel(self._words, words)


class DayView(Page):
    def __init__(self, theme: Theme, intents: DayIntents, frame: Frame) -> None:
        super().__init__(frame, title=lambda: tell("view.title"), context=self._which_day)
        self._theme = theme
        self._intents = intents
        self._state: DayState | None = None
        row = Row(theme, spacing=24, margins=(32, 24, 32, 24), parent=self)
        row.addWidget(self._build_left(theme), 1)
        side = CardSurface(theme)
        keep_size(theme, side, width=_SIDE)
        self._sides = QStackedLayout(side)
        self.side = SidePanel(theme, intents)
        self.counting = CountPanel(theme, intents)
        for panel in (self.side, self.counting):
            self._sides.addWidget(panel)
        row.addWidget(side)
        intents.watch(self._show)

    def _build_left(self, theme: Theme) -> QWidget:
        left = QWidget()
        column = Column(theme, spacing=14, parent=left)
        self.tiles = Tiles(theme)
        column.addWidget(self.tiles)
        card = CardSurface(theme)
        inner = Column(theme, spacing=10, margins=(24, 16, 20, 14), parent=card)
        sections = Row(theme, spacing=8)
        self.sections: dict[Section, Chip] = {}
        for section, icon in _ICONS.items():
            chip = Chip(theme, icon=icon, height=48)
            chip.clicked.connect(partial(self._intents.open_section, section))
            self.sections[section] = chip
            sections.addWidget(chip, 1)
        inner.addLayout(sections)
        self._bodies = QStackedLayout()
        inner.addLayout(self._bodies, 1)
        self.products = FigureTable(theme, "table.product")
        self.people = FigureTable(theme, "table.person")
        self.comparison = PosPanel(theme, self._intents)
        self._parts: dict[Section, QWidget] = {
            Section.HOURS: self._build_chart(theme),
            Section.PRODUCTS: self.products,
            Section.PEOPLE: self.people,
            Section.POS: self.comparison,
        }
        self.nothing = _Nothing(theme)
        for part in (*self._parts.values(), self.nothing):
            self._bodies.addWidget(part)
        column.addWidget(card, 1)
        self.money = MoneyCard(theme)
        column.addWidget(self.money)
        return left

    def _build_chart(self, theme: Theme) -> QWidget:
        part = QWidget()
        column = Column(theme, spacing=4, parent=part)
        self._chart_title = Label(theme, Kind.HEAD)
        self.week_ago = Label(theme, Kind.NOTE)
        self.chart = HourChart(theme)
        head = Row(theme, spacing=16)
        head.addWidget(self._chart_title, 1)
        head.addWidget(self.week_ago)
        column.addLayout(head)
        column.addWidget(self.chart, 1)
        return part

    def _show(self, state: DayState) -> None:
        self._state = state
        counts = is_counting(state)
        begins = counts and self._sides.currentWidget() is not self.counting
        self.side.show_state(state)
        self.counting.show_state(state)
        self._sides.setCurrentWidget(self.counting if counts else self.side)
        self._show_figures(state)
        if self.isVisible():
            if begins:
                self.counting.cash.setFocus()
            elif not counts and self.counting.isAncestorOf(self.focusWidget() or self):
                self.setFocus()
            self.name_page()
        if state.toast is not None:
            self.show_toast(state.toast, tell_message)

    def _show_figures(self, state: DayState) -> None:
        report = state.report
        for part in (self.tiles, self.money):
            show_if(part, report is not None)
        for section, chip in self.sections.items():
            chip.set_words(tell(f"section.{section.value}"))
            chip.setChecked(section is state.section)
            managers_only = section is Section.POS
            show_if(chip, report is not None and (bool(state.tills) or not managers_only))
        self.nothing.show_words(tell_message(state.headline), asking=state.loading)
        shown = self.nothing if report is None else self._parts[state.section]
        self._bodies.setCurrentWidget(shown)
        currency = "" if report is None else report.currency
        if report is not None:
            self.tiles.show_tiles(state.tiles, currency)
            self.money.show_money(state.money, currency)
        self._show_chart(state.bars)
        self.products.show_rows(state.products, currency)
        self.people.show_rows(state.people, currency)
        self.comparison.show_state(state)

    def _show_chart(self, bars: Sequence[Bar]) -> None:
        any_sold = any(bar.sum.count for bar in bars)
        relabel(self._chart_title, tell("chart.title" if any_sold else "chart.none"))
        week_ago = sum(bar.week_ago for bar in bars)
        relabel(self.week_ago, tell("chart.week_ago", count=week_ago) if week_ago else "")
        spoken = [
            tell("chart.spoken", hour=str(bar.hour), count=bar.sum.count)
            for bar in bars
            if bar.sum.count
        ]
        self.chart.show_bars(
            [(bar.hour, bar.sum.count) for bar in bars],
            ". ".join(spoken),
            line=[bar.week_ago for bar in bars] if week_ago else (),
        )

    def _which_day(self) -> str:
        state = self._state
        if state is None:
            return ""
        day = manner().weekday(dt.date.fromisoformat(state.day))
        return day if state.other_till is None else f"{day} · {state.other_till}"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.counting.take_key(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not self.counting.let_key_go(event):
            super().keyReleaseEvent(event)

    def opened(self) -> None:
        self._intents.open()

    def show_again(self) -> None:
        if self._state is not None:
            self._show(self._state)
