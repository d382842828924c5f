"""The checkout screen as a clerk uses it: keys, rows, totals, payment, reasons why not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from card_contract.states import PaymentKind
from pos_terminal.checkout.model import CheckoutState
from pos_terminal.checkout.ready_view import ScannerCondition, ScannerKind, ScannerLine
from pos_terminal.checkout.view import CheckoutView, Surroundings
from pos_terminal.look.picture_drop import PictureDrop, picture_in
from pos_terminal.look.text import Label
from support import checkout_pictures as pictures
from support.shown import Recorded, Screen, settle


class Checkout:
    def __init__(self, qtbot: QtBot) -> None:
        self.screen = Screen()
        self.intents = Recorded(pictures.ready())
        around = Surroundings(
            frame=self.screen.frame, place=lambda: "Till 1", now_ms=lambda: pictures.NOW
        )
        self.view = CheckoutView(self.screen.theme, self.intents, self.screen.artworks, around)
        self.screen.add("checkout", self.view)
        qtbot.waitExposed(self.screen.window)

    def show(self, state: CheckoutState) -> None:
        self.intents.show(state)
        settle()

    def press(self, key: Qt.Key) -> list[tuple[str, tuple[object, ...]]]:
        self.intents.asked.clear()
        QTest.keyClick(QApplication.focusWidget() or self.screen.window, key)
        settle()
        return self.intents.asked


@pytest.fixture
def checkout(qtbot: QtBot) -> Iterator[Checkout]:
    made = Checkout(qtbot)
    yield made
    made.screen.close()


KEYS = [
    (pictures.ready, Qt.Key.Key_F3, "open_typing"),
    (lambda: pictures.ready(bring_back=3), Qt.Key.Key_F6, "bring_back"),
    (pictures.basket, Qt.Key.Key_F12, "take_payment"),
    (pictures.basket, Qt.Key.Key_F8, "digits_differ"),
    (pictures.basket, Qt.Key.Key_F3, "open_typing"),
    (pictures.basket, Qt.Key.Key_Escape, "cancel_sale"),
    (pictures.payment, Qt.Key.Key_F12, "pay_cash"),
    (pictures.payment, Qt.Key.Key_Escape, "cancel_sale"),
    (pictures.typing, Qt.Key.Key_Escape, "close_typing"),
    (pictures.activated, Qt.Key.Key_F12, "print_receipt"),
    (pictures.activated, Qt.Key.Key_F4, "next_sale"),
    (pictures.partly_activated, Qt.Key.Key_F12, "hand_back"),
    (pictures.not_activated, Qt.Key.Key_F12, "hand_back"),
    (pictures.not_known, Qt.Key.Key_F12, "print_waiting_slip"),
    (pictures.not_known, Qt.Key.Key_F5, "try_now"),
    (pictures.not_known, Qt.Key.Key_F4, "leave_waiting"),
    (pictures.not_known, Qt.Key.Key_F2, "call_manager"),
    (pictures.to_correct, Qt.Key.Key_F4, "leave_waiting"),
    (pictures.to_correct, Qt.Key.Key_F2, "call_manager"),
    (pictures.closed, Qt.Key.Key_F12, "open_waiting"),
]


@pytest.mark.parametrize(("picture", "key", "intent"), KEYS)
def test_each_key_asks_for_its_own_act(
    checkout: Checkout, picture: object, key: Qt.Key, intent: str
) -> None:
    assert callable(picture)
    checkout.show(picture())
    assert [name for name, _ in checkout.press(key)] == [intent]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_and_space_press_nothing_while_a_scan_may_come(
    checkout: Checkout, key: Qt.Key
) -> None:
    for name, picture in pictures.PICTURES.items():
        checkout.show(pictures.ready())
        checkout.show(picture(pictures.said))
        asked = [ask for ask in checkout.press(key) if not ask[0].startswith("enter_")]
        assert asked == [], name


def test_rows_show_name_price_digits_and_state_and_keep_their_widgets(checkout: Checkout) -> None:
    checkout.show(pictures.looking_up())
    panel = checkout.view.selling.basket
    first = panel.row("1")
    checkout.show(pictures.basket())
    assert panel.row("1") is first, "a scan builds no row anew"
    rows = panel.rows()
    assert [row.name.text() for row in rows] == ["Gift card", "Game card"]
    assert [row.price.text() for row in rows] == ["€50.00", "€25.00"]
    assert [row.ends_in.text() for row in rows] == ["ends in 8206", "ends in 4471"]
    assert [row.state.text() for row in rows] == ["Can be sold", "Check the digits"]
    assert rows[1].accessibleName() == "Game card, ends in 4471, €25.00, Check the digits"
    assert panel._total.text() == "€75.00"
    assert panel._count.text() == "2 cards"
    assert checkout.view.selling.card.number.digits == "4471"


def test_the_bin_removes_its_own_card_and_is_gone_once_payment_was_asked_for(
    checkout: Checkout,
) -> None:
    checkout.show(pictures.basket())
    row = checkout.view.selling.basket.rows()[0]
    assert row.bin.accessibleName() == "Remove Gift card, ends in 8206"
    QTest.mouseClick(row.bin, Qt.MouseButton.LeftButton)
    assert checkout.intents.asked == [("remove_line", ("1",))]
    checkout.show(pictures.payment())
    assert not row.bin.isVisible()


def test_more_than_four_rows_scroll_and_total_and_button_stay(checkout: Checkout) -> None:
    checkout.show(pictures.many_cards())
    settle(10)
    panel = checkout.view.selling.basket
    newest = panel.rows()[-1]
    scroll = panel._scroll
    seen = newest.mapTo(scroll.viewport(), newest.rect().bottomLeft()).y()
    assert scroll.verticalScrollBar().maximum() > 0
    assert 0 < seen <= scroll.viewport().height() + 1, "the newest row is in sight"
    assert panel.main.isVisible()
    assert panel._total.isVisible()
    assert panel.main.geometry().bottom() <= panel.height()


def test_four_rows_need_no_scrolling(checkout: Checkout) -> None:
    state = pictures.many_cards()
    checkout.show(replace(state, lines=state.lines[3:]))
    settle(10)
    bar = checkout.view.selling.basket._scroll.verticalScrollBar()
    whole_rows = 4 * checkout.view.selling.basket.rows()[0].height()
    assert whole_rows <= checkout.view.selling.basket._scroll.viewport().height() + 2
    assert bar.maximum() < 104, "at most the place for the next card lies below"


def test_change_is_due_as_soon_as_enough_was_given(checkout: Checkout) -> None:
    checkout.show(pictures.payment(given=None))
    cash = checkout.view.selling.payment.cash
    main = checkout.view.selling.basket.main
    assert main.why_off() == "Enter the amount given"
    assert checkout.press(Qt.Key.Key_F12) == []
    assert cash.field.line.hasFocus()
    QTest.keyClicks(cash.field.line, "100")
    assert checkout.intents.asked[-1] == ("enter_given", (100_00,))
    checkout.show(pictures.payment(given=100_00))
    assert cash._change.text() == "€25.00"
    assert cash.field.text() == "100", "what was typed is not rewritten"
    assert main.why_off() is None
    assert checkout.press(Qt.Key.Key_F12) == [("pay_cash", (100_00,))]


def test_a_likely_amount_is_one_press(checkout: Checkout) -> None:
    checkout.show(pictures.payment(given=None))
    cash = checkout.view.selling.payment.cash
    checkout.intents.asked.clear()
    QTest.mouseClick(cash._buttons[1], Qt.MouseButton.LeftButton)
    assert checkout.intents.asked == [("enter_given", (80_00,))]
    assert cash.field.text() == "80.00"


def test_the_keypad_types_into_the_field(checkout: Checkout) -> None:
    checkout.show(pictures.payment(given=None))
    cash = checkout.view.selling.payment.cash
    for sign in "7.5":
        cash._keys.sign.emit(sign)
    assert checkout.intents.asked[-1] == ("enter_given", (7_50,))
    cash._keys.erased.emit()
    assert cash.field.text() == "7."


def test_a_reference_is_passed_on(checkout: Checkout) -> None:
    checkout.show(pictures.payment(kind=PaymentKind.REFERENCE))
    field = checkout.view.selling.payment.elsewhere.field
    assert field.line.hasFocus()
    QTest.keyClicks(field.line, "A-77")
    assert checkout.intents.asked[-1] == ("enter_reference", ("A-77",))
    assert checkout.press(Qt.Key.Key_F12) == [("pay_reference", ("A-77",))]


def test_a_new_payment_begins_with_empty_fields(checkout: Checkout) -> None:
    checkout.show(pictures.payment(given=None))
    QTest.keyClicks(checkout.view.selling.payment.cash.field.line, "100")
    checkout.show(pictures.basket())
    checkout.show(pictures.payment(given=None))
    assert checkout.view.selling.payment.cash.field.text() == ""


def test_an_off_button_says_why_and_takes_no_key(checkout: Checkout) -> None:
    checkout.show(pictures.off())
    main = checkout.view.selling.basket.main
    assert main.why_off() == "No connection to the server"
    assert main.accessibleDescription() == "No connection to the server"
    assert checkout.press(Qt.Key.Key_F12) == []


def test_a_reference_can_be_entered_with_a_finger(checkout: Checkout) -> None:
    checkout.show(pictures.payment(kind=PaymentKind.REFERENCE))
    part = checkout.view.selling.payment.elsewhere
    for sign in "12-3":
        part._keys.sign.emit(sign)
    assert checkout.intents.asked[-1] == ("enter_reference", ("12-3",))
    part._keys.erased.emit()
    assert checkout.intents.asked[-1] == ("enter_reference", ("12-",))


def test_a_payment_the_server_did_not_take_is_corrected_with_a_reference(
    checkout: Checkout,
) -> None:
    checkout.show(pictures.to_correct())
    panel = checkout.view.not_known.correction
    assert panel.field.line.hasFocus()
    assert panel.main.why_off() == "Enter the payment reference"
    assert checkout.press(Qt.Key.Key_F12) == []
    QTest.keyClicks(panel.field.line, "B-12")
    assert checkout.press(Qt.Key.Key_F12) == [("correct_paid_reference", ("B-12",))]
    assert checkout.press(Qt.Key.Key_Return) == [("correct_paid_reference", ("B-12",))]


def test_a_payment_the_server_did_not_take_may_have_been_cash(checkout: Checkout) -> None:
    checkout.show(pictures.to_correct())
    checkout.intents.asked.clear()
    QTest.mouseClick(checkout.view.not_known.correction._cash, Qt.MouseButton.LeftButton)
    assert checkout.intents.asked == [("correct_paid_cash", ())]


def test_what_is_wrong_with_the_correction_stands_under_its_field(checkout: Checkout) -> None:
    checkout.show(pictures.to_correct(fault="correct.same_reference"))
    field = checkout.view.not_known.correction.field
    assert field._below.text() == "This is the reference that was refused."


def test_a_correction_ends_with_the_countdown_again(checkout: Checkout) -> None:
    checkout.show(pictures.to_correct())
    checkout.show(pictures.not_known())
    assert not checkout.view.not_known.correction.isVisible()
    assert checkout.view.not_known._panel.ring.isVisible()


def test_new_cards_are_promised_only_where_a_lost_line_is_all_that_is_wrong(
    checkout: Checkout,
) -> None:
    checkout.show(pictures.not_known())
    stays = checkout.view.not_known._panel._stays
    assert "New cards can be sold" in stays.text()
    for picture in (pictures.shut_out, pictures.server_read_only):
        checkout.show(picture())
        assert "New cards" not in stays.text()


def test_a_code_for_support_stands_under_details_only(checkout: Checkout) -> None:
    checkout.show(pictures.refused_two())
    details = checkout.view.refusal._details
    assert not any("CARD_SOLD" in label.text() for label in details.findChildren(Label))
    QTest.mouseClick(details.button, Qt.MouseButton.LeftButton)
    assert details._line.text() == "For support: CARD_RECALLED, CARD_SOLD"
    QTest.mouseClick(details.button, Qt.MouseButton.LeftButton)
    assert not details._line.text()


def test_several_refused_cards_are_told_apart_by_their_digits(checkout: Checkout) -> None:
    checkout.show(pictures.refused_two())
    cases = checkout.view.refusal._cases
    assert [case._card.text() for case in cases] == [
        "Voucher, ends in 3390",
        "Game card, ends in 4471",
    ]


def test_where_no_money_goes_back_the_panel_says_so(checkout: Checkout) -> None:
    checkout.show(pictures.voided_elsewhere())
    panel = checkout.view.verdict._receipt
    assert panel._no_refund.text() == "No money goes back at this till."
    handed = pictures.not_activated()
    assert handed.verdict is not None
    checkout.show(replace(handed, verdict=replace(handed.verdict, refund_minor=0)))
    assert panel._no_refund.text() == "The money is recorded as given back."


def test_after_the_press_the_panel_says_what_to_give_and_how(checkout: Checkout) -> None:
    checkout.show(pictures.not_activated())
    panel = checkout.view.verdict._receipt
    assert panel._hand_back.text() == "Hand back €50.00"
    assert "Press first" in panel._refund._note.text()
    checkout.show(pictures.refund_given())
    assert panel._refund._word.text() == "Give to the customer now"
    assert panel._refund._amount.text() == "€50.00"
    assert panel._refund._way.text() == "It was paid in cash: give it back in cash."
    assert not panel._hand_back.isVisible()


def test_what_a_manager_has_settled_elsewhere_does_not_go_back_here(checkout: Checkout) -> None:
    checkout.show(pictures.refund_settled_by())
    panel = checkout.view.verdict._receipt
    assert panel._no_refund.text().startswith("No money goes back at this till.")
    assert not panel._refund.isVisible()


def test_a_toast_never_lies_over_an_answer(checkout: Checkout) -> None:
    checkout.show(pictures.toast_beside_amber())
    toast = checkout.screen.frame._toast
    assert toast.isVisible()
    banner = checkout.view.not_known._banner
    seen = toast.mapTo(checkout.screen.window, toast.rect().adjusted(0, 0, 0, -14).bottomLeft())
    head = banner.mapTo(checkout.screen.window, banner.rect().topLeft())
    assert seen.y() <= head.y()
    again = pictures.with_toast()
    assert again.toast is not None
    checkout.show(replace(again, toast=replace(again.toast, serial=9)))
    assert toast.y() > 50, "over a basket it lies on the page"


def test_the_till_is_named_whether_a_sale_is_open_or_not(checkout: Checkout) -> None:
    bar = checkout.screen.frame.top_bar
    checkout.show(pictures.ready())
    assert bar.context() == "Till 1"
    checkout.show(pictures.payment())
    assert bar.context() == "Sale T1-1-000421 · Till 1"


def test_a_hand_scanner_is_not_called_ready_before_it_has_scanned(checkout: Checkout) -> None:
    def words(*conditions: ScannerCondition) -> list[str]:
        kinds = (ScannerKind.WEDGE, ScannerKind.CAMERA)
        lines = tuple(
            ScannerLine(kind=kind, condition=condition)
            for kind, condition in zip(kinds, conditions, strict=True)
        )
        checkout.view.show_scanners(lines)
        rows = checkout.view.ready._right._lines
        return [row.accessibleName() for row in rows]

    assert words(ScannerCondition.NO_SCAN, ScannerCondition.STARTING) == [
        "Hand scanner: No scan yet",
        "Camera: Starting",
    ]
    assert words(ScannerCondition.HAS_SCANNED, ScannerCondition.ABSENT) == [
        "Hand scanner: Has scanned",
        "Camera: None found",
    ]


def test_typing_groups_the_digits_and_says_how_many_are_missing(checkout: Checkout) -> None:
    checkout.show(pictures.typing())
    panel = checkout.view.typing
    assert panel.isVisible()
    assert panel.field.line.hasFocus()
    QTest.keyClicks(panel.field.line, "97001010088004471")
    assert panel.field.text() == "970010 10088 004471"
    assert panel._add.why_off() == "One digit is missing"
    assert checkout.press(Qt.Key.Key_F12) == []
    QTest.keyClicks(panel.field.line, "8")
    assert checkout.press(Qt.Key.Key_Return) == [("type_number", ("970010 10088 004471 8",))]


def test_printing_done_makes_the_next_sale_the_main_thing(checkout: Checkout) -> None:
    checkout.show(pictures.activated(printed=True))
    assert [name for name, _ in checkout.press(Qt.Key.Key_F12)] == ["next_sale"]
    assert [name for name, _ in checkout.press(Qt.Key.Key_F4)] == ["next_sale"]


def test_a_toast_is_shown_once(checkout: Checkout) -> None:
    checkout.show(pictures.with_toast())
    toast = checkout.screen.frame._toast
    assert toast.accessibleName() == "Already in the basket. Card 4471 was scanned before."
    toast.hide()
    checkout.show(replace(pictures.with_toast(), manager_called=True))
    assert not toast.isVisible()


def test_a_new_picture_leaves_the_focus_on_nothing_that_can_be_pressed(
    checkout: Checkout,
) -> None:
    for picture in (pictures.basket, pictures.activated, pictures.not_known, pictures.ready):
        checkout.show(picture())
        assert not isinstance(QApplication.focusWidget(), type(checkout.view.selling.basket.main))


def test_one_live_picture_moves_between_ready_and_basket(qtbot: QtBot) -> None:
    screen = Screen()
    camera = QWidget()
    intents = Recorded(pictures.ready())
    around = Surroundings(frame=screen.frame, place=str, now_ms=lambda: pictures.NOW, camera=camera)
    view = CheckoutView(screen.theme, intents, screen.artworks, around)
    screen.add("checkout", view)
    qtbot.waitExposed(screen.window)
    settle()
    large = camera.geometry()
    assert large.width() > 600
    intents.show(pictures.basket())
    settle()
    assert camera.size().width() == 184
    assert camera.isVisible()
    intents.show(pictures.payment())
    settle()
    assert not camera.isVisible()
    intents.show(pictures.ready())
    settle()
    assert camera.geometry() == large
    screen.close()


def test_without_a_camera_a_picture_takes_its_place(qtbot: QtBot) -> None:
    screen = Screen()
    camera = QWidget()
    intents = Recorded(pictures.ready())
    around = Surroundings(frame=screen.frame, place=str, now_ms=lambda: pictures.NOW, camera=camera)
    view = CheckoutView(screen.theme, intents, screen.artworks, around)
    screen.add("checkout", view)
    qtbot.waitExposed(screen.window)
    off = ScannerLine(kind=ScannerKind.CAMERA, condition=ScannerCondition.OFF)
    view.show_scanners((off,))
    settle()
    assert not camera.isVisible()
    assert view.ready._drop.isVisible()
    assert "drop a picture" in view.ready._note.text()
    view.show_scanners((replace(off, condition=ScannerCondition.READY),))
    settle()
    assert camera.isVisible()
    assert camera.width() > 600
    assert not view.ready._drop.isVisible()
    screen.close()


def test_a_picture_is_dropped_on_the_window(checkout: Checkout) -> None:
    drop = PictureDrop(checkout.screen.theme, checkout.screen.window, invitation="Let go")
    dropped: list[str] = []
    drop.dropped.connect(dropped.append)
    for paths, taken in (
        (["/pictures/card.png"], True),
        (["/pictures/a.png", "/pictures/b.png"], False),
    ):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(path) for path in paths])
        action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        none = Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(QPoint(50, 50), action, data, button, none)
        QApplication.sendEvent(checkout.screen.window, enter)
        assert drop._place.isVisible() is taken
        let_go = QDropEvent(QPointF(50, 50), action, data, button, none)
        QApplication.sendEvent(checkout.screen.window, let_go)
        assert not drop._place.isVisible()
    text = QMimeData()
    text.setUrls([QUrl("https://example.org/card.png")])
    assert picture_in(text) is None
    assert dropped == ["/pictures/card.png"]
