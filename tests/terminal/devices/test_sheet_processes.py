"""The processes that draw sheets and read them back are gone when their work is, whatever ended it."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import threading
import time
from contextlib import contextmanager

import msgspec
import pytest

from pos_terminal.card_design.design import SAMPLE
from pos_terminal.card_design.shipped import game_card
from pos_terminal.devices.page_pictures import NotAPdfError, PagePictures
from pos_terminal.devices.sheet_printing import (
    NotPrintedError,
    PrintFault,
    SheetRun,
    sheets_in_memory,
)
from pos_terminal.devices.sheet_processes import (
    SheetsBrokeOffError,
    SheetsTooSlowError,
    sheet_processes,
)
from pos_terminal.pack_labels.making import _in_background
from pos_terminal.pack_labels.model import Watch
from pos_terminal.sheets.sheet_layout import DEFAULT, LAYOUTS

pytestmark = pytest.mark.usefixtures("qapp")

MANY = 300  # cards: more than a process is given at a time, on more sheets than one reads at a time


class Trap(str):
    """A barcode that does something to the process to which it is handed."""

    __slots__ = ("does",)

    def __reduce__(self):
        return self.does


HANGS = (time.sleep, (3600,))
DIES = (os._exit, (1,))


def run_of(count=1, does=()):
    cards = [SAMPLE] * count
    if does:
        trap = Trap(SAMPLE.barcode)
        trap.does = does
        cards[-1] = msgspec.structs.replace(SAMPLE, barcode=trap)
    return SheetRun(design=game_card(), cards=cards, layout=LAYOUTS[DEFAULT])


@contextmanager
def ended_by(error):
    with pytest.raises(error) as raised:
        yield raised
    assert multiprocessing.active_children() == []


def untold(_done, _of):
    pass


def test_sheets_are_drawn_as_here_and_read_back_and_nobody_is_left(tmp_path):
    told = []
    with sheet_processes(run_of(MANY)) as processes:
        processes.write(tmp_path / "cards.pdf", lambda *at: told.append(("drawn", *at)))
        content = processes.in_memory(untold)
        read = processes.read(tmp_path / "cards.pdf", lambda *at: told.append(("read", *at)))
    assert multiprocessing.active_children() == []
    assert read.proved
    assert read.right == MANY * 2
    assert told[0] == ("drawn", 1, 60)
    assert [each for each in told if each[1] == each[2]] == [("drawn", 60, 60), ("read", 60, 60)]
    here = sheets_in_memory(run_of(10))
    for source in (content, tmp_path / "cards.pdf"):
        with PagePictures(source) as drawn, PagePictures(here) as wanted:
            assert drawn.picture(0, 150) == wanted.picture(0, 150)


def test_a_process_that_hangs_ends_the_work_at_its_limit(tmp_path):
    with (
        ended_by(SheetsTooSlowError),
        sheet_processes(run_of(does=HANGS), silence_limit_s=0.2) as processes,
    ):
        processes.write(tmp_path / "cards.pdf", untold)
    assert list(tmp_path.iterdir()) == []


def test_a_stop_does_not_wait_for_a_process_that_hangs():
    with (
        ended_by(NotPrintedError) as raised,
        sheet_processes(run_of(does=HANGS), cancelled=lambda: True) as processes,
    ):
        processes.read(b"%PDF", untold)
    assert raised.value.fault is PrintFault.CANCELLED


def test_a_stop_in_the_middle_of_the_drawing_leaves_no_file(tmp_path):
    begun = threading.Event()
    with (
        ended_by(NotPrintedError) as raised,
        sheet_processes(run_of(MANY), cancelled=begun.is_set) as processes,
    ):
        processes.write(tmp_path / "cards.pdf", lambda *_: begun.set())
    assert raised.value.fault is PrintFault.CANCELLED
    assert list(tmp_path.iterdir()) == []


def test_a_process_that_dies_ends_the_work(tmp_path):
    with ended_by(SheetsBrokeOffError), sheet_processes(run_of(does=DIES)) as processes:
        processes.write(tmp_path / "cards.pdf", untold)


def test_a_file_that_cannot_be_written_is_told_by_its_fault(tmp_path):
    with ended_by(NotPrintedError) as raised, sheet_processes(run_of()) as processes:
        processes.write(tmp_path / "nowhere" / "cards.pdf", untold)
    assert raised.value.fault is PrintFault.CANNOT_WRITE


def test_a_file_without_pages_is_called_so():
    with ended_by(NotAPdfError), sheet_processes(run_of()) as processes:
        processes.read(b"no pages", untold)


def test_what_a_thread_makes_is_stopped_when_nobody_waits_for_it_any_more():
    begun, stopped = threading.Event(), threading.Event()

    def make(watch):
        begun.set()
        while not watch.cancelled():
            pass
        stopped.set()

    async def closed_meanwhile():
        making = asyncio.create_task(
            _in_background(make, Watch(tell=lambda *_: None, cancelled=lambda: False))
        )
        await asyncio.to_thread(begun.wait)
        making.cancel()
        with pytest.raises(asyncio.CancelledError):
            await making

    asyncio.run(closed_meanwhile())
    assert stopped.is_set()
