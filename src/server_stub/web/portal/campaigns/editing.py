"""Making a campaign, and changing one: all that cannot be is told at its field, at once.

A form comes back with the version that it showed. Where somebody else was quicker nothing is saved:
their values stand beside those that were typed, and saving once more takes their place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from card_contract.code_text import stored_form
from card_contract.studio_messages import CampaignFault, CampaignSettings, SaveCampaignRequest
from server_stub.commands.campaigns import CampaignSaved, SaveCampaign, settings_of
from server_stub.domain.campaign_rules import fixed_faults
from server_stub.domain.ids import AT_PORTAL
from server_stub.domain.roles import STUDIO
from server_stub.engine.command import Refused
from server_stub.web.portal.actors import actors_of
from server_stub.web.portal.campaigns import form as forms
from server_stub.web.portal.campaigns import pictures
from server_stub.web.portal.campaigns.form import Kept, Read
from server_stub.web.portal.campaigns.merging import Merged, merge, seen
from server_stub.web.portal.campaigns.names import CAMPAIGNS, SUBJECT, address, name_in
from server_stub.web.portal.campaigns.words import CHOICES, LABELS
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
from server_stub.web.portal.signing import KEY, LOOK_AGAIN, key_of, new_key, why_not
from server_stub.web.portal.words import to_say

NEW: Final = f"{ROOT}/new-campaign"
_NAME: Final = Field(name="campaign", signs_max=80)
_ALIKE: Final = to_say(
    "Another campaign's code is the same but for dashes, blanks, O and 0, I and 1: customers take"
    " the one for the other."
)
_NOT_SAVED: Final = to_say("Nothing was saved: look at what is marked.")


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """What a form shows beside its texts; ``version`` is None where the campaign is to be made.

    ``faults`` are those of its picture, before the texts have been read.
    """

    campaign: str
    version: int | None
    texts: Mapping[str, str]
    shown: str
    faults: Mapping[str, str] = field(default_factory=dict)
    merged: Merged | None = None
    why: str = ""
    status: int = 200


async def new(visit: Visit) -> Said:
    empty = await _empty(visit)
    texts = forms.tidy(visit.typed) if visit.typed else empty
    name = visit.typed.get("campaign", "")
    return await _form(visit, _State(campaign=name, version=None, texts=texts, shown=seen(empty)))


async def make(visit: Visit) -> Said:
    """Make a campaign; a form that is sent twice makes one."""
    name = visit.typed["campaign"].strip()
    texts, bad_picture = await pictures.taken(visit, forms.tidy(visit.typed))
    state = _State(campaign=name, version=None, texts=texts, shown=seen(texts))
    found = await _unlike_others(visit, name, forms.read(texts, visit.caller.time_zone, None))
    bad_name = forms.name_fault(name)
    faults = {**found.faults, **bad_picture, **({"campaign": bad_name} if bad_name else {})}
    return await _save(visit, state, Read(settings=found.settings, info=found.info, faults=faults))


async def edit(visit: Visit) -> Said:
    kept = await _kept(visit)
    if kept is None:
        return Missing()
    before, version = kept
    texts = forms.texts_of(before, visit.caller.time_zone)
    state = _State(campaign=name_in(visit), version=version, texts=texts, shown=seen(texts))
    if visit.typed and visit.typed.get("version", "").isdecimal():
        state = _as_typed(visit)
    return await _form(visit, state)


async def change(visit: Visit) -> Said:
    """Save what was changed, or say what stands against it."""
    kept = await _kept(visit)
    if kept is None:
        return Missing()
    before, version = kept
    if not visit.typed["version"].isdecimal():
        return Goes(to=address(name_in(visit), "/edit"))
    texts, bad_picture = await pictures.taken(visit, forms.tidy(visit.typed))
    state = replace(_as_typed(visit), texts=texts, faults=bad_picture)
    found = forms.read(texts, visit.caller.time_zone, before)
    found = replace(found, faults={**found.faults, **bad_picture})
    if stored_form(found.settings.scan_code or "") != before.settings.scan_code:
        found = await _unlike_others(visit, state.campaign, found)
    if found.faults and state.version != version:
        return await _overtaken(visit, state)
    if found.faults and await _has_codes(visit, state.campaign):
        fixed = forms.told(fixed_faults(before.settings, found.settings))
        faults = {**fixed, **found.faults}
        found = replace(found, faults=faults)
    return await _save(visit, state, found)


async def _unlike_others(visit: Visit, campaign: str, found: Read) -> Read:
    """What was read; a code for everybody that people would take for another's is a fault."""
    code = found.settings.scan_code
    if code is None:
        return found
    campaigns = visit.services.portal.campaigns
    other = await campaigns.code_like(visit.caller.app_id, campaign, code)
    if other is None or other == stored_form(code):
        return found
    return replace(found, faults={"scan_code": _ALIKE, **found.faults})


