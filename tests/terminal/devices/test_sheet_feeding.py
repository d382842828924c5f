"""Sheets for a printer of the system: a job each, drawn as they were read back."""

from __future__ import annotations

import pytest
from PySide6.QtPrintSupport import QPrinter

from pos_terminal.card_design.design import SAMPLE
from pos_terminal.card_design.shipped import game_card
from pos_terminal.devices.page_pictures import PagePictures
from pos_terminal.devices.read_back import read_pages
from pos_terminal.devices.sheet_feeding import SheetFeeder, SystemPrinter, printer_names
from pos_terminal.devices.sheet_printing import NotPrintedError, PrintFault, SheetRun, set_page
from pos_terminal.sheets.sheet_layout import DEFAULT, LAYOUTS, PrinterFit

pytestmark = pytest.mark.usefixtures("qapp")

DPI = 600


class Office:
    """Qt's own printer, whose paper is files; ``jobs`` counts what was begun."""

    def __init__(self, folder):
        self.folder = folder
        self.jobs = 0

    def print(self, layout, paint):
        self.jobs += 1
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.folder / f"job-{self.jobs}.pdf"))
        printer.setResolution(DPI)
        printer.setFullPage(True)
        set_page(printer, layout.page)
        paint(printer)


def test_each_sheet_is_a_job_with_its_two_sides_that_says_its_cards(tmp_path):
    run = SheetRun(
        design=game_card(), cards=[SAMPLE] * 12, layout=LAYOUTS[DEFAULT], start=1, dpi=DPI,
        fit=PrinterFit(offset_x=0.8, back_offset_y=-0.5, scale_x=1.004),
    )  # fmt: skip
    office = Office(tmp_path)
    feeder = SheetFeeder(run, office.print)
    read = []
    for sheet in (1, 2):
        feeder.feed(sheet)
        with PagePictures(tmp_path / f"job-{sheet}.pdf") as pictures:
            assert pictures.count == 2
            assert pictures.size_mm(0) == pytest.approx((210, 297), abs=0.2)
            read.append(read_pages(OneJob(pictures, sheet), run, pages_of(sheet)).right)
    assert read == [18, 6]
    assert office.jobs == 2


def pages_of(sheet):
    return range(2 * sheet - 2, 2 * sheet)


class OneJob:
    """The pages of a job under their numbers in the run."""

    def __init__(self, pictures, sheet):
        self._pictures = pictures
        self._before = 2 * (sheet - 1)
        self.count = 2 * sheet

    def cuts(self, page, dpi, places, **how):
        return self._pictures.cuts(page - self._before, dpi, places, **how)


def never(_device):
    raise AssertionError("nothing is to be painted")


def test_a_printer_that_is_not_there_takes_no_sheet():
    printer = SystemPrinter("no such printer")
    assert "no such printer" not in printer_names()
    with pytest.raises(NotPrintedError) as gone:
        printer.print(LAYOUTS[DEFAULT], never)
    assert (gone.value.fault, gone.value.pages) == (PrintFault.PRINTER_GONE, 0)
    run = SheetRun(design=game_card(), cards=[SAMPLE], layout=LAYOUTS[DEFAULT])
    with pytest.raises(NotPrintedError) as refused:
        SheetFeeder(run, printer.print).feed(1)
    assert refused.value.pages == 0
