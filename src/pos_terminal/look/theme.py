"""Colours, type, space and scale are decided here alone. Widgets ask and follow `changed`."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont

WINDOW_WIDTH: Final = 1280
WINDOW_HEIGHT: Final = 800
TOUCH_MIN: Final = 48

RADIUS_TILE: Final = 10
RADIUS_BUTTON: Final = 12
RADIUS_KEY: Final = 16
RADIUS_CARD: Final = 20
RADIUS_DIALOG: Final = 24

_TEXT_FAMILIES: Final = ["Inter", "Segoe UI", "SF Pro Text", "Noto Sans", "DejaVu Sans"]
_DISPLAY_FAMILIES: Final = ["Inter Display", "Inter", "Segoe UI", "SF Pro Display", "Noto Sans"]
_DISPLAY_FROM_PX: Final = 21  # Inter Display is drawn for sizes above 20 px


class Appearance(StrEnum):
    """The two appearances of the program."""

    LIGHT = "light"
    DARK = "dark"


class Token(StrEnum):
    """What a colour is for. Widgets name tokens, never values."""

    CANVAS = "canvas"
    SURFACE = "surface"
    SUNKEN = "sunken"
    LINE = "line"
    BORDER = "border"
    INK = "ink"
    INK_2 = "ink-2"
    INK_3 = "ink-3"
    ACCENT = "accent"
    ACCENT_PRESSED = "accent-pressed"
    ON_ACCENT = "on-accent"
    ACCENT_TEXT = "accent-text"
    ACCENT_TINT = "accent-tint"
    ACTIVATED = "activated"
    ON_ACTIVATED = "on-activated"
    ACTIVATED_TEXT = "activated-text"
    ACTIVATED_TINT = "activated-tint"
    REFUSED = "refused"
    REFUSED_PRESSED = "refused-pressed"
    ON_REFUSED = "on-refused"
    REFUSED_TEXT = "refused-text"
    REFUSED_TINT = "refused-tint"
    NOT_KNOWN = "not-known"
    ON_NOT_KNOWN = "on-not-known"
    NOT_KNOWN_TEXT = "not-known-text"
    NOT_KNOWN_TINT = "not-known-tint"
    NOT_KNOWN_RING = "not-known-ring"
    RAIL = "rail"
    RAIL_CURRENT = "rail-current"
    ON_RAIL = "on-rail"
    ON_RAIL_QUIET = "on-rail-quiet"
    PRACTICE = "practice"
    ON_PRACTICE = "on-practice"
    PAPER = "paper"
    ON_PAPER = "on-paper"
    ON_PAPER_QUIET = "on-paper-quiet"
    SCRIM = "scrim"


COLOURS: Final[dict[Token, tuple[str, str]]] = {
    Token.CANVAS: ("#F5F5F2", "#0F1114"),
    Token.SURFACE: ("#FFFFFF", "#191C21"),
    Token.SUNKEN: ("#EDEDE8", "#23272E"),
    Token.LINE: ("#E2E2DC", "#2C3138"),
    Token.BORDER: ("#8A8D94", "#78808C"),
    Token.INK: ("#15171C", "#F3F4F6"),
    Token.INK_2: ("#4A4F59", "#BCC2CC"),
    Token.INK_3: ("#666B75", "#969DA9"),
    Token.ACCENT: ("#2B4BD6", "#4A68F0"),
    Token.ACCENT_PRESSED: ("#2340BD", "#3A57DC"),
    Token.ON_ACCENT: ("#FFFFFF", "#FFFFFF"),
    Token.ACCENT_TEXT: ("#2B4BD6", "#9FB1FF"),
    Token.ACCENT_TINT: ("#E9EDFD", "#212B52"),
    Token.ACTIVATED: ("#0A6B3C", "#0F7A46"),
    Token.ON_ACTIVATED: ("#FFFFFF", "#FFFFFF"),
    Token.ACTIVATED_TEXT: ("#0A6238", "#6FDDA0"),
    Token.ACTIVATED_TINT: ("#E3F4EA", "#11301F"),
    Token.REFUSED: ("#B0201C", "#C42C26"),
    Token.REFUSED_PRESSED: ("#801714", "#8E1F1B"),
    Token.ON_REFUSED: ("#FFFFFF", "#FFFFFF"),
    Token.REFUSED_TEXT: ("#A01C18", "#FFA39C"),
    Token.REFUSED_TINT: ("#FCEAE8", "#3B1716"),
    Token.NOT_KNOWN: ("#FFC233", "#FFC233"),
    Token.ON_NOT_KNOWN: ("#2B1C00", "#2B1C00"),
    Token.NOT_KNOWN_TEXT: ("#704600", "#FFD264"),
    Token.NOT_KNOWN_TINT: ("#FFF3D1", "#362A0B"),
    Token.NOT_KNOWN_RING: ("#A86A00", "#FFC233"),
    Token.RAIL: ("#15171C", "#0A0B0D"),
    Token.RAIL_CURRENT: ("#2C2F36", "#23272E"),
    Token.ON_RAIL: ("#FFFFFF", "#FFFFFF"),
    Token.ON_RAIL_QUIET: ("#A9AEB8", "#969DA9"),
    # Of practice alone: no shop, no demo and none of the three answers has violet.
    Token.PRACTICE: ("#6B21A8", "#8340C9"),
    Token.ON_PRACTICE: ("#FFFFFF", "#FFFFFF"),
    # Paper is a picture of paper and stays light in the dark theme.
    Token.PAPER: ("#FFFFFF", "#FFFFFF"),
    Token.ON_PAPER: ("#15171C", "#15171C"),
    Token.ON_PAPER_QUIET: ("#4A4F59", "#4A4F59"),
    Token.SCRIM: ("#9715171C", "#AB000000"),  # 59 % and 67 %
}


class Weight:
    """The weights in use; 650 of the sketches falls on 600, the nearest that static Inter has."""

    REGULAR: Final = 400
    MEDIUM: Final = 500
    SEMIBOLD: Final = 600
    BOLD: Final = 700


class Theme(QObject):
    """One appearance, one scale. `changed` says that everything drawn has to ask again."""

    changed = Signal()

    def __init__(
        self,
        appearance: Appearance = Appearance.LIGHT,
        *,
        scale: float = 1.0,
        reduced_motion: bool = False,
    ) -> None:
        super().__init__()
        self._appearance = appearance
        self._scale = scale
        self._reduced_motion = reduced_motion
        self._fonts: dict[tuple[float, int, float], QFont] = {}

    @property
    def appearance(self) -> Appearance:
        return self._appearance

    @property
    def scale(self) -> float:
        return self._scale

    @property
    def reduced_motion(self) -> bool:
        return self._reduced_motion

    def set_appearance(self, appearance: Appearance) -> None:
        if appearance is not self._appearance:
            self._appearance = appearance
            self.changed.emit()

    def set_reduced_motion(self, reduced: bool) -> None:
        self._reduced_motion = reduced

    def fit(self, width: int, height: int) -> None:
        """Choose the scale that suits a window of this size."""
        scale = scale_for(width, height)
        if scale != self._scale:
            self._scale = scale
            self._fonts.clear()
            self.changed.emit()

    def color(self, token: Token) -> QColor:
        return QColor(COLOURS[token][self._appearance is Appearance.DARK])

    def px(self, length: float) -> int:
        """A length of the sketches (in px at scale 1) as pixels of this screen."""
        return round(length * self._scale)

    def duration_ms(self, milliseconds: int) -> int:
        """The time a movement may take: none at all with reduced motion."""
        return 0 if self._reduced_motion else milliseconds

    def font(self, size: float, weight: int = Weight.REGULAR, *, spacing: float = 0.0) -> QFont:
        """Inter with tabular figures; ``spacing`` in per cent, large sizes are set 2 % tighter."""
        key = (size, weight, spacing)
        if key not in self._fonts:
            self._fonts[key] = self._make_font(size, weight, spacing)
        return QFont(self._fonts[key])

    def _make_font(self, size: float, weight: int, spacing: float) -> QFont:
        font = QFont()
        display = size >= _DISPLAY_FROM_PX
        font.setFamilies(_DISPLAY_FAMILIES if display else _TEXT_FAMILIES)
        font.setPixelSize(max(1, self.px(size)))
        font.setWeight(QFont.Weight(weight))
        font.setFeature(QFont.Tag("tnum"), 1)
        tightened = spacing - (2.0 if display else 0.0)
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 100 + tightened)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font


def scale_for(width: int, height: int) -> float:
    """The smaller of both ratios, rounded down to quarters, at least 1."""
    ratio = min(width / WINDOW_WIDTH, height / WINDOW_HEIGHT)
    return max(1.0, int(ratio * 4) / 4)
