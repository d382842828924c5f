"""Draws the sheets of a run and reads them back, in processes of their own: no window waits.

A process is told one thing at a time, when it asks for it: first the run's cards, in portions, then
its tasks. The processes end with the work, whatever ends it: nobody waits for what one is at once
the work is stopped, and one that says nothing for too long ends it.
"""

from __future__ import annotations

import logging
import multiprocessing
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Final

from pos_terminal.card_design.design import CardData
from pos_terminal.devices.read_back import ReadBack, WrongSymbol
from pos_terminal.devices.sheet_printing import (
    Cancelled,
    NotPrintedError,
    PrintFault,
    Progress,
    SheetRun,
    sweep_parts,
)
from pos_terminal.devices.sheet_worker import FAULTS, Draw, Open, Said, Task, Unforeseen, work

SILENCE_LIMIT_S: Final = 120.0  # a share takes a second or two
_PROCESSES: Final = 2
_SHARE: Final = 20  # pages that a process reads at a time
_PORTION: Final = 250  # cards that it is given at a time
_LOOK_S: Final = 0.1
_GONE_WITHIN_S: Final = 5.0
_LOG: Final = logging.getLogger(__name__)


class SheetsBrokeOffError(Exception):
    """A process is gone, or was in trouble: nothing is proved."""


class SheetsTooSlowError(Exception):
    """For too long no process had anything to say: nothing is proved."""


@contextmanager
def sheet_processes(
    run: SheetRun,
    *,
    cancelled: Cancelled = lambda: False,
    silence_limit_s: float = SILENCE_LIMIT_S,
) -> Iterator[SheetProcesses]:
    """Those that work on a run; with the end of the block they are gone.

    They wait themselves: call them in the background. What they do raises ``NotPrintedError``,
    also of what is cancelled, ``NotAPdfError``, ``CannotBeDrawnError`` and the errors above.
    """
    processes = SheetProcesses(run, cancelled, silence_limit_s)
    try:
        yield processes
    finally:
        processes.end()


class SheetProcesses:
    """The processes of one run."""

    def __init__(self, run: SheetRun, cancelled: Cancelled, silence_limit_s: float) -> None:
        self._run = run
        self._cancelled = cancelled
        self._silence_limit_s = silence_limit_s
        self._workers: list[_Worker] = []

    def write(self, file: Path, progress: Progress) -> None:
        """Draw the run's PDF into a file, which is there whole or not at all."""
        try:
            self._drawn(Draw(file), progress)
        except BaseException:
            self.end()  # it has the file open
            with suppress(OSError):  # or the next run into this file takes it away
                sweep_parts(file)
            raise

    def in_memory(self, progress: Progress) -> bytes:
        """Draw the run's PDF, into no file."""
        return self._drawn(Draw(None), progress)

    def read(self, source: Path | bytes, progress: Progress) -> ReadBack:
        """Read every symbol of the pages of the run's PDF."""
        count = self._run.page_count
        shares = deque(range(at, min(at + _SHARE, count)) for at in range(0, count, _SHARE))
        self._start(min(_PROCESSES, len(shares)))
        done = right = 0
        wrong: list[WrongSymbol] = []
        reading: dict[_Worker, int] = {}  # pages under way, at those that have opened the source
        progress(0, count)
        told = self._told()
        while done < count:
            worker, said = next(told)
            if isinstance(said, ReadBack):
                right += said.right
                wrong.extend(said.wrong)
                done += reading[worker]
                progress(done, count)
            elif worker not in reading:
                reading[worker] = 0
                worker.give(Open(source))
            elif shares:
                share = shares.popleft()
                reading[worker] = len(share)
                worker.give(share)
        return ReadBack(right=right, wrong=tuple(sorted(wrong, key=lambda each: each.card)))

    def end(self) -> None:
        workers, self._workers = self._workers, []
        for worker in workers:
            worker.process.kill()
        for worker in workers:
            worker.process.join(_GONE_WITHIN_S)
            worker.pipe.close()

    def _drawn(self, task: Draw, progress: Progress) -> bytes:
        self._start(1)
        for worker, said in self._told():
            if isinstance(said, bytes):
                return said
            if isinstance(said, tuple):
                progress(*said)
            else:
                worker.give(task)
        raise AssertionError  # they go on telling

    def _told(self) -> Iterator[tuple[_Worker, Said]]:
        """What the processes say, and those that have all cards and ask for a task."""
        heard_s = time.monotonic()
        while True:
            ready = wait([worker.pipe for worker in self._workers], timeout=_LOOK_S)
            if self._cancelled():
                raise NotPrintedError(PrintFault.CANCELLED, 0)
            if not ready and time.monotonic() - heard_s > self._silence_limit_s:
                raise SheetsTooSlowError
            for worker in self._workers:
                if worker.pipe not in ready:
                    continue
                heard_s = time.monotonic()
                said = worker.heard()
                if said is None and worker.lacks_cards:
                    worker.give_cards()
                else:
                    yield worker, said

    def _start(self, count: int) -> None:
        """Have so many of them."""
        context = multiprocessing.get_context("spawn")
        run = replace(self._run, cards=())
        while len(self._workers) < count:
            near, far = context.Pipe()
            wanted = len(self._run.cards)
            process = context.Process(target=work, args=(far, run, wanted), daemon=True)
            try:
                process.start()
            except OSError as error:
                near.close()
                raise SheetsBrokeOffError from error
            finally:
                far.close()  # so that its end is ours to hear
            self._workers.append(_Worker(near, process, self._run.cards))


class _Worker:
    """One of them, as it is spoken with."""

    def __init__(self, pipe: Connection, process: BaseProcess, cards: Sequence[CardData]) -> None:
        self.pipe = pipe
        self.process = process
        self._cards = cards
        self._given = 0

    @property
    def lacks_cards(self) -> bool:
        return self._given < len(self._cards)

    def give_cards(self) -> None:
        portion = tuple(self._cards[self._given : self._given + _PORTION])
        self._given += len(portion)
        self.give(portion)

    def give(self, task: Task) -> None:
        with suppress(OSError):  # it is gone: that is heard when its answer is waited for
            self.pipe.send(task)

    def heard(self) -> Said:
        try:
            said = self.pipe.recv()
        except (EOFError, OSError) as error:
            raise SheetsBrokeOffError from error
        if isinstance(said, FAULTS):
            raise said
        if isinstance(said, Unforeseen):
            _LOG.error("The work on sheets broke off, %s:\n%s", said.kind, said.where)
            raise SheetsBrokeOffError
        told: Said = said
        return told
