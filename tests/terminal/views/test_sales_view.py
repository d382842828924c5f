"""*Sales*, as people use it: finding, printing again, voiding, giving back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from card_contract.messages import VoidReason
from pos_terminal.look.pill import Mood
from pos_terminal.sales.look_view import sale_look
from pos_terminal.sales.model import SalesState
from pos_terminal.sales.view import SalesView
from support import page_pictures as pictures
from support.sale_lines import said
from support.shown import Recorded, Screen, press


def sales(screen: Screen, intents: Recorded) -> SalesView:
    view = SalesView(screen.theme, intents, screen.artworks, screen.frame)
    screen.add("sales", view)
    intents.asked.clear()
    return view


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


def test_list_and_open_sale_say_the_same_with_the_same_look(screen: Screen) -> None:
    view = sales(screen, Recorded(pictures.refund_due()))
    entry = view.search._rows[0]
    assert entry._state.text() == view.detail._state.text() == "Partly voided"
    for word in ("confirmed", "not_activated", "being_voided", "voided", "cancelled"):
        mood, icon = sale_look(said(f"sale.{word}"))
        assert (mood, icon) != (Mood.QUIET, "receipt-bold"), word


@pytest.mark.parametrize("picture", [pictures.asking, pictures.signature_owed, pictures.signing])
def test_before_the_server_and_a_manager_have_agreed_nothing_goes_back(
    screen: Screen, picture: Callable[[], SalesState]
) -> None:
    intents = Recorded(picture())
    view = sales(screen, intents)
    assert not view.detail._hand_back.isVisible()
    assert "give nothing back" in view.detail.result._todo.text().lower()
    assert not view.detail._print_refund.isVisible()


def test_the_servers_word_for_a_refused_void_stands_under_details_only(screen: Screen) -> None:
    view = sales(screen, Recorded(pictures.void_refused()))
    details = view.detail.result._details
    assert not details._line.text()
    QTest.mouseClick(details.button, Qt.MouseButton.LeftButton)
    assert details._line.text() == "For support: CARD_REDEEMED"


def test_a_sale_that_is_not_activated_yet_goes_back_whole(screen: Screen) -> None:
    view = sales(screen, Recorded(pictures.voiding_whole()))
    form = view.detail.void
    assert not any(chip.isVisible() for chip in form._cards)
    assert "Gift card, 8206" in form._all_of_it.text()


def test_from_a_search_there_is_a_way_back_to_today(screen: Screen) -> None:
    intents = Recorded(pictures.nothing_found())
    view = sales(screen, intents)
    assert not view.search._before.isVisible()
    QTest.mouseClick(view.search._show_today, Qt.MouseButton.LeftButton)
    assert intents.asked == [("choose_day", ("2026-11-22",))]
    assert view._choose.text().startswith("Scan the card or the receipt")


def test_money_that_is_due_has_the_main_button(screen: Screen) -> None:
    intents = Recorded(pictures.refund_due())
    view = sales(screen, intents)
    assert not view.detail._reprint.isVisible()
    press(screen, Qt.Key.Key_F12)
    assert intents.asked == [("hand_back", ("R",))]
