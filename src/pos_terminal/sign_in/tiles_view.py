"""The people of the store as tiles, three in a row; more than nine scroll.

Those who sell stand first: they sign in many times a day.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from card_contract.states import Role
from pos_terminal.look.avatar import person_colour
from pos_terminal.look.icons import draw_icon
from pos_terminal.look.paint import rounded
from pos_terminal.look.pressable import Pressable
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.sentences import QT_TRANSLATE_NOOP, say
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import RADIUS_CARD, Theme, Token, Weight
from pos_terminal.sign_in.model import StaffTile
from pos_terminal.words import Message

CONTEXT: Final = "staff"
SENTENCES: Final[dict[str, str]] = {
    Role.CLERK: QT_TRANSLATE_NOOP("staff", "Clerk"),
    Role.MANAGER: QT_TRANSLATE_NOOP("staff", "Manager"),
    Role.STUDIO: QT_TRANSLATE_NOOP("staff", "Studio"),
    Role.SUPPORT: QT_TRANSLATE_NOOP("staff", "Support"),
    Role.ADMINISTRATOR: QT_TRANSLATE_NOOP("staff", "Administrator"),
    "no_names": QT_TRANSLATE_NOOP("staff", "The names appear as soon as the server answers."),
    "demo_pin": QT_TRANSLATE_NOOP("staff", "PIN {pin}"),
}
COLUMNS: Final = 3
_GAP: Final = 16
_TALL: Final = 132
_SHORT: Final = 88  # three rows of these take the room of two tall ones
_ROWS_TALL: Final = 2
_ROOM: Final = 2 * _TALL + _GAP


def short_names(people: Sequence[StaffTile]) -> dict[str, str]:
    """First names by operator id; the whole name where two people share the first one."""
    firsts = [tile.name.split()[0] if tile.name.split() else tile.name for tile in people]
    return {
        tile.operator_id: first if firsts.count(first) == 1 else tile.name
        for tile, first in zip(people, firsts, strict=True)
    }


class Tile(Pressable):
    """Disc, name, role; in the demo the PIN too. Chosen: tint, accent border and a tick."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._tile: StaffTile | None = None
        self._short = ""
        self._tall = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def focus_radius(self) -> int:
        return self._theme.px(RADIUS_CARD)

    def show_person(self, tile: StaffTile, short: str, *, tall: bool) -> None:
        self._tile, self._short, self._tall = tile, short, tall
        self.setAccessibleName(f"{tile.name}, {say(CONTEXT, SENTENCES, Message(tile.role))}")
        self.setCheckable(True)
        self.setChecked(tile.chosen)
        self._restyle()

    def nextCheckState(self) -> None:
        """Who is chosen is for the presenter to say."""

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(160), self._theme.px(_TALL if self._tall else _SHORT))

    def paintEvent(self, event: object) -> None:
        tile, theme, px = self._tile, self._theme, self._theme.px
        if tile is None:
            return
        painter = QPainter(self)
        box = QRectF(self.rect())
        lit = tile.chosen or self.isDown()
        rounded(
            painter,
            box,
            px(RADIUS_CARD),
            theme.color(Token.ACCENT_TINT if lit else Token.SURFACE),
            edge=theme.color(Token.ACCENT_TEXT if tile.chosen else Token.LINE),
            edge_width=2.5 * theme.scale if tile.chosen else max(1.0, theme.scale),
        )
        side = px(56)
        disc = QRectF(px(18), (box.height() - side) / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(person_colour(tile.operator_id))
        painter.drawEllipse(disc)
        painter.setPen(theme.color(Token.ON_ACCENT))
        painter.setFont(theme.font(20, Weight.SEMIBOLD))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, tile.initials)
        self._paint_words(painter, tile, disc.right() + px(16))
        if tile.chosen:
            tick = QRectF(box.right() - px(34), px(14), px(20), px(20))
            draw_icon(painter, "check-circle-fill", tick, theme.color(Token.ACCENT_TEXT))
        painter.end()

    def _paint_words(self, painter: QPainter, tile: StaffTile, left: float) -> None:
        theme, px = self._theme, self._theme.px
        role = say(CONTEXT, SENTENCES, Message(tile.role))
        lines = [(self._short, theme.font(20, Weight.SEMIBOLD), Token.INK, px(28))]
        quiet = Token.INK_2 if tile.chosen else Token.INK_3
        lines.append((role, theme.font(15, Weight.MEDIUM), quiet, px(24)))
        if tile.demo_pin is not None:
            pin = say(CONTEXT, SENTENCES, Message("demo_pin", {"pin": tile.demo_pin}))
            lines.append((pin, theme.font(15, Weight.SEMIBOLD), Token.ACCENT_TEXT, px(24)))
        top = (self.height() - sum(height for *_, height in lines)) / 2
        for text, font, token, height in lines:
            painter.setFont(font)
            painter.setPen(theme.color(token))
            painter.drawText(
                QRectF(left, top, self.width() - left - px(8), height),
                Qt.AlignmentFlag.AlignVCenter,
                text,
            )
            top += height


