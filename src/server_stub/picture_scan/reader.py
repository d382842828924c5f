"""Has pictures looked through for codes, each by a child process of its own, few at a time.

Nothing of a picture is kept or written down.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from typing import Final

import msgspec

from server_stub.desks.limits import SlowChecks, TooManyWaitingError
from server_stub.picture_scan.reading import Reading, Unread

READ_WITHIN_S: Final = 8.0
_RUNNING_MAX: Final = 2
_WAITING_MAX: Final = 8
_ANSWER_BYTES_MAX: Final = 64 * 1024
_GONE_WITHIN_S: Final = 5.0
_VARIABLES: Final = ("PATH", "PYTHONPATH", "SYSTEMROOT")
"""All that the child learns of the server's environment, where a secret may be."""


class PictureReader:
    def __init__(self, *, read_within_s: float = READ_WITHIN_S) -> None:
        self._read_within_s = read_within_s
        self._turns = SlowChecks(running_max=_RUNNING_MAX, waiting_max=_WAITING_MAX)

    async def read(self, picture: bytes) -> Reading:
        """The codes in a picture; whoever cannot be served soon is told so."""
        try:
            async with self._turns.turn():
                return await self._by_child(picture)
        except TooManyWaitingError:
            return Reading(why=Unread.BUSY)

    async def _by_child(self, picture: bytes) -> Reading:
        child = await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",
            "-m",
            "server_stub.picture_scan.child",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={name: os.environ[name] for name in _VARIABLES if name in os.environ},
            limit=_ANSWER_BYTES_MAX,
            # No Ctrl-C at the server's terminal reaches it.
            start_new_session=True,
        )
        try:
            async with asyncio.timeout(self._read_within_s):
                return await _asked(child, picture)
        except TimeoutError:
            return Reading(why=Unread.TOO_SLOW)
        except (OSError, ValueError, msgspec.DecodeError):
            return Reading(why=Unread.BROKEN)  # it broke the child, or made it say too much
        finally:
            await _end(child)


async def _asked(child: asyncio.subprocess.Process, picture: bytes) -> Reading:
    if child.stdin is None or child.stdout is None:
        raise AssertionError("The child was started with pipes.")
    child.stdin.write(picture)
    await child.stdin.drain()
    child.stdin.close()
    return msgspec.json.decode(await child.stdout.readline(), type=Reading)


async def _end(child: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        child.kill()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_GONE_WITHIN_S):
            await child.wait()
    # The pipes would stay open until the collector finds them; asyncio has no other way to
    # close those of a process.
    child._transport.close()  # type: ignore[attr-defined]  # noqa: SLF001
