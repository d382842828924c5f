"""The rows of the terminal's route table that are about a till's business day."""

from __future__ import annotations

from typing import Final

from card_contract.day_messages import (
    DAY_PATTERN,
    CloseDayRequest,
    DayReport,
    DaySalesAnswer,
    DayTillsAnswer,
)
from card_contract.outcomes import Refusal
from server_stub.domain.roles import MANAGING, SELLING
from server_stub.web.route import Authority, Parameter, Route
from server_stub.web.terminal_api import days

_TILL: Final = Parameter("till_id", "[A-Z][A-Z0-9]{0,11}", "The till's id.")
_DAY: Final = (Parameter("day", DAY_PATTERN, "A day of the store, in its time zone."),)

DAY_ROUTES: Final[tuple[Route, ...]] = (
    Route(
        method="GET",
        path="/v1/days",
        name="day_tills",
        summary="The tills of the store, and which of them have closed a day.",
        endpoint=days.day_tills,
        authority=Authority.OPERATOR,
        roles=MANAGING,
        query=_DAY,
        answer=DayTillsAnswer,
    ),
    Route(
        method="GET",
        path="/v1/tills/{till_id}/day",
        name="day_report",
        summary="A till's day as it stands, or as it was closed; a clerk's own till only.",
        endpoint=days.day_report,
        authority=Authority.OPERATOR,
        roles=SELLING,
        subject=_TILL,
        query=_DAY,
        answer=DayReport,
        refusals=(Refusal.NOT_FOUND,),
    ),
    Route(
        method="GET",
        path="/v1/tills/{till_id}/day-sales",
        name="day_sales",
        summary="The sales that the report of a till's day counts.",
        endpoint=days.day_sales,
        authority=Authority.OPERATOR,
        roles=SELLING,
        subject=_TILL,
        query=_DAY,
        answer=DaySalesAnswer,
        refusals=(Refusal.NOT_FOUND,),
    ),
    Route(
        method="POST",
        path="/v1/tills/{till_id}/close-day",
        name="close_day",
        summary="Close a till's day for good, with what was counted.",
        endpoint=days.close_day,
        authority=Authority.OPERATOR,
        roles=MANAGING,
        subject=_TILL,
        request=CloseDayRequest,
        answer=DayReport,
        refusals=(
            Refusal.NOT_FOUND,
            Refusal.DAY_CLOSED,
            Refusal.DAY_AHEAD,
            Refusal.DAY_OPEN,
            Refusal.DAY_CHANGED,
            Refusal.DAY_DIFFERS,
            Refusal.APPROVAL_INVALID,
            Refusal.READ_ONLY,
        ),
    ),
)
