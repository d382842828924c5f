"""A fact among others: an icon, a label in ink 3, and under it what is so."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from pos_terminal.look.boxes import Column, Row, keep_size
from pos_terminal.look.icons import Icon
from pos_terminal.look.relabel import relabel
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token


class Fact(QWidget):
    def __init__(self, theme: Theme, icon: str) -> None:
        super().__init__()
        row = Row(theme, spacing=12, parent=self)
        mark = Icon(theme, icon, 24, Token.INK_2)
        keep_size(theme, mark, width=24, height=24)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)
        words = Column(theme, spacing=2)
        self._label = Label(theme, Kind.NOTE, token=Token.INK_3, wrap=True)
        self._value = Label(theme, Kind.STRONG, wrap=True)
        words.addWidget(self._label)
        words.addWidget(self._value)
        row.addLayout(words, 1)

    def show_fact(self, label: str, value: str) -> None:
        relabel(self._label, label)
        relabel(self._value, value)
