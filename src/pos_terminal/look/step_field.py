"""A small number between a minus and a plus, in one frame."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_terminal.look.boxes import Row, keep_size
from pos_terminal.look.icon_button import IconButton
from pos_terminal.look.paint import rounded
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import RADIUS_BUTTON, Theme, Token

_HEIGHT: Final = 52
_PART: Final = 56


class StepField(QWidget):
    """`stepped` asks for one less or one more; the owner says what becomes of it."""

    stepped = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        keep_size(theme, self, width=3 * _PART, height=_HEIGHT)
        row = Row(theme, parent=self)
        self.less = IconButton(theme, "minus-bold", side=_HEIGHT)
        self.more = IconButton(theme, "plus-bold", side=_HEIGHT)
        self.less.clicked.connect(lambda: self.stepped.emit(-1))
        self.more.clicked.connect(lambda: self.stepped.emit(1))
        self._number = Label(theme, Kind.TITLE, align=Qt.AlignmentFlag.AlignHCenter)
        row.addWidget(self.less)
        row.addWidget(self._number, 1)
        row.addWidget(self.more)
        theme.changed.connect(self.update)

    def show_number(self, number: str, *, less: bool, more: bool) -> None:
        """The number, and whether there is a lower and a higher one."""
        if self._number.text() != number:
            self._number.setText(number)
        self.less.setEnabled(less)
        self.more.setEnabled(more)

    def set_words(self, *, less: str, more: str) -> None:
        """What the two ends do, for screen readers."""
        self.less.set_words(less)
        self.more.set_words(more)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(3 * _PART), self._theme.px(_HEIGHT))

    def paintEvent(self, event: object) -> None:
        theme = self._theme
        painter = QPainter(self)
        box = QRectF(self.rect())
        rounded(
            painter,
            box,
            theme.px(RADIUS_BUTTON),
            theme.color(Token.SURFACE),
            edge=theme.color(Token.BORDER),
            edge_width=1.25 * theme.scale,
        )
        line = max(1, theme.px(1))
        for left in (box.width() / 3, box.width() * 2 / 3):
            rule = QRectF(left, line, line, box.height() - 2 * line)
            painter.fillRect(rule, theme.color(Token.LINE))
        painter.end()
