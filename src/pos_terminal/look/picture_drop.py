"""A picture dragged onto the window is read as if a camera had seen it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter
from PySide6.QtWidgets import QWidget

from pos_terminal.look.boxes import Column
from pos_terminal.look.icons import Icon
from pos_terminal.look.paint import rounded
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import RADIUS_DIALOG, Theme, Token

PICTURE_SUFFIXES: Final = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".webp", ".tif", ".tiff"})


class PictureDrop(QObject):
    """Make one for the window. `dropped` brings the path of the one picture that was let go."""

    dropped = Signal(str)

    def __init__(self, theme: Theme, window: QWidget, *, invitation: str) -> None:
        super().__init__(window)
        self._window = window
        self._place = _DropPlace(theme, window, invitation)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def invite(self, invitation: str) -> None:
        """The invitation in the language of now."""
        self._place.invite(invitation)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._window:
            return False
        if isinstance(event, QDragEnterEvent):
            return self._entered(event)
        if event.type() is QEvent.Type.DragLeave:
            self._place.hide()
            return True
        # Qt derives the events of moving from QDropEvent too, so the type is asked as well.
        return (
            event.type() is QEvent.Type.Drop
            and isinstance(event, QDropEvent)
            and self._let_go(event)
        )

    def _entered(self, event: QDragEnterEvent) -> bool:
        if picture_in(event.mimeData()) is None:
            return False
        event.acceptProposedAction()
        self._place.cover(self._window)
        return True

    def _let_go(self, event: QDropEvent) -> bool:
        self._place.hide()
        picture = picture_in(event.mimeData())
        if picture is None:
            return False
        event.acceptProposedAction()
        self.dropped.emit(picture)
        return True


def picture_in(data: QMimeData) -> str | None:
    """The path of the picture that is being dragged: one local file with a picture's suffix."""
    urls = data.urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = urls[0].toLocalFile()
    return path if Path(path).suffix.lower() in PICTURE_SUFFIXES else None


class _DropPlace(QWidget):
    """Covers the window while a picture hangs over it."""

    def __init__(self, theme: Theme, window: QWidget, invitation: str) -> None:
        super().__init__(window)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column = Column(theme, spacing=20, parent=self)
        column.addStretch()
        column.addWidget(
            Icon(theme, "image", 64, Token.ACCENT_TEXT), 0, Qt.AlignmentFlag.AlignHCenter
        )
        self._words = Label(
            theme, Kind.SENTENCE, invitation, wrap=True, align=Qt.AlignmentFlag.AlignHCenter
        )
        column.addWidget(self._words)
        column.addStretch()
        self.hide()

    def invite(self, invitation: str) -> None:
        self._words.setText(invitation)

    def cover(self, window: QWidget) -> None:
        self.setGeometry(window.rect())
        self.show()
        self.raise_()

    def paintEvent(self, event: object) -> None:
        theme = self._theme
        painter = QPainter(self)
        ground = theme.color(Token.ACCENT_TINT)
        ground.setAlphaF(0.94)
        painter.fillRect(self.rect(), ground)
        inset = theme.px(24)
        rounded(
            painter,
            QRectF(self.rect()).adjusted(inset, inset, -inset, -inset),
            theme.px(RADIUS_DIALOG),
            None,
            edge=theme.color(Token.ACCENT_TEXT),
            edge_width=theme.px(2),
            dashed=True,
        )
        painter.end()
