"""An open case of the store: what happened, what to do, and closing it with a reason."""

from __future__ import annotations

from typing import Final

from card_contract.states import CaseKind, PaymentKind
from pos_terminal.look.boxes import Column, Hairline, Row
from pos_terminal.look.buttons import PrimaryButton, SecondaryButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.details import Details
from pos_terminal.look.fact import Fact
from pos_terminal.look.fields import TextField
from pos_terminal.look.icons import OCTAGON_CROSS, RECEIPT, WAITING
from pos_terminal.look.pill import Mood, Pill
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.sentences import manner
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token
from pos_terminal.look.way_back_words import way_back_words
from pos_terminal.waiting.model import CaseStage, OpenCase, WaitingIntents
from pos_terminal.waiting.sentences_view import tell, tell_message, why_off
from pos_terminal.waiting.settlement import REASON_LENGTH_MIN
from pos_terminal.words import WayBack

REASON_MAX: Final = 500
_LOOKS: Final = {
    CaseStage.OPEN: (Mood.REFUSED, OCTAGON_CROSS),
    CaseStage.NOT_KNOWN: (Mood.NOT_KNOWN, f"{WAITING}-bold"),
    CaseStage.ASKED: (Mood.NOT_KNOWN, f"{WAITING}-bold"),
    CaseStage.GIVEN_IN_DOUBT: (Mood.NOT_KNOWN, "money-bold"),
    CaseStage.CLOSED: (Mood.QUIET, "info-bold"),
}


