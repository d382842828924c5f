"""What becomes of a job as a whole: it is called off, or fails. Each kind has its own pieces.

A job is a row: a crash between two pieces loses nothing, and two processes that work at one job
find out by the number of what is done already.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from msgspec import Struct

from card_contract.outcomes import Refusal
from card_contract.states import Role
from server_stub.commands.askers import AskedFor
from server_stub.commands.counters import drawn
from server_stub.commands.unstored import Unstored
from server_stub.domain.ids import AppId
from server_stub.domain.job_machine import JobEvent, JobKind, JobState, move_job
from server_stub.domain.roles import MANAGING, STUDIO
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, LedgerEntry, Update, changed
from server_stub.storage.rows.books import COUNTERS
from server_stub.storage.rows.jobs import JOBS, JobRow
from server_stub.storage.table import Need

JOB_COUNTER: Final = "job"
ERROR_SIGNS_MAX: Final = 300
_CANCEL: Final[Mapping[JobKind, frozenset[Role]]] = {
    JobKind.GENERATE_CODES: STUDIO,
    JobKind.RECALL: MANAGING,
    JobKind.MAKE_BATCH: STUDIO,
}
"""Who calls a job off; the others are the command line's."""


class JobProgress(Struct, frozen=True, kw_only=True):
    """How a job stands, and how much of it is done."""

    job_id: int
    state: JobState
    done: int
    total: int


def progress_of(job: JobRow) -> JobProgress:
    return JobProgress(job_id=job.job_id, state=job.state, done=job.done, total=job.total)


def job_counter(app_id: AppId) -> Need:
    """The counter that a new job takes its number from."""
    return COUNTERS.at(app_id, JOB_COUNTER)


def begun(
    rows: Rows,
    app_id: AppId,
    *,
    kind: JobKind,
    parameters: str,
    total: int,
    asked_by: str,
    detail: dict[str, Any],
    now_ms: int,
) -> tuple[JobRow, tuple[Change, ...], LedgerEntry]:
    """Make a new job, with what has to be written for it."""
    job_id, counted = drawn(rows, app_id, JOB_COUNTER, 1)
    job = JobRow(
        app_id=app_id,
        job_id=job_id,
        kind=kind,
        state=JobState.RUNNING,
        parameters=parameters,
        done=0,
        total=total,
        asked_by=asked_by,
        created_at=now_ms,
        updated_at=now_ms,
    )
    entry = job_entry("begun", job, asked_by, kind=kind, total=total, **detail)
    return job, (Insert(job), counted), entry


def moved_on(
    job: JobRow, done: int, now_ms: int, **more: Any
) -> tuple[JobRow, Update, tuple[LedgerEntry, ...]]:
    """Count a piece of a job as done; the last one finishes it."""
    columns: dict[str, Any] = {"done": done, "updated_at": now_ms, **more}
    is_over = done == more.get("total", job.total)
    if is_over:
        columns |= {"state": move_job(job.state, JobEvent.FINISH), "ended_at": now_ms}
    change = changed(job, **columns)
    after: JobRow = change.after  # type: ignore[assignment]  # a change keeps the row's type
    entries = (job_entry("finished", after, "system", done=done),) if is_over else ()
    return after, change, entries


def given_up(job: JobRow, error: str, now_ms: int) -> tuple[JobRow, Update, LedgerEntry]:
    """Fail a job that cannot go on, with a sentence that says why."""
    change = changed(
        job,
        state=move_job(job.state, JobEvent.FAIL),
        error=error[:ERROR_SIGNS_MAX],
        updated_at=now_ms,
        ended_at=now_ms,
    )
    after: JobRow = change.after  # type: ignore[assignment]  # a change keeps the row's type
    return after, change, job_entry("failed", after, "system", done=job.done)


def job_entry(verb: str, job: JobRow, actor: str, **detail: Any) -> LedgerEntry:
    return LedgerEntry(
        app_id=job.app_id,
        kind=f"job.{verb}",
        actor=actor,
        subject=str(job.job_id),
        detail=detail,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelJob(AskedFor):
    """Do no more of a job; what is done stays. Cancelling twice is cancelling once."""

    answer_type: ClassVar = JobProgress

    job_id: int
    cancelled_by: str

    def needs(self) -> Iterable[Need]:
        return (JOBS.at(self.app_id, self.job_id), *self.asker())

    def decide(self, rows: Rows, now_ms: int) -> Decision[JobProgress]:
        job = rows.find(JOBS, self.app_id, self.job_id)
        if job is None:
            return refuse(Refusal.NOT_FOUND)
        refusal = self.refusal_of_asker(rows, _CANCEL.get(job.kind, frozenset()))
        if refusal is not None:
            return refuse(refusal)
        if job.state is not JobState.RUNNING:
            return Decision(progress_of(job))
        if job.kind is JobKind.MAKE_BATCH:
            return refuse(Refusal.MALFORMED)  # its batch is cancelled, with what exists of it
        change = changed(
            job, state=move_job(job.state, JobEvent.CANCEL), updated_at=now_ms, ended_at=now_ms
        )
        after: JobRow = change.after  # type: ignore[assignment]  # a change keeps the row's type
        entry = job_entry("cancelled", after, self.cancelled_by, done=job.done)
        return Decision(progress_of(after), (change,), (entry,))


@dataclass(frozen=True, slots=True, kw_only=True)
class FailJob(Unstored):
    """Give a job up that cannot go on, with a sentence that says why."""

    answer_type: ClassVar = JobProgress

    job_id: int
    error: str

    def needs(self) -> Iterable[Need]:
        return (JOBS.at(self.app_id, self.job_id),)

    def decide(self, rows: Rows, now_ms: int) -> Decision[JobProgress]:
        job = rows.find(JOBS, self.app_id, self.job_id)
        if job is None:
            return refuse(Refusal.NOT_FOUND)
        if job.state is not JobState.RUNNING:
            return Decision(progress_of(job))
        after, change, entry = given_up(job, self.error, now_ms)
        return Decision(progress_of(after), (change,), (entry,))
