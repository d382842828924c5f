"""Sheets that go to the print system through its program ``lp``: a real one, that we wrote."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial

import pytest
from msgspec.structs import replace as relaid
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from pos_terminal.card_design.box import Size
from pos_terminal.card_design.design import SAMPLE
from pos_terminal.card_design.shipped import game_card
from pos_terminal.devices.lp import give, media_of
from pos_terminal.devices.page_pictures import PagePictures
from pos_terminal.devices.print_queue import PrintQueue, QueueState, is_stopped, queue_of
from pos_terminal.devices.sheet_feeding import (
    LpPrinter,
    SheetFeeder,
    SystemPrinter,
    system_printer,
)
from pos_terminal.devices.sheet_printing import NotPrintedError, PrintFault, SheetRun
from pos_terminal.sheets.sheet_layout import DEFAULT, LAYOUTS, Duplex
from support.fake_lp import FakeLp

pytestmark = pytest.mark.usefixtures("qapp")

RUN = SheetRun(design=game_card(), cards=[SAMPLE] * 12, layout=LAYOUTS[DEFAULT], dpi=600)


@pytest.fixture
def lp(tmp_path, monkeypatch):
    fake = FakeLp(tmp_path)
    monkeypatch.setenv("PATH", str(fake.program.parent), prepend=os.pathsep)
    return fake


class Capabilities:
    """What the system says of a printer: its papers, and whether it turns them."""

    def __init__(self, *turns):
        self._turns = turns

    def supportedPageSizes(self):
        return QPrinterInfo().supportedPageSizes()

    def supportsCustomPageSizes(self):
        return True

    def supportedDuplexModes(self):
        return list(self._turns)


class Office(LpPrinter):
    """A printer whose queue is the fake's; Qt knows no printer here."""

    turns = (QPrinter.DuplexMode.DuplexNone, QPrinter.DuplexMode.DuplexLongSide)

    def _info(self):
        return Capabilities(*self.turns)


class OneSided(Office):
    turns = (QPrinter.DuplexMode.DuplexNone,)


def fault_of(print_it):
    with pytest.raises(NotPrintedError) as refused:
        print_it()
    return refused.value.fault, refused.value.pages


def feeder(lp, run=RUN, kind=Office):
    """Feeds the run's sheets to the printer as it is."""
    return SheetFeeder(run, partial(kind("Office", str(lp.program)).print, dpi=run.dpi))


def test_each_sheet_goes_through_the_pipe_as_a_job_of_its_own(lp):
    assert isinstance(system_printer("Office"), LpPrinter)
    sheets = feeder(lp)
    for sheet in (1, 2):
        sheets.feed(sheet)
    jobs = lp.jobs()
    for job in jobs:
        with PagePictures(job.pdf) as pictures:
            assert pictures.count == 2
            assert pictures.size_mm(0) == pytest.approx((210, 297), abs=0.2)
        assert job.told == [
            *("-d", "Office", "-n", "1", "-t", "cards"),
            *("-o", "sides=two-sided-long-edge"),
            *("-o", "media=Custom.210x297mm"),
            *("-o", "print-scaling=none"),
        ], "no file is named, and nothing of the cards"
    assert len(jobs) == 2


