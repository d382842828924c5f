"""What became of a cancellation: not known yet, refund due, refunded, or refused."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt

from pos_terminal.look.boxes import Column, Row
from pos_terminal.look.buttons import PrimaryButton, SecondaryButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.details import Details, code_in
from pos_terminal.look.icons import BADGE, OCTAGON_CROSS, WAITING, Icon
from pos_terminal.look.pill import Mood
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.sentences import manner
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import RADIUS_KEY, Theme, Token
from pos_terminal.look.verdict import announce
from pos_terminal.sales.model import SalesIntents, VoidResult, VoidStage
from pos_terminal.sales.sentences_view import tell, tell_message, why_off

_LOOKS: Final = {
    VoidStage.ASKING: (Mood.NOT_KNOWN, f"{WAITING}-bold"),
    VoidStage.SIGNATURE_OWED: (Mood.NOT_KNOWN, f"{BADGE}-bold"),
    VoidStage.SIGNING: (Mood.NOT_KNOWN, f"{WAITING}-bold"),
    VoidStage.REFUND_DUE: (Mood.REFUSED, "money"),
    VoidStage.HANDED_BACK: (Mood.ACTIVATED, "check-circle-fill"),
    VoidStage.REFUSED: (Mood.REFUSED, OCTAGON_CROSS),
}


class ResultPart(CardSurface):
    """A tinted box with icon and word; where money is due, the button that it went back."""

    def __init__(self, theme: Theme, intents: SalesIntents) -> None:
        super().__init__(theme, edge=None, radius=RADIUS_KEY)
        self._intents = intents
        self._refund_id = ""
        column = Column(theme, spacing=10, margins=(20, 14, 20, 14), parent=self)
        row = Row(theme, spacing=16)
        self._icon = Icon(theme, "money", 36)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words = Column(theme, spacing=2)
        self._stage = Label(theme, Kind.CARD_TITLE, wrap=True)
        self._sentence = Label(theme, Kind.BODY, token=Token.INK, wrap=True)
        self._todo = Label(theme, Kind.STRONG, wrap=True)
        for label in (self._stage, self._sentence, self._todo):
            words.addWidget(label)
        row.addLayout(words, 1)
        column.addLayout(row)
        self._details = Details(theme)
        column.addWidget(self._details)
        acts = Row(theme, spacing=12)
        self._print = SecondaryButton(theme, icon="printer")
        self._print.clicked.connect(lambda: intents.print_refund(self._refund_id))
        self._hand_back = PrimaryButton(theme, icon="money-fill", key="F12", large=True)
        self._hand_back.clicked.connect(lambda: intents.hand_back(self._refund_id))
        acts.addWidget(self._print, 0, Qt.AlignmentFlag.AlignVCenter)
        acts.addStretch(1)
        acts.addWidget(self._hand_back)
        column.addLayout(acts)

    def show_result(self, result: VoidResult, currency: str) -> None:
        self._refund_id = result.refund_id
        mood, icon = _LOOKS[result.stage]
        self.set_ground(mood.tint, None)
        self._icon.set_icon(icon, mood.writing)
        self._stage.set_token(mood.writing)
        relabel(self._stage, tell(f"stage.{result.stage.value}"))
        relabel(self._sentence, tell_message(result.sentence))
        relabel(self._todo, tell_message(result.what_to_do), hide_empty=True)
        self._details.show_code(code_in(result.sentence) if _is_refused(result) else "")
        amount = manner().money(result.refund_minor, currency)
        due = result.stage is VoidStage.REFUND_DUE
        show_if(self._hand_back, due)
        why = why_off(result.hand_back)
        reword(self._hand_back, tell("view.handed_back", amount=amount), why_off=why)
        show_if(self._print, result.receipt is not None)
        reword(self._print, tell("view.print_refund"))
        spoken = f"{self._stage.text()}. {self._sentence.text()} {self._todo.text()}"
        if spoken != self.accessibleName():
            self.setAccessibleName(spoken)
            announce(self, spoken)


def _is_refused(result: VoidResult) -> bool:
    """Whether the server did not void all that was asked for: its word for why is for support."""
    partly = result.sentence.id.startswith("result.refund_due_partly")
    return partly or result.stage is VoidStage.REFUSED
