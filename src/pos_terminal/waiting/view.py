"""The page *Waiting*: what is not settled yet, and what a person has to answer first."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QStackedLayout, QWidget

from pos_terminal.look.boxes import Column, Row, keep_size
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.choice_row import ChoiceRow
from pos_terminal.look.frame import Frame
from pos_terminal.look.icons import Icon
from pos_terminal.look.pill import Mood
from pos_terminal.look.product_art import Artworks
from pos_terminal.look.relabel import relabel, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.sentences import manner
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token
from pos_terminal.waiting.entry_view import KIND_MOODS, EntryCard
from pos_terminal.waiting.model import HeldElsewhere, WaitingIntents, WaitingRow, WaitingState
from pos_terminal.waiting.question_view import QuestionPage
from pos_terminal.waiting.sentences_view import tell, tell_message
from pos_terminal.waiting.settle_view import SettleCard

_LIST_WIDTH: Final = 404
PAGE: Final = "waiting"


class WaitingView(QWidget):
    """The count on the rail follows the presenter's picture."""

    def __init__(
        self,
        theme: Theme,
        intents: WaitingIntents,
        artworks: Artworks,
        frame: Frame,
        now_ms: Callable[[], int],
    ) -> None:
        super().__init__()
        self.setProperty("focus_ring", False)
        self._intents = intents
        self._frame = frame
        self._state: WaitingState | None = None
        self._toast_shown = 0
        self._stack = QStackedLayout(self)
        self.question = QuestionPage(theme, artworks)
        self.question.paid_cash.connect(intents.answer_paid_cash)
        self.question.paid_reference.connect(intents.answer_paid_reference)
        self.question.not_paid.connect(intents.answer_not_paid)
        self._list_page = QWidget()
        row = Row(theme, spacing=24, margins=(32, 32, 32, 32), parent=self._list_page)
        self._list = _List(theme, intents)
        row.addWidget(self._list)
        self._right = QStackedLayout()
        row.addLayout(self._right, 1)  # first, or its first page would be a window of its own
        self.entry = EntryCard(theme, intents, artworks, now_ms)
        self.settle = SettleCard(theme, intents, artworks)
        self._nothing = _Nothing(theme)
        for part in (self._nothing, self.entry, self.settle):
            self._right.addWidget(part)
        self._stack.addWidget(self._list_page)
        self._stack.addWidget(self.question)
        intents.watch(self._show)

    def _show(self, state: WaitingState) -> None:
        self._state = state
        self._frame.set_count(PAGE, state.count)
        if state.question is not None:
            question = state.question
            more = state.questions_left - 1
            self.question.show_question(question, more, state.currency)
            self._stack.setCurrentWidget(self.question)
        else:
            self._stack.setCurrentWidget(self._list_page)
            self._list.show_list(state)
            self._show_right(state)
        toast = state.toast
        if toast is not None and toast.serial > self._toast_shown:
            self._toast_shown = toast.serial
            self._frame.show_toast(tell_message(toast.fact), tell_message(toast.note))

    def _show_right(self, state: WaitingState) -> None:
        form = state.settle
        held = next(
            (one for one in state.held_elsewhere if form and one.sale_id == form.sale_id), None
        )
        chosen = next((row for row in state.rows if row.chosen), None)
        if form is not None and held is not None:
            self.settle.show_form(held, form, state.currency)
            self._right.setCurrentWidget(self.settle)
        elif chosen is not None:
            self.entry.show_row(chosen, state.currency)
            self._right.setCurrentWidget(self.entry)
        else:
            self._nothing.show_state(state)
            self._right.setCurrentWidget(self._nothing)

    def _show_title(self) -> None:
        self._frame.set_title(tell("view.title"))

    def showEvent(self, event: object) -> None:
        self._show_title()
        self.setFocus()
        self._intents.open()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange and self._state is not None:
            self._show(self._state)
        super().changeEvent(event)


