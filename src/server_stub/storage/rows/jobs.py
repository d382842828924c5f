"""Jobs, and which codes a job has made."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from server_stub.domain.ids import AppId, CodeId
from server_stub.domain.job_machine import JobState
from server_stub.storage.table import Index, Row, primary


class JobKind(StrEnum):
    """What a job does."""

    GENERATE_CODES = "generate-codes"
    ROTATE_KEYS = "rotate-keys"
    RECALL = "recall"


class JobRow(Row, frozen=True, kw_only=True, array_like=True):
    """Long work: what was asked for as JSON, and how much of it is done."""

    TABLE: ClassVar = "jobs"
    KEY: ClassVar = ("app_id", "job_id")

    app_id: AppId
    job_id: int
    kind: JobKind
    state: JobState
    parameters: str
    done: int
    total: int
    asked_by: str
    error: str | None = None
    created_at: int
    updated_at: int
    ended_at: int | None = None
    version: int = 1


class MadeRow(Row, frozen=True, kw_only=True, array_like=True):
    """Codes that one piece of a job has made: all ids from the first to the last."""

    TABLE: ClassVar = "codes_made"
    KEY: ClassVar = ("app_id", "job_id", "first_id")

    app_id: AppId
    job_id: int
    first_id: CodeId
    last_id: CodeId


JOBS = primary(JobRow)
MADE_BY_JOB = Index(MadeRow, ("app_id", "job_id"))

JOB_ROW_TYPES: tuple[type[Row], ...] = (JobRow, MadeRow)
