"""What only support needs: out of sight until somebody asks for it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from pos_terminal.look.boxes import Row
from pos_terminal.look.buttons import FlushQuietButton
from pos_terminal.look.card_words import CONTEXT, SENTENCES
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.sentences import say
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token
from pos_terminal.words import Message


class Details(QWidget):
    """A quiet button; pressed, a line in ink 3 stands beside it. Another text closes it again."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._text = ""
        self._open = False
        row = Row(theme, spacing=16, parent=self)
        self.button = FlushQuietButton(theme, icon="caret-down-bold")
        self.button.clicked.connect(self._turn)
        row.addWidget(self.button)
        self._line = Label(theme, Kind.NOTE, token=Token.INK_3, wrap=True)
        row.addWidget(self._line, 1, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def show_text(self, text: str) -> None:
        """A sentence of the page's own; empty where there is nothing to tell."""
        if text != self._text:
            self._open = False
        self._text = text
        show_if(self, bool(text))
        self._show()

    def show_code(self, code: str) -> None:
        """The server's own word for it, to be read out on the telephone."""
        words = say(CONTEXT, SENTENCES, Message("details.support", {"text": code}))
        self.show_text(words if code else "")

    def _turn(self) -> None:
        self._open = not self._open
        self._show()

    def _show(self) -> None:
        word = "details.less" if self._open else "details"
        reword(self.button, say(CONTEXT, SENTENCES, Message(word)))
        relabel(self._line, self._text if self._open else "")


def code_in(message: Message) -> str:
    """The code that a presenter's message carries for support, or nothing."""
    return str(message.values.get("code", ""))
