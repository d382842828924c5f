"""A column that scrolls by finger, wheel and Page keys, with a thin bar that shows where it is."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScrollBar, QScroller, QWidget
from shiboken6 import isValid

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
        self._content = content
        self._wanted: QWidget | None = None
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBar(ThinBar(theme))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("focus_ring", False)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        content.installEventFilter(self)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    def keep_in_sight(self, widget: QWidget) -> None:
        """Scroll to ``widget`` as soon as the layout has given it its place."""
        self._wanted = widget
        self._follow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._content and event.type() is QEvent.Type.LayoutRequest:
            QTimer.singleShot(0, self._follow)
        return super().eventFilter(watched, event)

    def _follow(self) -> None:
        widget = self._wanted
        if widget is None or not isValid(widget) or not self._content.isAncestorOf(widget):
            return
        top = widget.mapTo(self._content, QPoint(0, 0)).y()
        self.ensureVisible(0, top + widget.height() // 2, 0, widget.height() // 2 + 4)
