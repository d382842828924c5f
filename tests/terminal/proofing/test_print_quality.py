"""Contrast and quiet zones, read from pages that the sheet painter has drawn and that get worse."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from PIL import Image, ImageFilter

from card_contract.card_number import CardNumber
from pos_terminal.card_design.box import Box
from pos_terminal.card_design.design import CardData
from pos_terminal.card_design.elements import Barcode, Shape, Side
from pos_terminal.card_design.geometry import symbol_box
from pos_terminal.card_design.shipped import plain_card
from pos_terminal.card_design.symbols import code128_modules, module_mm
from pos_terminal.devices.page_pictures import PagePictures
from pos_terminal.devices.sheet_printing import PDF_DPI, SheetRun, write_sheets
from pos_terminal.proofing.grades import Grade, PrintReading
from pos_terminal.proofing.print_quality import read_print
from pos_terminal.scanning.decoder import read_sheet
from pos_terminal.sheets.sheet_layout import DEFAULT, LAYOUTS

pytestmark = pytest.mark.usefixtures("qapp")

DPI = 300
CARDS = 2
DESIGN = plain_card()
MODULES = len(code128_modules("9700100000200000" + "13"))


def cards():
    made = []
    for sequence in range(1, CARDS + 1):
        number = CardNumber.build(issuer="970010", batch=2, sequence=sequence)
        made.append(
            CardData(
                barcode=number.digits, number=number.grouped(), code="AAAAA-BBBBB", batch="2",
                product="Game card", price="€25",
            )
        )  # fmt: skip
    return made


def face_with(change):
    """The design with its bars' side changed."""
    side = next(each for each in Side if any(map(is_bars, DESIGN.face(each).elements)))
    face = DESIGN.face(side)
    bars = next(filter(is_bars, face.elements))
    elements = change(face.elements, bars)
    return side, msgspec.structs.replace(
        DESIGN, **{side.value: msgspec.structs.replace(face, elements=tuple(elements))}
    )


def is_bars(element):
    return isinstance(element, Barcode)


def sheet(folder, change=lambda elements, _bars: elements):
    """A page as a scanner of 300 dots would see it if it were perfect."""
    side, design = face_with(change)
    file = folder / "sheet.pdf"
    write_sheets(
        file, SheetRun(design=design, cards=cards(), layout=LAYOUTS[DEFAULT], sides=(side,))
    )
    with PagePictures(file) as pictures:
        return pictures.gray(0, DPI)


@pytest.fixture(scope="module")
def perfect(tmp_path_factory):
    return sheet(tmp_path_factory.mktemp("sheet"))


def readings(gray) -> dict[str, PrintReading]:
    found, _ = read_sheet(gray)
    measured = {
        one.text: read_print(gray, one.polygon, len(code128_modules(one.text))) for one in found
    }
    assert None not in measured.values(), "a symbol that was read can be measured"
    return measured


def all_of(gray):
    found = readings(gray)
    assert set(found) == {card.barcode for card in cards()}
    return found.values()


def blurred(gray, px):
    return np.asarray(Image.fromarray(gray).filter(ImageFilter.GaussianBlur(px)))


def noisy(gray, spread):
    chance = np.random.default_rng(7)
    return np.clip(gray + chance.normal(0, spread, gray.shape), 0, 255).astype(np.uint8)


def turned(gray, degrees):
    picture = Image.fromarray(gray)
    return np.asarray(picture.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255))


def slanted(gray):
    """As a camera sees the sheet that is held a little aslant."""
    height, width = gray.shape
    near = 1 / width * 0.04
    return np.asarray(
        Image.fromarray(gray).transform(
            (width, height),
            Image.Transform.PERSPECTIVE,
            (1.02, 0.01, -10, 0.005, 1.02, -10, near, near / 2),
            Image.Resampling.BICUBIC,
            fillcolor=255,
        )
    )


def test_a_perfect_page_is_good_in_every_figure(perfect):
    for reading in all_of(perfect):
        assert reading.grade is Grade.GOOD
        assert reading.contrast_percent >= 95
        assert reading.edge_percent >= 60
        assert reading.quiet_tenths >= 95


