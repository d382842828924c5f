"""A recall's result on paper and for other programs: every card is there, and opens where it should."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from msgspec.structs import asdict, replace
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument

from card_contract.recall_messages import NumberRange, RecallCardView, RecallRow, RecallView
from card_contract.states import CardKind, RecallAct, RecallEffect, RecallReason, RecallState
from pos_terminal.devices.recall_reports import RecallReports, csv_bytes, pdf_bytes
from pos_terminal.look.unreal_word import unreal_word
from pos_terminal.receipts import PracticeShop
from support.recall_office import digits
from support.scripted_server import SHOP

CARDS = [
    RecallCardView(
        place=place,
        number=digits(place) if place % 7 else None,
        card_id=None if place == 4 else str(place),
        last_four=digits(place)[-4:],
        kind=CardKind.UNKNOWN if place == 4 else CardKind.INACTIVE,
        effect=RecallEffect.UNKNOWN if place == 4 else RecallEffect.INVALIDATED,
        sale_id=None,
        at=1_790_000_000_000,
    )
    for place in range(1, 201)
]
RECALL = RecallView(
    recall_id=31,
    act=RecallAct.RECALL,
    state=RecallState.DONE,
    reason=RecallReason.STOLEN,
    note="Carton 93. Police report 22-1187.",
    include_sold=False,
    selection=NumberRange(first=digits(1), last=digits(200)),
    done=200,
    total=200,
    asked_by="Anna Lindt",
    approved_by="Tom Berg",
    created_at=1_790_000_000_000,
    ended_at=1_790_000_001_000,
    rows=[RecallRow(kind=CardKind.INACTIVE, count=199, effect=RecallEffect.INVALIDATED)],
)


def text_of(content: bytes) -> list[str]:
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument(None)  # type: ignore[call-overload]  # a parent may be null
    document.load(buffer)
    return [document.getAllText(page).text() for page in range(document.pageCount())]


def test_the_csv_has_a_line_for_every_card_in_stable_words() -> None:
    rows = list(csv.DictReader(io.StringIO(csv_bytes(CARDS).decode())))
    assert len(rows) == 200
    assert rows[0] == {
        "place": "1",
        "number": digits(1),
        "card_id": "1",
        "last_four": digits(1)[-4:],
        "was": "inactive",
        "became": "invalidated",
        "sale": "",
        "decided_at": "2026-09-21T14:13:20+00:00",
    }
    assert (rows[3]["was"], rows[3]["card_id"], rows[6]["number"]) == ("unknown", "", "")


@pytest.mark.usefixtures("qapp")
def test_the_pdf_says_what_why_by_whom_and_names_every_card() -> None:
    pages = text_of(pdf_bytes(RECALL, CARDS, shop="Harbour Games"))
    assert len(pages) > 1
    for fact in ("R-31", "Harbour Games", "Stolen", "22-1187", "Anna Lindt", "Tom Berg", "199"):
        assert fact in pages[0]
    whole = "".join("".join(pages).split())
    assert [card.place for card in CARDS if card.number and card.number not in whole] == []
    assert whole.endswith(f"Page{len(pages)}of{len(pages)}")


@pytest.mark.usefixtures("qapp")
def test_the_pdf_of_a_demo_or_a_practice_till_says_so_on_every_page() -> None:
    for demo, word in ((False, ""), (True, unreal_word(SHOP))):
        shop = replace(SHOP, demo=demo)
        assert unreal_word(shop) == word
        pages = text_of(pdf_bytes(RECALL, CARDS, shop="", unreal=word))
        assert all(("DEMO" in page) is demo for page in pages)
    assert unreal_word(PracticeShop(**asdict(SHOP))).startswith("PRACTICE")


@pytest.mark.usefixtures("qapp")
def test_a_report_is_written_whole_and_shown(tmp_path: Path) -> None:
    shown: list[Path] = []
    reports = RecallReports(
        folder=tmp_path / "r", shop=lambda: "Shop", unreal=lambda: "", on_file=shown.append
    )
    files = [reports.save_csv(RECALL, CARDS), reports.save_pdf(RECALL, CARDS)]
    files.append(reports.save_lines("list-lines.csv", ["line,fault", "1,empty"]))
    assert shown == [], "writing goes on in a thread, and showing does not"
    reports.show(files[0])
    assert shown == files[:1]
    assert [file.name for file in files] == ["recall-R-31.csv", "recall-R-31.pdf", "list-lines.csv"]
    assert files[2].read_text() == "line,fault\n1,empty\n"
