"""Where the sheets go: a file, a printer of the system, or the key of an outside print shop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from pos_terminal.gateway.answers import NoAnswerError
from pos_terminal.gateway.tasks import TaskRunner
from pos_terminal.print_page.jobs import A_FILE, A_SHOP, PrintRoom, Target, TargetKind
from pos_terminal.print_page.model import Asked, KeyField, Question
from pos_terminal.words import ON, Button, Message, off

_ENDINGS: Final = {TargetKind.FILE: ".pdf", TargetKind.SHOP: ".csv.age"}


class TargetDesk:
    """The key is kept while the page lives: the next batch may go to the same shop."""

    def __init__(self, room: PrintRoom, tasks: TaskRunner, *, changed: Callable[[], None]) -> None:
        self._room = room
        self._tasks = tasks
        self._changed = changed
        self._printers: tuple[Target, ...] = ()
        self._key = ""
        self._key_fault: Message | None = None
        self.target = A_FILE

    def look(self) -> None:
        """See which printers there are now."""
        self._tasks.run(self._room.printers, then=self._told, failed=_never)

    def _told(self, names: tuple[str, ...]) -> None:
        self._printers = tuple(Target(kind=TargetKind.PRINTER, name=name) for name in names)
        if self.target not in self.choices():
            self.target = A_FILE  # the printer has been taken away
        self._changed()

    def choices(self) -> tuple[Target, ...]:
        return (A_FILE, *self._printers, A_SHOP)

    # --- Files -----------------------------------------------------------------------------------

    @property
    def is_shop(self) -> bool:
        return self.target.kind is TargetKind.SHOP

    @property
    def asks_for(self) -> Asked | None:
        """What is asked before something goes there; a printer asks nothing."""
        return Asked(self.target.kind.value) if self.target.kind in _ENDINGS else None

    def named(self, file: Path) -> Path:
        """The file with the ending that it has to have."""
        ending = _ENDINGS.get(self.target.kind, "")
        if file.name.lower().endswith(ending):
            return file
        return file.with_name(file.name + ending)

    # --- The key of a print shop -----------------------------------------------------------------

    @property
    def recipient(self) -> str:
        return self._key if self.is_shop else ""

    def write_key(self, text: str) -> None:
        self._key = text.strip()
        wrong = bool(self._key) and not self._room.is_recipient(self._key)
        self._key_fault = Message("key.none") if wrong else None
        self._changed()

    def read_key(self, file: Path) -> None:
        def found(key: str | None) -> None:
            if key is None:
                self._key_fault = Message("key.not_in_file", {"name": file.name})
            else:
                self._key, self._key_fault = key, None
            self._changed()

        self._tasks.run(lambda: self._room.recipient_in(file), then=found, failed=_never)

    def completed(self, question: Question | None) -> Question | None:
        """The question as it is shown: that for a print shop has a field for its key."""
        if question is None or question.asked is not Asked.SHOP:
            return question
        key = KeyField(text=self._key, fault=self._key_fault)
        return replace(question, yes=self._yes(), key=key)

    def _yes(self) -> Button:
        if not self._key:
            return off("off.no_key")
        return ON if self._room.is_recipient(self._key) else off("off.wrong_key")


def _never(_error: NoAnswerError) -> None:
    """Files and printers answer without a line."""
