"""Real sheets on Qt's own printer, whose paper is files: proved in memory, then fed one by one."""

from __future__ import annotations

import asyncio
import os

import msgspec
import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtPrintSupport import QPrinter

from card_contract.card_number import CardNumber
from card_contract.print_messages import GivenCard
from card_contract.studio_messages import BatchState, BatchView
from pos_terminal.bootstrap.print_designs import PrintDesigns
from pos_terminal.bootstrap.print_room import PrintingRoom
from pos_terminal.card_design.box import Box
from pos_terminal.card_design.design import Face
from pos_terminal.card_design.design_shelf import DesignShelf
from pos_terminal.card_design.elements import QrCode, Side
from pos_terminal.card_design.moves import Change, Resize
from pos_terminal.card_design.shipped import game_card
from pos_terminal.card_design.template_file import Template
from pos_terminal.devices import sheet_printing
from pos_terminal.devices.page_pictures import PagePictures
from pos_terminal.devices.sheet_feeding import SystemPrinter
from pos_terminal.devices.sheet_printing import (
    PrintFault,
    job_in_memory,
    set_page,
    sheets_in_memory,
)
from pos_terminal.printing.model import NotFedError, NotPrintedError, StoppedError
from pos_terminal.printing.sheets_of_cards import SheetsOfCards, SheetsToPrinter, on_printer
from pos_terminal.printing.watch import Step, Watch
from pos_terminal.scanning.decoder import read_printed
from pos_terminal.sheets.sheet_layout import DEFAULT, LAYOUTS, Duplex, PrinterFit, turned

pytestmark = pytest.mark.usefixtures("qapp")

BATCH = BatchView(
    batch=4, name="", campaign="game-25", title="Game card", issuer="970010", price_minor=2500,
    currency="EUR", state=BatchState.MADE, quantity=12, made=12, cards_per_pack=10,
    packs_per_carton=10, created_by="sam", created_at=0, job_id=None, error=None,
)  # fmt: skip


def number(sequence):
    return CardNumber.build(issuer="970010", batch=4, sequence=sequence).digits


def cards(count):
    return [
        GivenCard(sequence=each, pack=1, number=number(each), code=f"ABCDE-FGHJ{each}")
        for each in range(1, count + 1)
    ]


def sheets(**more):
    wanted = {
        "template": Template(design=game_card()), "layout": LAYOUTS[DEFAULT], "batch": BATCH,
        "language": "en",
    }  # fmt: skip
    return SheetsOfCards(**wanted | more)


def test_sheets_are_proved_in_memory_and_come_out_as_jobs(tmp_path):
    jobs = []

    def print_job(layout, paint):
        jobs.append(tmp_path / f"job-{len(jobs)}.pdf")
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(jobs[-1]))
        printer.setResolution(600)
        printer.setFullPage(True)
        set_page(printer, layout.page)
        paint(printer)

    heard = set()
    paper = SheetsToPrinter(sheets=sheets(dpi=600, start=2), print_job=print_job)
    watch = Watch(lambda step, done, of: heard.add((step, done, of)))
    hand_over = paper.proved(cards(12), paper.start, watch)
    assert {(Step.DRAWING, 4, 4), (Step.READING, 4, 4)} <= heard
    assert list(tmp_path.iterdir()) == []
    hand_over(1)
    hand_over(2)
    read = []
    for job in jobs:
        with PagePictures(job) as pictures:
            texts = set(read_printed(pictures.gray(1, 300)))
        read.append(sorted(text for text in texts if text.isdigit()))
    assert read == [[number(each) for each in range(1, 9)], [number(each) for each in range(9, 13)]]


def test_the_legal_text_of_a_design_is_printed_on_its_cards():
    _, legal = game_card().find("legal")

    def back(words):
        design = Change(msgspec.structs.replace(legal, text=words)).applied(game_card())
        run = sheets(template=Template(design=design), dpi=600).run(cards(1), 0)
        page = next(at for at, each in enumerate(run.pages()) if each.side is Side.BACK)
        with PagePictures(sheets_in_memory(run)) as pictures:
            return pictures.gray(page, 150)

    assert legal.text
    assert np.any(back(legal.text) != back(""))
    assert np.any(back(legal.text) != back("Other words."))


