"""The count of the cash and the close: what is typed, how it compares, and the one request."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from msgspec.structs import replace

from card_contract.day_messages import (
    CloseDayRequest,
    DayOpenItem,
    DayReport,
    digest_of_open,
    subject_of_day,
)
from card_contract.messages import ApprovalPurpose
from card_contract.outcomes import Refusal
from card_contract.states import OpenKind, PaymentKind
from pos_terminal.approval.presenter import Act, ApprovalPresenter, Signed
from pos_terminal.day_close.model import Comparison, CountForm
from pos_terminal.gateway.answers import NoAnswerError, Refused, Unreachable
from pos_terminal.journal.till import Till
from pos_terminal.look.money import parse_money
from pos_terminal.words import ON, Button, Message, off

NOTE_LENGTH_MIN: Final = 3
_REFUSALS: Final = {
    Refusal.DAY_CLOSED: "refused.day_closed",
    Refusal.DAY_AHEAD: "refused.day_ahead",
    Refusal.DAY_OPEN: "refused.changed",
    Refusal.APPROVAL_INVALID: "refused.changed",
    Refusal.NOT_ALLOWED: "refused.not_allowed",
    Refusal.NO_OPERATOR: "refused.sign_in_again",
    Refusal.READ_ONLY: "refused.read_only",
    Refusal.NOT_FOUND: "refused.till_gone",
}


class Counting:
    """``closed`` is called with the closed day, ``ask_again`` where the report may be old."""

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
        self.cash = ""
        self.note = ""
        self.busy = False

    def forget(self) -> None:
        """Another day, till or person: nothing that was typed is about it."""
        self._ticket += 1
        self._fault = None
        self.cash = self.note = ""
        self.busy = False

    def form(self, report: DayReport, comparison: Comparison | None) -> CountForm:
        counted_minor = parse_money(self.cash, report.currency)
        over_minor = None if counted_minor is None else counted_minor - expected_minor(report)
        differs = bool(over_minor) or _differs(comparison)
        fault = self._fault
        if counted_minor is None and self.cash.strip():
            fault = Message("count.no_amount")
        return CountForm(
            cash=self.cash,
            note=self.note,
            difference=_difference(over_minor, report.currency),
            agrees=over_minor == 0,
            note_needed=differs,
            fault=fault,
            close=self._button(
                is_counted=counted_minor is not None or self._left_to(comparison), differs=differs
            ),
        )

    def _left_to(self, comparison: Comparison | None) -> bool:
        """Whether the shop's own system stands for the count: nothing was typed beside it."""
        return comparison is not None and not self.cash.strip()

    def _button(self, *, is_counted: bool, differs: bool) -> Button:
        if self.busy:
            return off("off.asking")
        if not is_counted:
            return off("off.count_first")
        if differs and len(self.note.strip()) < NOTE_LENGTH_MIN:
            return off("off.note_first")
        return ON

    def close(
        self, report: DayReport, open_items: Sequence[DayOpenItem], comparison: Comparison | None
    ) -> None:
        """Have a manager sign for what is open, then close; without anything open, close."""
        form = self.form(report, comparison)
        if not form.close.enabled:
            return
        request = CloseDayRequest(
            day=report.day,
            counted_cash_minor=parse_money(self.cash, report.currency),
            pos_total_minor=None if comparison is None else comparison.there_minor,
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
        self.busy, self._fault = True, None
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
        self._ask_again()

    def _not_answered(self, ticket: int, error: NoAnswerError) -> None:
        if ticket != self._ticket:
            return
        self.busy = False
        surely_not_sent = isinstance(error, Unreachable)
        self._fault = Message("fault.not_sent" if surely_not_sent else "fault.no_reply")
        # If it was closed after all, the report says so.
        self._ask_again()


def expected_minor(report: DayReport) -> int:
    """The cash that has to be in the till."""
    return sum(row.in_hand_minor for row in report.money if row.kind is PaymentKind.CASH)


def _difference(over_minor: int | None, currency: str) -> Message | None:
    if over_minor is None:
        return None
    if over_minor == 0:
        return Message("count.agrees")
    word = "count.over" if over_minor > 0 else "count.short"
    return Message(word, {"difference_minor": abs(over_minor), "currency": currency})


def _differs(comparison: Comparison | None) -> bool:
    return comparison is not None and bool(comparison.rows)
