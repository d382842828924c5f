"""Sheets as PDF: exact, whole or not there, and every symbol says its card's record."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from dataclasses import replace

import msgspec
import numpy as np
import pypdf
import pytest
from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage, QPainter, QPdfWriter

from card_contract.card_number import CardNumber
from pos_terminal.card_design import symbols
from pos_terminal.card_design.box import Box, Size
from pos_terminal.card_design.design import CardData, Design, Face
from pos_terminal.card_design.elements import Side
from pos_terminal.card_design.findings import Rule, to_fix
from pos_terminal.card_design.geometry import symbol_box
from pos_terminal.card_design.linter import check
from pos_terminal.card_design.moves import Change
from pos_terminal.card_design.shipped import game_card
from pos_terminal.devices.page_pictures import NotAPdfError, PagePictures
from pos_terminal.devices.read_back import read_pages
from pos_terminal.devices.sheet_printing import (
    NotPrintedError,
    PrintFault,
    SheetDrawing,
    SheetRun,
    print_pages,
    sheets_in_memory,
    write_sheets,
)
from pos_terminal.scanning.zbar import read_with_zbar
from pos_terminal.sheets.sheet_layout import DEFAULT, LAYOUTS, Duplex, PrinterFit, layout_for

pytestmark = pytest.mark.usefixtures("qapp")

DESIGN = game_card()
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def cards(count, seed=1):
    chance = random.Random(seed)  # noqa: S311 - chance that repeats
    made = []
    for _ in range(count):
        number = CardNumber.build(
            issuer=f"9{chance.randrange(9)}{chance.randrange(10_000):04}",
            batch=chance.randrange(100_000),
            sequence=chance.randrange(1_000_000),
        )
        code = "-".join("".join(chance.choices(ALPHABET, k=5)) for _ in range(5))
        made.append(
            CardData(
                barcode=number.digits, number=number.grouped(), code=code, product="Game card",
                price="€25", batch="20417",
            )
        )  # fmt: skip
    return made


def run_of(count, **values):
    return SheetRun(
        **{"design": DESIGN, "cards": cards(count), "layout": LAYOUTS[DEFAULT]} | values
    )


def by_zbar(gray):
    return [found.text for found in read_with_zbar(Image.fromarray(gray))]


@pytest.fixture
def pdf(tmp_path):
    return tmp_path / "cards.pdf"


def without_qr(run):
    back = DESIGN.back
    kept = tuple(each for each in back.elements if each.id != "qr")
    design = msgspec.structs.replace(DESIGN, back=msgspec.structs.replace(back, elements=kept))
    return replace(run, design=design)


@pytest.mark.timeout(300)
def test_a_thousand_numbers_are_read_by_two_engines_from_pages_of_300_dpi(pdf):
    run = without_qr(run_of(1000))
    write_sheets(pdf, run)
    texts = {card.barcode for card in run.cards}
    assert len(texts) == 1000
    from pos_terminal.devices import read_back as reading
    from pos_terminal.scanning.decoder import read_printed

    with PagePictures(pdf) as pictures:
        for number, page in enumerate(run.pages()):
            expected = tuple(reading._expected(run, page))
            if not expected:
                continue
            places = [reading._place(symbol, 300) for symbol in expected]
            cuts = pictures.cuts(number, 300, places)
            for symbol, cut in zip(expected, cuts, strict=True):
                assert read_printed(cut) == [symbol.text]
                assert by_zbar(cut) == [symbol.text]


def test_a_qr_code_leads_to_the_customers_page_with_the_code_of_its_card(pdf):
    from pos_terminal.devices import read_back as reading
    from pos_terminal.scanning.decoder import read_printed

    _, qr = DESIGN.find("qr")
    link = Change(msgspec.structs.replace(qr, link="https://shop.example/redeem#{code}"))
    run = run_of(3, design=link.applied(DESIGN))
    write_sheets(pdf, run)
    read = set()
    with PagePictures(pdf) as pictures:
        for number, page in enumerate(run.pages()):
            places = [reading._place(symbol, 300) for symbol in reading._expected(run, page)]
            read |= {
                text for cut in pictures.cuts(number, 300, places) for text in read_printed(cut)
            }
    links = {f"https://shop.example/redeem#{card.code}" for card in run.cards}
    assert read == links | {card.barcode for card in run.cards}

    panels = replace(run, cards=[msgspec.structs.replace(card, code=None) for card in run.cards])
    write_sheets(pdf.with_name("panels.pdf"), panels)
    with PagePictures(pdf.with_name("panels.pdf")) as pictures:
        result = read_pages(pictures, panels, range(panels.page_count))
    assert (result.right, result.proved) == (3, True), "there are panels over the QR codes"


def test_a_symbol_of_another_card_is_found_out(pdf):
    run = run_of(12)
    write_sheets(pdf, run)
    other = [*run.cards[:4], *cards(1, seed=9), *run.cards[5:]]
    with PagePictures(pdf) as pictures:
        result = read_pages(pictures, run_of(12, cards=other), range(4))
    assert [(each.card, each.sheet, each.read) for each in result.wrong] == [(4, 1, True)]
    assert not result.proved


def test_a_qr_code_of_another_card_is_found_out(pdf):
    _, qr = DESIGN.find("qr")
    link = Change(msgspec.structs.replace(qr, link="https://shop.example/redeem#{code}"))
    run = run_of(3, design=link.applied(DESIGN))
    write_sheets(pdf, run)
    other = [msgspec.structs.replace(run.cards[0], code=run.cards[1].code), *run.cards[1:]]
    with PagePictures(pdf) as pictures:
        result = read_pages(pictures, replace(run, cards=other), range(2))
    assert [(each.card, each.read) for each in result.wrong] == [(0, True)]
    assert (result.right, result.proved) == (5, False)


def test_what_is_missed_with_two_pixels_a_module_is_read_with_more(pdf):
    from pos_terminal.scanning.decoder import read_printed

    run, widths = run_of(2), []
    write_sheets(pdf, run)

    def weak(cut):
        widths.append(cut.shape[1])
        return read_printed(cut) if len(widths) > 4 else []

    with PagePictures(pdf) as pictures:
        assert read_pages(pictures, run, range(2), weak).right == 4
    assert widths[4:] == pytest.approx([2 * width for width in widths[:4]], abs=3)


def test_a_missing_page_proves_nothing(pdf):
    write_sheets(pdf, run_of(10))
    with PagePictures(pdf) as pictures:
        result = read_pages(pictures, run_of(20), range(4))
    assert {each.card for each in result.wrong} == set(range(10, 20))
    assert not any(each.read for each in result.wrong)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 nothing", b"\x00" * 500])
def test_what_is_no_pdf_is_refused(content):
    with pytest.raises(NotAPdfError):
        PagePictures(content)


@pytest.mark.parametrize("duplex", list(Duplex))
def test_backs_are_read_however_the_sheet_is_turned(pdf, duplex):
    layout = msgspec.structs.replace(LAYOUTS[DEFAULT], duplex=duplex)
    run = run_of(3, layout=layout, start=3)
    write_sheets(pdf, run)
    with PagePictures(pdf) as pictures:
        assert read_pages(pictures, run, range(2)).right == 6


def test_a_printers_offset_and_scale_move_the_bars_and_keep_them_whole(pdf):
    fit = PrinterFit(back_offset_x=2.0, back_offset_y=-1.5, scale_x=1.01, scale_y=0.99)
    run = run_of(10, fit=fit)
    write_sheets(pdf, run)
    with PagePictures(pdf) as pictures:
        assert read_pages(pictures, run, range(2)).right == 20


@pytest.mark.parametrize("dpi", [203, 300, 600])
@pytest.mark.parametrize("scale", [0.985, 1.0, 1.013])
def test_bars_are_whole_dots_of_any_printer_and_are_read_back_as_it_draws_them(dpi, scale):
    run = without_qr(run_of(2, dpi=dpi, fit=PrinterFit(offset_x=0.7, scale_x=scale)))
    page = run.pages()[1]
    paper = QImage(round(210 / 25.4 * dpi), round(297 / 25.4 * dpi), QImage.Format.Format_RGB32)
    paper.fill(Qt.GlobalColor.white)
    painter = QPainter(paper)
    SheetDrawing(run).paint(painter, page)
    painter.end()
    _, bars = DESIGN.find("barcode")
    upper = page.placements[0].box.top + bars.box.top + bars.box.height / 2
    left = page.placements[0].box.left * dpi / 25.4
    row = [paper.pixelColor(x, round(upper / 25.4 * dpi)).green() for x in range(paper.width())]
    dark = np.flatnonzero(np.diff(np.array(row[int(left) :]) < 128))
    widths = np.diff(dark)[: 3 * 6]
    module = symbols.module_dots(bars.module_mm, dpi / 25.4 * scale)
    assert set(widths % module) == {0}, widths
    assert widths.min() == module
    with PagePictures(sheets_in_memory(run)) as pictures:
        assert read_pages(pictures, run, range(2)).right == 2


def test_the_bars_are_as_wide_as_they_should_be(pdf):
    run = run_of(1, layout=LAYOUTS["card-printer"])
    write_sheets(pdf, run)
    _, bars = DESIGN.find("barcode")
    wanted = symbol_box(bars, run.cards[0].barcode, 1200)
    dpi = 1200
    with PagePictures(pdf) as pictures:
        gray = pictures.gray(1, dpi)
    row = gray[round((wanted.top + 4) / 25.4 * dpi)] < 128
    dark = np.flatnonzero(row)
    assert (dark[-1] + 1 - dark[0]) / dpi * 25.4 == pytest.approx(wanted.width, abs=0.05)
    assert dark[0] / dpi * 25.4 == pytest.approx(wanted.left, abs=0.1)


def test_pages_have_the_exact_size(pdf):
    write_sheets(pdf, run_of(1))
    with PagePictures(pdf) as pictures:
        assert pictures.size_mm(0) == pytest.approx((210, 297), abs=0.2)


def test_artwork_is_in_the_file_once(pdf):
    write_sheets(pdf, run_of(30))
    reader = pypdf.PdfReader(pdf)
    assert len(reader.pages) == 6
    pictures = {
        resource.idnum
        for page in reader.pages
        for resource in (
            page["/Resources"]["/XObject"].raw_get(name) for name in page["/Resources"]["/XObject"]
        )
    }
    assert len(pictures) == 2  # one a side


def test_codes_are_in_the_file_and_nowhere_else(pdf):
    run = run_of(3)
    write_sheets(pdf, run)
    text = "".join(page.extract_text() for page in pypdf.PdfReader(pdf).pages)
    assert all(card.code in re.sub(r"\s", "", text) for card in run.cards)
    assert [each.name for each in pdf.parent.iterdir()] == [pdf.name]
    assert pdf.stat().st_mode & 0o077 == 0
    assert run.cards[0].code not in repr(run)


def test_a_code_as_barcode_is_read_back_on_a_card_that_is_wide_enough(pdf):
    """29 signs are 354 modules: on a usual card they would be too narrow for the design's check."""
    code = "ABCDE-FGHJK-MNPQR-STUVW-XYZ23"
    card = msgspec.structs.replace(cards(1)[0], barcode=code, code=code)
    (side, bars), size = DESIGN.find("barcode"), Size(120.0, 54.0)
    wide = msgspec.structs.replace(bars, box=Box(9, 31, 102, 12), module_mm=0.28)
    face = msgspec.structs.replace(Face(), elements=(wide,))
    run = run_of(
        1, cards=[card], layout=layout_for("card-printer", size),
        design=Design(name="codes", size=size).with_face(side, face),
    )  # fmt: skip
    assert to_fix(check(run.design, {}, card=card)) == ()
    assert Rule.QUIET_ZONE in {each.rule for each in to_fix(check(DESIGN, {}, card=card))}
    write_sheets(pdf, run)
    with PagePictures(pdf) as pictures:
        assert (result := read_pages(pictures, run, range(2))).proved, result
    assert code in "".join(pypdf.PdfReader(pdf).pages[1].extract_text().split())


