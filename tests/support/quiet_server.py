"""A server with no staff, tills or days of its own: the calls that only some tests are about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from card_contract.day_messages import (
    CloseDayRequest,
    DayReport,
    DaySalesAnswer,
    DayTillsAnswer,
)
from card_contract.messages import (
    Done,
    EnrolmentCodeAnswer,
    RenameTillRequest,
)
from card_contract.outcomes import Refusal
from card_contract.pin_messages import ChangePinRequest, UnlockRequest
from card_contract.staff_messages import (
    LockRequest,
    RoleRequest,
    ShutOutRequest,
    StaffAnswer,
    TakeOnAnswer,
    TakeOnRequest,
    TillsAnswer,
)
from pos_terminal.gateway.answers import Refused
from support.gateway_answers import refused


class QuietServer:
    _call: Callable[..., Any]
    _now_ms: Callable[[], int]

    async def staff(self) -> StaffAnswer | Refused:
        return await self._call("staff", lambda: StaffAnswer(people=[]))

    async def lock(self, operator_id: str, request: LockRequest) -> Done | Refused:
        return await self._call("lock", lambda: Done(server_time=self._now_ms()))

    async def unlock(self, operator_id: str, request: UnlockRequest) -> Done | Refused:
        return await self._call("unlock", lambda: Done(server_time=self._now_ms()))

    async def change_pin(self, request: ChangePinRequest) -> Done | Refused:
        return await self._call("change_pin", lambda: Done(server_time=self._now_ms()))

    async def take_on(self, operator_id: str, request: TakeOnRequest) -> TakeOnAnswer | Refused:
        return await self._call(
            "take_on", lambda: TakeOnAnswer(operator_id=operator_id, at=self._now_ms())
        )

    async def give_role(self, operator_id: str, request: RoleRequest) -> Done | Refused:
        return await self._call("give_role", lambda: Done(server_time=self._now_ms()))

    async def let_go(self, operator_id: str) -> Refused | None:
        return await self._call("let_go", lambda: None)

    async def rename_till(self, till_id: str, request: RenameTillRequest) -> Done | Refused:
        return await self._call("rename_till", lambda: Done(server_time=self._now_ms()))

    async def tills(self) -> TillsAnswer | Refused:
        return await self._call("tills", lambda: TillsAnswer(tills=[]))

    async def enrolment_code(self, till_name: str) -> EnrolmentCodeAnswer | Refused:
        return await self._call(
            "enrolment_code", lambda: EnrolmentCodeAnswer(code="ABCD-EFGH", expires_at=0)
        )

    async def revoke_till(self, till_id: str, request: ShutOutRequest) -> Done | Refused:
        return await self._call("revoke_till", lambda: Done(server_time=self._now_ms()))

    async def day_tills(self, day: str) -> DayTillsAnswer | Refused:
        return refused(Refusal.NOT_ALLOWED)

    async def day_report(self, till_id: str, day: str) -> DayReport | Refused:
        return refused(Refusal.NOT_FOUND)

    async def day_sales(self, till_id: str, day: str) -> DaySalesAnswer | Refused:
        return refused(Refusal.NOT_FOUND)

    async def close_day(self, till_id: str, request: CloseDayRequest) -> DayReport | Refused:
        return refused(Refusal.NOT_FOUND)
