"""Verifying the ledger because a person wants it: piece by piece, beside everything else.

One process walks one stretch at a time. What came of it is an entry of the ledger, so that every
process knows it and it outlives a restart; a walk that a restart cuts off has found nothing. Until
the entry is written, which takes a disk that is sound, what came of it is told from memory.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import Final, Protocol

from server_stub.commands.portal_notes import NoteVerified
from server_stub.desks.callers import PortalCaller
from server_stub.desks.ledger_keeper import LedgerKeeper
from server_stub.desks.ports import Clock
from server_stub.engine.command import Refused, Submits

PIECE_ENTRIES: Final = 2_000
_PAUSE_S: Final = 0.002
NOTE_EVERY_S: Final = 60.0


class TellsFaults(Protocol):
    def fault(self, route: str, error: BaseException) -> None: ...


class NotNotedError(Exception):
    """What came of a walk could not be written into the ledger."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Untold:
    """A walk that has ended, and of which the ledger does not say what it found.

    It is no entry yet, or it broke off: then nothing is known of what comes after ``upto``.
    """

    first: int
    upto: int
    broken_at: int | None
    has_broken_off: bool


class LedgerCheck:
    """``walk`` is what is under way here, ``untold`` what came of the ones before; ``close`` breaks
    off.
    """

    def __init__(
        self,
        *,
        engine: Submits,
        keeper: LedgerKeeper,
        clock: Clock,
        log: TellsFaults,
        note_every_s: float = NOTE_EVERY_S,
    ) -> None:
        self._engine = engine
        self._keeper = keeper
        self._clock = clock
        self._log = log
        self._note_every_s = note_every_s
        self._tasks: set[asyncio.Task[None]] = set()
        self.walk: Walk | None = None
        self.untold: list[Untold] = []

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
        task = asyncio.create_task(self._run(caller, self.walk), name="ledger-check")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return True

    async def close(self) -> None:
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self, caller: PortalCaller, walk: Walk) -> None:
        broken_at, has_broken_off = None, False
        try:
            broken_at = await self._walk(walk)
        except Exception as error:  # noqa: BLE001 - whoever asked is told, and asks again
            self._log.fault("ledger-check", error)
            has_broken_off = True
        ended = Untold(
            first=walk.first,
            upto=walk.upto if self.walk is None else self.walk.upto,
            broken_at=broken_at,
            has_broken_off=has_broken_off,
        )
        # What was found changed is told until it is noted, whatever is found after it.
        self.untold = [each for each in self.untold if each.broken_at is not None] + [ended]
        is_over = has_broken_off or await self._is_noted(caller, ended)
        self.walk = None
        while not is_over:
            await asyncio.sleep(self._note_every_s)
            is_over = await self._is_noted(caller, ended)

    async def _is_noted(self, caller: PortalCaller, ended: Untold) -> bool:
        """Write what came of a walk into the ledger, where that takes entries now."""
        note = NoteVerified(
            app_id=caller.app_id,
            operator_id=caller.operator_id,
            first=ended.first,
            last=ended.upto,
            broken_at=ended.broken_at,
        )
        try:
            said = await self._engine.submit(note)
        except Exception as error:  # noqa: BLE001 - it is told from memory until it is noted
            self._log.fault("ledger-check", error)
            return False
        if isinstance(said, Refused):
            self._log.fault("ledger-check", NotNotedError())
            return False
        self.untold = [each for each in self.untold if each is not ended]
        return True

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
