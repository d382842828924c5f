"""The half of the page that is about people: one of them is opened, or a new one is taken on.

Choosing and typing ask the server for nothing; confirming does, and what came of it is told.
"""

from __future__ import annotations

from collections.abc import Callable

from card_contract.messages import (
    Operator,
)
from card_contract.pin_messages import UnlockRequest
from card_contract.staff_messages import LockRequest, RoleRequest, StaffView
from card_contract.states import Role
from pos_terminal.gateway.asking import Asking
from pos_terminal.gateway.pin_change import PinChange
from pos_terminal.journal.till import Till
from pos_terminal.staff.lists import Lists
from pos_terminal.staff.model import NewPerson, PersonCard, PersonStanding, Way
from pos_terminal.staff.new_person_desk import REFUSALS as NEW_PERSON_REFUSALS
from pos_terminal.staff.new_person_desk import NewPersonDesk
from pos_terminal.staff.person_desk import REFUSALS, PersonDesk
from pos_terminal.words import Button, Message


class People:
    """``tell`` shows a toast, ``changed`` the picture anew; ``sign_out`` ends the own sitting."""

    def __init__(
        self,
        till: Till,
        asking: Asking,
        lists: Lists,
        *,
        tell: Callable[[Message, Message | None], None],
        changed: Callable[[], None],
        sign_out: Callable[[], None],
    ) -> None:
        self._till = till
        self._asking = asking
        self._lists = lists
        self._tell = tell
        self._changed = changed
        self._sign_out = sign_out
        self._person = PersonDesk(till.on_duty, asking)
        self._new = NewPersonDesk(till.on_duty, asking)

    # --- What is opened --------------------------------------------------------------------------

    @property
    def chosen(self) -> str | None:
        """Who is opened."""
        return self._person.operator_id

    def choose(self, operator_id: str) -> None:
        if not self._asking.busy and self._person.operator_id != operator_id:
            self._leave_new()
            self._person.open(operator_id)
            self._changed()

    def open_new(self) -> None:
        """Open the form for a new person; everything else is closed."""
        self._new.open()
        self._changed()

    def close(self) -> None:
        """Nobody is opened any more."""
        self._leave_new()
        self._person.open(None)

    def _leave_new(self) -> None:
        """An answer that was lost may have taken somebody on: the list tells."""
        if self._new.is_open:
            self._new.forget()
            self._lists.ask()

    def clear(self) -> None:
        """The page went away: forget every digit of a PIN."""
        if self._new.is_open:
            self._new.clear()
        else:
            self._person.clear()

    def back(self) -> bool:
        """One step back; tells whether there was anything to go back from."""
        if self._new.is_open:
            if not self._new.back():
                self._leave_new()
                self._asking.forget()
            return True
        if self._person.back():
            return True
        self._person.open(None)
        return False

    def card(self, line: Button) -> PersonCard | None:
        """The person who is opened."""
        person = self._lists.person(self.chosen)
        return None if person is None else self._person.card(person, line)

    def form(self, line: Button) -> NewPerson | None:
        """The person who is taken on."""
        return self._new.form(line, self._lists.people) if self._new.is_open else None

    # --- Choosing and typing ---------------------------------------------------------------------

    def choose_way(self, way: Way, line: Button) -> None:
        person = self._lists.person(self.chosen)
        if person is not None and not self._asking.busy:
            self._person.choose(way, person, line)
            self._changed()

    def choose_role(self, role: Role) -> None:
        person = self._lists.person(self.chosen)
        if self._new.is_open:
            self._new.choose(role)
        elif person is not None and not self._asking.busy:
            self._person.choose_role(role, person)
        self._changed()

    def give_reason(self, reason: str) -> None:
        self._person.give_reason(reason)
        self._changed()

    def name_new(self, name: str) -> None:
        if self._new.is_open:
            self._new.rename(name)
            self._changed()

    @property
    def _pin(self) -> PinChange | None:
        return self._new.pin if self._new.is_open else self._person.pin

    def press_digit(self, digit: str) -> None:
        if self._pin is not None:
            self._pin.press(digit)
            self._changed()

    def erase_digit(self) -> None:
        if self._pin is not None:
            self._pin.erase()
            self._changed()

    def enter_pin(self) -> None:
        if self._pin is not None:
            self._pin.enter()
            self._changed()

    # --- Confirming ------------------------------------------------------------------------------

    def confirm(self, card: PersonCard, line: Button) -> None:
        """Do what was chosen about the person who is opened."""
        person, role = self._lists.person(self.chosen), card.new_role
        if person is None:
            return
        if card.way is None and card.standing is PersonStanding.FREE:
            self.choose_way(Way.NEW_PIN, line)  # the most usual of what can be done
        elif card.way is Way.ANOTHER_ROLE and role is not None:
            self._give_role(person, role)
        elif card.way is Way.LOCK:
            self._lock(person, self._person.locking)
        else:
            self._unlock(person, self._person.unlocking(person))

    def _unlock(self, person: StaffView, request: UnlockRequest) -> None:
        server = self._till.server
        self._asking.ask(
            lambda: server.unlock(person.operator_id, request),
            then=lambda _: self._unlocked(person, new_pin=request.pin is not None),
            refusals=REFUSALS,
        )

    def _unlocked(self, person: StaffView, *, new_pin: bool) -> None:
        self._person.clear()
        self._lists.unlocked(person.operator_id)
        word = "toast.new_pin" if new_pin else "toast.unlocked"
        self._tell(Message(word, {"name": person.name}), None)
        operator = self._till.on_duty.operator
        if new_pin and operator is not None and operator.operator_id == person.operator_id:
            # The server has ended the session that was opened with the old PIN.
            self._sign_out()
            return
        self._lists.ask()

    def _lock(self, person: StaffView, request: LockRequest) -> None:
        server = self._till.server
        self._asking.ask(
            lambda: server.lock(person.operator_id, request),
            then=lambda _: self._locked(person, request.reason),
            refusals=REFUSALS,
        )

    def _locked(self, person: StaffView, why: str) -> None:
        self._person.clear()
        self._lists.suspended(person.operator_id, why)
        self._tell(Message("toast.locked", {"name": person.name}), None)
        self._lists.ask()

    def _give_role(self, person: StaffView, role: Role) -> None:
        server = self._till.server
        self._asking.ask(
            lambda: server.give_role(person.operator_id, RoleRequest(role=role)),
            then=lambda _: self._role_given(person, role),
            refusals=REFUSALS,
        )

    def _role_given(self, person: StaffView, role: Role) -> None:
        self._person.clear()
        self._lists.role_given(person.operator_id, role)
        self._tell(Message("toast.role_given", {"name": person.name}), None)
        self._lists.ask()

    def let_go(self) -> None:
        """Take the person who is opened off the staff."""
        person, server = self._lists.person(self.chosen), self._till.server
        if person is not None:
            self._asking.ask(
                lambda: server.let_go(person.operator_id),
                then=lambda _: self._let_go(person),
                refusals=REFUSALS,
            )

    def _let_go(self, person: StaffView) -> None:
        self._person.clear()
        self._lists.let_go(person.operator_id)
        self._tell(Message("toast.let_go", {"name": person.name}), None)
        self._lists.ask()

    def take_on(self) -> None:
        """Go on to the PIN of the new person, or take the person on."""
        request, server, operator_id = self._new.request, self._till.server, self._new.operator_id
        if request is None:
            self._new.begin_pin()
            self._changed()
            return
        person = Operator(operator_id=operator_id, name=request.name, role=request.role)
        self._asking.ask(
            lambda: server.take_on(operator_id, request),
            then=lambda _: self._taken_on(person),
            refusals=NEW_PERSON_REFUSALS,
        )

    def _taken_on(self, person: Operator) -> None:
        self._new.forget()
        self._lists.taken_on(person)
        self._person.open(person.operator_id)
        self._tell(Message("toast.taken_on", {"name": person.name}), Message("toast.own_pin"))
        self._lists.ask()
