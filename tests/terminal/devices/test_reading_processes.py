"""The processes that read sheets back are gone when the reading is, whatever ended it."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import threading
import time

import msgspec
import pytest

from pos_terminal.card_design.design import SAMPLE
from pos_terminal.card_design.shipped import game_card
from pos_terminal.devices.page_pictures import NotAPdfError
from pos_terminal.devices.reading_processes import (
    ReadBackBrokeOffError,
    ReadBackCancelledError,
    ReadBackTooSlowError,
    read_back,
)
from pos_terminal.devices.sheet_printing import SheetRun, sheets_in_memory
from pos_terminal.pack_labels.making import _in_background
from pos_terminal.pack_labels.model import Watch
from pos_terminal.sheets.sheet_layout import DEFAULT, LAYOUTS


@pytest.fixture(scope="module", autouse=True)
def _window_system(qapp_cls):
    qapp_cls.instance() or qapp_cls([])


class Trap(str):
    """A barcode that does something to the process to which it is handed."""

    __slots__ = ("does",)

    def __reduce__(self):
        return self.does


def run_with(*does):
    trap = Trap(SAMPLE.barcode)
    trap.does = does
    card = msgspec.structs.replace(SAMPLE, barcode=trap) if does else SAMPLE
    return SheetRun(design=game_card(), cards=[card], layout=LAYOUTS[DEFAULT])


def ended_by(error, source=b"%PDF", does=(), **more):
    with pytest.raises(error):
        read_back(source, run_with(*does), **more)
    assert multiprocessing.active_children() == []


def test_what_is_read_is_told_and_nobody_is_left():
    run = run_with()
    assert read_back(sheets_in_memory(run), run).proved
    assert multiprocessing.active_children() == []


def test_a_process_that_hangs_ends_the_reading_at_its_limit():
    ended_by(ReadBackTooSlowError, does=(time.sleep, (3600,)), silence_limit_s=0.2)


def test_a_stop_does_not_wait_for_a_process_that_hangs():
    ended_by(ReadBackCancelledError, does=(time.sleep, (3600,)), cancelled=lambda: True)


def test_a_process_that_dies_ends_the_reading():
    ended_by(ReadBackBrokeOffError, does=(os._exit, (1,)))


def test_a_file_without_pages_is_called_so():
    ended_by(NotAPdfError, source=b"no pages")


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
