"""Giving out the list of codes that a job has made: to whom, why, and who has signed for it.

It is decided once before the first code is opened; each piece is then noted by itself, as it goes
out. One person alone takes out no more codes of a campaign than the shop lets one person print,
however many jobs have made them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import msgspec
from msgspec import Struct

from card_contract.messages import ApprovalPurpose
from card_contract.outcomes import Refusal
from card_contract.states import Role
from server_stub.commands.approvals import (
    Act,
    approval_id,
    approver_of,
    refusal_of_pair,
    second_signature,
)
from server_stub.commands.askers import refusal_of_operator
from server_stub.commands.counters import drawn
from server_stub.commands.generation_job import LIST_READERS, wanted_of
from server_stub.commands.jobs import job_entry
from server_stub.commands.staff import PinAct
from server_stub.domain.ids import AT_PORTAL, AppId, OperatorId
from server_stub.domain.job_machine import JobKind, JobState
from server_stub.domain.mail_machine import MailEvent, MailState, move_mail
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, changed
from server_stub.storage.rows.books import COUNTERS
from server_stub.storage.rows.jobs import JOB_MAILS, JOBS, JobRow
from server_stub.storage.rows.shop import APPS
from server_stub.storage.rows.staff import APPROVALS, OPERATORS, ApprovalRow
from server_stub.storage.table import Need


class ListOpened(Struct, frozen=True, kw_only=True):
    """How many codes the list has. A replayed answer gives nothing out once more."""

    codes: int
    replayed: bool = False


class ListTaken(Struct, frozen=True, kw_only=True):
    """Whether the link has just been used, and not before."""

    is_first: bool


class SecondPerson(NamedTuple):
    """Who signs for a list beside whoever takes it, by which PIN was checked."""

    operator_id: OperatorId
    pin_hash: str


def act_of_list(job_id: int, request_key: str) -> Act:
    """What is signed for: this list, as it is asked for once."""
    return Act(
        purpose=ApprovalPurpose.CODE_LIST,
        till_id=AT_PORTAL,
        subject=str(job_id),
        sale_id=request_key,
    )


def counter_of_lists(operator_id: OperatorId, campaign: str) -> str:
    """The counter of the codes of a campaign that somebody was given without a signature."""
    return f"list:{operator_id}:{campaign}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenList:
    """Let somebody have the codes of a job that has ended."""

    answer_type: ClassVar = ListOpened

    app_id: AppId
    request_key: str
    operator_id: OperatorId
    job_id: int
    reason: str
    approval: str | None = None

    @property
    def key(self) -> str | None:
        return f"{self.request_key}/CODE_LIST"

    def fingerprint(self) -> bytes:
        return msgspec.json.encode((self.operator_id, self.job_id, self.reason))

    def needs(self) -> Iterable[Need]:
        yield APPS.at(self.app_id)
        yield JOBS.at(self.app_id, self.job_id)
        yield OPERATORS.at(self.app_id, self.operator_id)
        if self.approval is not None:
            yield APPROVALS.at(self.app_id, approval_id(self.approval))

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        yield from approver_of(rows, self.app_id, self.approval)
        job = rows.find(JOBS, self.app_id, self.job_id)
        if job is not None and job.kind is JobKind.GENERATE_CODES:
            yield COUNTERS.at(self.app_id, self._counter(job))

    def decide(self, rows: Rows, now_ms: int) -> Decision[ListOpened]:
        refusal = refusal_of_operator(rows, self.app_id, self.operator_id, LIST_READERS)
        if refusal is not None:
            return refuse(refusal)
        job = rows.find(JOBS, self.app_id, self.job_id)
        if job is None or job.kind is not JobKind.GENERATE_CODES or not job.done:
            return refuse(Refusal.NOT_FOUND)
        if job.state is JobState.RUNNING:
            return refuse(Refusal.NOT_NOW)
        alone, counted = drawn(rows, self.app_id, self._counter(job), job.done)
        signed = self._signature(rows, alone, now_ms)
        if isinstance(signed, Refusal):
            return refuse(signed)
        entry = job_entry(
            "list-given",
            job,
            f"operator:{self.operator_id}",
            codes=job.done,
            reason=self.reason,
            place=AT_PORTAL,
            approved_by=None if signed is None else signed.approver_id,
        )
        noted = counted if signed is None else changed(signed, used_at=now_ms)
        return Decision(ListOpened(codes=job.done), (noted,), (entry,))

    def _counter(self, job: JobRow) -> str:
        return counter_of_lists(self.operator_id, wanted_of(job).campaign)

    def _signature(self, rows: Rows, alone: int, now_ms: int) -> ApprovalRow | Refusal | None:
        """Whose signature it is; so many codes they would have been given alone, with these."""
        return second_signature(
            rows,
            self.app_id,
            asked_by=self.operator_id,
            approval=self.approval,
            act=act_of_list(self.job_id, self.request_key),
            now_ms=now_ms,
            is_demanded=takes_two(rows, self.app_id, alone),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeList(PinAct):
    """Use the link of a mail, for an administrator whose PIN was found right. It serves once.

    More codes of a campaign than one person may have alone take a ``second``, whose PIN was found
    right as well. ``is_asked_only`` decides in advance, and uses nothing up.
    """

    answer_type: ClassVar = ListTaken

    job_id: int
    pin_hash: str
    reason: str
    second: SecondPerson | None = None
    is_asked_only: bool = False

    def needs(self) -> Sequence[Need]:
        second = () if self.second is None else self._pin_of(self.second).needs()
        return (
            *PinAct.needs(self),
            *second,
            APPS.at(self.app_id),
            JOB_MAILS.at(self.app_id, self.job_id),
            JOBS.at(self.app_id, self.job_id),
        )

    def needs_also(self, rows: Rows) -> Sequence[Need]:
        job = rows.find(JOBS, self.app_id, self.job_id)
        return () if job is None else (COUNTERS.at(self.app_id, self._counter(job)),)

    def decide(self, rows: Rows, now_ms: int) -> Decision[ListTaken]:
        operator = self.proved(self.pin_hash, rows)
        if operator is None or operator.role is not Role.ADMINISTRATOR:
            return refuse(Refusal.WRONG_PIN if operator is None else Refusal.NOT_ALLOWED)
        mail = rows.find(JOB_MAILS, self.app_id, self.job_id)
        job = rows.find(JOBS, self.app_id, self.job_id)
        if mail is None or job is None:
            return refuse(Refusal.NOT_FOUND)
        changes: list[Change] = self.forgiven(operator, rows)
        if mail.state is MailState.TAKEN:
            return Decision(ListTaken(is_first=False), changes)
        signed = self._signed(job, rows, now_ms)
        if isinstance(signed, Refusal):
            return refuse(signed)
        if self.is_asked_only:
            return Decision(ListTaken(is_first=True))
        who = f"operator:{self.operator_id}"
        taken = changed(
            mail,
            state=move_mail(mail.state, MailEvent.TAKE),
            due_at=None,
            taken_by=who,
            updated_at=now_ms,
        )
        by = None if self.second is None else self.second.operator_id
        entry = job_entry("list-taken", job, who, reason=self.reason, approved_by=by)
        return Decision(ListTaken(is_first=True), (*changes, *signed, taken), (entry,))

    def _signed(self, job: JobRow, rows: Rows, now_ms: int) -> Sequence[Change] | Refusal:
        """What changes with the second person's PIN, or with the count of who takes it alone."""
        if self.second is None:
            alone, counted = drawn(rows, self.app_id, self._counter(job), job.done)
            is_for_two = takes_two(rows, self.app_id, alone)
            return Refusal.APPROVAL_INVALID if is_for_two else (counted,)
        act = self._pin_of(self.second)
        operator = act.proved(self.second.pin_hash, rows)
        if operator is None:
            return Refusal.WRONG_PIN
        if operator.role not in LIST_READERS:
            return Refusal.NOT_ALLOWED
        refusal = refusal_of_pair(
            rows, self.app_id, self.operator_id, self.second.operator_id, now_ms
        )
        return act.forgiven(operator, rows) if refusal is None else refusal

    def _counter(self, job: JobRow) -> str:
        return counter_of_lists(self.operator_id, wanted_of(job).campaign)

    def _pin_of(self, second: SecondPerson) -> PinAct:
        return PinAct(app_id=self.app_id, till_id=self.till_id, operator_id=second.operator_id)


def takes_two(rows: Rows, app_id: AppId, alone: int) -> bool:
    """Whether so many codes of a campaign, in all lists, are too many for one person alone."""
    app = rows.find(APPS, app_id)
    return app is None or alone > app.print_signed_above
