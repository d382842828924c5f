"""The ledger: searched as at a till, entry by entry with its hash, and verified.

What is looked for may be a card's number; it comes by POST, so that a code that is typed by mistake
gets into no address.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from card_contract.card_number import CardNumber, NotACardNumberError
from card_contract.ledger_messages import KIND_PATTERN
from card_contract.outcomes import Refusal
from card_contract.sale_id import RECEIPT_PATTERN
from server_stub.desks.ledger_check import Untold, Walk
from server_stub.domain.business_day import date_of
from server_stub.domain.roles import MANAGING
from server_stub.web.ledger_search import LedgerSearch, searched_in
from server_stub.web.portal.ledger.lines import lines_of
from server_stub.web.portal.ledger.words import KINDS
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

LEDGER: Final = f"{ROOT}/ledger"
CHECK: Final = f"{LEDGER}/check"
_LABEL_PATTERN: Final = "[PC][0-9]{17}"
_POSITION: Final = "[1-9][0-9]{0,14}"
_TILL: Final = "[A-Z][A-Z0-9]{0,11}"
_PERSON: Final = "[^\x00-\x1f]{1,64}"
_DAY: Final = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_QUERY: Final = {
    "card": "9[0-9]{17}",
    "receipt": RECEIPT_PATTERN,
    "label": _LABEL_PATTERN,
    "kind": KIND_PATTERN,
    "operator": _PERSON,
    "till": _TILL,
    "from": _DAY,
    "to": _DAY,
    "steps": "yes",
    "before": _POSITION,
}


async def show(visit: Visit) -> Said:
    return await _search_page(visit)


async def search(visit: Visit) -> Said:
    """Take the search into the address, or say what in it cannot be read."""
    typed, say = visit.typed, visit.words.say
    about = _about(typed["about"].strip().upper())
    if about is None:
        why = say("That is no number of a card, a receipt or a label.")
        return await _search_page(visit, why=why)
    days = {"from": typed["first_day"], "to": typed["last_day"]}
    if any(day and date_of(day) is None for day in days.values()):
        return await _search_page(visit, why=say("That is no day."))
    if days["from"] and days["to"] and days["from"] > days["to"]:
        return await _search_page(visit, why=say("The first day comes after the last one."))
    narrowed = {name: typed[name] for name in ("kind", "operator", "till", "steps")} | days
    query = about | {name: value for name, value in narrowed.items() if value}
    return Goes(to=f"{LEDGER}?{urlencode(query)}" if query else LEDGER)


def _about(text: str) -> dict[str, str] | None:
    """What a number is of: a receipt, a label, a card; None where it is of nothing."""
    if not text:
        return {}
    if re.fullmatch(RECEIPT_PATTERN, text, re.ASCII):
        return {"receipt": text}
    if re.fullmatch(_LABEL_PATTERN, text, re.ASCII):
        return {"label": text}
    try:
        return {"card": CardNumber.parse(text).digits}
    except NotACardNumberError:
        return None


async def _search_page(visit: Visit, *, why: str = "") -> Said:
    query, app_id, services = visit.query, visit.caller.app_id, visit.services
    found = await searched_in(
        services,
        app_id,
        ZoneInfo(visit.caller.time_zone),
        LedgerSearch(
            card=query.get("card"),
            receipt=query.get("receipt"),
            label=query.get("label"),
            kind=query.get("kind"),
            operator=query.get("operator"),
            till=query.get("till"),
            first_day=query.get("from"),
            last_day=query.get("to"),
            before=int(query["before"]) if "before" in query else None,
            with_steps="steps" in query,
        ),
    )
    if isinstance(found, Refusal):
        return Missing()
    earlier = {**query, "before": str(found.looked_to)}
    values = {
        "entries": await lines_of(visit, found.entries),
        "looked_to_at": found.looked_to_at,
        "earlier": f"{LEDGER}?{urlencode(earlier)}" if found.more else "",
        "chosen": _chosen(visit),
        "about": query.get("card") or query.get("receipt") or query.get("label") or "",
        "kinds": sorted(((visit.words.say(word), kind) for kind, word in KINDS.items())),
        "people": await services.shop.all_operators(app_id),
        "tills": await services.shop.tills(app_id),
        "why": why,
    }
    return Shown(template="ledger.html", values=values, status=422 if why else 200)


def _chosen(visit: Visit) -> dict[str, str]:
    """What the fields show: as it was typed or, where nothing was, as in the address."""
    names = {name: name for name in ("kind", "operator", "till", "steps")}
    names |= {"first_day": "from", "last_day": "to"}
    return {
        field: visit.typed.get(field) or visit.query.get(name, "") for field, name in names.items()
    }


async def entry(visit: Visit) -> Said:
    """One entry, and whether its hash follows from the one before it."""
    found = await visit.services.portal.ledger.entry(visit.caller.app_id, int(visit.subject))
    if found is None:
        return Missing()
    (line,) = await lines_of(visit, [found.view])
    return Shown(template="ledger_entry.html", values={"found": found, "entry": line})


async def check(visit: Visit) -> Said:
    return await _check_page(visit)


async def begin_check(visit: Visit) -> Said:
    """Begin to verify a stretch; its progress stands on the page, its end in the ledger."""
    end = await visit.services.portal.ledger.end()
    first, last = _number(visit.typed["first"], 1), _number(visit.typed["last"], end)
    if first is None or last is None or not 1 <= first <= last <= end:
        why = visit.words.say(
            "The first entry comes before the last, and there are {number} entries.",
            number=visit.words.number(end),
        )
        return await _check_page(visit, why=why)
    if not await visit.services.portal.ledger_check.start(visit.caller, first, last):
        return await _check_page(visit, why=visit.words.say("It is being verified already."))
    return Goes(to=CHECK)


def _number(text: str, otherwise: int) -> int | None:
    text = text.strip()
    if not text:
        return otherwise
    return int(text) if text.isascii() and text.isdigit() else None


async def _check_page(visit: Visit, *, why: str = "") -> Said:
    services, app_id = visit.services, visit.caller.app_id
    # Looked at first: a walk that ends meanwhile is shown as under way, and looked at again.
    walk = services.portal.ledger_check.walk
    untold = services.portal.ledger_check.untold
    elsewhere = await services.portal.ledger_check.elsewhere(app_id)
    if walk is None and isinstance(elsewhere, Walk):
        walk = elsewhere
    if not untold and isinstance(elsewhere, Untold):
        untold = [elsewhere]
    verified = await services.portal.ledger.last_verified(app_id)
    changed = await services.portal.ledger.last_changed(app_id)
    values = {
        "walk": walk,
        "untold": untold[-1] if untold else None,
        "untold_changes": [each for each in untold[:-1] if each.broken_at is not None],
        "changed": None if changed == verified else changed,
        "verified": verified,
        "said_of": lambda entry: {each.name: each.value for each in entry.details},
        "end": await services.portal.ledger.end(),
        "latest": await services.checkpoints.latest(),
        "broken_at": services.checkpoints.broken_at,
        "tills": await services.ledger.checkpoints_of_tills(app_id),
        "why": why,
    }
    return Shown(template="ledger_check.html", values=values, status=422 if why else 200)


LEDGER_ROUTES: Final = (
    PortalRoute(method="GET", path=LEDGER, page=show, roles=MANAGING, query=_QUERY),
    PortalRoute(
        method="POST",
        path=LEDGER,
        page=search,
        roles=MANAGING,
        form=Form(
            shown_at=LEDGER,
            fields=(
                Field(name="about", signs_max=60, is_secret=True),
                Field(name="kind", signs_max=100),
                Field(name="operator", signs_max=64),
                Field(name="till", signs_max=12),
                Field(name="steps", signs_max=3),
                Field(name="first_day", signs_max=10),
                Field(name="last_day", signs_max=10),
            ),
        ),
    ),
    PortalRoute(method="GET", path=f"{LEDGER}/{{}}", page=entry, roles=MANAGING, subject=_POSITION),
    PortalRoute(method="GET", path=CHECK, page=check, roles=MANAGING),
    PortalRoute(
        method="POST",
        path=CHECK,
        page=begin_check,
        roles=MANAGING,
        form=Form(
            shown_at=CHECK,
            fields=(Field(name="first", signs_max=15), Field(name="last", signs_max=15)),
        ),
    ),
)
