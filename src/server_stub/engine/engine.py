"""The engine: takes the commands that wait as one round, and answers when the round is on disk.

A round loads the rows of all its commands in a few statements, lets them decide one after the
other, stores all changes with their ledger entries and answers, and commits once. It does not
linger for more commands: while one round commits, the next gathers by itself. An answer leaves
only after the commit, and nothing that can fail stands between the two. Who has pledged to withhold
it until then is given it before, to word it while the disk works.

Where a round cannot be carried out, because the database refuses it or cannot even take one of its
values, it is halved until the culprit is alone and answered with a fault. Where other processes
write to the database too, it may just have lost a race against one of them: commands decide again
over what is there now, a few times, before that. While another program
holds the database's lock, callers are told to ask again shortly. Where the disk fails, nobody is
acknowledged, the engine takes no changes, and tries from time to time to open and verify the
database anew; what was asked then is settled by asking again with the same key.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, ParamSpec, Protocol, TypeVar

from msgspec import Struct

from card_contract.outcomes import Refusal
from server_stub.engine.command import Command, Refused
from server_stub.engine.round import FAULT, Deferred, Round
from server_stub.engine.submits import Pledge
from server_stub.storage.interface import (
    ChangeRefusedError,
    LockedError,
    OvertakenError,
    Storage,
    UnavailableError,
)

ROUND_COMMANDS_MAX: Final = 256
WAITING_MAX: Final = 2_048
RECOVERY_INTERVAL_S: Final = 5.0
REPLAYS_MAX: Final = 5
"""So often a round that lost a race against another process is played again."""
TURNS_BETWEEN_ROUNDS: Final = 8
"""Turns of the event loop between two rounds: the answers leave, what has arrived is read, looked
up and submitted. Nothing is waited for, but rounds are twice as full as without."""
_BUSY: Final = Refused(refusal=Refusal.BUSY, retry_after_s=1)
_READ_ONLY: Final = Refused(refusal=Refusal.READ_ONLY, retry_after_s=5)

A = TypeVar("A", bound=Struct)
P = ParamSpec("P")


class Watcher(Protocol):
    """Is told what happens in the engine: for the log and the metrics."""

    def round_done(self, commands: int) -> None: ...

    def command_failed(self, command: str, error: Exception) -> None: ...

    def became_read_only(self, reason: str) -> None: ...

    def became_writable(self) -> None: ...


@dataclass(slots=True)
class _Waiting:
    command: Command[Any]
    answer: asyncio.Future[Struct]
    pledge: Pledge | None

    @property
    def is_ahead(self) -> bool:
        """Whether it was answered ahead of a commit: where that failed, it is to be sent again."""
        return self.pledge is not None and self.pledge.commit is not None


class Engine:
    """Decides commands; to be started on the loop that submits."""

    def __init__(
        self,
        *,
        storage: Storage,
        clock: Callable[[], int],
        fingerprint: Callable[[bytes], str],
        watcher: Watcher,
        recovery_interval_s: float = RECOVERY_INTERVAL_S,
    ) -> None:
        self._storage = storage
        self._clock = clock
        self._fingerprint = fingerprint
        self._watcher = watcher
        self._recovery_interval_s = recovery_interval_s
        self._waiting: deque[_Waiting] = deque()
        self._wake = asyncio.Event()
        self._read_only_reason: str | None = None
        self._stopping = False
        self._task: asyncio.Task[None] | None = None
        self._recovery: asyncio.Task[None] | None = None

    @property
    def read_only_reason(self) -> str | None:
        """Why the server takes no changes, in a sentence; None while it does."""
        return self._read_only_reason

    @property
    def waiting(self) -> int:
        """How many commands wait for a round."""
        return len(self._waiting)

    def start(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._run(), name="engine")

    async def stop(self) -> None:
        """Answer what waits, then end. Whatever is submitted afterwards is answered BUSY."""
        self._stopping = True
        self._wake.set()
        if self._task is not None:
            await self._task
        if self._recovery is not None:
            self._recovery.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._recovery

    async def submit(self, command: Command[A], pledge: Pledge | None = None) -> A | Refused:
        """Have a command decided; returns when what it changed is on disk, unless pledged."""
        if self._read_only_reason is not None:
            return _READ_ONLY
        if self._stopping or len(self._waiting) >= WAITING_MAX:
            return _BUSY
        if not self._waiting:
            # Once a round: naming the running loop is a call of the system each time.
            self._loop = asyncio.get_running_loop()
        answer: asyncio.Future[Any] = self._loop.create_future()
        self._waiting.append(_Waiting(command, answer, pledge))
        self._wake.set()
        decided: A | Refused = await answer
        return decided

    async def _run(self) -> None:
        while True:
            await self._wake.wait()
            taken = [
                self._waiting.popleft() for _ in range(min(len(self._waiting), ROUND_COMMANDS_MAX))
            ]
            if taken:
                await self._surely_play(taken)
                for _ in range(TURNS_BETWEEN_ROUNDS):
                    await asyncio.sleep(0)
                continue
            if self._stopping:
                return
            self._wake.clear()

    async def _surely_play(self, taken: list[_Waiting]) -> None:
        """Play a round. Whatever fails in the engine itself, nobody is left without an answer."""
        try:
            await self._play(taken)
        except Exception as error:  # noqa: BLE001  # what became of the round is not known
            self._tell(self._watcher.command_failed, "engine", error)
            await self._give_up(taken, "The server failed in the middle of a change.")

    async def _play(self, taken: list[_Waiting], replays: int = 0) -> None:
        if self._read_only_reason is not None:
            _answer_all(taken, _READ_ONLY)  # the other half of a round met a failing disk
            return
        try:
            played = await self._round(taken)
        except LockedError:
            await self._undo(taken, _BUSY)
        except UnavailableError as error:
            await self._give_up(taken, str(error))
        except Exception as error:  # noqa: BLE001  # the engine goes on; nobody is acknowledged
            left = [waiting for waiting in taken if not waiting.is_ahead]
            if len(left) < len(taken):
                self._tell(self._watcher.command_failed, "engine", error)
                await self._replay(left, replays)
            elif replays < REPLAYS_MAX and self._may_be_a_race_lost(error):
                await self._replay(taken, replays + 1)
            elif isinstance(error, OvertakenError):
                await self._undo(taken, _BUSY)
            else:
                await self._halve(taken, error)
        else:
            self._answer(taken, played)
            self._tell(self._watcher.round_done, len(taken))

    async def _round(self, taken: list[_Waiting]) -> Round:
        storage = self._storage
        commands = [waiting.command for waiting in taken]
        played = Round(commands, self._fingerprint, self._note_fault)
        await storage.begin()
        for ask in (played.needs, played.needs_also):
            places = ask()
            if places:
                await storage.load(places)
                played.rows.add(places)
        now_ms = self._clock()
        played.decide(now_ms)
        changes = played.changes
        if changes or played.entries or played.sweeps:
            await storage.sweep(played.sweeps)
            await storage.store(changes, played.entries, at_ms=now_ms)
            await self._commit(taken, played)
        else:
            await storage.rollback()
        return played

    async def _commit(self, taken: list[_Waiting], played: Round) -> None:
        """Commit; meanwhile those have their answers who have pledged to wait for it."""
        committing = asyncio.ensure_future(self._storage.commit())
        for waiting, outcome in zip(taken, played.outcomes, strict=True):
            if waiting.pledge is not None and not isinstance(outcome, Deferred):
                waiting.pledge.commit = committing
                if not waiting.answer.done():
                    waiting.answer.set_result(outcome)
        await committing

    def _answer(self, taken: list[_Waiting], played: Round) -> None:
        deferred = []
        for waiting, outcome in zip(taken, played.outcomes, strict=True):
            if isinstance(outcome, Deferred):
                deferred.append(waiting)
            elif not waiting.answer.done():
                waiting.answer.set_result(outcome)
        self._waiting.extendleft(reversed(deferred))

    def _may_be_a_race_lost(self, error: Exception) -> bool:
        return isinstance(error, OvertakenError) or (
            self._storage.is_shared and isinstance(error, ChangeRefusedError)
        )

    async def _replay(self, taken: list[_Waiting], replays: int) -> None:
        if await self._undo([], FAULT):
            await self._play(taken, replays)
        else:
            _answer_all(taken, _READ_ONLY)

    async def _halve(self, taken: list[_Waiting], error: Exception) -> None:
        if len(taken) == 1:
            self._note_fault(taken[0].command, error)
            await self._undo(taken, FAULT)
            return
        if await self._undo([], FAULT):
            middle = len(taken) // 2
            await self._play(taken[:middle])
            await self._play(taken[middle:])
        else:
            _answer_all(taken, _READ_ONLY)

    async def _undo(self, taken: list[_Waiting], answer: Refused) -> bool:
        """Forget the round, then answer; says whether the database can still be used."""
        try:
            await self._storage.rollback()
        except Exception as broken:  # noqa: BLE001  # a connection that cannot roll back is lost
            await self._give_up(taken, f"The database does not answer ({broken}).")
            return False
        _answer_all(taken, answer)
        return True

    async def _give_up(self, taken: list[_Waiting], reason: str) -> None:
        """Take no more changes, acknowledge nobody, and begin to try again."""
        with contextlib.suppress(Exception):
            await self._storage.rollback()
        if self._read_only_reason is None:
            self._read_only_reason = reason
            self._tell(self._watcher.became_read_only, reason)
            self._recovery = asyncio.get_running_loop().create_task(
                self._recover(), name="recovery"
            )
        _answer_all(taken, _READ_ONLY)
        _answer_all(self._waiting, _READ_ONLY)
        self._waiting.clear()

    async def _recover(self) -> None:
        while True:
            await asyncio.sleep(self._recovery_interval_s)
            try:
                await self._storage.recover()
            except Exception as error:  # noqa: BLE001  # whatever it is, it is not over yet
                self._read_only_reason = str(error)
            else:
                self._read_only_reason = None
                self._tell(self._watcher.became_writable)
                return

    def _note_fault(self, command: Command[Any], error: Exception) -> None:
        self._tell(self._watcher.command_failed, type(command).__name__, error)

    def _tell(self, what: Callable[P, None], *facts: P.args, **more: P.kwargs) -> None:
        """Tell the watcher. One that fails must not cost anybody an answer."""
        with contextlib.suppress(Exception):
            what(*facts, **more)


def _answer_all(waiting: deque[_Waiting] | list[_Waiting], answer: Struct) -> None:
    for each in waiting:
        if not each.answer.done():
            each.answer.set_result(answer)
