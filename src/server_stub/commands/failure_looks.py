"""A manager has looked at a job that failed, or at its mail that was given up, and notes what came
of it.

Nothing else changes: what had failed stays so, and nobody is asked for on account of it any more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from card_contract.outcomes import Refusal
from server_stub.commands.askers import refusal_of_operator
from server_stub.commands.jobs import job_entry
from server_stub.commands.unstored import Noted, Unstored
from server_stub.domain.ids import OperatorId
from server_stub.domain.job_machine import JobState
from server_stub.domain.mail_machine import MailState
from server_stub.domain.roles import MANAGING
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Insert
from server_stub.storage.rows.jobs import (
    FAILURE_LOOKS,
    JOB_MAILS,
    JOBS,
    FailedPart,
    FailureLookRow,
    JobRow,
)
from server_stub.storage.rows.staff import OPERATORS
from server_stub.storage.table import Need


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAtFailure(Unstored):
    """Mark the failure of this moment as looked at. A repeat finds it marked.

    What somebody else has noted stands, and another note is refused as not found: neither is lost
    unseen. So is a failure that is none any more, as of a mail that was asked for anew.
    """

    answer_type: ClassVar = Noted

    operator_id: OperatorId
    job_id: int
    part: FailedPart
    failed_at: int
    note: str

    def needs(self) -> Iterable[Need]:
        yield OPERATORS.at(self.app_id, self.operator_id)
        yield JOBS.at(self.app_id, self.job_id)
        yield JOB_MAILS.at(self.app_id, self.job_id)
        yield FAILURE_LOOKS.at(self.app_id, self.job_id, self.part, self.failed_at)

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        refusal = refusal_of_operator(rows, self.app_id, self.operator_id, MANAGING)
        if refusal is not None:
            return refuse(refusal)
        by = f"operator:{self.operator_id}"
        look = rows.find(FAILURE_LOOKS, self.app_id, self.job_id, self.part, self.failed_at)
        if look is not None:
            is_repeat = (look.looked_by, look.note) == (by, self.note)
            return Decision(Noted()) if is_repeat else refuse(Refusal.NOT_FOUND)
        job = rows.find(JOBS, self.app_id, self.job_id)
        error = None if job is None else self._error_of(job, rows)
        if job is None or error is None:
            return refuse(Refusal.NOT_FOUND)
        look = FailureLookRow(
            app_id=self.app_id,
            job_id=self.job_id,
            part=self.part,
            failed_at=self.failed_at,
            error=error,
            looked_at=now_ms,
            looked_by=by,
            note=self.note,
        )
        entry = job_entry("failure-seen", job, by, reason=self.note, part=self.part)
        return Decision(Noted(), (Insert(look),), (entry,))

    def _error_of(self, job: JobRow, rows: Rows) -> str | None:
        """What the failure said; nothing where there is no such failure."""
        if self.part is FailedPart.WORK:
            is_it = job.state is JobState.FAILED and job.ended_at == self.failed_at
            return job.error if is_it else None
        mail = rows.find(JOB_MAILS, self.app_id, self.job_id)
        if mail is None or mail.state is not MailState.FAILED or mail.updated_at != self.failed_at:
            return None
        return mail.error or ""
