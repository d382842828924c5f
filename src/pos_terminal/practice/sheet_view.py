"""The sheet over the ribbon: trouble to switch on, the lessons, and how a power cut ended."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from pos_terminal.look.banner import StatusBanner
from pos_terminal.look.boxes import Column, Row
from pos_terminal.look.buttons import QuietButton
from pos_terminal.look.paint import rounded, shadow
from pos_terminal.look.pill import Mood
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import RADIUS_DIALOG, Theme, Token
from pos_terminal.practice.model import AfterCut, Lesson, PracticeIntents, PracticeState, Recovery
from pos_terminal.practice.parts_view import ChipChoice, LessonCard, TroubleTile
from pos_terminal.practice.sentences_view import tell, tell_message
from pos_terminal.practice.troubles import OF_A_MANAGER, OF_A_SALE, Lasting, Trouble

_WIDTH = 1160
_EDGE = 14  # room for the shadow around it
_MARGINS = (28 + _EDGE, 20 + _EDGE, 28 + _EDGE, 24 + _EDGE)
_GAP = 16
# The ribbon has moved, or other words need another height.
_PLACES = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.LayoutRequest)
_MOODS = {
    Recovery.ACTIVATED: Mood.ACTIVATED,
    Recovery.PARTLY_ACTIVATED: Mood.REFUSED,
    Recovery.NOT_ACTIVATED: Mood.REFUSED,
    Recovery.ASKING: Mood.NOT_KNOWN,
    Recovery.MANAGERS_ACT: Mood.NOT_KNOWN,
}


class PracticeSheet(QWidget):
    """Lies over the screen, above the ribbon. The till goes on behind it: a scan puts it away."""

    def __init__(self, theme: Theme, intents: PracticeIntents, ribbon: QWidget) -> None:
        super().__init__(ribbon.parentWidget())
        self._theme = theme
        self._intents = intents
        self._ribbon = ribbon
        self._before: QWidget | None = None
        self._state = intents.state
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setProperty("focus_ring", False)
        self.hide()
        column = Column(theme, spacing=_GAP, margins=_MARGINS, parent=self)
        self._head, self._body = QWidget(), QWidget()
        column.addWidget(self._head)
        column.addWidget(ScrollColumn(theme, self._body), 1)
        head = Column(theme, spacing=_GAP, parent=self._head)
        self._build_head(head)
        self._cut = StatusBanner(theme)
        head.addWidget(self._cut)
        body = Row(theme, spacing=28, parent=self._body)
        self._build_troubles(body)
        self._build_lessons(body)
        theme.changed.connect(self._place)
        for part in (ribbon, self._head, self._body):
            part.installEventFilter(self)
        intents.watch(self.show_state)

    def _build_head(self, column: Column) -> None:
        theme = self._theme
        head = Row(theme, spacing=16)
        words = Column(theme, spacing=2)
        self._title = Label(theme, Kind.PAGE)
        self._lead = Label(theme, Kind.BODY, wrap=True)
        words.addWidget(self._title)
        words.addWidget(self._lead)
        head.addLayout(words, 1)
        self._close = QuietButton(theme, icon="x")
        self._close.clicked.connect(self._intents.close)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)

    def _build_troubles(self, body: Row) -> None:
        theme, intents = self._theme, self._intents
        column = Column(theme, spacing=14)
        body.addLayout(column, 19)
        choices = Row(theme, spacing=16)
        self._stages = ChipChoice(theme, OF_A_SALE, intents.choose_stage)
        self._acts = ChipChoice(theme, OF_A_MANAGER, intents.choose_stage)
        self._lastings = ChipChoice(theme, list(Lasting), intents.choose_lasting)
        choices.addWidget(self._stages, 1)
        choices.addWidget(self._lastings, 1)
        column.addLayout(choices)
        column.addWidget(self._acts)
        grid = QGridLayout()
        grid.setSpacing(theme.px(10))
        theme.changed.connect(lambda: grid.setSpacing(theme.px(10)))
        self._tiles = {trouble: TroubleTile(theme, trouble) for trouble in Trouble}
        for place, (trouble, tile) in enumerate(self._tiles.items()):
            tile.clicked.connect(partial(intents.press, trouble))
            grid.addWidget(tile, place // 2, place % 2)
        for side in (0, 1):
            grid.setColumnStretch(side, 1)
        column.addLayout(grid, 1)

    def _build_lessons(self, body: Row) -> None:
        theme = self._theme
        column = Column(theme, spacing=10)
        body.addLayout(column, 13)
        self._lessons_title = Label(theme, Kind.HEAD)
        column.addWidget(self._lessons_title)
        self._lessons = {lesson: LessonCard(theme, lesson) for lesson in Lesson}
        for lesson, card in self._lessons.items():
            card.begun.connect(partial(self._intents.begin, lesson))
            column.addWidget(card, 1)

    # --- Showing ---------------------------------------------------------------------------------

    def show_state(self, state: PracticeState) -> None:
        self._state = state
        self._write()
        if state.open is self.isHidden():
            if state.open:
                self._open()
            else:
                self._go()

    def _write(self) -> None:
        state = self._state
        relabel(self._title, tell("title"))
        relabel(self._lead, tell("lead"))
        relabel(self._lessons_title, tell("lessons"))
        reword(self._close, tell("close"))
        self._stages.show_choice(tell("stage"), state.setting.stage)
        self._acts.show_choice(tell("managers_act"), state.setting.stage)
        self._lastings.show_choice(tell("lasting"), state.setting.lasting)
        for trouble, tile in self._tiles.items():
            tile.show_switch(on=trouble is state.setting.trouble)
        for lesson, card in self._lessons.items():
            card.show_lesson(begun=lesson is state.lesson)
        self._show_cut(state.after_cut)
        self.setAccessibleName(f"{self._title.text()}. {self._lead.text()}")

    def _show_cut(self, cut: AfterCut | None) -> None:
        show_if(self._cut, cut is not None)
        if cut is not None:
            mood = _MOODS.get(cut.recovery, Mood.QUIET)
            self._cut.show_fact(mood, tell_message(cut.fact), tell_message(cut.note))

    def _open(self) -> None:
        self._before = QApplication.focusWidget()
        self._place()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def _go(self) -> None:
        had_focus = self.hasFocus() or self.isAncestorOf(QApplication.focusWidget() or self)
        self.hide()
        if had_focus and self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._intents.close()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._write()
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _PLACES and not self.isHidden():
            self._place()
        return False

    def _place(self) -> None:
        """As high as its words need, right above the ribbon."""
        ribbon, edge = self._ribbon, self._theme.px(_EDGE)
        width = min(self._theme.px(_WIDTH), ribbon.width() - 2 * self._theme.px(12)) + 2 * edge
        foot = ribbon.y() + edge - self._theme.px(10)
        height = min(self._wanted_height(width), foot)
        self.setGeometry((ribbon.width() - width) // 2, foot - height, width, height)

    def _wanted_height(self, width: int) -> int:
        """What all of it takes; where the window has less, the body scrolls."""
        px = self._theme.px
        left, top, right, bottom = (px(margin) for margin in _MARGINS)
        height = top + px(_GAP) + bottom
        for part in (self._head, self._body):
            layout = part.layout()
            assert layout is not None, "made with one"  # noqa: S101  # a bug
            layout.activate()
            height += layout.totalHeightForWidth(width - left - right)
        return height

    def paintEvent(self, event: object) -> None:
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(*(px(by) for by in (_EDGE, _EDGE, -_EDGE, -_EDGE)))
        shadow(painter, box, px(RADIUS_DIALOG), down=px(4), soft=px(22), strength=48)
        rounded(
            painter,
            box,
            px(RADIUS_DIALOG),
            theme.color(Token.SURFACE),
            edge=theme.color(Token.PRACTICE),
            edge_width=2 * theme.scale,
        )
        painter.end()

    def mousePressEvent(self, event: object) -> None:
        """A press beside its parts does nothing, and does not reach what lies behind."""
