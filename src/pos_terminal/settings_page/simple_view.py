"""The sections without tests of devices: sounds, screen, and facts about this till."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_terminal.look.boxes import Column, Hairline, Row, keep_size
from pos_terminal.look.buttons import SecondaryButton
from pos_terminal.look.icons import Icon
from pos_terminal.look.language import LANGUAGES
from pos_terminal.look.paint import rounded
from pos_terminal.look.relabel import reword
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token
from pos_terminal.settings import IDLE_LOCK_CHOICES_S, Language, Look, Motion
from pos_terminal.settings_page.model import AboutLine, ScreenPart, SettingsIntents, SoundPart
from pos_terminal.settings_page.parts_view import ChipRow, ResultLine, SectionPage
from pos_terminal.settings_page.sentences_view import tell, tell_message, why_off
from pos_terminal.words import Sound

_SOUND_ICONS: Final = {
    Sound.SCANNED: ("barcode", Token.INK_2),
    Sound.ACTIVATED: ("check-circle-fill", Token.ACTIVATED_TEXT),
    Sound.REFUSED: ("octagon-cross", Token.REFUSED_TEXT),
    Sound.NOT_KNOWN: ("hourglass-medium-bold", Token.NOT_KNOWN_TEXT),
    Sound.LOCKED: ("lock-simple", Token.INK_2),
}
_SHOP: Final = "shop"


class _Level(QWidget):
    """The volume as a bar of ten parts."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._volume = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def set_volume(self, volume: int) -> None:
        self._volume = volume
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self._theme.px(56))

    def paintEvent(self, event: object) -> None:
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        gap = px(6)
        width = (self.width() - 9 * gap) / 10
        for place in range(10):
            height = px(14) + (self.height() - px(14)) * place / 9
            box = QRectF(place * (width + gap), self.height() - height, width, height)
            lit = place < round(self._volume / 10)
            rounded(painter, box, px(4), theme.color(Token.INK if lit else Token.SUNKEN))
        painter.end()


class SoundSection(SectionPage):
    """Volume, and each sound to be heard."""

    def __init__(self, theme: Theme, intents: SettingsIntents) -> None:
        super().__init__(theme)
        self._silent = ResultLine(theme)
        self.content.addWidget(self._silent)
        self.content.addLayout(self._make_volume(theme, intents))
        self._never_off = Label(theme, Kind.NOTE, wrap=True)
        self.content.addWidget(self._never_off)
        self.content.addWidget(Hairline(theme))
        self._rows: dict[Sound, tuple[Label, Label, SecondaryButton]] = {}
        for sound in Sound:
            self.content.addLayout(self._make_row(theme, intents, sound))
        self.content.addStretch(1)

    def _make_volume(self, theme: Theme, intents: SettingsIntents) -> Row:
        row = Row(theme, spacing=16)
        self._percent = Label(theme, Kind.TOTAL)
        keep_size(theme, self._percent, width=130)
        self._softer = SecondaryButton(theme, icon="minus-bold")
        self._louder = SecondaryButton(theme, icon="plus-bold")
        self._softer.clicked.connect(intents.softer)
        self._louder.clicked.connect(intents.louder)
        self._level = _Level(theme)
        row.addWidget(self._percent)
        row.addWidget(self._level, 1)
        row.addWidget(self._softer)
        row.addWidget(self._louder)
        return row

    def _make_row(self, theme: Theme, intents: SettingsIntents, sound: Sound) -> Row:
        row = Row(theme, spacing=16)
        icon, token = _SOUND_ICONS[sound]
        row.addWidget(Icon(theme, icon, 26, token))
        words = Column(theme)
        name, note = Label(theme, Kind.STRONG), Label(theme, Kind.NOTE)
        words.addWidget(name)
        words.addWidget(note)
        row.addLayout(words, 1)
        play = SecondaryButton(theme, icon="play")
        keep_size(theme, play, height=48)
        play.clicked.connect(partial(self._play, intents, sound))
        row.addWidget(play)
        self._rows[sound] = (name, note, play)
        return row

    @staticmethod
    def _play(intents: SettingsIntents, sound: Sound, _checked: bool = False) -> None:
        intents.play(sound)

    def show_part(self, part: SoundPart) -> None:
        self.show_lead(tell("lead.sounds"))
        self._silent.show_result(part.silent)
        self._percent.setText(tell("sounds.percent", volume=part.volume))
        self._percent.setAccessibleName(
            f"{tell('sounds.volume')} {tell('sounds.percent', volume=part.volume)}"
        )
        self._level.set_volume(part.volume)
        reword(self._softer, tell("sounds.softer"), why_off=why_off(part.softer))
        reword(self._louder, tell("sounds.louder"), why_off=why_off(part.louder))
        self._never_off.setText(tell("sounds.never_off"))
        for sound, (name, note, play) in self._rows.items():
            name.setText(tell(f"sounds.{sound}"))
            note.setText(tell(f"sounds.{sound}.note"))
            reword(play, tell("sounds.play"))
            play.setAccessibleName(f"{tell('sounds.play')}: {tell(f'sounds.{sound}')}")


