"""Making the codes of a GENERATE_CODES job, piece by piece."""

from __future__ import annotations

import asyncio
from typing import Final

from server_stub.commands.batch_codes import NewCode
from server_stub.commands.generation_job import MakePiece, PieceMade, wanted_of
from server_stub.desks.code_press import DRAWN_AT_A_TIME, CodePress
from server_stub.domain.ids import AppId
from server_stub.engine.command import Refused
from server_stub.engine.submits import Submits
from server_stub.storage.rows.jobs import JobRow

PIECE_CODES_MAX: Final = 100
"""Two rows each, and a page of the look-up's index. Each goes to disk twice, so larger pieces save
little time, and whoever comes beside the job waits for all of one."""
DRAWS_MAX: Final = 5
"""That two drawn codes are one takes 118 bits of bad luck; five times in a row is a fault."""


class Generating:
    """Draws codes and has them made. Nobody but the press ever sees one.

    While a piece is being written to disk, the next one is drawn.
    """

    def __init__(
        self, engine: Submits, press: CodePress, *, piece_max: int = PIECE_CODES_MAX
    ) -> None:
        self._engine = engine
        self._press = press
        self._piece_max = piece_max
        self._ahead: dict[tuple[AppId, int, int], list[NewCode]] = {}

    async def step(self, job: JobRow) -> PieceMade | Refused:
        """Make the next piece of a job."""
        codes = self._ahead.pop((job.app_id, job.job_id, job.done), None)
        for _ in range(DRAWS_MAX):
            answer = await self._made(job, codes or await self._drawn(job, job.done))
            if isinstance(answer, Refused) or not answer.collided:
                return answer
            codes = None
        raise RuntimeError(f"Drawn codes existed already, {DRAWS_MAX} times in a row.")

    async def _made(self, job: JobRow, codes: list[NewCode]) -> PieceMade | Refused:
        piece = MakePiece(app_id=job.app_id, job_id=job.job_id, after=job.done, codes=codes)
        done = job.done + len(codes)
        async with asyncio.TaskGroup() as both:
            making = both.create_task(self._submitted(piece))
            drawing = both.create_task(self._drawn(job, done))
        self._ahead.clear()  # of one job only: where several run in turn, each draws for itself
        if done < job.total:
            self._ahead[job.app_id, job.job_id, done] = drawing.result()
        return making.result()

    async def _submitted(self, piece: MakePiece) -> PieceMade | Refused:
        return await self._engine.submit(piece)

    async def _drawn(self, job: JobRow, done: int) -> list[NewCode]:
        """Draw what comes after so many."""
        wanted = wanted_of(job)
        count = min(self._piece_max, job.total - done)
        codes: list[NewCode] = []
        while len(codes) < count:
            codes += [
                self._press.drawn(
                    job.app_id,
                    wanted.form,
                    include_check=wanted.include_check,
                    prefix=wanted.prefix,
                )
                for _ in range(min(DRAWN_AT_A_TIME, count - len(codes)))
            ]
            await asyncio.sleep(0)
        return codes
