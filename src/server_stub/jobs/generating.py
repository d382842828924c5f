"""Making the codes of a GENERATE_CODES job, piece by piece."""

from __future__ import annotations

import asyncio
from typing import Final

from server_stub.code_press import CodePress
from server_stub.commands.batches import CHUNK_CODES_MAX, NewCode
from server_stub.commands.generation_job import CodesWanted, MakePiece, PieceMade, wanted_of
from server_stub.domain.ids import AppId
from server_stub.engine.command import Refused, Submits
from server_stub.storage.rows.jobs import JobRow

DRAWN_AT_A_TIME: Final = 100
"""So many codes are drawn before others get the loop again: about a millisecond."""
DRAWS_MAX: Final = 5
"""That two drawn codes are one takes 118 bits of bad luck; five times in a row is a fault."""


class Generating:
    """Draws codes and has them made. Nobody but the press ever sees one."""

    def __init__(
        self, engine: Submits, press: CodePress, *, piece_max: int = CHUNK_CODES_MAX
    ) -> None:
        self._engine = engine
        self._press = press
        self._piece_max = piece_max

    async def step(self, job: JobRow) -> PieceMade | Refused:
        """Make the next piece of a job."""
        wanted = wanted_of(job)
        for _ in range(DRAWS_MAX):
            codes = await self._drawn(
                job.app_id, wanted, min(self._piece_max, job.total - job.done)
            )
            answer = await self._engine.submit(
                MakePiece(app_id=job.app_id, job_id=job.job_id, after=job.done, codes=codes)
            )
            if isinstance(answer, Refused) or not answer.collided:
                return answer
        raise RuntimeError(f"Drawn codes existed already, {DRAWS_MAX} times in a row.")

    async def _drawn(self, app_id: AppId, wanted: CodesWanted, count: int) -> list[NewCode]:
        codes: list[NewCode] = []
        while len(codes) < count:
            codes += [
                self._press.drawn(
                    app_id, wanted.form, include_check=wanted.include_check, prefix=wanted.prefix
                )
                for _ in range(min(DRAWN_AT_A_TIME, count - len(codes)))
            ]
            await asyncio.sleep(0)
        return codes