class CaseCard(CardSurface):
    def __init__(self, theme: Theme, intents: WaitingIntents) -> None:
        super().__init__(theme)
        self._intents = intents
        self._case: OpenCase | None = None
        column = Column(theme, spacing=12, margins=(32, 28, 32, 28), parent=self)
        head = Row(theme, spacing=12)
        self._pill = Pill(theme, Mood.REFUSED)
        head.addWidget(self._pill)
        head.addStretch(1)
        column.addLayout(head)
        self._fact = Label(theme, Kind.PRODUCT, wrap=True)
        self._todo = Label(theme, Kind.LEAD, token=Token.INK, wrap=True)
        self._way = Label(theme, Kind.STRONG, wrap=True)
        for label in (self._fact, self._todo, self._way):
            column.addWidget(label)
        column.addWidget(Hairline(theme))
        self._sale = Fact(theme, RECEIPT)
        self._card = Fact(theme, "credit-card")
        self._amount = Fact(theme, "money")
        self._opened = Fact(theme, "storefront")
        for pair in ((self._sale, self._card), (self._amount, self._opened)):
            facts = Row(theme, spacing=20)
            for fact in pair:
                facts.addWidget(fact, 1)
            column.addLayout(facts)
        self._details = Details(theme)
        column.addWidget(self._details)
        column.addStretch(1)
        self._reason = TextField(theme)
        self._reason.line.setMaxLength(REASON_MAX)
        self._reason.edited.connect(lambda _: self._show_button())
        column.addWidget(self._reason)
        self._unpaid = SecondaryButton(theme, large=True)
        self._unpaid.clicked.connect(self._pressed_unpaid)
        # The answer beside it is no key's: whoever presses without reading would give it.
        self._given = SecondaryButton(theme, large=True)
        self._given.clicked.connect(lambda: self._intents.case_given(self.case_id))
        self._close = PrimaryButton(theme, icon="check-bold", key="F12", large=True)
        self._close.clicked.connect(self._pressed)
        self._paper = SecondaryButton(theme, icon="printer", large=True)
        self._paper.clicked.connect(self._pressed_paper)
        buttons = Row(theme, spacing=12)
        buttons.addWidget(self._paper, 1)
        buttons.addWidget(self._unpaid, 1)
        buttons.addWidget(self._given, 1)
        buttons.addWidget(self._close, 1)
        column.addLayout(buttons)

    @property
    def case_id(self) -> str:
        """The case that is shown."""
        return "" if self._case is None else self._case.case_id

    @property
    def reason(self) -> str:
        """What is written for it so far."""
        return self._reason.text()

    @property
    def is_closed(self) -> bool:
        return self._case is not None and self._case.stage is CaseStage.CLOSED

    @property
    def asks_if_given(self) -> bool:
        return self._case is not None and self._case.stage is CaseStage.GIVEN_IN_DOUBT

    def clear(self) -> None:
        """Something else is shown."""
        self._case = None
        self._reason.set_text("")

    def show_case(self, case: OpenCase, currency: str) -> None:
        if case.case_id != self.case_id:
            self._reason.set_text("")
            self._reason.line.clearFocus()  # whoever still types means the case before
        self._case = case
        if self.is_closed:
            self._reason.set_text("")
        mood, icon = _LOOKS[case.stage]
        self._pill.show_state(mood, tell(f"view.case_{case.stage}"), icon=icon)
        relabel(self._fact, tell_message(case.fact))
        relabel(self._todo, tell_message(case.what_to_do))
        # Beside the field there is no room for the sentence: how it was paid stands at the amount.
        takes_reason = case.stage in (CaseStage.OPEN, CaseStage.ASKED)
        relabel(self._way, "" if takes_reason else way_back_words(case.way), hide_empty=True)
        unknown = tell("view.case_unknown")
        self._sale.show_fact(tell("view.case_sale"), case.number or unknown)
        self._card.show_fact(tell("view.case_card"), case.last_four or unknown)
        amount = unknown
        if case.amount_minor is not None:
            amount = manner().money(case.amount_minor, case.currency or currency)
        if takes_reason and case.way is not None:
            amount = ", ".join(part for part in (amount, *_paid(case.way)) if part)
        self._amount.show_fact(tell("view.case_amount"), amount)
        self._opened.show_fact(tell("view.case_opened_at"), case_opened(case))
        self._details.show_code(case.detail)
        self._reason.set_label(tell("view.case_reason"))
        self._reason.set_note(tell("view.case_reason_note"))
        self._show_button()
        said = (f"{self._pill.text()}. {self._fact.text()}.", self._todo.text(), self._way.text())
        self.setAccessibleName(" ".join(part for part in said if part))

    def _show_button(self) -> None:
        if self._case is None:
            return
        stage, why = self._case.stage, why_off(self._case.close)
        is_asked = stage in (CaseStage.OPEN, CaseStage.ASKED)
        show_if(self._reason, is_asked)
        show_if(self._paper, self._case.has_paper)
        reword(self._paper, tell("view.reprint_refund"))
        show_if(self._close, stage is not CaseStage.CLOSED and not self.asks_if_given)
        show_if(self._given, self.asks_if_given)
        show_if(self._unpaid, self.asks_if_given or (self._case.in_doubt and is_asked))
        if self.asks_if_given:
            reword(self._unpaid, tell("view.not_given"), why_off=why)
            reword(self._given, tell("view.was_given"), why_off=why)
            return
        if stage is CaseStage.NOT_KNOWN:
            reword(self._close, tell("view.ask_again"), why_off=why)
            return
        if why is None and len(self._reason.text().strip()) < REASON_LENGTH_MIN:
            why = tell("view.reason_first")
        is_of_sale = self._case.kind is CaseKind.PAYMENT_DIFFERS
        unpaid = tell("view.close_denied" if is_of_sale else "view.close_unpaid")
        reword(self._unpaid, unpaid, why_off=why)
        reword(self._close, tell("view.close_case"), why_off=why)

    def _pressed(self) -> None:
        if self._case is not None:
            self._intents.close_open_case(self._case.case_id, self._reason.text().strip())

    def _pressed_paper(self) -> None:
        if self._case is not None:
            self._intents.print_case(self._case.case_id)

    def _pressed_unpaid(self) -> None:
        if self.asks_if_given:
            self._intents.case_not_given(self.case_id)
        elif self._case is not None:
            self._intents.close_case_unpaid(self._case.case_id, self._reason.text().strip())


def _paid(way: WayBack) -> tuple[str, ...]:
    """How it was paid, in short; nothing where nobody knows."""
    if way.kind is None:
        return ()
    if way.kind is PaymentKind.CASH:
        return (tell("view.cash"),)
    return (tell("view.reference_kind"), way.reference or "")


def case_opened(case: OpenCase) -> str:
    """Where and when a case was opened, as far as that is known."""
    at = manner().clock(case.opened_at_ms)
    return ", ".join(part for part in (case.store_name, case.till_name, at) if part)
