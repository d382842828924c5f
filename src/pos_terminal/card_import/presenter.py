"""Cards made elsewhere: chosen, checked line by line, and taken in. For the studio.

A file that is being taken in goes on when the page is left, when the line comes back, and when the
till is started again: what is there already with the same content is no error, so it is simply
given once more. Its codes are in memory alone, and only while they are needed.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from card_contract.studio_messages import CampaignsAnswer
from pos_terminal.card_import.course import Course
from pos_terminal.card_import.model import (
    WORKING,
    FileReader,
    ImportPicture,
    ImportServer,
    Notes,
    Stage,
)
from pos_terminal.gateway.asking import Asking
from pos_terminal.gateway.connection import Connection
from pos_terminal.gateway.line import Line
from pos_terminal.journal.till import Till
from pos_terminal.presenting import Presenter, Toasts
from pos_terminal.words import ON, Button, Message, off

_OPEN_TO_CHOICE: Final = (Stage.CHOOSING, Stage.CHECKED)
_OPEN_TO_KEYS: Final = (Stage.CHOOSING, Stage.PAUSED)
_ACTS: Final = {
    Stage.CHOOSING: "act.check",
    Stage.READING: "act.check",
    Stage.CHECKING: "act.check",
    Stage.CHECKED: "act.take_in",
    Stage.TAKING_IN: "act.take_in",
    Stage.PAUSED: "act.go_on",
    Stage.DONE: "act.another",
}


class ImportPresenter(Presenter[ImportPicture]):
    """The presenter of *Import*; ``ImportIntents`` says what each intent means."""

    def __init__(
        self,
        till: Till,
        server: ImportServer,
        files: FileReader,
        notes: Notes,
        go_back: Callable[[], None],
    ) -> None:
        super().__init__()
        self._till = till
        self._server = server
        self._go_back = go_back
        self._line = Line()
        self._toasts = Toasts(changed=self._refresh)
        self._campaigns: tuple[tuple[str, str], ...] = ()
        self._asking = Asking(till.tasks, changed=self._refresh, late=lambda: None)
        self._course = Course(
            server, files, notes, till.tasks, changed=self._refresh, tell=self._toasts.tell
        )
        self._only_refused = True
        self._state = self._picture()
        till.on_duty.watch_operator(self._people_changed)

    def connection_changed(self, connection: Connection) -> None:
        """The line to the server has changed; called on the window's thread."""
        if self._line.take(connection):
            self._course.line_came_back()
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
        if not self._course.chosen.campaign and len(self._campaigns) == 1:
            self._course.chosen.campaign = self._campaigns[0][0]
        self._refresh()

    # --- Choosing --------------------------------------------------------------------------------

    def choose_campaign(self, campaign: str) -> None:
        chosen = self._course.chosen
        if self._course.stage in _OPEN_TO_CHOICE and campaign != chosen.campaign:
            chosen.campaign = campaign
            self._course.check_anew()
            self._refresh()

    def choose_file(self, file: Path) -> None:
        if self._course.stage in _OPEN_TO_CHOICE:
            self._course.choose_file(file)
            self._refresh()

    def choose_key(self, file: Path) -> None:
        if self._course.stage in _OPEN_TO_KEYS:
            self._course.chosen.take_key(file)
            self._course.fault = None
            self._refresh()

    def type_passphrase(self, text: str) -> None:
        if self._course.stage in _OPEN_TO_KEYS:
            self._course.chosen.take_passphrase(text)
            self._refresh()

    # --- Working ---------------------------------------------------------------------------------

    def act(self) -> None:
        if not self._state.act.enabled:
            return
        if self._course.stage is Stage.DONE:
            self._course.clear()
            self.open()
        else:
            self._course.go_on()
        self._refresh()

    def leave_off(self) -> None:
        if self._state.can_leave_off:
            self._course.leave_off()
            self.open()
            self._refresh()

    def show_only_refused(self, only: bool) -> None:
        self._only_refused = only
        self._refresh()

    def save_report(self, file: Path) -> None:
        self._course.save_report(file)

    def back(self) -> None:
        self._go_back()

    # --- The picture -----------------------------------------------------------------------------

    def _may_ask(self) -> bool:
        return self._till.on_duty.is_studio

    def _people_changed(self) -> None:
        """Whoever comes next goes on with what was being taken in, and finds nothing else open."""
        self._course.clear()
        self._campaigns = ()
        if self._may_ask():
            self._course.take_up_noted()
        self._refresh()

    def _act(self) -> Button:
        if self._course.stage in WORKING:
            return off("off.working")
        if self._course.stage is Stage.DONE:
            return ON
        if not self._line.takes_changes.enabled:
            return self._line.takes_changes
        missing = self._missing()
        return ON if missing is None else off(missing)

    def _missing(self) -> str | None:
        """What has to be there before it can go on."""
        if self._course.stage is Stage.CHECKED:
            report = self._course.report[True]
            if report.refused:
                return "off.refused"
            return None if report.accepted else "off.all_there"
        return self._course.chosen.missing(is_open=self._course.is_open)

    def _sentence(self) -> Message:
        if self._course.stage is Stage.CHECKED:
            report = self._course.report[True]
            if report.refused:
                return Message("stage.refused", {"count": report.refused})
            return Message("stage.sound", {"count": report.accepted})
        if (
            self._course.stage is Stage.PAUSED
            and not self._course.is_open
            and self._course.chosen.key_wanted
        ):
            return Message("stage.paused_shut")
        return Message(f"stage.{self._course.stage.value}")

    def _picture(self) -> ImportPicture:
        sending, chosen = self._course.sending, self._course.chosen
        report = self._course.report.get(self._only_refused)
        count = sending.of if report is None else report.accepted
        return ImportPicture(
            campaigns=self._campaigns,
            campaign=chosen.campaign,
            file="" if chosen.file is None else chosen.file.name,
            key_wanted=chosen.key_wanted,
            key="" if chosen.key is None else chosen.key.name,
            passphrase=chosen.passphrase,
            stage=self._course.stage,
            done=sending.done,
            of=sending.of,
            report=report,
            only_refused=self._only_refused,
            sentence=self._sentence(),
            fault=self._course.fault or self._asking.fault,
            act=self._act(),
            act_word=Message(_ACTS[self._course.stage], {"count": count}),
            can_leave_off=self._course.stage in WORKING or self._course.stage is Stage.PAUSED,
            toast=self._toasts.latest,
        )