def test_without_a_code_the_panel_is_printed(pdf):
    bare = [msgspec.structs.replace(card, code=None) for card in cards(1)]
    write_sheets(pdf, run_of(1, cards=bare))
    with PagePictures(pdf) as pictures:
        assert read_pages(pictures, run_of(1, cards=bare), range(2)).proved


def test_a_stopped_run_leaves_nothing(pdf):
    done = []
    with pytest.raises(NotPrintedError) as stopped:
        write_sheets(
            pdf, run_of(50), progress=lambda at, of: done.append((at, of)),
            cancelled=lambda: len(done) >= 3,
        )  # fmt: skip
    assert (stopped.value.fault, stopped.value.pages) == (PrintFault.CANCELLED, 3)
    assert list(pdf.parent.iterdir()) == []


def test_a_stopped_run_leaves_the_file_that_was_there(pdf):
    pdf.write_bytes(b"the one before")
    with pytest.raises(NotPrintedError):
        write_sheets(pdf, run_of(10), cancelled=lambda: True)
    assert pdf.read_bytes() == b"the one before"


def test_what_a_killed_run_left_is_taken_away(pdf):
    left = pdf.with_name(f".{pdf.name}.4711.part")
    left.write_bytes(b"codes")
    write_sheets(pdf, run_of(1))
    assert not left.exists()


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(NotPrintedError) as refused:
        write_sheets(tmp_path / "nowhere" / "cards.pdf", run_of(1))
    assert refused.value.fault is PrintFault.CANNOT_WRITE


