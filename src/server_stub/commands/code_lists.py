"""Giving out the list of codes that a job has made: to whom, why, and who has signed for it.

It is decided once before the first code is opened; each piece is then noted by itself, as it goes
out. One person alone takes out no more codes of a campaign than the shop lets one person print,
however many jobs have made them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import msgspec
from msgspec import Struct

from card_contract.messages import ApprovalPurpose
from card_contract.outcomes import Refusal
from server_stub.commands.approvals import Act, approval_id, approver_of, second_signature
from server_stub.commands.askers import refusal_of_operator
from server_stub.commands.counters import drawn
from server_stub.commands.generation_job import LIST_READERS, wanted_of
from server_stub.commands.jobs import job_entry
from server_stub.domain.ids import AT_PORTAL, AppId, OperatorId
from server_stub.domain.job_machine import JobState
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import changed
from server_stub.storage.rows.books import COUNTERS
from server_stub.storage.rows.jobs import JOBS, JobKind, JobRow
from server_stub.storage.rows.shop import APPS
from server_stub.storage.rows.staff import APPROVALS, OPERATORS, ApprovalRow
from server_stub.storage.table import Need


class ListOpened(Struct, frozen=True, kw_only=True):
    """How many codes the list has. A replayed answer gives nothing out once more."""

    codes: int
    replayed: bool = False


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
        app = rows.find(APPS, self.app_id)
        return second_signature(
            rows,
            self.app_id,
            asked_by=self.operator_id,
            approval=self.approval,
            act=act_of_list(self.job_id, self.request_key),
            now_ms=now_ms,
            is_demanded=app is None or alone > app.print_signed_above,
        )
