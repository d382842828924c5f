"""*Waiting*, *Sales* and the second person's signature, as people use them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from card_contract.messages import VoidReason
from card_contract.states import PaymentKind
from pos_terminal.approval.view import ApprovalView
from pos_terminal.look.sentences import Manner, speak
from pos_terminal.sales.view import SalesView
from pos_terminal.waiting.model import WaitingKind
from pos_terminal.waiting.question_view import Answer
from pos_terminal.waiting.view import WaitingView
from pos_terminal.words import ON
from support import page_pictures as pictures
from support.shown import Recorded, Screen, settle


@pytest.fixture(autouse=True)
def _manner() -> Iterator[None]:
    speak(Manner(time_zone="Europe/Berlin", now_ms=lambda: pictures.NOW))
    yield
    speak(Manner())


@pytest.fixture
def screen(qapp: QApplication) -> Iterator[Screen]:  # noqa: ARG001  # an application must stand
    made = Screen()
    yield made
    made.close()


def waiting(screen: Screen, intents: Recorded) -> WaitingView:
    view = WaitingView(screen.theme, intents, screen.artworks, screen.frame, lambda: pictures.NOW)
    screen.add("waiting", view)
    intents.asked.clear()
    return view


def sales(screen: Screen, intents: Recorded) -> SalesView:
    view = SalesView(screen.theme, intents, screen.artworks, screen.frame)
    screen.add("sales", view)
    intents.asked.clear()
    return view


def press(screen: Screen, key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget() or screen.window, key)
    settle()


@pytest.mark.parametrize(
    ("kind", "key", "asked"),
    [
        (WaitingKind.BEING_ACTIVATED, Qt.Key.Key_F5, "try_now"),
        (WaitingKind.BEING_ACTIVATED, Qt.Key.Key_F2, "void"),
        (WaitingKind.REFUND_DUE, Qt.Key.Key_F12, "hand_back"),
        (WaitingKind.RECEIPT_MISSING, Qt.Key.Key_F12, "reprint"),
    ],
)
def test_each_waiting_thing_has_its_own_act(
    screen: Screen, kind: WaitingKind, key: Qt.Key, asked: str
) -> None:
    intents = Recorded(pictures.waiting(chosen=kind))
    waiting(screen, intents)
    press(screen, key)
    assert intents.asked == [(asked, (f"K-{kind.value}",))]


def test_a_case_is_closed_with_a_reason_only(screen: Screen) -> None:
    intents = Recorded(pictures.waiting(chosen=WaitingKind.CASE))
    view = waiting(screen, intents)
    assert view.entry._act.why_off() == "Write down how it was settled"
    press(screen, Qt.Key.Key_F12)
    assert intents.asked == []
    QTest.keyClicks(view.entry._reason.line, "goodwill")
    press(screen, Qt.Key.Key_F12)
    assert intents.asked == [("close_case", ("K-case", "goodwill"))]


def test_a_sale_the_server_will_not_settle_is_voided_not_closed(screen: Screen) -> None:
    stuck = pictures.row(WaitingKind.CASE, key="S", sale_id="S", chosen=True)
    intents = Recorded(replace(pictures.waiting(), rows=(stuck,)))
    view = waiting(screen, intents)
    assert not view.entry._act.isVisible()
    press(screen, Qt.Key.Key_F2)
    assert intents.asked == [("void", ("S",))]


def test_a_void_without_a_signature_asks_for_it(screen: Screen) -> None:
    unsigned = pictures.row(WaitingKind.BEING_VOIDED, chosen=True)
    intents = Recorded(replace(pictures.waiting(), rows=(unsigned,)))
    view = waiting(screen, intents)
    assert view.entry._act.words() == "A manager signs"
    press(screen, Qt.Key.Key_F12)
    assert intents.asked == [("void", (unsigned.key,))]


def test_pressing_an_entry_chooses_it(screen: Screen) -> None:
    intents = Recorded(pictures.waiting())
    view = waiting(screen, intents)
    row = view._list._rows["K-refund_due"]
    assert row.accessibleName().startswith("Sale T1-1-000419, 14:07, 1 card, €25.00")
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert ("choose", ("K-refund_due",)) in intents.asked


def test_the_rail_counts_what_waits(screen: Screen) -> None:
    intents = Recorded(pictures.waiting())
    waiting(screen, intents)
    entry = screen.frame.rail.entry("waiting")
    assert entry is not None
    assert entry.count() == 4
    intents.show(pictures.nothing_waiting())
    assert entry.count() == 0


def test_was_it_paid_records_nothing_before_an_answer_and_the_button(screen: Screen) -> None:
    intents = Recorded(pictures.question())
    view = waiting(screen, intents)
    page = view.question
    press(screen, Qt.Key.Key_F12)
    assert page._record.why_off() == "Choose an answer first"
    QTest.mouseClick(page._chips[Answer.NOT_PAID], Qt.MouseButton.LeftButton)
    assert intents.asked == []
    press(screen, Qt.Key.Key_F12)
    assert intents.asked == [("answer_not_paid", ("Q",))]


def test_was_it_paid_with_the_card_machine_wants_the_reference(screen: Screen) -> None:
    intents = Recorded(pictures.question())
    page = waiting(screen, intents).question
    QTest.mouseClick(page._chips[Answer.REFERENCE], Qt.MouseButton.LeftButton)
    assert page._record.why_off() == "Enter the payment reference"
    QTest.keyClicks(page._field.line, "A-77")
    press(screen, Qt.Key.Key_F12)
    assert intents.asked == [("answer_paid_reference", ("Q", "A-77"))]


def test_the_next_question_begins_without_an_answer(screen: Screen) -> None:
    intents = Recorded(pictures.question())
    page = waiting(screen, intents).question
    QTest.mouseClick(page._chips[Answer.CASH], Qt.MouseButton.LeftButton)
    first = pictures.question()
    assert first.question is not None
    other = replace(first.question, sale_id="Q2")
    intents.show(replace(first, question=other, questions_left=1))
    press(screen, Qt.Key.Key_F12)
    assert intents.asked == []
    assert page._more.isHidden()


def test_settling_for_another_till_passes_on_the_whole_form(screen: Screen) -> None:
    intents = Recorded(pictures.settling())
    view = waiting(screen, intents)
    QTest.mouseClick(view.settle._no, Qt.MouseButton.LeftButton)
    assert intents.asked == [("fill_settle", (False, PaymentKind.REFERENCE, "", ""))]
    intents.asked.clear()
    QTest.keyClicks(view.settle._reason.line, "x")
    assert intents.asked == [("fill_settle", (True, PaymentKind.REFERENCE, "", "x"))]


def test_a_sale_is_found_by_what_is_typed(screen: Screen) -> None:
    intents = Recorded(pictures.sales(detail=None))
    view = sales(screen, intents)
    press(screen, Qt.Key.Key_F3)
    assert view.search.field.line.hasFocus()
    QTest.keyClicks(view.search.field.line, "T1-1-000421")
    press(screen, Qt.Key.Key_Return)
    assert intents.asked == [("find", ("T1-1-000421",))]


def test_the_days_are_turned_and_not_beyond_today(screen: Screen) -> None:
    intents = Recorded(pictures.sales(detail=None))
    view = sales(screen, intents)
    assert not view.search._after.isEnabled()
    QTest.mouseClick(view.search._before, Qt.MouseButton.LeftButton)
    assert intents.asked == [("choose_day", ("2026-11-21",))]
    assert view.search._before.accessibleName() == "The day before"


def test_an_open_sale_is_printed_again_voided_and_closed(screen: Screen) -> None:
    intents = Recorded(pictures.sales())
    view = sales(screen, intents)
    press(screen, Qt.Key.Key_F12)
    QTest.mouseClick(view.detail._void, Qt.MouseButton.LeftButton)
    press(screen, Qt.Key.Key_Escape)
    assert intents.names() == ["reprint", "open_void", "close_sale"]


def test_the_void_takes_cards_a_reason_and_a_signature(screen: Screen) -> None:
    intents = Recorded(pictures.voiding())
    view = sales(screen, intents)
    form = view.detail.void
    QTest.mouseClick(form._cards[0], Qt.MouseButton.LeftButton)
    QTest.mouseClick(form._cards[1], Qt.MouseButton.LeftButton)
    QTest.mouseClick(form._reasons[VoidReason.CARD_DAMAGED], Qt.MouseButton.LeftButton)
    press(screen, Qt.Key.Key_F12)
    assert intents.asked == [
        ("choose_card", ("1", True)),
        ("choose_card", ("2", False)),
        ("choose_reason", (VoidReason.CARD_DAMAGED,)),
        ("sign_void", ()),
    ]
    assert form._refund.text() == "€25.00"


def test_money_that_is_due_has_the_main_button(screen: Screen) -> None:
    intents = Recorded(pictures.refund_due())
    view = sales(screen, intents)
    assert not view.detail._reprint.isVisible()
    press(screen, Qt.Key.Key_F12)
    assert intents.asked == [("hand_back", ("R",))]


def test_the_signature_takes_digits_from_the_keyboard_and_escape_leaves(screen: Screen) -> None:
    sales(screen, Recorded(pictures.sales()))
    intents = Recorded(pictures.approval())
    view = ApprovalView(screen.theme, intents, screen.frame)
    settle()
    assert view.isVisible()
    assert "Void sale T1-1-000421" in view.accessibleName()
    for key in (Qt.Key.Key_4, Qt.Key.Key_8, Qt.Key.Key_Backspace, Qt.Key.Key_Return):
        press(screen, key)
    assert intents.asked == [("press_digit", ("4",)), ("press_digit", ("8",)), ("erase_digit", ())]
    intents.show(pictures.approval(enter=ON, digits=6))
    intents.asked.clear()
    press(screen, Qt.Key.Key_Return)
    press(screen, Qt.Key.Key_Escape)
    assert intents.names() == ["enter", "close"]
    intents.show(replace(pictures.approval(), open=False))
    settle()
    assert not view.isVisible()


def test_nobody_can_be_skipped_while_there_is_a_connection(screen: Screen) -> None:
    sales(screen, Recorded(pictures.sales()))
    intents = Recorded(pictures.wrong_pin())
    view = ApprovalView(screen.theme, intents, screen.frame)
    settle()
    assert view._without.why_off() == "Only while there is no connection"
    assert view._note.text() == "The PIN is wrong. Nothing was signed."
    assert not view._without.isEnabled()
