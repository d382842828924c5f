"""What became of a cancellation: not known yet, refund due, refunded, or refused."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt

from pos_terminal.look.boxes import Column, Row
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.details import Details, code_in
from pos_terminal.look.icons import BADGE, OCTAGON_CROSS, WAITING, Icon
from pos_terminal.look.pill import Mood
from pos_terminal.look.relabel import relabel
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import RADIUS_KEY, Theme, Token
from pos_terminal.look.verdict import announce
from pos_terminal.look.way_back_words import way_back_words
from pos_terminal.sales.model import VoidResult, VoidStage
from pos_terminal.sales.sentences_view import tell, tell_message

_LOOKS: Final = {
    VoidStage.ASKING: (Mood.NOT_KNOWN, f"{WAITING}-bold"),
    VoidStage.SIGNATURE_OWED: (Mood.NOT_KNOWN, f"{BADGE}-bold"),
    VoidStage.SIGNING: (Mood.NOT_KNOWN, f"{WAITING}-bold"),
    VoidStage.REFUND_DUE: (Mood.REFUSED, "money"),
    VoidStage.HANDED_BACK: (Mood.ACTIVATED, "check-circle-fill"),
    VoidStage.SETTLED_ELSEWHERE: (Mood.REFUSED, f"{BADGE}-bold"),
    VoidStage.CONTRADICTED: (Mood.NOT_KNOWN, f"{BADGE}-bold"),
    VoidStage.REFUSED: (Mood.REFUSED, OCTAGON_CROSS),
}


class ResultPart(CardSurface):
    """A tinted box with icon and word."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, edge=None, radius=RADIUS_KEY)
        column = Column(theme, spacing=10, margins=(20, 14, 20, 14), parent=self)
        row = Row(theme, spacing=16)
        self._icon = Icon(theme, "money", 36)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words = Column(theme, spacing=2)
        self._stage = Label(theme, Kind.CARD_TITLE, wrap=True)
        self._sentence = Label(theme, Kind.BODY, token=Token.INK, wrap=True)
        self._todo = Label(theme, Kind.STRONG, wrap=True)
        self._way = Label(theme, Kind.STRONG, wrap=True)
        for label in (self._stage, self._sentence, self._way, self._todo):
            words.addWidget(label)
        row.addLayout(words, 1)
        column.addLayout(row)
        self._details = Details(theme)
        words.addWidget(self._details)

    def show_result(self, result: VoidResult) -> None:
        mood, icon = _LOOKS[result.stage]
        self.set_ground(mood.tint, None)
        self._icon.set_icon(icon, mood.writing)
        self._stage.set_token(mood.writing)
        relabel(self._stage, tell(f"stage.{result.stage.value}"))
        relabel(self._sentence, tell_message(result.sentence))
        relabel(self._way, way_back_words(result.way), hide_empty=True)
        relabel(self._todo, tell_message(result.what_to_do), hide_empty=True)
        self._details.show_code(code_in(result.sentence) if _is_refused(result) else "")
        said = (self._sentence.text(), self._way.text(), self._todo.text())
        spoken = f"{self._stage.text()}. {' '.join(part for part in said if part)}"
        if spoken != self.accessibleName():
            self.setAccessibleName(spoken)
            announce(self, spoken)


def _is_refused(result: VoidResult) -> bool:
    """Whether the server did not void all that was asked for: its word for why is for support."""
    partly = result.sentence.id.startswith("result.refund_due_partly")
    return partly or result.stage is VoidStage.REFUSED
