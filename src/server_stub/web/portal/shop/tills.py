"""Tills: let in with a code, named, shut out with a reason; what one holds is settled elsewhere."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from card_contract.messages import EnrolmentCodeAnswer
from server_stub.commands.tills import RenameTill
from server_stub.domain.ids import StoreId, TillId
from server_stub.domain.roles import MANAGING
from server_stub.engine.command import Refused
from server_stub.queries.portal_shop import TillLine
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

TILLS: Final = f"{ROOT}/tills"
TILL: Final = f"{TILLS}/{{}}"
ENROL: Final = f"{TILLS}/enrol"
_ID: Final = "[A-Z][A-Z0-9]{0,11}"
_NAME: Final = Field(name="name", signs_max=80)


async def show(visit: Visit) -> Said:
    app_id = visit.caller.app_id
    tills, more = await visit.services.portal.shop.tills(app_id, visit.query.get("after", ""))
    onward = urlencode({"after": tills[-1].till_id}) if tills else ""
    return Shown(
        template="tills.html",
        values={
            "tills": tills,
            "seen_at": lambda till: _seen_at(visit, till),
            "next": f"{TILLS}?{onward}" if more else "",
        },
    )


def _seen_at(visit: Visit, till: TillLine) -> int | None:
    sessions = visit.services.sessions
    return sessions.last_heard(visit.caller.app_id, till.till_id, till.last_seen_at)


async def show_enrol(visit: Visit) -> Said:
    return await _enrol_page(visit)


async def enrol(visit: Visit) -> Said:
    """Give a code for one new till; it is told this once. Sent again, it is another code."""
    typed, name = visit.typed, " ".join(visit.typed["name"].split())
    if not name:
        return await _enrol_page(visit, why=visit.words.say("Give the till a name."))
    said = await visit.services.till_desk.issue_code(
        visit.caller.app_id,
        StoreId(typed["store"]),
        name,
        created_by=f"operator:{visit.caller.operator_id}",
        asked_by=visit.caller.operator_id,
    )
    if isinstance(said, Refused):
        return await _enrol_page(visit, why=sentence_of(visit, said))
    return await _enrol_page(visit, given=said)


async def _enrol_page(
    visit: Visit, *, why: str = "", given: EnrolmentCodeAnswer | None = None
) -> Shown:
    stores = await visit.services.shop.stores(visit.caller.app_id)
    values = {"stores": stores, "why": why, "given": given}
    return Shown(template="enrol.html", values=values, status=422 if why else 200)


async def till(visit: Visit) -> Said:
    return await _till_page(visit)


async def rename(visit: Visit) -> Said:
    name = " ".join(visit.typed["name"].split())
    if not name:
        return await _till_page(visit, why=visit.words.say("Give the till a name."))
    said = await visit.services.engine.submit(
        RenameTill(
            app_id=visit.caller.app_id,
            till_id=TillId(visit.subject),
            name=name,
            renamed_by=f"operator:{visit.caller.operator_id}",
            asked_by=visit.caller.operator_id,
        )
    )
    if isinstance(said, Refused):
        return await _till_page(visit, why=sentence_of(visit, said))
    return Goes(to=f"{TILLS}/{visit.subject}")


async def revoke(visit: Visit) -> Said:
    """Shut a till out for good: with its next request it is out."""
    reason = reason_in(visit.typed["reason"])
    if not reason:
        return await _till_page(visit, why=no_reason(visit))
    app_id = visit.caller.app_id
    said = await visit.services.till_desk.revoke(
        app_id,
        visit.subject,
        revoked_by=f"operator:{visit.caller.operator_id}",
        asked_by=visit.caller.operator_id,
        reason=reason,
    )
    if isinstance(said, Refused):
        return await _till_page(visit, why=sentence_of(visit, said))
    visit.services.feed.drop(app_id, TillId(visit.subject))
    return Goes(to=f"{TILLS}/{visit.subject}")


async def _till_page(visit: Visit, *, why: str = "") -> Said:
    app_id, shop = visit.caller.app_id, visit.services.portal.shop
    found = await shop.till(app_id, visit.subject)
    if found is None:
        return Missing()
    people = await visit.services.shop.all_operators(app_id)
    names = {f"operator:{person.operator_id}": person.name for person in people}
    values = {
        "till": found,
        "seen_at": _seen_at(visit, found),
        "held": await shop.held_by(app_id, found.till_id),
        "by": lambda actor: names.get(actor or "", actor),
        "why": why,
        "reason_max": REASON_SIGNS_MAX,
    }
    return Shown(template="till.html", values=values, status=422 if why else 200)


TILL_ROUTES: Final = (
    PortalRoute(method="GET", path=TILLS, page=show, roles=MANAGING, query={"after": _ID}),
    PortalRoute(method="GET", path=ENROL, page=show_enrol, roles=MANAGING),
    PortalRoute(
        method="POST",
        path=ENROL,
        page=enrol,
        roles=MANAGING,
        form=Form(shown_at=ENROL, fields=(_NAME, Field(name="store", signs_max=64))),
    ),
    PortalRoute(method="GET", path=TILL, page=till, roles=MANAGING, subject=_ID),
    PortalRoute(
        method="POST",
        path=f"{TILL}/rename",
        page=rename,
        roles=MANAGING,
        subject=_ID,
        form=Form(shown_at=TILL, fields=(_NAME,)),
    ),
    PortalRoute(
        method="POST",
        path=f"{TILL}/revoke",
        page=revoke,
        roles=MANAGING,
        subject=_ID,
        form=Form(shown_at=TILL, fields=(Field(name="reason", signs_max=REASON_SIGNS_MAX),)),
    ),
)
