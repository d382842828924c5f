"""Asks a child process about one picture; it has limits, knows nothing and ends with its answer."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from typing import Final, TypeVar

import msgspec

_ANSWER_BYTES_MAX: Final = 64 * 1024
_GONE_WITHIN_S: Final = 5.0
_VARIABLES: Final = ("PATH", "PYTHONPATH", "SYSTEMROOT")
"""All that the child learns of the server's environment, where a secret may be."""

Answer = TypeVar("Answer")


class BrokenByPictureError(Exception):
    """The picture broke the child, or made it say too much."""


async def asked_of_child(
    module: str, picture: bytes, answer: type[Answer], *, within_s: float
) -> Answer:
    """What a ``module`` of this package says of a picture.

    Raises ``TimeoutError`` and ``BrokenByPictureError``.
    """
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-P",
        "-m",
        f"server_stub.picture_scan.{module}",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={name: os.environ[name] for name in _VARIABLES if name in os.environ},
        limit=_ANSWER_BYTES_MAX,
        # No Ctrl-C at the server's terminal reaches it.
        start_new_session=True,
    )
    try:
        async with asyncio.timeout(within_s):
            return msgspec.json.decode(await _line_of(child, picture), type=answer)
    except TimeoutError:
        raise
    except (OSError, ValueError, msgspec.DecodeError) as error:
        raise BrokenByPictureError from error
    finally:
        await _end(child)


async def _line_of(child: asyncio.subprocess.Process, picture: bytes) -> bytes:
    if child.stdin is None or child.stdout is None:
        raise AssertionError("The child was started with pipes.")
    child.stdin.write(picture)
    await child.stdin.drain()
    child.stdin.close()
    return await child.stdout.readline()


async def _end(child: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        child.kill()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_GONE_WITHIN_S):
            await child.wait()
    # The pipes would stay open until the collector finds them; asyncio has no other way to
    # close those of a process.
    child._transport.close()  # type: ignore[attr-defined]  # noqa: SLF001
