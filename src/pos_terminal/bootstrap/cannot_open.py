"""What keeps the till from being opened, as a sentence in its window, with what to do about it."""

from __future__ import annotations

from typing import Final

import msgspec
from PySide6.QtCore import QEvent, Qt, Signal

from pos_terminal.bootstrap.places import DEMO_FILE, Places
from pos_terminal.identity import KeyLostError
from pos_terminal.journal.journal_file import JournalInUseError
from pos_terminal.look.boxes import Column
from pos_terminal.look.buttons import PrimaryButton
from pos_terminal.look.card_surface import Ground
from pos_terminal.look.icons import Icon
from pos_terminal.look.relabel import relabel, reword
from pos_terminal.look.sentences import QT_TRANSLATE_NOOP, say
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token
from pos_terminal.words import Message

CONTEXT: Final = "cannot_open"
SENTENCES: Final[dict[str, str]] = {
    "headline": QT_TRANSLATE_NOOP("cannot_open", "The till cannot be opened"),
    "close": QT_TRANSLATE_NOOP("cannot_open", "Close"),
    "key_lost": QT_TRANSLATE_NOOP(
        "cannot_open",
        "The key of this till is gone. Keep the folder {folder}: the journal of its sales is in it."
        " Move it away, open the till again, and join the server with a new enrolment code.",
    ),
    "journal_in_use": QT_TRANSLATE_NOOP(
        "cannot_open",
        "Another program has the journal of this till open. Close it, or restart the computer, and"
        " open the till again.",
    ),
    "demo_unreadable": QT_TRANSLATE_NOOP(
        "cannot_open",
        "The file {file} of the demo shop cannot be read. Nothing in a demo is real: delete the"
        " folder {folder}, and open the till again for a new one.",
    ),
    "identity_unreadable": QT_TRANSLATE_NOOP(
        "cannot_open",
        "The file that says which till this is cannot be read. It lies in {folder}. Give this"
        " user access to it, or bring it back from a backup, and open the till again.",
    ),
    "identity_kept_aside": QT_TRANSLATE_NOOP(
        "cannot_open",
        "The file that says which till this is was damaged; it is kept aside in {folder}. Bring it"
        " back from a backup, or open the till again and join the server with a new enrolment"
        " code.",
    ),
    "bad_address": QT_TRANSLATE_NOOP(
        "cannot_open",
        "{url} is no address of a server. It begins with https://, and only on this very computer"
        " with http://.",
    ),
    "folder_unusable": QT_TRANSLATE_NOOP(
        "cannot_open",
        "The folder {folder} cannot be used: {details}. Give this user access to it, or make room"
        " on the disk, and open the till again.",
    ),
}


class CannotOpenError(Exception):
    """The till cannot be opened; ``why`` is one of the sentences above."""

    def __init__(self, why: Message) -> None:
        super().__init__(why.id)
        self.why = why


# What reading a till's own files can come to.
STOPPERS: Final = (
    CannotOpenError,
    KeyLostError,
    JournalInUseError,
    msgspec.DecodeError,
    OSError,
)


def why_not(error: Exception, places: Places) -> Message:
    """The sentence for one of the ``STOPPERS``."""
    match error:
        case CannotOpenError(why=why):
            return why
        case KeyLostError():
            return Message("key_lost", {"folder": str(places.till)})
        case JournalInUseError():
            return Message("journal_in_use")
        case msgspec.DecodeError():
            file = str(places.server / DEMO_FILE)
            return Message("demo_unreadable", {"file": file, "folder": str(places.root)})
        case OSError(strerror=details):
            values = {"folder": str(places.root), "details": details or str(error)}
            return Message("folder_unusable", values)
        case _:
            raise error


class CannotOpenScreen(Ground):
    """One sentence and the button that closes the window."""

    closed = Signal()

    def __init__(self, theme: Theme, why: Message) -> None:
        super().__init__(theme, Token.CANVAS)
        self._why = why
        column = Column(theme, spacing=16, margins=(96, 32, 96, 32), parent=self)
        column.addStretch(2)
        column.addWidget(Icon(theme, "hand-palm", 72, Token.REFUSED_TEXT))
        self._headline = Label(theme, Kind.NEXT, wrap=True)
        self._sentence = Label(theme, Kind.SUBSENTENCE, token=Token.INK_2, wrap=True)
        self._close = PrimaryButton(theme, large=True)
        self._close.clicked.connect(self.closed)
        column.addWidget(self._headline)
        column.addWidget(self._sentence)
        column.addStretch(3)
        column.addWidget(self._close, 0, Qt.AlignmentFlag.AlignRight)
        self._write()

    @property
    def sentence(self) -> str:
        return say(CONTEXT, SENTENCES, self._why)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._write()
        super().changeEvent(event)

    def _write(self) -> None:
        relabel(self._headline, say(CONTEXT, SENTENCES, Message("headline")))
        relabel(self._sentence, self.sentence)
        reword(self._close, say(CONTEXT, SENTENCES, Message("close")))
        self.setAccessibleName(f"{self._headline.text()}. {self.sentence}")
