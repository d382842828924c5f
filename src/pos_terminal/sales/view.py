"""The page *Sales*: find a past sale, print its receipt again, cancel it, give the money back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedLayout

from pos_terminal.look.boxes import Column, Row
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.frame import Frame
from pos_terminal.look.icons import RECEIPT, Icon
from pos_terminal.look.page import Page
from pos_terminal.look.product_art import Artworks
from pos_terminal.look.relabel import relabel
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token
from pos_terminal.sales.detail_view import DetailCard
from pos_terminal.sales.model import SalesIntents, SalesState
from pos_terminal.sales.search_view import SearchPanel
from pos_terminal.sales.sentences_view import tell, tell_message


class SalesView(Page):
    def __init__(
        self, theme: Theme, intents: SalesIntents, artworks: Artworks, frame: Frame
    ) -> None:
        super().__init__(frame, title=lambda: tell("view.title"))
        self._intents = intents
        self._state: SalesState | None = None
        row = Row(theme, spacing=24, margins=(32, 32, 32, 32), parent=self)
        self.search = SearchPanel(theme, intents)
        row.addWidget(self.search)
        self._right = QStackedLayout()
        row.addLayout(self._right, 1)  # first, or its first page would be a window of its own
        self.detail = DetailCard(theme, intents, artworks)
        self._nothing = CardSurface(theme)
        column = Column(theme, spacing=12, margins=(48, 32, 48, 32), parent=self._nothing)
        column.addStretch(1)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(Icon(theme, RECEIPT, 64, Token.INK_3), 0, centre)
        self._choose = Label(theme, Kind.LEAD, wrap=True, align=centre)
        column.addWidget(self._choose)
        column.addStretch(1)
        self._right.addWidget(self._nothing)
        self._right.addWidget(self.detail)
        intents.watch(self._show)

    def _show(self, state: SalesState) -> None:
        self._state = state
        self.search.show_search(state)
        choose = tell("view.choose") if state.rows else tell("view.scan_or_search")
        relabel(self._choose, choose)
        if state.detail is not None:
            self.detail.show_sale(state.detail, state.printer)
            self._right.setCurrentWidget(self.detail)
        else:
            self._right.setCurrentWidget(self._nothing)
        if state.toast is not None:
            self.show_toast(state.toast, tell_message, even_behind=True)

    def opened(self) -> None:
        if self._state is None or self._state.detail is None:
            # A sale that another page asked for stays open; else the page begins with today.
            self._intents.open()

    def show_again(self) -> None:
        if self._state is not None:
            self._show(self._state)
