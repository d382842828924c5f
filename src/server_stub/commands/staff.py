"""Who may stand at a till: sign-in with PIN, a new PIN of one's own, and approvals.

A PIN is never part of a command: ``CountPinAttempt`` counts an attempt as failed before the slow
check of the PIN is made, and ``SignIn``, ``Approve`` or ``ChangePin`` takes the count back once it
has succeeded. However many guesses are sent side by side, and whenever the server dies, no more
than the allowed number is ever checked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from msgspec import Struct

from card_contract.messages import ApprovalPurpose
from card_contract.outcomes import Refusal
from card_contract.states import Role
from server_stub.commands.approvals import approval_id
from server_stub.commands.askers import employed, is_in_service, may_print, till_in_service
from server_stub.commands.unstored import Noted, Unstored
from server_stub.domain.ids import OperatorId, TillId
from server_stub.domain.pin_rules import locks_at_till, locks_operator
from server_stub.domain.roles import MANAGING, STUDIO
from server_stub.engine.command import Decision, Refused, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, LedgerEntry, changed
from server_stub.storage.rows.staff import (
    OPERATOR_SESSIONS,
    OPERATORS,
    PIN_FAILURES,
    TILLS,
    ApprovalRow,
    OperatorRow,
    OperatorSessionRow,
    PinFailuresRow,
    TillRow,
)
from server_stub.storage.table import Need

_BY_STUDIO: Final = frozenset({ApprovalPurpose.PRINT, ApprovalPurpose.CODE_LIST})


class PinToCheck(Struct, frozen=True, kw_only=True):
    """The attempt is counted; whoever asked checks the PIN against this hash."""

    pin_hash: str
    operator_id: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class PinAct(Unstored):
    """What has to do with one operator's PIN at one till."""

    till_id: TillId
    operator_id: OperatorId

    def needs(self) -> Iterable[Need]:
        return (
            OPERATORS.at(self.app_id, self.operator_id),
            PIN_FAILURES.at(self.app_id, self.till_id, self.operator_id),
            TILLS.at(self.app_id, self.till_id),
        )

    def _operator(self, rows: Rows) -> OperatorRow | None:
        return employed(rows, self.app_id, self.operator_id)

    def proved(self, pin_hash: str, rows: Rows) -> OperatorRow | None:
        """The operator whose PIN was checked against this hash, unless it was replaced since."""
        operator = self._operator(rows)
        return None if operator is None or operator.pin_hash != pin_hash else operator

    def _here(self, rows: Rows) -> PinFailuresRow | None:
        return rows.find(PIN_FAILURES, self.app_id, self.till_id, self.operator_id)

    def _till(self, rows: Rows) -> TillRow | None:
        return till_in_service(rows, self.app_id, self.till_id)

    def forgiven(self, operator: OperatorRow, rows: Rows, **renewed: Any) -> list[Change]:
        """Take back all counted failures: the right PIN was given. ``renewed`` is new with it."""
        changes: list[Change] = []
        here = self._here(rows)
        if here is not None and here.failures:
            changes.append(changed(here, failures=0, locked_at=None))
        if operator.failures or renewed:
            changes.append(changed(operator, failures=0, locked_at=None, **renewed))
        return changes


