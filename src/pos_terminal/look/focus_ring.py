"""The focus ring: 3 px, 2 px off, around whatever part the keyboard is on.

It is one overlay of the window, because a widget cannot paint outside itself. A part may tell its
corner as ``focus_radius``; what has ``focus_ring`` set to False shows none.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QWidget

from pos_terminal.look.paint import rounded
from pos_terminal.look.theme import RADIUS_BUTTON, Theme, Token

_WIDTH = 3
_OFF = 2
_MOVES = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide}


class FocusRing(QWidget):
    """Make one for each window, over its content."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._around: QWidget | None = None
        self._watched: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)
        theme.changed.connect(self._place)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        for widget in self._watched:
            widget.removeEventFilter(self)
        self._watched = []
        window = self._window
        self._around = None
        if new is not None and new is not window and window.isAncestorOf(new):
            self._around = new if new.property("focus_ring") is not False else None
        walk = self._around
        while walk is not None and walk is not window:
            walk.installEventFilter(self)
            self._watched.append(walk)
            walk = walk.parentWidget()
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self._place()
        return False

    def _place(self) -> None:
        around = self._around
        if around is None or not around.isVisible():
            self.hide()
            return
        grow = self._theme.px(_WIDTH + _OFF)
        corner = around.mapTo(self._window, QPoint(0, 0))
        self.setGeometry(QRect(corner, around.size()).adjusted(-grow, -grow, grow, grow))
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, event: object) -> None:
        own = getattr(self._around, "focus_radius", None)
        radius = own if isinstance(own, int) else self._theme.px(RADIUS_BUTTON)
        painter = QPainter(self)
        rounded(
            painter,
            QRectF(self.rect()),
            radius + self._theme.px(_WIDTH + _OFF),
            None,
            edge=self._theme.color(Token.ACCENT_TEXT),
            edge_width=self._theme.px(_WIDTH),
        )
        painter.end()
