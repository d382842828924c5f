"""Campaigns: the list of them, the page of one, and taking one out of use or back into it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import urlencode

from server_stub.commands.apps import SwitchCampaign
from server_stub.commands.campaigns import settings_of
from server_stub.domain.roles import STUDIO
from server_stub.engine.command import Refused
from server_stub.queries.portal_campaigns import NEWEST_LISTED, CampaignChange
from server_stub.web.portal.actors import Actors, actors_of
from server_stub.web.portal.campaigns.form import Kept, texts_of
from server_stub.web.portal.campaigns.names import CAMPAIGNS, SUBJECT, address, name_in
from server_stub.web.portal.campaigns.words import CHANGES, CHOICES, COLUMNS, JOBS, LABELS
from server_stub.web.portal.route import Field, Form, Goes, Missing, PortalRoute, Said, Shown, Visit
from server_stub.web.portal.signing import why_not
from server_stub.web.portal.words import to_say

_SEARCH: Final = ".{1,100}"
_AFTER: Final = ".{1,256}"
_NUMBER: Final = re.compile("[0-9]{1,12}", re.ASCII)
_DISABLED: Final = Field(name="disabled", signs_max=3)
_SEEN: Final = Field(name="seen", signs_max=12)
_OVERTAKEN: Final = to_say(
    "Somebody has changed this campaign since the page was shown, so it stays disabled. Look at how"
    " it is now and what was changed, then enable it."
)


async def show(visit: Visit) -> Said:
    """All campaigns by name, or those that have what was sought in name or title."""
    search, after = visit.query.get("search", ""), visit.query.get("after", "")
    lines, more = await visit.services.portal.campaigns.listed(visit.caller.app_id, search, after)
    following = {"after": lines[-1].campaign} if more else {}
    sought = {"search": search} if search else {}
    values = {
        "lines": lines,
        "search": search,
        "is_first_page": not after,
        "next": f"{CAMPAIGNS}?{urlencode(sought | following)}" if more else "",
        "address": address,
        "may_change": visit.caller.role in STUDIO,
    }
    return Shown(template="campaigns.html", values=values)


async def one(visit: Visit) -> Said:
    return await _page(visit)


async def switch(visit: Visit) -> Said:
    """Take no more redemptions of a campaign, or take them again; done twice it is done once."""
    caller, name = visit.caller, name_in(visit)
    if await visit.services.studio.campaign(caller.app_id, name) is None:
        return Missing()
    if visit.typed["disabled"] not in ("yes", "no") or not _NUMBER.fullmatch(visit.typed["seen"]):
        return Goes(to=address(name))
    answer = await visit.services.engine.submit(
        SwitchCampaign(
            app_id=caller.app_id,
            campaign=name,
            disabled=visit.typed["disabled"] == "yes",
            seen=int(visit.typed["seen"]),
            switched_by=f"operator:{caller.operator_id}",
            asked_by=caller.operator_id,
        )
    )
    if isinstance(answer, Refused):
        return await _page(visit, why=why_not(answer), status=409)
    if answer.is_overtaken:
        return await _page(visit, why=_OVERTAKEN, status=409)
    return Goes(to=address(name))


async def _page(visit: Visit, *, why: str = "", status: int = 200) -> Said:
    services, app_id, name = visit.services, visit.caller.app_id, name_in(visit)
    row = await services.studio.campaign(app_id, name)
    if row is None:
        return Missing()
    found, settings = services.portal.campaigns, settings_of(row)
    who_of = await actors_of(visit)
    values: dict[str, Any] = {
        "campaign": row,
        "settings": settings,
        "texts": texts_of(Kept(settings=settings, info=row.custom_code_info), "UTC"),
        "until": visit.words.time(settings.valid_end),
        "labels": LABELS,
        "choices": CHOICES,
        "batches": await found.batches(app_id, name) if settings.issuer else [],
        "jobs": await found.code_jobs(app_id, name),
        "newest_listed": NEWEST_LISTED,
        "job_states": JOBS,
        "history": _history(visit, await found.history(app_id, name), who_of),
        "may_change": visit.caller.role in STUDIO,
        "makes_codes": not settings.shared and settings.issuer is None,
        "at_address": address(name),
        "who_of": who_of,
        "why": visit.words.say(why),
    }
    return Shown(template="campaign.html", values=values, status=status)


def _history(
    visit: Visit, changes: Iterable[CampaignChange], who_of: Actors
) -> list[dict[str, Any]]:
    say = visit.words.say
    return [
        {
            "position": change.position,
            "at": visit.words.time(change.at),
            "what": say(CHANGES.get(change.kind, change.kind)),
            "who": who_of(change.actor),
            "fields": [say(label) for label in _labels(change)],
        }
        for change in changes
    ]


def _labels(change: CampaignChange) -> list[str]:
    """The fields that a change was about."""
    if change.kind != "campaign.changed":
        return []
    names = {COLUMNS.get(name, name) for name in change.changed}
    return [label for name, label in LABELS.items() if name in names]


CAMPAIGN_PAGE_ROUTES: Final = (
    PortalRoute(
        method="GET", path=CAMPAIGNS, page=show, query={"search": _SEARCH, "after": _AFTER}
    ),
    PortalRoute(method="GET", path=f"{CAMPAIGNS}/{{}}", page=one, subject=SUBJECT),
    PortalRoute(
        method="POST",
        path=f"{CAMPAIGNS}/{{}}/switch",
        page=switch,
        roles=STUDIO,
        subject=SUBJECT,
        form=Form(shown_at=f"{CAMPAIGNS}/{{}}", fields=(_DISABLED, _SEEN)),
    ),
)
