"""Verifying the ledger because a person wants it: piece by piece, beside everything else.

One process walks one stretch at a time. What came of it is an entry of the ledger, so that every
process knows it and it outlives a restart; a walk that a restart cuts off has found nothing.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import Final, Protocol

from server_stub.commands.portal_notes import NoteVerified
from server_stub.desks.callers import PortalCaller
from server_stub.desks.ledger_keeper import LedgerKeeper
from server_stub.desks.ports import Clock
from server_stub.engine.command import Submits

PIECE_ENTRIES: Final = 2_000
_PAUSE_S: Final = 0.002


class TellsFaults(Protocol):
    def fault(self, route: str, error: BaseException) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """A walk under way: entries ``first`` to ``upto`` are verified, and it goes on to ``last``."""

    asked_by: str
    began_at: int
    first: int
    upto: int
    last: int

    @property
    def per_cent(self) -> int:
        return 100 * (self.upto - self.first + 1) // max(1, self.last - self.first + 1)


class LedgerCheck:
    """``walk`` is what is under way here; ``close`` breaks it off."""

    def __init__(
        self, *, engine: Submits, keeper: LedgerKeeper, clock: Clock, log: TellsFaults
    ) -> None:
        self._engine = engine
        self._keeper = keeper
        self._clock = clock
        self._log = log
        self._task: asyncio.Task[None] | None = None
        self.walk: Walk | None = None

    def start(self, caller: PortalCaller, first: int, last: int) -> bool:
        """Begin to walk from one entry to another; says no while another walk is under way."""
        if self.walk is not None:
            return False
        self.walk = Walk(
            asked_by=caller.name,
            began_at=self._clock.now_ms(),
            first=first,
            upto=first - 1,
            last=last,
        )
        self._task = asyncio.create_task(self._run(caller, self.walk), name="ledger-check")
        return True

    async def close(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self, caller: PortalCaller, walk: Walk) -> None:
        try:
            broken_at = await self._walk(walk)
            await self._engine.submit(
                NoteVerified(
                    app_id=caller.app_id,
                    operator_id=caller.operator_id,
                    first=walk.first,
                    last=walk.last if self.walk is None else self.walk.upto,
                    broken_at=broken_at,
                )
            )
        except Exception as error:  # noqa: BLE001 - whoever asked asks again
            self._log.fault("ledger-check", error)
        finally:
            self.walk = None

    async def _walk(self, walk: Walk) -> int | None:
        """Walk to the end; the first position at which it is not as it was, or None."""
        while walk.upto < walk.last:
            entries = min(PIECE_ENTRIES, walk.last - walk.upto)
            found = await self._keeper.look(walk.upto, entries)
            if found is None:
                return walk.upto  # it has become shorter meanwhile
            if found.report.broken_at is not None:
                return found.report.broken_at
            walk = replace(walk, upto=max(found.report.head.position, walk.upto + 1))
            self.walk = walk
            await asyncio.sleep(_PAUSE_S)
        return None
