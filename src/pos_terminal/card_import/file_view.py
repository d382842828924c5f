"""The file of cards: of which product it is, where it lies, and how it is opened."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from pos_terminal.card_import.model import ImportIntents, ImportPicture, Stage
from pos_terminal.card_import.sentences_view import tell, tell_message, why_off
from pos_terminal.look.boxes import Column, Hairline, Row, keep_size
from pos_terminal.look.buttons import FlushQuietButton, PrimaryButton, SecondaryButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.choice_field import ChoiceField
from pos_terminal.look.fields import TextField
from pos_terminal.look.icons import Icon
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token

_WIDTH: Final = 420
_PASSPHRASE_MAX: Final = 200
_ICONS: Final = {
    Stage.CHECKED: "download-simple-bold",
    Stage.TAKING_IN: "download-simple-bold",
    Stage.PAUSED: "play-fill",
    Stage.DONE: "file-plus-fill",
}


class FilePanel(CardSurface):
    """`file_wanted` and `key_wanted` ask the page to let a person choose."""

    file_wanted = Signal()
    key_wanted = Signal()

    def __init__(self, theme: Theme, intents: ImportIntents) -> None:
        super().__init__(theme)
        keep_size(theme, self, width=_WIDTH)
        column = Column(theme, spacing=12, margins=(24, 14, 24, 24), parent=self)
        head = Row(theme, spacing=12)
        self._heading = Label(theme, Kind.CARD_TITLE, wrap=True)
        self.back = FlushQuietButton(theme, icon="arrow-left-bold", key="Esc")
        self.back.clicked.connect(intents.back)
        head.addWidget(self._heading, 1)
        head.addWidget(self.back)
        column.addLayout(head)
        content = QWidget()
        inner = Column(theme, spacing=12, margins=(0, 0, 4, 0), parent=content)
        self._form = Label(theme, Kind.BODY, wrap=True)
        inner.addWidget(self._form)
        self.campaign = ChoiceField(theme)
        self.campaign.chosen.connect(intents.choose_campaign)
        inner.addWidget(self.campaign)
        self._file = Label(theme, Kind.HEAD, wrap=True)
        inner.addWidget(self._file)
        self.choose = SecondaryButton(theme, icon="folder-open")
        self.choose.clicked.connect(self.file_wanted)
        inner.addWidget(self.choose)
        inner.addWidget(self._build_key(theme, intents))
        inner.addStretch(1)
        column.addWidget(ScrollColumn(theme, content), 1)
        column.addWidget(self._build_codes(theme))
        self._fault = Label(theme, Kind.BODY, token=Token.REFUSED_TEXT, wrap=True)
        column.addWidget(self._fault)
        self.leave_off = SecondaryButton(theme)
        self.leave_off.clicked.connect(intents.leave_off)
        self.act = PrimaryButton(theme, key="F12", large=True)
        self.act.clicked.connect(intents.act)
        column.addWidget(self.leave_off)
        column.addWidget(self.act)

    def _build_key(self, theme: Theme, intents: ImportIntents) -> QWidget:
        self._key_part = QWidget()
        column = Column(theme, spacing=12, parent=self._key_part)
        column.addWidget(Hairline(theme))
        self._encrypted = Label(theme, Kind.BODY, wrap=True)
        column.addWidget(self._encrypted)
        self._key = Label(theme, Kind.STRONG, wrap=True)
        column.addWidget(self._key)
        self.key = SecondaryButton(theme, icon="key")
        self.key.clicked.connect(self.key_wanted)
        column.addWidget(self.key)
        self.passphrase = TextField(theme, icon="lock-simple")
        self.passphrase.line.setMaxLength(_PASSPHRASE_MAX)
        self.passphrase.hide_characters()
        self.passphrase.edited.connect(intents.type_passphrase)
        self.passphrase.entered.connect(intents.act)
        column.addWidget(self.passphrase)
        return self._key_part

    def _build_codes(self, theme: Theme) -> QWidget:
        self._codes_part = QWidget()
        row = Row(theme, spacing=12, parent=self._codes_part)
        row.addWidget(Icon(theme, "eye-slash", 22, Token.INK_2), 0, Qt.AlignmentFlag.AlignTop)
        self._codes = Label(theme, Kind.NOTE, wrap=True)
        row.addWidget(self._codes, 1)
        return self._codes_part

    def show_file(self, state: ImportPicture) -> None:
        can_choose = state.stage in (Stage.CHOOSING, Stage.CHECKED)
        can_open = state.stage in (Stage.CHOOSING, Stage.PAUSED)
        relabel(self._heading, tell("view.heading"))
        relabel(self._form, "" if state.file else tell("view.form"), hide_empty=True)
        nothing = [] if state.campaign else [("", tell("view.choose_campaign"))]
        self.campaign.set_label(tell("view.campaign"))
        self.campaign.set_options([*nothing, *state.campaigns])
        self.campaign.set_value(state.campaign)
        self.campaign.setEnabled(can_choose)
        relabel(self._file, state.file, hide_empty=True)
        reword(self.choose, tell("view.other_file" if state.file else "view.choose_file"))
        show_if(self.choose, can_choose)
        show_if(self._key_part, state.key_wanted and can_open)
        show_if(self._codes_part, self._key_part.isHidden())  # the passphrase needs its room
        relabel(self._encrypted, tell("view.encrypted"))
        relabel(self._key, state.key, hide_empty=True)
        reword(self.key, tell("view.choose_key"))
        self.passphrase.set_label(tell("view.passphrase"))
        self.passphrase.set_text(state.passphrase)
        relabel(self._codes, tell("view.codes"))
        relabel(self._fault, tell_message(state.fault), hide_empty=True)
        reword(self.back, tell("view.back"))
        reword(self.leave_off, tell("view.leave_off"))
        show_if(self.leave_off, state.can_leave_off)
        self.act.set_icon(_ICONS.get(state.stage, "check-square-offset-fill"))
        reword(self.act, tell_message(state.act_word), why_off=why_off(state.act))
