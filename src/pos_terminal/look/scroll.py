"""A column that scrolls by finger, wheel and Page keys, with a thin bar that shows where it is."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QScrollArea, QScrollBar, QScroller, QWidget

from pos_terminal.look.paint import rounded
from pos_terminal.look.theme import Theme, Token

_BAR: Final = 10
_THUMB_MIN: Final = 40


class ThinBar(QScrollBar):
    """Painted by hand: a style sheet would be polished again for every row that comes in."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._theme = theme
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(_BAR), self._theme.px(_THUMB_MIN))

    def paintEvent(self, event: object) -> None:
        whole = self.maximum() - self.minimum() + self.pageStep()
        if self.maximum() <= self.minimum() or whole <= 0:
            return
        px = self._theme.px
        thumb = max(px(_THUMB_MIN), self.height() * self.pageStep() / whole)
        share = (self.value() - self.minimum()) / (self.maximum() - self.minimum())
        top = (self.height() - thumb) * share
        painter = QPainter(self)
        box = QRectF(px(3), top, self.width() - px(4), thumb)
        rounded(painter, box, box.width() / 2, self._theme.color(Token.BORDER))
        painter.end()


class ScrollColumn(QScrollArea):
    """Holds ``content`` and lets the ground show through."""

    def __init__(self, theme: Theme, content: QWidget) -> None:
        super().__init__()
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBar(ThinBar(theme))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("focus_ring", False)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    def show_end(self) -> None:
        """Bring the newest row, the last one, into sight."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum())

    def bring_into_sight(self, widget: QWidget) -> None:
        content = self.widget()
        top = 0 if content is None else widget.mapTo(content, QPoint(0, 0)).y()
        self.ensureVisible(0, top + widget.height() // 2, 0, widget.height())
