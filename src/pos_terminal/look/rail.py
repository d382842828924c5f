"""The rail on the left: only the entries of the role, the person and the lock at the foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_terminal.look.avatar import initials, person_colour
from pos_terminal.look.boxes import Column, keep_size
from pos_terminal.look.icons import draw_icon
from pos_terminal.look.mark import Mark
from pos_terminal.look.paint import rounded
from pos_terminal.look.pressable import Pressable
from pos_terminal.look.sentences import QT_TRANSLATE_NOOP, say
from pos_terminal.look.theme import RADIUS_BUTTON, Appearance, Theme, Token, Weight
from pos_terminal.words import Message

CONTEXT: Final = "rail"
SENTENCES: Final[dict[str, str]] = {
    "checkout": QT_TRANSLATE_NOOP("rail", "Checkout"),
    "waiting": QT_TRANSLATE_NOOP("rail", "Waiting"),
    "sales": QT_TRANSLATE_NOOP("rail", "Sales"),
    "recall": QT_TRANSLATE_NOOP("rail", "Recall"),
    "stock": QT_TRANSLATE_NOOP("rail", "Stock"),
    "staff": QT_TRANSLATE_NOOP("rail", "Staff"),
    "alarms": QT_TRANSLATE_NOOP("rail", "Alarms"),
    "ledger": QT_TRANSLATE_NOOP("rail", "Ledger"),
    "settings": QT_TRANSLATE_NOOP("rail", "Settings"),
    "day": QT_TRANSLATE_NOOP("rail", "Day"),
    "batches": QT_TRANSLATE_NOOP("rail", "Batches"),
    "design": QT_TRANSLATE_NOOP("rail", "Design"),
    "proof": QT_TRANSLATE_NOOP("rail", "Proof"),
    "print": QT_TRANSLATE_NOOP("rail", "Print"),
    "to_studio": QT_TRANSLATE_NOOP("rail", "Studio"),
    "to_till": QT_TRANSLATE_NOOP("rail", "Till"),
    "lock": QT_TRANSLATE_NOOP("rail", "Lock"),
    "change_clerk": QT_TRANSLATE_NOOP("rail", "{name}, sign out or change clerk"),
    "open_count": QT_TRANSLATE_NOOP("rail", "One open|{count} open"),
}
RAIL_WIDTH: Final = 92
_ENTRY: Final = 72
_ENTRY_LEAST: Final = 52
_LOOSE_ENTRIES_MAX: Final = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """One page of the rail, or the way to another rail. ``page`` is the id of its word as well."""

    page: str
    icon: str


CHECKOUT: Final = Entry("checkout", "barcode")
WAITING: Final = Entry("waiting", "hourglass-medium")
SALES: Final = Entry("sales", "receipt")
RECALL: Final = Entry("recall", "prohibit")
STOCK: Final = Entry("stock", "package")
STAFF: Final = Entry("staff", "users")
ALARMS: Final = Entry("alarms", "bell")
LEDGER: Final = Entry("ledger", "book-open")
SETTINGS: Final = Entry("settings", "gear-six")
DAY: Final = Entry("day", "chart-bar")
BATCHES: Final = Entry("batches", "stack")
DESIGN: Final = Entry("design", "paint-brush")
PROOF: Final = Entry("proof", "check-square-offset")
PRINT: Final = Entry("print", "printer")
TO_STUDIO: Final = Entry("to_studio", "paint-brush-broad")
TO_TILL: Final = Entry("to_till", "storefront")


class RailEntry(Pressable):
    """Icon over word, 72 px, and lower where there are many; the current one is lighter."""

    def __init__(self, theme: Theme, entry: Entry) -> None:
        super().__init__(theme)
        self._entry = entry
        self._count = 0
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Maximum)
        self.retranslate()

    @property
    def page(self) -> str:
        return self._entry.page

    def retranslate(self) -> None:
        self.setText(say(CONTEXT, SENTENCES, Message(self._entry.page)))
        self.setAccessibleName(self.text())
        open_count = say(CONTEXT, SENTENCES, Message("open_count", {"count": self._count}))
        self.setAccessibleDescription(open_count if self._count else "")
        self.update()

    def set_count(self, count: int) -> None:
        self._count = count
        self.retranslate()

    def count(self) -> int:
        return self._count

    def sizeHint(self) -> QSize:
        side = self._theme.px(_ENTRY)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(_ENTRY), self._theme.px(_ENTRY_LEAST))

    def paintEvent(self, event: object) -> None:
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        box = QRectF(self.rect())
        top = (box.height() - px(_ENTRY)) / 2
        current = self.isChecked()
        if current or self.isDown():
            rounded(painter, box, px(RADIUS_BUTTON), theme.color(Token.RAIL_CURRENT))
        ink = theme.color(Token.ON_RAIL if current else Token.ON_RAIL_QUIET)
        side = px(24)
        icon = QRectF((box.width() - side) / 2, top + px(16), side, side)
        draw_icon(painter, f"{self._entry.icon}{'-fill' if current else ''}", icon, ink)
        painter.setFont(theme.font(12.5, Weight.SEMIBOLD if current else Weight.MEDIUM))
        painter.setPen(ink)
        painter.drawText(
            QRectF(-px(8), top + px(42), box.width() + px(16), px(26)),
            Qt.AlignmentFlag.AlignCenter,
            self.text(),
        )
        if self._count:
            self._paint_count(painter, QRectF(px(42), max(0, top + px(8)), px(22), px(22)))
        painter.end()

    def _paint_count(self, painter: QPainter, disc: QRectF) -> None:
        theme = self._theme
        text = str(self._count)
        font = theme.font(12.5, Weight.BOLD)
        disc.setWidth(max(disc.width(), QFontMetricsF(font).horizontalAdvance(text) + theme.px(10)))
        rounded(painter, disc, disc.height() / 2, theme.color(Token.NOT_KNOWN))
        painter.setFont(font)
        painter.setPen(theme.color(Token.ON_NOT_KNOWN))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, text)


class _Person(Pressable):
    """The disc with initials and the first name; pressing it is changing the clerk."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._name = ""
        self._colour = QColor()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_person(self, person_id: str, name: str) -> None:
        self._name = name
        self._colour = person_colour(person_id)
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(
            say(CONTEXT, SENTENCES, Message("change_clerk", {"name": self._name}))
        )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(72), self._theme.px(70))

    def paintEvent(self, event: object) -> None:
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour)
        disc = QRectF((self.width() - px(44)) / 2, px(2), px(44), px(44))
        painter.drawEllipse(disc)
        painter.setPen(theme.color(Token.ON_RAIL))
        painter.setFont(theme.font(16, Weight.SEMIBOLD))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, initials(self._name))
        painter.setFont(theme.font(13.5, Weight.SEMIBOLD))
        line = QRectF(-px(8), px(48), self.width() + px(16), px(20))
        first = self._name.split()[0] if self._name.split() else ""
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, first)
        painter.end()


