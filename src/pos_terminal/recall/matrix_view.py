"""The matrix: a row for each kind of card with its bar, its number, and what becomes of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from pos_terminal.look.boxes import Column, Hairline, Row, keep_size
from pos_terminal.look.icons import Icon
from pos_terminal.look.money import format_number
from pos_terminal.look.recall_words import kind_note, kind_word, was_word, would_word
from pos_terminal.look.relabel import relabel, show_if
from pos_terminal.look.sentences import manner
from pos_terminal.look.share_bar import ShareBar
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token
from pos_terminal.recall.model import MatrixRow


class _MatrixLine(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        column = Column(theme, parent=self)
        column.addWidget(Hairline(theme))
        row = Row(theme, spacing=14, margins=(0, 1, 0, 0))
        column.addLayout(row)
        names = Column(theme)
        self._kind = Label(theme, Kind.STRONG, wrap=True)
        self._meaning = Label(theme, Kind.NOTE, token=Token.INK_3, wrap=True)
        names.addWidget(self._kind)
        names.addWidget(self._meaning)
        holder = QWidget()
        holder.setLayout(names)
        keep_size(theme, holder, width=158)
        row.addWidget(holder)
        self._bar = ShareBar(theme, width=118)
        row.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignVCenter)
        self._count = Label(theme, Kind.CARD_TITLE, align=Qt.AlignmentFlag.AlignRight)
        keep_size(theme, self._count, width=86)
        row.addWidget(self._count, 0, Qt.AlignmentFlag.AlignVCenter)
        self._icon = Icon(theme, "prohibit-bold", 18)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        self._effect = Label(theme, Kind.NOTE_STRONG, wrap=True)
        row.addWidget(self._effect, 1, Qt.AlignmentFlag.AlignVCenter)

    def show_row(self, row: MatrixRow, *, happened: bool) -> None:
        relabel(self._kind, kind_word(row.kind))
        relabel(self._meaning, kind_note(row.kind))
        self._bar.show_share(row.share, Token.REFUSED if row.changes else Token.BORDER)
        relabel(self._count, format_number(row.count, manner().language))
        words = was_word(row.effect) if happened else would_word(row.effect)
        relabel(self._effect, words)
        ink = Token.REFUSED_TEXT if row.changes else Token.INK_2
        self._effect.set_token(ink)
        self._icon.set_icon("prohibit-bold" if row.changes else "minus-circle", ink)
        count = self._count.text()
        self.setAccessibleName(f"{self._kind.text()}, {self._meaning.text()}, {count}, {words}")


class Matrix(QWidget):
    """As many rows as there are kinds; together they are all the cards."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lines: list[_MatrixLine] = []
        self._column = Column(theme, parent=self)
        self._column.addStretch(1)

    def show_rows(self, rows: tuple[MatrixRow, ...], *, happened: bool) -> None:
        while len(self._lines) < len(rows):
            line = _MatrixLine(self._theme)
            self._column.insertWidget(len(self._lines), line)
            self._lines.append(line)
        for place, line in enumerate(self._lines):
            show_if(line, place < len(rows))
            if place < len(rows):
                line.show_row(rows[place], happened=happened)
