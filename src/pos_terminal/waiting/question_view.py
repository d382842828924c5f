"""*Was it paid?* A question about money that only a person can answer, before any new sale."""

from __future__ import annotations

from enum import Enum, auto
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pos_terminal.look.boxes import Column, Hairline, Row, keep_size
from pos_terminal.look.buttons import PrimaryButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.chip import Chip
from pos_terminal.look.fields import TextField
from pos_terminal.look.kept_cards import KeptCards
from pos_terminal.look.pill import Mood, Pill
from pos_terminal.look.product_art import Artworks
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.sentences import manner
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token
from pos_terminal.waiting.model import PaidQuestion
from pos_terminal.waiting.sentences_view import tell, tell_message, why_off

_RIGHT: Final = 404
REFERENCE_MAX: Final = 64


class Answer(Enum):
    CASH = auto()
    REFERENCE = auto()
    NOT_PAID = auto()


_WORDS: Final = {
    Answer.CASH: ("view.paid_cash", "money"),
    Answer.REFERENCE: ("view.paid_reference", "credit-card"),
    Answer.NOT_PAID: ("view.not_paid", "x-circle"),
}


class QuestionPage(QWidget):
    """Choosing an answer records nothing; the main button does."""

    paid_cash = Signal(str)
    paid_reference = Signal(str, str)
    not_paid = Signal(str)

    def __init__(self, theme: Theme, artworks: Artworks) -> None:
        super().__init__()
        self._question: PaidQuestion | None = None
        self._currency = ""
        self._answer: Answer | None = None
        row = Row(theme, spacing=32, margins=(32, 32, 32, 32), parent=self)
        row.addWidget(self._build_left(theme, artworks), 1)
        row.addWidget(self._build_right(theme))

    def _build_left(self, theme: Theme, artworks: Artworks) -> CardSurface:
        left = CardSurface(theme)
        column = Column(theme, spacing=14, margins=(40, 36, 40, 28), parent=left)
        self._pill = Pill(theme, Mood.NOT_KNOWN)
        column.addWidget(self._pill)
        self._sentence = Label(theme, Kind.NEXT, wrap=True)
        self._todo = Label(theme, Kind.SUBSENTENCE, token=Token.INK_2, wrap=True)
        column.addWidget(self._sentence)
        column.addWidget(self._todo)
        column.gap(6)
        column.addWidget(Hairline(theme))
        self._cards = KeptCards(theme, artworks)
        column.addWidget(ScrollColumn(theme, self._cards), 1)
        self._who = Label(theme, Kind.BODY, token=Token.INK_3, wrap=True)
        column.addWidget(self._who)
        return left

    def _build_right(self, theme: Theme) -> CardSurface:
        right = CardSurface(theme)
        keep_size(theme, right, width=_RIGHT)
        column = Column(theme, spacing=12, margins=(24, 22, 24, 24), parent=right)
        self._title = Label(theme, Kind.CARD_TITLE, wrap=True)
        column.addWidget(self._title)
        self._total_word = Label(theme, Kind.LEAD)
        self._total = Label(theme, Kind.TOTAL)
        total = Row(theme)
        total.addWidget(self._total_word)
        total.addStretch(1)
        total.addWidget(self._total)
        column.addLayout(total)
        column.gap(4)
        self._chips: dict[Answer, Chip] = {}
        for answer, (_, icon) in _WORDS.items():
            chip = Chip(theme, icon=icon, height=64)
            chip.clicked.connect(partial(self._choose, answer))
            self._chips[answer] = chip
            column.addWidget(chip)
        self._field = TextField(theme, size=20)
        self._field.line.setMaxLength(REFERENCE_MAX)
        self._field.edited.connect(lambda _: self._show_button())
        column.addWidget(self._field)
        column.addStretch(1)
        self._more = Label(theme, Kind.BODY, wrap=True)
        column.addWidget(self._more)
        self._record = PrimaryButton(theme, key="F12", large=True)
        self._record.clicked.connect(self._pressed)
        column.addWidget(self._record)
        return right

    def show_question(self, question: PaidQuestion, left: int, currency: str) -> None:
        if self._question is None or question.sale_id != self._question.sale_id:
            self._answer = None
            self._field.set_text("")
        self._question = question
        self._currency = currency
        self._pill.show_state(Mood.NOT_KNOWN, tell("view.sale", number=question.number))
        relabel(self._sentence, tell_message(question.sentence))
        relabel(self._todo, tell_message(question.what_to_do))
        who = tell("view.served_by", name=question.operator_name, asked_at=question.asked_at_ms)
        relabel(self._who, who)
        self._cards.show_cards(question.lines, currency)
        relabel(self._title, tell("view.was_paid"))
        relabel(self._total_word, tell("view.total"))
        relabel(self._total, manner().money(question.total_minor, currency))
        more = tell("view.more_questions", count=left) if left > 0 else ""
        relabel(self._more, more, hide_empty=True)
        self._field.set_label(tell("view.reference"))
        self._field.set_note(tell("view.reference_note"))
        if question.fault is not None:
            self._field.set_fault(tell_message(question.fault))
        self._show_answer()
        self.setAccessibleName(f"{self._sentence.text()} {self._todo.text()}")

    def _choose(self, answer: Answer) -> None:
        self._answer = answer
        self._show_answer()
        if answer is Answer.REFERENCE:
            self._field.setFocus()

    def _show_answer(self) -> None:
        for answer, chip in self._chips.items():
            chip.set_words(tell(_WORDS[answer][0]))
            chip.setChecked(answer is self._answer)
        show_if(self._field, self._answer is Answer.REFERENCE)
        self._show_button()

    def _show_button(self) -> None:
        if self._question is None:
            return
        words = {
            None: "view.record",
            Answer.CASH: "view.record_paid",
            Answer.REFERENCE: "view.record_paid",
            Answer.NOT_PAID: "view.record_not_paid",
        }[self._answer]
        reword(self._record, tell(words), why_off=self._why_off(self._question))

    def _why_off(self, question: PaidQuestion) -> str | None:
        if not question.answer.enabled:
            return why_off(question.answer)
        if self._answer is None:
            return tell("view.answer_first")
        if self._answer is Answer.REFERENCE and not self._field.text().strip():
            return tell("view.type_reference")
        return None

    def _pressed(self) -> None:
        question = self._question
        if question is None:
            return
        if self._answer is Answer.CASH:
            self.paid_cash.emit(question.sale_id)
        elif self._answer is Answer.REFERENCE:
            self.paid_reference.emit(question.sale_id, self._field.text().strip())
        elif self._answer is Answer.NOT_PAID:
            self.not_paid.emit(question.sale_id)
