"""Endpoints of alarms: the open ones, the card that one is about, and letting it be sold again."""

from __future__ import annotations

from card_contract.alarm_messages import AlarmCardView, AlarmsAnswer, ReopenCardAnswer
from card_contract.outcomes import Refusal
from server_stub.commands.reopening import ReopenCard
from server_stub.domain.ids import CodeId
from server_stub.engine.command import Refused
from server_stub.web.route import Call


async def alarms(call: Call) -> AlarmsAnswer:
    return await call.services.alarms.listed(call.till.app_id)


async def alarm_card(call: Call) -> AlarmCardView | Refusal:
    view = await call.services.alarms.card(call.till.app_id, call.subject)
    return Refusal.NOT_FOUND if view is None else view


async def reopen_card(call: Call) -> ReopenCardAnswer | Refused:
    answer = await call.services.engine.submit(
        ReopenCard(
            app_id=call.till.app_id,
            operator_id=call.operator.operator_id,
            code_id=CodeId(int(call.subject)),
            stopped_at=call.request.stopped_at,
            reason=call.request.reason,
        )
    )
    if isinstance(answer, Refused):
        return answer
    return ReopenCardAnswer(
        stays_stopped=answer.stays_stopped, server_time=call.services.clock.now_ms()
    )
