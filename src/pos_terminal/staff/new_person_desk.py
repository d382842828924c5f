"""Taking a person on: a name, a role, and a first PIN, which the person types twice.

The form has an id from the moment it is opened, and keeps it until it is left: asked again after a
lost reply, it takes on the same person or is refused, whatever was changed in it since.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Final

from card_contract.outcomes import Refusal
from card_contract.sale_id import crockford
from card_contract.staff_messages import StaffView, TakeOnRequest
from card_contract.states import Role
from pos_terminal.gateway.asking import Asking
from pos_terminal.gateway.on_duty import OnDuty
from pos_terminal.gateway.pin_change import PinChange
from pos_terminal.staff.listing import roles_for
from pos_terminal.staff.model import NAME_LENGTH_MAX, NewPerson
from pos_terminal.words import Button, Message, off

# What refusals mean here. None says that nothing was done: an earlier try may have arrived.
REFUSALS: Final = {
    Refusal.KEY_REUSED: "refused.taken_on_before",
    Refusal.NOT_ALLOWED: "refused.not_this_role",
    Refusal.MALFORMED: "refused.new_person",
    Refusal.THROTTLED: "refused.in_a_moment",
}


class NewPersonDesk:
    """The open form. Every digit is forgotten when it is left, or when the page goes away."""

    def __init__(self, on_duty: OnDuty, asking: Asking) -> None:
        self._on_duty = on_duty
        self._asking = asking
        self.forget()

    def forget(self) -> None:
        """Leave the form, and everything that stands in it."""
        self.is_open = False
        self.operator_id = ""
        self._name = ""
        self._role: Role | None = None
        self._pin: PinChange | None = None

    def open(self) -> None:
        """Open an empty form, for one person more."""
        self.forget()
        self.is_open = True
        self.operator_id = f"O-{crockford(secrets.token_bytes(17))}"
        self._asking.forget()

    def clear(self) -> None:
        """Forget every digit of the PIN."""
        self._pin = None

    def back(self) -> bool:
        """One step back, from the PIN to the name; tells whether there was one."""
        stepped = self._pin is not None
        self.clear()
        return stepped

    def rename(self, name: str) -> None:
        if self._pin is None and not self._asking.busy:
            self._name = name[:NAME_LENGTH_MAX]

    def choose(self, role: Role) -> None:
        if self._pin is None and not self._asking.busy and role in self._roles:
            self._role = role

    def begin_pin(self) -> None:
        """Name and role stand: now the PIN."""
        self._pin = PinChange()

    @property
    def pin(self) -> PinChange | None:
        """The PIN that digits go to; None where none is wanted."""
        return None if self._asking.busy else self._pin

    @property
    def request(self) -> TakeOnRequest | None:
        """What to ask for; None while something is missing in it."""
        pin = None if self._pin is None else self._pin.pin
        if pin is None or self._role is None:
            return None
        return TakeOnRequest(name=self._name.strip(), role=self._role, pin=pin)

    # --- The picture -----------------------------------------------------------------------------

    def form(self, line: Button, people: Iterable[StaffView]) -> NewPerson:
        """How it stands. ``line`` is off where the server cannot be asked for anything."""
        name = self._name.strip()
        entering = self._pin is not None
        return NewPerson(
            name=self._name,
            roles=self._roles,
            role=self._role,
            pin=None if self._pin is None else self._pin.form(),
            note=Message("note.first_pin", {"name": name}) if entering else self._note(people),
            fault=self._asking.fault,
            act=self._act(name, line),
            act_word=Message("act.take_on", {"name": name})
            if entering
            else Message("act.first_pin"),
        )

    @property
    def _roles(self) -> tuple[Role, ...]:
        return roles_for(self._on_duty.operator)

    def _act(self, name: str, line: Button) -> Button:
        if self._asking.busy:
            return off("off.asking")
        if not name:
            return off("off.person_name_first")
        if self._role is None:
            return off("off.role_first")
        if self._pin is not None and self._pin.pin is None:
            return off("off.first_pin_first")
        return line

    def _note(self, people: Iterable[StaffView]) -> Message | None:
        """Two people may have one name; that it is the same one twice is for a person to see."""
        name = self._name.strip().casefold()
        namesake = next((one for one in people if one.name.casefold() == name), None)
        return None if namesake is None else Message("note.namesake", {"name": namesake.name})
