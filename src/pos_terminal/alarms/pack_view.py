"""A card among those that hang beside it in its pack, each with how it stands."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from pos_terminal.alarms.model import Pack, PackCard, Standing
from pos_terminal.alarms.sentences_view import tell, tell_message
from pos_terminal.look.boxes import Column, Row
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.icons import OCTAGON_CROSS, Icon
from pos_terminal.look.pill import Mood
from pos_terminal.look.relabel import relabel, show_if
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token

STANDINGS: Final = {
    Standing.UNSOLD: (Mood.QUIET, "circle-bold"),
    Standing.STOPPED: (Mood.REFUSED, OCTAGON_CROSS),
    Standing.HELD: (Mood.NOT_KNOWN, "hourglass-medium-bold"),
    Standing.SOLD: (Mood.ACTIVATED, "check-circle-fill"),
    Standing.REDEEMED: (Mood.QUIET, "gift-bold"),
    Standing.INVALID: (Mood.QUIET, "prohibit-bold"),
}
_SHOWN_MAX: Final = 7


class PackTile(CardSurface):
    """The last digits of a card over its state; the card that is meant has a tinted ground."""

    def __init__(self, theme: Theme, *, is_meant: bool) -> None:
        super().__init__(theme, ground=Token.ACCENT_TINT if is_meant else Token.CANVAS, radius=12)
        column = Column(theme, spacing=4, margins=(2, 10, 2, 10), parent=self)
        centre = Qt.AlignmentFlag.AlignHCenter
        self._digits = Label(theme, Kind.STRONG, align=centre)
        self._icon = Icon(theme, "circle", 18)
        self._state = Label(theme, Kind.NOTE, align=centre, wrap=True)
        column.addWidget(self._digits, 0, centre)
        column.addWidget(self._icon, 0, centre)
        column.addWidget(self._state)
        column.addStretch(1)

    def show_card(self, card: PackCard) -> None:
        mood, icon = STANDINGS[card.standing]
        state = tell(f"view.standing.{card.standing.value}")
        relabel(self._digits, card.last_four)
        self._icon.set_icon(icon, mood.writing)
        relabel(self._state, state)
        self._state.set_token(mood.writing)
        self.setAccessibleName(tell("view.pack_card", digits=card.last_four, state=state))


class PackStrip(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        column = Column(theme, spacing=8, parent=self)
        self._label = Label(theme, Kind.FIELD_LABEL, wrap=True)
        self._sentence = Label(theme, Kind.STRONG, wrap=True)
        column.addWidget(self._label)
        column.addWidget(self._sentence)
        self._row = Row(theme, spacing=6)
        self._tiles: list[PackTile] = []
        column.addLayout(self._row)

    def show_pack(self, pack: Pack | None) -> None:
        show_if(self, pack is not None)
        if pack is None:
            return
        relabel(self._label, tell("view.pack", label=pack.label))
        relabel(self._sentence, tell_message(pack.sentence))
        for tile in self._tiles:
            self._row.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self._tiles = []
        for card in pack.cards[:_SHOWN_MAX]:
            tile = PackTile(self._theme, is_meant=card.is_meant)
            tile.show_card(card)
            self._tiles.append(tile)
            self._row.addWidget(tile, 1)
