"""Says on a verdict's own ground that scanning is locked: a white pill with the padlock."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QLabel, QSizePolicy

from pos_terminal.look.icons import LOCKED, draw_icon
from pos_terminal.look.paint import rounded
from pos_terminal.look.theme import Theme, Token, Weight


class LockPill(QLabel):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_word(self, word: str) -> None:
        if word != self.text():
            self.setText(word)
            self.updateGeometry()

    def _restyle(self) -> None:
        self.setFont(self._theme.font(16, Weight.SEMIBOLD))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        px = self._theme.px
        words = QFontMetricsF(self.font()).horizontalAdvance(self.text())
        return QSize(round(words) + px(18 + 18 + 8 + 14), px(40))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: object) -> None:
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        box = QRectF(self.rect())
        rounded(painter, box, box.height() / 2, theme.color(Token.ON_REFUSED))
        ink = theme.color(Token.REFUSED)
        side = px(18)
        icon = QRectF(px(17), box.center().y() - side / 2, side, side)
        draw_icon(painter, f"{LOCKED}-fill", icon, ink)
        painter.setFont(self.font())
        painter.setPen(ink)
        words = box.adjusted(px(17) + side + px(8), 0, 0, 0)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), self.text())
        painter.end()