FULL_DISK = """
import resource, sys
from pathlib import Path
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
from pos_terminal.card_design.design import SAMPLE
from pos_terminal.card_design.shipped import game_card
from pos_terminal.devices.sheet_printing import *
from pos_terminal.sheets.sheet_layout import LAYOUTS
resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
run = SheetRun(design=game_card(), cards=[SAMPLE] * 300, layout=LAYOUTS["a4-10up"])
try:
    write_sheets(Path(sys.argv[1]), run)
except NotPrintedError as error:
    print(error.fault)
"""


def test_a_full_disk_leaves_nothing(pdf):
    ended = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(pdf)],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.stdout.strip() == PrintFault.DISK_FULL, ended.stderr
    assert list(pdf.parent.iterdir()) == []


class VanishingPrinter(QPdfWriter):
    """Takes two pages."""

    pages_left = 1

    def newPage(self):
        self.pages_left -= 1
        return self.pages_left >= 0 and super().newPage()


def test_a_printer_that_vanishes_is_told_with_the_pages_that_are_done():
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    printer = VanishingPrinter(buffer)
    run = run_of(30, dpi=300)
    with pytest.raises(NotPrintedError) as gone:
        print_pages(printer, SheetDrawing(run), run.pages())
    assert (gone.value.fault, gone.value.pages) == (PrintFault.PRINTER_GONE, 2)


def test_one_side_alone_can_be_printed(pdf):
    run = run_of(10, sides=(Side.BACK,))
    write_sheets(pdf, run)
    with PagePictures(pdf) as pictures:
        assert pictures.count == 1
        assert read_pages(pictures, run, range(1)).proved