@pytest.mark.parametrize(
    ("ink", "percent", "grade"),
    [
        ("#000000", 100, Grade.GOOD),
        ("#808080", 78, Grade.GOOD),
        ("#b8b8b8", 52, Grade.THIN),
        ("#d4d4d4", 34, Grade.POOR),
    ],
)
def test_grey_ink_has_the_contrast_of_its_reflectance(tmp_path, ink, percent, grade):
    def in_grey(elements, bars):
        grey = msgspec.structs.replace(bars, colour=ink)
        return [grey if each is bars else each for each in elements]

    for reading in all_of(sheet(tmp_path, in_grey)):
        assert abs(reading.contrast_percent - percent) <= 3
        assert reading.contrast_grade is grade


def with_a_mark(modules, side):
    """Something dark that stands so many modules beside the bars."""

    def change(elements, bars):
        box = symbol_box(bars, cards()[0].barcode, PDF_DPI)
        free = modules * module_mm(bars.module_mm, PDF_DPI)
        left = box.left - free - 1 if side == "left" else box.right + free
        mark = Shape(id="mark", box=Box(left, box.top, 1.0, box.height), colour="#000000")
        return [mark, *elements]

    return change


@pytest.mark.parametrize(
    ("modules", "side"), [(8, "left"), (6, "left"), (6, "right"), (5, "left"), (5, "right")]
)
def test_a_narrowed_quiet_zone_is_measured_in_modules(tmp_path, modules, side):
    for reading in all_of(sheet(tmp_path, with_a_mark(modules, side))):
        narrow, other = reading.left_tenths, reading.right_tenths
        if side == "right":
            narrow, other = other, narrow
        assert abs(narrow - 10 * modules) <= 4
        assert other >= 95
        assert reading.grade is (Grade.THIN if modules >= 6 else Grade.POOR), reading


def test_bars_that_have_lost_their_quiet_zone_are_told_as_unread(tmp_path):
    found, unread = read_sheet(sheet(tmp_path, with_a_mark(2, "left")))
    assert (len(found), len(unread)) == (0, CARDS)


def test_blur_lowers_the_edges_before_the_contrast(perfect):
    edges = [
        min(one.edge_percent for one in all_of(blurred(perfect, px))) for px in (0.5, 1.0, 1.5)
    ]
    assert edges == sorted(edges, reverse=True)
    assert edges[0] > edges[-1] + 20
    assert all(one.contrast_percent > 80 for one in all_of(blurred(perfect, 1.0)))


@pytest.mark.parametrize("spread", [4, 12])
def test_noise_does_not_shorten_a_quiet_zone(perfect, spread):
    for reading in all_of(noisy(perfect, spread)):
        assert reading.quiet_tenths >= 95
        assert reading.contrast_percent >= 85


@pytest.fixture(scope="module")
def narrowed(tmp_path_factory):
    return sheet(tmp_path_factory.mktemp("sheet"), with_a_mark(6, "left"))


@pytest.mark.parametrize("degrees", [3, 8, 20, 90, 180, 225])
def test_a_sheet_is_measured_the_same_however_it_lies_and_left_stays_left(narrowed, degrees):
    for reading in all_of(turned(narrowed, degrees)):
        assert reading.contrast_percent >= 95
        assert abs(reading.left_tenths - 60) <= 4
        assert reading.right_tenths >= 95


def test_perspective_changes_little(perfect):
    for reading in all_of(slanted(perfect)):
        assert reading.contrast_percent >= 90
        assert reading.quiet_tenths >= 90


def test_bars_at_the_edge_of_the_paper_have_no_more_zone_than_paper(perfect):
    found, _ = read_sheet(perfect)
    one = found[0]
    left = int(min(x for x, _ in one.polygon))
    module = (max(x for x, _ in one.polygon) - left) / MODULES
    cut = perfect[:, left - round(5 * module) :]
    shifted = tuple((x - left + round(5 * module), y) for x, y in one.polygon)
    reading = read_print(np.ascontiguousarray(cut), shifted, MODULES)
    assert reading is not None
    assert abs(reading.left_tenths - 50) <= 6


def test_where_no_bars_are_seen_there_is_no_contrast_and_no_zone():
    paper = np.full((200, 900), 255, np.uint8)
    corners = ((100.0, 50.0), (700.0, 50.0), (700.0, 150.0), (100.0, 150.0))
    seen = read_print(paper, corners, MODULES)
    assert seen == PrintReading(contrast_percent=0, edge_percent=0)
    assert seen.grade is Grade.POOR
    assert read_print(paper, corners[:3], MODULES) is None
    assert read_print(paper, ((10.0, 10.0),) * 4, MODULES) is None
