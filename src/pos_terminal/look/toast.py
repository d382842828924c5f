"""Good to know, goes by itself: an ink block at the top, for four seconds. It asks for no act."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter
from PySide6.QtWidgets import QWidget

from pos_terminal.look.boxes import Column, Row
from pos_terminal.look.icons import Icon
from pos_terminal.look.paint import rounded, shadow
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import RADIUS_KEY, Theme, Token

SHOWN_MS: Final = 4000
TOAST_TOP: Final = 80
TOAST_IN_BAR: Final = 1  # over the top bar, which is just as high as a toast
_EDGE = 14  # room for the shadow around the block


class ToastBlock(QWidget):
    """Lies over its parent, top centre."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._parent = parent
        self._top: float = TOAST_TOP
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = Row(theme, spacing=14, margins=(20 + _EDGE, 12 + _EDGE, 28 + _EDGE, 12 + _EDGE))
        self.setLayout(row)
        self._row = row
        self._icon = Icon(theme, "info-fill", 24, Token.CANVAS)
        self._fact = Label(theme, Kind.STRONG, token=Token.SURFACE)
        self._note = Label(theme, Kind.NOTE, token=Token.SUNKEN)
        words = Column(theme, spacing=0)
        words.addWidget(self._fact)
        words.addWidget(self._note)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        theme.changed.connect(self._place)
        parent.installEventFilter(self)
        self.hide()

    def show_toast(self, fact: str, note: str = "", *, top: float = TOAST_TOP) -> None:
        """Show it from ``top`` px down."""
        self._top = top
        self._fact.setText(fact)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self.setAccessibleName(f"{fact}. {note}" if note else fact)
        self._place()
        self.show()
        self.raise_()
        self._timer.start(SHOWN_MS)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def end(self) -> None:
        """Go at once: something that must be read is about to be shown."""
        self._timer.stop()
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        self._row.activate()
        self.adjustSize()
        left = (self._parent.width() - self.width()) // 2
        self.move(left, self._theme.px(self._top - _EDGE))

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        edge = self._theme.px(_EDGE)
        box = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        radius = self._theme.px(RADIUS_KEY)
        down, soft = self._theme.px(4), self._theme.px(18)
        shadow(painter, box, radius, down=down, soft=soft, strength=60)
        rounded(painter, box, radius, self._theme.color(Token.INK))
        painter.end()
