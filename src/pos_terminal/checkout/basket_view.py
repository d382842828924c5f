"""The basket at the right: its rows, the total, and the one main button.

A scan adds one row and changes one: rows are kept by card, nothing is built anew.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from pos_terminal.checkout.model import CheckingCard, CheckoutState, Mode
from pos_terminal.checkout.parts_view import RIGHT_WIDTH, money
from pos_terminal.checkout.sentences_view import tell, tell_message, why_off
from pos_terminal.look.basket_row import BasketRow, NextCardPlace
from pos_terminal.look.boxes import Column, Hairline, Row, keep_size
from pos_terminal.look.buttons import LinkButton, PrimaryButton
from pos_terminal.look.card_look import state_look
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.pill import Mood
from pos_terminal.look.product_art import Artworks
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme
from pos_terminal.words import CardLine

_CHECKING = "checking:"


class BasketPanel(CardSurface):
    """`main_pressed` is the main button; what it means is the page's business."""

    main_pressed = Signal()
    typing_asked = Signal()
    removed = Signal(str)

    def __init__(self, theme: Theme, artworks: Artworks) -> None:
        super().__init__(theme)
        self._artworks = artworks
        self._rows: dict[str, BasketRow] = {}
        self._order: list[str] = []
        self._removable = False
        keep_size(theme, self, width=RIGHT_WIDTH)
        column = Column(theme, margins=(12, 20, 12, 24), parent=self)
        self._title = Label(theme, Kind.CARD_TITLE)
        self._count = Label(theme, Kind.QUIET)
        head = Row(theme, margins=(12, 2, 12, 8))
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(self._count)
        column.addLayout(head)
        column.addWidget(self._build_rows(), 1)
        line = Row(theme, margins=(12, 0, 12, 16))
        line.addWidget(Hairline(theme))
        column.addLayout(line)
        self._total_word = Label(theme, Kind.LEAD)
        self._total = Label(theme, Kind.TOTAL)
        total = Row(theme, margins=(12, 0, 12, 16))
        total.addWidget(self._total_word, 0, Qt.AlignmentFlag.AlignVCenter)
        total.addStretch()
        total.addWidget(self._total)
        column.addLayout(total)
        self.main = PrimaryButton(theme, icon="credit-card-fill", key="F12", large=True)
        self.main.clicked.connect(self.main_pressed)
        foot = Row(theme, margins=(12, 0, 12, 0))
        foot.addWidget(self.main)
        column.addLayout(foot)

    def _build_rows(self) -> ScrollColumn:
        theme = self._theme
        content = QWidget()
        self._column = Column(theme, parent=content)
        self._next = NextCardPlace(theme)
        self._type = LinkButton(theme, key="F3")
        self._type.clicked.connect(self.typing_asked)
        self._next.add_button(self._type)
        self._next_row = QWidget()
        next_row = Row(theme, margins=(12, 8, 12, 4), parent=self._next_row)
        next_row.addWidget(self._next)
        self._column.addWidget(self._next_row)
        self._column.addStretch(1)
        self._scroll = ScrollColumn(theme, content)
        return self._scroll

    def show_basket(self, state: CheckoutState) -> None:
        """Show lines, checks and total; the page words the main button."""
        self._removable = state.mode is Mode.BASKET
        count = len(state.lines)
        relabel(self._title, tell("view.basket"))
        relabel(self._count, tell("view.cards", count=count))
        relabel(self._total_word, tell("view.total"))
        relabel(self._total, money(state.total_minor, state.currency))
        self._next.show_word(tell("view.next_card"))
        reword(self._type, tell("view.type_short"), why_off=why_off(state.buttons.type_number))
        show_if(self._next_row, self._removable)
        self._show_rows(state)

    def row(self, card_id: str) -> BasketRow | None:
        return self._rows.get(card_id)

    def rows(self) -> list[BasketRow]:
        """The rows from top to bottom."""
        return [self._rows[key] for key in self._order]

    def _show_rows(self, state: CheckoutState) -> None:
        wanted = [line.card_id for line in state.lines]
        wanted += [f"{_CHECKING}{card.last_four}" for card in state.checking]
        for key in [key for key in self._order if key not in wanted]:
            row = self._rows.pop(key)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
            self._order.remove(key)
        for line in state.lines:
            self._show_line(self._row_of(line.card_id, wanted), line, state.currency)
        for card in state.checking:
            self._show_checking(self._row_of(f"{_CHECKING}{card.last_four}", wanted), card)

    def _row_of(self, key: str, wanted: list[str]) -> BasketRow:
        """The row of a card; a new one comes in at its place, which is nearly always the last."""
        row = self._rows.get(key)
        if row is None:
            row = BasketRow(self._theme, self._artworks, key)
            row.removed.connect(self.removed)
            place = min(wanted.index(key), len(self._order))
            self._rows[key] = row
            self._order.insert(place, key)
            self._column.insertWidget(place, row)
            row.slide_in()
        return row

    def _show_line(self, row: BasketRow, line: CardLine, currency: str) -> None:
        ends_in = "view.ends_in_keyed" if line.keyed else "view.ends_in"
        row.show_card(
            name=line.name,
            price=money(line.price_minor, currency),
            artwork=line.artwork,
            ends_in=tell(ends_in, digits=line.last_four),
        )
        mood, icon = state_look(line)
        row.show_state(tell_message(line.state_word), mood, icon, newest=line.newest)
        spoken = tell("view.remove", name=line.name, digits=line.last_four)
        row.show_bin(spoken if self._removable else None)
        if line.newest:
            self._scroll.keep_in_sight(row)

    def _show_checking(self, row: BasketRow, card: CheckingCard) -> None:
        row.show_card(
            name=tell("view.checking_card"),
            price="",
            artwork=None,
            ends_in=tell("view.ends_in", digits=card.last_four),
        )
        row.show_state(tell("view.checking"), Mood.QUIET, "dots-three-circle-bold", newest=True)
        row.show_bin(None)
        self._scroll.keep_in_sight(row)
