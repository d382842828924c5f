"""A brake that all processes share and no restart loosens: wrong tries are counted in the database.

What this process has under way it counts in memory, before it is looked at, so that of many that
are sent at once none slips through; what turned out wrong is written down, what was right is not.
So of tries that are sent to several processes at once, each may look at as many as the brake takes.
"""

from __future__ import annotations

from server_stub.commands.wrong_tries import CountStranger, CountWrongTry, is_open
from server_stub.desks.limits import FailureBrake
from server_stub.desks.ports import Clock
from server_stub.domain.ids import AppId
from server_stub.engine.command import Refused
from server_stub.engine.submits import Submits
from server_stub.storage.interface import Reader
from server_stub.storage.rows.wrong_tries import WRONG_TRIES, WrongTriesRow
from server_stub.storage.sealing import Keys


class WrongTries:
    """The counts in the database, by what is counted."""

    def __init__(self, engine: Submits, reader: Reader, keys: Keys, clock: Clock) -> None:
        self._engine = engine
        self._reader = reader
        self._keys = keys
        self._clock = clock

    async def number(self, app_id: AppId, what: str, *, window_s: float) -> int:
        """How many there were in the window that is open."""
        found: list[WrongTriesRow] = await self._reader.find(
            WRONG_TRIES.at(app_id, self._who(app_id, what))
        )
        if not found or not is_open(found[0], round(window_s * 1000), self._clock.now_ms()):
            return 0
        return found[0].number

    async def count(self, app_id: AppId, what: str, *, window_s: float) -> None:
        """Count one more. Where nothing can be written, nobody can be let in either."""
        window_ms = round(window_s * 1000)
        who = self._who(app_id, what)
        await self._engine.submit(CountWrongTry(app_id=app_id, who=who, window_ms=window_ms))

    async def count_stranger(self, app_id: AppId, name: str) -> bool:
        """Count a try under a name that nobody has; False where it has to wait."""
        who = self._who(app_id, f"stranger/{name}")
        said = await self._engine.submit(CountStranger(app_id=app_id, who=who))
        return not isinstance(said, Refused)

    def brake(self, kind: str, *, failures_max: int, window_s: float) -> SharedBrake:
        memory = FailureBrake(self._clock, failures_max=failures_max, window_s=window_s)
        return SharedBrake(self, memory, kind, failures_max=failures_max, window_s=window_s)

    def _who(self, app_id: AppId, what: str) -> str:
        return self._keys.fingerprint(f"wrong-tries/{app_id}/{what}".encode())


class SharedBrake:
    """Lets a caller of an app fail ``failures_max`` times within ``window_s``, wherever it does."""

    def __init__(
        self,
        tries: WrongTries,
        memory: FailureBrake,
        kind: str,
        *,
        failures_max: int,
        window_s: float,
    ) -> None:
        self._tries = tries
        self._memory = memory
        self._kind = kind
        self._failures_max = failures_max
        self._window_s = window_s

    async def is_on(self, app_id: AppId, caller: str) -> bool:
        what = self._what(caller)
        if self._memory.is_on(f"{app_id}/{what}"):
            return True
        return await self._is_spent(app_id, what)

    async def begin(self, app_id: AppId, caller: str, *, holds: bool = True) -> bool:
        """Count a try in advance, if it may be made; where it does not hold, it may in any case."""
        what = self._what(caller)
        here = f"{app_id}/{what}"
        if holds and self._memory.is_on(here):
            return False
        self._memory.note_failure(here)
        if holds and await self._is_spent(app_id, what):
            self._memory.forgive(here)
            return False
        return True

    def take_back(self, app_id: AppId, caller: str) -> None:
        """The try that was begun was none, or was right."""
        self._memory.forgive(f"{app_id}/{self._what(caller)}")

    async def was_wrong(self, app_id: AppId, caller: str) -> None:
        """The try that was begun was wrong: tell the others."""
        await self._tries.count(app_id, self._what(caller), window_s=self._window_s)

    async def _is_spent(self, app_id: AppId, what: str) -> bool:
        number = await self._tries.number(app_id, what, window_s=self._window_s)
        return number >= self._failures_max

    def _what(self, caller: str) -> str:
        return f"{self._kind}/{caller}"
