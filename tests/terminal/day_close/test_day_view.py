"""The page *Day* as hands find it: real events on real widgets; its paper, read back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from card_contract.day_messages import DayReport
from pos_terminal.day_close.model import DayState, Section
from pos_terminal.day_close.paper_view import pdf_of
from pos_terminal.day_close.side_view import file_name
from pos_terminal.day_close.view import DayView
from pos_terminal.look.hold_button import HOLD_MS
from pos_terminal.look.hour_chart import scale_top
from pos_terminal.look.sentences import Manner, speak
from pos_terminal.look.text import Label
from pos_terminal.look.theme import Appearance
from support import day_pictures as pictures
from support.sale_lines import NOW
from support.shown import Recorded, Screen, settle

LONG_ENOUGH = HOLD_MS + 250


class Page:
    def __init__(self, qtbot: QtBot, width: int = 1280, height: int = 800) -> None:
        self.screen = Screen(Appearance.LIGHT, width, height)
        self.intents = Recorded(pictures.state())
        self.view = DayView(self.screen.theme, self.intents, self.screen.frame)
        self.screen.add("day", self.view)
        qtbot.waitExposed(self.screen.window)
        self.intents.asked.clear()

    def show(self, state: DayState) -> None:
        self.intents.show(state)
        settle(6)
        self.intents.asked.clear()

    @property
    def asked(self) -> list[tuple[str, tuple[object, ...]]]:
        settle()
        return [ask for ask in self.intents.asked if ask[0] != "open"]

    def texts(self) -> list[str]:
        return [label.text() for label in self.view.findChildren(Label) if label.isVisible()]

    def focused(self) -> QWidget:
        return QApplication.focusWidget() or self.screen.window


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[Page]:
    speak(Manner(time_zone="Europe/Berlin", now_ms=lambda: NOW))
    made = Page(qtbot)
    yield made
    made.screen.close()
    speak(Manner())


def test_figures_money_and_open_things_are_told_in_words(page: Page) -> None:
    texts = page.texts()
    for words in (
        "Line: a week before, 119 cards",
        "124",
        "€5,496.00",
        "2 of earlier days",
        "€3,970.00",
        "Cards sold by hour",
    ):
        assert words in texts
    assert "Sale T1-1-000498: €50.00 is to be handed back" in texts
    spoken = page.view.chart.accessibleName()
    assert "12 o'clock: 17 cards" in spoken


@pytest.mark.parametrize("section", Section)
def test_each_section_is_asked_for_by_its_chip(page: Page, section: Section) -> None:
    QTest.mouseClick(page.view.sections[section], Qt.MouseButton.LeftButton)
    assert page.asked == [("open_section", (section,))]


def test_days_go_by_arrows_and_none_is_ahead(page: Page) -> None:
    QTest.mouseClick(page.view.side.before, Qt.MouseButton.LeftButton)
    QTest.mouseClick(page.view.side.after, Qt.MouseButton.LeftButton)
    assert page.asked == [("go_days", (-1,))]


def test_f12_goes_on_and_the_amount_can_be_typed_at_once(page: Page) -> None:
    QTest.keyClick(page.focused(), Qt.Key.Key_F12)
    assert page.asked == [("go_on", ())]
    page.show(pictures.counting())
    QTest.keyClicks(page.focused(), "39x.5")
    assert page.asked[-1] == ("count", ("39.5",))


def test_enter_in_the_amount_closes_nothing(page: Page) -> None:
    page.show(pictures.counted())
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_F12):
        QTest.keyClick(page.focused(), key)
    assert "close_day" not in [name for name, _ in page.asked]


def test_the_day_is_closed_by_holding_for_a_second(page: Page, qtbot: QtBot) -> None:
    page.show(pictures.counted())
    QTest.keyPress(page.focused(), Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: page.view.counting.hold.progress > 0)
    QTest.keyRelease(page.focused(), Qt.Key.Key_F9)
    assert page.asked == []
    QTest.keyPress(page.focused(), Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: bool(page.asked))
    QTest.keyRelease(page.focused(), Qt.Key.Key_F9)
    assert page.asked == [("close_day", ())]


def test_what_is_not_complete_cannot_be_held(page: Page, qtbot: QtBot) -> None:
    page.show(pictures.short())
    assert not page.view.counting.hold.isEnabled()
    assert page.view.counting.hold.accessibleDescription() == "Say first why it differs"
    QTest.keyPress(page.focused(), Qt.Key.Key_F9)
    qtbot.wait(LONG_ENOUGH)
    QTest.keyRelease(page.focused(), Qt.Key.Key_F9)
    assert page.asked == []


def test_without_a_report_no_figure_is_shown(page: Page) -> None:
    page.show(pictures.no_line())
    texts = page.texts()
    assert "The day cannot be shown" in texts
    assert "Nothing was sold yet" not in texts
    assert not any("€" in text for text in texts)


def test_every_report_that_is_not_closed_says_how_old_it_is_and_is_asked_for_anew(
    page: Page,
) -> None:
    pages = (pictures.state, pictures.clerk, pictures.outdated, pictures.counting, pictures.counted)
    for shown in pages:
        page.show(shown())
        assert [text for text in page.texts() if text.casefold().endswith("as of 14:07")]
        QTest.keyClick(page.focused(), Qt.Key.Key_F5)
        settle()
        assert page.intents.asked == [("open", ())]
    page.show(pictures.closed())
    assert not [text for text in page.texts() if "as of" in text.casefold()]


def test_a_count_below_zero_is_typed_with_a_minus(page: Page) -> None:
    page.show(pictures.returns())
    QTest.keyClicks(page.focused(), "-25.00x")
    assert page.asked[-1] == ("count", ("-25.00",))
    texts = page.texts()
    assert "\u2212€25.00" in texts
    assert any(text.startswith("More went back than came in.") for text in texts)


def test_what_came_of_a_close_and_what_is_known_of_it_stand_together(page: Page) -> None:
    page.show(pictures.no_reply())
    assert any(
        text.startswith("No answer came from the server. The day may be closed")
        for text in page.texts()
    )
    page.show(pictures.changed_meanwhile())
    assert any(text.endswith("sign again. The day is not closed.") for text in page.texts())


def test_a_file_is_read_and_one_that_is_not_there_is_empty(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "day.csv"
    path.write_bytes(b"receipt,amount\n")
    page.view.comparison.read(path)
    page.view.comparison.read(tmp_path / "missing.csv")
    assert page.asked == [
        ("compare", ("day.csv", b"receipt,amount\n")),
        ("compare", ("missing.csv", b"")),
    ]


@pytest.mark.usefixtures("qapp")
def test_the_paper_of_no_real_shop_says_so_on_every_page(tmp_path: Path) -> None:
    report = pictures.report(open=[])
    path = tmp_path / "day.pdf"
    for unreal in ("", "DEMO - NO REAL REPORT"):
        path.write_bytes(pdf_of(report, unreal))
        document = QPdfDocument(None)
        document.load(str(path))
        texts = [document.getAllText(page).text() for page in range(document.pageCount())]
        document.close()
        assert all(("REAL REPORT" in text) is bool(unreal) for text in texts)


def paper_of(report: DayReport | None, folder: Path) -> tuple[Path, str]:
    """The report's PDF, and what can be read on it."""
    assert report is not None
    path = folder / f"{file_name(report)}.pdf"
    path.write_bytes(pdf_of(report))
    document = QPdfDocument(None)
    document.load(str(path))
    text = "\n".join(document.getAllText(page).text() for page in range(document.pageCount()))
    document.close()
    return path, text


