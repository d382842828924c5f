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
        self._theme = theme
        self._words = Column(theme, spacing=12)
        self._labels: list[tuple[Label, Label]] = []
        column.addLayout(self._words)
        column.addStretch(2)

    def show_told(self, told: tuple[Settled, ...]) -> None:
        """What became of each, and how its money goes back now; empty where nothing was open."""
        texts = [(tell_message(one.fact), way_back_words(one.way)) for one in told]
        texts = texts or [(tell("view.choose"), "")]
        while len(self._labels) < len(texts):
            self._labels.append(self._new_labels())
        for place, (word, way) in enumerate(self._labels):
            fact, way_back = texts[place] if place < len(texts) else ("", "")
            relabel(word, fact, hide_empty=True)
            relabel(way, way_back, hide_empty=True)

    def _new_labels(self) -> tuple[Label, Label]:
        kinds = (Kind.TITLE, Kind.STRONG)
        word, way = (
            Label(self._theme, kind, wrap=True, align=Qt.AlignmentFlag.AlignHCenter)
            for kind in kinds
        )
        self._words.addWidget(word)
        self._words.addWidget(way)
        return word, way
