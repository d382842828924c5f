"""A manager answers for another till that cannot: was this held sale paid, how, and how known."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from card_contract.states import PaymentKind, SettledAs
from pos_terminal.look.boxes import Column, Hairline, Row
from pos_terminal.look.buttons import PrimaryButton, SecondaryButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.chip import Chip
from pos_terminal.look.fields import TextField
from pos_terminal.look.kept_cards import KeptCards
from pos_terminal.look.pill import Mood, Pill
from pos_terminal.look.product_art import Artworks
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token
from pos_terminal.waiting.model import HeldElsewhere, SettleForm, WaitingIntents
from pos_terminal.waiting.question_view import REFERENCE_MAX
from pos_terminal.waiting.sentences_view import tell, tell_message, why_off

_ICONS: Final = {
    SettledAs.PAID: "check-circle",
    SettledAs.MONEY_BACK: "arrow-counter-clockwise",
    SettledAs.NOT_PAID: "x-circle",
}


class SettleCard(CardSurface):
    def __init__(self, theme: Theme, intents: WaitingIntents, artworks: Artworks) -> None:
        super().__init__(theme)
        self._intents = intents
        self._held: HeldElsewhere | None = None
        self._form: SettleForm | None = None
        column = Column(theme, spacing=12, margins=(32, 28, 32, 28), parent=self)
        head = Row(theme, spacing=12)
        self._pill = Pill(theme, Mood.NOT_KNOWN)
        self._number = Label(theme, Kind.QUIET, wrap=True, align=Qt.AlignmentFlag.AlignRight)
        head.addWidget(self._pill)
        head.addWidget(self._number, 1)
        column.addLayout(head)
        self._fact = Label(theme, Kind.TITLE, wrap=True)
        self._todo = Label(theme, Kind.LEAD, token=Token.INK, wrap=True)
        column.addWidget(self._fact)
        column.addWidget(self._todo)
        column.addWidget(Hairline(theme))
        content = QWidget()
        form = Column(theme, spacing=12, margins=(2, 0, 8, 2), parent=content)
        self._cards = KeptCards(theme, artworks)
        form.addWidget(self._cards)
        self._fields = QWidget()
        self._build_form(Column(theme, spacing=12, parent=self._fields), theme)
        form.addWidget(self._fields)
        form.addStretch(1)
        column.addWidget(ScrollColumn(theme, content), 1)
        foot = Row(theme, spacing=12)
        self._back = SecondaryButton(theme, key="Esc")
        self._back.clicked.connect(intents.close_settle)
        self._sign = PrimaryButton(theme, icon="identification-badge", key="F12", large=True)
        self._sign.clicked.connect(self._main_pressed)
        foot.addWidget(self._back, 0, Qt.AlignmentFlag.AlignBottom)
        foot.addWidget(self._sign, 1)
        column.addLayout(foot)

    def _build_form(self, column: Column, theme: Theme) -> None:
        self._was_paid = Label(theme, Kind.STRONG, wrap=True)
        column.addWidget(self._was_paid)
        answers = Row(theme, spacing=12)
        self._answers = {answer: Chip(theme, icon=icon) for answer, icon in _ICONS.items()}
        for answer, chip in self._answers.items():
            chip.clicked.connect(partial(self._fill, answer=answer))
            answers.addWidget(chip, 1)
        column.addLayout(answers)
        self._then = Label(theme, Kind.NOTE, wrap=True)
        column.addWidget(self._then)
        kinds = Row(theme, spacing=12)
        self._cash, self._elsewhere = Chip(theme, icon="money"), Chip(theme, icon="credit-card")
        for chip, kind in (
            (self._cash, PaymentKind.CASH),
            (self._elsewhere, PaymentKind.REFERENCE),
        ):
            chip.clicked.connect(partial(self._fill, kind=kind))
            kinds.addWidget(chip, 1)
        column.addLayout(kinds)
        self._reference = TextField(theme)
        self._reference.line.setMaxLength(REFERENCE_MAX)
        self._reference.edited.connect(lambda text: self._fill(reference=text))
        self._reason = TextField(theme)
        self._reason.line.setMaxLength(500)
        self._reason.edited.connect(lambda text: self._fill(reason=text))
        self._fault = Label(theme, Kind.BODY, token=Token.REFUSED_TEXT, wrap=True)
        fields = Row(theme, spacing=12)
        for field in (self._reason, self._reference):
            fields.addWidget(field, 1)
        column.addLayout(fields)
        column.addWidget(self._fault)

    def show_held(self, held: HeldElsewhere) -> None:
        """What is known of it; the form opens with the main button."""
        self._held = held
        self._form = None
        self._pill.show_state(Mood.NOT_KNOWN, tell("view.kind.held"), icon="lock-simple-bold")
        held_at = tell("view.sale_at", number=held.number, sold_at=held.held_at_ms)
        relabel(self._number, held_at)
        self._fact.set_kind(Kind.TITLE)
        show_if(self._todo, True)
        relabel(self._fact, tell_message(held.fact))
        relabel(self._todo, tell_message(held.what_to_do))
        self._cards.show_cards(held.lines, held.currency)
        show_if(self._fields, False)
        show_if(self._back, False)
        answer = tell("view.answer_for", till=held.till_name)
        reword(self._sign, answer, why_off=why_off(held.settle))

    def show_form(self, held: HeldElsewhere, form: SettleForm) -> None:
        self.show_held(held)
        self._form = form
        # The form needs the room; whoever answers has read what comes before it.
        self._fact.set_kind(Kind.CARD_TITLE)
        show_if(self._todo, False)
        show_if(self._fields, True)
        show_if(self._back, True)
        relabel(self._was_paid, tell("view.was_paid"))
        for answer, chip in self._answers.items():
            chip.set_words(tell(f"view.answer.{answer.value}"))
            chip.setChecked(answer is form.answer)
        for chip, words, chosen in (
            (self._cash, "view.cash", form.kind is PaymentKind.CASH),
            (self._elsewhere, "view.reference_kind", form.kind is PaymentKind.REFERENCE),
        ):
            chip.set_words(tell(words))
            chip.setChecked(chosen)
        owed = form.answer is SettledAs.MONEY_BACK
        relabel(self._then, tell("view.money_back_then") if owed else "", hide_empty=True)
        show_if(self._cash, form.was_paid)
        show_if(self._elsewhere, form.was_paid)
        show_if(self._reference, form.was_paid and form.kind is PaymentKind.REFERENCE)
        self._reference.set_label(tell("view.reference"))
        self._reference.set_text(form.reference)
        self._reason.set_label(tell("view.how_known"))
        self._reason.set_text(form.reason)
        relabel(self._fault, tell_message(form.fault), hide_empty=True)
        reword(self._back, tell("view.back"))
        reword(self._sign, tell("view.sign"), why_off=why_off(form.sign))

    def _main_pressed(self) -> None:
        if self._form is not None:
            self._intents.sign_settle()
        elif self._held is not None:
            self._intents.open_settle(self._held.sale_id)

    def _fill(
        self,
        _checked: bool = False,
        *,
        answer: SettledAs | None = None,
        kind: PaymentKind | None = None,
        reference: str | None = None,
        reason: str | None = None,
    ) -> None:
        form = self._form
        if form is None:
            return
        self._intents.fill_settle(
            answer=answer or form.answer,
            kind=kind or form.kind,
            reference=form.reference if reference is None else reference,
            reason=form.reason if reason is None else reason,
        )
