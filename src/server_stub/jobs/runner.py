"""Runs the jobs that wait, a piece of each in turn, and takes them up again after a restart.

Of several processes on one database one does, and sees within seconds what another has begun.

Between two pieces the loop turns, so that a round of others gets through. What is not the job's own
fault (the disk is full, the engine is busy) is waited out; a piece that fails again and again fails
its job, which then says so.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping
from typing import Final, Protocol

import msgspec

from card_contract.outcomes import Refusal
from server_stub.commands.jobs import FailJob, JobProgress
from server_stub.domain.ids import AppId
from server_stub.domain.job_machine import JobKind, JobState
from server_stub.engine.command import Refused
from server_stub.engine.submits import Submits
from server_stub.storage import selects
from server_stub.storage.interface import Reader, StorageError
from server_stub.storage.leases import Leads, alone
from server_stub.storage.rows.jobs import JOBS, JobRow

LOOK_EVERY_S: Final = 5.0
"""How often somebody looks for jobs that another process has begun."""
FAULTS_MAX: Final = 5
TURNS_FOR_OTHERS: Final = 8
"""Turns of the event loop before the next piece: whoever waited for this one has a round of its own
first (the engine begins one after three turns), and never waits for two pieces."""
_WAIT_OUT_S: Final = 1.0
_PASSING: Final = frozenset({Refusal.BUSY, Refusal.READ_ONLY})


class Works(Protocol):
    """Does the next piece of one kind of job."""

    async def step(self, job: JobRow) -> JobProgress | Refused: ...


class TellsFaults(Protocol):
    def fault(self, route: str, error: BaseException) -> None: ...


class _Place(msgspec.Struct, frozen=True, array_like=True):
    app_id: AppId
    job_id: int


class JobRunner:
    """The jobs of one process. ``advance`` may be asked for by others while ``run`` runs."""

    def __init__(
        self,
        *,
        engine: Submits,
        reader: Reader,
        works: Mapping[JobKind, Works],
        log: TellsFaults,
        leads: Leads = alone,
        look_every_s: float = LOOK_EVERY_S,
    ) -> None:
        self._leads = leads
        self._engine = engine
        self._reader = reader
        self._works = works
        self._log = log
        self._look_every_s = look_every_s
        self._wake = asyncio.Event()
        self._turn = asyncio.Lock()
        self._faults: Counter[tuple[AppId, int]] = Counter()

    def wake(self) -> None:
        """Say that there is a new job."""
        self._wake.set()

    async def run(self) -> None:
        """Work for ever; to be cancelled."""
        while True:
            try:
                went_on = await self._leads() and await self.run_once()
            except Exception as error:  # noqa: BLE001  # the runner outlives what goes wrong in it
                self._log.fault("jobs", error)
                went_on = False
            if not went_on:
                await self._rest()

    async def run_once(self) -> bool:
        """Do one piece of each running job; says whether any of them went on."""
        places: list[_Place] = await self._reader.fetch(_Place, selects.RUNNING_JOBS)
        went_on = False
        for place in places:
            before = await self.job(place.app_id, place.job_id)
            after = await self.advance(place.app_id, place.job_id)
            if isinstance(after, Refused):
                await asyncio.sleep(_WAIT_OUT_S)
                went_on = True
            elif before is not None and after is not None:
                went_on |= after.done > before.done
            for _ in range(TURNS_FOR_OTHERS):
                await asyncio.sleep(0)
        return went_on

    async def advance(self, app_id: AppId, job_id: int) -> JobProgress | Refused | None:
        """Do the next piece of a job, if it runs; None where there is no such job."""
        async with self._turn:
            job = await self.job(app_id, job_id)
            if job is None:
                return None
            if job.state is not JobState.RUNNING:
                return JobProgress(job_id=job_id, state=job.state, done=job.done, total=job.total)
            try:
                answer = await self._works[job.kind].step(job)
            except StorageError:
                return Refused(refusal=Refusal.BUSY, retry_after_s=1)
            except Exception as error:  # noqa: BLE001  # told of, and counted against the job
                self._log.fault(f"job {job.kind}", error)
                answer = Refused(refusal=Refusal.FAULT)
            return await self._counted(job, answer)

    async def job(self, app_id: AppId, job_id: int) -> JobRow | None:
        found: list[JobRow] = await self._reader.find(JOBS.at(app_id, job_id))
        return found[0] if found else None

    async def _counted(self, job: JobRow, answer: JobProgress | Refused) -> JobProgress | Refused:
        place = (job.app_id, job.job_id)
        if not isinstance(answer, Refused):
            del self._faults[place]
            return answer
        if answer.refusal in _PASSING:
            return answer
        self._faults[place] += 1
        if self._faults[place] < FAULTS_MAX:
            return answer
        del self._faults[place]
        error = f"A piece after {job.done} of {job.total} failed {FAULTS_MAX} times."
        return await self._engine.submit(FailJob(app_id=job.app_id, job_id=job.job_id, error=error))

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(self._look_every_s):
                await self._wake.wait()
        except TimeoutError:
            pass
        self._wake.clear()
