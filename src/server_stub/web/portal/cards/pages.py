"""A card's life: found by whatever its holder can tell, and all that has happened to it.

What is typed may be a code: it comes by POST, leads to the card's own address or to nothing, and is
neither shown again nor put into an address.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from card_contract.card_number import CardNumber
from card_contract.sale_id import RECEIPT_PATTERN
from server_stub.commands.portal_notes import NoteMisses
from server_stub.domain.business_day import date_of, day_bounds_ms
from server_stub.domain.ids import CodeId
from server_stub.domain.roles import STUDIO
from server_stub.queries.portal_cards import CardLine, LastFour, Receipt, SharedCode
from server_stub.web.portal.campaigns.jobs import JOB
from server_stub.web.portal.campaigns.names import address as campaign_at
from server_stub.web.portal.cards import acts, timeline, words
from server_stub.web.portal.customers.naming import Named, named
from server_stub.web.portal.route import (
    Field,
    Form,
    Goes,
    Missing,
    PortalRoute,
    Said,
    Shown,
    Visit,
)
from server_stub.web.portal.values import invalidated_for
from server_stub.web.portal.words import to_say

CARDS: Final = acts.CARDS
WHAT_SIGNS_MAX: Final = 300
"""A pasted link has the address of the page before its code."""
MISSES_MAX: Final = 60
MISSES_WINDOW_S: Final = 600.0
MISSES_TOLD_FROM: Final = 20
MISSES_TOLD_WINDOW_S: Final = 24 * 60 * 60.0
_TOO_OFTEN: Final = to_say("There were too many tries. Try again in a few minutes.")
_ID: Final = "[0-9]{1,15}"
_CAMPAIGN: Final = ".{1,200}"
_DAY: Final = "[0-9]{4}-[0-9]{2}-[0-9]{2}"


async def show(visit: Visit) -> Said:
    """The form, with the cards of a receipt or those with the same last four under it."""
    query, cards, app_id = visit.query, visit.services.portal.cards, visit.caller.app_id
    before = int(query["before"]) if "before" in query else None
    if "receipt" in query:
        lines, more = await cards.of_receipt(app_id, query["receipt"], before)
        return await _cards_page(visit, lines=lines, more=more)
    if "last_four" not in query:
        return await _cards_page(visit)
    signs, also = query["last_four"], None
    lines, more = await cards.with_last_four(
        app_id,
        signs,
        campaign=query.get("campaign", ""),
        activated=_day_bounds(visit, query.get("day", "")),
        before=before,
    )
    if signs.isdigit() and before is None:
        also = await cards.redemption(app_id, CodeId(int(signs)))
    return await _cards_page(visit, lines=lines, more=more, also=also)


async def find(visit: Visit) -> Said:
    """Find what was typed, or say that there is nothing; what it was is forgotten."""
    typed, caller = visit.typed, visit.caller
    who, misses = f"{caller.app_id}/{caller.operator_id}", visit.services.portal.misses
    if misses.is_on(who):
        return await _cards_page(visit, why_not=visit.words.say(_TOO_OFTEN))
    found = await visit.services.portal.cards.find(caller.app_id, typed["what"])
    match found:
        case Receipt():
            return Goes(to=_address({"receipt": found.number}))
        case LastFour():
            narrowed = {name: typed[name] for name in ("campaign", "day") if typed[name]}
            return Goes(to=_address({"last_four": found.signs} | narrowed))
        case SharedCode():
            return Goes(to=campaign_at(found.campaign))
        case int():
            return Goes(to=f"{CARDS}/{found}")
        case _:
            await _note_miss(visit, who)
            return await _cards_page(visit, found_nothing=True)


async def _note_miss(visit: Visit, who: str) -> None:
    """Count a search in vain; whoever has many of them in a day is told of in the ledger, once."""
    portal, caller = visit.services.portal, visit.caller
    portal.misses.note_failure(who)
    if portal.misses_told.is_on(who):
        return
    portal.misses_told.note_failure(who)
    if portal.misses_told.is_on(who):
        note = NoteMisses(
            app_id=caller.app_id, operator_id=caller.operator_id, misses=MISSES_TOLD_FROM
        )
        await visit.services.engine.submit(note)


async def _cards_page(
    visit: Visit,
    *,
    lines: list[CardLine] | None = None,
    more: bool = False,
    also: CodeId | None = None,
    found_nothing: bool = False,
    why_not: str = "",
) -> Shown:
    """The form and, where ``lines`` are given, what was found; ``why_not`` nothing was sought."""
    query = visit.query
    values = {
        "lines": lines,
        "number_of": _number_of,
        "next": _address({**query, "before": str(lines[-1].code_id)}) if lines and more else "",
        "also": also,
        "query": defaultdict(str, query),
        "campaigns": await visit.services.portal.cards.campaigns(visit.caller.app_id),
        "states": words.STATES,
        "found_nothing": found_nothing or (lines == [] and also is None),
    }
    if why_not:
        return Shown(template="cards.html", values=values | {"note": why_not}, status=429)
    return Shown(template="cards.html", values=values)


async def life(visit: Visit) -> Said:
    """All that is known of one card."""
    before = int(visit.query["before"]) if "before" in visit.query else None
    code_id = CodeId(int(visit.subject))
    found = await visit.services.portal.cards.life(visit.caller.app_id, code_id, before)
    if found is None:
        return Missing()
    written = found.written
    card = found.standing.card
    standing = found.standing
    customers = await named(visit, standing.customers | timeline.customers_in(written.entries))
    known = await _known(visit, code_id, "" if card is None else card.currency, customers)
    events = [timeline.event(entry, known) for entry in written.entries]
    reason = None if standing.card is None else standing.card.invalidation_reason
    values = {
        "card": standing.card,
        "invalidated_for": invalidated_for(visit.words, reason),
        "shared": standing.shared,
        "attempts": standing.attempts,
        "customers": customers,
        "acts": acts.possible(visit, standing),
        "act_words": acts.WORDS,
        "events": events,
        "has_beginning": any(entry.kind == "codes.generated" for entry in written.entries),
        "is_first_page": before is None,
        "earlier": f"{CARDS}/{code_id}?before={written.looked_to}" if written.more else "",
        "states": words.STATES,
        "holds": words.HOLDS,
        "stops": words.STOPS,
        "custody": words.CUSTODY,
        "attempt_states": words.ATTEMPTS,
        "failures": words.FAILURES,
    }
    return Shown(template="card.html", values=values)


async def _known(
    visit: Visit, code_id: CodeId, currency: str, customers: Mapping[str, Named]
) -> timeline.Known:
    shop, app_id = visit.services.shop, visit.caller.app_id
    tills, people = await shop.tills_of_stores(app_id), await shop.all_operators(app_id)
    return timeline.Known(
        words=visit.words,
        stores={f"till:{till.till_id}": till.store_name for till in tills},
        people={person.operator_id: person.name for person in people},
        customers=customers,
        code_id=code_id,
        currency=currency,
        jobs_at=JOB if visit.caller.role in STUDIO else "",
    )


def _address(query: Mapping[str, str]) -> str:
    return f"{CARDS}?{urlencode(query)}"


def _number_of(line: CardLine) -> str:
    return "" if line.number is None else CardNumber.from_stored(line.number).grouped()


def _day_bounds(visit: Visit, day: str) -> tuple[int, int] | None:
    asked = date_of(day)
    if asked is None:
        return None
    first, end = day_bounds_ms(asked, ZoneInfo(visit.caller.time_zone))
    return first, end - 1


CARD_ROUTES: Final = (
    PortalRoute(
        method="GET",
        path=CARDS,
        page=show,
        query={
            "receipt": RECEIPT_PATTERN,
            "last_four": "[0-9A-Z]{4}",
            "campaign": _CAMPAIGN,
            "day": _DAY,
            "before": _ID,
        },
    ),
    PortalRoute(
        method="POST",
        path=CARDS,
        page=find,
        form=Form(
            shown_at=CARDS,
            fields=(
                Field(name="what", signs_max=WHAT_SIGNS_MAX, is_secret=True),
                Field(name="campaign", signs_max=200),
                Field(name="day", signs_max=10),
            ),
        ),
    ),
    PortalRoute(
        method="GET",
        path=f"{CARDS}/{{}}",
        page=life,
        subject=_ID,
        query={"before": "[0-9]{1,15}"},
    ),
    *acts.ACT_ROUTES,
)
