"""How the campaigns stand: all of them by state, and one of them over a span of time."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from card_contract.states import CodeState
from server_stub.domain.campaign_figures import Figures, within
from server_stub.queries.portal_figures import CampaignFigures, CampaignLine
from server_stub.web.portal.cards.words import STATES
from server_stub.web.portal.charts import BarChart, Slice, bar_chart, share, slices
from server_stub.web.portal.csv_file import csv_of
from server_stub.web.portal.route import (
    ROOT,
    Download,
    Missing,
    PortalRoute,
    Said,
    Shown,
    Visit,
    whole,
)
from server_stub.web.portal.status.span import Span, span_of
from server_stub.web.portal.status.tables import TABLES, Table, Tables
from server_stub.web.portal.status.words import FIGURES, STATE_FILLS, time_of
from server_stub.web.portal.words import Words, to_say

STATUS: Final = f"{ROOT}/status"
TABLE: Final = f"{STATUS}/table"
_SHARES: Final = (
    (0.5, to_say("Half of them within")),
    (0.9, to_say("Nine of ten within")),
    (0.99, to_say("99 of 100 within")),
)
_CAMPAIGN: Final = ".{1,200}"
_DAY: Final = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_SPAN: Final = {"from": _DAY, "to": _DAY, "by": "days|weeks"}


async def show(visit: Visit) -> Said:
    """One campaign, or all of them."""
    if "campaign" in visit.query:
        return await _campaign(visit, visit.query["campaign"])
    figures, app_id = visit.services.portal.figures, visit.caller.app_id
    found, more = await figures.campaigns(app_id, visit.query.get("after", ""))
    values = {
        "lines": [(each, _states(each.states, visit.words), _total(each)) for each in found],
        "legend": [(STATES[state][0], fill) for state, fill in STATE_FILLS.items()],
        "address": _address,
        "counted": await figures.counted(app_id),
        "next": f"{STATUS}?{urlencode({'after': found[-1].campaign})}" if more else "",
        "is_first_page": "after" not in visit.query,
    }
    return Shown(template="status.html", values=values)


async def _campaign(visit: Visit, campaign: str) -> Said:
    span, found = await _found(visit, campaign)
    if found is None:
        return Missing()
    figures, app_id, words = visit.services.portal.figures, visit.caller.app_id, visit.words
    tables = await _tables(visit, found, span)
    days, took = tables.days(), tables.took()
    query = {"campaign": campaign, "from": str(span.first), "to": str(span.last), "by": span.by}
    values = {
        "found": found,
        "span": span,
        "counted": await figures.counted(app_id),
        "requests_since": await figures.oldest_request(app_id),
        "campaigns": await visit.services.portal.cards.campaigns(app_id, campaign),
        "states": tables.states(),
        "state_slices": _states(found.states, words),
        "state_fills": list(STATE_FILLS.values()),
        "days": days,
        "charts": _over_time(days, words, is_shared=found.is_shared),
        "stores": tables.stores(),
        "hours": tables.hours(),
        "hours_chart": _chart(tables.hours(), words),
        "times": tables.times(),
        "times_chart": _chart(tables.times(), words),
        "times_within": _within(took, words),
        "failures": tables.failures(),
        "refused": tables.refused(),
        "share": share,
        "file_of": lambda table: f"{TABLE}?{urlencode({**query, 'table': table})}",
    }
    return Shown(template="status_campaign.html", values=values)


async def table(visit: Visit) -> Said:
    """One of the tables as a file."""
    query = visit.query
    if "campaign" not in query or query.get("table") not in TABLES:
        return Missing()
    span, found = await _found(visit, query["campaign"])
    if found is None:
        return Missing()
    made = TABLES[query["table"]](await _tables(visit, found, span))
    name = re.sub(r"[^A-Za-z0-9]+", "-", query["campaign"]).strip("-")[:40]
    return Download(
        name=f"{name}-{query['table']}-{span.first}-{span.last}.csv",
        media_type="text/csv; charset=utf-8",
        pieces=whole(csv_of((made.columns, *made.rows), visit.words.language)),
    )


async def _found(visit: Visit, campaign: str) -> tuple[Span, CampaignFigures | None]:
    zone = ZoneInfo(visit.caller.time_zone)
    span = span_of(visit.query, visit.services.clock.now_ms(), zone)
    figures = visit.services.portal.figures
    return span, await figures.of_campaign(visit.caller.app_id, campaign, span.first, span.last)


async def _tables(visit: Visit, found: CampaignFigures, span: Span) -> Tables:
    figures, app_id = visit.services.portal.figures, visit.caller.app_id
    bounds = span.bounds_ms(ZoneInfo(visit.caller.time_zone))
    return Tables(
        found,
        span,
        visit.words,
        stores=await figures.stores(app_id),
        outcomes=await figures.outcomes(app_id, found.campaign, *bounds),
    )


def _over_time(
    days: Table, words: Words, *, is_shared: bool
) -> list[tuple[str, str, int, BarChart]]:
    """A chart for each figure; codes that are the same for everybody are not issued one by one."""
    labels = [words.day_of_year(name) for name in days.names]
    charts = []
    for place, (name, fill) in enumerate(FIGURES.values(), start=1):
        numbers = [int(row[place]) for row in days.rows]
        if is_shared and not any(numbers):
            continue
        charts.append((name, fill, sum(numbers), bar_chart(numbers, labels, _said(words))))
    return charts


def _chart(made: Table, words: Words) -> BarChart:
    return bar_chart(made.numbers, made.names, _said(words))


def _said(words: Words) -> Callable[[str, int], str]:
    return lambda name, number: f"{name}: {words.number(number)}"


def _states(states: Figures, words: Words) -> tuple[Slice, ...]:
    parts = [
        (words.say(STATES[state][0]), states.get(state, 0), fill)
        for state, fill in STATE_FILLS.items()
    ]
    return slices(parts, _said(words))


def _total(line: CampaignLine) -> dict[str, int]:
    states = line.states
    return {
        "codes": sum(states.values()),
        "redeemed": states.get(CodeState.REDEEMED, 0),
        "failed": states.get(CodeState.FAILED, 0),
    }


def _within(took: Mapping[str, int], words: Words) -> list[tuple[str, str]]:
    """Within which time how many of the deliveries were made."""
    found = [(name, within(took, part)) for part, name in _SHARES]
    return [(name, time_of(limit, words)) for name, limit in found if limit is not None]


def _address(campaign: str) -> str:
    return f"{STATUS}?{urlencode({'campaign': campaign})}"


STATUS_ROUTES: Final = (
    PortalRoute(
        method="GET",
        path=STATUS,
        page=show,
        query={**_SPAN, "campaign": _CAMPAIGN, "after": _CAMPAIGN},
    ),
    PortalRoute(
        method="GET",
        path=TABLE,
        page=table,
        query={**_SPAN, "campaign": _CAMPAIGN, "table": "[a-z]{1,20}"},
    ),
)
