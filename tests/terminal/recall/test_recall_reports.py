"""A recall's result on paper and for other programs: every card is there, and opens where it should."""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path

import pytest
from msgspec.structs import asdict, replace
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument

from card_contract.card_number import CardNumber, NumberFault
from card_contract.recall_messages import NumberRange, RecallCardView, RecallRow, RecallView
from card_contract.states import CardKind, RecallAct, RecallEffect, RecallReason, RecallState
from pos_terminal.devices.recall_paper import pdf_bytes
from pos_terminal.devices.recall_reports import SENTENCES, RecallReports, csv_bytes
from pos_terminal.look.unreal_word import unreal_word
from pos_terminal.recall.number_file import NOT_TEXT
from pos_terminal.receipts import PracticeShop
from support.recall_office import digits
from support.scripted_shop import SHOP

SALE = "T1.1.000123.0123456789ABCDEFGHJKMNPQRS"
CARDS = [
    RecallCardView(
        place=place,
        number=digits(place) if place % 7 else None,
        card_id=None if place == 4 else str(place),
        last_four=digits(place)[-4:],
        kind=CardKind.UNKNOWN if place == 4 else CardKind.INACTIVE,
        effect=RecallEffect.UNKNOWN if place == 4 else RecallEffect.INVALIDATED,
        sale_id=SALE if place == 1 else "shop.example" if place == 2 else None,
        at=1_790_000_000_000,
        product=None if place == 4 else "=Gift card 50" if place % 2 else "Gift card 25",
        price_minor=None if place == 4 else 50_00 if place % 2 else 25_00,
        currency=None if place == 4 else "EUR",
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
    content = csv_bytes(CARDS)
    assert content.startswith(codecs.BOM_UTF8), "a spreadsheet would take it for another alphabet"
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert len(rows) == 200
    assert rows[0] == {
        "place": "1",
        "number": CardNumber.parse(digits(1)).grouped(),
        "card_id": "1",
        "last_four": f"…{digits(1)[-4:]}",
        "product": "'=Gift card 50",
        "price": "50.00",
        "currency": "EUR",
        "was": "inactive",
        "became": "invalidated",
        "receipt": "T1-1-000123",
        "sale": SALE,
        "decided_at": "2026-09-21T14:13:20+00:00",
    }
    assert (rows[1]["receipt"], rows[1]["sale"]) == ("", "shop.example")
    assert (rows[3]["was"], rows[3]["card_id"], rows[6]["number"]) == ("unknown", "", "")
    assert (rows[3]["product"], rows[3]["price"]) == ("", "")


@pytest.mark.usefixtures("qapp")
def test_the_pdf_says_what_why_by_whom_and_names_every_card() -> None:
    pages = text_of(pdf_bytes(RECALL, CARDS, shop="Harbour Games"))
    assert len(pages) > 1
    for fact in ("R-31", "Harbour Games", "Stolen", "22-1187", "Anna Lindt", "Tom Berg", "199"):
        assert fact in pages[0]
    first, last = (CardNumber.parse(digits(place)).grouped() for place in (1, 200))
    assert f"From {first} to {last}" in " ".join(pages[0].split())
    assert "21 Sep 2026, 14:13" in pages[0], "the day stands there on the day itself, too"
    assert "T1-1-000123" in "".join(pages)
    whole = "".join("".join(pages).split())
    assert [card.place for card in CARDS if card.number and card.number not in whole] == []
    assert whole.endswith(f"Page{len(pages)}of{len(pages)}")


@pytest.mark.usefixtures("qapp")
def test_the_pdf_says_what_the_cards_are_worth_by_product_and_together() -> None:
    left = replace(CARDS[0], effect=RecallEffect.SOLD_STAYS)
    waits = replace(CARDS[2], effect=RecallEffect.WAITS)
    cards = [left, CARDS[1], waits, *CARDS[3:]]
    first = text_of(pdf_bytes(RECALL, cards, shop=""))[0]
    assert "98 of 100 cards at €50.00 each: €4,900.00" in first
    assert "99 of 99 cards at €25.00 each: €2,475.00" in first
    assert "Together: €7,375.00" in first


@pytest.mark.usefixtures("qapp")
def test_a_head_that_is_longer_than_a_page_goes_on_and_every_page_is_counted() -> None:
    products = [
        replace(CARDS[0], place=place, product=f"Gift card {place}", price_minor=place)
        for place in range(1, 121)
    ]
    pages = text_of(pdf_bytes(RECALL, products, shop=""))
    assert "Gift card 120:" in "".join(pages)
    assert "Gift card 1:" in "".join(pages)
    for number, page in enumerate(pages, start=1):
        assert f"Page{number}of{len(pages)}" in "".join(page.split())


@pytest.mark.usefixtures("qapp")
def test_the_pdf_of_a_demo_or_a_practice_till_says_so_on_every_page() -> None:
    for demo, word in ((False, ""), (True, unreal_word(SHOP))):
        shop = replace(SHOP, demo=demo)
        assert unreal_word(shop) == word
        pages = text_of(pdf_bytes(RECALL, CARDS, shop="", unreal=word))
        assert all(("DEMO" in page) is demo for page in pages)
    assert unreal_word(PracticeShop(**asdict(SHOP))).startswith("PRACTICE")


@pytest.mark.usefixtures("qapp")
def test_a_report_is_written_whole_where_one_says_and_shown(tmp_path: Path) -> None:
    shown: list[Path] = []
    reports = RecallReports(shop=lambda: "Shop", unreal=lambda: "", on_file=shown.append)
    files = [tmp_path / name for name in ("a.csv", "b.pdf", "lines.csv")]
    reports.save_csv(RECALL, CARDS, files[0])
    reports.save_pdf(RECALL, CARDS, files[1])
    reports.save_faults([(5, "not_digits", "=1+1"), (9, "empty", "")], files[2])
    assert shown == [], "writing goes on in a thread, and showing does not"
    reports.show(files[0])
    assert shown == files[:1]
    assert sorted(tmp_path.iterdir()) == files
    assert list(csv.reader(io.StringIO(files[2].read_text("utf-8-sig")))) == [
        ["line", "text", "what is wrong"],
        ["5", "'=1+1", "no number"],
        ["9", "", "empty"],
    ]
    with pytest.raises(OSError, match=r"a\.csv"):
        reports.save_csv(RECALL, CARDS, files[0] / "a.csv")


def test_whatever_is_wrong_with_a_line_has_its_words() -> None:
    assert {*SENTENCES} == {*NumberFault, NOT_TEXT}
