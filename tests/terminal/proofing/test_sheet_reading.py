"""Sheets are read page by page; what is broken, huge or locked costs its own file and no more."""

from __future__ import annotations

import io
import multiprocessing
import os
import queue
from pathlib import Path

import numpy as np
import pypdf
import pytest
from PIL import Image

from card_contract.card_number import CardNumber
from pos_terminal.card_design.design import CardData
from pos_terminal.card_design.elements import Side
from pos_terminal.card_design.shipped import game_card
from pos_terminal.devices.page_pictures import PagePictures
from pos_terminal.devices.sheet_printing import SheetRun, write_sheets
from pos_terminal.proofing.grades import Grade
from pos_terminal.proofing.sheet_news import (
    PAGES_MAX,
    FileFault,
    FileRefused,
    Other,
    PageRead,
    PagesCounted,
    ReadingOver,
)
from pos_terminal.proofing.sheet_process import SheetProcess, read_file
from pos_terminal.scanning.demo_frames import CardFace, Pose, draw_card, draw_scene, place_card
from pos_terminal.sheets.sheet_layout import DEFAULT, LAYOUTS

pytestmark = pytest.mark.usefixtures("qapp")

CARDS = 12
DPI = 300
SECRET = "QWERT-SECRET-ZXCVB"


def cards():
    made = []
    for sequence in range(1, CARDS + 1):
        number = CardNumber.build(issuer="970010", batch=2, sequence=sequence)
        made.append(
            CardData(
                barcode=number.digits, number=number.grouped(), code=SECRET, batch="2",
                product="Game card", price="€25",
            )
        )  # fmt: skip
    return made


@pytest.fixture(scope="module")
def pdf(tmp_path_factory):
    """Two sheets with the backs of twelve cards, with artwork, codes in clear and QR codes."""
    file = tmp_path_factory.mktemp("sheets") / "backs.pdf"
    run = SheetRun(design=game_card(), cards=cards(), layout=LAYOUTS[DEFAULT], sides=(Side.BACK,))
    write_sheets(file, run)
    return file


@pytest.fixture(scope="module")
def scan(pdf):
    """The first sheet as a scanner gives it."""
    with PagePictures(pdf) as pictures:
        return Image.fromarray(pictures.gray(0, DPI))


def told_of(file):
    return list(read_file(file))


def numbers_in(news):
    return [
        symbol.number
        for one in news
        if isinstance(one, PageRead)
        for symbol in one.symbols
        if symbol.number
    ]


# --- What is read ------------------------------------------------------------------------------


def test_every_symbol_of_a_pdf_is_read_and_measured_and_no_code_is_told(pdf):
    news = told_of(pdf)
    assert news[0] == PagesCounted(file="backs.pdf", pages=2)
    assert sorted(numbers_in(news)) == [card.barcode for card in cards()]
    for page in news[1:]:
        for symbol in page.symbols:
            assert symbol.other is None
            assert symbol.print.grade is Grade.GOOD
            assert 0 <= symbol.place.left < 1
            assert 0 <= symbol.place.top < 1
    assert "SECRET" not in repr(news)


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "ä ö.tif"])
def test_a_scanned_picture_is_read_in_every_format(tmp_path, scan, name):
    scan.save(tmp_path / name)
    assert len(set(numbers_in(told_of(tmp_path / name)))) == LAYOUTS[DEFAULT].slots


def test_all_pages_of_a_tiff_are_read(tmp_path, pdf):
    with PagePictures(pdf) as pictures:
        pages = [Image.fromarray(pictures.gray(number, DPI)) for number in range(2)]
    pages[0].save(tmp_path / "a.tif", save_all=True, append_images=pages[1:])
    assert sorted(numbers_in(told_of(tmp_path / "a.tif"))) == [card.barcode for card in cards()]


def test_a_sheet_that_lies_aslant_on_the_glass_is_read_whole(tmp_path, scan):
    scan.rotate(4, Image.Resampling.BICUBIC, expand=True, fillcolor=255).save(tmp_path / "a.png")
    assert len(set(numbers_in(told_of(tmp_path / "a.png")))) == LAYOUTS[DEFAULT].slots


@pytest.mark.parametrize(("pixels_per_module", "degrees"), [(2.5, 20), (5, 50)])
def test_a_photograph_of_a_single_card_is_read_and_measured(tmp_path, pixels_per_module, degrees):
    card = draw_card(CardFace(number=cards()[0].barcode), module_px=6)
    pose = Pose(centre=(800, 600), angle_deg=degrees, pixels_per_module=pixels_per_module)
    photo = place_card(draw_scene(1, size=(1600, 1200)), card, pose)
    (symbol,) = told_of(saved(tmp_path, photo))[1].symbols
    assert symbol.number == cards()[0].barcode
    assert symbol.print.grade is Grade.GOOD


def test_red_bars_are_read_by_eyes_and_told_as_poor_for_scanners(tmp_path, scan):
    gray = np.asarray(scan)
    red = np.dstack([np.full_like(gray, 255), gray, gray])
    symbols = told_of(saved(tmp_path, Image.fromarray(red)))[1].symbols
    assert len(symbols) == LAYOUTS[DEFAULT].slots
    for symbol in symbols:
        assert symbol.number
        assert symbol.print.grade is Grade.POOR
        assert symbol.print.contrast_percent < 3
        assert symbol.print.quiet_tenths is None


