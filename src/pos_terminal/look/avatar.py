"""A person as a disc with initials. The colour comes from the person's id and stays the same."""

from __future__ import annotations

import zlib
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_terminal.look.theme import Theme, Weight

# Each carries white writing at 4.5 : 1 or better, in both tones.
PERSON_COLOURS: Final = ("#7B4FCE", "#1E6FB8", "#A8466C", "#0F6E75", "#8C5A12", "#4B5563")


def initials(name: str) -> str:
    """MK for Mia Kern, M for Mia."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def person_colour(person_id: str) -> QColor:
    return QColor(PERSON_COLOURS[zlib.crc32(person_id.encode()) % len(PERSON_COLOURS)])


class Avatar(QWidget):
    def __init__(self, theme: Theme, size: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._size = size
        self._initials = ""
        self._colour = QColor(PERSON_COLOURS[-1])
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.changed.connect(self._restyle)

    def show_person(self, person_id: str, name: str) -> None:
        self._initials = initials(name)
        self._colour = person_colour(person_id)
        self.update()

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        side = self._theme.px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour)
        painter.drawEllipse(QRectF(self.rect()))
        painter.setFont(self._theme.font(self._size * 0.36, Weight.SEMIBOLD))
        painter.setPen(QColor("#FFFFFF"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._initials)
        painter.end()
