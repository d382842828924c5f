"""Making the cards of a batch, piece by piece."""

from __future__ import annotations

from typing import Final

import msgspec

from card_contract.outcomes import Refusal
from server_stub.commands.batches import BatchWanted
from server_stub.commands.jobs import JobProgress
from server_stub.desks.code_press import CodePress
from server_stub.engine.command import Refused
from server_stub.storage.rows.jobs import JobRow

PIECE_CARDS_MAX: Final = 200
"""Whoever comes beside the job waits for all of one piece."""


class Pressing:
    """Has the press make the next cards of a job's batch."""

    def __init__(self, press: CodePress, *, piece_max: int = PIECE_CARDS_MAX) -> None:
        self._press = press
        self._piece_max = piece_max

    async def step(self, job: JobRow) -> JobProgress | Refused:
        """Make the next piece of a job."""
        batch = msgspec.json.decode(job.parameters, type=BatchWanted).batch
        made = await self._press.press(job.app_id, batch, piece_max=self._piece_max)
        if made is None:
            return Refused(refusal=Refusal.NOT_FOUND)
        if isinstance(made, Refused):
            return made
        return JobProgress(job_id=job.job_id, state=made.state, done=made.made, total=made.quantity)
