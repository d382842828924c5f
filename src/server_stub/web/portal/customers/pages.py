"""Finding a customer, and the page of one: codes, attempts, and what may still be tried."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from card_contract.outcomes import Refusal
from server_stub.domain.new_passwords import as_read_out
from server_stub.domain.roles import LOOKING_UP, SUPPORTING
from server_stub.queries.portal_customers import CustomerLine
from server_stub.web.portal.cards.words import ATTEMPTS, FAILURES, STATES
from server_stub.web.portal.live.lines import is_addressable, line_of
from server_stub.web.portal.live.words import OUTCOMES
from server_stub.web.portal.refusals import REASON_SIGNS_MAX, no_reason, reason_in, sentence_of
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
from server_stub.web.portal.signing import REASON

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
    return await _customer_page(visit)


async def give_word(visit: Visit) -> Said:
    """Give out the word that lets a customer set a new password; it is shown this once."""
    reason = reason_in(visit.typed["reason"])
    if not reason:
        return await _customer_page(visit, why=no_reason(visit))
    portal = visit.services.portal
    said = await portal.new_passwords.give_word(visit.caller, visit.subject, reason)
    if isinstance(said, Refusal):
        return await _customer_page(visit, why=sentence_of(visit, said))
    word, until = said
    page = f"{visit.services.shop.address}/redeem/at/{visit.caller.app_id}/new-password"
    return await _customer_page(visit, given=(as_read_out(word), f"{page}#{word}", until))


async def _customer_page(
    visit: Visit, *, why: str = "", given: tuple[str, str, int] | None = None
) -> Said:
    """All that is known of one customer; ``given`` are a word, its link and its end."""
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
        "attempts": [
            (each, each.why_not(now_ms)) for each in await portal.customers.attempts(app_id, who)
        ],
        "restoring": await portal.server.restoring(app_id),
        "is_guessed_at": customer.wrong is not None and visit.services.guessing.is_beyond(app_id),
        "is_switched_off": await portal.server.switched_off_at(app_id) is not None,
        "campaigns": [(each, each.why_not(now_ms)) for each in campaigns],
        "requests": [line_of(each, visit.words) for each in requests],
        "all_requests": f"{ROOT}/live?{urlencode({'customer': who})}",
        "states": STATES,
        "attempt_states": ATTEMPTS,
        "failures": FAILURES,
        "outcomes": OUTCOMES,
        "may_give_word": visit.caller.role in SUPPORTING and bool(customer.sign_ins),
        "given": given,
        "why": why,
        "reason_max": REASON_SIGNS_MAX,
    }
    return Shown(template="customer.html", values=values, status=422 if why else 200)


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
    PortalRoute(
        method="POST",
        path=f"{CUSTOMERS}/{{}}/password",
        page=give_word,
        roles=SUPPORTING,
        subject=_ID,
        form=Form(shown_at=f"{CUSTOMERS}/{{}}", fields=(REASON,)),
    ),
)
