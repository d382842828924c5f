"""What the command line is told of alarms, and how it lets a probed card be sold again."""

from __future__ import annotations

from typing import Annotated, Final

from msgspec import Meta

from card_contract.alarm_messages import AlarmsAnswer
from card_contract.messages import Answer, Done, Id
from card_contract.outcomes import Refusal
from card_contract.states import ALARMS
from server_stub.commands.case_closing import CloseCase
from server_stub.commands.reopening import ReopenCard
from server_stub.domain.ids import OperatorId
from server_stub.engine.command import Refused
from server_stub.storage.rows.sales import CASES, CaseRow
from server_stub.web.control_api.control_route import control
from server_stub.web.control_api.messages import OfApp
from server_stub.web.control_api.staff import app_of
from server_stub.web.route import Call, Route


class LookedAt(OfApp, frozen=True, kw_only=True):
    """The alarm that somebody has looked at, and what was found."""

    alarm: Annotated[str, Meta(min_length=1, max_length=160)]
    operator: Id
    reason: Annotated[str, Meta(min_length=3, max_length=500)]


class ReopenAlarmed(LookedAt, frozen=True, kw_only=True):
    """A stop that began after the alarm that was looked at stays."""


class AlarmedReopened(Answer, frozen=True, kw_only=True):
    """``refusal`` says why not; ``stays_stopped`` that a stop-sale of the card is in force."""

    refusal: Refusal | None = None
    stays_stopped: bool = False


async def acknowledge(call: Call) -> Done | Refused | Refusal:
    """Close an alarm as looked at; a card that it stopped stays stopped."""
    app_id, request = await app_of(call), call.request
    if app_id is None:
        return Refusal.NOT_FOUND
    found: list[CaseRow] = await call.services.reader.find(CASES.at(app_id, request.alarm))
    if not found or found[0].kind not in ALARMS:
        return Refusal.NOT_FOUND  # cases of other kinds are settled where their money is
    answer = await call.services.engine.submit(
        CloseCase(
            app_id=app_id,
            at_till=None,
            operator_id=OperatorId(request.operator),
            case_id=request.alarm,
            reason=request.reason,
        )
    )
    return answer if isinstance(answer, Refused) else Done(server_time=call.services.clock.now_ms())


async def alarms(call: Call) -> AlarmsAnswer | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    return await call.services.alarms.listed(app_id)


async def reopen_alarmed(call: Call) -> AlarmedReopened | Refusal:
    app_id, request = await app_of(call), call.request
    if app_id is None:
        return Refusal.NOT_FOUND
    stop = await call.services.alarms.stop_of(app_id, request.alarm)
    if stop is None:
        return AlarmedReopened(refusal=Refusal.NOT_FOUND)
    answer = await call.services.engine.submit(
        ReopenCard(
            app_id=app_id,
            operator_id=OperatorId(request.operator),
            code_id=stop.code_id,
            stopped_at=stop.stopped_at,
            reason=request.reason,
        )
    )
    if isinstance(answer, Refused):
        return AlarmedReopened(refusal=answer.refusal)
    return AlarmedReopened(stays_stopped=answer.stays_stopped)


ALARM_CONTROL_ROUTES: Final[tuple[Route, ...]] = (
    control("alarms", "The open alarms.", alarms, OfApp, AlarmsAnswer),
    control("acknowledge-alarm", "An alarm was looked at.", acknowledge, LookedAt, Done),
    control(
        "reopen-alarmed",
        "Let a probed card be sold again.",
        reopen_alarmed,
        ReopenAlarmed,
        AlarmedReopened,
    ),
)
