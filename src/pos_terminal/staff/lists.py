"""People and tills as the server last told them, and whether it could be asked again since."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from card_contract.messages import (
    Operator,
)
from card_contract.staff_messages import StaffAnswer, StaffView, TillListView, TillsAnswer
from card_contract.states import Role
from pos_terminal.gateway.answers import NoAnswerError, Refused
from pos_terminal.gateway.asking import refused
from pos_terminal.journal.till import Till
from pos_terminal.words import Message

Told = tuple[StaffAnswer | Refused, TillsAnswer | Refused]


class Lists:
    """``told`` is called with each new list, ``changed`` with everything else."""

    def __init__(
        self, till: Till, *, told: Callable[[], None], changed: Callable[[], None]
    ) -> None:
        self._till = till
        self._tell = told
        self._changed = changed
        self._told_at_ms: int | None = None
        self._outdated = False
        self.people: tuple[StaffView, ...] = ()
        self.tills: tuple[TillListView, ...] = ()
        self.fault: Message | None = None
        self.asking = False

    @property
    def are_there(self) -> bool:
        """Whether the server has told them to who works here now."""
        return self._told_at_ms is not None

    @property
    def note(self) -> Message | None:
        """Why they may be old, or are not there at all."""
        if self.fault is None or self._told_at_ms is None:
            return self.fault
        return Message("list.as_of", {"told_at": self._told_at_ms})

    def person(self, operator_id: str | None) -> StaffView | None:
        return next((one for one in self.people if one.operator_id == operator_id), None)

    def till(self, till_id: str | None) -> TillListView | None:
        return next((one for one in self.tills if one.till_id == till_id), None)

    def forget(self) -> None:
        """Somebody else works here now."""
        self.people = self.tills = ()
        self._told_at_ms = None
        self.fault = None

    def ask(self) -> None:
        """Ask the server for both. Only a manager is told."""
        if not self._till.on_duty.is_manager:
            return
        if self.asking:
            self._outdated = True  # what is being asked was asked before the latest change
            return
        self.asking, self._outdated = True, False
        server = self._till.server

        async def ask() -> Told:
            return await server.staff(), await server.tills()

        self._changed()
        self._till.tasks.run(ask, then=self._answered, failed=self._not_answered)

    def unlocked(self, operator_id: str) -> None:
        """Known from another answer, whether or not a newer list can be had."""
        self.people = tuple(
            replace(one, locked=False, suspended_why=None)
            if one.operator_id == operator_id
            else one
            for one in self.people
        )

    def suspended(self, operator_id: str, why: str) -> None:
        """Known from another answer, too."""
        self.people = tuple(
            replace(one, suspended_why=why) if one.operator_id == operator_id else one
            for one in self.people
        )

    def let_go(self, operator_id: str) -> None:
        """Known from another answer, too."""
        self.people = tuple(
            replace(one, disabled=True) if one.operator_id == operator_id else one
            for one in self.people
        )

    def role_given(self, operator_id: str, role: Role) -> None:
        """Known from another answer, too."""
        self.people = tuple(
            replace(one, role=role) if one.operator_id == operator_id else one
            for one in self.people
        )

    def taken_on(self, person: Operator) -> None:
        """Known from another answer, too."""
        others = (one for one in self.people if one.operator_id != person.operator_id)
        new = StaffView(
            operator_id=person.operator_id,
            name=person.name,
            role=person.role,
            locked=False,
            disabled=False,
        )
        self.people = (*others, new)

    def renamed(self, till_id: str, name: str) -> None:
        """Known from another answer, too."""
        self.tills = tuple(
            replace(one, name=name) if one.till_id == till_id else one for one in self.tills
        )

    def shut_out(self, till_id: str, at_ms: int) -> None:
        """Known from another answer, too."""
        self.tills = tuple(
            replace(one, revoked_at=at_ms) if one.till_id == till_id else one for one in self.tills
        )

    def _answered(self, told: Told) -> None:
        self.asking = False
        if self._outdated or not self._till.on_duty.is_manager:
            self.ask()
            return
        people, tills = told
        if isinstance(people, StaffAnswer) and isinstance(tills, TillsAnswer):
            self.people, self.tills = tuple(people.people), tuple(tills.tills)
            self._told_at_ms = self._till.clock.now_ms()
            self.fault = None
            self._tell()
        else:
            self.fault = next(refused(no, {}) for no in told if isinstance(no, Refused))
        self._changed()

    def _not_answered(self, _error: NoAnswerError) -> None:
        self.asking = False
        self.fault = Message("list.no_line")
        self._changed()