def test_a_card_is_printed_as_the_page_has_shown_it(tmp_path):
    designs = PrintDesigns(DesignShelf(tmp_path), lambda: "en", lambda: "https://cards.harbour.net")
    shown = designs.card(BATCH, 1)
    (printed,) = sheets(redeem_page="https://cards.harbour.net").run(cards(1), 0).cards
    assert shown == msgspec.structs.replace(printed, code=None)
    assert shown.batch == "00004"


def test_a_stop_while_the_sheets_are_proved_is_a_stop_of_the_run():
    watch = Watch()
    watch.stop()
    with pytest.raises(StoppedError):
        SheetsToPrinter(sheets=sheets(), print_job=None).proved(cards(1), 0, watch)


class Deadly(str):
    """A code that ends the process which reads it."""

    __slots__ = ()

    def __reduce__(self):
        return os._exit, (1,)


def test_a_reading_that_breaks_off_is_said(tmp_path):
    deadly = GivenCard(sequence=1, pack=1, number=number(1), code=Deadly("ABCDE"))
    with pytest.raises(NotPrintedError) as raised:
        sheets()(tmp_path / "cards.pdf", [deadly], Watch())
    assert raised.value.fault == "reading_broke"


def test_a_symbol_that_cannot_be_drawn_is_said(tmp_path):
    design = game_card()
    face = replace(
        design.back,
        elements=tuple(
            replace(each, link="{number}" * 400) if isinstance(each, QrCode) else each
            for each in design.back.elements
        ),
    )
    template = Template(design=replace(design, back=face))
    with pytest.raises(NotPrintedError) as raised:
        sheets(template=template)(tmp_path / "cards.pdf", cards(1), Watch())
    assert raised.value.fault == "cannot_draw"


@pytest.mark.parametrize(
    ("fault", "pages", "doubt", "said"),
    [
        (PrintFault.PRINTER_GONE, 0, NotFedError, "printer_gone"),
        (PrintFault.PRINTER_REJECTS, 0, NotFedError, "printer_rejects"),
        (PrintFault.PRINTER_GONE, 1, NotPrintedError, "broke_off"),
        (PrintFault.SPOOLER_SILENT, 1, NotPrintedError, "spooler_silent"),
    ],
)
def test_what_is_in_doubt_of_a_printer_depends_on_what_it_took(fault, pages, doubt, said):
    def gone(_layout, _paint):
        raise sheet_printing.NotPrintedError(fault, pages)

    hand_over = SheetsToPrinter(sheets=sheets(), print_job=gone).proved(cards(1), 0, Watch())
    with pytest.raises(NotPrintedError) as raised:
        hand_over(1)
    assert (type(raised.value), raised.value.fault) == (doubt, said)


def test_a_printer_that_the_system_does_not_know_is_said():
    with pytest.raises(NotPrintedError, match="no such printer"):
        on_printer(sheets(), SystemPrinter("Nowhere"), None)


class OneSided:
    dpi = 600

    def ensure_takes(self, layout):
        if layout.duplex is not Duplex.NONE:
            raise sheet_printing.NotPrintedError(PrintFault.NO_DUPLEX, 0)

    def print(self, layout, paint, *, dpi):
        raise AssertionError("nothing is to be painted")


def test_a_printer_that_takes_no_such_sheets_is_found_out_before_a_run_is_open():
    with pytest.raises(NotPrintedError, match="--turn none") as raised:
        on_printer(sheets(), OneSided(), None)
    assert (raised.value.fault, "run is open" in raised.value.sentence) == ("no_duplex", False)
    on_printer(sheets(layout=turned(LAYOUTS[DEFAULT], Duplex.NONE)), OneSided(), None)
    on_printer(sheets(), OneSided(), None, is_new=False)  # what is in doubt can be said even so