class StaffTiles(ScrollColumn):
    """``choose`` is called with the operator's id. Tab comes to the tiles from ``after``."""

    def __init__(self, theme: Theme, choose: Callable[[str], None], *, after: QWidget) -> None:
        grid_holder = QWidget()
        super().__init__(theme, grid_holder)
        self._theme = theme
        self._choose = choose
        self._columns = COLUMNS
        self._rows_kept = _ROWS_TALL
        self._after = after
        self._people: tuple[StaffTile, ...] = ()
        self._tiles: dict[str, Tile] = {}
        self._grid = QGridLayout(grid_holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)
        self._nobody = Label(theme, Kind.QUIET, wrap=True, align=Qt.AlignmentFlag.AlignHCenter)
        self._grid.addWidget(self._nobody, 0, 0, 1, COLUMNS)
        theme.changed.connect(self._rescale)
        self._rescale()

    def _rescale(self) -> None:
        self._grid.setSpacing(self._theme.px(_GAP))
        # Without names the room for them stays, so that nothing jumps when they come.
        rows = -(-len(self._people) // self._columns) or self._rows_kept
        tall = self._tall(self._people)
        wanted = rows * ((_TALL if tall else _SHORT) + _GAP) - _GAP
        self.setFixedHeight(self._theme.px(min(wanted, _ROOM + _GAP if not tall else _ROOM)) + 2)

    def show_people(self, people: tuple[StaffTile, ...]) -> None:
        people = tuple(sorted(people, key=lambda tile: (list(Role).index(tile.role), tile.name)))
        if [tile.operator_id for tile in people] != list(self._tiles):
            self._rebuild(people)
        self._people = people
        self._nobody.setText(say(CONTEXT, SENTENCES, Message("no_names")))
        self._nobody.setVisible(not people)
        names = short_names(people)
        tall = self._tall(people)
        for tile in people:
            button = self._tiles[tile.operator_id]
            button.show_person(tile, names[tile.operator_id], tall=tall)
            if tile.chosen and not tall:
                self.keep_in_sight(button)
        self._rescale()

    def keep_room(self, rows: int) -> None:
        """How many rows of room stay while there are no names."""
        if rows != self._rows_kept:
            self._rows_kept = rows
            self._rescale()

    def _rebuild(self, people: tuple[StaffTile, ...]) -> None:
        for old in self._tiles.values():
            self._grid.removeWidget(old)
            old.deleteLater()
        self._tiles = {}
        before = self._after
        for place, tile in enumerate(people):
            button = Tile(self._theme)
            button.clicked.connect(partial(self._pressed, tile.operator_id))
            self._grid.addWidget(button, *divmod(place, self._columns))
            self._tiles[tile.operator_id] = button
            self.setTabOrder(before, button)
            before = button

    def _tall(self, people: Sequence[StaffTile]) -> bool:
        return -(-len(people) // self._columns) <= _ROWS_TALL

    def set_columns(self, columns: int) -> None:
        """Two in a narrow window, else three."""
        if columns == self._columns:
            return
        self._columns = columns
        self._grid.setColumnStretch(COLUMNS - 1, int(columns == COLUMNS))
        for place, button in enumerate(self._tiles.values()):
            self._grid.removeWidget(button)
            self._grid.addWidget(button, *divmod(place, columns))
        self.show_people(self._people)

    @property
    def columns(self) -> int:
        return self._columns

    def _pressed(self, operator_id: str) -> None:
        self._choose(operator_id)

    def tile(self, operator_id: str) -> Tile:
        return self._tiles[operator_id]

    def neighbour(self, step: int) -> str | None:
        """The person ``step`` places from the chosen one; the first where nobody is chosen."""
        if not self._people:
            return None
        chosen = next((i for i, tile in enumerate(self._people) if tile.chosen), None)
        if chosen is None:
            return self._people[0].operator_id
        place = chosen + step
        return self._people[place].operator_id if 0 <= place < len(self._people) else None