@dataclass(frozen=True, slots=True, kw_only=True)
class CountPinAttempt(PinAct):
    """Count an attempt as failed, unless the operator is locked here or everywhere."""

    answer_type: ClassVar = PinToCheck

    def decide(self, rows: Rows, now_ms: int) -> Decision[PinToCheck]:
        operator = self._operator(rows)
        if operator is None:
            return refuse(self._why_nobody(rows))
        here = self._here(rows)
        failures_here = here.failures if here is not None else 0
        if locks_at_till(failures_here) or locks_operator(operator.failures):
            return refuse(Refusal.PIN_LOCKED)
        locks_here = locks_at_till(failures_here + 1)
        locks_all = locks_operator(operator.failures + 1)
        counted: Change
        if here is None:
            counted = Insert(
                PinFailuresRow(
                    app_id=self.app_id,
                    till_id=self.till_id,
                    operator_id=self.operator_id,
                    failures=1,
                )
            )
        else:
            counted = changed(
                here, failures=failures_here + 1, locked_at=now_ms if locks_here else None
            )
        changes = (
            counted,
            changed(
                operator, failures=operator.failures + 1, locked_at=now_ms if locks_all else None
            ),
        )
        answer = PinToCheck(
            pin_hash=operator.pin_hash,
            operator_id=operator.operator_id,
            name=operator.name,
            role=operator.role,
        )
        return Decision(answer, changes)

    def _why_nobody(self, rows: Rows) -> Refusal:
        known = rows.find(OPERATORS, self.app_id, self.operator_id)
        is_suspended = known is not None and known.disabled_at is None
        return Refusal.SUSPENDED if is_suspended else Refusal.WRONG_PIN


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWrongPin(PinAct):
    """Put a wrong PIN, which has been counted already, into the ledger.

    ``asked_by`` had typed it, where that is known.
    """

    answer_type: ClassVar = Noted

    asked_by: OperatorId | None = None

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        here = self._here(rows)
        till, person = f"till:{self.till_id}", f"operator:{self.asked_by}"
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="pin.wrong",
            actor=till if self.asked_by is None else person,
            subject=self.operator_id,
            detail={"failures": here.failures if here is not None else 0},
        )
        return Decision(Noted(), (), (entry,))


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn(PinAct):
    """The PIN was right: open the operator's session at this till. It ends the one before it."""

    answer_type: ClassVar = Noted

    pin_hash: str
    session_id: str
    till_session_id: str
    expires_at: int

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        operator = self.proved(self.pin_hash, rows)
        if operator is None:
            return refuse(Refusal.WRONG_PIN)
        till = self._till(rows)
        if till is None:
            return refuse(Refusal.TILL_REVOKED)
        session = OperatorSessionRow(
            session_id=self.session_id,
            app_id=self.app_id,
            operator_id=self.operator_id,
            till_id=self.till_id,
            till_session_id=self.till_session_id,
            opened_at=now_ms,
            expires_at=self.expires_at,
        )
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="operator.signed-in",
            actor=f"operator:{self.operator_id}",
            subject=self.till_id,
        )
        changes = (
            *self.forgiven(operator, rows),
            changed(till, operator_session=self.session_id),
            Insert(session),
        )
        return Decision(Noted(), changes, (entry,))


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOut(Unstored):
    """End an operator's session; one that has ended already stays so."""

    answer_type: ClassVar = Noted

    session_id: str

    def needs(self) -> Iterable[Need]:
        return (OPERATOR_SESSIONS.at(self.session_id),)

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        session = rows.find(OPERATOR_SESSIONS, self.session_id)
        if session is None or session.ended_at is not None:
            return Decision(Noted())
        return Decision(Noted(), (changed(session, ended_at=now_ms),))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePin(PinAct):
    """The present PIN was right: a new one takes its place, and ends every other session.

    Whoever knew the old PIN may be signed in with it elsewhere. The session that asked has just
    proved itself, and counts from here on as opened after the ones that end.
    """

    answer_type: ClassVar = Noted

    pin_hash: str
    new_pin_hash: str
    session_id: str

    def needs(self) -> Iterable[Need]:
        return (*PinAct.needs(self), OPERATOR_SESSIONS.at(self.session_id))

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        operator = self.proved(self.pin_hash, rows)
        if operator is None:
            return refuse(Refusal.WRONG_PIN)
        if self._till(rows) is None:
            return refuse(Refusal.TILL_REVOKED)
        session = rows.find(OPERATOR_SESSIONS, self.session_id)
        if session is None or session.ended_at is not None:
            return refuse(Refusal.NO_OPERATOR)
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="operator.pin-changed",
            actor=f"operator:{self.operator_id}",
            subject=self.operator_id,
            detail={"till": self.till_id},
        )
        changes = (
            *self.forgiven(
                operator,
                rows,
                pin_hash=self.new_pin_hash,
                sessions_from=now_ms,
                pin_own_since=operator.pin_own_since or now_ms,
            ),
            changed(session, opened_at=now_ms + 1),
        )
        return Decision(Noted(), changes, (entry,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Approve(PinAct):
    """A manager's PIN was right: sign for one act, named by all that it is about."""

    answer_type: ClassVar = Noted

    pin_hash: str
    approval: str
    purpose: ApprovalPurpose
    subject: str
    sale_id: str
    card_ids: Sequence[str] = ()

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        operator = self.proved(self.pin_hash, rows)
        if operator is None:
            return refuse(Refusal.WRONG_PIN)
        if not self._may_sign(rows):
            return refuse(Refusal.TILL_REVOKED)
        signing = STUDIO if self.purpose in _BY_STUDIO else MANAGING
        if operator.role not in signing:
            return Decision(Refused(refusal=Refusal.NOT_ALLOWED), self.forgiven(operator, rows))
        row = ApprovalRow(
            app_id=self.app_id,
            approval=approval_id(self.approval),
            approver_id=self.operator_id,
            till_id=self.till_id,
            purpose=self.purpose,
            subject=self.subject,
            sale_id=self.sale_id,
            card_ids=list(self.card_ids),
            created_at=now_ms,
        )
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="approval.given",
            actor=f"operator:{self.operator_id}",
            subject=self.subject,
            detail={
                "purpose": self.purpose.value,
                "approval": row.approval,
                "sale": self.sale_id,
                "cards": list(self.card_ids),
            },
        )
        return Decision(Noted(), (*self.forgiven(operator, rows), Insert(row)), (entry,))

    def _may_sign(self, rows: Rows) -> bool:
        if self.purpose is ApprovalPurpose.PRINT:
            return may_print(rows, self.app_id, self.till_id)
        return is_in_service(rows, self.app_id, self.till_id)
