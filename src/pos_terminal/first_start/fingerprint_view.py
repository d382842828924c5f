"""The fingerprint of a server's certificate, to be compared sign by sign with what it printed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_terminal.first_start.model import FirstStartIntents, FirstStartState
from pos_terminal.first_start.parts_view import PageCard
from pos_terminal.first_start.sentences_view import word
from pos_terminal.look.boxes import Column
from pos_terminal.look.buttons import SecondaryButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token, Weight

_PAIRS_A_ROW: Final = 8
_ROWS: Final = 4
_ROW_HEIGHT: Final = 44


class _Pairs(QWidget):
    """Pairs of signs in columns, so that the eye keeps its place."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._pairs: list[str] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_fingerprint(self, fingerprint: str) -> None:
        self._pairs = fingerprint.split(":")
        self.setAccessibleName(fingerprint)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(560), self._theme.px(_ROWS * _ROW_HEIGHT))

    def paintEvent(self, event: object) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setFont(theme.font(26, Weight.SEMIBOLD))
        painter.setPen(theme.color(Token.INK))
        width, height = self.width() / _PAIRS_A_ROW, self.height() / _ROWS
        left = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        for place, pair in enumerate(self._pairs):
            row, column = divmod(place, _PAIRS_A_ROW)
            painter.drawText(QRectF(column * width, row * height, width, height), left, pair)
        painter.end()


class FingerprintPage(PageCard):
    """*They differ* leads back; nothing was sent to the server by then."""

    def __init__(self, theme: Theme, intents: FirstStartIntents) -> None:
        super().__init__(
            theme,
            title="fingerprint_title",
            note="fingerprint_note",
            main="same",
            act=intents.trust_server,
            back=None,
        )
        self._differ = SecondaryButton(theme)
        self._differ.clicked.connect(intents.back)
        self.foot.insertWidget(1, self._differ)
        well = CardSurface(theme, ground=Token.SUNKEN, edge=None, radius=12)
        column = Column(theme, spacing=8, margins=(28, 22, 28, 18), parent=well)
        self._of = Label(theme, Kind.FIELD_LABEL)
        self._pairs = _Pairs(theme)
        column.addWidget(self._of)
        column.addWidget(self._pairs)
        self.content.addWidget(well)

    def show_state(self, state: FirstStartState) -> None:
        super().show_state(state)
        self._differ.set_words(word("differ"))
        if state.server is None or state.server.fingerprint is None:
            return
        self._of.setText(word("fingerprint", url=state.server.url))
        self._pairs.show_fingerprint(state.server.fingerprint)
