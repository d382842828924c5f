"""Finding a customer, and the page of one: codes, attempts, and what may still be tried."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from server_stub.domain.roles import LOOKING_UP
from server_stub.queries.portal_customers import CustomerLine
from server_stub.web.portal.cards.words import ATTEMPTS, FAILURES, STATES
from server_stub.web.portal.live.lines import is_addressable, line_of
from server_stub.web.portal.live.words import OUTCOMES
from server_stub.web.portal.route import (
    ROOT,
    Field,
    Form,
    Goes,
    Missing,
    PortalRoute,
    Said,
    Shown,
    Visit,
)

CUSTOMERS: Final = f"{ROOT}/customers"
REQUESTS_MAX: Final = 20
_NAME: Final = ".{1,100}"
_ID: Final = "[0-9A-Za-z-]{1,100}"


async def show(visit: Visit) -> Said:
    """The form, with the customers of a name under it."""
    query = visit.query
    if not query.get("name", "").strip():
        return _form(visit)
    after = (query["after"], query.get("id", "")) if "after" in query else None
    customers, app_id = visit.services.portal.customers, visit.caller.app_id
    lines, more = await customers.named(app_id, query["name"], after)
    return _form(visit, lines=lines, more=more)


async def find(visit: Visit) -> Said:
    """Find a customer by an id or a sign-in, else all of a name."""
    what = visit.typed["what"].strip()
    customers, app_id = visit.services.portal.customers, visit.caller.app_id
    found = await customers.find(app_id, what) if what else None
    if found is not None and is_addressable(found):
        return Goes(to=f"{CUSTOMERS}/{found}")
    lines, _ = await customers.named(app_id, what, None) if what else ([], False)
    if len(lines) == 1 and is_addressable(lines[0].profile_id):
        return Goes(to=f"{CUSTOMERS}/{lines[0].profile_id}")
    if lines:
        return Goes(to=f"{CUSTOMERS}?{urlencode({'name': what})}")
    return _form(visit, lines=[])


def _form(visit: Visit, *, lines: list[CustomerLine] | None = None, more: bool = False) -> Shown:
    following = ""
    if lines and more:
        name, profile_id = lines[-1].place
        place = {"name": visit.query["name"], "after": name, "id": profile_id}
        following = f"{CUSTOMERS}?{urlencode(place)}"
    values = {
        "lines": lines,
        "name": visit.query.get("name", ""),
        "next": following,
        "is_addressable": is_addressable,
    }
    return Shown(template="customers.html", values=values)


async def one(visit: Visit) -> Said:
    """All that is known of one customer."""
    portal, app_id, who = visit.services.portal, visit.caller.app_id, visit.subject
    now_ms = visit.services.clock.now_ms()
    customer = await portal.customers.customer(app_id, who, now_ms)
    if customer is None:
        return Missing()
    before = int(visit.query["before"]) if "before" in visit.query else None
    codes, more = await portal.customers.codes(app_id, who, before)
    requests = await portal.requests.of_profile(app_id, who, REQUESTS_MAX)
    campaigns = await portal.customers.shared(app_id, who)
    values = {
        "customer": customer,
        "codes": codes,
        "is_first_page": before is None,
        "next": f"{CUSTOMERS}/{who}?before={codes[-1].redemption_id}" if more else "",
        "attempts": await portal.customers.attempts(app_id, who),
        "campaigns": [(each, each.why_not(now_ms)) for each in campaigns],
        "requests": [line_of(each, visit.words) for each in requests],
        "all_requests": f"{ROOT}/live?{urlencode({'customer': who})}",
        "states": STATES,
        "attempt_states": ATTEMPTS,
        "failures": FAILURES,
        "outcomes": OUTCOMES,
    }
    return Shown(template="customer.html", values=values)


CUSTOMER_ROUTES: Final = (
    PortalRoute(
        method="GET",
        path=CUSTOMERS,
        page=show,
        roles=LOOKING_UP,
        query={"name": _NAME, "after": _NAME, "id": _NAME},
    ),
    PortalRoute(
        method="POST",
        path=CUSTOMERS,
        page=find,
        roles=LOOKING_UP,
        form=Form(shown_at=CUSTOMERS, fields=(Field(name="what", signs_max=100),)),
    ),
    PortalRoute(
        method="GET",
        path=f"{CUSTOMERS}/{{}}",
        page=one,
        roles=LOOKING_UP,
        subject=_ID,
        query={"before": "[0-9]{1,15}"},
    ),
)
