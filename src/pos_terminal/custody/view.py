"""The page *Stock*: what a scan does at the left; the label and what was done at the right."""

from __future__ import annotations

from typing import Final

from pos_terminal.custody.label_view import LabelPanel
from pos_terminal.custody.model import StockIntents, StockPicture
from pos_terminal.custody.sentences_view import tell
from pos_terminal.custody.side_view import SidePanel
from pos_terminal.custody.sitting_view import SittingPanel
from pos_terminal.custody.strays_view import StraysPanel
from pos_terminal.look.boxes import Column, Row, keep_size
from pos_terminal.look.frame import Frame
from pos_terminal.look.page import Page
from pos_terminal.look.relabel import show_if
from pos_terminal.look.theme import Theme

_SIDE: Final = 364
_STRAYS: Final = 172


class StockPage(Page):
    def __init__(self, theme: Theme, intents: StockIntents, frame: Frame) -> None:
        super().__init__(frame, title=lambda: tell("view.title"))
        self._intents = intents
        self._state: StockPicture | None = None
        row = Row(theme, spacing=24, margins=(24, 20, 24, 20), parent=self)
        self.side = SidePanel(theme, intents)
        keep_size(theme, self.side, width=_SIDE)
        row.addWidget(self.side)
        right = Column(theme, spacing=14)
        row.addLayout(right, 1)
        self.label = LabelPanel(theme, intents)
        right.addWidget(self.label)
        self.sitting = SittingPanel(theme, intents)
        right.addWidget(self.sitting, 1)
        self.strays = StraysPanel(theme)
        keep_size(theme, self.strays, height=_STRAYS)
        right.addWidget(self.strays)
        intents.watch(self._show)

    def _show(self, state: StockPicture) -> None:
        self._state = state
        self.side.show_state(state)
        self.label.show_state(state)
        self.sitting.show_state(state)
        self.strays.show_state(state)
        show_if(self.strays, state.strays is None or bool(state.strays))

    def opened(self) -> None:
        self._intents.open()

    def show_again(self) -> None:
        if self._state is not None:
            self._show(self._state)
