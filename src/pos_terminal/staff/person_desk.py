"""One person, opened: unlock, with the PIN as it is or with a new one; another role; lock; let go.

The till never learns who knows which PIN, and a wrong choice costs nothing: nothing is sent before
the manager confirms, and the same request twice does the same as once.
"""

from __future__ import annotations

from typing import Final

from card_contract.outcomes import Refusal
from card_contract.pin_messages import UnlockRequest
from card_contract.staff_messages import LockRequest, StaffView
from card_contract.states import Role
from pos_terminal.gateway.asking import Asking
from pos_terminal.gateway.on_duty import OnDuty
from pos_terminal.gateway.pin_change import PinChange
from pos_terminal.staff.listing import person_standing, roles_for
from pos_terminal.staff.model import REASON_LENGTH_MIN, PersonCard, PersonStanding, Way
from pos_terminal.words import ON, Button, Message, off

# What refusals mean here.
REFUSALS: Final = {
    Refusal.NOT_FOUND: "refused.person_gone",
    Refusal.NOT_ALLOWED: "refused.only_administrator",
    Refusal.MALFORMED: "refused.pin",
    Refusal.SUSPENDED: "refused.suspended",
    Refusal.LAST_ADMINISTRATOR: "refused.last_administrator",
}
_WAYS: Final = {
    # A new PIN is given once the lock is lifted, which takes a reason.
    PersonStanding.SUSPENDED: (Way.SAME_PIN, Way.ANOTHER_ROLE, Way.LET_GO),
    PersonStanding.LOCKED: (Way.SAME_PIN, Way.NEW_PIN, Way.ANOTHER_ROLE, Way.LOCK, Way.LET_GO),
    PersonStanding.FREE: (Way.NEW_PIN, Way.ANOTHER_ROLE, Way.LOCK, Way.LET_GO),
    PersonStanding.DISABLED: (),
}
_NOT_OF_ONESELF: Final = (Way.ANOTHER_ROLE, Way.LOCK)
_NOTES: Final = {
    Way.SAME_PIN: "note.same_pin",
    Way.LOCK: "note.lock",
    Way.ANOTHER_ROLE: "note.role",
    Way.LET_GO: "note.let_go",
}


