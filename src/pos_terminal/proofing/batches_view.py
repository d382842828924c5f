"""The batches that can be proven, one to choose: first those that are printed and not proven."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from pos_terminal.look.boxes import Column
from pos_terminal.look.buttons import LinkButton
from pos_terminal.look.choice_row import ChoiceRow
from pos_terminal.look.pill import Mood
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme
from pos_terminal.proofing.model import BatchChoice, ProofIntents, ProofPicture
from pos_terminal.proofing.sentences_view import tell, tell_message

_ROW: Final = 97
_ROWS: Final = 2
_MOODS: Final = {
    "choice.unproven": (Mood.NOT_KNOWN, "circle-wavy-question-fill"),
    "choice.printed": (Mood.QUIET, "printer"),
    "choice.in_part": (Mood.QUIET, "circle-half-fill"),
    "choice.proven": (Mood.ACTIVATED, "check-circle-fill"),
    "choice.unprinted": (Mood.QUIET, "circle-dashed-bold"),
}


class BatchList(QWidget):
    """At most two rows high; the chosen one stays in sight."""

    def __init__(self, theme: Theme, intents: ProofIntents) -> None:
        super().__init__()
        self._theme = theme
        self._intents = intents
        self._rows: dict[int, ChoiceRow] = {}
        column = Column(theme, spacing=8, parent=self)
        self._title = Label(theme, Kind.CARD_TITLE, wrap=True)
        self._nothing = Label(theme, Kind.BODY, wrap=True)
        column.addWidget(self._title)
        column.addWidget(self._nothing)
        content = QWidget()
        self._entries = Column(theme, spacing=8, margins=(0, 0, 4, 0), parent=content)
        self._entries.addStretch(1)
        self._scroll = ScrollColumn(theme, content)
        column.addWidget(self._scroll)
        self.older = LinkButton(theme)
        self.older.clicked.connect(intents.more_batches)
        column.addWidget(self.older, 0, Qt.AlignmentFlag.AlignLeft)
        theme.changed.connect(self._resize)

    def rows(self) -> list[ChoiceRow]:
        """The rows as they stand."""
        return sorted(self._rows.values(), key=self._entries.indexOf)

    def _resize(self) -> None:
        rows = min(_ROWS, len(self._rows))
        self._scroll.setFixedHeight(self._theme.px(_ROW) * max(1, rows))

    def show_state(self, state: ProofPicture) -> None:
        choices = choices_of(state)
        relabel(self._title, tell("view.batch"))
        nothing = tell("view.loading" if state.loading else "view.none")
        told = bool(choices) or state.choices_note is not None
        relabel(self._nothing, "" if told else nothing, hide_empty=True)
        show_if(self._scroll, bool(choices))
        show_if(self.older, state.more_batches)
        reword(self.older, tell("view.older"))
        for batch in [batch for batch in self._rows if batch not in {one.batch for one in choices}]:
            gone = self._rows.pop(batch)
            self._entries.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for place, choice in enumerate(choices):
            row = self._row_of(choice.batch, place)
            _show_row(row, choice)
            chosen = choice.batch == state.batch
            if chosen and not row.chosen:
                self._scroll.keep_in_sight(row)
            row.show_chosen(chosen)
        self._resize()

    def _row_of(self, batch: int, place: int) -> ChoiceRow:
        row = self._rows.get(batch)
        if row is None:
            row = self._rows[batch] = ChoiceRow(self._theme, str(batch))
            row.clicked.connect(partial(self._intents.choose, batch))
        if self._entries.indexOf(row) != place:
            self._entries.removeWidget(row)
            self._entries.insertWidget(place, row)
        return row


def choices_of(state: ProofPicture) -> tuple[BatchChoice, ...]:
    """The batches to show; one that is chosen and not listed stands before the others."""
    if state.batch is None or any(one.batch == state.batch for one in state.choices):
        return state.choices
    return BatchChoice(batch=state.batch, name="", product="", proof=None), *state.choices


def _show_row(row: ChoiceRow, choice: BatchChoice) -> None:
    number = tell("view.batch_number", batch=str(choice.batch))
    mood, icon = _MOODS[choice.proof.id] if choice.proof is not None else (Mood.QUIET, "circle")
    row.show_entry(
        title=choice.name or choice.product or number,
        figure=str(choice.batch),
        note=choice.product if choice.name else "",
        state=tell_message(choice.proof),
        mood=mood,
        icon=icon,
    )
