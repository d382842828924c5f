"""The simulated server: the real engine and commands over a disk in memory; it can lose its power."""

from __future__ import annotations

import hashlib
from typing import Any, Protocol

from server_stub.commands.restoration import has_told
from server_stub.domain.ids import TillId
from server_stub.engine.command import Refused
from server_stub.engine.engine import Engine
from server_stub.storage.interface import StorageError
from server_stub.storage.rows.books import RestorationRow
from server_stub.storage.rows.staff import TillRow
from simulation.disk import CommitFault, Disk, MemoryStorage
from simulation.line import Sky
from simulation.mutants import bend


class Surroundings(Sky, Protocol):
    """What the server sees of the world."""

    disk: Disk

    def failed(self, error: BaseException) -> None: ...
    def server_wrote(self) -> None: ...


class SimulatedServer:
    """One server, through all its restarts."""

    def __init__(self, world: Surroundings) -> None:
        self._world = world
        self._engine: Engine | None = None
        self._storage: MemoryStorage | None = None
        self._dead: list[Engine] = []
        self.epoch = 1
        self.starts = 0

    def start(self) -> None:
        self._storage = MemoryStorage(self._world.disk, self._next_commit, self._world.server_wrote)
        self._engine = Engine(
            storage=self._storage,
            clock=self._world.now_ms,
            fingerprint=lambda request: hashlib.sha256(request).hexdigest(),
            watcher=self,
        )
        self._engine.start()
        self.starts += 1

    def power_cut(self) -> None:
        assert self._storage is not None, "the server was never started"
        self._storage.power_cut(kept=self._world.chance.happens(0.5))
        if self._engine is not None:
            self._dead.append(
                self._engine
            )  # its task hangs until the run ends, like a dead process
        self._engine = None

    def has_told(self, till_id: TillId) -> bool:
        """What the server says of a till with each new session."""
        (till,) = [one for one in self._world.disk.rows(TillRow) if one.till_id == till_id]
        restorations: list[RestorationRow] = self._world.disk.rows(RestorationRow)
        return has_told(till, restorations[0] if restorations else None)

    async def handle(self, command: Any) -> Any | None:
        """Answer one request; null where the server is down, or went down before it answered."""
        engine = self._engine
        if engine is None:
            return None
        world = self._world
        bent = bend(command, world.mutant, racing=world.chance.happens(0.5))
        answer = await engine.submit(bent)
        if engine is not self._engine:
            return None
        said = answer.refusal if isinstance(answer, Refused) else "yes"
        again = " again" if getattr(answer, "replayed", False) else ""
        asked = command.key or type(command).__name__
        world.note(f"server answers {asked} with {said}{again}")
        return answer

    # --- What the engine tells its watcher -------------------------------------------------------

    def round_done(self, commands: int) -> None:
        if commands > 1:
            self._world.note(f"a round of {commands} commands")

    def command_failed(self, command: str, error: Exception) -> None:
        self._world.note(f"{command} failed: {error!r}")
        if not isinstance(error, StorageError):
            self._world.failed(error)

    def became_read_only(self, reason: str) -> None:
        self._world.note(f"the server takes no changes: {reason}")

    def became_writable(self) -> None:
        self._world.note("the server takes changes again")

    def _next_commit(self) -> CommitFault:
        chance = self._world.chance
        if not chance.happens(self._world.weather.commit_fault):
            return CommitFault.NONE
        return chance.choice((CommitFault.LOST, CommitFault.KEPT_BUT_NOT_TOLD))
