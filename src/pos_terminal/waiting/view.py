"""The page *Waiting*: what is not settled yet, and what a person has to answer first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QStackedLayout, QWidget

from pos_terminal.look.boxes import Row
from pos_terminal.look.frame import Frame
from pos_terminal.look.page import Page
from pos_terminal.look.product_art import Artworks
from pos_terminal.look.relabel import show_if
from pos_terminal.look.theme import Theme
from pos_terminal.waiting.case_view import CaseCard
from pos_terminal.waiting.choose_view import ChooseCard
from pos_terminal.waiting.entry_view import EntryCard
from pos_terminal.waiting.list_view import ListCard
from pos_terminal.waiting.model import (
    Act,
    HeldElsewhere,
    OpenCase,
    Settled,
    WaitingIntents,
    WaitingRow,
    WaitingState,
)
from pos_terminal.waiting.nothing_view import NothingCard
from pos_terminal.waiting.question_view import QuestionPage
from pos_terminal.waiting.sentences_view import tell, tell_message
from pos_terminal.waiting.settle_view import SettleCard

PAGE: Final = "waiting"
_ENDED_BY_KEY: Final = (Act.HAND_BACK, Act.REPRINT, Act.ACKNOWLEDGE, Act.CLOSE_CASE)
_Thing = WaitingRow | HeldElsewhere | OpenCase


class WaitingView(Page):
    """The count on the rail follows the presenter's picture.

    What was chosen is open at the right, else the first thing of the list that hands out no money.
    A row that ends by its main key, and a hold that was answered for, make room for nothing but
    the hold's own case: whoever presses the key twice means what stood there before.
    """

    def __init__(
        self,
        theme: Theme,
        intents: WaitingIntents,
        artworks: Artworks,
        frame: Frame,
        now_ms: Callable[[], int],
    ) -> None:
        super().__init__(frame, title=lambda: tell("view.title"))
        self._intents = intents
        self._state: WaitingState | None = None
        self._chosen = ""
        self._picked = ""  # a hold or a case, which no presenter chooses, or a row that is gone
        self._only_picked = False
        self._open_row: WaitingRow | None = None
        self._stack = QStackedLayout(self)
        self.question = QuestionPage(theme, artworks)
        self.question.paid_cash.connect(intents.answer_paid_cash)
        self.question.paid_reference.connect(intents.answer_paid_reference)
        self.question.not_paid.connect(intents.answer_not_paid)
        self._list_page = QWidget()
        row = Row(theme, spacing=24, margins=(32, 32, 32, 32), parent=self._list_page)
        self.list = ListCard(theme)
        self.list.row_pressed.connect(self._row_pressed)
        self.list.held_pressed.connect(self._held_pressed)
        self.list.case_pressed.connect(self._case_pressed)
        self.list.recall_pressed.connect(self._recall_pressed)
        self.list.more_pressed.connect(intents.more_cases)
        self.list.number_edited.connect(intents.find_case)
        row.addWidget(self.list)
        self._right = QStackedLayout()
        row.addLayout(self._right, 1)  # first, or its first page would be a window of its own
        self.entry = EntryCard(theme, intents, artworks, now_ms)
        self.settle = SettleCard(theme, intents, artworks)
        self.case = CaseCard(theme, intents)
        self.nothing = NothingCard(theme)
        self.blank = ChooseCard(theme)
        for part in (self.nothing, self.entry, self.settle, self.case, self.blank):
            self._right.addWidget(part)
        self._stack.addWidget(self._list_page)
        self._stack.addWidget(self.question)
        intents.watch(self._show)

    def _show(self, state: WaitingState) -> None:
        self._state = state
        self._frame.set_count(PAGE, state.count)
        if state.question is not None:
            more = state.questions_left - 1
            self.question.show_question(state.question, more, state.currency)
            self._stack.setCurrentWidget(self.question)
        else:
            self._stack.setCurrentWidget(self._list_page)
            self._show_list(state)
        if state.toast is not None:
            self.show_toast(state.toast, tell_message, even_behind=True)

    def _show_list(self, state: WaitingState) -> None:
        in_case = self._right.currentWidget() is self.case
        if in_case and not self._picked and (self.case.reason or self.case.asks_if_given):
            # What comes or goes meanwhile does not get the reason that is written for this one,
            # nor stands in place of what its answer leads to.
            self._picked = self.case.case_id
        chosen = next((row.key for row in state.rows if row.chosen), "")
        if chosen != self._chosen:
            self._chosen = chosen
            is_kept = in_case or self._right.currentWidget() is self.blank
            if chosen and not (is_kept and self._picked and self.isVisible()):
                self._picked, self._only_picked = "", False  # another page has sent the clerk here
                self._open_row = None
        was = self._open_row
        if was is not None and was.act in _ENDED_BY_KEY and not _stands(state, was):
            self._picked, self._only_picked = was.key, True
        if state.settle is not None and not self._picked:
            self._picked, self._only_picked = state.settle.sale_id, True
        thing = _open_thing(state, self._picked, only_this=self._only_picked)
        self.list.show_list(state, "" if thing is None else _id_of(thing))
        is_asked = state.case_sought is not None or bool(state.case_recalls)
        show_if(self.list, thing is not None or is_asked or self._is_left_open(state))
        self._show_thing(thing, state)

    def _show_thing(self, thing: _Thing | None, state: WaitingState) -> None:
        part: QWidget = self.nothing
        self._open_row = thing if isinstance(thing, WaitingRow) else None
        match thing:
            case WaitingRow():
                part = self.entry
                self.entry.show_row(thing, thing.currency)
            case HeldElsewhere():
                part = self.settle
                form = state.settle
                if form is not None and form.sale_id == thing.sale_id:
                    self.settle.show_form(thing, form)
                else:
                    self.settle.show_held(thing)
            case OpenCase():
                part = self.case
                self.case.show_case(thing, state.currency)
            case None if self._is_left_open(state):
                part = self.blank
                self.blank.show_told(self._told(state))
            case None if state.case_sought is not None or state.case_recalls:
                part = self.blank  # other cases may well be open
                self.blank.show_told(())
            case None:
                self.nothing.show_nothing(state)
        self._right.setCurrentWidget(part)

    def _is_left_open(self, state: WaitingState) -> bool:
        """Whether there is something to choose from, or to read of what stood here."""
        return bool(_things(state) or self._told(state))

    def _told(self, state: WaitingState) -> tuple[Settled, ...]:
        """What became of what stood here; where its money is given now, all that is given."""
        if any(given.key == self._picked for given in state.given):
            return state.given
        told = state.settled
        return (told,) if told is not None and told.key == self._picked else ()

    def _pick(self, thing_id: str, *, only_this: bool = False) -> None:
        self._picked, self._only_picked = thing_id, only_this
        self._open_row = None
        if thing_id != self.case.case_id:
            self.case.clear()

    def _row_pressed(self, key: str) -> None:
        self._pick("")
        self._intents.close_settle()
        self._intents.choose(key)
        self.show_again()

    def _held_pressed(self, sale_id: str) -> None:
        self._intents.look_elsewhere()
        self._pick(sale_id, only_this=True)
        self._intents.open_settle(sale_id)
        self.show_again()

    def _case_pressed(self, case_id: str) -> None:
        self._intents.look_elsewhere()
        self._pick(case_id)
        self._intents.close_settle()
        self.show_again()

    def _recall_pressed(self, recall_id: str) -> None:
        self._intents.look_elsewhere()
        self._pick("")
        self._intents.close_settle()
        self._intents.open_recall_cases(int(recall_id))

    def show_again(self) -> None:
        if self._state is not None:
            self._show(self._state)

    def opened(self) -> None:
        is_over = self._right.currentWidget() is self.blank
        if self.case.is_closed or is_over:
            self._pick("")
        if is_over:
            self._intents.close_settle()
            self.show_again()
        self._intents.open()


def _open_thing(state: WaitingState, picked: str, *, only_this: bool) -> _Thing | None:
    """What stands at the right; of ``only_this``, which may be gone, nothing but its case."""
    picks: tuple[_Thing, ...] = (*state.held_elsewhere, *state.cases, *state.cases_ended)
    for thing in picks:
        if picked and _id_of(thing) == picked:
            return thing
    if only_this:
        cases = (*state.cases, *state.cases_ended)
        return next((case for case in cases if case.sale_id == picked), None)
    chosen = next((row for row in state.rows if row.chosen), None)
    harmless = (
        thing
        for thing in _things(state)
        if not (isinstance(thing, WaitingRow) and thing.act is Act.HAND_BACK)
    )
    return chosen or next(harmless, None)


def _stands(state: WaitingState, was: WaitingRow) -> bool:
    """Whether its row is there still; what is due once it was answered for is chosen anew."""
    now = next((row for row in state.rows if row.key == was.key), None)
    return now is not None and not (was.act is Act.ACKNOWLEDGE and now.act is Act.HAND_BACK)


def _things(state: WaitingState) -> tuple[_Thing, ...]:
    return (*state.rows, *state.held_elsewhere, *state.cases)


def _id_of(thing: _Thing) -> str:
    match thing:
        case WaitingRow():
            return thing.key
        case HeldElsewhere():
            return thing.sale_id
        case OpenCase():
            return thing.case_id