class ScreenSection(SectionPage):
    """Language, appearance, motion, idle lock."""

    def __init__(self, theme: Theme, intents: SettingsIntents) -> None:
        super().__init__(theme, spacing=26)
        self._intents = intents
        self._language = ChipRow(theme, list(Language), self._choose_language)
        self._look = ChipRow(theme, list(Look), self._choose_look)
        self._motion = ChipRow(theme, list(Motion), self._choose_motion)
        seconds = [_SHOP, *(str(choice) for choice in IDLE_LOCK_CHOICES_S)]
        self._idle = ChipRow(theme, seconds, self._choose_idle)
        for part in (self._language, self._look, self._motion, self._idle):
            self.content.addWidget(part)
        self.content.addStretch(1)

    def show_part(self, part: ScreenPart) -> None:
        self.show_lead(tell("lead.screen"))
        self._language.show_words(
            tell("screen.language"),
            [LANGUAGES[language] for language in Language],
            tell("screen.language.note"),
        )
        self._language.choose(part.language)
        self._look.show_words(tell("screen.look"), [tell(f"screen.{look}") for look in Look])
        self._look.choose(part.look)
        self._motion.show_words(
            tell("screen.motion"),
            [tell(f"screen.motion_{motion}") for motion in Motion],
            tell("screen.motion.note"),
        )
        self._motion.choose(part.motion)
        minutes = [tell("screen.minutes", count=choice // 60) for choice in IDLE_LOCK_CHOICES_S]
        shop = tell("screen.shop_minutes", count=max(1, part.shop_idle_lock_s // 60))
        self._idle.show_words(
            tell("screen.idle_lock"), [shop, *minutes], tell("screen.idle_lock.note")
        )
        self._idle.choose(_SHOP if part.idle_lock_s is None else str(part.idle_lock_s))

    def _choose_language(self, value: str, _checked: bool = False) -> None:
        self._intents.choose_language(Language(value))

    def _choose_look(self, value: str, _checked: bool = False) -> None:
        self._intents.choose_look(Look(value))

    def _choose_motion(self, value: str, _checked: bool = False) -> None:
        self._intents.choose_motion(Motion(value))

    def _choose_idle(self, value: str, _checked: bool = False) -> None:
        self._intents.choose_idle_lock(None if value == _SHOP else int(value))


class TillSection(SectionPage):
    """Facts about this till, to be read out."""

    def __init__(self, theme: Theme, about: Sequence[AboutLine]) -> None:
        super().__init__(theme, spacing=14)
        self._lines: list[tuple[Label, Label]] = []
        for _ in about:
            row = Row(theme, spacing=16)
            name = Label(theme, Kind.QUIET)
            value = Label(theme, Kind.STRONG, wrap=True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            row.addWidget(name, 1, Qt.AlignmentFlag.AlignTop)
            row.addWidget(value, 3)
            self.content.addLayout(row)
            self.content.addWidget(Hairline(theme))
            self._lines.append((name, value))
        self.content.addStretch(1)

    def show_part(self, about: Sequence[AboutLine]) -> None:
        self.show_lead(tell("lead.till"))
        for line, (name, value) in zip(about, self._lines, strict=True):
            name.setText(tell_message(line.name))
            value.setText(tell_message(line.value))
