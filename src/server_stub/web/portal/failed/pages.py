"""Redemptions that have failed and wait for somebody: the newest first, whatever the goods did."""

from __future__ import annotations

from typing import Final

from server_stub.domain.roles import LOOKING_UP
from server_stub.web.portal.cards.words import FAILURES
from server_stub.web.portal.customers.naming import named
from server_stub.web.portal.route import ROOT, PortalRoute, Said, Shown, Visit

FAILED: Final = f"{ROOT}/failed"


async def show(visit: Visit) -> Said:
    """A page of them; each leads to where it is tried again, given back or marked as delivered."""
    at, _, redemption = visit.query.get("before", "").partition("-")
    before = (int(at), int(redemption)) if at else None
    lines, more = await visit.services.portal.cards.failed(visit.caller.app_id, before)
    customers = await named(visit, {line.profile_id for line in lines if line.profile_id})
    values = {
        "lines": lines,
        "customers": customers,
        "failures": FAILURES,
        "is_first_page": before is None,
        "next": f"{FAILED}?before={'-'.join(map(str, lines[-1].place))}" if more else "",
    }
    return Shown(template="failed.html", values=values)


FAILED_ROUTES: Final = (
    PortalRoute(
        method="GET",
        path=FAILED,
        page=show,
        roles=LOOKING_UP,
        query={"before": "[0-9]{1,15}-[0-9]{1,15}"},
    ),
)
