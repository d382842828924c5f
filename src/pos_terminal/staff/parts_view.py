"""What the page *Staff and tills* is made of: rows of the lists, numbered lines, facts."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from card_contract.states import Role
from pos_terminal.look.avatar import Avatar
from pos_terminal.look.boxes import Column, Row
from pos_terminal.look.choice_row import Choosable
from pos_terminal.look.icons import Icon, draw_icon
from pos_terminal.look.paint import rounded
from pos_terminal.look.pill import Mood
from pos_terminal.look.relabel import relabel
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import RADIUS_TILE, Theme, Token, Weight
from pos_terminal.staff.model import PersonStanding, TillStanding
from pos_terminal.staff.sentences_view import tell

PEOPLE: Final = {
    PersonStanding.FREE: (Mood.ACTIVATED, "check-circle-fill"),
    PersonStanding.LOCKED: (Mood.REFUSED, "lock-simple-fill"),
    PersonStanding.SUSPENDED: (Mood.REFUSED, "hand-palm-bold"),
    PersonStanding.DISABLED: (Mood.QUIET, "prohibit-bold"),
}
TILLS: Final = {
    TillStanding.OWN: (Mood.ACCENT, "map-pin-fill"),
    TillStanding.OPEN: (Mood.ACTIVATED, "check-circle-fill"),
    TillStanding.SHUT_OUT: (Mood.QUIET, "prohibit-bold"),
}
TILL_ICON: Final = "desktop"


def role_word(role: Role) -> str:
    """What somebody does here."""
    return tell(f"view.role.{role.value}")


class TillTile(QWidget):
    """A till's picture: an icon on a small square."""

    def __init__(self, theme: Theme, size: float, *, ground: Token = Token.SUNKEN) -> None:
        super().__init__()
        self._theme = theme
        self._size = size
        self._ground = ground
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        side = self._theme.px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: object) -> None:
        theme = self._theme
        painter = QPainter(self)
        box = QRectF(self.rect())
        rounded(painter, box, theme.px(RADIUS_TILE), theme.color(self._ground))
        side = theme.px(self._size * 0.5)
        square = QRectF(0, 0, side, side)
        square.moveCenter(box.center())
        draw_icon(painter, TILL_ICON, square, theme.color(Token.INK_2))
        painter.end()


class ListRow(Choosable):
    """One person or till: picture, name, what it is, and its state in icon and word."""

    def __init__(self, theme: Theme, key: str, picture: Avatar | TillTile) -> None:
        super().__init__(theme, key)
        self.picture = picture
        row = Row(theme, spacing=14, margins=(14, 12, 14, 12), parent=self)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignVCenter)
        words = Column(theme, spacing=2)
        self._title = Label(theme, Kind.STRONG, wrap=True)
        self._note = Label(theme, Kind.NOTE, token=Token.INK_2, wrap=True)
        self._icon = Icon(theme, "circle", 16)
        self._state = Label(theme, Kind.NOTE_STRONG, wrap=True)
        state = Row(theme, spacing=6)
        state.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        state.addWidget(self._state, 1)
        words.addWidget(self._title)
        words.addWidget(self._note)
        words.addLayout(state)
        row.addLayout(words, 1)
        for label in (self._title, self._note, self._state):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_entry(
        self, *, title: str, note: str, state: str, mood: Mood, icon: str, chosen: bool
    ) -> None:
        relabel(self._title, title)
        relabel(self._note, note)
        relabel(self._state, state)
        self._state.set_token(mood.writing)
        self._icon.set_icon(icon, mood.writing)
        self.setAccessibleName(f"{title}, {note}, {state}")
        self.show_chosen(chosen)


class Fact(QWidget):
    """A label over its value."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        column = Column(theme, spacing=2, parent=self)
        self._label = Label(theme, Kind.FIELD_LABEL, wrap=True)
        self._value = Label(theme, Kind.STRONG, wrap=True)
        column.addWidget(self._label)
        column.addWidget(self._value)
        column.addStretch(1)

    def show_fact(self, label: str, value: str) -> None:
        relabel(self._label, label)
        relabel(self._value, value)


class Mark(QWidget):
    """What stands before a line: a number in a disc, or an icon."""

    def __init__(self, theme: Theme, *, number: int = 0, icon: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._number = number
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        side = self._theme.px(28)
        return QSize(side, side)

    def paintEvent(self, event: object) -> None:
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        box = QRectF(self.rect())
        if self._icon:
            square = box.adjusted(px(3), px(3), -px(3), -px(3))
            draw_icon(painter, self._icon, square, theme.color(Token.INK_2))
        else:
            rounded(painter, box, box.height() / 2, theme.color(Token.ACCENT_TINT))
            painter.setFont(theme.font(15, Weight.BOLD))
            painter.setPen(theme.color(Token.ACCENT_TEXT))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self._number))
        painter.end()


class MarkedLine(QWidget):
    """A paragraph with its mark."""

    def __init__(self, theme: Theme, *, number: int = 0, icon: str = "") -> None:
        super().__init__()
        row = Row(theme, spacing=12, parent=self)
        row.addWidget(Mark(theme, number=number, icon=icon), 0, Qt.AlignmentFlag.AlignTop)
        self._words = Label(theme, Kind.BODY, token=Token.INK, wrap=True)
        row.addWidget(self._words, 1, Qt.AlignmentFlag.AlignVCenter)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_words(self, words: str) -> None:
        relabel(self._words, words)
