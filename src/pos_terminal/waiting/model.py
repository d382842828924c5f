"""What the page of open sales shows: what is not settled yet, and what a person has to answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from card_contract.states import CaseKind, PaymentKind, SettledAs
from pos_terminal.words import Button, CardLine, Message, Step, Toast, WayBack


class WaitingKind(StrEnum):
    """Why a sale is in the list."""

    BEING_ACTIVATED = "being_activated"
    BEING_CANCELLED = "being_cancelled"
    BEING_VOIDED = "being_voided"
    SIGNATURE_OWED = "signature_owed"  # the cards are dead; a manager signs before money goes back
    REFUND_DUE = "refund_due"
    GIVEN_IN_DOUBT = "given_in_doubt"  # the till ended just after it had recorded a refund
    RECEIPT_MISSING = "receipt_missing"  # of a sale, or of a refund
    ENDED_ELSEWHERE = "ended_elsewhere"  # somebody has to take note of it
    CASE = "case"  # a manager has to look at it: a void refused, a sale the server will not settle


class Act(StrEnum):
    """What a person can decide about an entry, by the intent that does it."""

    VOID = "void"
    SIGN = "sign"  # the intent is ``void``, too
    HAND_BACK = "hand_back"
    ASK = "ask"  # whether the money is still to go back: the intent is ``try_now``
    REPRINT = "reprint"  # beside ``without_receipt``
    CLOSE_CASE = "close_case"  # asks for a reason
    ACKNOWLEDGE = "acknowledge"


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRow:
    """One open thing. ``key`` is the id for the intents: of the sale, or of the refund.

    The countdown runs from ``waiting_from_ms`` to ``next_try_ms``; null while a try is running or
    where the till asks nobody. ``act`` is what a person can decide about it and ``decide`` that
    act's button; both are null where there is nothing to decide. ``correct`` is there where the
    server did not take how the sale was paid: ``correct_paid_cash`` and ``correct_paid_reference``
    put that right; ``fault`` says what is wrong with the last try. ``way`` says how money goes
    back, where it does so now. ``gone_out`` is there where somebody else has settled that money: it
    may have left this till before the server was asked. ``not_given`` is there beside ``decide``
    where it is asked whether money was given from here.
    """

    key: str
    sale_id: str
    number: str
    kind: WaitingKind
    fact: Message
    what_to_do: Message
    at_ms: int
    currency: str
    total_minor: int
    lines: tuple[CardLine, ...]
    steps: tuple[Step, ...]
    tries: int
    waiting_from_ms: int
    next_try_ms: int | None
    chosen: bool
    try_now: Button
    decide: Button | None
    act: Act | None = None
    correct: Button | None = None
    fault: Message | None = None
    way: WayBack | None = None
    gone_out: Button | None = None
    not_given: Button | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidQuestion:
    """'Was it paid?', asked after a restart in the middle of a payment, before any new sale."""

    sale_id: str
    number: str
    asked_at_ms: int
    operator_name: str
    total_minor: int
    lines: tuple[CardLine, ...]
    sentence: Message
    what_to_do: Message
    answer: Button
    fault: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldElsewhere:
    """A sale held over 15 minutes that another till does not end, or held by one that is shut out,
    or one that this till has ended and the server has not. A manager settles it here. Its store may
    use another ``currency`` than this one. ``in_doubt`` is what was settled here without an answer.
    """

    sale_id: str
    number: str
    till_name: str
    held_at_ms: int
    total_minor: int
    currency: str
    lines: tuple[CardLine, ...]
    fact: Message
    what_to_do: Message
    settle: Button
    in_doubt: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleForm:
    """The open form of one held sale: was it paid, how, and why the manager says so."""

    sale_id: str
    answer: SettledAs | None
    kind: PaymentKind
    reference: str
    reason: str
    fault: Message | None
    sign: Button

    @property
    def was_paid(self) -> bool:
        """Whether it is said to have been paid, so that it is asked how."""
        return self.answer in (SettledAs.PAID, SettledAs.MONEY_BACK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What is done with: ``fact`` stands in its place until somebody picks something else.

    ``key`` is that of a row, or the id of a held sale, whose case may still be listed. ``way`` says
    how the money goes back that is recorded and given now.
    """

    key: str
    fact: Message
    way: WayBack | None = None


