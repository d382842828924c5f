"""Jobs as those see them who want long work done: to begin it, follow it, call it off, fetch it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Final

import msgspec

from server_stub.commands.batch_cancel import BatchCancelled, CancelBatch
from server_stub.commands.batches import BatchOpened, OpenBatch
from server_stub.commands.generation_job import (
    BeginGeneration,
    CodesWanted,
    GenerationBegun,
    GiveCodes,
)
from server_stub.commands.jobs import CancelJob, JobProgress
from server_stub.commands.recalls import BeginRecall, RecallBegun
from server_stub.commands.requests import Request
from server_stub.commands.rotation import BeginRotation
from server_stub.desks.code_press import CodePress
from server_stub.domain.ids import ALL_APPS, AppId, OperatorId
from server_stub.domain.job_machine import JobKind, JobState
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.engine.command import Refused
from server_stub.engine.submits import Submits
from server_stub.jobs.rotating import Rotating
from server_stub.jobs.runner import JobRunner
from server_stub.storage import selects
from server_stub.storage.interface import Reader
from server_stub.storage.rows.cards import CodeSecretRow

ADVANCE_S: Final = 1.0
CODES_OF_PAGE_MAX: Final = 2_000
JOBS_LISTED_MAX: Final = 200


class JobListed(msgspec.Struct, frozen=True, array_like=True):
    """One line of the list of jobs; ``error`` is the job's own, or what its mail met last."""

    job_id: int
    kind: JobKind
    state: str
    done: int
    total: int
    asked_by: str
    error: str | None
    created_at: int
    ended_at: int | None
    mail: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CodesGiven:
    """Some codes of a job, in the order in which they were made; ``after`` is where to go on."""

    codes: list[str]
    after: int
    is_last: bool


def message_of(wanted: CodesWanted) -> str:
    """What brainCloud says while it makes codes."""
    options = f"includeCheck={str(wanted.include_check).lower()}"
    return (
        f"Generating {wanted.quantity} redemption codes using {wanted.form.value} algorithm"
        f" and options ({options})"
    )


class Jobs:
    """The jobs of one server."""

    def __init__(
        self,
        *,
        engine: Submits,
        reader: Reader,
        press: CodePress,
        rotating: Rotating,
        runner: JobRunner,
    ) -> None:
        self._engine = engine
        self._rotating = rotating
        self._reader = reader
        self._press = press
        self._runner = runner

    async def run(self) -> None:
        """Work for ever at what waits; to be cancelled."""
        await self._runner.run()

    async def start_generation(
        self, *, app_id: AppId, request: Request, actor: str, wanted: CodesWanted
    ) -> GenerationBegun | Refused:
        """Begin to make codes; the answer comes before they exist (``message_of`` words it)."""
        answer = await self._engine.submit(
            BeginGeneration(app_id=app_id, request=request, actor=actor, wanted=wanted)
        )
        if not isinstance(answer, Refused) and answer.outcome is RedemptionOutcome.DONE:
            self._runner.wake()
        return answer

    async def start_rotation(self, *, actor: str) -> JobProgress | Refused:
        """Begin to hash and seal anew what old keys have made, of every app."""
        left = await self._rotating.left()
        answer = await self._engine.submit(
            BeginRotation(app_id=ALL_APPS, total=left, asked_by=actor)
        )
        self._runner.wake()
        return answer

    async def start_batch(self, batch: OpenBatch) -> BatchOpened | Refused:
        """Begin a batch; the answer comes before its cards exist."""
        answer = await self._engine.submit(batch)
        self._runner.wake()
        return answer

    async def cancel_batch(self, cancel: CancelBatch) -> BatchCancelled | Refused:
        """Make no more of a batch, and begin to recall its cards."""
        answer = await self._engine.submit(cancel)
        self._runner.wake()
        return answer

    async def start_recall(self, recall: BeginRecall) -> RecallBegun | Refused:
        """Begin a recall; the answer comes before its cards are decided."""
        answer = await self._engine.submit(recall)
        self._runner.wake()
        return answer

    async def left_to_rotate(self) -> int:
        """How many rows still name an old key."""
        return await self._rotating.left()

    async def broken_seals(self) -> list[str]:
        """Name the rows under old keys that no key opens."""
        return await self._rotating.broken()

    async def listed(self, app_id: AppId) -> list[JobListed]:
        """The app's newest jobs."""
        return await self._reader.fetch(JobListed, selects.JOBS_OF_APP, app_id, JOBS_LISTED_MAX)

    async def progress(self, app_id: AppId, job_id: int) -> JobProgress | None:
        job = await self._runner.job(app_id, job_id)
        if job is None:
            return None
        return JobProgress(job_id=job_id, state=job.state, done=job.done, total=job.total)

    async def advance(
        self, app_id: AppId, job_id: int, *, for_s: float = ADVANCE_S
    ) -> JobProgress | Refused | None:
        """Work at a job for about a second: for a command line that works without a server.

        It opens the shop for each of these calls, which takes longer than a piece does.
        """
        loop = asyncio.get_running_loop()
        until_s, done = loop.time() + for_s, -1
        job = await self._runner.advance(app_id, job_id)
        while isinstance(job, JobProgress) and job.state is JobState.RUNNING:
            if job.done <= done or loop.time() > until_s:
                break
            done = job.done
            job = await self._runner.advance(app_id, job_id)
        return job

    async def cancel(
        self, app_id: AppId, job_id: int, *, by: str, asked_by: OperatorId | None = None
    ) -> JobProgress | Refused:
        return await self._engine.submit(
            CancelJob(app_id=app_id, job_id=job_id, cancelled_by=by, asked_by=asked_by)
        )

    async def give_codes(
        self, app_id: AppId, job_id: int, *, after: int, operator_id: OperatorId, reason: str
    ) -> CodesGiven | Refused:
        """Give a page of the codes that a job has made, once the ledger says who has them, why."""
        limit = CODES_OF_PAGE_MAX
        rows: list[CodeSecretRow] = await self._reader.fetch(
            CodeSecretRow, selects.SECRETS_OF_JOB, app_id, job_id, after, after, limit
        )
        noted = await self._engine.submit(
            GiveCodes(
                app_id=app_id,
                job_id=job_id,
                first_id=rows[0].code_id if rows else 0,
                last_id=rows[-1].code_id if rows else 0,
                operator_id=operator_id,
                reason=reason,
            )
        )
        if isinstance(noted, Refused):
            return noted
        return CodesGiven(
            codes=[self._press.opened(row) for row in rows],
            after=rows[-1].code_id if rows else after,
            is_last=len(rows) < limit,
        )