def test_bars_that_nobody_can_read_are_told_with_their_place(tmp_path, scan):
    news = told_of(saved(tmp_path, scan))
    first = news[1].symbols[0].place
    pixels = np.asarray(scan).copy()
    height, width = pixels.shape
    left, right = int(first.left * width), int((first.left + first.width) * width)
    third = (right - left) // 3
    # A scratch through the middle third of the bars, from top to bottom.
    top, bottom = int((first.top - 0.02) * height), int((first.top + 0.05) * height)
    pixels[top:bottom, left + third : left + third + 12] = 255
    symbols = told_of(saved(tmp_path, Image.fromarray(pixels)))[1].symbols
    unread = [one for one in symbols if one.other is Other.UNREAD]
    assert len(unread) == 1
    assert abs(unread[0].place.left - first.left) < 0.05
    assert len(symbols) == LAYOUTS[DEFAULT].slots


def saved(folder, picture):
    picture.save(folder / "sheet.png")
    return folder / "sheet.png"


# --- What cannot be read -----------------------------------------------------------------------


def fault_of(file):
    return next(one for one in told_of(file) if isinstance(one, FileRefused))


def huge(file):
    Image.new("1", (20_000, 20_000), 1).save(file, "PNG")


def cut_off(file):
    picture = io.BytesIO()
    Image.effect_noise((1000, 800), 90).save(picture, "JPEG")
    file.write_bytes(picture.getvalue()[:20_000])


def locked(file):
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("a password", algorithm="AES-256")
    writer.write(file)


def damaged(file):
    file.write_bytes(b"%PDF-1.7\n" + os.urandom(2000))


def many_pages(file):
    writer = pypdf.PdfWriter()
    for _ in range(PAGES_MAX + 1):
        writer.add_blank_page(200, 200)
    writer.write(file)


def no_sheet(file):
    file.write_text("990010,1,ABC")


def empty(file):
    file.write_bytes(b"")


@pytest.mark.parametrize(
    ("make", "fault"),
    [
        (huge, FileFault.TOO_LARGE),
        (cut_off, FileFault.DAMAGED),
        (locked, FileFault.LOCKED),
        (damaged, FileFault.DAMAGED),
        (many_pages, FileFault.TOO_MANY_PAGES),
        (no_sheet, FileFault.NOT_A_SHEET),
        (empty, FileFault.NOT_A_SHEET),
        (Path.mkdir, FileFault.NOT_A_SHEET),
        (os.mkfifo, FileFault.NOT_A_SHEET),
        (lambda _file: None, FileFault.MISSING),
    ],
)
def test_a_bad_file_is_refused_for_what_it_is(tmp_path, make, fault):
    file = tmp_path / "a"
    make(file)
    refused = fault_of(file)
    assert (refused.file, refused.fault) == ("a", fault)


# --- The process -------------------------------------------------------------------------------


class Desk:
    """Hears what is told, on the test's own thread."""

    def __init__(self, **limits):
        self.posted = queue.Queue()
        self.heard = []
        self.process = SheetProcess(self.posted.put, **limits)

    def read(self, *files):
        self.process.read(files, self.heard.append)

    def until(self, kind):
        while not any(isinstance(one, kind) for one in self.heard):
            self.posted.get(timeout=30)()
        return self.heard


@pytest.fixture
def desk():
    made = Desk()
    yield made
    made.process.close()


def test_files_are_read_in_a_process_one_after_the_other(desk, tmp_path, pdf):
    no_sheet(tmp_path / "a.csv")
    desk.read(tmp_path / "a.csv", pdf)
    heard = desk.until(ReadingOver)
    assert heard[0] == FileRefused(file="a.csv", fault=FileFault.NOT_A_SHEET)
    assert sorted(numbers_in(heard)) == [card.barcode for card in cards()]
    assert heard[-1] == ReadingOver(cancelled=False)


def test_a_process_that_dies_costs_its_file(desk, pdf):
    desk.read(pdf)
    desk.until(PagesCounted)
    for process in multiprocessing.active_children():
        process.kill()
    heard = desk.until(ReadingOver)
    assert FileRefused(file=pdf.name, fault=FileFault.BROKE_OFF) in heard


def test_a_reading_is_cancelled_and_its_process_is_gone(desk, pdf):
    desk.read(pdf, pdf)
    desk.until(PagesCounted)
    desk.process.cancel()
    assert desk.until(ReadingOver)[-1] == ReadingOver(cancelled=True)
    assert multiprocessing.active_children() == []


def test_a_page_that_takes_too_long_is_given_up(pdf):
    desk = Desk(page_limit_s=0.0)
    desk.read(pdf)
    heard = desk.until(ReadingOver)
    assert heard == [
        FileRefused(file=pdf.name, fault=FileFault.TOO_SLOW), ReadingOver(cancelled=False),
    ]  # fmt: skip
    desk.process.close()
