"""Nothing is open, though there may be things to choose from; or what became of what was open."""

from __future__ import annotations

from PySide6.QtCore import Qt

from pos_terminal.look.boxes import Column
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.icons import Icon
from pos_terminal.look.relabel import relabel
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token
from pos_terminal.look.way_back_words import way_back_words
from pos_terminal.waiting.model import Settled
from pos_terminal.waiting.sentences_view import tell, tell_message


class ChooseCard(CardSurface):
    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        centre = Qt.AlignmentFlag.AlignHCenter
        column = Column(theme, spacing=12, margins=(48, 32, 48, 32), parent=self)
        column.addStretch(1)
        column.addWidget(Icon(theme, "list-bullets", 72, Token.INK_3), 0, centre)
        self._word = Label(theme, Kind.TITLE, wrap=True, align=centre)
        column.addWidget(self._word)
        self._way = Label(theme, Kind.STRONG, wrap=True, align=centre)
        column.addWidget(self._way)
        column.addStretch(2)

    def show_told(self, told: Settled | None) -> None:
        """What became of it, and how its money goes back now; null where nothing was open."""
        relabel(self._word, tell("view.choose") if told is None else tell_message(told.fact))
        way = "" if told is None else way_back_words(told.way)
        relabel(self._way, way, hide_empty=True)
