"""The page *Recall*: which cards at the left, at the right the matrix and what is done."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from card_contract.states import RecallState
from pos_terminal.look.boxes import Column, Row, keep_size
from pos_terminal.look.buttons import LinkButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.frame import Frame
from pos_terminal.look.icons import Icon
from pos_terminal.look.page import Page
from pos_terminal.look.pill import Mood, Pill
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token
from pos_terminal.recall.asked_view import AskedPanel
from pos_terminal.recall.choose_view import WIDTH, ChoosePanel
from pos_terminal.recall.earlier_view import EarlierPanel
from pos_terminal.recall.foot_view import Foot
from pos_terminal.recall.intents import RecallIntents
from pos_terminal.recall.matrix_view import Matrix
from pos_terminal.recall.model import RecallPicture, Stage
from pos_terminal.recall.moods_view import MOODS
from pos_terminal.recall.results_view import ResultsPart
from pos_terminal.recall.sentences_view import tell, tell_message, why_off
from pos_terminal.recall.steps_view import StepsLine, StepWord
from pos_terminal.words import StepState

PAGE: Final = "recall"
_STEPS: Final = ("choose", "look", "reason", "sign", "recall")
_LOOK_EVERY_MS: Final = 700


class RecallPage(Page):
    def __init__(self, theme: Theme, intents: RecallIntents, frame: Frame) -> None:
        super().__init__(frame, title=lambda: tell("view.title"))
        self._intents = intents
        self._state: RecallPicture | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(intents.look_again)
        column = Column(theme, spacing=12, margins=(24, 14, 24, 20), parent=self)
        column.addLayout(self._build_top(theme))
        row = Row(theme, spacing=24)
        column.addLayout(row, 1)
        left = QWidget()
        keep_size(theme, left, width=WIDTH)
        self._left = QStackedLayout(left)
        row.addWidget(left)
        self.choose = ChoosePanel(theme, intents)
        self.earlier = EarlierPanel(theme, intents)
        self.asked = AskedPanel(theme)
        self._left.addWidget(self.choose)
        self._left.addWidget(self.asked)
        self._left.addWidget(self.earlier)
        right = Column(theme, spacing=14)
        row.addLayout(right, 1)
        right.addWidget(self._build_matrix(theme), 1)
        self.foot = Foot(theme, intents)
        right.addWidget(self.foot)
        intents.watch(self._show)

    def _build_top(self, theme: Theme) -> Row:
        top = Row(theme, spacing=12)
        self.steps = StepsLine(theme)
        top.addWidget(self.steps, 1)
        self._pill = Pill(theme, Mood.QUIET)
        top.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignVCenter)
        self.start_over = LinkButton(theme)
        self.start_over.clicked.connect(self._intents.start_over)
        top.addWidget(self.start_over)
        self.earlier_button = LinkButton(theme, icon="clock-counter-clockwise")
        self.earlier_button.clicked.connect(self._intents.show_earlier)
        top.addWidget(self.earlier_button)
        return top

    def _build_matrix(self, theme: Theme) -> CardSurface:
        card = CardSurface(theme)
        column = Column(theme, spacing=8, margins=(24, 12, 24, 14), parent=card)
        head = Row(theme, spacing=12)
        self._headline = Label(theme, Kind.CARD_TITLE, wrap=True)
        head.addWidget(self._headline, 1)
        self.by_card = LinkButton(theme, icon="list-bullets")
        self.by_card.clicked.connect(self._intents.show_cards)
        head.addWidget(self.by_card)
        column.addLayout(head)
        self._body = QStackedLayout()
        column.addLayout(self._body, 1)
        self._nothing = _Nothing(theme)
        self.matrix = Matrix(theme)
        self._matrix_scroll = ScrollColumn(theme, self.matrix)
        self.results = ResultsPart(theme, self._intents)
        for part in (self._nothing, self._matrix_scroll, self.results):
            self._body.addWidget(part)
        return card

    def _show(self, state: RecallPicture) -> None:
        before, self._state = self._state, state
        self.steps.show_steps(_steps_of(state))
        self._show_pill(state)
        why = why_off(state.leave)
        reword(self.earlier_button, tell("view.earlier"), why_off=why)
        reword(self.start_over, tell("view.start_over"))
        chooses = state.progress is None and state.leave.enabled
        show_if(self.start_over, chooses and state.choosing.is_begun)
        self._show_left(state)
        relabel(self._headline, tell_message(state.headline))
        show_if(self.by_card, state.progress is not None)
        reword(self.by_card, tell("view.by_card" if state.results is None else "view.matrix"))
        self._show_body(state)
        self.foot.show_state(state)
        show_if(self.foot, state.results is None)
        if state.stage is Stage.RUNNING and self.isVisible():
            self._timer.start(_LOOK_EVERY_MS)
        else:
            self._timer.stop()
        if before is not None and (before.stage, state.stage) == (Stage.RUNNING, Stage.ENDED):
            # The last tills say a moment after the end that they know.
            QTimer.singleShot(_LOOK_EVERY_MS, self, self._intents.look_again)
        if state.toast is not None:
            self.show_toast(state.toast, tell_message)

    def _show_left(self, state: RecallPicture) -> None:
        """The earlier recalls where they were asked for, else what is shown at the right."""
        self.choose.show_choosing(state.choosing)
        left: QWidget = self.choose
        if state.asked_for is not None:
            self.asked.show_asked(state.asked_for)
            left = self.asked
        if state.earlier is not None:
            chosen = None if state.progress is None else state.progress.recall_id
            self.earlier.show_earlier(state.earlier, chosen)
            left = self.earlier
        self._left.setCurrentWidget(left)

    def _show_body(self, state: RecallPicture) -> None:
        if state.results is not None and state.progress is not None:
            self.results.show_results(state.results, state.progress.recall_id)
            self._body.setCurrentWidget(self.results)
        elif state.rows:
            self.matrix.show_rows(state.rows, happened=state.progress is not None)
            self._body.setCurrentWidget(self._matrix_scroll)
        else:
            self._nothing.retell()
            self._body.setCurrentWidget(self._nothing)

    def _show_pill(self, state: RecallPicture) -> None:
        show_if(self._pill, state.pill is not None)
        if state.pill is not None:
            icon = "eye-bold" if state.stage is Stage.LOOKED else None
            mood = Mood.QUIET if state.progress is None else MOODS[state.progress.state]
            self._pill.show_state(mood, tell_message(state.pill), icon=icon)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.foot.signing.isVisible() and self.foot.signing.take_key(event):
            return
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not self.foot.signing.let_key_go(event):
            super().keyReleaseEvent(event)

    def opened(self) -> None:
        self._intents.open()
        if self._state is not None and self._state.stage is Stage.RUNNING:
            self._timer.start(_LOOK_EVERY_MS)

    def hideEvent(self, event: object) -> None:
        self._timer.stop()

    def show_again(self) -> None:
        if self._state is not None:
            self._show(self._state)


class _Nothing(QWidget):
    """Before the first dry run."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        column = Column(theme, spacing=12, parent=self)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addStretch(1)
        column.addWidget(Icon(theme, "prohibit", 72, Token.INK_3), 0, centre)
        self._title = Label(theme, Kind.TITLE, wrap=True, align=centre)
        self._note = Label(theme, Kind.BODY, wrap=True, align=centre)
        column.addWidget(self._title)
        column.addWidget(self._note)
        column.addStretch(2)

    def retell(self) -> None:
        relabel(self._title, tell("view.nothing"))
        relabel(self._note, tell("view.nothing_note"))


def _steps_of(state: RecallPicture) -> tuple[StepWord, ...]:
    """Which steps are done: a reason may be given before the cards were looked at.

    A recall that ended before its last card leaves the last step open.
    """
    at = _current(state)
    done = at + 1 if state.progress and state.progress.state is RecallState.DONE else at
    steps = []
    for place, name in enumerate(_STEPS):
        step = StepState.DONE if place < done else StepState.NEXT
        if place == at and state.stage is not Stage.ENDED:
            step = StepState.CURRENT
        word = tell(f"view.step.{name}")
        steps.append(StepWord(word, step, tell(f"view.step.spoken.{step.value}", word=word)))
    return tuple(steps)


def _current(state: RecallPicture) -> int:
    if state.stage in (Stage.RUNNING, Stage.ENDED):
        return 4
    if state.stage is Stage.CHOOSE or state.signing is None:
        return 1 if state.look.enabled else 0
    choosing, signing = state.choosing, state.signing
    if choosing.reason is None or not choosing.note.strip():
        return 2
    return 3 if signing.sign is not None and signing.signed_by is None else 4
