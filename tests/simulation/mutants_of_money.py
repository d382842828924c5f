"""Unsafe variants of what is kept of money: cases that nobody opens, words that nobody keeps."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec

from card_contract.states import CaseKind, PaymentKind
from server_stub.commands.case_closing import CloseCase
from server_stub.commands.day_close import CloseDay
from server_stub.commands.voids import Void
from server_stub.engine.command import Decision
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, Update
from server_stub.storage.rows.sales import CaseRow, SaleRow
from simulation.bent import Bent


class OpensNoCase(Bent):
    """Nobody is told that money is to go back."""

    def decide(self, rows: Rows, now_ms: int) -> Decision[Any]:
        decision = super().decide(rows, now_ms)
        changes = [change for change in decision.changes if not _is_new_case(change)]
        return Decision(decision.answer, changes, decision.entries)


class PaidAtHome(Bent):
    """Whoever closes a case is thought to pay it out of the drawer of its own till."""

    def decide(self, rows: Rows, now_ms: int) -> Decision[Any]:
        decision = super().decide(rows, now_ms)
        changes = [_paid_at_home(change) for change in decision.changes]
        return Decision(decision.answer, changes, decision.entries)


class ForgetsLateWord(Bent):
    """What a till says of a payment that a manager has settled is answered, and kept nowhere."""

    def decide(self, rows: Rows, now_ms: int) -> Decision[Any]:
        decision = super().decide(rows, now_ms)
        changes = [change for change in decision.changes if not _is_late_word(change)]
        return Decision(decision.answer, changes, decision.entries)


def uncompared(asked: CloseDay) -> CloseDay:
    """A close by which the day's own amounts are not looked at: any count is explained."""
    request = msgspec.structs.replace(
        asked.request, expected_cash_minor=None, note="It differs by what was sold meanwhile."
    )
    return replace(asked, request=request)


def believing_nothing(asked: Void | CloseCase) -> Void | CloseCase:
    """Nobody looks whether the money goes back as whoever hands it out was shown."""
    if isinstance(asked, CloseCase):
        return replace(asked, goes_back_by=None)
    return replace(asked, request=msgspec.structs.replace(asked.request, goes_back_by=None))


class BelievesClock(Bent):
    """A sale counts on the day that its till says it was paid on, whatever its clock shows."""

    def decide(self, rows: Rows, now_ms: int) -> Decision[Any]:
        decision = super().decide(rows, now_ms)
        day_at = min(self._command.request.paid_at, now_ms)
        changes = [_kept_as(change, "day_at", day_at) for change in decision.changes]
        return Decision(decision.answer, changes, decision.entries)


class KeepsAsTyped(Bent):
    """A payment's reference is kept as it was typed."""

    def decide(self, rows: Rows, now_ms: int) -> Decision[Any]:
        decision = super().decide(rows, now_ms)
        typed = self._command.request.payment.reference
        changes = [_kept_as(change, "payment_reference", typed) for change in decision.changes]
        return Decision(decision.answer, changes, decision.entries)


class BelievesLateKind(Bent):
    """A settled sale is counted as its till says that it was paid, whatever has gone back since."""

    def decide(self, rows: Rows, now_ms: int) -> Decision[Any]:
        decision = super().decide(rows, now_ms)
        kind = self._command.request.payment.kind
        changes = [_counted_as(change, kind) for change in decision.changes]
        return Decision(decision.answer, changes, decision.entries)


def _counted_as(change: Change, kind: PaymentKind) -> Change:
    if isinstance(change, Insert) or not _is_late_word(change):
        return change
    after = msgspec.structs.replace(change.after, payment_kind=kind)
    return Update(change.before, after, change.columns | {"payment_kind"})


def _kept_as(change: Change, column: str, value: Any) -> Change:
    """The change of a sale, with something else in a column that it has set."""
    if isinstance(change, Insert) or not isinstance(change.after, SaleRow):
        return change
    if column not in change.columns or not getattr(change.after, column):
        return change
    after = msgspec.structs.replace(change.after, **{column: value})
    return Update(change.before, after, change.columns)


def _paid_at_home(change: Change) -> Change:
    if isinstance(change, Insert) or not isinstance(change.after, CaseRow):
        return change
    nobody = {"paid_till_id": None, "kept_till_id": None, "paid_minor": None}
    return Update(
        change.before,
        msgspec.structs.replace(change.after, **nobody),
        change.columns - frozenset(nobody),
    )


def _is_new_case(change: Change) -> bool:
    return isinstance(change, Insert) and isinstance(change.row, CaseRow)


def _is_late_word(change: Change) -> bool:
    if isinstance(change, Insert):
        told = (CaseKind.PAYMENT_DIFFERS, CaseKind.REFERENCE_USED)
        return isinstance(change.row, CaseRow) and change.row.kind in told
    return isinstance(change.before, SaleRow) and change.before.settled_by is not None