@pytest.mark.parametrize("side", list(Side))
def test_a_design_of_one_side_takes_one_page_a_sheet_that_is_not_turned(tmp_path, side):
    """Also on a printer that prints on one side, as far from the paper's edge as its fronts are."""
    design = game_card()
    design = design.with_face(Side.FRONT, Face()).with_face(Side.BACK, Face())
    design = design.with_face(side, game_card().back)
    fit = PrinterFit(offset_x=1.5, back_offset_x=-9.0)
    paper = on_printer(sheets(template=Template(design=design), start=2), OneSided(), fit)
    jobs = []

    def print_job(layout, paint):
        jobs.append((layout.duplex, job_in_memory(layout.page, 600, paint)))

    given, heard = cards(12), set()
    watch = Watch(lambda step, done, of: heard.add((step, done, of)))
    hand_over = SheetsToPrinter(sheets=paper.sheets, print_job=print_job).proved(given, 2, watch)
    assert {(Step.DRAWING, 2, 2), (Step.READING, 2, 2)} <= heard
    hand_over(1)
    hand_over(2)
    read = []
    for duplex, job in jobs:
        assert duplex is Duplex.NONE
        with PagePictures(job) as pictures:
            assert pictures.count == 1
            read += [text for text in read_printed(pictures.gray(0, 300)) if text.isdigit()]
    assert sorted(read) == [number(each) for each in range(1, 13)]

    paper.sheets(tmp_path / "cards.pdf", given, Watch())
    with PagePictures(tmp_path / "cards.pdf") as pictures:
        assert pictures.count == 2


@pytest.mark.parametrize("start", [-1, 10])
def test_a_start_beyond_the_sheet_is_said(start):
    with pytest.raises(NotPrintedError, match="10 places"):
        sheets(start=start).ensure_sound()


def test_a_design_that_is_sound_but_for_this_printers_dots_is_not_called_faulty():
    small = Template(design=Resize("qr", Box(63.5, 5, 12, 12)).applied(game_card()))
    sheets(template=small).ensure_sound()
    with pytest.raises(NotPrintedError, match="With 203 dots") as raised:
        sheets(template=small, dpi=203).ensure_sound()
    assert raised.value.fault == "too_coarse"


def test_the_page_checks_a_design_for_the_dots_of_the_printer_that_is_chosen(tmp_path):
    small = Template(design=Resize("qr", Box(63.5, 5, 12, 12)).applied(game_card()))
    shelf = DesignShelf(tmp_path)
    shelf.save(small)
    room = PrintingRoom(
        server=None, shelf=shelf, notes=None, language=lambda: "en",
        redeem_page=str, fits=dict,
        dots=lambda: {"Labels": 203, "Office": 600}, keep_fit=None, keep_dots=None,
        sheets=dict, keep_sheet=None,
    )  # fmt: skip

    def checked(printer):
        loaded = asyncio.run(room.design(BATCH, f"free:{small.design.name}", printer))
        return loaded.to_fix > 0, loaded.too_coarse

    assert checked("Labels") == (True, True)
    assert [checked(name) for name in ("Office", "", "no such printer")] == [(False, False)] * 3


def test_a_design_is_checked_for_the_longest_code_of_its_campaign():
    with pytest.raises(NotPrintedError, match="scratch covers"):
        sheets(batch=replace(BATCH, code_length=40)).ensure_sound()


def test_a_code_that_is_longer_than_its_campaign_says_is_never_drawn(tmp_path):
    sheets().ensure_sound()
    long = [*cards(2), GivenCard(sequence=3, pack=1, number=number(3), code="W" * 40)]
    with pytest.raises(NotPrintedError, match="scratch covers") as raised:
        sheets()(tmp_path / "cards.pdf", long, Watch())
    assert raised.value.fault == "to_fix"
    assert list(tmp_path.iterdir()) == []


def test_a_faulty_design_is_called_so_on_any_printer():
    _, bars = game_card().find("barcode")
    faulty = Change(msgspec.structs.replace(bars, colour="#d02020")).applied(game_card())
    with pytest.raises(NotPrintedError, match="check: contrast") as raised:
        sheets(template=Template(design=faulty), dpi=203).ensure_sound()
    assert raised.value.fault == "to_fix"
