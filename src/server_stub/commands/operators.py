"""Taking people on, locking and unlocking them, giving them other roles, and letting them go."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from card_contract.outcomes import Refusal
from card_contract.states import Role
from server_stub.commands.askers import refusal_of_staffing
from server_stub.commands.unstored import Noted, Unstored
from server_stub.domain.ids import OperatorId
from server_stub.domain.names import turns_letters
from server_stub.domain.roles import ADMINISTERING
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, LedgerEntry, changed
from server_stub.storage.rows.portal import PORTAL_INVITATIONS_OF_OPERATOR
from server_stub.storage.rows.staff import (
    OPERATORS,
    OPERATORS_BY_BADGE,
    OPERATORS_OF_APP,
    PIN_FAILURES_OF_OPERATOR,
    OperatorRow,
)
from server_stub.storage.table import Need


@dataclass(frozen=True, slots=True, kw_only=True)
class AddOperator(Unstored):
    """Take a person on. The id and the badge must be new.

    ``taken_on_by`` asked for it at a till, and knows the PIN as well; so does who may sign in the
    name of that person, whom ``pin_known_to`` tells.
    """

    answer_type: ClassVar = Noted

    operator_id: OperatorId
    name: str
    role: Role
    pin_hash: str
    badge: str | None
    added_by: str
    taken_on_by: OperatorId | None = None
    pin_known_to: OperatorId | None = None

    def needs(self) -> Iterable[Need]:
        found = [OPERATORS.at(self.app_id, self.operator_id)]
        if self.badge is not None:
            found.append(OPERATORS_BY_BADGE.at(self.app_id, self.badge))
        return found

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        taken = rows.find(OPERATORS, self.app_id, self.operator_id)
        if taken is None and self.badge is not None:
            taken = rows.find(OPERATORS_BY_BADGE, self.app_id, self.badge)
        if taken is not None:
            return refuse(Refusal.KEY_REUSED)
        if turns_letters(self.operator_id, self.name):
            return refuse(Refusal.MALFORMED)
        row = OperatorRow(
            app_id=self.app_id,
            operator_id=self.operator_id,
            name=self.name,
            role=self.role,
            pin_hash=self.pin_hash,
            badge=self.badge,
            created_at=now_ms,
            pin_set_by=self.pin_known_to or self.taken_on_by,
            taken_on_by=self.taken_on_by,
        )
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="operator.added",
            actor=self.added_by,
            subject=self.operator_id,
            detail={"name": self.name, "role": self.role.value},
        )
        return Decision(Noted(), (Insert(row),), (entry,))


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutOperator(Unstored):
    """What is decided about one person.

    ``asked_by`` is the operator who asks at a till; from the command line it is nobody, who may
    decide about everybody.
    """

    operator_id: OperatorId
    asked_by: OperatorId | None = None

    def needs(self) -> Iterable[Need]:
        yield OPERATORS.at(self.app_id, self.operator_id)
        if self.asked_by is not None:
            yield OPERATORS.at(self.app_id, self.asked_by)

    def found(self, rows: Rows, *, role: Role | None = None) -> OperatorRow | Refusal:
        """The person, or why who asks does not decide about somebody who has or gets ``role``."""
        operator = rows.find(OPERATORS, self.app_id, self.operator_id)
        if operator is None:
            return Refusal.NOT_FOUND
        if self.asked_by is None:
            return operator
        roles = (operator.role, role or operator.role)
        return refusal_of_staffing(rows, self.app_id, self.asked_by, roles) or operator

    def found_other(self, rows: Rows, *, role: Role | None = None) -> OperatorRow | Refusal:
        """The same for what nobody decides about themselves."""
        found = self.found(rows, role=role)
        is_own = self.asked_by == self.operator_id
        return Refusal.NOT_ALLOWED if is_own and isinstance(found, OperatorRow) else found


@dataclass(frozen=True, slots=True, kw_only=True)
class TakesFrom(AboutOperator):
    """What takes a person's sign-in or role; one administrator stays who may sign in.

    All people of the app are looked at, so that two who are taken at once are not the last two.
    """

    def needs(self) -> Iterable[Need]:
        yield from AboutOperator.needs(self)
        yield OPERATORS_OF_APP.at(self.app_id)

    def is_last(self, operator: OperatorRow, rows: Rows) -> bool:
        """Whether no other administrator may sign in."""
        return operator.role in ADMINISTERING and not any(
            other.role in ADMINISTERING and other.may_sign_in
            for other in rows.all(OPERATORS_OF_APP, self.app_id)
            if other.operator_id != operator.operator_id
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlockOperator(AboutOperator):
    """Forgive an operator's wrong PINs, at every till; with ``pin_hash`` the PIN is a new one.

    A new PIN ends the operator's sessions: whoever knew the old one may be signed in with it. What
    a manager has locked by hand is opened by who knows of it, and ``lifts`` that as well, for a
    ``reason`` where one is asked for. Who was let go has nothing to be opened.
    """

    answer_type: ClassVar = Noted

    unlocked_by: str
    pin_hash: str | None = None
    lifts: bool = False
    reason: str | None = None

    def needs(self) -> Iterable[Need]:
        yield from AboutOperator.needs(self)
        yield PIN_FAILURES_OF_OPERATOR.at(self.app_id, self.operator_id)

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        operator = self.found(rows)
        if isinstance(operator, Refusal):
            return refuse(operator)
        if operator.disabled_at is not None:
            return refuse(Refusal.NOT_ALLOWED)
        if operator.suspended_at is not None and not self.lifts:
            return refuse(Refusal.SUSPENDED)
        renewed: dict[str, Any] = {"suspended_at": None, "suspended_why": None}
        if self.pin_hash is not None:
            renewed |= {
                "pin_hash": self.pin_hash,
                "sessions_from": now_ms,
                "pin_set_by": self.asked_by,
                "pin_own_since": None,
            }
        changes: list[Change] = [
            changed(operator, failures=0, locked_at=None, **renewed),
            *(
                changed(row, failures=0, locked_at=None)
                for row in rows.all(PIN_FAILURES_OF_OPERATOR, self.app_id, self.operator_id)
                if row.failures
            ),
        ]
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="operator.unlocked",
            actor=self.unlocked_by,
            subject=self.operator_id,
            detail={
                "new_pin": self.pin_hash is not None,
                "lifted": operator.suspended_at is not None,
                "reason": self.reason,
            },
        )
        return Decision(Noted(), changes, (entry,))


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspendOperator(TakesFrom):
    """Lock a person by hand, say on suspicion, until a manager unlocks them.

    What was opened in the person's name ends for good; nobody locks themselves, and the last
    administrator who may sign in stays.
    """

    answer_type: ClassVar = Noted

    suspended_by: str
    reason: str

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        operator = self.found_other(rows)
        if isinstance(operator, Refusal):
            return refuse(operator)
        if operator.suspended_at is not None:
            return Decision(Noted())
        if self.is_last(operator, rows):
            return refuse(Refusal.LAST_ADMINISTRATOR)
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="operator.locked",
            actor=self.suspended_by,
            subject=self.operator_id,
            detail={"reason": self.reason},
        )
        locked = changed(
            operator, suspended_at=now_ms, suspended_why=self.reason, sessions_from=now_ms
        )
        return Decision(Noted(), (locked,), (entry,))


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveRole(TakesFrom):
    """Give a person another role; what was opened with the one before ends.

    That is every session, at tills and at the portal, and an invitation to it. The last
    administrator who may sign in stays one.
    """

    answer_type: ClassVar = Noted

    role: Role
    given_by: str
    reason: str | None = None

    def needs(self) -> Iterable[Need]:
        yield from TakesFrom.needs(self)
        yield PORTAL_INVITATIONS_OF_OPERATOR.at(self.app_id, self.operator_id)

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        operator = self.found_other(rows, role=self.role)
        if isinstance(operator, Refusal):
            return refuse(operator)
        if operator.role is self.role:
            return Decision(Noted())
        if self.role not in ADMINISTERING and self.is_last(operator, rows):
            return refuse(Refusal.LAST_ADMINISTRATOR)
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="operator.role-changed",
            actor=self.given_by,
            subject=self.operator_id,
            detail={"role": self.role.value, "was": operator.role.value} | _why(self.reason),
        )
        changes = (
            changed(operator, role=self.role, sessions_from=now_ms),
            *_uninvited(rows, operator, now_ms),
        )
        return Decision(Noted(), changes, (entry,))


@dataclass(frozen=True, slots=True, kw_only=True)
class DisableOperator(TakesFrom):
    """Let nobody sign in as this person any more; one administrator stays who may."""

    answer_type: ClassVar = Noted

    disabled_by: str
    reason: str | None = None

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        operator = self.found_other(rows)
        if isinstance(operator, Refusal):
            return refuse(operator)
        if operator.disabled_at is not None:
            return Decision(Noted())
        if self.is_last(operator, rows):
            return refuse(Refusal.LAST_ADMINISTRATOR)
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="operator.disabled",
            actor=self.disabled_by,
            subject=self.operator_id,
            detail=_why(self.reason),
        )
        return Decision(Noted(), (changed(operator, disabled_at=now_ms),), (entry,))


@dataclass(frozen=True, slots=True, kw_only=True)
class EnableOperator(AboutOperator):
    """Let somebody sign in again who was let go, with the PIN and the password of then.

    What was open then stays ended: sessions at tills and at the portal, and invitations to it. A
    lock by hand stays as well.
    """

    answer_type: ClassVar = Noted

    enabled_by: str
    reason: str

    def needs(self) -> Iterable[Need]:
        yield from AboutOperator.needs(self)
        yield PORTAL_INVITATIONS_OF_OPERATOR.at(self.app_id, self.operator_id)

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        operator = self.found_other(rows)
        if isinstance(operator, Refusal):
            return refuse(operator)
        if operator.disabled_at is None:
            return Decision(Noted())
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="operator.enabled",
            actor=self.enabled_by,
            subject=self.operator_id,
            detail=_why(self.reason),
        )
        changes = (
            changed(operator, disabled_at=None, sessions_from=now_ms),
            *_uninvited(rows, operator, now_ms),
        )
        return Decision(Noted(), changes, (entry,))


def _uninvited(rows: Rows, operator: OperatorRow, now_ms: int) -> Iterable[Change]:
    """End the invitations to the portal that the person has not taken yet."""
    for invited in rows.all(PORTAL_INVITATIONS_OF_OPERATOR, operator.app_id, operator.operator_id):
        if invited.ended_at is None:
            yield changed(invited, ended_at=now_ms)


def _why(reason: str | None) -> dict[str, str]:
    """What an entry says of the reason; whoever decides at a till or a command line gives none."""
    return {"reason": reason} if reason else {}
