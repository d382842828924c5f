"""The rows of the terminal's route table that are about cases and alarms."""

from __future__ import annotations

from typing import Final

from card_contract.alarm_messages import (
    CARD_PATTERN,
    AlarmCardView,
    AlarmsAnswer,
    ReopenCardAnswer,
    ReopenCardRequest,
)
from card_contract.case_messages import CasesAnswer, CloseCaseRequest
from card_contract.messages import Done
from card_contract.outcomes import Refusal
from card_contract.sale_id import ID_PATTERN
from server_stub.domain.roles import MANAGING
from server_stub.web.route import Authority, Parameter, Route
from server_stub.web.terminal_api import alarms, managing

_CASE_PATTERN: Final = (
    f"[a-z][a-z-]{{0,39}}:((V-)?{ID_PATTERN}(:[0-9]{{1,19}})?"
    "|[0-9]{1,19}:[0-9]{1,19}|[A-Z][A-Z0-9]{0,11}:[0-9]{1,19})"
)
_CASE: Final = Parameter("case_id", _CASE_PATTERN, "The case's id.")
_CARD: Final = Parameter("card_id", CARD_PATTERN, "The card's id.")
_NUMBER: Final = Parameter("number", "9[0-9]{17}", "Only those of the card with this number.")
_RECALL: Final = Parameter("recall", "[0-9]{1,18}", "Only those of this recall.")
_AFTER: Final = Parameter("after", _CASE_PATTERN, "The last case of the page before.")

ALARM_ROUTES: Final[tuple[Route, ...]] = (
    Route(
        method="GET",
        path="/v1/cases",
        name="cases",
        summary="What waits for a manager of the store.",
        endpoint=managing.cases,
        authority=Authority.OPERATOR,
        roles=MANAGING,
        query=(_NUMBER, _RECALL, _AFTER),
        answer=CasesAnswer,
    ),
    Route(
        method="POST",
        path="/v1/cases/{case_id}/close",
        name="close_case",
        summary="Close a case or acknowledge an alarm, and say why.",
        endpoint=managing.close_case,
        authority=Authority.OPERATOR,
        roles=MANAGING,
        subject=_CASE,
        request=CloseCaseRequest,
        answer=Done,
        refusals=(
            Refusal.NOT_FOUND,
            Refusal.SETTLED_ELSEWHERE,
            Refusal.OTHER_CURRENCY,
            Refusal.MONEY_WAY_CHANGED,
            Refusal.NOT_NOW,
            Refusal.RESTORING,
            Refusal.READ_ONLY,
        ),
    ),
    Route(
        method="GET",
        path="/v1/alarms",
        name="alarms",
        summary="The open alarms of all stores, newest first.",
        endpoint=alarms.alarms,
        authority=Authority.OPERATOR,
        roles=MANAGING,
        answer=AlarmsAnswer,
    ),
    Route(
        method="GET",
        path="/v1/alarms/{case_id}/card",
        name="alarm_card",
        summary="The card that an alarm is about, and how its pack stands.",
        endpoint=alarms.alarm_card,
        authority=Authority.OPERATOR,
        roles=MANAGING,
        subject=_CASE,
        answer=AlarmCardView,
        refusals=(Refusal.NOT_FOUND,),
    ),
    Route(
        method="POST",
        path="/v1/cards/{card_id}/reopen",
        name="reopen_card",
        summary="Let a probed card be sold again, with a reason.",
        endpoint=alarms.reopen_card,
        authority=Authority.OPERATOR,
        roles=MANAGING,
        subject=_CARD,
        request=ReopenCardRequest,
        answer=ReopenCardAnswer,
        refusals=(Refusal.NOT_FOUND, Refusal.STOPPED_ANEW, Refusal.READ_ONLY),
    ),
)
