"""Scripts in Python, found through the entry-point group ``redemption_server.scripts``.

The entry point's name is the script's full path name. Each runs in a child process, so that one
that crashes or hangs costs nobody else anything. A child goes on to its script's next call, for a
while: starting one takes longer than most calls.
"""

from __future__ import annotations

import asyncio
import functools
import os
from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Final

import msgspec

from server_stub.fulfilment.child_process import (
    ChildProcess,
    CrashedError,
    TooLongError,
    TooSlowError,
)
from server_stub.fulfilment.declaring import FOLDER_VARIABLE
from server_stub.fulfilment.script_child import Question, Reply
from server_stub.fulfilment.scripts import (
    CALL_LIMIT_S,
    FaultKind,
    ScriptAnswer,
    ScriptFault,
    ScriptRequest,
)

GROUP: Final = "redemption_server.scripts"
CHILDREN_MAX: Final = 8
CALLS_OF_CHILD_MAX: Final = 200
"""After so many calls a child is replaced: what a script leaks goes with it."""
QUEUE_LIMIT_S: Final = 5.0
"""So long a call waits for a free child. It is then as if the script had not been reached."""

_FAULTS: Final[Mapping[type[Exception], FaultKind]] = {
    TooSlowError: FaultKind.TOO_SLOW,
    CrashedError: FaultKind.CRASHED,
    TooLongError: FaultKind.UNUSABLE,
}

_OWN: Final = ("REDEMPTION_", "PG")

ScriptOutput = Callable[[str, str], None]
"""Takes a script's name and a line that it printed."""


def installed_scripts() -> dict[str, EntryPoint]:
    """The scripts of all installed packages, by full path name."""
    return {found.name: found for found in entry_points(group=GROUP)}


class PythonScripts:
    """Runs scripts in children, at most so many at a time. ``close`` kills those that are left."""

    def __init__(
        self,
        *,
        folder: Path,
        output: ScriptOutput,
        installed: Mapping[str, EntryPoint] | None = None,
        limit_s: float = CALL_LIMIT_S,
        children_max: int = CHILDREN_MAX,
        queue_limit_s: float = QUEUE_LIMIT_S,
    ) -> None:
        self._folder = folder
        self._output = output
        self._given = installed
        self._limit_s = limit_s
        self._queue_limit_s = queue_limit_s
        self._children_max = children_max
        self._places = asyncio.Semaphore(children_max)
        self._idle: dict[str, list[ChildProcess]] = {}

    @functools.cached_property
    def _installed(self) -> Mapping[str, EntryPoint]:
        """Looked for when first needed: all installed packages are asked."""
        return installed_scripts() if self._given is None else self._given

    def names(self) -> Iterable[str]:
        return self._installed

    def has(self, script: str) -> bool:
        return script in self._installed

    async def call(self, script: str, request: ScriptRequest) -> ScriptAnswer | ScriptFault:
        entry = self._installed.get(script)
        if entry is None:
            return ScriptFault(FaultKind.MISSING)
        try:
            async with asyncio.timeout(self._queue_limit_s):
                await self._places.acquire()
        except TimeoutError:
            return ScriptFault(FaultKind.UNREACHED)
        try:
            return await self._call(entry, request)
        finally:
            self._places.release()

    async def close(self) -> None:
        idle = [child for children in self._idle.values() for child in children]
        self._idle.clear()
        await asyncio.gather(*(child.kill() for child in idle))

    async def _call(self, entry: EntryPoint, request: ScriptRequest) -> ScriptAnswer | ScriptFault:
        question = Question(request.operation.value, msgspec.Raw(request.body))
        line = msgspec.json.encode(question)
        child = await self._child(entry)
        try:
            answer = await child.ask(line, self._limit_s, request.hidden)
        except (TooSlowError, CrashedError, TooLongError) as error:
            await child.kill()
            return ScriptFault(_FAULTS[type(error)])
        except BaseException:  # whoever called is gone, and nobody may have this child's answer
            await child.kill()
            raise
        if child.calls >= CALLS_OF_CHILD_MAX:
            await child.kill()
        else:
            self._idle.setdefault(entry.name, []).append(child)
        return _read(answer)

    async def _child(self, entry: EntryPoint) -> ChildProcess:
        idle = self._idle.get(entry.name, [])
        while idle:
            child = idle.pop()
            if child.is_alive:
                return child
            await child.kill()
        await self._make_room()
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return await ChildProcess.start(
            entry.value,
            self._limit_s,
            folder=self._folder,
            env={**_environment(), FOLDER_VARIABLE: str(self._folder.absolute())},
            output=lambda line: self._output(entry.name, line),
        )

    async def _make_room(self) -> None:
        """End children that wait for calls of other scripts, where there are many."""
        waiting = [(name, child) for name, idle in self._idle.items() for child in idle]
        ending = waiting[: max(0, len(waiting) + 1 - self._children_max)]
        for name, child in ending:
            self._idle[name].remove(child)
        await asyncio.gather(*(child.kill() for _, child in ending))


def _environment() -> dict[str, str]:
    """The server's environment without what is its own: its database's address has a password."""
    return {name: value for name, value in os.environ.items() if not name.startswith(_OWN)}


def _read(line: bytes) -> ScriptAnswer | ScriptFault:
    try:
        reply = msgspec.json.decode(line, type=Reply)
        if reply.answer is not None:
            return ScriptAnswer(reply.answer)
        return ScriptFault(FaultKind(reply.fault or ""))
    except (ValueError, RecursionError):
        return ScriptFault(FaultKind.UNUSABLE)