class CaseStage(StrEnum):
    """How far a case of the store is."""

    OPEN = "open"
    NOT_KNOWN = "not_known"  # a close was sent and not answered: it is sent again as it was
    ASKED = "asked"  # another manager's close was sent from here and is not answered
    GIVEN_IN_DOUBT = "given_in_doubt"  # it was closed here, and the till ended as it was given
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """A case of the store, as the server lists it for managers; closed with a reason.

    What is not known of it is null. ``detail`` is what was written down when it was opened. A
    refund that is ``in_doubt`` may be closed as unpaid. ``way`` says how its money goes back, and
    ``has_paper`` that the customer gets a refund receipt with it.
    """

    case_id: str
    kind: CaseKind
    number: str | None
    till_name: str | None
    store_name: str | None
    opened_at_ms: int
    last_four: str | None
    amount_minor: int | None
    currency: str | None
    fact: Message
    what_to_do: Message
    detail: str
    close: Button
    stage: CaseStage = CaseStage.OPEN
    sale_id: str | None = None
    in_doubt: bool = False
    way: WayBack | None = None
    has_paper: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CasesOfRecall:
    """So many open cases of one recall; ``opened`` where they stand in place of all others."""

    recall_id: int
    count: int
    opened: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingState:
    """One picture of the page. ``count`` is the amber figure on the rail; 0 hides it.

    It counts everything listed: rows, questions, holds and, for managers, cases. ``cases`` are
    there for managers only, those of recalls apart; ``cases_more`` says that the server has still
    others, ``cases_note`` why they are not known. ``cases_ended`` were among them and are closed
    now: one of them is still shown to whoever looks at it. ``given`` is the money that was recorded
    on this page and is handed out now.
    """

    count: int
    sentence: Message
    note: Message | None
    currency: str
    question: PaidQuestion | None = None
    questions_left: int = 0
    rows: tuple[WaitingRow, ...] = ()
    held_elsewhere: tuple[HeldElsewhere, ...] = ()
    holds_note: Message | None = None
    settle: SettleForm | None = None
    settled: Settled | None = None
    given: tuple[Settled, ...] = ()
    cases: tuple[OpenCase, ...] = ()
    case_recalls: tuple[CasesOfRecall, ...] = ()
    cases_ended: tuple[OpenCase, ...] = ()
    cases_more: bool = False
    cases_note: Message | None = None
    case_sought: str | None = None
    toast: Toast | None = None


class WaitingIntents(Protocol):
    """What the page of open sales may ask for."""

    @property
    def state(self) -> WaitingState:
        """The picture to show now."""

    def watch(self, show: Callable[[WaitingState], None]) -> None:
        """Show the picture now and whenever it changes."""

    def open(self) -> None:
        """The page came to the front: ask the server for sales held elsewhere."""

    def choose(self, key: str) -> None:
        """Press a row."""

    def look_elsewhere(self) -> None:
        """Press what is no row: what was given is given by now, and what is asked is called off."""

    def try_now(self, key: str) -> None:
        """Ask the server about it at once (F5)."""

    def print_slip(self, key: str) -> None:
        """Print the waiting slip of a sale that is being activated."""

    def void(self, key: str) -> None:
        """A manager decides that the customer gets the money back; there is no way back from it."""

    def hand_back(self, key: str) -> None:
        """Ask the server; if it is still due the refund is recorded, and then given."""

    def gone_out(self, key: str) -> None:
        """What somebody else has settled went to the customer from here before, too."""

    def reprint(self, key: str) -> None:
        """Print a receipt, or a refund receipt, that never came out."""

    def without_receipt(self, key: str) -> None:
        """The customer needs no receipt: take the row off the list."""

    def close_case(self, key: str, reason: str) -> None:
        """A manager has settled the case and says how."""

    def acknowledge(self, key: str) -> None:
        """Somebody has taken note that the sale ended elsewhere, or knows that a refund in doubt
        was given from here.
        """

    def not_given(self, key: str) -> None:
        """Somebody knows that a refund in doubt was not given from here: it is due again."""

    def correct_paid_cash(self, key: str) -> None:
        """The server did not take how it was paid: it was cash."""

    def correct_paid_reference(self, key: str, reference: str) -> None:
        """The server did not take how it was paid: this is the right reference."""

    def close_open_case(self, case_id: str, reason: str) -> None:
        """A manager has settled a case of the server's list and says how."""

    def close_case_unpaid(self, case_id: str, reason: str) -> None:
        """A manager has found out of a refund that was in doubt that nothing is owed."""

    def case_given(self, case_id: str) -> None:
        """A manager knows that the money of a case in doubt was given from here."""

    def case_not_given(self, case_id: str) -> None:
        """A manager knows that it was not: it is given now."""

    def print_case(self, case_id: str) -> None:
        """Print the refund receipt of a case that was closed here."""

    def open_recall_cases(self, recall_id: int) -> None:
        """Press a recall: its cases are shown in place of all others, or those again."""

    def more_cases(self) -> None:
        """Show the next page of the cases as well."""

    def find_case(self, number: str) -> None:
        """Show the cases of the card with this number only; an empty text shows all."""

    def answer_paid_cash(self, sale_id: str) -> None:
        """The money was in the drawer: the sale goes on."""

    def answer_paid_reference(self, sale_id: str, reference: str) -> None:
        """It was paid elsewhere under this reference: the sale goes on."""

    def answer_not_paid(self, sale_id: str) -> None:
        """No money came in: the sale is cancelled and its cards are freed."""

    def open_settle(self, sale_id: str) -> None:
        """Open the form for a sale held by another till."""

    def fill_settle(
        self, *, answer: SettledAs | None, kind: PaymentKind, reference: str, reason: str
    ) -> None:
        """The form as it stands."""

    def sign_settle(self) -> None:
        """Let a manager sign it, then settle."""

    def close_settle(self) -> None:
        """Leave the form."""
