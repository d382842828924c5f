"""A server in memory with staff and tills that change: each change happens once, however often it is asked."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from card_contract.messages import (
    Done,
    EnrolmentCodeAnswer,
    RenameTillRequest,
)
from card_contract.outcomes import Refusal
from card_contract.pin_messages import UnlockRequest
from card_contract.staff_messages import (
    LockRequest,
    RoleRequest,
    ShutOutRequest,
    StaffAnswer,
    StaffView,
    TakeOnAnswer,
    TakeOnRequest,
    TillListView,
    TillsAnswer,
)
from card_contract.states import Role
from pos_terminal.gateway.answers import Refused
from support.gateway_answers import refused
from support.scripted_server import ANNA, JONAS, MIA, ScriptedServer

CODE_MS = 15 * 60_000
OWN, OTHER = "T1", "T2"


class StaffedServer(ScriptedServer):
    """``pins`` are the PINs that were set, ``codes`` the names that codes were given for."""

    def __init__(self, now_ms: Callable[[], int]) -> None:
        super().__init__(now_ms)
        self.skew_ms = 0
        self.people = [
            person("O1", MIA.name, Role.CLERK),
            person("O2", JONAS.name, Role.CLERK, locked=True),
            person("O3", ANNA.name, Role.MANAGER),
            person("O4", "Amara Obi", Role.ADMINISTRATOR, locked=True),
            person("O5", "Tom Berg", Role.CLERK, disabled=True),
        ]
        self.all_tills = [till(OWN, "Till 1", is_own=True), till(OTHER, "Till 2")]
        self.pins: dict[str, str] = {}
        self.codes: list[str] = []
        self.taken_on: dict[str, TakeOnRequest] = {}
        self.revocations = 0
        self.reasons: dict[str, str | None] = {}

    def person(self, operator_id: str) -> StaffView:
        return next(one for one in self.people if one.operator_id == operator_id)

    def till(self, till_id: str) -> TillListView:
        return next(one for one in self.all_tills if one.till_id == till_id)

    def join(self, name: str) -> None:
        """A new till comes in with its code."""
        self.all_tills.append(till(f"T{len(self.all_tills) + 1}", name))

    async def staff(self) -> StaffAnswer | Refused:
        return await self._call("staff", lambda: StaffAnswer(people=list(self.people)))

    async def tills(self) -> TillsAnswer | Refused:
        return await self._call("tills", lambda: TillsAnswer(tills=list(self.all_tills)))

    async def lock(self, operator_id: str, request: LockRequest) -> Done | Refused:
        def decide() -> Done | Refused:
            found = [one for one in self.people if one.operator_id == operator_id]
            if not found:
                return refused(Refusal.NOT_FOUND)
            place = self.people.index(found[0])
            self.people[place] = replace(found[0], suspended_why=request.reason)
            return Done(server_time=self._now_ms())

        return await self._call("lock", decide)

    async def unlock(self, operator_id: str, request: UnlockRequest) -> Done | Refused:
        def decide() -> Done | Refused:
            found = [one for one in self.people if one.operator_id == operator_id]
            if not found:
                return refused(Refusal.NOT_FOUND)
            if found[0].suspended_why is not None and not request.lifts:
                return refused(Refusal.SUSPENDED)
            place = self.people.index(found[0])
            self.people[place] = replace(found[0], locked=False, suspended_why=None)
            self.reasons[operator_id] = request.reason
            if request.pin is not None:
                self.pins[operator_id] = request.pin
            return Done(server_time=self._now_ms())

        return await self._call("unlock", decide)

    async def take_on(self, operator_id: str, request: TakeOnRequest) -> TakeOnAnswer | Refused:
        def decide() -> TakeOnAnswer | Refused:
            before = self.taken_on.setdefault(operator_id, request)
            if before != request:
                return refused(Refusal.KEY_REUSED)
            if operator_id not in {one.operator_id for one in self.people}:
                self.people.append(person(operator_id, request.name, request.role))
                self.pins[operator_id] = request.pin
            return TakeOnAnswer(operator_id=operator_id, at=self._now_ms())

        return await self._call("take_on", decide)

    async def give_role(self, operator_id: str, request: RoleRequest) -> Done | Refused:
        def decide() -> Done | Refused:
            found = [one for one in self.people if one.operator_id == operator_id]
            if not found:
                return refused(Refusal.NOT_FOUND)
            self.people[self.people.index(found[0])] = replace(found[0], role=request.role)
            return Done(server_time=self._now_ms())

        return await self._call("give_role", decide)

    async def let_go(self, operator_id: str) -> Refused | None:
        def decide() -> Refused | None:
            found = [one for one in self.people if one.operator_id == operator_id]
            if not found:
                return refused(Refusal.NOT_FOUND)
            self.people[self.people.index(found[0])] = replace(found[0], disabled=True)
            return None

        return await self._call("let_go", decide)

    async def rename_till(self, till_id: str, request: RenameTillRequest) -> Done | Refused:
        def decide() -> Done | Refused:
            found = [one for one in self.all_tills if one.till_id == till_id]
            if not found:
                return refused(Refusal.NOT_FOUND)
            self.all_tills[self.all_tills.index(found[0])] = replace(found[0], name=request.name)
            return Done(server_time=self._now_ms())

        return await self._call("rename_till", decide)

    async def enrolment_code(self, till_name: str) -> EnrolmentCodeAnswer | Refused:
        def decide() -> EnrolmentCodeAnswer:
            self.codes.append(till_name)
            ends = self._now_ms() + self.skew_ms + CODE_MS
            return EnrolmentCodeAnswer(code=f"4XQ7-M2TN-0WG{len(self.codes)}", expires_at=ends)

        return await self._call("enrolment_code", decide)

    async def revoke_till(self, till_id: str, request: ShutOutRequest) -> Done | Refused:
        def decide() -> Done | Refused:
            found = [one for one in self.all_tills if one.till_id == till_id]
            if not found:
                return refused(Refusal.NOT_FOUND)
            if found[0].revoked_at is None:
                self.revocations += 1
                self.reasons[till_id] = request.reason
                place = self.all_tills.index(found[0])
                self.all_tills[place] = replace(found[0], revoked_at=self._now_ms())
            return Done(server_time=self._now_ms())

        return await self._call("revoke_till", decide)


def person(
    operator_id: str, name: str, role: Role, *, locked: bool = False, disabled: bool = False
) -> StaffView:
    return StaffView(
        operator_id=operator_id, name=name, role=role, locked=locked, disabled=disabled
    )


def till(till_id: str, name: str, *, is_own: bool = False) -> TillListView:
    return TillListView(
        till_id=till_id,
        name=name,
        store_name="Harbour Street 12",
        enrolled_at=1_790_000_000_000,
        last_seen_at=None,
        revoked_at=None,
        is_own=is_own,
    )
