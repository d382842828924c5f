"""Taking new keys into use: every row that names an old one is hashed and sealed anew, as a job.

The rows come in as they are to be, made by whoever has the keys. A row that was changed meanwhile
is left alone: its change used the new keys already.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, NamedTuple

from card_contract.outcomes import Refusal
from server_stub.commands.jobs import JobProgress, begun, job_counter, moved_on, progress_of
from server_stub.commands.unstored import Unstored
from server_stub.domain.job_machine import JobKind, JobState
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, changed
from server_stub.storage.rows.jobs import JOBS
from server_stub.storage.table import Index, Need, Row, row_key


class Resealed(NamedTuple):
    """A row as it was read, and what becomes of it."""

    by: Index[Any]
    row: Row
    columns: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginRotation(Unstored):
    """Begin a job that hashes and seals so many rows anew."""

    answer_type: ClassVar = JobProgress

    total: int
    asked_by: str

    def needs(self) -> Iterable[Need]:
        return (job_counter(self.app_id),)

    def decide(self, rows: Rows, now_ms: int) -> Decision[JobProgress]:
        job, changes, entry = begun(
            rows,
            self.app_id,
            kind=JobKind.ROTATE_KEYS,
            parameters="{}",
            total=self.total,
            asked_by=self.asked_by,
            detail={},
            now_ms=now_ms,
        )
        return Decision(progress_of(job), changes, (entry,))


@dataclass(frozen=True, slots=True, kw_only=True)
class ResealPiece(Unstored):
    """Store the next rows of a rotation, if ``after`` are done and it still runs."""

    answer_type: ClassVar = JobProgress

    job_id: int
    after: int
    resealed: Sequence[Resealed]
    is_last: bool

    def needs(self) -> Iterable[Need]:
        yield JOBS.at(self.app_id, self.job_id)
        for each in self.resealed:
            yield each.by.at(*row_key(each.row))

    def decide(self, rows: Rows, now_ms: int) -> Decision[JobProgress]:
        job = rows.find(JOBS, self.app_id, self.job_id)
        if job is None or job.kind is not JobKind.ROTATE_KEYS:
            return refuse(Refusal.NOT_FOUND)
        if job.state is not JobState.RUNNING or job.done != self.after:
            return Decision(progress_of(job))
        changes: list[Change] = [
            changed(each.row, **each.columns)
            for each in self.resealed
            if rows.find(each.by, *row_key(each.row)) == each.row
        ]
        done = job.done + len(self.resealed)
        # Rows that another rotation was faster with are not there to be counted any more.
        total = done if self.is_last else max(job.total, done + 1)
        after, moved, entries = moved_on(job, done, now_ms, total=total)
        return Decision(progress_of(after), (*changes, moved), entries)
