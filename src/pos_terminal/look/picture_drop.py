"""A picture dragged onto the window is read as if a camera had seen it."""

from __future__ import annotations

from collections.abc import Collection
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


class FilesDrop(QObject):
    """Make one for a page that takes files of some suffixes; `dropped` brings their paths."""

    dropped = Signal(object)

    def __init__(
        self, theme: Theme, window: QWidget, *, invitation: str, suffixes: Collection[str]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._suffixes = suffixes
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
        if not self._wanted(event.mimeData()):
            return False
        event.acceptProposedAction()
        self._place.cover(self._window)
        return True

    def _let_go(self, event: QDropEvent) -> bool:
        self._place.hide()
        files = self._wanted(event.mimeData())
        if not files:
            return False
        event.acceptProposedAction()
        self.dropped.emit(self._told(files))
        return True

    def _wanted(self, data: QMimeData) -> list[str]:
        """The files that are being dragged and may be let go here."""
        return files_in(data, self._suffixes)

    def _told(self, files: list[str]) -> object:
        return files


class PictureDrop(FilesDrop):
    """Make one for the window. `dropped` brings the path of the one picture that was let go."""

    def __init__(self, theme: Theme, window: QWidget, *, invitation: str) -> None:
        super().__init__(theme, window, invitation=invitation, suffixes=PICTURE_SUFFIXES)

    def _wanted(self, data: QMimeData) -> list[str]:
        picture = picture_in(data)
        return [] if picture is None else [picture]

    def _told(self, files: list[str]) -> object:
        return files[0]


def picture_in(data: QMimeData) -> str | None:
    """The path of the picture that is being dragged: one local file with a picture's suffix."""
    files = files_in(data, PICTURE_SUFFIXES)
    return files[0] if len(files) == len(data.urls()) == 1 else None


def files_in(data: QMimeData, suffixes: Collection[str]) -> list[str]:
    """The paths of the local files with one of these suffixes that are being dragged."""
    paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if Path(path).suffix.lower() in suffixes]


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
