"""*Waiting*, as people use it: what is open, what can be done about it, and what cannot."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from card_contract.states import CaseKind, PaymentKind, SettledAs
from pos_terminal.look.sentences import manner
from pos_terminal.look.text import Label
from pos_terminal.waiting.model import Act, CaseStage, WaitingKind
from pos_terminal.waiting.question_view import Answer
from pos_terminal.waiting.view import WaitingView
from pos_terminal.words import ON, Button
from support import waiting_pictures as pictures
from support.refunds import void_due
from support.sale_lines import NOW, said
from support.shop_floor import ShopFloor
from support.shown import Recorded, Screen, press, settle


def waiting(screen: Screen, intents: Recorded) -> WaitingView:
    view = WaitingView(screen.theme, intents, screen.artworks, screen.frame, lambda: NOW)
    screen.add("waiting", view)
    intents.asked.clear()
    return view


KEYS = [
    (WaitingKind.BEING_ACTIVATED, None, Qt.Key.Key_F5, "try_now"),
    (WaitingKind.BEING_ACTIVATED, None, Qt.Key.Key_F2, "void"),
    (WaitingKind.BEING_CANCELLED, None, Qt.Key.Key_F5, "try_now"),
    (WaitingKind.BEING_VOIDED, None, Qt.Key.Key_F5, "try_now"),
    (WaitingKind.SIGNATURE_OWED, None, Qt.Key.Key_F12, "void"),
    (WaitingKind.REFUND_DUE, None, Qt.Key.Key_F12, "hand_back"),
    (WaitingKind.RECEIPT_MISSING, None, Qt.Key.Key_F12, "reprint"),
    (WaitingKind.RECEIPT_MISSING, "refund_receipt_missing", Qt.Key.Key_F12, "reprint"),
    (WaitingKind.ENDED_ELSEWHERE, "paid_elsewhere", Qt.Key.Key_F12, "acknowledge"),
]


@pytest.mark.parametrize(("kind", "word", "key", "asked"), KEYS)
def test_each_waiting_thing_has_its_own_act(
    screen: Screen, kind: WaitingKind, word: str | None, key: Qt.Key, asked: str
) -> None:
    intents = Recorded(pictures.only(kind, word)())
    waiting(screen, intents)
    press(screen, key)
    assert intents.asked == [(asked, (f"K-{kind.value}",))]


def test_money_of_which_it_is_not_known_whether_it_is_owed_is_asked_about_and_not_offered(
    screen: Screen,
) -> None:
    changes = {"act": Act.ASK, "way": None}
    kind = WaitingKind.REFUND_DUE
    intents = Recorded(pictures.only(kind, "refund_not_known", **changes)())
    view = waiting(screen, intents)
    assert view.entry._pill.text() == "Refund not known now"
    assert "75.00" not in view.entry._act.text()
    press(screen, Qt.Key.Key_F12)
    assert intents.asked == [("try_now", (f"K-{kind.value}",))]


def test_what_somebody_else_has_settled_and_is_out_all_the_same_is_said_beside(
    screen: Screen,
) -> None:
    kind = WaitingKind.CASE
    intents = Recorded(pictures.only(kind, "refund_settled_by", gone_out=ON)())
    view = waiting(screen, intents)
    QTest.mouseClick(view.entry._gone_out, Qt.MouseButton.LeftButton)
    assert intents.asked == [("gone_out", (f"K-{kind.value}",))]
    intents.show(pictures.only(kind, "contradicted")())
    assert not view.entry._gone_out.isVisible()


def test_the_first_thing_is_open_without_being_chosen(screen: Screen) -> None:
    row = pictures.row(WaitingKind.RECEIPT_MISSING)
    intents = Recorded(pictures.alone(row))
    view = waiting(screen, intents)
    assert view.entry.isVisible()
    assert view.list.own.entry(row.key).chosen
    press(screen, Qt.Key.Key_F12)
    assert intents.asked == [("reprint", (row.key,))]


def test_money_is_handed_back_from_a_row_that_somebody_chose_only(screen: Screen) -> None:
    row = pictures.row(WaitingKind.REFUND_DUE)
    intents = Recorded(pictures.alone(row))
    view = waiting(screen, intents)
    assert view.blank.isVisible()
    press(screen, Qt.Key.Key_F12)
    assert intents.asked == []
    QTest.mouseClick(view.list.own.entry(row.key), Qt.MouseButton.LeftButton)
    assert ("choose", (row.key,)) in intents.asked


def told(view: WaitingView) -> list[str]:
    """What stands where nothing is open, a sentence and how its money goes back by turns."""
    return [label.text() for labels in view.blank._labels for label in labels if label.text()]


def is_back(shop: ShopFloor, refund_id: str) -> bool:
    refund = shop.journal.refund(refund_id)
    assert refund is not None
    return refund.handed_back_at is not None


def test_a_second_press_books_nothing_more_once_the_money_of_the_first_is_back(
    screen: Screen, tmp_path: Path
) -> None:
    with closing(ShopFloor(tmp_path)) as shop:
        shop.session(1)
        first, second = (void_due(shop, shop.server.add_card(n)) for n in (1, 2))
        view = WaitingView(screen.theme, shop.waiting, screen.artworks, screen.frame, lambda: NOW)
        screen.add("waiting", view)
        QTest.mouseClick(view.list.own.entry(first), Qt.MouseButton.LeftButton)
        for _ in range(2):
            settle()
            press(screen, Qt.Key.Key_F12)
            shop.tasks.deliver()
        settle()
        assert [is_back(shop, key) for key in (first, second)] == [True, False]
        assert view.blank.isVisible()
        assert "give €50.00 of sale T1-1-000001 to the customer now" in told(view)[0]
        assert told(view)[1] == "It was paid in cash: give it back in cash."
        QTest.mouseClick(view.list.own.entry(second), Qt.MouseButton.LeftButton)
        settle()
        press(screen, Qt.Key.Key_F12)
        shop.tasks.deliver()
        settle()
        assert is_back(shop, second)
        assert "give €50.00 of sale T1-1-000003 to the customer now" in told(view)[0]
        view.opened()
        settle()
        assert view.nothing.isVisible()


def test_where_nothing_waits_the_page_says_what_would(screen: Screen) -> None:
    view = waiting(screen, Recorded(pictures.nothing_waiting()))
    assert view.nothing.isVisible()
    assert not view.list.isVisible()
    assert view.nothing._word.text() == "Nothing is waiting"


def test_what_could_not_be_looked_up_is_not_called_nothing(screen: Screen) -> None:
    view = waiting(screen, Recorded(pictures.no_line()))
    notes = [label.text() for label in view.nothing._notes if label.isVisible()]
    assert notes == [
        "No connection: what other tills hold cannot be shown.",
        "No connection: which cases are open now is not known.",
    ]


def test_a_case_is_closed_with_a_reason_only(screen: Screen) -> None:
    intents = Recorded(pictures.waiting(chosen=WaitingKind.CASE))
    view = waiting(screen, intents)
    assert view.entry._act.why_off() == "Write down how it is settled"
    press(screen, Qt.Key.Key_F12)
    assert intents.asked == []
    QTest.keyClicks(view.entry._reason.line, "goodwill")
    press(screen, Qt.Key.Key_F12)
    assert intents.asked == [("close_case", ("K-case", "goodwill"))]


def test_the_servers_word_for_a_case_stands_under_details_only(screen: Screen) -> None:
    view = waiting(screen, Recorded(pictures.waiting(chosen=WaitingKind.CASE)))
    seen = [label.text() for label in view.findChildren(Label) if label.isVisible()]
    assert not any("CARD_REDEEMED" in text for text in seen)
    QTest.mouseClick(view.entry._details.button, Qt.MouseButton.LeftButton)
    assert view.entry._details._line.text() == "For support: CARD_REDEEMED"


def test_a_clerk_is_told_that_a_manager_closes_cases(screen: Screen) -> None:
    off = Button(enabled=False, why_off=said("off.only_a_manager"))
    intents = Recorded(pictures.only(WaitingKind.CASE, "void_refused", decide=off)())
    view = waiting(screen, intents)
    QTest.keyClicks(view.entry._reason.line, "goodwill")
    press(screen, Qt.Key.Key_F12)
    assert view.entry._act.why_off() == "Only a manager may decide that"
    assert intents.asked == []


def test_a_sale_the_server_will_not_settle_is_voided_not_closed(screen: Screen) -> None:
    intents = Recorded(pictures.only(WaitingKind.CASE, "paid_stuck", act=Act.VOID)())
    view = waiting(screen, intents)
    assert not view.entry._act.isVisible()
    press(screen, Qt.Key.Key_F2)
    assert intents.asked == [("void", ("K-case",))]


def test_a_payment_the_server_did_not_take_is_corrected_here_too(screen: Screen) -> None:
    intents = Recorded(pictures.to_correct())
    view = waiting(screen, intents)
    assert view.entry._pill.text() == "Payment to correct"
    press(screen, Qt.Key.Key_F12)
    assert intents.asked == []
    QTest.keyClicks(view.entry._reference.line, "B-12")
    press(screen, Qt.Key.Key_F12)
    QTest.mouseClick(view.entry._cash, Qt.MouseButton.LeftButton)
    assert intents.asked == [
        ("correct_paid_reference", ("S", "B-12")),
        ("correct_paid_cash", ("S",)),
    ]


def test_what_is_wrong_with_a_correction_stands_under_its_field(screen: Screen) -> None:
    view = waiting(screen, Recorded(pictures.to_correct(fault="correct.same_reference")))
    below = view.entry._reference._below
    assert below.text() == "This is the reference that was refused."


def test_a_signature_under_way_counts_down_and_asks_for_no_other(screen: Screen) -> None:
    intents = Recorded(pictures.WAITING["w1-signing"](said))
    view = waiting(screen, intents)
    assert view.entry.ring.isVisible()
    press(screen, Qt.Key.Key_F12)
    assert intents.asked == []


def test_a_manager_closes_a_case_of_the_store(screen: Screen) -> None:
    intents = Recorded(pictures.cases())
    view = waiting(screen, intents)
    assert view.case.isVisible()
    assert view.case._close.why_off() == "Write down how it is settled"
    QTest.keyClicks(view.case._reason.line, "counted")
    press(screen, Qt.Key.Key_F12)
    kind = CaseKind.PAYMENT_DIFFERS
    assert intents.asked == [("close_open_case", (f"C-{kind.value}", "counted"))]


def test_a_refund_in_doubt_can_be_closed_as_not_owed_and_no_other_can(screen: Screen) -> None:
    intents = Recorded(pictures.case_in_doubt())
    view = waiting(screen, intents)
    unpaid = view.case._unpaid
    assert unpaid.why_off() == "Write down how it is settled"
    QTest.keyClicks(view.case._reason.line, "the drawer is right")
    QTest.mouseClick(unpaid, Qt.MouseButton.LeftButton)
    key = f"C-{CaseKind.REFUND_DUE.value}"
    assert intents.asked == [("close_case_unpaid", (key, "the drawer is right"))]
    intents.show(pictures.cases())
    settle()
    assert view.case.isVisible()
    assert not unpaid.isVisible()


def test_a_case_says_how_it_was_paid_before_it_is_closed_and_how_it_goes_back_after(
    screen: Screen,
) -> None:
    intents = Recorded(pictures.recalled_case())
    view = waiting(screen, intents)
    assert view.case._amount._value.text() == "€25.00, Card machine, B-12"
    assert not view.case._way.isVisible()
    intents.show(pictures.cases())
    settle()
    QTest.keyClicks(view.case._reason.line, "counted")
    intents.show(pictures.case_closed())
    settle()
    assert view.case._way.text() == "It was paid in cash: give it back in cash."
    QTest.mouseClick(view.case._paper, Qt.MouseButton.LeftButton)
    assert intents.asked == [("print_case", (view.case.case_id,))]


def test_what_is_not_known_of_a_case_is_called_so(screen: Screen) -> None:
    view = waiting(screen, Recorded(pictures.cases()))
    key = f"C-{CaseKind.REFERENCE_USED.value}"
    QTest.mouseClick(view.list.cases.entry(key), Qt.MouseButton.LeftButton)
    settle()
    assert view.case._sale._value.text() == "Not known"
    assert view.case._amount._value.text() == "Not known"
    assert view.list.cases.entry(key).chosen


def test_a_card_without_a_case_is_not_said_to_be_all_that_waits(screen: Screen) -> None:
    intents = Recorded(pictures.no_case_of_card())
    view = waiting(screen, intents)
    assert view.list.number.isVisible()
    assert not view.nothing.isVisible()
    QTest.keyClick(view.list.number.line, Qt.Key.Key_Backspace)
    assert intents.asked[0][0] == "find_case"
    intents.show(pictures.nothing_waiting())
    settle()
    assert view.nothing.isVisible()


def test_whoever_opens_a_case_looks_elsewhere(screen: Screen) -> None:
    intents = Recorded(pictures.cases())
    view = waiting(screen, intents)
    key = f"C-{CaseKind.REFERENCE_USED.value}"
    QTest.mouseClick(view.list.cases.entry(key), Qt.MouseButton.LeftButton)
    assert intents.asked == [("look_elsewhere", ()), ("close_settle", ())]


def test_a_recall_stands_in_one_row_and_is_opened_by_a_press(screen: Screen) -> None:
    intents = Recorded(pictures.recalls_with_cases())
    view = waiting(screen, intents)
    row = view.list.recalls.entry("12")
    assert "10,000 cards" in row.accessibleName()
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    QTest.mouseClick(view.list.more, Qt.MouseButton.LeftButton)
    assert intents.asked == [
        ("look_elsewhere", ()),
        ("close_settle", ()),
        ("open_recall_cases", (12,)),
        ("more_cases", ()),
    ]
    intents.show(pictures.opened_recall())
    settle()
    assert view.list.recalls.entry("12").chosen
    assert view.case._fact.text() == "Sold card recalled: its money goes back"


def test_a_case_that_was_closed_stays_with_what_is_to_be_done_now(screen: Screen) -> None:
    state = pictures.cases()
    intents = Recorded(state)
    view = waiting(screen, intents)
    QTest.keyClicks(view.case._reason.line, "counted")
    intents.show(pictures.case_closed())
    settle()
    assert view.case._fact.text() == "The case is closed from this till"
    assert view.case._todo.text() == "Give the money back now: nobody else will."
    assert view.case._pill.text() == "Closed"
    assert not view.case._reason.isVisible()
    press(screen, Qt.Key.Key_F12)
    assert [asked for asked in intents.asked if asked[0] == "close_open_case"] == []
    QTest.mouseClick(view.list.cases.entry(state.cases[1].case_id), Qt.MouseButton.LeftButton)
    settle()
    assert view.case._fact.text() == "A card was paid for and cannot be used"
    assert not view.case._reason.text()


@pytest.mark.parametrize("picked", [0, 1])
def test_no_other_case_is_put_under_a_reason_that_is_being_written(
    screen: Screen, picked: int
) -> None:
    state = pictures.cases()
    intents = Recorded(state)
    view = waiting(screen, intents)
    case = state.cases[picked]
    if picked:
        QTest.mouseClick(view.list.cases.entry(case.case_id), Qt.MouseButton.LeftButton)
    QTest.keyClicks(view.case._reason.line, "counted")
    due = replace(pictures.row(WaitingKind.REFUND_DUE), chosen=True)
    intents.show(replace(state, rows=(due,), cases=(state.cases[2], case)))
    settle()
    assert (view.case.case_id, view.case.reason) == (case.case_id, "counted")
    intents.show(pictures.case_gone(case))
    settle()
    assert view.case._fact.text() == "This case was closed meanwhile"
    QTest.keyClicks(view.case._reason.line, "on")
    press(screen, Qt.Key.Key_F12)
    assert [asked for asked in intents.asked if asked[0] == "close_open_case"] == []


def test_a_close_without_an_answer_is_asked_again(screen: Screen) -> None:
    intents = Recorded(pictures.case_not_known())
    view = waiting(screen, intents)
    assert view.case._pill.text() == "Not known yet"
    assert not view.case._reason.isVisible()
    press(screen, Qt.Key.Key_F12)
    asked = ("close_open_case", (f"C-{CaseKind.REFUND_DUE.value}", ""))
    assert intents.asked == [asked]


def test_what_another_manager_asked_is_not_known_and_may_be_closed_with_a_reason(
    screen: Screen,
) -> None:
    intents = Recorded(pictures.case_asked())
    view = waiting(screen, intents)
    assert view.case._pill.text() == "Not known yet"
    assert "Anna Lindt sent the close from here" in view.case._todo.text()
    QTest.keyClicks(view.case._reason.line, "paid by hand")
    press(screen, Qt.Key.Key_F12)
    asked = ("close_open_case", (f"C-{CaseKind.REFUND_DUE.value}", "paid by hand"))
    assert intents.asked == [asked]


def test_a_second_manager_may_find_that_nothing_is_owed(screen: Screen) -> None:
    (asked, *others) = pictures.case_asked().cases
    doubted = replace(asked, in_doubt=True)
    intents = Recorded(replace(pictures.case_asked(), cases=(doubted, *others)))
    view = waiting(screen, intents)
    QTest.keyClicks(view.case._reason.line, "the drawer is right")
    QTest.mouseClick(view.case._unpaid, Qt.MouseButton.LeftButton)
    assert intents.asked == [("close_case_unpaid", (asked.case_id, "the drawer is right"))]


def test_a_case_of_other_money_says_who_pays_it_and_cannot_be_closed_here(screen: Screen) -> None:
    intents = Recorded(pictures.case_of_other_money())
    view = waiting(screen, intents)
    why = "The till that sold or voided the card pays it, in CHF"
    assert view.case._close.why_off() == why
    QTest.keyClicks(view.case._reason.line, "paid by hand")
    press(screen, Qt.Key.Key_F12)
    assert intents.asked == []


def test_a_clerk_sees_what_another_till_holds_and_cannot_answer(screen: Screen) -> None:
    intents = Recorded(pictures.held_for_a_clerk())
    view = waiting(screen, intents)
    assert view.settle._sign.why_off() == "Only a manager may decide that"
    press(screen, Qt.Key.Key_F12)
    assert intents.asked == []


def test_what_a_store_with_other_money_holds_is_shown_in_its_own(screen: Screen) -> None:
    state = pictures.held_alone()
    (held,) = state.held_elsewhere
    intents = Recorded(replace(state, held_elsewhere=(replace(held, currency="CHF"),)))
    view = waiting(screen, intents)
    shown = [label.text() for label in view.findChildren(Label) if label.isVisible()]
    assert [text for text in shown if "CHF" in text] == [manner().money(75_00, "CHF")]
    assert not [text for text in shown if "€" in text]


def test_a_manager_opens_the_form_for_another_till(screen: Screen) -> None:
    intents = Recorded(pictures.held_alone())
    waiting(screen, intents)
    press(screen, Qt.Key.Key_F12)
    assert intents.asked == [("open_settle", ("T2",))]


def test_another_page_sends_the_clerk_to_its_entry(screen: Screen) -> None:
    state = pictures.waiting()
    intents = Recorded(state)
    view = waiting(screen, intents)
    QTest.mouseClick(view.list.held.entry("T2"), Qt.MouseButton.LeftButton)
    assert [name for name, _ in intents.asked] == ["look_elsewhere", "open_settle"]
    settle()
    assert view.settle.isVisible()
    intents.show(pictures.waiting(chosen=WaitingKind.REFUND_DUE))
    settle()
    assert view.entry.isVisible()
    assert view.entry._fact.text() == "Not activated, €25.00 is to go back"


def test_pressing_an_entry_chooses_it(screen: Screen) -> None:
    intents = Recorded(pictures.waiting())
    view = waiting(screen, intents)
    row = view.list.own.entry("K-refund_due")
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


def test_what_is_wrong_with_the_answer_stands_under_the_field(screen: Screen) -> None:
    state = pictures.question()
    assert state.question is not None
    fault = said("correct.reference_used", number="T1-1-000409")
    intents = Recorded(replace(state, question=replace(state.question, fault=fault)))
    page = waiting(screen, intents).question
    QTest.mouseClick(page._chips[Answer.REFERENCE], Qt.MouseButton.LeftButton)
    settle()
    assert page._field._below.text() == "This reference has paid for sale T1-1-000409. Check it."


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
    QTest.mouseClick(view.settle._answers[SettledAs.NOT_PAID], Qt.MouseButton.LeftButton)
    assert intents.asked == [("fill_settle", (SettledAs.NOT_PAID, PaymentKind.REFERENCE, "", ""))]
    intents.asked.clear()
    QTest.keyClicks(view.settle._reason.line, "x")
    assert intents.asked == [("fill_settle", (SettledAs.PAID, PaymentKind.REFERENCE, "", "x"))]


def test_that_the_money_goes_back_is_said_with_what_comes_then(screen: Screen) -> None:
    intents = Recorded(pictures.settling())
    view = waiting(screen, intents)
    assert not view.settle._then.isVisible()
    QTest.mouseClick(view.settle._answers[SettledAs.MONEY_BACK], Qt.MouseButton.LeftButton)
    assert intents.asked == [("fill_settle", (SettledAs.MONEY_BACK, PaymentKind.REFERENCE, "", ""))]
    intents.show(pictures.settling_money_back())
    assert "close that first" in view.settle._then.text()
    assert view.settle._then.isVisible()
    assert view.settle._reference.isVisible()  # how it was paid is asked all the same


def test_a_hold_that_was_settled_makes_room_for_its_own_case_alone(screen: Screen) -> None:
    intents = Recorded(pictures.settling_money_back())
    view = waiting(screen, intents)
    intents.show(pictures.settled_without_its_case())
    assert view.blank.isVisible()
    assert told(view)[0].startswith("Sale T2-1-000077 is settled and voided.")
    press(screen, Qt.Key.Key_F12)
    assert intents.asked == []
    intents.show(pictures.settled_to_its_case())
    assert view.case.case_id == "C-own"
    assert view.list.cases.entry("C-own").chosen
    QTest.keyClicks(view.case._reason.line, "cash, to the customer")
    press(screen, Qt.Key.Key_F12)
    assert intents.asked == [("close_open_case", ("C-own", "cash, to the customer"))]
    own = pictures.settled_to_its_case().cases[-1]
    over = replace(own, stage=CaseStage.CLOSED, what_to_do=said("case.closed_owed.todo"))
    intents.show(replace(pictures.settled_without_its_case(), cases_ended=(over,)))
    assert view.case.case_id == "C-own"
    assert view.case._todo.text().startswith("Give the money back now")


def test_a_hold_that_its_till_has_ended_opens_nothing_else(screen: Screen) -> None:
    intents = Recorded(pictures.settling())
    view = waiting(screen, intents)
    intents.show(replace(pictures.settling(), held_elsewhere=(), settle=None))
    assert told(view)[0] == "Choose at the left what to see"
    press(screen, Qt.Key.Key_F12)
    assert intents.asked == []
    view.opened()
    assert intents.asked == [("close_settle", ()), ("open", ())]
    view.show_again()
    assert view.entry.isVisible()
