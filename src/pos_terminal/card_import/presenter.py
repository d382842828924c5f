"""Cards made elsewhere: chosen, checked line by line, and taken in. For the studio.

A file that is being taken in goes on when the page is left, when the line comes back, and when the
till is started again: what is there already with the same content is no error, so it is simply
given once more. Its codes are in memory alone, and only while they are needed.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from card_contract.states import Role
from card_contract.studio_messages import CampaignsAnswer
from pos_terminal.card_import.model import (
    WORKING,
    FileReader,
    ImportNote,
    ImportPicture,
    ImportServer,
    Notes,
    OpenedFile,
    Opening,
    ReadFault,
    Report,
    Stage,
)
from pos_terminal.card_import.reporting import counted, report_csv
from pos_terminal.card_import.sending import Sending
from pos_terminal.gateway.answers import NoAnswerError
from pos_terminal.gateway.asking import Asking
from pos_terminal.gateway.connection import Connection, Reach
from pos_terminal.journal.till import Till
from pos_terminal.words import ON, Button, Message, Toast, off

_STUDIO: Final = (Role.STUDIO, Role.ADMINISTRATOR)
_ACTS: Final = {
    Stage.CHOOSING: "act.check",
    Stage.READING: "act.check",
    Stage.CHECKING: "act.check",
    Stage.CHECKED: "act.take_in",
    Stage.TAKING_IN: "act.take_in",
    Stage.PAUSED: "act.go_on",
    Stage.DONE: "act.another",
}


class ImportPresenter:
    """The presenter of *Import*; ``ImportIntents`` says what each intent means."""

    def __init__(
        self,
        till: Till,
        server: ImportServer,
        files: FileReader,
        notes: Notes,
        go_back: Callable[[], None],
    ) -> None:
        self._till = till
        self._server = server
        self._files = files
        self._notes = notes
        self._go_back = go_back
        self._reach = Reach.UNKNOWN
        self._operator: str | None = None
        self._campaigns: tuple[tuple[str, str], ...] = ()
        self._asking = Asking(till.tasks, changed=self._refresh, late=lambda: None)
        self._sending = Sending(
            server, till.tasks, changed=self._refresh, ended=self._ended, stopped=self._stopped
        )
        self._ticket = 0
        self._only_refused = True
        self._toasts = 0
        self._toast: Toast | None = None
        self._watchers: list[Callable[[ImportPicture], None]] = []
        self._clear()
        self._state = self._picture()
        till.on_duty.watch(self._people_changed)

    def _clear(self) -> None:
        """Nothing is chosen; whatever was read is gone from memory."""
        self._ticket += 1
        self._campaign = ""
        self._file: Path | None = None
        self._key: Path | None = None
        self._key_wanted = False
        self._passphrase = ""
        self._opened: OpenedFile | None = None
        self._note: ImportNote | None = None
        self._stage = Stage.CHOOSING
        self._fault: Message | None = None
        self._sending.clear()
        self._report: dict[bool, Report] = {}

    @property
    def state(self) -> ImportPicture:
        return self._state

    def watch(self, show: Callable[[ImportPicture], None]) -> None:
        self._watchers.append(show)
        show(self._state)

    def connection_changed(self, connection: Connection) -> None:
        """The line to the server has changed; called on the window's thread."""
        came_back = self._reach is Reach.OFFLINE and connection.reach is not Reach.OFFLINE
        self._reach = connection.reach
        if came_back and self._stage is Stage.PAUSED and self._opened is not None:
            self._take_in()
        self._refresh()

    def open(self) -> None:
        if self._may_ask():
            self._asking.ask(self._server.campaigns, then=self._told, no_reply="fault.no_campaigns")

    def _told(self, answer: CampaignsAnswer) -> None:
        self._campaigns = tuple(
            (one.campaign, one.settings.title)
            for one in answer.campaigns
            if not one.disabled and one.settings.issuer is not None
        )
        if not self._campaign and len(self._campaigns) == 1:
            self._campaign = self._campaigns[0][0]
        self._refresh()

    # --- Choosing --------------------------------------------------------------------------------

    def choose_campaign(self, campaign: str) -> None:
        if self._stage in (Stage.CHOOSING, Stage.CHECKED) and campaign != self._campaign:
            self._campaign = campaign
            self._check_anew()

    def choose_file(self, file: Path) -> None:
        if self._stage not in (Stage.CHOOSING, Stage.CHECKED):
            return
        self._file, self._key, self._passphrase = file, None, ""
        self._key_wanted = False
        self._check_anew()
        ticket = self._ticket

        def looked(encrypted: bool | ReadFault) -> None:
            if ticket == self._ticket:
                self._key_wanted = encrypted is True
                if isinstance(encrypted, ReadFault):
                    self._fault = Message(f"read.{encrypted.value}")
                self._refresh()

        self._till.tasks.run(
            lambda: self._files.is_encrypted(file), then=looked, failed=_no_answer_is_asked
        )

    def choose_key(self, file: Path) -> None:
        if self._stage in (Stage.CHOOSING, Stage.PAUSED):
            self._key, self._passphrase, self._fault = file, "", None
            self._refresh()

    def type_passphrase(self, text: str) -> None:
        if self._stage in (Stage.CHOOSING, Stage.PAUSED):
            self._passphrase, self._key = text, None
            self._refresh()

    def _check_anew(self) -> None:
        self._ticket += 1
        self._opened, self._fault = None, None
        self._stage = Stage.CHOOSING
        self._sending.clear()
        self._report = {}
        self._refresh()

    # --- Working ---------------------------------------------------------------------------------

    def act(self) -> None:
        if not self._state.act.enabled:
            return
        if self._stage is Stage.CHOOSING:
            self._read(self._check)
        elif self._stage is Stage.CHECKED:
            self._begin()
        elif self._stage is Stage.PAUSED:
            self._go_on()
        elif self._stage is Stage.DONE:
            self._clear()
            self.open()
            self._refresh()

    def _read(self, then: Callable[[OpenedFile], None]) -> None:
        """Open the file; the passphrase is not needed any more then."""
        if self._file is None:
            return
        opening = Opening(file=self._file, key=self._key, passphrase=self._passphrase)
        before, ticket = self._stage, self._ticket
        self._stage, self._fault = Stage.READING, None

        def read(found: OpenedFile | ReadFault) -> None:
            if ticket != self._ticket:
                return
            if isinstance(found, ReadFault):
                self._stage, self._fault = before, Message(f"read.{found.value}")
                self._refresh()
                return
            then(found)

        self._refresh()
        self._till.tasks.run(
            lambda: self._files.read(opening), then=read, failed=_no_answer_is_asked
        )

    def _check(self, found: OpenedFile) -> None:
        self._opened = found
        self._stage = Stage.CHECKING
        self._sending.begin(self._campaign, found.cards, dry_run=True)

    def _begin(self) -> None:
        """Take the file in. That is noted before the first card is sent."""
        opened, file = self._opened, self._file
        if opened is None or file is None:
            return
        note = ImportNote(
            campaign=self._campaign,
            file=str(file.absolute()),
            key="" if self._key is None else str(self._key.absolute()),
            digest=opened.digest,
            by_passphrase=self._key_wanted and self._key is None,
        )
        try:
            self._notes.keep(note)
        except OSError:
            self._fault = Message("fault.not_noted")
            self._refresh()
            return
        self._note = note
        self._passphrase = ""
        self._take_in()

    def _take_in(self) -> None:
        if self._opened is not None:
            self._stage, self._fault, self._report = Stage.TAKING_IN, None, {}
            self._sending.begin(self._campaign, self._opened.cards, dry_run=False)
            self._refresh()

    def _go_on(self) -> None:
        if self._opened is not None:
            self._take_in()
        else:
            self._read(self._take_up)

    def _take_up(self, found: OpenedFile) -> None:
        """The file was open before: it must be the same."""
        note = self._note
        if note is None or found.digest != note.digest:
            self._stage, self._fault = Stage.PAUSED, Message(f"read.{ReadFault.CHANGED.value}")
            self._refresh()
            return
        self._opened, self._passphrase = found, ""
        self._take_in()

    def _ended(self) -> None:
        """All pieces are through."""
        outcomes = self._sending.outcomes
        self._report = {only: counted(outcomes, only_refused=only) for only in (True, False)}
        if self._stage is Stage.CHECKING:
            self._stage = Stage.CHECKED
            return
        self._stage = Stage.DONE
        self._opened = None
        self._forget_note()
        self._tell(Message("toast.taken_in", {"count": self._report[True].accepted}))

    def _stopped(self, fault: Message) -> None:
        """A piece did not go through."""
        self._fault = fault
        self._stage = Stage.CHOOSING if self._stage is Stage.CHECKING else Stage.PAUSED

    def leave_off(self) -> None:
        if self._state.can_leave_off:
            was_noted = self._note is not None
            self._forget_note()
            self._clear()
            if was_noted:
                self._tell(Message("toast.left_off"))
            self.open()
            self._refresh()

    def _forget_note(self) -> None:
        self._note = None
        try:
            self._notes.forget()
        except OSError:
            self._fault = Message("fault.not_noted")

    # --- The report ------------------------------------------------------------------------------

    def show_only_refused(self, only: bool) -> None:
        self._only_refused = only
        self._refresh()

    def save_report(self, file: Path) -> None:
        content = report_csv(self._sending.outcomes)

        def written(is_there: bool) -> None:
            if is_there:
                self._tell(Message("toast.report", {"file": str(file)}))
            else:
                self._fault = Message("fault.report")
                self._refresh()

        self._till.tasks.run(
            lambda: self._files.write(file, content), then=written, failed=_no_answer_is_asked
        )

    def back(self) -> None:
        self._go_back()

    # --- The picture -----------------------------------------------------------------------------

    def _may_ask(self) -> bool:
        operator = self._till.on_duty.operator
        return operator is not None and operator.role in _STUDIO

    def _people_changed(self) -> None:
        """Whoever comes next goes on with what was being taken in, and finds nothing else open."""
        operator = self._till.on_duty.operator
        now = operator.operator_id if operator is not None else None
        if now == self._operator:
            return
        self._operator = now
        self._clear()
        self._campaigns = ()
        note = self._notes.load() if self._may_ask() else None
        if note is not None:
            self._note = note
            self._campaign, self._file = note.campaign, Path(note.file)
            self._key = Path(note.key) if note.key else None
            self._key_wanted = note.by_passphrase or bool(note.key)
            self._stage = Stage.PAUSED
            if not note.by_passphrase:
                self._read(self._take_up)
        self._refresh()

    def _tell(self, fact: Message) -> None:
        self._toasts += 1
        self._toast = Toast(serial=self._toasts, fact=fact)
        self._refresh()

    def _refresh(self) -> None:
        state = self._picture()
        if state != self._state:
            self._state = state
            for show in self._watchers:
                show(state)

    def _act(self) -> Button:
        if self._stage in WORKING:
            return off("off.working")
        if self._stage is Stage.DONE:
            return ON
        if self._reach is Reach.OFFLINE:
            return off("off.no_line")
        if self._reach is Reach.READ_ONLY:
            return off("off.read_only")
        missing = self._missing()
        return ON if missing is None else off(missing)

    def _missing(self) -> str | None:
        """What has to be there before it can go on."""
        if self._stage is Stage.CHECKED:
            report = self._report[True]
            if report.refused:
                return "off.refused"
            return None if report.accepted else "off.all_there"
        if not self._campaign:
            return "off.campaign_first"
        if self._file is None:
            return "off.file_first"
        is_shut = self._opened is None and self._key_wanted
        return "off.key_first" if is_shut and self._key is None and not self._passphrase else None

    def _sentence(self) -> Message:
        if self._stage is Stage.CHECKED:
            report = self._report[True]
            if report.refused:
                return Message("stage.refused", {"count": report.refused})
            return Message("stage.sound", {"count": report.accepted})
        if self._stage is Stage.PAUSED and self._opened is None and self._key_wanted:
            return Message("stage.paused_shut")
        return Message(f"stage.{self._stage.value}")

    def _picture(self) -> ImportPicture:
        sending = self._sending
        report = self._report.get(self._only_refused)
        count = sending.of if report is None else report.accepted
        return ImportPicture(
            campaigns=self._campaigns,
            campaign=self._campaign,
            file="" if self._file is None else self._file.name,
            key_wanted=self._key_wanted,
            key="" if self._key is None else self._key.name,
            passphrase=self._passphrase,
            stage=self._stage,
            done=sending.done,
            of=sending.of,
            report=report,
            only_refused=self._only_refused,
            sentence=self._sentence(),
            fault=self._fault or self._asking.fault,
            act=self._act(),
            act_word=Message(_ACTS[self._stage], {"count": count}),
            can_leave_off=self._stage in WORKING or self._stage is Stage.PAUSED,
            toast=self._toast,
        )


def _no_answer_is_asked(_error: NoAnswerError) -> None:
    """Files ask no server."""
