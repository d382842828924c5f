"""A list with a title: what each entry is, with a figure, and more about it below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from pos_terminal.custody.sentences_view import tell
from pos_terminal.look.boxes import Column, Row
from pos_terminal.look.relabel import relabel, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token


class Entry(NamedTuple):
    what: str
    more: str
    figure: str = ""


class EntryList(QWidget):
    """A title, a note, and entries below each other that scroll."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: list[_EntryRow] = []
        column = Column(theme, spacing=6, parent=self)
        self._title = Label(theme, Kind.CARD_TITLE, wrap=True)
        self._note = Label(theme, Kind.NOTE, token=Token.INK_2, wrap=True)
        column.addWidget(self._title)
        column.addWidget(self._note)
        content = QWidget()
        self._entries = Column(theme, spacing=8, margins=(0, 0, 4, 0), parent=content)
        self._entries.addStretch(1)
        column.addWidget(ScrollColumn(theme, content), 1)

    def show_entries(self, title: str, note: str, entries: Sequence[Entry]) -> None:
        relabel(self._title, title)
        relabel(self._note, note, hide_empty=True)
        while len(self._rows) < len(entries):
            row = _EntryRow(self._theme)
            self._entries.insertWidget(len(self._rows), row)
            self._rows.append(row)
        for place, row in enumerate(self._rows):
            show_if(row, place < len(entries))
            if place < len(entries):
                row.show_entry(entries[place])


class _EntryRow(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        column = Column(theme, spacing=0, parent=self)
        head = Row(theme, spacing=10)
        self._what = Label(theme, Kind.STRONG, wrap=True)
        self._figure = Label(theme, Kind.NOTE_STRONG)
        head.addWidget(self._what, 1)
        head.addWidget(self._figure)
        column.addLayout(head)
        self._more = Label(theme, Kind.NOTE, token=Token.INK_2, wrap=True)
        column.addWidget(self._more)

    def show_entry(self, entry: Entry) -> None:
        relabel(self._what, entry.what)
        relabel(self._figure, entry.figure, hide_empty=True)
        relabel(self._more, entry.more)


def note_of(told: Sequence[object] | None, none: str | None, more: str | None) -> str:
    """What is said above the entries: that they are not known, that there are none, or more."""
    word = "view.carried_asking" if told is None else more if told else none
    return "" if word is None else tell(word)
