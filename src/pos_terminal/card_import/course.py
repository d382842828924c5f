"""How far the chosen file is: read, checked, taken in, and taken up again when the till was off.

choosing -> reading -> checking -> checked -> taking in -> done, or paused and taken up again
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pos_terminal.card_import.chosen_file import ChosenFile
from pos_terminal.card_import.model import (
    FileReader,
    ImportNote,
    ImportServer,
    Notes,
    OpenedFile,
    ReadFault,
    Report,
    Stage,
)
from pos_terminal.card_import.reporting import counted, report_csv
from pos_terminal.card_import.sending import Sending
from pos_terminal.gateway.tasks import TaskRunner
from pos_terminal.words import Message


class Course:
    """``tell`` is called with what is good to know, ``changed`` when anything else is so."""

    def __init__(
        self,
        server: ImportServer,
        files: FileReader,
        notes: Notes,
        tasks: TaskRunner,
        *,
        changed: Callable[[], None],
        tell: Callable[[Message], None],
    ) -> None:
        self._files = files
        self._notes = notes
        self._tasks = tasks
        self._changed = changed
        self._tell = tell
        self.sending = Sending(
            server, tasks, changed=changed, ended=self._ended, stopped=self._stopped
        )
        self._ticket = 0
        self.clear()

    def clear(self) -> None:
        """Nothing is chosen; whatever was read is gone from memory."""
        self.chosen = ChosenFile()
        self._note: ImportNote | None = None
        self.check_anew()

    def check_anew(self) -> None:
        """Something else is chosen: what was read and checked does not hold any more."""
        self._ticket += 1
        self._opened: OpenedFile | None = None
        self.stage = Stage.CHOOSING
        self.fault: Message | None = None
        self.report: dict[bool, Report] = {}
        self.sending.clear()

    @property
    def is_open(self) -> bool:
        return self._opened is not None

    def choose_file(self, file: Path) -> None:
        """Look whether it is encrypted."""
        self.chosen.take_file(file)
        self.check_anew()
        ticket = self._ticket

        def looked(encrypted: bool | ReadFault) -> None:
            if ticket == self._ticket:
                self.chosen.key_wanted = encrypted is True
                if isinstance(encrypted, ReadFault):
                    self.fault = Message(f"read.{encrypted.value}")
                self._changed()

        self._tasks.run(
            lambda: self._files.is_encrypted(file),
            then=looked,
            failed=lambda _: looked(ReadFault.CANNOT_READ),
        )

    def go_on(self) -> None:
        """Do what comes next."""
        match self.stage:
            case Stage.CHOOSING:
                self._read(self._check)
            case Stage.CHECKED:
                self._begin()
            case Stage.PAUSED if self._opened is not None:
                self._take_in()
            case Stage.PAUSED:
                self._read(self._take_up)

    def line_came_back(self) -> None:
        if self.stage is Stage.PAUSED and self._opened is not None:
            self._take_in()

    def take_up_noted(self) -> None:
        """Go on with what was being taken in when the till was turned off, or its person left."""
        note = self._notes.load()
        if note is None:
            return
        self._note, self.chosen = note, ChosenFile.noted(note)
        self.stage = Stage.PAUSED
        if not note.by_passphrase:
            self._read(self._take_up)

    def leave_off(self) -> None:
        """Stop; the rest is not taken in by itself any more."""
        was_noted = self._note is not None
        self._forget_note()
        self.clear()
        if was_noted:
            self._tell(Message("toast.left_off"))

    def save_report(self, file: Path) -> None:
        """Write what becomes of each line."""
        content = report_csv(self.sending.outcomes)

        def written(is_there: bool) -> None:
            if is_there:
                self._tell(Message("toast.report", {"file": str(file)}))
            else:
                self.fault = Message("fault.report")
                self._changed()

        self._tasks.run(
            lambda: self._files.write(file, content), then=written, failed=lambda _: written(False)
        )

    def _read(self, then: Callable[[OpenedFile], None]) -> None:
        """Open the file; the passphrase is not needed any more then."""
        opening = self.chosen.opening()
        if opening is None:
            return
        before, ticket = self.stage, self._ticket
        self.stage, self.fault = Stage.READING, None

        def read(found: OpenedFile | ReadFault) -> None:
            if ticket != self._ticket:
                return
            if isinstance(found, ReadFault):
                self.stage, self.fault = before, Message(f"read.{found.value}")
                self._changed()
                return
            then(found)

        self._changed()
        self._tasks.run(
            lambda: self._files.read(opening),
            then=read,
            failed=lambda _: read(ReadFault.CANNOT_READ),  # no line is asked: a fault of our own
        )

    def _check(self, found: OpenedFile) -> None:
        self._opened = found
        self.stage = Stage.CHECKING
        self.sending.begin(self.chosen.campaign, found.cards, dry_run=True)

    def _begin(self) -> None:
        """Take the file in. That is noted before the first card is sent."""
        note = None if self._opened is None else self.chosen.note(self._opened.digest)
        if note is None:
            return
        try:
            self._notes.keep(note)
        except OSError:
            self.fault = Message("fault.not_noted")
            self._changed()
            return
        self._note = note
        self.chosen.passphrase = ""
        self._take_in()

    def _take_in(self) -> None:
        if self._opened is not None:
            self.stage, self.fault, self.report = Stage.TAKING_IN, None, {}
            self.sending.begin(self.chosen.campaign, self._opened.cards, dry_run=False)
            self._changed()

    def _take_up(self, found: OpenedFile) -> None:
        """The file was open before: it must be the same."""
        note = self._note
        if note is None or found.digest != note.digest:
            self.stage, self.fault = Stage.PAUSED, Message(f"read.{ReadFault.CHANGED.value}")
            self._changed()
            return
        self._opened, self.chosen.passphrase = found, ""
        self._take_in()

    def _ended(self) -> None:
        """All pieces are through."""
        outcomes = self.sending.outcomes
        self.report = {only: counted(outcomes, only_refused=only) for only in (True, False)}
        if self.stage is Stage.CHECKING:
            self.stage = Stage.CHECKED
            return
        self.stage = Stage.DONE
        self._opened = None
        self._forget_note()
        self._tell(Message("toast.taken_in", {"count": self.report[True].accepted}))

    def _stopped(self, fault: Message) -> None:
        """A piece did not go through."""
        self.fault = fault
        self.stage = Stage.CHOOSING if self.stage is Stage.CHECKING else Stage.PAUSED

    def _forget_note(self) -> None:
        self._note = None
        try:
            self._notes.forget()
        except OSError:
            self.fault = Message("fault.not_noted")