class PersonDesk:
    """What is opened about one person, and what the manager has chosen so far."""

    def __init__(self, on_duty: OnDuty, asking: Asking) -> None:
        self._on_duty = on_duty
        self._asking = asking
        self._way: Way | None = None
        self._pin = PinChange()
        self._new_role: Role | None = None
        self._reason = ""
        self.operator_id: str | None = None

    def open(self, operator_id: str | None) -> None:
        """Open a person, or nobody."""
        self.operator_id = operator_id
        self.clear()

    def clear(self) -> None:
        """Forget what was chosen and typed."""
        self._way = None
        self._pin = PinChange()
        self._new_role = None
        self._reason = ""
        self._asking.forget()

    def back(self) -> bool:
        """One step back; tells whether there was one. What is being asked has to end first."""
        if self._asking.busy:
            return True
        stepped = self._way is not None
        if stepped:
            self.clear()
        return stepped

    def choose(self, way: Way, person: StaffView, why_not: Button) -> None:
        """Choose how; nothing is sent."""
        if self._may(person, why_not).enabled and way in _WAYS[person_standing(person)]:
            self.clear()
            self._way = way

    def choose_role(self, role: Role, person: StaffView) -> None:
        """Choose what this person does from now on; nothing is sent."""
        if self._way is Way.ANOTHER_ROLE and role in self._roles(person):
            self._new_role = role

    def give_reason(self, reason: str) -> None:
        """Why the name is to be locked, or the lock lifted; nothing is sent."""
        if self._way in (Way.LOCK, Way.SAME_PIN) and not self._asking.busy:
            self._reason = reason

    @property
    def pin(self) -> PinChange | None:
        """The PIN that digits go to; None where none is wanted."""
        return self._pin if self._way is Way.NEW_PIN and not self._asking.busy else None

    def unlocking(self, person: StaffView) -> UnlockRequest:
        """What to ask for, as it was chosen. A manager's lock is lifted where it was shown."""
        lifts = person.suspended_why is not None
        reason = self._reason.strip() if lifts else None
        return UnlockRequest(pin=self._pin.pin, lifts=lifts, reason=reason)

    @property
    def locking(self) -> LockRequest:
        """What to ask for where the name is to be locked."""
        return LockRequest(reason=self._reason.strip())

    # --- The picture -----------------------------------------------------------------------------

    def card(self, person: StaffView, line: Button) -> PersonCard:
        """How it stands. ``line`` is off where the server cannot be asked for anything."""
        standing = person_standing(person)
        way = self._way if self._way in _WAYS[standing] else None  # it may have changed meanwhile
        return PersonCard(
            operator_id=person.operator_id,
            name=person.name,
            role=person.role,
            standing=standing,
            sentence=_sentence(person, standing),
            ways=_WAYS[standing] if self._may(person, line).enabled else (),
            way=way,
            pin=self._pin.form() if way is Way.NEW_PIN else None,
            note=self._note(person, way),
            fault=self._asking.fault,
            act=self._act(person, way, line),
            act_word=_act_word(person, way),
            let_go=self._let_go(person, line) if way is Way.LET_GO else None,
            roles=self._roles(person) if way is Way.ANOTHER_ROLE else (),
            new_role=self.role_for(person),
            reason=self._reason if _takes_reason(person, way) else None,
        )

    def role_for(self, person: StaffView) -> Role | None:
        """The role that was chosen, while this person can still become that."""
        return self._new_role if self._new_role in self._roles(person) else None

    def _roles(self, person: StaffView) -> tuple[Role, ...]:
        """What this person can become; nobody changes the own role."""
        if self._is_own(person):
            return ()
        return tuple(role for role in roles_for(self._on_duty.operator) if role is not person.role)

    def _is_own(self, person: StaffView) -> bool:
        operator = self._on_duty.operator
        return operator is not None and operator.operator_id == person.operator_id

    def _let_go(self, person: StaffView, line: Button) -> Button:
        """Whether this person can be taken off the staff now."""
        if self._is_own(person):
            return off("off.yourself")
        may = self._may(person, line)
        return off("off.asking") if may.enabled and self._asking.busy else may

    def _act(self, person: StaffView, way: Way | None, line: Button) -> Button:
        """Whether the manager can confirm now."""
        may = self._may(person, line)
        if not may.enabled:
            return may
        if self._asking.busy:
            return off("off.asking")
        missing = self._missing(person, way)
        return ON if missing is None else off(missing)

    def _missing(self, person: StaffView, way: Way | None) -> str | None:
        """What has to be chosen or typed first."""
        if way is Way.NEW_PIN and self._pin.pin is None:
            return "off.pin_first"
        if way is Way.ANOTHER_ROLE and self._is_own(person):
            return "off.own_role"
        if way is Way.ANOTHER_ROLE and self.role_for(person) is None:
            return "off.role_first"
        if way is Way.LOCK and self._is_own(person):
            return "off.own_lock"
        if _takes_reason(person, way) and len(self._reason.strip()) < REASON_LENGTH_MIN:
            return "off.reason_first"
        return "off.choose_first" if way is None and _is_locked(person) else None

    def _may(self, person: StaffView, line: Button) -> Button:
        """Whether anything can be done about this person by who is signed in."""
        operator = self._on_duty.operator
        if person.disabled:
            return off("off.disabled")
        if person.role is Role.ADMINISTRATOR and (
            operator is None or operator.role is not Role.ADMINISTRATOR
        ):
            return off("off.only_administrator")
        return line

    def _note(self, person: StaffView, way: Way | None) -> Message | None:
        if way is None or (way in _NOT_OF_ONESELF and self._is_own(person)):
            return None
        if way in _NOTES:
            return Message(_NOTES[way], {"name": person.name})
        if self._is_own(person):
            return Message("note.own_pin")
        if self._on_duty.shop.demo:
            return Message("note.demo_pin")
        return Message("note.new_pin", {"name": person.name})


def _is_locked(person: StaffView) -> bool:
    return person.locked or person.suspended_why is not None


def _takes_reason(person: StaffView, way: Way | None) -> bool:
    """Whether the way locks the name by hand, or lifts such a lock."""
    return way is Way.LOCK or (way is Way.SAME_PIN and person.suspended_why is not None)


def _sentence(person: StaffView, standing: PersonStanding) -> Message:
    why = {"why": person.suspended_why or ""} if standing is PersonStanding.SUSPENDED else {}
    return Message(f"person.{standing.value}", {"name": person.name, **why})


def _act_word(person: StaffView, way: Way | None) -> Message:
    """What the main button does now."""
    if way is Way.ANOTHER_ROLE:
        return Message("act.give_role", {"name": person.name})
    if way is Way.LOCK:
        return Message("act.lock", {"name": person.name})
    if not _is_locked(person) or person.disabled:
        return Message("act.new_pin" if way is None else "act.set_pin")
    if way is Way.NEW_PIN:
        return Message("act.unlock_new_pin")
    return Message("act.unlock", {"name": person.name})
