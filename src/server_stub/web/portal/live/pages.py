"""The requests to redeem of late, refused ones too: a list, and the stream that keeps it so."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import Final
from urllib.parse import urlencode

from server_stub.domain.roles import LOOKING_UP
from server_stub.notify.request_watch import Looker
from server_stub.queries.portal_requests import OUTCOMES, PAGE_REQUESTS, Wanted
from server_stub.web.portal.live import words
from server_stub.web.portal.live.lines import BLANK, line_of, piece_of
from server_stub.web.portal.route import ROOT, Missing, PortalRoute, Said, Shown, Streams, Visit

LIVE: Final = f"{ROOT}/live"
NEWS: Final = f"{LIVE}/news"
_FILTERS: Final = {
    "campaign": ".{1,200}",
    "outcome": "[a-z-]{1,30}",
    "last_four": "[0-9A-Za-z]{1,4}",
    "customer": ".{1,100}",
}
_PLACE: Final = "[0-9]{1,15}-[0-9a-f]{1,40}"


async def show(visit: Visit) -> Said:
    """The newest requests, or those before a place in the list."""
    wanted, query = _wanted(visit), dict(visit.query)
    if wanted is None:
        return Missing()
    before = query.pop("before", "")
    at, _, request = before.partition("-")
    place = (int(at), request) if before else None
    portal, app_id = visit.services.portal, visit.caller.app_id
    requests, more = await portal.requests.page(app_id, wanted, place)
    lines = [line_of(each, visit.words) for each in requests]
    after_ms = requests[0].at if requests else visit.services.clock.now_ms()
    values = {
        "lines": lines,
        "blank": BLANK,
        "rows_max": PAGE_REQUESTS,
        "query": defaultdict(str, query),
        "is_filtered": bool(query),
        "campaigns": await portal.cards.campaigns(app_id, query.get("campaign", "")),
        "groups": words.GROUPS,
        "reasons": sorted(words.REFUSED | words.FAILED),
        "outcomes": words.OUTCOMES,
        "news": "" if before else f"{NEWS}?{urlencode({**query, 'after': after_ms})}",
        "here": f"{LIVE}?{urlencode(query)}" if query else LIVE,
        "earlier": f"{LIVE}?{urlencode({**query, 'before': lines[-1].id})}" if more else "",
    }
    return Shown(template="live.html", values=values)


async def news(visit: Visit) -> Said:
    """What comes from now on, as events."""
    wanted = _wanted(visit)
    if wanted is None or "after" not in visit.query:
        return Missing()
    looker = Looker(caller=visit.caller, wanted=wanted, piece=partial(piece_of, words=visit.words))
    listener = await visit.services.portal.watch.listen(looker, int(visit.query["after"]))
    return Missing() if listener is None else Streams(listener)


def _wanted(visit: Visit) -> Wanted | None:
    query = visit.query
    outcomes = words.outcomes_of(query["outcome"]) if "outcome" in query else OUTCOMES
    if outcomes is None:
        return None
    return Wanted(
        campaign=query.get("campaign", ""),
        last_four=query.get("last_four", "").upper(),
        customer=query.get("customer", ""),
        outcomes=outcomes,
    )


LIVE_ROUTES: Final = (
    PortalRoute(
        method="GET",
        path=LIVE,
        page=show,
        roles=LOOKING_UP,
        query={**_FILTERS, "before": _PLACE},
    ),
    PortalRoute(
        method="GET",
        path=NEWS,
        page=news,
        roles=LOOKING_UP,
        query={**_FILTERS, "after": "[0-9]{1,15}"},
        is_stream=True,
    ),
)
