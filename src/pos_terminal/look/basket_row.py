"""One card in the basket: artwork, name, price, last four digits, state with icon and word, bin."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QWidget

from pos_terminal.look.boxes import Column, Row
from pos_terminal.look.icons import Icon, draw_icon
from pos_terminal.look.paint import rounded
from pos_terminal.look.pill import Mood
from pos_terminal.look.product_art import Artworks, ProductArt
from pos_terminal.look.relabel import relabel, show_if
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import RADIUS_BUTTON, TOUCH_MIN, Theme, Token

ROW_HEIGHT: Final = 104
ART_WIDTH: Final = 96
_SLIDE_MS: Final = 140
_SLIDE_PX: Final = 14


class BinButton(QAbstractButton):
    """A 22 px bin with a hit area of 48 px; ink, not red: it waits, it does not warn."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    @property
    def focus_radius(self) -> int:
        return self._theme.px(RADIUS_BUTTON)

    def sizeHint(self) -> QSize:
        side = self._theme.px(TOUCH_MIN)
        return QSize(side, side)

    def paintEvent(self, event: object) -> None:
        theme = self._theme
        painter = QPainter(self)
        box = QRectF(self.rect())
        if self.isDown():
            rounded(painter, box, self.focus_radius, theme.color(Token.SUNKEN))
        side = theme.px(22)
        icon = QRectF(0, 0, side, side)
        icon.moveCenter(box.center())
        draw_icon(painter, "trash", icon, theme.color(Token.INK_2))
        painter.end()


class BasketRow(QFrame):
    """A place in a list of cards; ``card_id`` says whose it is now. `removed`: the bin."""

    removed = Signal(str)

    def __init__(self, theme: Theme, artworks: Artworks) -> None:
        super().__init__()
        self._theme = theme
        self.card_id = ""
        self.last_four = ""
        self._newest = False
        self._shift = 0.0
        self._slide = QVariantAnimation(self)
        self._slide.setStartValue(1.0)
        self._slide.setEndValue(0.0)
        self._slide.valueChanged.connect(self._slid)
        self.art = ProductArt(theme, artworks, ART_WIDTH)
        self.name = Label(theme, Kind.STRONG, wrap=True)
        self.price = Label(theme, Kind.STRONG)
        self.ends_in = Label(theme, Kind.NOTE, spacing=1.0)
        self.state_icon = Icon(theme, "circle", 16)
        self.state = Label(theme, Kind.NOTE_STRONG, wrap=True)
        self.bin = BinButton(theme)
        self.bin.clicked.connect(lambda: self.removed.emit(self.card_id))
        self._lay_out()
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_card(self, *, name: str, price: str, artwork: str | None, ends_in: str) -> None:
        self.art.show_product(name, price, artwork)
        relabel(self.name, name)
        relabel(self.price, price)
        relabel(self.ends_in, ends_in)

    def show_state(self, word: str, mood: Mood, icon: str, *, newest: bool) -> None:
        relabel(self.state, word)
        self.state.set_token(mood.writing)
        self.state_icon.set_icon(icon, mood.writing)
        if newest is not self._newest:
            self._newest = newest
            self.update()
        self.setAccessibleName(
            ", ".join(
                part.accessibleName()
                for part in (self.name, self.ends_in, self.price, self.state)
                if part.accessibleName()
            )
        )

    def show_bin(self, spoken: str | None) -> None:
        """Offer the bin under this name, or not at all once payment has been asked for."""
        show_if(self.bin, spoken is not None)
        if spoken is not None and spoken != self.bin.accessibleName():
            self.bin.setAccessibleName(spoken)
            self.bin.setToolTip(spoken)

    def slide_in(self) -> None:
        """Come in from below; the row is whole and readable from the first frame."""
        duration = self._theme.duration_ms(_SLIDE_MS)
        if duration:
            self._slide.setDuration(duration)
            self._slide.start()

    def _lay_out(self) -> None:
        theme = self._theme
        row = Row(theme, spacing=16, margins=(12, 6, 4, 6), parent=self)
        row.addWidget(self.art, 0, Qt.AlignmentFlag.AlignVCenter)
        words = Column(theme)
        words.addStretch(1)
        head = Row(theme, spacing=8, margins=(0, 4, 12, 0))
        head.addWidget(self.name, 1)
        head.addWidget(self.price, 0, Qt.AlignmentFlag.AlignTop)
        words.addLayout(head)
        below = Row(theme)
        facts = Column(theme, spacing=3, margins=(0, 2, 0, 2))
        facts.addWidget(self.ends_in)
        state = Row(theme, spacing=8)
        state.addWidget(self.state_icon, 0, Qt.AlignmentFlag.AlignVCenter)
        state.addWidget(self.state, 1)
        facts.addLayout(state)
        below.addLayout(facts, 1)
        below.addWidget(self.bin, 0, Qt.AlignmentFlag.AlignVCenter)
        words.addLayout(below)
        words.addStretch(1)
        row.addLayout(words, 1)

    def paintEvent(self, event: object) -> None:
        if not self._newest:
            return
        painter = QPainter(self)
        tint = self._theme.color(Token.ACCENT_TINT)
        box = QRectF(self.rect()).translated(0, self._shift * self._theme.px(_SLIDE_PX))
        rounded(painter, box, self._theme.px(RADIUS_BUTTON), tint)
        painter.end()

    def _slid(self, share: float) -> None:
        self._shift = share
        self.update()

    def _restyle(self) -> None:
        self.setMinimumHeight(self._theme.px(ROW_HEIGHT))
        self.update()


class NextCardPlace(QWidget):
    """The dashed place under the last row, where the next card will stand."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        row = Row(theme, spacing=12, margins=(16, 4, 2, 4), parent=self)
        self._icon = Icon(theme, "barcode", 18, Token.INK_3)
        self._word = Label(theme, Kind.BODY, token=Token.INK_3, wrap=True)
        row.addWidget(self._icon)
        row.addWidget(self._word, 1)
        self._row = row
        theme.changed.connect(self.update)

    def show_word(self, word: str) -> None:
        relabel(self._word, word)

    def add_button(self, button: QWidget) -> None:
        """Offer another way to bring the next card in."""
        self._row.addWidget(button)

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        rounded(
            painter,
            QRectF(self.rect()),
            self._theme.px(RADIUS_BUTTON),
            None,
            edge=self._theme.color(Token.BORDER),
            edge_width=max(1, self._theme.px(1)),
            dashed=True,
        )
        painter.end()
