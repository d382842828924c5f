"""One waiting thing, opened: what is known, what to do, and the button that does it."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from typing import Final

from PySide6.QtCore import Qt

from pos_terminal.look.boxes import Column, Hairline, Row
from pos_terminal.look.buttons import DangerButton, PrimaryButton, SecondaryButton
from pos_terminal.look.card_look import step_texts
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.countdown_ring import CountdownRing
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
from pos_terminal.waiting.model import WaitingIntents, WaitingKind, WaitingRow
from pos_terminal.waiting.sentences_view import tell, tell_message, why_off

KIND_MOODS: Final = {
    WaitingKind.BEING_ACTIVATED: (Mood.NOT_KNOWN, "hourglass-medium-bold"),
    WaitingKind.BEING_CANCELLED: (Mood.NOT_KNOWN, "hourglass-medium-bold"),
    WaitingKind.BEING_VOIDED: (Mood.NOT_KNOWN, "hourglass-medium-bold"),
    WaitingKind.REFUND_DUE: (Mood.REFUSED, "money-bold"),
    WaitingKind.RECEIPT_MISSING: (Mood.ACCENT, "receipt-bold"),
    WaitingKind.CASE: (Mood.REFUSED, OCTAGON_CROSS),
}
_ASKED: Final = frozenset(
    {WaitingKind.BEING_ACTIVATED, WaitingKind.BEING_CANCELLED, WaitingKind.BEING_VOIDED}
)


class Act(Enum):
    """A person's decision about one entry."""

    VOID = auto()
    SIGN = auto()
    HAND_BACK = auto()
    REPRINT = auto()
    CLOSE_CASE = auto()


_ACTS: Final = {
    WaitingKind.BEING_ACTIVATED: Act.VOID,
    WaitingKind.BEING_VOIDED: Act.SIGN,
    WaitingKind.REFUND_DUE: Act.HAND_BACK,
    WaitingKind.RECEIPT_MISSING: Act.REPRINT,
}
_ACT_WORDS: Final = {
    Act.VOID: "view.void",
    Act.SIGN: "view.sign_void",
    Act.HAND_BACK: "view.handed_back",
    Act.REPRINT: "view.reprint",
    Act.CLOSE_CASE: "view.close_case",
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
        self._todo = Label(theme, Kind.LEAD, token=Token.INK, wrap=True)
        column.addWidget(self._fact)
        column.addWidget(self._todo)
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
        self._reason = TextField(theme)
        self._reason.line.setMaxLength(500)
        self._reason.edited.connect(lambda _: self._show_buttons())
        column.addWidget(self._reason)
        self._build_buttons(column, theme)

    def _build_buttons(self, column: Column, theme: Theme) -> None:
        foot = Row(theme, spacing=12)
        self._void = DangerButton(theme, icon="arrow-u-up-left", key="F2")
        self._void.clicked.connect(lambda: self._ask(self._intents.void))
        self._slip = SecondaryButton(theme, icon="printer")
        self._slip.clicked.connect(lambda: self._ask(self._intents.print_slip))
        self._without = SecondaryButton(theme)
        self._without.clicked.connect(lambda: self._ask(self._intents.without_receipt))
        self._try = PrimaryButton(theme, icon="arrow-clockwise-bold", key="F5", large=True)
        self._try.clicked.connect(lambda: self._ask(self._intents.try_now))
        self._act = PrimaryButton(theme, key="F12", large=True)
        self._act.clicked.connect(self._act_pressed)
        for button in (self._void, self._slip, self._without):
            foot.addWidget(button)
        foot.addStretch(1)
        column.addLayout(foot)
        last = Row(theme, spacing=12)
        last.addStretch(1)
        for main in (self._try, self._act):
            last.addWidget(main, 1)
        column.addLayout(last)

    def show_row(self, row: WaitingRow, currency: str) -> None:
        if self._row is None or self._row.key != row.key:
            self._reason.set_text("")
        self._row = row
        self._currency = currency
        mood, icon = KIND_MOODS[row.kind]
        self._pill.show_state(mood, tell(f"view.kind.{row.kind.value}"), icon=icon)
        relabel(self._number, tell("view.sale_at", number=row.number, sold_at=row.at_ms))
        relabel(self._fact, tell_message(row.fact))
        relabel(self._todo, tell_message(row.what_to_do))
        show_if(self._steps, bool(row.steps))
        self._steps.show_steps(step_texts(row.steps, tell_message))
        self._cards.show_cards(row.lines, currency)
        self._show_ring(row)
        self._reason.set_label(tell("view.case_reason"))
        self._reason.set_note(tell("view.case_reason_note"))
        self._show_buttons()
        self.setAccessibleName(f"{self._pill.text()}. {self._fact.text()} {self._todo.text()}")

    def _show_ring(self, row: WaitingRow) -> None:
        asked = row.kind in _ASKED
        show_if(self.ring, asked)
        if asked and row.next_try_ms is not None:
            whole = row.next_try_ms - row.waiting_from_ms
            self.ring.count_down(row.next_try_ms, whole, unit=tell("view.seconds"))
        elif asked:
            word = "view.trying" if not row.try_now.enabled else "view.not_asking"
            self.ring.stand(tell(word))

    def _show_buttons(self) -> None:
        row = self._row
        if row is None:
            return
        act = _act_of(row)
        # One filled button: the row's own act where it has one, else asking the server again.
        asked = row.kind in _ASKED
        show_if(self._try, asked and act in (None, Act.VOID))
        reword(self._try, tell("view.try_now"), why_off=why_off(row.try_now))
        show_if(self._slip, row.kind is WaitingKind.BEING_ACTIVATED)
        reword(self._slip, tell("view.print_slip"))
        show_if(self._without, act is Act.REPRINT)
        reword(self._without, tell("view.no_receipt"))
        show_if(self._void, act is Act.VOID)
        show_if(self._act, act not in (None, Act.VOID))
        show_if(self._reason, act is Act.CLOSE_CASE)
        if row.decide is None or act is None:
            return
        why = why_off(row.decide)
        reword(self._void, tell("view.void"), why_off=why)
        if act is Act.CLOSE_CASE and why is None and not self._reason.text().strip():
            why = tell("view.reason_first")
        amount = manner().money(row.total_minor, self._currency)
        reword(self._act, tell(_ACT_WORDS[act], amount=amount), why_off=why)

    def _ask(self, intent: Callable[[str], None]) -> None:
        if self._row is not None:
            intent(self._row.key)

    def _act_pressed(self) -> None:
        row = self._row
        if row is None:
            return
        match _act_of(row):
            case Act.HAND_BACK:
                self._intents.hand_back(row.key)
            case Act.REPRINT:
                self._intents.reprint(row.key)
            case Act.SIGN:
                self._intents.void(row.key)
            case Act.CLOSE_CASE:
                self._intents.close_case(row.key, self._reason.text().strip())
            case Act.VOID | None:
                pass


def _act_of(row: WaitingRow) -> Act | None:
    """What a person can decide about this row."""
    if row.decide is None:
        return None
    if row.kind is WaitingKind.CASE:
        # A sale that is stuck can only be voided; a void that was refused is closed by a reason.
        return Act.VOID if row.key == row.sale_id else Act.CLOSE_CASE
    return _ACTS.get(row.kind)
