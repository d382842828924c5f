"""*Check before print*: what is to fix with its measured fact and a button that does it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGridLayout, QWidget

from pos_terminal.designer.checks import CheckRow, against_printing
from pos_terminal.designer.model import DesignerIntents, DesignerPicture
from pos_terminal.designer.sentences_view import tell, tell_message
from pos_terminal.look.boxes import Column, Row
from pos_terminal.look.buttons import SecondaryButton
from pos_terminal.look.card_surface import Ground
from pos_terminal.look.icons import Icon
from pos_terminal.look.paint import rounded
from pos_terminal.look.pill import Mood, Pill
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import RADIUS_BUTTON, Theme, Token
from pos_terminal.words import Message


class CheckMessage(QWidget):
    """One thing to fix."""

    def __init__(self, theme: Theme, intents: DesignerIntents, row: CheckRow) -> None:
        super().__init__()
        self._theme = theme
        line = Row(theme, spacing=14, margins=(16, 7, 12, 7), parent=self)
        line.addWidget(Icon(theme, "warning-fill", 22, Token.NOT_KNOWN_TEXT))
        words = Column(theme, spacing=1)
        words.addWidget(Label(theme, Kind.NOTE_STRONG, tell_message(row.fact), wrap=True))
        words.addWidget(Label(theme, Kind.NOTE, tell_message(row.todo), wrap=True))
        line.addLayout(words, 1)
        self.act: SecondaryButton | None = None
        self.show_it: SecondaryButton | None = None
        if row.fix is not None:
            word = "view.check.move" if row.moves_it else "view.check.fix"
            self.act = _button(theme, tell(word))
            self.act.clicked.connect(lambda: intents.fix(row.id))
            line.addWidget(self.act)
        elif row.element_id:
            self.show_it = _button(theme, tell("view.check.show"))
            self.show_it.clicked.connect(lambda: intents.show_row(row.id))
            line.addWidget(self.show_it)

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        tint = self._theme.color(Token.NOT_KNOWN_TINT)
        rounded(painter, QRectF(self.rect()), self._theme.px(RADIUS_BUTTON), tint)
        painter.end()


class ChecksPanel(Ground):
    """What is to fix first, then what has passed, two by two."""

    def __init__(self, theme: Theme, intents: DesignerIntents) -> None:
        super().__init__(theme, Token.SURFACE)
        self._theme = theme
        self._intents = intents
        self._shown: tuple[object, ...] = ()
        column = Column(theme, spacing=8, margins=(24, 10, 16, 8), parent=self)
        head = Row(theme, spacing=14)
        self._title = Label(theme, Kind.CARD_TITLE)
        self._pill = Pill(theme, Mood.QUIET)
        self._sum = Label(theme, Kind.QUIET)
        head.addWidget(self._title)
        head.addWidget(self._pill)
        head.addStretch(1)
        head.addWidget(self._sum)
        column.addLayout(head)
        content = QWidget()
        self._list = Column(theme, spacing=8, margins=(0, 0, 8, 0), parent=content)
        self._scroll = ScrollColumn(theme, content)
        column.addWidget(self._scroll, 1)
        self.messages: list[CheckMessage] = []
        self._body: list[QWidget] = []

    def show_state(self, state: DesignerPicture) -> None:
        self._title.setText(tell("view.check"))
        self._show_pill(state)
        passed = len(state.passed)
        words = tell("view.check.passed", passed=passed, all=state.rules) if state.rules else ""
        self._sum.setText(words)
        shown = (state.to_fix, state.passed, tell("view.check"))
        if shown != self._shown:
            self._shown = shown
            self._build(state.to_fix, state.passed)

    def _show_pill(self, state: DesignerPicture) -> None:
        count = against_printing(state.to_fix)
        if not state.rules:
            self._pill.show_state(Mood.QUIET, tell("view.check.running"))
        elif count:
            words = tell("view.check.to_fix", count=count)
            self._pill.show_state(Mood.NOT_KNOWN, words, icon="warning-bold")
        else:
            self._pill.show_state(Mood.ACTIVATED, tell("view.check.good"))

    def _build(self, rows: tuple[CheckRow, ...], passed: tuple[Message, ...]) -> None:
        for widget in self._body:
            self._list.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        while self._list.count():
            self._list.takeAt(0)
        self.messages = [CheckMessage(self._theme, self._intents, row) for row in rows]
        self._body = [*self.messages, self._grid(passed)]
        for widget in self._body:
            self._list.addWidget(widget)
        self._list.addStretch(1)

    def _grid(self, passed: tuple[Message, ...]) -> QWidget:
        widget = QWidget()
        grid = QGridLayout(widget)
        grid.setContentsMargins(self._theme.px(6), 0, 0, 0)
        grid.setVerticalSpacing(self._theme.px(8))
        for place, fact in enumerate(passed):
            row = Row(self._theme, spacing=12)
            row.addWidget(
                Icon(self._theme, "check-circle-fill", 20, Token.ACTIVATED_TEXT),
                0,
                Qt.AlignmentFlag.AlignVCenter,
            )
            row.addWidget(Label(self._theme, Kind.STATE, tell_message(fact), wrap=True), 1)
            grid.addLayout(row, place // 2, place % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return widget


def _button(theme: Theme, words: str) -> SecondaryButton:
    button = SecondaryButton(theme, words)
    button.setMinimumHeight(theme.px(48))
    return button
