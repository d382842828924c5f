"""One waiting thing, opened: what is known, what to do, and the button that does it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt

from pos_terminal.look.boxes import Column, Hairline, Row
from pos_terminal.look.buttons import DangerButton, PrimaryButton, SecondaryButton
from pos_terminal.look.card_look import step_texts
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.countdown_ring import CountdownRing
from pos_terminal.look.details import Details, code_in
from pos_terminal.look.fields import TextField
from pos_terminal.look.icons import OCTAGON_CROSS
from pos_terminal.look.kept_cards import KeptCards
from pos_terminal.look.pill import Mood, Pill
from pos_terminal.look.product_art import Artworks
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.sentences import manner
from pos_terminal.look.stepper import Stepper
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token
from pos_terminal.look.way_back_words import way_back_words
from pos_terminal.waiting.case_view import REASON_MAX
from pos_terminal.waiting.model import Act, WaitingIntents, WaitingKind, WaitingRow
from pos_terminal.waiting.question_view import REFERENCE_MAX
from pos_terminal.waiting.sentences_view import tell, tell_message, why_off
from pos_terminal.waiting.settlement import REASON_LENGTH_MIN

_KIND_MOODS: Final = {
    WaitingKind.BEING_ACTIVATED: (Mood.NOT_KNOWN, "hourglass-medium-bold"),
    WaitingKind.BEING_CANCELLED: (Mood.NOT_KNOWN, "hourglass-medium-bold"),
    WaitingKind.BEING_VOIDED: (Mood.NOT_KNOWN, "hourglass-medium-bold"),
    WaitingKind.SIGNATURE_OWED: (Mood.NOT_KNOWN, "identification-badge-bold"),
    WaitingKind.REFUND_DUE: (Mood.REFUSED, "money-bold"),
    WaitingKind.GIVEN_IN_DOUBT: (Mood.NOT_KNOWN, "money-bold"),
    WaitingKind.RECEIPT_MISSING: (Mood.ACCENT, "receipt-bold"),
    WaitingKind.ENDED_ELSEWHERE: (Mood.ACCENT, "arrows-left-right-bold"),
    WaitingKind.CASE: (Mood.REFUSED, OCTAGON_CROSS),
}
_ASKED: Final = frozenset(
    {WaitingKind.BEING_ACTIVATED, WaitingKind.BEING_CANCELLED, WaitingKind.BEING_VOIDED}
)
_ACT_LOOK: Final = {
    Act.SIGN: ("view.sign_void", "identification-badge"),
    Act.HAND_BACK: ("view.handed_back", "money-fill"),
    Act.ASK: ("view.ask_again", "arrow-clockwise-bold"),
    Act.REPRINT: ("view.reprint", "printer-fill"),
    Act.CLOSE_CASE: ("view.close_case", "check-bold"),
    Act.ACKNOWLEDGE: ("view.acknowledge", "check-bold"),
}


class EntryCard(CardSurface):
    def __init__(
        self,
        theme: Theme,
        intents: WaitingIntents,
        artworks: Artworks,
        now_ms: Callable[[], int],
    ) -> None:
        super().__init__(theme)
        self._intents = intents
        self._row: WaitingRow | None = None
        self._currency = ""
        column = Column(theme, spacing=12, margins=(32, 28, 32, 28), parent=self)
        head = Row(theme, spacing=12)
        self._pill = Pill(theme, Mood.NOT_KNOWN)
        self._number = Label(theme, Kind.QUIET, wrap=True, align=Qt.AlignmentFlag.AlignRight)
        head.addWidget(self._pill)
        head.addWidget(self._number, 1)
        column.addLayout(head)
        self._fact = Label(theme, Kind.PRODUCT, wrap=True)
        self._way = Label(theme, Kind.STRONG, wrap=True)
        self._todo = Label(theme, Kind.LEAD, token=Token.INK, wrap=True)
        for label in (self._fact, self._way, self._todo):
            column.addWidget(label)
        column.gap(4)
        self._steps = Stepper(theme)
        column.addWidget(self._steps)
        column.addWidget(Hairline(theme))
        middle = Row(theme, spacing=24)
        self._cards = KeptCards(theme, artworks)
        middle.addWidget(ScrollColumn(theme, self._cards), 1)
        self.ring = CountdownRing(theme, now_ms)
        middle.addWidget(self.ring, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(middle, 1)
        self._details = Details(theme)
        column.addWidget(self._details)
        self._build_fields(column, theme)
        self._build_buttons(column, theme)

    def _build_fields(self, column: Column, theme: Theme) -> None:
        self._reason = TextField(theme)
        self._reason.line.setMaxLength(REASON_MAX)
        self._reference = TextField(theme, size=20)
        self._reference.line.setMaxLength(REFERENCE_MAX)
        self._reference.entered.connect(self._correct_pressed)
        for field in (self._reason, self._reference):
            field.edited.connect(lambda _: self._show_buttons())
            column.addWidget(field)

    def _build_buttons(self, column: Column, theme: Theme) -> None:
        foot = Row(theme, spacing=12)
        self._void = DangerButton(theme, icon="arrow-u-up-left", key="F2")
        self._void.clicked.connect(lambda: self._ask(self._intents.void))
        self._slip = SecondaryButton(theme, icon="printer")
        self._slip.clicked.connect(lambda: self._ask(self._intents.print_slip))
        self._without = SecondaryButton(theme)
        self._without.clicked.connect(lambda: self._ask(self._intents.without_receipt))
        self._cash = SecondaryButton(theme, icon="money")
        self._cash.clicked.connect(lambda: self._ask(self._intents.correct_paid_cash))
        for button in (self._void, self._slip, self._without, self._cash):
            foot.addWidget(button, 1)
        column.addLayout(foot)
        last = Row(theme, spacing=12)
        self._gone_out = SecondaryButton(theme)
        self._gone_out.clicked.connect(lambda: self._ask(self._intents.gone_out))
        last.addWidget(self._gone_out)
        # Two answers alike, and no key: whoever presses without reading would say one of them.
        self._not_given = SecondaryButton(theme, large=True)
        self._not_given.clicked.connect(lambda: self._ask(self._intents.not_given))
        self._given = SecondaryButton(theme, large=True)
        self._given.clicked.connect(lambda: self._ask(self._intents.acknowledge))
        for answer in (self._not_given, self._given):
            last.addWidget(answer, 1)
        self._try = PrimaryButton(theme, icon="arrow-clockwise-bold", key="F5", large=True)
        self._try.clicked.connect(lambda: self._ask(self._intents.try_now))
        self._act = PrimaryButton(theme, key="F12", large=True)
        self._act.clicked.connect(self._act_pressed)
        self._correct = PrimaryButton(theme, icon="credit-card-fill", key="F12", large=True)
        self._correct.clicked.connect(self._correct_pressed)
        for main in (self._try, self._act, self._correct):
            last.addWidget(main, 1)
        column.addLayout(last)

    def show_row(self, row: WaitingRow, currency: str) -> None:
        if self._row is None or self._row.key != row.key:
            self._reason.set_text("")
            self._reference.set_text("")
        self._row = row
        self._currency = currency
        word, mood, icon = kind_look(row)
        self._pill.show_state(mood, word, icon=icon)
        relabel(self._number, tell("view.sale_at", number=row.number, sold_at=row.at_ms))
        relabel(self._fact, tell_message(row.fact))
        relabel(self._way, way_back_words(row.way), hide_empty=True)
        relabel(self._todo, tell_message(row.what_to_do))
        show_if(self._steps, bool(row.steps))
        self._steps.show_steps(step_texts(row.steps, tell_message))
        self._cards.show_cards(row.lines, currency)
        # What is wrong with a payment is said above, and its field needs the place.
        self._details.show_code("" if row.correct is not None else code_in(row.fact))
        self._show_ring(row)
        self._show_fields(row)
        self._show_buttons()
        said = (f"{self._pill.text()}. {self._fact.text()}.", self._way.text(), self._todo.text())
        self.setAccessibleName(" ".join(part for part in said if part))

    def _show_ring(self, row: WaitingRow) -> None:
        asked = _is_asked(row)
        show_if(self.ring, asked)
        if asked and row.next_try_ms is not None:
            whole = row.next_try_ms - row.waiting_from_ms
            self.ring.count_down(row.next_try_ms, whole, unit=tell("view.seconds"))
        elif asked:
            word = "view.trying" if not row.try_now.enabled else "view.not_asking"
            self.ring.stand(tell(word))

    def _show_fields(self, row: WaitingRow) -> None:
        show_if(self._reason, row.act is Act.CLOSE_CASE)
        self._reason.set_label(tell("view.case_reason"))
        self._reason.set_note(tell("view.case_reason_note"))
        show_if(self._reference, row.correct is not None)
        self._reference.set_label(tell("view.right_reference"))
        self._reference.set_note(tell("view.reference_note"))
        if row.fault is not None:
            self._reference.set_fault(tell_message(row.fault))

    def _show_buttons(self) -> None:
        row = self._row
        if row is None:
            return
        act, corrects = row.act, row.correct is not None
        # One filled button: the correction or the row's own act, else asking the server again.
        main = None if act is Act.VOID or corrects or row.not_given is not None else act
        show_if(self._try, _is_asked(row) and main is None and not corrects)
        reword(self._try, tell("view.try_now"), why_off=why_off(row.try_now))
        show_if(self._slip, row.kind is WaitingKind.BEING_ACTIVATED)
        reword(self._slip, tell("view.print_slip"))
        show_if(self._without, act is Act.REPRINT)
        reword(self._without, tell("view.no_receipt"))
        show_if(self._gone_out, row.gone_out is not None)
        if row.gone_out is not None:
            reword(self._gone_out, tell("view.gone_out"), why_off=why_off(row.gone_out))
        for answer, word in ((self._not_given, "not_given"), (self._given, "was_given")):
            show_if(answer, row.not_given is not None)
            if row.not_given is not None:
                reword(answer, tell(f"view.{word}"), why_off=why_off(row.not_given))
        show_if(self._cash, corrects)
        show_if(self._correct, corrects)
        if row.correct is not None:
            reword(self._cash, tell("view.it_was_cash"), why_off=why_off(row.correct))
            why = why_off(row.correct) or self._why_incomplete(self._reference.text())
            reword(self._correct, tell("view.correct"), why_off=why)
        show_if(self._void, act is Act.VOID)
        show_if(self._act, main is not None)
        if row.decide is not None:
            why = why_off(row.decide)
            reword(self._void, tell("view.void"), why_off=why)
            if main is not None:
                self._show_main(row, main, why)

    def _show_main(self, row: WaitingRow, act: Act, why: str | None) -> None:
        word, icon = _ACT_LOOK[act]
        if act is Act.REPRINT and row.key != row.sale_id:
            word = "view.reprint_refund"
        if act is Act.CLOSE_CASE and why is None:
            too_short = len(self._reason.text().strip()) < REASON_LENGTH_MIN
            why = tell("view.reason_first") if too_short else None
        amount = manner().money(row.total_minor, self._currency)
        self._act.set_icon(icon)
        reword(self._act, tell(word, amount=amount), why_off=why)

    def _why_incomplete(self, reference: str) -> str | None:
        return None if reference.strip() else tell("view.type_reference")

    def _ask(self, intent: Callable[[str], None]) -> None:
        if self._row is not None:
            intent(self._row.key)

    def _correct_pressed(self) -> None:
        if self._row is not None and self._correct.isEnabled():
            self._intents.correct_paid_reference(self._row.key, self._reference.text().strip())

    def _act_pressed(self) -> None:
        row = self._row
        if row is None:
            return
        match row.act:
            case Act.SIGN:
                self._intents.void(row.key)
            case Act.HAND_BACK:
                self._intents.hand_back(row.key)
            case Act.ASK:
                self._intents.try_now(row.key)
            case Act.REPRINT:
                self._intents.reprint(row.key)
            case Act.CLOSE_CASE:
                self._intents.close_case(row.key, self._reason.text().strip())
            case Act.ACKNOWLEDGE:
                self._intents.acknowledge(row.key)
            case Act.VOID | None:
                pass


def _is_asked(row: WaitingRow) -> bool:
    """Whether the till asks the server about it by itself."""
    signing = row.kind is WaitingKind.SIGNATURE_OWED and row.act is None
    return row.kind in _ASKED or signing


def kind_look(row: WaitingRow) -> tuple[str, Mood, str]:
    """Word, mood and icon of what is waiting, the same in the list and opened."""
    if row.correct is not None:
        return tell("view.kind.correct"), Mood.NOT_KNOWN, "credit-card-bold"
    if row.act is Act.ASK:
        return tell("view.kind.refund_not_known"), Mood.NOT_KNOWN, "hourglass-medium-bold"
    mood, icon = _KIND_MOODS[row.kind]
    return tell(f"view.kind.{row.kind.value}"), mood, icon
