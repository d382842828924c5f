"""The page *Batches*: the batches at the left, the chosen one or a new one at the right."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from pos_terminal.batches.batch_view import BatchPanel
from pos_terminal.batches.campaign_view import CampaignPanel
from pos_terminal.batches.list_view import BatchesList
from pos_terminal.batches.model import BatchesIntents, BatchesPicture, Section
from pos_terminal.batches.new_batch_view import NewBatchPanel
from pos_terminal.batches.sentences_view import tell, tell_message
from pos_terminal.look.boxes import Row
from pos_terminal.look.frame import Frame
from pos_terminal.look.nothing_panel import NothingPanel
from pos_terminal.look.page import Page
from pos_terminal.look.product_art import Artworks
from pos_terminal.look.relabel import show_if
from pos_terminal.look.theme import Theme

PAGE: Final = "batches"
_STEPS: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_LOOK_EVERY_MS: Final = 1000


class BatchesPage(Page):
    """While something is being made it looks how far it is, as long as it is seen."""

    def __init__(
        self, theme: Theme, intents: BatchesIntents, artworks: Artworks, frame: Frame
    ) -> None:
        super().__init__(frame, title=lambda: tell("view.title"))
        self._intents = intents
        self._state: BatchesPicture | None = None
        row = Row(theme, spacing=24, margins=(32, 32, 32, 32), parent=self)
        self.list = BatchesList(theme, intents)
        row.addWidget(self.list)
        self._right = QStackedLayout()
        row.addLayout(self._right, 1)  # first, or its first page would be a window of its own
        self.nothing = NothingPanel(theme, "stack", intents.open)
        self.batch = BatchPanel(theme, intents)
        self.new_batch = NewBatchPanel(theme, intents)
        self.campaign = CampaignPanel(theme, intents, artworks)
        for part in (self.nothing, self.batch, self.new_batch, self.campaign):
            self._right.addWidget(part)
        self._looks = QTimer(self)
        self._looks.setInterval(_LOOK_EVERY_MS)
        self._looks.timeout.connect(intents.look_again)
        intents.watch(self._show)

    def _show(self, state: BatchesPicture) -> None:
        self._state = state
        focused = self.focusWidget()
        show_if(self.list, bool(state.rows) or state.can_begin)
        self.list.show_list(state)
        shown: QWidget = self.nothing
        if state.new_batch is not None:
            self.new_batch.show_form(state.new_batch)
            shown = self.new_batch
        elif state.campaign is not None:
            self.campaign.show_card(state.campaign)
            shown = self.campaign
        elif state.batch is not None:
            self.batch.show_card(state.batch)
            shown = self.batch
        else:
            self._show_nothing(state)
        self._right.setCurrentWidget(shown)
        if self.isVisible() and focused is not None and not focused.isVisible():
            self.setFocus()  # not on the next button, whichever that is
        self._keep_looking()
        if state.toast is not None:
            self.show_toast(state.toast, tell_message)

    def _show_nothing(self, state: BatchesPicture) -> None:
        if state.section is Section.CAMPAIGNS:
            self._show_no_campaign(state)
            return
        icon, word, note = "stack", "", tell("view.choose")
        if state.loading and not state.rows:
            icon, note = "hourglass-medium", tell("view.loading")
        elif not state.rows and state.list_note is not None:
            icon, word, note = "wifi-slash", tell("view.not_shown"), tell_message(state.list_note)
        elif not state.rows:
            word, note = tell("view.none"), tell("view.none_note")
        can_retry = not state.rows and state.can_retry
        self.nothing.show_nothing(icon, word, note, retry=tell("view.retry"), can_retry=can_retry)

    def _show_no_campaign(self, state: BatchesPicture) -> None:
        word, note = "", tell("view.choose_a_campaign")
        if state.campaigns_fault is not None:
            note = tell_message(state.campaigns_fault)
        elif not state.campaigns:
            word, note = tell("view.no_campaigns"), ""
        can_retry = state.campaigns_fault is not None
        self.nothing.show_nothing("tag", word, note, retry=tell("view.retry"), can_retry=can_retry)

    def _keep_looking(self) -> None:
        wanted = self.isVisible() and self._state is not None and self._state.is_making
        if wanted and not self._looks.isActive():
            self._looks.start()
        elif not wanted:
            self._looks.stop()

    def _choose_next(self, step: int) -> None:
        """Up and down go through the list."""
        state = self._state
        if state is None:
            return
        if state.section is Section.CAMPAIGNS:
            names = [row.campaign for row in state.campaigns]
            opened = next((row.campaign for row in state.campaigns if row.chosen), None)
            if names:
                place = min(step, 0) if opened is None else names.index(opened) + step
                self._intents.choose_campaign(names[place % len(names)])
            return
        rows = state.rows
        chosen = next((place for place, row in enumerate(rows) if row.chosen), None)
        if rows:
            place = min(step, 0) if chosen is None else chosen + step
            self._intents.choose_batch(rows[place % len(rows)].batch)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        on_batch = self._right.currentWidget() is self.batch
        if on_batch and self.batch.take_key(event):
            return
        if key in _STEPS:
            self._choose_next(_STEPS[key])
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not self.batch.let_key_go(event):
            super().keyReleaseEvent(event)

    def opened(self) -> None:
        self._intents.open()
        self._keep_looking()

    def hideEvent(self, event: object) -> None:
        self._looks.stop()

    def show_again(self) -> None:
        if self._state is not None:
            self._show(self._state)
