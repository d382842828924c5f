"""The page *Proof*: what was read at the left; the batch, its count and recording at the right."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from pos_terminal.look.boxes import Row, keep_size
from pos_terminal.look.frame import Frame
from pos_terminal.look.page import Page
from pos_terminal.look.picture_drop import FilesDrop
from pos_terminal.look.theme import Theme
from pos_terminal.proofing.batches_view import choices_of
from pos_terminal.proofing.model import ProofIntents, ProofPicture
from pos_terminal.proofing.samples_view import SUFFIXES, SamplesPanel
from pos_terminal.proofing.sentences_view import tell, tell_message
from pos_terminal.proofing.side_view import SidePanel

_SIDE: Final = 364
_STEPS: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class ProofPage(Page):
    """``camera`` is the live picture, where there is one."""

    def __init__(
        self, theme: Theme, intents: ProofIntents, frame: Frame, camera: QWidget | None = None
    ) -> None:
        super().__init__(frame, title=lambda: tell("view.title"), context=self._context_words)
        self._intents = intents
        self._state: ProofPicture | None = None
        row = Row(theme, spacing=24, margins=(32, 24, 32, 24), parent=self)
        self.samples = SamplesPanel(theme, intents, camera)
        row.addWidget(self.samples, 1)
        self.side = SidePanel(theme, intents)
        keep_size(theme, self.side, width=_SIDE)
        row.addWidget(self.side)
        self.drop = FilesDrop(theme, self, invitation=tell("view.drop"), suffixes=SUFFIXES)
        self.drop.dropped.connect(self._let_go)
        intents.watch(self._show)

    def _context_words(self) -> str:
        state = self._state
        if state is None or state.batch is None:
            return ""
        words = tell("view.batch_number", batch=str(state.batch))
        chosen = next((one for one in state.choices if one.batch == state.batch), None)
        return words if chosen is None else f"{words} · {chosen.name or chosen.product}"

    def _let_go(self, files: list[str]) -> None:
        self._intents.read_files([Path(file) for file in files])

    def _show(self, state: ProofPicture) -> None:
        self._state = state
        self.samples.show_state(state)
        self.side.show_state(state)
        self.name_page()
        if state.toast is not None:
            self.show_toast(state.toast, tell_message)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or self._state is None:
            super().keyPressEvent(event)
            return
        batches = [one.batch for one in choices_of(self._state)]
        if batches:
            now = self._state.batch
            place = min(step, 0) if now is None else batches.index(now) + step
            self._intents.choose(batches[place % len(batches)])

    def opened(self) -> None:
        self._intents.open()

    def show_again(self) -> None:
        self.drop.invite(tell("view.drop"))
        if self._state is not None:
            self._show(self._state)
