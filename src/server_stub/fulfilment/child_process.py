"""One child process as its parent sees it: asked a line, killed at a limit, its output logged."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from server_stub.fulfilment.scripts import ANSWER_BYTES_MAX

OUTPUT_LINES_MAX: Final = 50
"""So many lines that a script prints during one call go into the log; the rest are dropped."""
_LINE_BYTES_MAX: Final = 4_096
_GONE_WITHIN_S: Final = 5.0
_MASK: Final = "[code]"

Output = Callable[[str], None]
"""Takes a line that the script printed, cleaned of codes."""


class TooSlowError(Exception):
    """The child did not answer within the limit, and was killed."""


class CrashedError(Exception):
    """The child ended instead of answering."""


class TooLongError(Exception):
    """The child's answer is longer than can be used."""


class ChildProcess:
    """A running child. Only ``start`` makes one; ``kill`` ends it and all that it started."""

    def __init__(self, process: asyncio.subprocess.Process, output: Output) -> None:
        self._process = process
        self._output = output
        self._hidden: list[re.Pattern[str]] = []
        self._lines_left = 0
        self._reading = asyncio.create_task(self._read_output(), name="script output")
        self.calls = 0

    @classmethod
    async def start(
        cls, target: str, limit_s: float, *, folder: Path, env: Mapping[str, str], output: Output
    ) -> ChildProcess:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",
            "-m",
            "server_stub.fulfilment.script_child",
            target,
            str(limit_s),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            cwd=folder,
            env=dict(env),
            limit=ANSWER_BYTES_MAX,
            # A group of its own: killed whole, and no Ctrl-C at the server's terminal reaches it.
            start_new_session=True,
        )
        return cls(process, output)

    @property
    def is_alive(self) -> bool:
        return self._process.returncode is None

    async def ask(self, line: bytes, limit_s: float, hidden: str | None) -> bytes:
        """Ask once; raises ``TooSlowError``, ``CrashedError`` or ``TooLongError``.

        ``hidden`` is masked in whatever this child prints from now on.
        """
        self.calls += 1
        self._lines_left = OUTPUT_LINES_MAX
        if hidden is not None:
            self._hidden.append(_pattern(hidden))
        if self._process.stdin is None or self._process.stdout is None:
            raise AssertionError("The child was started with pipes.")
        try:
            async with asyncio.timeout(limit_s):
                self._process.stdin.write(line + b"\n")
                await self._process.stdin.drain()
                answer = await self._process.stdout.readline()
        except TimeoutError as error:
            raise TooSlowError from error
        except ValueError as error:
            raise TooLongError from error
        except OSError as error:
            raise CrashedError from error
        if not answer.endswith(b"\n"):
            raise CrashedError
        return answer

    async def kill(self) -> None:
        """Kill the child and its descendants, and wait until they are gone."""
        if sys.platform == "win32":
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
        else:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_GONE_WITHIN_S):
                await self._process.wait()
                await self._reading
        self._reading.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._reading
        # A descendant that left the group may hold the pipes open: ours are closed in any case.
        self._process._transport.close()  # type: ignore[attr-defined]  # noqa: SLF001

    async def _read_output(self) -> None:
        stream = self._process.stderr
        if stream is None:
            raise AssertionError("The child was started with pipes.")
        rest = b""
        while piece := await stream.read(_LINE_BYTES_MAX):
            *lines, rest = (rest + piece).split(b"\n")
            if len(rest) > _LINE_BYTES_MAX:
                lines, rest = [*lines, rest], b""
            for line in lines:
                self._tell(line)
        self._tell(rest)

    def _tell(self, line: bytes) -> None:
        text = line.decode(errors="replace").rstrip()
        if not text or self._lines_left <= 0:
            return
        self._lines_left -= 1
        for pattern in self._hidden:
            text = pattern.sub(_MASK, text)
        self._output(text)


def _pattern(code: str) -> re.Pattern[str]:
    """A code as it may be printed: with or without its dashes, in any case."""
    signs = (re.escape(sign) for sign in code if sign != "-")
    return re.compile("-?".join(signs), re.IGNORECASE)