class _Lock(Pressable):
    """Padlock and word."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def retranslate(self) -> None:
        self.setText(say(CONTEXT, SENTENCES, Message("lock")))
        self.setAccessibleName(self.text())
        self._restyle()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(80), self._theme.px(48))

    def paintEvent(self, event: object) -> None:
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        box = QRectF(self.rect())
        if self.isDown():
            rounded(painter, box, px(RADIUS_BUTTON), theme.color(Token.RAIL_CURRENT))
        font = theme.font(13.5, Weight.MEDIUM)
        words = QFontMetricsF(font).horizontalAdvance(self.text())
        left = (box.width() - words - px(24)) / 2
        ink = theme.color(Token.ON_RAIL_QUIET)
        icon = QRectF(left, (box.height() - px(18)) / 2, px(18), px(18))
        draw_icon(painter, "lock-simple", icon, ink)
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(
            box.adjusted(left + px(24), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text()
        )
        painter.end()


class Rail(QWidget):
    """`chosen` names a page; `lock_asked` and `person_asked` come from the foot."""

    chosen = Signal(str)
    lock_asked = Signal()
    person_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        keep_size(theme, self, width=RAIL_WIDTH)
        self._column = Column(theme, margins=(0, 18, 0, 6), parent=self)
        middle = Qt.AlignmentFlag.AlignHCenter
        self._column.addWidget(Mark(theme, 40), 0, middle)
        self._column.gap(26)
        self._list = Column(theme, spacing=8)
        self._column.addLayout(self._list)
        self._column.addStretch(1)
        self._person = _Person(theme)
        self._person.clicked.connect(self.person_asked)
        self._lock = _Lock(theme)
        self._lock.clicked.connect(self.lock_asked)
        self._column.addWidget(self._person, 0, middle)
        self._column.addWidget(self._lock, 0, middle)
        self._entries: dict[str, RailEntry] = {}
        theme.changed.connect(self.update)

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Show these pages and no others: a role sees only what it may do."""
        if [entry.page for entry in entries] == list(self._entries):
            return
        for old in self._entries.values():
            self._list.removeWidget(old)
            old.deleteLater()
        self._entries = {}
        self._list.set_spacing(8 if len(entries) <= _LOOSE_ENTRIES_MAX else 2)
        for entry in entries:
            button = RailEntry(self._theme, entry)
            button.clicked.connect(partial(self._choose, entry.page))
            self._list.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
            self._entries[entry.page] = button

    def _choose(self, page: str) -> None:
        # A press checks its entry by itself; which page is current is for the owner to say.
        self._entries[page].setChecked(not self._entries[page].isChecked())
        self.chosen.emit(page)

    def set_current(self, page: str) -> None:
        for name, entry in self._entries.items():
            entry.setChecked(name == page)

    def set_count(self, page: str, count: int) -> None:
        """An amber number on the entry: what is open there. Nought takes it away."""
        if page in self._entries:
            self._entries[page].set_count(count)

    def entry(self, page: str) -> RailEntry | None:
        return self._entries.get(page)

    def show_person(self, person_id: str, name: str) -> None:
        self._person.show_person(person_id, name)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            for entry in self._entries.values():
                entry.retranslate()
            self._person.retranslate()
            self._lock.retranslate()
        super().changeEvent(event)

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.color(Token.RAIL))
        if self._theme.appearance is Appearance.DARK:
            # Both grounds are nearly black there; a hairline keeps them apart.
            line = max(1, self._theme.px(1))
            painter.fillRect(
                self.width() - line, 0, line, self.height(), self._theme.color(Token.LINE)
            )
        painter.end()
