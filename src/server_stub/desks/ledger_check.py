"""Verifying the ledger because a person wants it: piece by piece, beside everything else.

One process walks one stretch at a time. How far it has come is a row that every process shows; one
that is not written any more tells of a walk that ended with its process, and of which nothing more
is known. What came of a walk is an entry of the ledger. Until that is written, which takes a disk
that is sound, it is told from memory, as is how far it has come.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import Final, Protocol

from server_stub.commands.portal_notes import NoteVerified, NoteWalk
from server_stub.commands.unstored import Noted
from server_stub.desks.callers import PortalCaller
from server_stub.desks.ledger_keeper import LedgerKeeper
from server_stub.desks.ports import Clock
from server_stub.domain.ids import AppId
from server_stub.engine.command import Refused
from server_stub.engine.submits import Submits
from server_stub.storage.interface import Reader
from server_stub.storage.rows.books import LEDGER_WALKS, LedgerWalkRow

PIECE_ENTRIES: Final = 2_000
_PAUSE_S: Final = 0.002
NOTE_EVERY_S: Final = 60.0
TELL_EVERY_S: Final = 2.0
LOST_AFTER_MS: Final = 30_000
"""A walk of which nothing was told for so long has ended with its process."""


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
    began_at: int


class LedgerCheck:
    """``walk`` is what is under way here, ``untold`` what came of the ones before, ``elsewhere``
    what is known of other processes; ``close`` breaks off.
    """

    def __init__(
        self,
        *,
        engine: Submits,
        reader: Reader,
        keeper: LedgerKeeper,
        clock: Clock,
        log: TellsFaults,
        note_every_s: float = NOTE_EVERY_S,
        tell_every_s: float = TELL_EVERY_S,
    ) -> None:
        self._engine = engine
        self._reader = reader
        self._keeper = keeper
        self._clock = clock
        self._log = log
        self._note_every_s = note_every_s
        self._tell_every_s = tell_every_s
        self._tasks: set[asyncio.Task[None]] = set()
        self._began_at = 0
        self._told_at = 0.0
        self.walk: Walk | None = None
        self.untold: list[Untold] = []

    async def start(self, caller: PortalCaller, first: int, last: int) -> bool:
        """Begin to walk from one entry to another; says no while another walk is under way."""
        is_elsewhere = isinstance(await self.elsewhere(caller.app_id), Walk)
        if is_elsewhere or self.walk is not None:
            return False
        self._began_at = self._clock.now_ms()
        self.walk = Walk(
            asked_by=caller.name,
            began_at=self._began_at,
            first=first,
            upto=first - 1,
            last=last,
        )
        task = asyncio.create_task(self._run(caller, self.walk), name="ledger-check")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return True

    async def elsewhere(self, app_id: AppId) -> Walk | Untold | None:
        """A walk that another process does now, or that ended with its process."""
        found: list[LedgerWalkRow] = await self._reader.find(LEDGER_WALKS.at(app_id))
        if not found or found[0].ended_at is not None or found[0].began_at == self._began_at:
            return None
        row = found[0]
        if self._clock.now_ms() - row.told_at < LOST_AFTER_MS:
            return Walk(
                asked_by=row.asked_by,
                began_at=row.began_at,
                first=row.first,
                upto=row.upto,
                last=row.last,
            )
        return Untold(
            first=row.first,
            upto=row.upto,
            broken_at=None,
            has_broken_off=True,
            began_at=row.began_at,
        )

    async def close(self) -> None:
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self, caller: PortalCaller, walk: Walk) -> None:
        broken_at, has_broken_off = None, False
        try:
            broken_at = await self._walk(caller.app_id, walk)
        except Exception as error:  # noqa: BLE001 - whoever asked is told, and asks again
            self._log.fault("ledger-check", error)
            has_broken_off = True
        upto = walk.upto if self.walk is None else self.walk.upto
        ended = Untold(
            first=walk.first,
            # What is changed was looked at, too.
            upto=upto if broken_at is None else broken_at,
            broken_at=broken_at,
            has_broken_off=has_broken_off,
            began_at=walk.began_at,
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
            began_at=ended.began_at,
        )
        said = await self._submitted(note)
        if said is None:
            return False
        if isinstance(said, Refused):
            self._log.fault("ledger-check", NotNotedError())
            return False
        self.untold = [each for each in self.untold if each is not ended]
        return True

    async def _tell(self, app_id: AppId, walk: Walk) -> None:
        """Say to other processes how far it has come, unless that was done just now."""
        now = self._clock.monotonic()
        if walk.upto >= walk.first and now < self._told_at + self._tell_every_s:
            return
        self._told_at = now
        row = LedgerWalkRow(
            app_id=app_id,
            asked_by=walk.asked_by,
            began_at=walk.began_at,
            first=walk.first,
            upto=walk.upto,
            last=walk.last,
            told_at=self._clock.now_ms(),
        )
        await self._submitted(NoteWalk(app_id=app_id, walk=row))

    async def _submitted(self, note: NoteVerified | NoteWalk) -> Noted | Refused | None:
        try:
            return await self._engine.submit(note)
        except Exception as error:  # noqa: BLE001 - it is told from memory meanwhile
            self._log.fault("ledger-check", error)
            return None

    async def _walk(self, app_id: AppId, walk: Walk) -> int | None:
        """Walk to the end; the first position at which it is not as it was, or None."""
        while walk.upto < walk.last:
            await self._tell(app_id, walk)
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
