"""Reads all pages of a run back, shared out to processes so that no window waits.

The processes are ended with the reading, whatever ends it: nobody waits for a share that is being
read once the reading is stopped, and one that takes too long ends it.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Final

from pos_terminal.card_design.symbols import CannotBeDrawnError
from pos_terminal.devices.page_pictures import NotAPdfError, PagePictures
from pos_terminal.devices.read_back import ReadBack, WrongSymbol, read_pages
from pos_terminal.devices.sheet_printing import Cancelled, Progress, SheetRun

SILENCE_LIMIT_S: Final = 120.0  # a share takes a second or two
_PROCESSES: Final = 2
_SHARE: Final = 20  # pages that a process takes at a time
_LOOK_S: Final = 0.1
_NICENESS: Final = 5
_TOLD: Final = (NotAPdfError, CannotBeDrawnError)  # what a process says of its own trouble


class ReadBackCancelledError(Exception):
    """The reading was stopped: nothing is proved."""


class ReadBackBrokeOffError(Exception):
    """A process that read is gone, or was in trouble: nothing is proved."""


class ReadBackTooSlowError(Exception):
    """For too long no process had anything to say: nothing is proved."""


def read_back(
    source: Path | bytes,
    run: SheetRun,
    *,
    progress: Progress = lambda _done, _of: None,
    cancelled: Cancelled = lambda: False,
    silence_limit_s: float = SILENCE_LIMIT_S,
) -> ReadBack:
    """Read the pages of a run's PDF, a file or in memory.

    It waits itself: call it in the background. Raises ``NotAPdfError``, ``CannotBeDrawnError`` and
    the errors above.
    """
    count = run.page_count
    shares = deque(range(at, min(at + _SHARE, count)) for at in range(0, count, _SHARE))
    done = right = 0
    wrong: list[WrongSymbol] = []
    progress(0, count)
    with _readers(source, run, min(_PROCESSES, len(shares))) as readers:
        reading = {reader: _given(reader, shares.popleft()) for reader in readers}
        heard_s = time.monotonic()
        while reading:
            told = wait(reading, timeout=_LOOK_S)
            if cancelled():
                raise ReadBackCancelledError
            if not told and time.monotonic() - heard_s > silence_limit_s:
                raise ReadBackTooSlowError
            for reader in readers:
                if reader not in told:
                    continue
                heard_s = time.monotonic()
                found = _taken(reader)
                right += found.right
                wrong.extend(found.wrong)
                done += reading.pop(reader)
                progress(done, count)
                if shares:
                    reading[reader] = _given(reader, shares.popleft())
    return ReadBack(right=right, wrong=tuple(sorted(wrong, key=lambda each: each.card)))


@contextmanager
def _readers(source: Path | bytes, run: SheetRun, count: int) -> Iterator[list[Connection]]:
    """So many processes that read; with the end of the block they are gone."""
    context = multiprocessing.get_context("spawn")
    ours: list[Connection] = []
    processes = []
    try:
        for _ in range(count):
            near, far = context.Pipe()
            ours.append(near)
            process = context.Process(target=_read_shares, args=(far, source, run), daemon=True)
            try:
                process.start()
            except OSError as error:
                raise ReadBackBrokeOffError from error
            processes.append(process)
            far.close()  # so that its end is ours to hear
        yield ours
    finally:
        for process in processes:
            process.kill()
        for process in processes:
            process.join()
        for near in ours:
            near.close()


def _given(reader: Connection, share: range) -> int:
    """Give a process a share to read; returns how many pages it has."""
    with suppress(OSError):  # it is gone: that is heard when its answer is waited for
        reader.send(share)
    return len(share)


def _taken(reader: Connection) -> ReadBack:
    try:
        told = reader.recv()
    except (EOFError, OSError) as error:
        raise ReadBackBrokeOffError from error
    if isinstance(told, _TOLD):
        raise told
    assert isinstance(told, ReadBack)  # noqa: S101  # nothing else is ever sent
    return told


def _read_shares(pipe: Connection, source: Path | bytes, run: SheetRun) -> None:
    """The process: reads what it is given until nobody gives any more. The window goes before."""
    if sys.platform != "win32":
        os.nice(_NICENESS)
    with suppress(EOFError, OSError):
        try:
            with PagePictures(source) as pictures:
                while True:
                    pipe.send(read_pages(pictures, run, pipe.recv()))
        except _TOLD as error:
            pipe.send(error)
