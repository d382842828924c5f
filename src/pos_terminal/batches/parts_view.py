"""How the states of a batch look, and the grid of its figures."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QGridLayout, QWidget

from card_contract.studio_messages import BatchState
from pos_terminal.batches.model import Figure, FigureLine
from pos_terminal.batches.sentences_view import tell, tell_message
from pos_terminal.look.fact import Fact
from pos_terminal.look.pill import Mood
from pos_terminal.look.theme import Theme

STATES: Final = {
    BatchState.MAKING: (Mood.ACCENT, "gear-six-fill"),
    BatchState.MADE: (Mood.ACTIVATED, "check-circle-fill"),
    BatchState.CANCELLED: (Mood.QUIET, "prohibit-bold"),
    BatchState.FAILED: (Mood.REFUSED, "warning-fill"),
}
_ICONS: Final = {
    Figure.MADE: "cards",
    Figure.PACKS: "package",
    Figure.CARTONS: "stack",
    Figure.PRINTED: "printer",
    Figure.PROVEN: "check-square-offset",
    Figure.SHIPPED: "truck",
    Figure.SOLD: "shopping-bag",
    Figure.REDEEMED: "gift",
    Figure.INVALIDATED: "prohibit",
}
# The pages that go on with a batch, in the order of the work.
WAYS: Final = {
    "design": "paint-brush",
    "print": "printer",
    "labels": "tag",
    "proof": "check-square-offset",
}
_COLUMNS: Final = 3
_GAP: Final = 16


def state_word(state: BatchState) -> str:
    return tell(f"view.state.{state.value}")


class Figures(QWidget):
    """Three in a row."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._facts: dict[Figure, Fact] = {}
        for place, (figure, icon) in enumerate(_ICONS.items()):
            fact = Fact(theme, icon)
            self._facts[figure] = fact
            self._grid.addWidget(fact, place // _COLUMNS, place % _COLUMNS)
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, 1)
        theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self._grid.setSpacing(self._theme.px(_GAP))

    def show_figures(self, figures: tuple[FigureLine, ...]) -> None:
        for line in figures:
            value = tell("view.not_known") if line.value is None else tell_message(line.value)
            self._facts[line.figure].show_fact(tell(f"view.figure.{line.figure.value}"), value)
