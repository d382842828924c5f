"""Endpoints of a till's business day: the report as it stands, its sales, its close."""

from __future__ import annotations

from card_contract.day_messages import DayReport, DaySalesAnswer, DayTillsAnswer
from card_contract.outcomes import Refusal
from server_stub.engine.command import Refused
from server_stub.web.route import Call


async def day_tills(call: Call) -> DayTillsAnswer | Refusal:
    return await call.services.days.tills(call.till, call.query.get("day", ""))


async def day_report(call: Call) -> DayReport | Refusal:
    day = call.query.get("day", "")
    return await call.services.days.report(call.till, call.operator, call.subject, day)


async def day_sales(call: Call) -> DaySalesAnswer | Refusal:
    day = call.query.get("day", "")
    return await call.services.days.sales(call.till, call.operator, call.subject, day)


async def close_day(call: Call) -> DayReport | Refused | Refusal:
    return await call.services.days.close(call.till, call.operator, call.subject, call.request)
