"""Giving out the list of codes that a job has made: to whom, why, and who has signed for it.

It is decided once before the first code is opened; each piece is then noted by itself, as it goes
out. One person alone takes out no more codes than the shop lets one person print.
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
from server_stub.commands.generation_job import LIST_READERS
from server_stub.commands.jobs import job_entry
from server_stub.domain.ids import AT_PORTAL, AppId, OperatorId
from server_stub.domain.job_machine import JobState
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import changed
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
        return approver_of(rows, self.app_id, self.approval)

    def decide(self, rows: Rows, now_ms: int) -> Decision[ListOpened]:
        refusal = refusal_of_operator(rows, self.app_id, self.operator_id, LIST_READERS)
        if refusal is not None:
            return refuse(refusal)
        job = rows.find(JOBS, self.app_id, self.job_id)
        if job is None or job.kind is not JobKind.GENERATE_CODES or not job.done:
            return refuse(Refusal.NOT_FOUND)
        if job.state is JobState.RUNNING:
            return refuse(Refusal.NOT_NOW)
        signed = self._signature(rows, job, now_ms)
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
        used = () if signed is None else (changed(signed, used_at=now_ms),)
        return Decision(ListOpened(codes=job.done), used, (entry,))

    def _signature(self, rows: Rows, job: JobRow, now_ms: int) -> ApprovalRow | Refusal | None:
        app = rows.find(APPS, self.app_id)
        return second_signature(
            rows,
            self.app_id,
            asked_by=self.operator_id,
            approval=self.approval,
            act=act_of_list(self.job_id, self.request_key),
            now_ms=now_ms,
            is_demanded=app is None or job.done > app.print_signed_above,
        )
