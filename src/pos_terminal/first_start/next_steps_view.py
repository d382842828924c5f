"""How it goes on behind a shop that was made: lines to type, to be copied in one press."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from pos_terminal.first_start.model import FirstStartIntents, FirstStartState
from pos_terminal.first_start.parts_view import PageCard
from pos_terminal.first_start.sentences_view import word
from pos_terminal.look.boxes import Column
from pos_terminal.look.buttons import SecondaryButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token

_STEPS = ("next_1", "next_2", "next_3")


class NextStepsPage(PageCard):
    """The main button leads to the till; nothing here has to be done first."""

    def __init__(self, theme: Theme, intents: FirstStartIntents) -> None:
        super().__init__(
            theme,
            title="next_title",
            note="next_note",
            main="open_shop",
            act=intents.open_shop,
            back=None,
            width=1168,
        )
        self._commands: tuple[str, ...] = ()
        self._copied = False
        self._steps: list[tuple[Label, Label]] = []
        lines = Column(theme, spacing=10)
        self.content.addLayout(lines)
        for _ in _STEPS:
            well = CardSurface(theme, ground=Token.SUNKEN, edge=None, radius=12)
            column = Column(theme, spacing=4, margins=(20, 8, 20, 8), parent=well)
            what = Label(theme, Kind.NOTE_STRONG, wrap=True)
            line = Label(theme, Kind.BODY, token=Token.INK, wrap=True)
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(what)
            column.addWidget(line)
            lines.addWidget(well)
            self._steps.append((what, line))
        self._copy = SecondaryButton(theme, icon="copy")
        self._copy.clicked.connect(self._copy_lines)
        self.foot.insertWidget(0, self._copy)

    def show_state(self, state: FirstStartState) -> None:
        super().show_state(state)
        if state.commands != self._commands:
            self._commands, self._copied = state.commands, False
        for (what, line), step, command in zip(self._steps, _STEPS, state.commands, strict=False):
            what.setText(word(step))
            line.setText(command)
        self._word_copy()

    def _word_copy(self) -> None:
        self._copy.set_words(word("next_copied" if self._copied else "next_copy"))

    def _copy_lines(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(self._commands))
        self._copied = True
        self._word_copy()
