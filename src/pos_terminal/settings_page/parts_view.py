"""What the sections of the settings page are made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_terminal.look.banner import StatusBanner
from pos_terminal.look.boxes import Column, Row
from pos_terminal.look.chip import Chip
from pos_terminal.look.icons import draw_icon
from pos_terminal.look.paint import rounded
from pos_terminal.look.pill import Mood
from pos_terminal.look.pressable import Pressable
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import RADIUS_KEY, Theme, Token, Weight
from pos_terminal.settings_page.model import Result, Worth
from pos_terminal.settings_page.sentences_view import tell_message

MOODS: Final = {
    Worth.GOOD: Mood.ACTIVATED,
    Worth.BAD: Mood.REFUSED,
    Worth.CAUTION: Mood.NOT_KNOWN,
    Worth.PLAIN: Mood.QUIET,
}
_ICONS: Final = {Worth.CAUTION: "warning-bold"}
_ROW_HEIGHT: Final = 76


class SectionRow(Pressable):
    """An entry at the left: icon, name, and how it is set at the moment."""

    def __init__(self, theme: Theme, icon: str) -> None:
        super().__init__(theme)
        self._icon = icon
        self._name = ""
        self._summary = ""
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_words(self, name: str, summary: str) -> None:
        self._name, self._summary = name, summary
        self.setAccessibleName(f"{name}, {summary}")
        self.update()

    def nextCheckState(self) -> None:
        """A press only asks; the next picture checks."""

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(260), self._theme.px(_ROW_HEIGHT))

    def paintEvent(self, event: object) -> None:
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        box = QRectF(self.rect())
        chosen = self.isChecked()
        if chosen or self.isDown():
            ground = Token.ACCENT_TINT if chosen else Token.SUNKEN
            rounded(painter, box, px(RADIUS_KEY), theme.color(ground))
        ink = Token.ACCENT_TEXT if chosen else Token.INK
        square = QRectF(px(18), box.center().y() - px(13), px(26), px(26))
        draw_icon(painter, self._icon, square, theme.color(ink))
        words = box.adjusted(px(60), px(15), -px(12), -px(15))
        painter.setFont(theme.font(17, Weight.SEMIBOLD))
        painter.setPen(theme.color(ink))
        top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        painter.drawText(words, top, self._name)
        painter.setFont(theme.font(14, Weight.REGULAR))
        painter.setPen(theme.color(Token.INK_2))
        bottom = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
        painter.drawText(words, bottom, self._summary)
        painter.end()


class ResultLine(StatusBanner):
    """What came of a test, as a tint with icon and words; away while there is nothing to say."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.hide()

    def show_result(self, result: Result | None) -> None:
        if result is None:
            self.hide()
            return
        note = "" if result.note is None else tell_message(result.note)
        self.show_fact(
            MOODS[result.worth], tell_message(result.fact), note, icon=_ICONS.get(result.worth)
        )
        self.show()


class ChipRow(QWidget):
    """A label, chips below it of which one is chosen, and perhaps a note."""

    def __init__(self, theme: Theme, values: Sequence[str], chosen: Callable[[str], None]) -> None:
        super().__init__()
        column = Column(theme, spacing=6, parent=self)
        self._label = Label(theme, Kind.FIELD_LABEL, wrap=True)
        column.addWidget(self._label)
        row = Row(theme, spacing=8)
        self._chips: dict[str, Chip] = {}
        for value in values:
            chip = Chip(theme, height=52)
            chip.clicked.connect(partial(chosen, value))
            self._chips[value] = chip
            row.addWidget(chip)
        row.addStretch(1)
        column.addLayout(row)
        self._note = Label(theme, Kind.NOTE, wrap=True)
        self._note.hide()
        column.addWidget(self._note)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def show_words(self, label: str, words: Sequence[str], note: str = "") -> None:
        self._label.setText(label)
        for chip, text in zip(self._chips.values(), words, strict=True):
            chip.set_words(text)
            chip.setAccessibleName(f"{label}: {text}")
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def choose(self, value: str) -> None:
        for name, chip in self._chips.items():
            chip.setChecked(name == value)


class SectionPage(QWidget):
    """One section: title, what to do in one sentence, content, and a foot for buttons."""

    def __init__(self, theme: Theme, *, spacing: float = 18) -> None:
        super().__init__()
        self._theme = theme
        outer = Column(theme, margins=(32, 26, 32, 28), parent=self)
        self._lead = Label(theme, Kind.TITLE, wrap=True)
        outer.addWidget(self._lead)
        outer.gap(20)
        self.content = Column(theme, spacing=spacing)
        outer.addLayout(self.content, 1)
        self.foot = Row(theme, spacing=12)
        self._outer = outer

    def add_foot(self, *buttons: QWidget) -> None:
        """Show the foot with the buttons at its right end."""
        self._outer.gap(16)
        self._outer.addLayout(self.foot)
        self.foot.addStretch(1)
        for button in buttons:
            self.foot.addWidget(button)

    def show_lead(self, text: str) -> None:
        self._lead.setText(text)
