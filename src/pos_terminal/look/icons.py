"""Phosphor icons, drawn as glyphs, and the octagon with the cross, which the set lacks.

The font is the one inside qtawesome's package. qtawesome itself is not imported: that takes a third
of a second and loads eleven other fonts, more than the whole first paint may cost.
"""

from __future__ import annotations

import importlib.util
import json
import math
from functools import cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_terminal.look.theme import Theme, Token

OCTAGON_CROSS: Final = "octagon-cross"

# One picture, one meaning, on every screen.
PAY: Final = "credit-card"
RECEIPT: Final = "receipt"
WAITING: Final = "hourglass-medium"
LOCKED: Final = "lock-simple"
BADGE: Final = "identification-badge"


@cache
def _phosphor() -> tuple[str, dict[str, str]]:
    spec = importlib.util.find_spec("qtawesome")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("qtawesome")
    fonts = Path(spec.submodule_search_locations[0]) / "fonts"
    charmap = json.loads(next(fonts.glob("phosphor-charmap-*.json")).read_text("utf-8"))
    handle = QFontDatabase.addApplicationFont(str(next(fonts.glob("phosphor-*.ttf"))))
    family = QFontDatabase.applicationFontFamilies(handle)[0]
    return family, {name: chr(int(code, 16)) for name, code in charmap.items()}


def draw_icon(painter: QPainter, name: str, box: QRectF, color: QColor) -> None:
    """Draw the icon into the square ``box``. Names are Phosphor's, without a prefix."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if name == OCTAGON_CROSS:
        _draw_octagon_cross(painter, box, color)
    else:
        family, glyphs = _phosphor()
        font = QFont(family)
        font.setPixelSize(max(1, round(box.height())))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        painter.setFont(font)
        painter.setPen(color)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, glyphs[name])
    painter.restore()


def _draw_octagon_cross(painter: QPainter, box: QRectF, color: QColor) -> None:
    """A filled octagon; the cross is left open, so the ground shows through."""
    layer = QPixmap(box.size().toSize() * painter.device().devicePixelRatioF())
    layer.setDevicePixelRatio(painter.device().devicePixelRatioF())
    layer.fill(Qt.GlobalColor.transparent)
    inner = QPainter(layer)
    inner.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = min(box.width(), box.height())
    middle = QPointF(side / 2, side / 2)
    corners = [
        middle + QPointF(math.cos(angle), math.sin(angle)) * (side * 0.46)
        for angle in (math.pi / 8 + step * math.pi / 4 for step in range(8))
    ]
    inner.setPen(QPen(color, side * 0.05, j=Qt.PenJoinStyle.RoundJoin))
    inner.setBrush(color)
    inner.drawPolygon(QPolygonF(corners))
    inner.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    inner.setPen(QPen(Qt.GlobalColor.black, side * 0.105, c=Qt.PenCapStyle.RoundCap))
    arm = side * 0.165
    inner.drawLine(middle - QPointF(arm, arm), middle + QPointF(arm, arm))
    inner.drawLine(middle - QPointF(arm, -arm), middle + QPointF(arm, -arm))
    inner.end()
    painter.drawPixmap(box.topLeft(), layer)


class Icon(QWidget):
    """An icon beside a word. It says nothing to a screen reader: the word does."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        size: float = 24,
        token: Token = Token.INK,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = name
        self._size = size
        self._token = token
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def set_icon(self, name: str, token: Token | None = None) -> None:
        self._name = name
        self._token = token or self._token
        self.update()

    def sizeHint(self) -> QSize:
        side = self._theme.px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        draw_icon(painter, self._name, QRectF(self.rect()), self._theme.color(self._token))
        painter.end()
