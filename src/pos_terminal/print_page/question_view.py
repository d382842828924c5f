"""The question before something that cannot be undone. Esc and a press on *Back* do nothing."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal

from pos_terminal.look.boxes import Column, Row
from pos_terminal.look.buttons import DangerButton, LinkButton, PrimaryButton, SecondaryButton
from pos_terminal.look.dialog import Dialog, DialogPanel
from pos_terminal.look.fields import TextField
from pos_terminal.look.frame import Frame
from pos_terminal.look.icons import Icon
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token
from pos_terminal.print_page.intents import PrintIntents
from pos_terminal.print_page.model import Asked, KeyField, Question
from pos_terminal.print_page.sentences_view import tell, tell_message, why_off

_ICONS: Final = {
    Asked.FILE: ("file-pdf", Token.NOT_KNOWN_TEXT),
    Asked.SHOP: ("lock-key", Token.INK_2),
    Asked.AGAIN: ("warning-fill", Token.REFUSED_TEXT),
    Asked.REPLACE: ("warning-fill", Token.REFUSED_TEXT),
    Asked.OTHERWISE: ("warning-fill", Token.REFUSED_TEXT),
    Asked.END: ("warning-fill", Token.REFUSED_TEXT),
    Asked.END_OPEN: ("warning-fill", Token.REFUSED_TEXT),
}
# What takes something away is red; writing a file takes nothing.
_GENTLE: Final = frozenset({Asked.FILE, Asked.SHOP})


class QuestionDialog(Dialog):
    """`yes` says that the question was answered so; its owner knows what follows."""

    yes = Signal()
    key_file_wanted = Signal()

    def __init__(self, theme: Theme, intents: PrintIntents, frame: Frame) -> None:
        panel = DialogPanel(theme, width=680, height=360)
        super().__init__(theme, panel, locks_scanning=False)
        self._frame = frame
        column = Column(theme, spacing=14, margins=(40, 36, 40, 32), parent=panel)
        self._icon = Icon(theme, "warning-fill", 48)
        self._title = Label(theme, Kind.PRODUCT, wrap=True)
        self._about = Label(theme, Kind.STRONG, wrap=True)
        self._text = Label(theme, Kind.LEAD, token=Token.INK, wrap=True)
        for part in (self._icon, self._title, self._about, self._text):
            column.addWidget(part)
        self.key = TextField(theme, icon="key")
        self.key.edited.connect(intents.write_key)
        column.addWidget(self.key)
        self.key_file = LinkButton(theme, icon="folder-open")
        self.key_file.clicked.connect(self.key_file_wanted)
        column.addWidget(self.key_file, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        row = Row(theme, spacing=16)
        self.no = SecondaryButton(theme, key="Esc")
        self.no.clicked.connect(lambda: intents.answer(yes=False))
        self.gentle_yes = PrimaryButton(theme, key="F12")
        self.grave_yes = DangerButton(theme)
        row.addStretch(1)
        for button in (self.no, self.gentle_yes, self.grave_yes):
            row.addWidget(button)
        for button in (self.gentle_yes, self.grave_yes):
            button.clicked.connect(self.yes)
        column.addLayout(row)

    def show_question(self, question: Question | None) -> None:
        if question is None:
            self.go()
            return
        asked = question.asked
        self._icon.set_icon(*_ICONS[asked])
        relabel(self._title, tell(f"view.ask.{asked.value}"))
        relabel(self._about, tell_message(question.about))
        relabel(self._text, tell(f"view.ask.{asked.value}.text"))
        reword(self.no, tell("view.no"))
        for button in (self.gentle_yes, self.grave_yes):
            word = tell(f"view.ask.{asked.value}.yes")
            reword(button, word, why_off=why_off(question.yes))
            show_if(button, (button is self.gentle_yes) is (asked in _GENTLE))
        self._show_key(question.key)
        self.setAccessibleName(f"{self._title.text()} {self._about.text()} {self._text.text()}")
        self.stand_over(self._frame)

    def _show_key(self, key: KeyField | None) -> None:
        for part in (self.key, self.key_file):
            show_if(part, key is not None)
        if key is not None:
            self.key.set_label(tell("view.key"))
            self.key.set_text(key.text)
            self.key.set_fault(None if key.fault is None else tell_message(key.fault))
            reword(self.key_file, tell("view.key_file"))
