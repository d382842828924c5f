"""*Given or not?*: what somebody is asked once a till has ended as it gave money."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from card_contract.states import PaymentKind
from pos_terminal.waiting.model import CaseStage, Settled, WaitingKind
from pos_terminal.waiting.view import WaitingView
from pos_terminal.words import ON, Button, WayBack
from support import waiting_pictures as pictures
from support.sale_lines import NOW, said
from support.shown import Recorded, Screen, press, settle


def waiting(screen: Screen, intents: Recorded) -> WaitingView:
    view = WaitingView(screen.theme, intents, screen.artworks, screen.frame, lambda: NOW)
    screen.add("waiting", view)
    intents.asked.clear()
    return view


def told(view: WaitingView) -> list[str]:
    """What stands where nothing is open, a sentence and how its money goes back by turns."""
    return [label.text() for labels in view.blank._labels for label in labels if label.text()]


@pytest.mark.parametrize("given", [True, False])
def test_whether_it_was_given_is_answered_by_a_press_and_by_no_key(
    screen: Screen, *, given: bool
) -> None:
    doubted = pictures.row(WaitingKind.GIVEN_IN_DOUBT, not_given=ON, chosen=True)
    intents = Recorded(pictures.alone(doubted))
    view = waiting(screen, intents)
    press(screen, Qt.Key.Key_F12)
    assert intents.asked == []
    answer = view.entry._given if given else view.entry._not_given
    QTest.mouseClick(answer, Qt.MouseButton.LeftButton)
    assert intents.asked == [("acknowledge" if given else "not_given", (doubted.key,))]


def test_what_was_not_given_is_handed_back_only_once_it_is_chosen_anew(screen: Screen) -> None:
    doubted = pictures.row(WaitingKind.GIVEN_IN_DOUBT, not_given=ON, chosen=True)
    intents = Recorded(pictures.alone(doubted))
    view = waiting(screen, intents)
    QTest.mouseClick(view.entry._not_given, Qt.MouseButton.LeftButton)
    assert intents.asked == [("not_given", (doubted.key,))]
    due = pictures.row(WaitingKind.REFUND_DUE, key=doubted.key)
    noted = said("not_given", number=due.number, refund_minor=75_00, currency="EUR")
    settled = Settled(key=due.key, fact=noted)
    intents.show(replace(pictures.alone(due), settled=settled))
    assert view.blank.isVisible()
    assert told(view)[0].startswith("Noted: €75.00 of sale T1-1-000421 was not given.")
    intents.asked.clear()
    press(screen, Qt.Key.Key_F12)
    assert intents.asked == []
    QTest.mouseClick(view.list.own.entry(due.key), Qt.MouseButton.LeftButton)
    intents.show(pictures.alone(replace(due, chosen=True)))
    assert view.entry.isVisible()


@pytest.mark.parametrize("given", [True, False])
def test_what_comes_of_a_case_that_may_not_be_given_stands_where_it_was_asked(
    screen: Screen, *, given: bool
) -> None:
    state = replace(pictures.case_given_or_not(), rows=())
    intents = Recorded(state)
    view = waiting(screen, intents)
    assert not view.case._reason.isVisible()
    key = view.case.case_id
    press(screen, Qt.Key.Key_F12)
    assert intents.asked == [], "no answer is a key's"
    answer = view.case._given if given else view.case._unpaid
    QTest.mouseClick(answer, Qt.MouseButton.LeftButton)
    assert intents.asked == [("case_given" if given else "case_not_given", (key,))]
    asking = replace(state.cases[0], close=Button(enabled=False, why_off=said("off.trying")))
    intents.show(replace(state, cases=(asking, *state.cases[1:])))
    for button in (view.case._given, view.case._unpaid):
        assert (button.isVisible(), button.isEnabled()) == (True, False)
    words = {"fact": said("case.closed_owed"), "what_to_do": said("case.closed_owed.todo")}
    cash = WayBack(kind=PaymentKind.CASH)
    over = replace(state.cases[0], stage=CaseStage.CLOSED, way=cash, **words)
    intents.show(replace(state, cases=state.cases[1:], cases_ended=(over,)))
    settle()
    assert view.case.case_id == key
    assert view.case._way.text() == "It was paid in cash: give it back in cash."
