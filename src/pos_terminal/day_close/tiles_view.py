"""The five figures, and the money below them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from card_contract.states import DayFigure, PaymentKind
from pos_terminal.day_close.model import MoneyRow, Tile
from pos_terminal.day_close.sentences_view import tell
from pos_terminal.look.boxes import Column, Row
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.relabel import relabel
from pos_terminal.look.sentences import manner
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token

_RIGHT: Final = Qt.AlignmentFlag.AlignRight
_LOOKS: Final = {DayFigure.IN_DOUBT: Token.NOT_KNOWN_TEXT, DayFigure.RECALLED: Token.REFUSED_TEXT}


class Tiles(QWidget):
    """Number over value; what is late says so."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        row = Row(theme, spacing=12, parent=self)
        self._tiles = [_Tile(theme) for _ in DayFigure]
        for tile in self._tiles:
            row.addWidget(tile, 1)

    def show_tiles(self, tiles: tuple[Tile, ...], currency: str) -> None:
        for widget, tile in zip(self._tiles, tiles, strict=False):
            widget.show_tile(tile, currency)


class _Tile(CardSurface):
    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        column = Column(theme, spacing=0, margins=(16, 12, 12, 12), parent=self)
        self._word = Label(theme, Kind.FIELD_LABEL)
        self._count = Label(theme, Kind.PRODUCT)
        self._value = Label(theme, Kind.NOTE)
        self._late = Label(theme, Kind.NOTE, token=Token.NOT_KNOWN_TEXT, wrap=True)
        for label in (self._word, self._count, self._value, self._late):
            column.addWidget(label)
        column.addStretch(1)

    def show_tile(self, tile: Tile, currency: str) -> None:
        relabel(self._word, tell(f"figure.{tile.figure.value}"))
        relabel(self._count, str(tile.sum.count))
        looks = _LOOKS.get(tile.figure, Token.INK)
        self._count.set_token(looks if tile.sum.count else Token.INK)
        relabel(self._value, manner().money(tile.sum.value_minor, currency))
        late = tell("figure.late", count=tile.late) if tile.late else ""
        relabel(self._late, late, hide_empty=True)
        self.setAccessibleName(f"{self._word.text()} {self._count.text()}, {self._value.text()}")


class MoneyCard(CardSurface):
    """What was taken and goes back, and what has to be there, by kind."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        column = Column(theme, spacing=8, margins=(24, 14, 24, 14), parent=self)
        content = QWidget()
        self._grid = QGridLayout(content)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(12))
        self._grid.setVerticalSpacing(theme.px(8))
        self._grid.setColumnStretch(0, 1)
        column.addWidget(content)
        self._elsewhere = Label(theme, Kind.NOTE, wrap=True)
        column.addWidget(self._elsewhere)
        self._cells: dict[tuple[int, int], Label] = {}

    def show_money(self, rows: tuple[MoneyRow, ...], currency: str) -> None:
        head = ("money.title", "money.taken", "money.handed_back", "money.owed", "money.in_hand")
        for place, word in enumerate(head):
            kind = Kind.FIELD_LABEL if place else Kind.HEAD
            self._put(0, place, tell(word), kind, Token.INK_2 if place else Token.INK)
        for line, row in enumerate(rows, start=1):
            amounts = (row.taken_minor, row.handed_back_minor, row.owed_minor)
            self._put(line, 0, money_word(row.kind), Kind.STRONG, Token.INK)
            for place, amount in enumerate(amounts, start=1):
                self._put(line, place, manner().money(amount, currency), Kind.STATE, Token.INK_2)
            in_hand = manner().money(row.in_hand_minor, currency)
            self._put(line, len(head) - 1, in_hand, Kind.STRONG, Token.INK)
        for (line, _), cell in self._cells.items():
            cell.setVisible(line <= len(rows))
        relabel(self._elsewhere, "\n".join(elsewhere_words(rows, currency)), hide_empty=True)

    def _put(self, line: int, place: int, text: str, kind: Kind, token: Token) -> None:
        cell = self._cells.get((line, place))
        if cell is None:
            align = _RIGHT if place else Qt.AlignmentFlag.AlignLeft
            cell = Label(self._theme, kind, token=token, align=align)
            self._cells[line, place] = cell
            self._grid.addWidget(cell, line, place)
        relabel(cell, text)


def elsewhere_words(rows: Iterable[MoneyRow], currency: str) -> list[str]:
    """Says for each kind what tills have handed back in each other's place, or never had to."""
    return [
        tell(
            f"money.{part}",
            kind=money_word(row.kind),
            currency=currency,
            **{f"{part}_minor": minor},
        )
        for row in rows
        for part, minor in (
            ("elsewhere", row.elsewhere_minor),
            ("for_others", row.for_others_minor),
            ("not_owed", row.not_owed_minor),
        )
        if minor
    ]


def money_word(kind: PaymentKind | None) -> str:
    return tell(f"money.{'unknown' if kind is None else kind.value}")
