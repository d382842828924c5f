"""The day of a demo shop, played as anybody plays it: the command, a real server, real widgets."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtPdf import QPdfDocument

from pos_terminal.demo_day.studio import WORDS

STEPS = [
    "sign_in",
    "sale_from_video",
    "refused_sold_card",
    "cancelled_before_payment",
    "reply_lost_after_payment",
    "killed_till",
    "void_with_refund",
    "card_designed",
    "cards_printed",
    "card_sold_from_its_sheet",
    "till_shut_out_in_a_sale",
    "recall_of_a_pack",
    "day_close",
    "test_sheet",
]
PAPERS = {
    "receipt.pdf": ("DEMO", "Gift card", "Game card", "75.00"),
    "waiting-slip.pdf": ("DEMO", "Gift card", "50.00"),
    "refund-receipt.pdf": ("DEMO", "Game card", "25.00"),
    "day-report.pdf": ("Z report 1", "Recalled", "€150.00", "Signed for by Anna Lindt"),
}


@pytest.fixture(scope="module")
def day(tmp_path_factory):
    out = tmp_path_factory.mktemp("day")
    played = subprocess.run(
        [str(Path(sys.executable).with_name("pos-terminal")), "demo", "--out", str(out)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    return out, played


@pytest.mark.timeout(460)
def test_every_step_of_the_day_holds(day):
    out, played = day
    assert played.returncode == 0, played.stdout + played.stderr[-3000:]
    summary = json.loads((out / "summary.json").read_text())
    assert summary["held"] is True
    assert [step["step"] for step in summary["steps"]] == STEPS


def test_the_day_leaves_a_picture_of_every_screen_it_came_by(day):
    out, _ = day
    pictures = sorted(path.name for path in out.glob("[0-9]*.png"))
    assert len(pictures) == 29
    for name in pictures:
        picture = QImage(str(out / name))
        assert (picture.width(), picture.height()) == (1280, 800)
        colours = {picture.pixel(x, y) for x in range(0, 1280, 16) for y in range(0, 800, 16)}
        assert len(colours) > 8, f"{name} shows next to nothing"


@pytest.mark.parametrize(
    ("name", "millimetres"),
    [
        ("card-drawn.png", None),
        ("card-designed.png", None),
        ("cards-front.png", (210, 297)),
        ("cards-back.png", (210, 297)),
        ("sheet-scanned.png", (210, 297)),
        ("card-cut-out.png", None),
        ("proof-sheet-read.png", None),
        ("proof-recorded.png", None),
        ("stock-received.png", None),
    ],
)
def test_the_printed_cards_are_there_as_pictures(day, name, millimetres):
    out, _ = day
    picture = QImage(str(out / name))
    assert not picture.isNull()
    if millimetres is not None:
        width, height = millimetres
        assert abs(picture.width() / picture.height() - width / height) < 0.01
        assert (out / "cards.pdf").read_bytes().startswith(b"%PDF-")


def test_the_batch_is_printed_in_the_design_that_was_drawn(day):
    out, _ = day
    sheets = QPdfDocument()
    assert sheets.load(str(out / "cards.pdf")) is QPdfDocument.Error.None_
    front, back = sheets.getAllText(0).text(), sheets.getAllText(1).text()
    sheets.close()
    assert front.count(WORDS) == 10
    assert WORDS not in back


@pytest.mark.parametrize("name", sorted(PAPERS))
def test_the_papers_of_the_day_can_be_read(day, name):
    out, _ = day
    paper = QPdfDocument()
    assert paper.load(str(out / name)) is QPdfDocument.Error.None_
    text = paper.getAllText(0).text()
    paper.close()
    for words in PAPERS[name]:
        assert words in text


def test_the_closed_day_is_there_as_a_table(day):
    out, _ = day
    lines = (out / "day-report.csv").read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("till,day,z,what")
    assert any(",open-refund-due," in line for line in lines), lines


def test_the_scanner_s_test_sheet_is_a_pdf(day):
    out, _ = day
    assert (out / "sheet.pdf").read_bytes().startswith(b"%PDF-")
