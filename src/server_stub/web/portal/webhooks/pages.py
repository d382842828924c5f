"""Webhooks to the shop's own systems: how far each is, its last calls, and sending again.

A webhook takes the ledger in its order, so that what failed is what it has not got yet: it is
called again by itself, or at once. Sending again from a chosen entry repeats what came after it; a
receiver knows an entry by its hash.
"""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

from server_stub.commands.webhooks import CALLS_KEPT, STATES, SetWebhook
from server_stub.domain.roles import ADMINISTERING
from server_stub.engine.command import Refused
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

WEBHOOKS: Final = f"{ROOT}/webhooks"
WEBHOOK: Final = f"{WEBHOOKS}/{{}}"
_NAME: Final = "[A-Za-z0-9][A-Za-z0-9_.-]{0,63}"
_POSITION: Final = "[1-9][0-9]{0,14}"


async def show(visit: Visit) -> Said:
    webhooks, more = await visit.services.portal.server.webhooks(
        visit.caller.app_id, visit.query.get("after", "")
    )
    onward = urlencode({"after": webhooks[-1].webhook}) if webhooks else ""
    return Shown(
        template="webhooks.html",
        values={"webhooks": webhooks, "next": f"{WEBHOOKS}?{onward}" if more else ""},
    )


async def webhook(visit: Visit) -> Said:
    return await _webhook_page(visit)


async def send_again(visit: Visit) -> Said:
    """Send again what came from an entry on, with a reason."""
    reason, text = reason_in(visit.typed["reason"]), visit.typed["first"].strip()
    found = await visit.services.portal.server.webhook(visit.caller.app_id, visit.subject)
    if found is None:
        return Missing()
    first = int(text) if text.isascii() and text.isdigit() else 0
    if not 1 <= first <= found.position:
        why = visit.words.say(
            "It has taken the entries up to {number}: choose one of those.",
            number=visit.words.number(found.position),
        )
        return await _webhook_page(visit, why=why)
    if not reason:
        return await _webhook_page(visit, why=no_reason(visit))
    return await _set(visit, position=first - 1, reason=reason)


async def call_now(visit: Visit) -> Said:
    """Do not wait any longer with what it has not taken."""
    return await _set(visit)


async def switch(visit: Visit) -> Said:
    """Pause it, or let it go on."""
    state = STATES.get(visit.typed["state"])
    return Missing() if state is None else await _set(visit, state=state)


async def _set(visit: Visit, **what: Any) -> Said:
    said = await visit.services.engine.submit(
        SetWebhook(
            app_id=visit.caller.app_id,
            webhook=visit.subject,
            set_by=f"operator:{visit.caller.operator_id}",
            asked_by=visit.caller.operator_id,
            **what,
        )
    )
    if isinstance(said, Refused):
        return await _webhook_page(visit, why=sentence_of(visit, said))
    return Goes(to=f"{WEBHOOKS}/{visit.subject}")


async def _webhook_page(visit: Visit, *, why: str = "") -> Said:
    server, app_id = visit.services.portal.server, visit.caller.app_id
    found = await server.webhook(app_id, visit.subject)
    if found is None:
        return Missing()
    return Shown(
        template="webhook.html",
        values={
            "webhook": found,
            "calls": await server.calls(app_id, found.webhook),
            "calls_kept": CALLS_KEPT,
            "here": f"{WEBHOOKS}/{found.webhook}",
            "first": visit.typed.get("first") or visit.query.get("from", ""),
            "now": visit.services.clock.now_ms(),
            "why": why,
            "reason_max": REASON_SIGNS_MAX,
        },
        status=422 if why else 200,
    )


def _act(name: str, page: Any, *fields: Field) -> PortalRoute:
    return PortalRoute(
        method="POST",
        path=f"{WEBHOOK}/{name}",
        page=page,
        roles=ADMINISTERING,
        subject=_NAME,
        form=Form(shown_at=WEBHOOK, fields=fields),
    )


WEBHOOK_ROUTES: Final = (
    PortalRoute(
        method="GET", path=WEBHOOKS, page=show, roles=ADMINISTERING, query={"after": _NAME}
    ),
    PortalRoute(
        method="GET",
        path=WEBHOOK,
        page=webhook,
        roles=ADMINISTERING,
        subject=_NAME,
        query={"from": _POSITION},
    ),
    _act(
        "send-again",
        send_again,
        Field(name="first", signs_max=15),
        Field(name="reason", signs_max=REASON_SIGNS_MAX),
    ),
    _act("call-now", call_now),
    _act("switch", switch, Field(name="state", signs_max=10)),
)
