"""Cards by artwork, name and last four digits, two in a row: those that lie behind the counter."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from pos_terminal.look.boxes import Column, Row
from pos_terminal.look.product_art import Artworks, ProductArt
from pos_terminal.look.relabel import relabel, show_if
from pos_terminal.look.sentences import manner
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token
from pos_terminal.words import CardLine

_COLUMNS: Final = 2
_LAST_ROW: Final = 1000


class KeptCards(QWidget):
    def __init__(self, theme: Theme, artworks: Artworks) -> None:
        super().__init__()
        self._theme = theme
        self._artworks = artworks
        self._cards: list[_KeptCard] = []
        self._grid = QGridLayout(self)
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, 1)
        self._grid.setRowStretch(_LAST_ROW, 1)  # what is left goes below the cards
        theme.changed.connect(self._rescale)
        self._rescale()

    def show_cards(self, lines: tuple[CardLine, ...], currency: str) -> None:
        while len(self._cards) < len(lines):
            card = _KeptCard(self._theme, self._artworks)
            self._grid.addWidget(card, *divmod(len(self._cards), _COLUMNS))
            self._cards.append(card)
        for index, card in enumerate(self._cards):
            show_if(card, index < len(lines))
            if index < len(lines):
                card.show_line(lines[index], currency)

    def _rescale(self) -> None:
        px = self._theme.px
        self._grid.setContentsMargins(0, px(22), 0, px(8))
        self._grid.setHorizontalSpacing(px(16))
        self._grid.setVerticalSpacing(px(16))


class _KeptCard(QWidget):
    def __init__(self, theme: Theme, artworks: Artworks) -> None:
        super().__init__()
        row = Row(theme, spacing=16, parent=self)
        self._art = ProductArt(theme, artworks, 84)
        self._name = Label(theme, Kind.BODY, token=Token.INK_3, wrap=True)
        self._digits = Label(theme, Kind.TITLE)
        words = Column(theme)
        words.addStretch(1)
        words.addWidget(self._name)
        words.addWidget(self._digits)
        words.addStretch(1)
        row.addWidget(self._art, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)

    def show_line(self, line: CardLine, currency: str) -> None:
        price = manner().money(line.price_minor, currency)
        self._art.show_product(line.name, price, line.artwork)
        relabel(self._name, line.name)
        relabel(self._digits, line.last_four)
        self.setAccessibleName(f"{line.name}, {line.last_four}")