async def _save(visit: Visit, state: _State, found: Read) -> Said:
    key = key_of(visit)
    if not key:
        return await _form(visit, state, why=LOOK_AGAIN, status=422)
    if found.faults:
        return await _form(visit, state, faults=found.faults, why=_NOT_SAVED, status=422)
    saved = await _submitted(visit, state, found, key)
    if isinstance(saved, Refused):
        return await _form(visit, state, why=why_not(saved), status=409)
    if CampaignFault.CHANGED_MEANWHILE in saved.faults:
        return await _overtaken(visit, state)
    if saved.faults:
        faults = forms.told(saved.faults)
        return await _form(visit, state, faults=faults, why=_NOT_SAVED, status=422)
    return Goes(to=address(state.campaign))


async def _submitted(visit: Visit, state: _State, found: Read, key: str) -> CampaignSaved | Refused:
    caller, script = visit.caller, found.settings.script
    redeeming = visit.services.fulfilment.redeeming
    return await visit.services.engine.submit(
        SaveCampaign(
            app_id=caller.app_id,
            till_id=AT_PORTAL,
            operator_id=caller.operator_id,
            request_id=key,
            request=SaveCampaignRequest(
                campaign=state.campaign, settings=found.settings, version=state.version
            ),
            has_codes=await _has_codes(visit, state.campaign),
            knows_script=script is not None and await redeeming.knows(caller.app_id, script),
            custom_code_info=found.info,
        )
    )


async def _overtaken(visit: Visit, state: _State) -> Said:
    """Somebody else was quicker: show what they left, over which this form is from now on."""
    kept = await _kept(visit)
    if kept is None:
        return Missing()
    before, version = kept
    now = forms.texts_of(before, visit.caller.time_zone)
    merged = merge(state.texts, state.shown, now)
    state = _State(
        campaign=state.campaign,
        version=version,
        texts=merged.texts,
        shown=seen(now),
        faults={**forms.read(merged.texts, visit.caller.time_zone, before).faults, **state.faults},
        merged=merged,
        status=409,
    )
    return await _form(visit, state)


async def _form(
    visit: Visit,
    state: _State,
    *,
    faults: Mapping[str, str] | None = None,
    why: str = "",
    status: int = 0,
) -> Shown:
    services, app_id = visit.services, visit.caller.app_id
    merged = state.merged
    by = await _changed_by(visit, state.campaign) if merged is not None else None
    values: dict[str, Any] = {
        "campaign": state.campaign,
        "version": state.version,
        "texts": state.texts,
        "shown": state.shown,
        "faults": state.faults if faults is None else faults,
        "theirs": {} if merged is None else merged.theirs,
        "taken": () if merged is None else merged.taken,
        "is_overtaken": merged is not None,
        "changed_by": by,
        "labels": LABELS,
        "choices": CHOICES,
        "scripts": await services.portal.campaigns.scripts(app_id),
        "key": new_key(),
        "action": NEW if state.version is None else address(state.campaign, "/edit"),
        "back": CAMPAIGNS if state.version is None else address(state.campaign),
        "why": visit.words.say(why),
    }
    return Shown(template="campaign_form.html", values=values, status=status or state.status)


async def _changed_by(visit: Visit, campaign: str) -> str:
    """Who changed it last, and when."""
    app_id = visit.caller.app_id
    history = await visit.services.portal.campaigns.history(app_id, campaign, 1)
    if not history:
        return ""
    who_of = await actors_of(visit)
    return f"{who_of(history[0].actor)}, {visit.words.time(history[0].at)}"


async def _kept(visit: Visit) -> tuple[Kept, int] | None:
    row = await visit.services.studio.campaign(visit.caller.app_id, name_in(visit))
    if row is None:
        return None
    return Kept(settings=settings_of(row), info=row.custom_code_info), row.version


async def _has_codes(visit: Visit, campaign: str) -> bool:
    return await visit.services.studio.has_codes(visit.caller.app_id, campaign)


async def _empty(visit: Visit) -> dict[str, str]:
    """The form of a new campaign."""
    settings = CampaignSettings(title="")
    return forms.texts_of(Kept(settings=settings, info="{}"), visit.caller.time_zone)


def _as_typed(visit: Visit) -> _State:
    return _State(
        campaign=name_in(visit),
        version=int(visit.typed["version"]),
        texts=forms.tidy(visit.typed),
        shown=visit.typed.get("seen", ""),
    )


CAMPAIGN_EDIT_ROUTES: Final = (
    PortalRoute(method="GET", path=NEW, page=new, roles=STUDIO),
    PortalRoute(
        method="POST",
        path=NEW,
        page=make,
        roles=STUDIO,
        takes_picture=True,
        form=Form(shown_at=NEW, fields=(_NAME, *forms.SETTINGS, pictures.WITHOUT, KEY)),
    ),
    PortalRoute(
        method="GET", path=f"{CAMPAIGNS}/{{}}/edit", page=edit, roles=STUDIO, subject=SUBJECT
    ),
    PortalRoute(
        method="POST",
        path=f"{CAMPAIGNS}/{{}}/edit",
        page=change,
        roles=STUDIO,
        subject=SUBJECT,
        takes_picture=True,
        form=Form(
            shown_at=f"{CAMPAIGNS}/{{}}/edit",
            fields=(
                *forms.SETTINGS,
                pictures.WITHOUT,
                KEY,
                Field(name="version", signs_max=15),
                Field(name="seen", signs_max=400),
            ),
        ),
    ),
)
