"""The basket at the right: its rows, the total, and the one main button.

A scan shows one row more and changes one; nothing is built while a clerk waits.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from pos_terminal.checkout.model import CheckingCard, CheckoutState, Mode
from pos_terminal.checkout.parts_view import RIGHT_WIDTH, money
from pos_terminal.checkout.sentences_view import tell, tell_message
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

_ROWS_READY: Final = 5
_SPARE_AFTER_MS: Final = 50  # after the scan has been painted


class BasketPanel(CardSurface):
    """`main_pressed` is the main button; what it means is the page's business."""

    main_pressed = Signal()
    typing_asked = Signal()
    removed = Signal(str)

    def __init__(self, theme: Theme, artworks: Artworks) -> None:
        super().__init__(theme)
        self._artworks = artworks
        self._rows: list[BasketRow] = []
        self._used = 0
        self._spare = QTimer(self)
        self._spare.setSingleShot(True)
        self._spare.timeout.connect(self._add_row)
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
        for _ in range(_ROWS_READY):
            self._add_row()
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
        reword(self._type, tell("view.type_short"))
        show_if(self._type, state.buttons.type_number.enabled)
        show_if(self._next_row, self._removable)
        self._show_rows(state)

    def row(self, card_id: str) -> BasketRow | None:
        return next((row for row in self.rows() if row.card_id == card_id), None)

    def rows(self) -> list[BasketRow]:
        """The rows in use, from top to bottom."""
        return self._rows[: self._used]

    def _show_rows(self, state: CheckoutState) -> None:
        """Rows belong to places, not to cards; those not in use are hidden and stand ready."""
        self._used = len(state.lines) + len(state.checking)
        for place, line in enumerate(state.lines):
            row = self._row_at(place, line.last_four)
            row.card_id = line.card_id
            self._show_line(row, line, state.currency)
        for place, card in enumerate(state.checking, len(state.lines)):
            row = self._row_at(place, card.last_four)
            row.card_id = ""
            self._show_checking(row, card)
        for row in self._rows[self._used :]:
            show_if(row, False)
        if self._used == len(self._rows):
            self._spare.start(_SPARE_AFTER_MS)

    def _row_at(self, place: int, last_four: str) -> BasketRow:
        while place >= len(self._rows):
            self._add_row()
        row = self._rows[place]
        # A card that was asked about keeps its row when the answer comes.
        comes_in = row.isHidden() and row.last_four != last_four
        row.last_four = last_four
        show_if(row, True)
        if comes_in:
            row.slide_in()
        return row

    def _add_row(self) -> None:
        """Make a row that stands ready: making one takes longer than showing one."""
        row = BasketRow(self._theme, self._artworks)
        row.removed.connect(self.removed)
        row.hide()
        self._column.insertWidget(len(self._rows), row)
        self._rows.append(row)

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
