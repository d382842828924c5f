"""The page *Labels*: the sheet as it will come out at the left, what is wanted at the right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QStackedLayout, QWidget

from pos_terminal.look.boxes import Column, Row, keep_size
from pos_terminal.look.buttons import SecondaryButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.frame import Frame
from pos_terminal.look.nothing_panel import NothingPanel
from pos_terminal.look.page import Page
from pos_terminal.look.relabel import relabel
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token
from pos_terminal.pack_labels.model import LabelsIntents, LabelsPicture, Order
from pos_terminal.pack_labels.order_view import OrderPanel
from pos_terminal.pack_labels.sentences_view import tell, tell_message
from pos_terminal.pack_labels.sheet_view import SheetPaper
from pos_terminal.words import Message

PAGE: Final = "labels"
_SIDE: Final = 168
_TURNS: Final = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}

AskFile = Callable[[QWidget, str], Path | None]
"""Lets a person say where a file goes, given a name for it; nothing where they think better."""


def ask_file(parent: QWidget, name: str) -> Path | None:
    """The system's own question for a file."""
    filters = tell("view.file_filter") + " (*.pdf)"
    chosen, _ = QFileDialog.getSaveFileName(parent, tell("view.printer.pdf"), name, filters)
    return Path(chosen) if chosen else None


class LabelsPage(Page):
    """While sheets are being made, the page may be left: they go on."""

    def __init__(
        self, theme: Theme, intents: LabelsIntents, frame: Frame, *, ask: AskFile = ask_file
    ) -> None:
        super().__init__(
            frame, title=lambda: tell("view.title"), context=lambda: tell_message(self._about())
        )
        self._intents = intents
        self._ask = ask
        self._state: LabelsPicture | None = None
        row = Row(theme, spacing=24, margins=(32, 28, 32, 28), parent=self)
        self._left = QStackedLayout()
        row.addLayout(self._left, 1)  # first, or its first page would be a window of its own
        self.nothing = NothingPanel(theme, "tag", intents.open)
        self._left.addWidget(self.nothing)
        self._left.addWidget(self._build_well(theme))
        self.order = OrderPanel(theme, intents)
        self.order.acted.connect(self._act)
        row.addWidget(self.order)
        intents.watch(self._show)

    def _build_well(self, theme: Theme) -> QWidget:
        self._well = CardSurface(theme, ground=Token.SUNKEN)
        row = Row(theme, spacing=24, margins=(24, 24, 20, 24), parent=self._well)
        self.paper = SheetPaper(theme)
        self.paper.place_pressed.connect(self._intents.choose_start)
        row.addWidget(self.paper, 1)
        side = QWidget()
        keep_size(theme, side, width=_SIDE)
        column = Column(theme, spacing=4, parent=side)
        self._sheet_word = Label(theme, Kind.BODY)
        self._sheet_of = Label(theme, Kind.TITLE)
        column.addWidget(self._sheet_word)
        column.addWidget(self._sheet_of)
        turn = Row(theme, spacing=8, margins=(0, 8, 0, 24))
        self.before = SecondaryButton(theme, icon="caret-left-bold")
        self.before.clicked.connect(lambda: self._intents.turn(-1))
        self.after = SecondaryButton(theme, icon="caret-right-bold")
        self.after.clicked.connect(lambda: self._intents.turn(1))
        turn.addWidget(self.before)
        turn.addWidget(self.after)
        turn.addStretch(1)
        column.addLayout(turn)
        self._count = Label(theme, Kind.STRONG, wrap=True)
        self._used = Label(theme, Kind.BODY, wrap=True)
        self._note = Label(theme, Kind.NOTE, wrap=True)
        for label in (self._count, self._used):
            column.addWidget(label)
        column.addStretch(1)
        column.addWidget(self._note)
        row.addWidget(side)
        return self._well

    def _about(self) -> Message | None:
        return None if self._state is None else self._state.about

    def _show(self, state: LabelsPicture) -> None:
        renamed = self._state is None or self._state.about != state.about
        self._state = state
        order = state.order
        self.order.show_order(state)
        if order is not None:
            self._show_sheet(state, order)
            self._left.setCurrentWidget(self._well)
        else:
            self._show_nothing(state)
            self._left.setCurrentWidget(self.nothing)
        if renamed:
            self.name_page()
        if state.toast is not None:
            self.show_toast(state.toast, tell_message, even_behind=True)

    def _show_sheet(self, state: LabelsPicture, order: Order) -> None:
        used = tell("view.used")
        self.paper.show_sheet(order, state.shown_sheet, used)
        where = tell("view.sheet_of", sheet=state.shown_sheet, sheets=order.sheets)
        relabel(self._sheet_word, tell("view.sheet_word"))
        relabel(self._sheet_of, where)
        self.before.setAccessibleName(tell("view.sheet_back"))
        self.after.setAccessibleName(tell("view.sheet_on"))
        self.before.setEnabled(state.shown_sheet > 1)
        self.after.setEnabled(state.shown_sheet < order.sheets)
        relabel(self._count, tell("view.labels", count=len(order.lines)))
        places = tell("view.used_places", count=order.start) if order.start else ""
        relabel(self._used, places, hide_empty=True)
        relabel(self._note, tell("view.labels_note"))
        self.paper.setAccessibleName(f"{tell('view.sheet_word')} {where}")

    def _show_nothing(self, state: LabelsPicture) -> None:
        icon = "hourglass-medium" if state.loading else "tag"
        words = state.nothing or state.number_fault or state.act.why_off
        self.nothing.show_nothing(
            icon, "", tell_message(words), retry=tell("view.retry"), can_retry=state.can_retry
        )

    def _act(self) -> None:
        state = self._state
        if state is None or state.order is None:
            return
        if state.printer:
            self._intents.print()
            return
        file = self._ask(self, tell("view.file_name", number=str(state.order.batch)))
        if file is not None:
            self._intents.save(file.with_suffix(".pdf"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _TURNS:
            self._intents.turn(_TURNS[key])
        else:
            super().keyPressEvent(event)

    def opened(self) -> None:
        self._intents.open()

    def show_again(self) -> None:
        if self._state is not None:
            self._show(self._state)