def test_what_another_till_has_handed_back_is_told_where_there_is_such(
    page: Page, tmp_path: Path
) -> None:
    words = (
        "Cash: €25.00 that was to be handed back here was handed back at another till",
        "Cash: €10.00 that was to be handed back at another till was handed back here",
    )
    assert not [text for text in page.texts() if "another till" in text]
    page.show(pictures.elsewhere())
    _, text = paper_of(pictures.elsewhere().report, tmp_path)
    for told in words:
        assert told in "\n".join(page.texts())
        assert told in " ".join(text.split())


@pytest.mark.usefixtures("qapp")
def test_the_paper_says_what_the_page_says(tmp_path: Path) -> None:
    speak(Manner(time_zone="Europe/Berlin", now_ms=lambda: NOW))
    path, text = paper_of(pictures.closed().report, tmp_path)
    for words in ("Z report 42", "124", "€5,496.00", "€3,970.00", "€12.50 less", "Jonas Weber"):
        assert words in text
    assert path.name == "Z-42-T1-2026-11-22.pdf"
    speak(Manner())


@pytest.mark.usefixtures("page")
def test_the_paper_names_each_thing_that_was_signed_for(tmp_path: Path) -> None:
    told = pictures.many_refunds().report
    assert told is not None
    refunds = [
        replace(each, receipt_number=f"T1-9-{place:06d}") for place, each in enumerate(told.open)
    ]
    _, text = paper_of(replace(told, open=refunds), tmp_path)
    assert not [each for each in refunds if f"Sale {each.receipt_number}" not in text]


@pytest.mark.parametrize(
    ("differing", "words"),
    [
        (None, "Own POS €6,015.50, here €6,025.50"),
        (0, "Own POS €6,015.50, here €6,025.50. Every line agreed"),
        (3, "Own POS €6,015.50, here €6,025.50. 3 lines did not agree"),
    ],
)
def test_a_closed_day_says_whether_the_shops_own_system_agreed(
    page: Page, tmp_path: Path, differing: int | None, words: str
) -> None:
    closed = pictures.closed(pos_compared_minor=6_025_50, pos_differing=differing)
    page.show(closed)
    _, text = paper_of(closed.report, tmp_path)
    for told in (text, "\n".join(page.texts())):
        assert words in told.splitlines()


def test_the_axis_has_round_numbers_and_room_for_all() -> None:
    for highest in range(3000):
        top = scale_top(highest)
        assert top >= highest
        assert top % 4 == 0
