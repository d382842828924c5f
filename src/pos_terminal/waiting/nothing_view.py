"""Nothing is waiting: that it is so, and what would appear here."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt

from pos_terminal.look.boxes import Column, Row, keep_size
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.icons import RECEIPT, WAITING, Icon
from pos_terminal.look.relabel import relabel
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import RADIUS_KEY, Theme, Token
from pos_terminal.waiting.model import WaitingState
from pos_terminal.waiting.sentences_view import tell, tell_message

_EXAMPLES: Final = (
    (WAITING, "view.nothing_doubt"),
    ("money", "view.nothing_refund"),
    (RECEIPT, "view.nothing_receipt"),
    ("users-three", "view.nothing_other"),
)


class NothingCard(CardSurface):
    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        centre = Qt.AlignmentFlag.AlignHCenter
        column = Column(theme, spacing=12, margins=(48, 32, 48, 32), parent=self)
        column.addStretch(2)
        column.addWidget(Icon(theme, "check-circle", 88, Token.ACTIVATED_TEXT), 0, centre)
        column.gap(4)
        self._word = Label(theme, Kind.PRODUCT, wrap=True, align=centre)
        self._note = Label(theme, Kind.LEAD, wrap=True, align=centre)
        column.addWidget(self._word)
        column.addWidget(self._note)
        column.gap(28)
        box = CardSurface(theme, ground=Token.CANVAS, edge=None, radius=RADIUS_KEY)
        keep_size(theme, box, width=620)
        lines = Column(theme, spacing=14, margins=(28, 22, 28, 24), parent=box)
        self._head = Label(theme, Kind.FIELD_LABEL, wrap=True)
        lines.addWidget(self._head)
        self._examples: list[Label] = []
        for icon, _ in _EXAMPLES:
            line = Row(theme, spacing=14)
            line.addWidget(Icon(theme, icon, 22, Token.INK_3), 0, Qt.AlignmentFlag.AlignTop)
            label = Label(theme, Kind.BODY, wrap=True)
            line.addWidget(label, 1)
            self._examples.append(label)
            lines.addLayout(line)
        column.addWidget(box, 0, centre)
        column.gap(12)
        self._notes = [Label(theme, Kind.BODY, wrap=True, align=centre) for _ in range(2)]
        for note in self._notes:
            column.addWidget(note)
        column.addStretch(3)

    def show_nothing(self, state: WaitingState) -> None:
        """Say it in the language of the screen, and what could not be looked up."""
        for label, note in zip(self._notes, (state.holds_note, state.cases_note), strict=True):
            relabel(label, tell_message(note), hide_empty=True)
        relabel(self._word, tell("view.nothing"))
        relabel(self._note, tell("view.nothing_note"))
        relabel(self._head, tell("view.nothing_here"))
        for label, (_, words) in zip(self._examples, _EXAMPLES, strict=True):
            relabel(label, tell(words))
