"""Jobs, which codes a job has made, the mail that brings the link to them, and who has looked at
what failed of them.
"""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from server_stub.domain.ids import AppId, CodeId
from server_stub.domain.job_machine import JobKind, JobState
from server_stub.domain.mail_machine import MailState
from server_stub.storage.table import Index, Row, primary


class FailedPart(StrEnum):
    """What of a job failed."""

    WORK = "work"
    MAIL = "mail"


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


class JobMailRow(Row, frozen=True, kw_only=True, array_like=True):
    """The mail that is sent once a job is done; ``due_at`` is when it is tried the next time."""

    TABLE: ClassVar = "job_mails"
    KEY: ClassVar = ("app_id", "job_id")

    app_id: AppId
    job_id: int
    address: str
    state: MailState
    tries: int = 0
    due_at: int | None = None
    error: str | None = None
    taken_by: str | None = None
    created_at: int
    updated_at: int
    version: int = 1


class FailureLookRow(Row, frozen=True, kw_only=True, array_like=True):
    """Somebody has looked at a failure; a mail may fail more than once."""

    TABLE: ClassVar = "failure_looks"
    KEY: ClassVar = ("app_id", "job_id", "part", "failed_at")

    app_id: AppId
    job_id: int
    part: FailedPart
    failed_at: int
    error: str
    looked_at: int
    looked_by: str
    note: str


JOBS = primary(JobRow)
FAILURE_LOOKS = primary(FailureLookRow)
JOB_MAILS = primary(JobMailRow)
MADE_BY_JOB = Index(MadeRow, ("app_id", "job_id"))

JOB_ROW_TYPES: tuple[type[Row], ...] = (JobRow, MadeRow, JobMailRow, FailureLookRow)
