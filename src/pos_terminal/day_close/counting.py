"""The count of the cash and the close: what is typed, how it compares, and the one request."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from msgspec.structs import replace

from card_contract.day_messages import (
    CLOSE_NOTE_LENGTH_MIN,
    CloseDayRequest,
    DayOpenItem,
    DayReport,
    cash_to_be_there,
    digest_of_open,
    subject_of_day,
)
from card_contract.messages import AMOUNT_MAX_MINOR, ApprovalPurpose
from card_contract.outcomes import Refusal
from card_contract.states import OpenKind
from pos_terminal.approval.presenter import Act, ApprovalPresenter, Signed
from pos_terminal.day_close.model import Comparison, CountForm
from pos_terminal.gateway.answers import NoAnswerError, Refused, Unreachable
from pos_terminal.journal.till import Till
from pos_terminal.look.money import parse_money
from pos_terminal.words import ON, Button, Message, off

_REFUSALS: Final = {
    Refusal.DAY_CLOSED: "refused.day_closed",
    Refusal.DAY_AHEAD: "refused.day_ahead",
    Refusal.DAY_OPEN: "refused.changed",
    Refusal.APPROVAL_INVALID: "refused.changed",
    Refusal.DAY_CHANGED: "refused.amounts",
    Refusal.DAY_DIFFERS: "refused.differs",
    Refusal.NOT_ALLOWED: "refused.not_allowed",
    Refusal.NO_OPERATOR: "refused.sign_in_again",
    Refusal.READ_ONLY: "refused.read_only",
    Refusal.NOT_FOUND: "refused.till_gone",
}
_OF_THE_DAY: Final = frozenset(
    {
        Refusal.DAY_AHEAD,
        Refusal.DAY_OPEN,
        Refusal.DAY_CHANGED,
        Refusal.DAY_DIFFERS,
        Refusal.APPROVAL_INVALID,
    }
)
"""Refusals of a day that was looked at, and is not closed: whatever was asked before."""


class Counting:
    """``closed`` is called with the closed day, ``ask_again`` where the report may be old.

    A close whose reply was lost leaves a doubt, which stays until an answer says how the day is:
    that the next try does not get through says nothing of it.
    """

    def __init__(
        self,
        till: Till,
        approval: ApprovalPresenter,
        *,
        changed: Callable[[], None],
        closed: Callable[[DayReport], None],
        ask_again: Callable[[], None],
    ) -> None:
        self._till = till
        self._approval = approval
        self._changed = changed
        self._closed = closed
        self._ask_again = ask_again
        self._ticket = 0
        self._fault: Message | None = None
        self._outcome: Message | None = None
        self._in_doubt = False
        self.cash = ""
        self.note = ""
        self.busy = False

    def forget(self) -> None:
        """Another day, till or person: nothing that was typed is about it."""
        self._ticket += 1
        self._fault = self._outcome = None
        self._in_doubt = False
        self.cash = self.note = ""
        self.busy = False

    def form(
        self, report: DayReport, comparison: Comparison | None, *, is_asked: bool
    ) -> CountForm:
        """``is_asked`` while the report is asked for anew: by the old one nothing is closed."""
        counted_minor = self._counted_minor(report)
        over_minor = (
            None if counted_minor is None else counted_minor - cash_to_be_there(report.money)
        )
        differs = bool(over_minor) or _differs(comparison)
        is_typed = bool(self.cash.strip())
        fault = self._fault
        if counted_minor is None and is_typed:
            fault = Message("count.no_amount")
        # The shop's own system stands for the count where nothing was typed beside it.
        is_counted = counted_minor is not None or (comparison is not None and not is_typed)
        return CountForm(
            cash=self.cash,
            note=self.note,
            difference=_difference(over_minor, report.currency),
            agrees=over_minor == 0,
            note_needed=differs,
            fault=fault,
            outcome=Message("close.in_doubt") if self._in_doubt else self._outcome,
            close=off("off.asking") if is_asked else self._button(is_counted, differs=differs),
        )

    def _counted_minor(self, report: DayReport) -> int | None:
        counted_minor = parse_money(self.cash, report.currency, signed=True)
        is_taken = counted_minor is not None and abs(counted_minor) <= AMOUNT_MAX_MINOR
        return counted_minor if is_taken else None

    def _button(self, is_counted: bool, *, differs: bool) -> Button:
        if self.busy:
            return off("off.asking")
        if not is_counted:
            return off("off.count_first")
        if differs and len(self.note.strip()) < CLOSE_NOTE_LENGTH_MIN:
            return off("off.note_first")
        return ON

    def close(
        self, report: DayReport, open_items: Sequence[DayOpenItem], comparison: Comparison | None
    ) -> None:
        """Have a manager sign for what is open, then close; without anything open, close."""
        request = CloseDayRequest(
            day=report.day,
            counted_cash_minor=self._counted_minor(report),
            expected_cash_minor=cash_to_be_there(report.money),
            pos_total_minor=None if comparison is None else comparison.there_minor,
            pos_compared_minor=None if comparison is None else comparison.here_minor,
            pos_differing=None if comparison is None else len(comparison.rows),
            note=self.note.strip(),
            at_till=[item for item in open_items if item.kind is OpenKind.JOURNAL],
        )
        if not open_items:
            self._send(report.till_id, request)
            return
        act = Act(
            purpose=ApprovalPurpose.CLOSE_DAY,
            subject=subject_of_day(report.till_id, report.day),
            sale_id=digest_of_open(open_items),
            about=Message("sign.close_day", {"till": report.till_name, "count": len(open_items)}),
            unsigned_offline=False,
        )
        ticket, till_id = self._ticket, report.till_id
        self._approval.ask(act, lambda signed: self._signed(ticket, till_id, request, signed))

    def _signed(self, ticket: int, till_id: str, request: CloseDayRequest, signed: Signed) -> None:
        if ticket == self._ticket and signed.approval is not None:
            self._send(till_id, replace(request, approval=signed.approval))

    def _send(self, till_id: str, request: CloseDayRequest) -> None:
        self._ticket += 1
        ticket = self._ticket
        self.busy = True
        self._fault = self._outcome = None
        self._changed()
        server = self._till.server
        self._till.tasks.run(
            lambda: server.close_day(till_id, request),
            then=lambda answer: self._answered(ticket, answer),
            failed=lambda error: self._not_answered(ticket, error),
        )

    def _answered(self, ticket: int, answer: DayReport | Refused) -> None:
        if ticket != self._ticket:
            self._ask_again()
            return
        self.busy = False
        if isinstance(answer, DayReport):
            self.forget()
            self._closed(answer)
            return
        self._fault = Message(_REFUSALS.get(answer.code, "refused.not_now"))
        is_closed = answer.code is Refusal.DAY_CLOSED
        self._in_doubt = self._in_doubt and not is_closed and answer.code not in _OF_THE_DAY
        self._outcome = None if is_closed else Message("close.none")
        self._ask_again()

    def _not_answered(self, ticket: int, error: NoAnswerError) -> None:
        if ticket != self._ticket:
            return
        self.busy = False
        surely_not_sent = isinstance(error, Unreachable)
        self._fault = Message("fault.not_sent" if surely_not_sent else "fault.no_reply")
        self._in_doubt = self._in_doubt or not surely_not_sent
        self._outcome = Message("close.none")
        # If it was closed after all, the report says so.
        self._ask_again()


def _difference(over_minor: int | None, currency: str) -> Message | None:
    if over_minor is None:
        return None
    if over_minor == 0:
        return Message("count.agrees")
    word = "count.over" if over_minor > 0 else "count.short"
    return Message(word, {"difference_minor": abs(over_minor), "currency": currency})


def _differs(comparison: Comparison | None) -> bool:
    return comparison is not None and bool(comparison.rows)
