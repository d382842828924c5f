"""The mail that brings a link to the codes of a job: tried, sent or given up.

The mail has no code in it, and the link none either; ``code_lists`` has what it is good for. Before
a try is made it is counted, so that two processes never make the same one; a crash after it lets
the mail go out once more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

from msgspec import Struct

from card_contract.outcomes import Refusal
from server_stub.commands.askers import AskedFor
from server_stub.commands.jobs import ERROR_SIGNS_MAX, job_entry
from server_stub.commands.unstored import Noted, Unstored
from server_stub.domain.job_machine import JobKind, JobState
from server_stub.domain.mail_machine import (
    TRIES_MAX,
    MailEvent,
    MailState,
    farthest_due,
    move_mail,
    wait_ms,
)
from server_stub.domain.roles import STUDIO
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, changed
from server_stub.storage.rows.jobs import JOB_MAILS, JOBS, JobMailRow, JobRow
from server_stub.storage.table import Need

TRY_MS: Final = 120_000
"""Whoever tries has ended within this time, or is taken for dead."""


class MailToSend(Struct, frozen=True, kw_only=True):
    """Where the mail goes; without an address there is nothing to send now."""

    address: str | None = None
    codes: int = 0


def new_mail(job: JobRow, address: str, now_ms: int) -> JobMailRow:
    return JobMailRow(
        app_id=job.app_id,
        job_id=job.job_id,
        address=address,
        state=MailState.WAITING,
        due_at=now_ms,
        created_at=now_ms,
        updated_at=now_ms,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AskForMail(AskedFor):
    """Have the link to the codes of a job that has ended mailed, or mailed once more.

    ``seen`` is the version of the mail that the person has looked at, 0 where there was none: what
    is sent twice is asked for once. A mail on its way keeps its address.
    """

    answer_type: ClassVar = Noted

    job_id: int
    address: str
    seen: int

    def needs(self) -> Iterable[Need]:
        yield from self.asker()
        yield JOBS.at(self.app_id, self.job_id)
        yield JOB_MAILS.at(self.app_id, self.job_id)

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        job = rows.find(JOBS, self.app_id, self.job_id)
        if job is None or job.kind is not JobKind.GENERATE_CODES or not job.done:
            return refuse(Refusal.NOT_FOUND)
        mail = rows.find(JOB_MAILS, self.app_id, self.job_id)
        refusal = self.refusal_of_asker(rows, STUDIO) or self._refusal(job, mail)
        if refusal is not None:
            return refuse(refusal)
        if mail is None:
            return self._asked(job, Insert(new_mail(job, self.address, now_ms)))
        if mail.version != self.seen:
            return Decision(Noted())  # a repeat
        anew = changed(
            mail,
            address=self.address,
            state=move_mail(mail.state, MailEvent.ASK),
            tries=0,
            due_at=now_ms,
            error=None,
            updated_at=now_ms,
        )
        return self._asked(job, anew)

    def _refusal(self, job: JobRow, mail: JobMailRow | None) -> Refusal | None:
        if job.state is JobState.RUNNING:
            return Refusal.NOT_NOW
        if mail is None:
            return None
        if mail.state is MailState.TAKEN:
            return Refusal.KEY_REUSED
        if mail.version == self.seen:
            return Refusal.NOT_NOW if mail.state is MailState.WAITING else None
        return None if mail.address == self.address else Refusal.NOT_NOW

    def _asked(self, job: JobRow, change: Change) -> Decision[Noted]:
        actor = f"operator:{self.asked_by}"
        entry = job_entry("mail-asked", job, actor, address=self.address)
        return Decision(Noted(), (change,), (entry,))


@dataclass(frozen=True, slots=True, kw_only=True)
class TryMail(Unstored):
    """Count a try that is due, before it is made."""

    answer_type: ClassVar = MailToSend

    job_id: int

    def needs(self) -> Iterable[Need]:
        return (JOB_MAILS.at(self.app_id, self.job_id), JOBS.at(self.app_id, self.job_id))

    def decide(self, rows: Rows, now_ms: int) -> Decision[MailToSend]:
        mail = rows.find(JOB_MAILS, self.app_id, self.job_id)
        job = rows.find(JOBS, self.app_id, self.job_id)
        if mail is None or job is None:
            return refuse(Refusal.NOT_FOUND)
        if mail.due_at is None or now_ms < mail.due_at <= farthest_due(now_ms):
            return Decision(MailToSend())
        change = changed(mail, tries=mail.tries + 1, due_at=now_ms + TRY_MS, updated_at=now_ms)
        return Decision(MailToSend(address=mail.address, codes=job.done), (change,))


@dataclass(frozen=True, slots=True, kw_only=True)
class EndTry(Unstored):
    """Note what became of a try; ``error`` says what stood in the way, if anything did."""

    answer_type: ClassVar = Noted

    job_id: int
    error: str | None = None
    is_final: bool = False

    def needs(self) -> Iterable[Need]:
        return (JOB_MAILS.at(self.app_id, self.job_id), JOBS.at(self.app_id, self.job_id))

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        mail = rows.find(JOB_MAILS, self.app_id, self.job_id)
        job = rows.find(JOBS, self.app_id, self.job_id)
        if mail is None or job is None:
            return refuse(Refusal.NOT_FOUND)
        if mail.state is not MailState.WAITING:
            return Decision(Noted())
        if self.error is None:
            return self._ended(mail, job, MailEvent.SEND, now_ms)
        if self.is_final or mail.tries >= TRIES_MAX:
            return self._ended(mail, job, MailEvent.GIVE_UP, now_ms)
        again_at = now_ms + wait_ms(mail.tries)
        return Decision(Noted(), (changed(mail, error=self._sentence, due_at=again_at),))

    @property
    def _sentence(self) -> str | None:
        return None if self.error is None else self.error[:ERROR_SIGNS_MAX]

    def _ended(
        self, mail: JobMailRow, job: JobRow, event: MailEvent, now_ms: int
    ) -> Decision[Noted]:
        state = move_mail(mail.state, event)
        change = changed(mail, state=state, due_at=None, error=self._sentence, updated_at=now_ms)
        entry = job_entry(f"mail-{state}", job, "system", tries=mail.tries)
        return Decision(Noted(), (change,), (entry,))
