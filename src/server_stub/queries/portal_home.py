"""What needs somebody: each thing counted up to a limit, in one statement."""

from __future__ import annotations

from typing import Final

import msgspec

from server_stub.domain.ids import AppId
from server_stub.domain.job_machine import JobKind
from server_stub.queries.sales import HELD_TOO_LONG_MS
from server_stub.storage import portal_selects, selects
from server_stub.storage.interface import Reader
from server_stub.storage.ledger import Link
from server_stub.storage.rows.books import CheckpointRow
from server_stub.storage.rows.jobs import FailedPart

COUNTED_MAX: Final = 1000
LISTED_MAX: Final = 200


class Waiting(msgspec.Struct, frozen=True, array_like=True):
    """How many of each wait; a job that failed does so until somebody has looked at it."""

    alarms: int
    cases: int
    failed_fulfilments: int
    held_sales: int
    failed_jobs: int


class FailedJob(msgspec.Struct, frozen=True, array_like=True):
    """A job that did not come to its end, or whose mail was given up, with the reason.

    Once somebody has looked at it, it says who did, when, and with what note.
    """

    job_id: int
    kind: JobKind
    part: FailedPart
    error: str
    failed_at: int
    asked_by: str
    parameters: str
    looked_at: int | None = None
    looked_by: str = ""
    note: str = ""

    @property
    def failure_id(self) -> str:
        return f"{self.part}-{self.job_id}-{self.failed_at}"

    @property
    def is_mail(self) -> bool:
        return self.part is FailedPart.MAIL

    @property
    def campaign(self) -> str:
        """What codes or cards were made of; of other jobs nothing."""
        return msgspec.json.decode(self.parameters, type=_OfCampaign).campaign


class _OfCampaign(msgspec.Struct, frozen=True):
    campaign: str = ""


class LedgerEnd(msgspec.Struct, frozen=True, kw_only=True):
    """Where the ledger ends, and up to where the server has signed it."""

    position: int
    hash: str
    signed_to: int | None
    signed_at: int | None


class PortalHome:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def waiting(self, app_id: AppId, now_ms: int) -> Waiting:
        counted = (app_id, COUNTED_MAX)
        found = await self._reader.fetch(
            Waiting,
            portal_selects.WAITING,
            *(counted * 4),
            *(app_id, now_ms - HELD_TOO_LONG_MS, COUNTED_MAX),
            *(counted * 2),
        )
        return found[0]

    async def failed_jobs(self, app_id: AppId) -> list[FailedJob]:
        """The jobs, and mails of jobs, that are counted as failed: the newest first."""
        some = (app_id, LISTED_MAX)
        return await self._reader.fetch(
            FailedJob, portal_selects.FAILED_JOBS, *(some * 2), LISTED_MAX
        )

    async def looked_at_jobs(self, app_id: AppId) -> list[FailedJob]:
        """Those that somebody has looked at: the last one first."""
        return await self._reader.fetch(
            FailedJob, portal_selects.LOOKED_AT_JOBS, app_id, LISTED_MAX
        )

    async def failed_job(self, app_id: AppId, failure_id: str) -> FailedJob | None:
        """One of them, as somebody has looked at it or, before that, as it stands."""
        part, job_id, failed_at = failure_id.split("-")
        one = (app_id, int(job_id), part, int(failed_at))
        for sql in (portal_selects.LOOKED_AT_JOB, portal_selects.FAILED_JOB):
            found = await self._reader.fetch(FailedJob, sql, *one)
            if found:
                return found[0]
        return None

    async def ledger_end(self) -> LedgerEnd:
        links = await self._reader.fetch(Link, selects.LAST_ENTRY)
        signed = await self._reader.fetch(CheckpointRow, selects.LAST_CHECKPOINT)
        return LedgerEnd(
            position=links[0].position if links else 0,
            hash=links[0].hash if links else "",
            signed_to=signed[0].position if signed else None,
            signed_at=signed[0].signed_at if signed else None,
        )