class _List(CardSurface):
    """Entries of this till, then what other tills hold."""

    def __init__(self, theme: Theme, intents: WaitingIntents) -> None:
        super().__init__(theme)
        self._intents = intents
        self._rows: dict[str, ChoiceRow] = {}
        keep_size(theme, self, width=_LIST_WIDTH)
        column = Column(theme, spacing=8, margins=(16, 22, 16, 16), parent=self)
        head = Column(theme, spacing=4, margins=(8, 0, 8, 4))
        self._sentence = Label(theme, Kind.CARD_TITLE, wrap=True)
        self._note = Label(theme, Kind.BODY, wrap=True)
        head.addWidget(self._sentence)
        head.addWidget(self._note)
        column.addLayout(head)
        content = QWidget()
        self._entries = Column(theme, spacing=8, margins=(0, 0, 4, 0), parent=content)
        self._others = Label(theme, Kind.FIELD_LABEL, wrap=True)
        self._holds_note = Label(theme, Kind.NOTE, wrap=True)
        self._entries.addWidget(self._others)
        self._entries.addWidget(self._holds_note)
        self._entries.addStretch(1)
        column.addWidget(ScrollColumn(theme, content), 1)

    def show_list(self, state: WaitingState) -> None:
        relabel(self._sentence, tell_message(state.sentence))
        relabel(self._note, tell_message(state.note), hide_empty=True)
        relabel(self._others, tell("view.other_tills"))
        show_if(self._others, bool(state.held_elsewhere))
        relabel(self._holds_note, tell_message(state.holds_note), hide_empty=True)
        keys = [row.key for row in state.rows]
        keys += [f"held:{held.sale_id}" for held in state.held_elsewhere]
        for key in [key for key in self._rows if key not in keys]:
            gone = self._rows.pop(key)
            self._entries.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for place, row in enumerate(state.rows):
            self._show_row(self._row_of(row.key, place), row, state.currency)
        offset = len(state.rows) + 1
        for place, held in enumerate(state.held_elsewhere):
            entry = self._row_of(f"held:{held.sale_id}", offset + place)
            self._show_held(entry, held, state)

    def _row_of(self, key: str, place: int) -> ChoiceRow:
        row = self._rows.get(key)
        if row is None:
            row = ChoiceRow(self._theme, key)
            row.clicked.connect(partial(self._pressed, key))
            self._rows[key] = row
        if self._entries.indexOf(row) != place:
            self._entries.removeWidget(row)
            self._entries.insertWidget(place, row)
        return row

    def _pressed(self, key: str) -> None:
        if key.startswith("held:"):
            self._intents.open_settle(key.removeprefix("held:"))
        else:
            self._intents.close_settle()
            self._intents.choose(key)

    def _show_row(self, entry: ChoiceRow, row: WaitingRow, currency: str) -> None:
        mood, icon = KIND_MOODS[row.kind]
        cards = tell("view.cards", count=len(row.lines))
        entry.show_entry(
            title=tell("view.sale", number=row.number),
            figure=manner().money(row.total_minor, currency),
            note=f"{manner().clock(row.at_ms)}, {cards}",
            state=tell(f"view.kind.{row.kind.value}"),
            mood=mood,
            icon=icon,
        )
        entry.show_chosen(row.chosen)

    def _show_held(self, entry: ChoiceRow, held: HeldElsewhere, state: WaitingState) -> None:
        entry.show_entry(
            title=tell("view.sale", number=held.number),
            figure=manner().money(held.total_minor, state.currency),
            note=tell("view.held_since", till=held.till_name, held_at=held.held_at_ms),
            state=tell("view.kind.held"),
            mood=Mood.NOT_KNOWN,
            icon="lock-simple-bold",
        )
        entry.show_chosen(state.settle is not None and state.settle.sale_id == held.sale_id)


class _Nothing(CardSurface):
    """Nothing chosen, or nothing there at all."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        centre = Qt.AlignmentFlag.AlignHCenter
        column = Column(theme, spacing=12, margins=(48, 32, 48, 32), parent=self)
        column.addStretch(1)
        self._icon = Icon(theme, "check-circle", 72, Token.ACTIVATED_TEXT)
        column.addWidget(self._icon, 0, centre)
        self._word = Label(theme, Kind.PRODUCT, wrap=True, align=centre)
        self._note = Label(theme, Kind.BODY, wrap=True, align=centre)
        column.addWidget(self._word)
        column.addWidget(self._note)
        column.addStretch(1)

    def show_state(self, state: WaitingState) -> None:
        empty = not state.rows and not state.held_elsewhere
        self._icon.set_icon(
            "check-circle" if empty else "hand-pointing",
            Token.ACTIVATED_TEXT if empty else Token.INK_3,
        )
        relabel(self._word, tell("view.nothing") if empty else "", hide_empty=True)
        relabel(self._note, tell("view.nothing_note" if empty else "view.choose"))
