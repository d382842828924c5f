"""Products or people, a row each, with their sum in every figure."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGridLayout, QWidget

from card_contract.states import DayFigure
from pos_terminal.day_close.model import FigureRow, Sum
from pos_terminal.day_close.sentences_view import tell
from pos_terminal.look.boxes import Column, keep_size
from pos_terminal.look.paint import rounded
from pos_terminal.look.relabel import relabel, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.sentences import manner
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token

_CELL: Final = 88
_BAR: Final = 8
_NONE: Final = "\u2013"


class FigureTable(QWidget):
    """``head`` names the first column; an empty name of a row is nobody's."""

    def __init__(self, theme: Theme, head: str) -> None:
        super().__init__()
        self._theme = theme
        self._head = head
        self._lines: list[_Line] = []
        column = Column(theme, spacing=6, parent=self)
        self._titles = _Line(theme, Kind.FIELD_LABEL)
        column.addWidget(self._titles)
        self._nothing = Label(theme, Kind.BODY, wrap=True)
        column.addWidget(self._nothing)
        content = QWidget()
        self._column = Column(theme, spacing=10, margins=(0, 4, 0, 0), parent=content)
        self._column.addStretch(1)
        column.addWidget(ScrollColumn(theme, content), 1)

    def show_rows(self, rows: tuple[FigureRow, ...], currency: str) -> None:
        self._titles.show_cells(
            tell(self._head), [(tell(f"figure.{figure.value}"), "") for figure in DayFigure]
        )
        relabel(self._nothing, "" if rows else tell("table.none"), hide_empty=True)
        while len(self._lines) < len(rows):
            line = _Line(self._theme, Kind.STRONG)
            self._column.insertWidget(len(self._lines), line)
            self._lines.append(line)
        most = max((row.sums[0].count for row in rows), default=0)
        for place, line in enumerate(self._lines):
            show_if(line, place < len(rows))
            if place < len(rows):
                name, sums = rows[place].name or tell("table.nobody"), rows[place].sums
                line.show_cells(name, [_cell(one, currency) for one in sums])
                line.bar.show_share(sums[0].count / most if most else 0.0)


class _Bar(QWidget):
    """How many were sold, beside the most of any."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._share = 0.0
        keep_size(theme, self, height=_BAR)
        theme.changed.connect(self.update)

    def show_share(self, share: float) -> None:
        self._share = share
        self.update()

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        rounded(painter, box, box.height() / 2, self._theme.color(Token.SUNKEN))
        if self._share:
            box.setWidth(max(box.height(), box.width() * self._share))
            rounded(painter, box, box.height() / 2, self._theme.color(Token.ACCENT))
        painter.end()


class _Line(QWidget):
    def __init__(self, theme: Theme, kind: Kind) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, theme.px(14), 0)
        grid.setHorizontalSpacing(theme.px(6))
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        self._name = Label(theme, kind, wrap=True)
        names = Column(theme, spacing=6)
        names.addWidget(self._name)
        self.bar = _Bar(theme)
        self.bar.setVisible(kind is Kind.STRONG)
        names.addWidget(self.bar)
        grid.addLayout(names, 0, 0, 2, 1)
        right = Qt.AlignmentFlag.AlignRight
        self._cells: list[tuple[Label, Label]] = []
        for place, _ in enumerate(DayFigure, start=1):
            count = Label(theme, kind, align=right)
            value = Label(theme, Kind.NOTE, token=Token.INK_3, align=right)
            for label, line in ((count, 0), (value, 1)):
                keep_size(theme, label, width=_CELL)
                grid.addWidget(label, line, place)
            self._cells.append((count, value))

    def show_cells(self, name: str, cells: list[tuple[str, str]]) -> None:
        relabel(self._name, name)
        for (count, value), (number, amount) in zip(self._cells, cells, strict=True):
            relabel(count, number)
            relabel(value, amount, hide_empty=True)


def _cell(one: Sum, currency: str) -> tuple[str, str]:
    if not one.count:
        return _NONE, ""
    return str(one.count), manner().money(one.value_minor, currency)