def test_without_lp_qt_prints(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert type(system_printer("Office")) is SystemPrinter


@pytest.mark.parametrize(
    ("does", "fault"),
    [
        ("The printer or class does not exist.", PrintFault.PRINTER_GONE),
        ('Error - destination "Office" is not accepting jobs.', PrintFault.PRINTER_REJECTS),
        ("Error - scheduler not responding.", PrintFault.NO_SPOOLER),
        ("Unable to connect to server: Bad file descriptor", PrintFault.NO_SPOOLER),
        ("Error - unable to queue from stdin - Forbidden.", PrintFault.NOT_ALLOWED),
        ("Error - something new.", PrintFault.REFUSED),
    ],
)
def test_what_lp_refuses_is_on_no_paper_and_is_told_by_its_reason(lp, does, fault):
    lp.does(does)
    sheets = feeder(lp)
    assert fault_of(lambda: sheets.feed(1)) == (fault, 0)
    lp.does("takes")
    sheets.feed(1)
    assert len(lp.jobs()) == 1


def test_a_silent_or_killed_lp_leaves_the_sheet_in_doubt(lp):
    def ask(timeout_s):
        turned = {"duplex": Duplex.NONE, "media": media_of(Size(210, 297))}
        return lambda: give(str(lp.program), "Office", b"%PDF", timeout_s=timeout_s, **turned)

    lp.does("ignores")
    assert fault_of(ask(0.2)) == (PrintFault.SPOOLER_SILENT, 1)
    lp.does("dies")
    assert fault_of(ask(30)) == (PrintFault.SPOOLER_SILENT, 1)


@pytest.mark.parametrize(
    ("said", "jobs", "state"),
    [
        ("is idle.  enabled since Sun Nov 29 02:20:20 2026", 0, QueueState.PRINTS),
        ("now printing Office-1.  enabled since Sun Nov 29 02:20:20 2026", 2, QueueState.PRINTS),
        ("is idle.  enabled since Sun Nov 29 02:20:20 2026", 1, QueueState.HOLDS),
        ("disabled since Sun Nov 29 02:20:20 2026 -", 3, QueueState.STOPPED),
    ],
)
def test_a_queue_tells_whether_it_prints_what_it_has(lp, said, jobs, state):
    lp.queue(said, jobs)
    assert Office("Office", str(lp.program)).queue() == PrintQueue(state=state, jobs=jobs)


def test_a_stopped_queue_is_given_no_sheet_that_it_would_hold(lp):
    office, sheets = Office("Office", str(lp.program)), feeder(lp)
    sheets.feed(1)
    lp.queue("disabled since Sun Nov 29 02:20:20 2026 -")
    assert fault_of(lambda: office.ensure_takes(RUN.layout)) == (PrintFault.QUEUE_STOPPED, 0)
    assert fault_of(lambda: sheets.feed(2)) == (PrintFault.QUEUE_STOPPED, 0)
    assert len(lp.jobs()) == 1
    lp.queue("is idle.  enabled since Sun Nov 29 02:20:20 2026")
    sheets.feed(2)
    assert len(lp.jobs()) == 2


def test_a_queue_of_which_nobody_tells_is_not_known_and_keeps_nothing_from_printing(lp):
    lpstat = lp.program.with_name("lpstat")
    lp.queue("ignores")
    assert queue_of(str(lpstat), "Office", timeout_s=0.2) is None
    assert not is_stopped(str(lpstat), "Office", timeout_s=0.2)
    lp.queue("unknown")
    assert Office("Office", str(lp.program)).queue() is None
    lpstat.unlink()
    feeder(lp).feed(1)
    assert len(lp.jobs()) == 1


def test_an_lp_that_cannot_be_started_took_nothing(lp):
    lp.program.chmod(0o644)
    assert fault_of(lambda: feeder(lp).feed(1)) == (PrintFault.NO_SPOOLER, 0)


def test_a_printer_of_one_side_is_not_given_sheets_that_are_turned(lp):
    turned = feeder(lp, kind=OneSided)
    assert fault_of(lambda: turned.feed(1)) == (PrintFault.NO_DUPLEX, 0)
    assert lp.jobs() == []
    asked = OneSided("Office", str(lp.program))
    assert fault_of(lambda: asked.ensure_takes(RUN.layout)) == (PrintFault.NO_DUPLEX, 0)
    unturned = replace(RUN, layout=relaid(RUN.layout, duplex=Duplex.NONE))
    feeder(lp, unturned, OneSided).feed(1)
    assert "sides=one-sided" in lp.jobs()[0].told
