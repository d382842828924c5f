"""What keeps the till from being opened, as a sentence in its window, with what to do about it."""

from __future__ import annotations

from typing import Final

import msgspec
from PySide6.QtCore import QEvent, Qt, Signal

from pos_terminal.bootstrap.places import DEMO_FILE, Places
from pos_terminal.identity import KeyLostError
from pos_terminal.journal.journal_file import JournalInUseError
from pos_terminal.look.boxes import Column, Row
from pos_terminal.look.buttons import PrimaryButton, SecondaryButton
from pos_terminal.look.card_surface import Ground
from pos_terminal.look.icons import Icon
from pos_terminal.look.mark import Mark
from pos_terminal.look.relabel import relabel, reword
from pos_terminal.look.sentences import QT_TRANSLATE_NOOP, say
from pos_terminal.look.switches import Switches
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token
from pos_terminal.words import Message

CONTEXT: Final = "cannot_open"
# What stands in the way, and below ``.todo`` what to do about it.
SENTENCES: Final[dict[str, str]] = {
    "headline": QT_TRANSLATE_NOOP("cannot_open", "The till cannot be opened"),
    "close": QT_TRANSLATE_NOOP("cannot_open", "Close"),
    "try_again": QT_TRANSLATE_NOOP("cannot_open", "Try again"),
    "key_lost": QT_TRANSLATE_NOOP("cannot_open", "The key of this till is gone."),
    "key_lost.todo": QT_TRANSLATE_NOOP(
        "cannot_open",
        "Keep the folder {folder}: the journal of its sales is in it. Move it away, try again, and"
        " join the server with a new enrolment code.",
    ),
    "journal_in_use": QT_TRANSLATE_NOOP(
        "cannot_open", "Another program has the journal of this till open."
    ),
    "journal_in_use.todo": QT_TRANSLATE_NOOP(
        "cannot_open", "Close it, or restart the computer, and try again."
    ),
    "till_hangs": QT_TRANSLATE_NOOP(
        "cannot_open", "The till is running already, and its window does not answer."
    ),
    "till_hangs.todo": QT_TRANSLATE_NOOP(
        "cannot_open", "Restart the computer. Sales that are open end by themselves afterwards."
    ),
    "demo_unreadable": QT_TRANSLATE_NOOP(
        "cannot_open", "The file {file} of the demo shop cannot be read."
    ),
    "demo_unreadable.todo": QT_TRANSLATE_NOOP(
        "cannot_open",
        "Nothing in a demo is real: delete the folder {folder}, and try again for a new one.",
    ),
    "identity_unreadable": QT_TRANSLATE_NOOP(
        "cannot_open", "The file that says which till this is cannot be read."
    ),
    "identity_unreadable.todo": QT_TRANSLATE_NOOP(
        "cannot_open",
        "It lies in {folder}. Give this user access to it, or bring it back from a backup, and try"
        " again.",
    ),
    "identity_kept_aside": QT_TRANSLATE_NOOP(
        "cannot_open",
        "The file that says which till this is was damaged; it is kept aside in {folder}.",
    ),
    "identity_kept_aside.todo": QT_TRANSLATE_NOOP(
        "cannot_open",
        "Bring it back from a backup, or try again and join the server with a new enrolment code.",
    ),
    "bad_address": QT_TRANSLATE_NOOP("cannot_open", "{url} is no address of a server."),
    "bad_address.todo": QT_TRANSLATE_NOOP(
        "cannot_open",
        "It begins with https://, and only on this very computer with http://. Close the till, and"
        " start it with the right one.",
    ),
    "folder_unusable": QT_TRANSLATE_NOOP(
        "cannot_open", "The folder {folder} cannot be used: {details}."
    ),
    "folder_unusable.todo": QT_TRANSLATE_NOOP(
        "cannot_open", "Give this user access to it, or make room on the disk, and try again."
    ),
    "practice_is_shop": QT_TRANSLATE_NOOP(
        "cannot_open", "There is a real till in the folder {folder}, and nobody practises there."
    ),
    "practice_is_shop.todo": QT_TRANSLATE_NOOP(
        "cannot_open", "Start practice with another folder, or without --data."
    ),
    "practice_not_made": QT_TRANSLATE_NOOP(
        "cannot_open", "The shop to practise in could not be made in {folder}."
    ),
    "practice_not_made.todo": QT_TRANSLATE_NOOP(
        "cannot_open",
        "Give this user access to it, or make room on the disk, and try again. Nothing in it is"
        " real: it may be deleted.",
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
    """What stands in the way, what to do about it, and another try."""

    closed = Signal()
    tried_again = Signal()
    language_asked = Signal(str)
    appearance_asked = Signal(str)

    def __init__(self, theme: Theme, why: Message) -> None:
        super().__init__(theme, Token.CANVAS)
        self._why = why
        column = Column(theme, margins=(56, 40, 56, 32), parent=self)
        head = Row(theme, spacing=16)
        head.addWidget(Mark(theme, 44))
        head.addStretch(1)
        switches = Switches(theme)
        switches.language_asked.connect(self.language_asked)
        switches.appearance_asked.connect(self.appearance_asked)
        head.addWidget(switches)
        column.addLayout(head)
        column.addStretch(2)
        column.addWidget(Icon(theme, "hand-palm", 72, Token.REFUSED_TEXT))
        column.gap(16)
        self._headline = Label(theme, Kind.NEXT, wrap=True)
        self._fact = Label(theme, Kind.SUBSENTENCE, wrap=True)
        self._todo = Label(theme, Kind.LEAD, wrap=True)
        for label, gap in ((self._headline, 16), (self._fact, 12), (self._todo, 32)):
            column.addWidget(label)
            column.gap(gap)
        column.addStretch(3)
        foot = Row(theme, spacing=16)
        self._close = SecondaryButton(theme)
        self._again = PrimaryButton(theme, key="F12", large=True)
        self._close.clicked.connect(self.closed)
        self._again.clicked.connect(self.tried_again)
        foot.addWidget(self._close, 0, Qt.AlignmentFlag.AlignVCenter)
        foot.addStretch(1)
        foot.addWidget(self._again)
        column.addLayout(foot)
        self._write()

    def show_why(self, why: Message) -> None:
        """Say why, also after another try."""
        self._why = why
        self._write()

    @property
    def sentence(self) -> str:
        """All that is said, as one reads it."""
        return f"{_say(self._why)} {_say(Message(f'{self._why.id}.todo', self._why.values))}"

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._write()
        super().changeEvent(event)

    def _write(self) -> None:
        relabel(self._headline, _say(Message("headline")))
        relabel(self._fact, _say(self._why))
        relabel(self._todo, _say(Message(f"{self._why.id}.todo", self._why.values)))
        reword(self._close, _say(Message("close")))
        reword(self._again, _say(Message("try_again")))
        self.setAccessibleName(f"{self._headline.text()}. {self.sentence}")


def _say(message: Message) -> str:
    return say(CONTEXT, SENTENCES, message)
