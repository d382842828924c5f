"""Having many codes of a campaign made, as a job.

Codes that tills sell come into being without being worth anything; who generates them here cannot
make them redeemable. Cards with numbers are made in batches, whose codes a print run opens.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from card_contract.code_text import stored_form
from card_contract.states import CodeState
from card_contract.studio_messages import CampaignFault, CodeForm
from server_stub.commands.generation_job import GENERATED_MAX, CodesWanted
from server_stub.commands.requests import OfStaff
from server_stub.domain.campaign_rules import is_prefix
from server_stub.domain.mail_address import is_address
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.domain.roles import STUDIO
from server_stub.engine.command import Refused
from server_stub.web.portal.campaigns.jobs import EMAIL, JOB, NO_ADDRESS
from server_stub.web.portal.campaigns.names import CAMPAIGNS, SUBJECT, address, name_in
from server_stub.web.portal.campaigns.words import CHOICES, FAULTS
from server_stub.web.portal.json_texts import INFO, read_info
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
from server_stub.web.portal.signing import (
    KEY,
    LOOK_AGAIN,
    key_of,
    new_key,
    why_not,
)
from server_stub.web.portal.words import to_say

_WHOLE: Final = re.compile("[0-9]{1,7}", re.ASCII)
_FORM: Final = (
    Field(name="quantity", signs_max=10),
    Field(name="code_form", signs_max=20),
    Field(name="include_check", signs_max=3),
    Field(name="code_prefix", signs_max=40),
    Field(name="born", signs_max=10),
    INFO,
    EMAIL,
)
_SOLD_BY_TILLS: Final = to_say("These are sold by tills, which activate them once they are paid.")
_OUTCOMES: Final[Mapping[RedemptionOutcome, str]] = {
    RedemptionOutcome.CAMPAIGN_DISABLED: to_say("The campaign is disabled. Nothing was begun."),
    RedemptionOutcome.NOT_PERSONAL: to_say("This campaign has one code for everybody."),
    RedemptionOutcome.CARD_CAMPAIGN: to_say(
        "Codes of cards with numbers come from batches, which a till's studio makes."
    ),
    RedemptionOutcome.CARDS_UNPAID: _SOLD_BY_TILLS,
    RedemptionOutcome.NO_SESSION: to_say("Your role does not allow this any more."),
}
_NOT_BEGUN: Final = to_say("Nothing was begun.")
_QUANTITY: Final = to_say("1 to 1,000,000.")
_CHOICE: Final = to_say("Choose one of these.")


async def show(visit: Visit) -> Said:
    row = await visit.services.studio.campaign(visit.caller.app_id, name_in(visit))
    if row is None:
        return Missing()
    texts = {
        "quantity": "",
        "code_form": row.code_form.value,
        "include_check": "yes" if row.include_check else "",
        "code_prefix": row.code_prefix,
        "born": CodeState.INACTIVE.value,
        "custom_code_info": "",
        "email": "",
    }
    return _form(visit, row, dict(visit.typed) if visit.typed else texts)


async def begin(visit: Visit) -> Said:
    """Begin a job; a form that is sent twice begins one."""
    caller, name, typed = visit.caller, name_in(visit), visit.typed
    row = await visit.services.studio.campaign(caller.app_id, name)
    if row is None:
        return Missing()
    key = key_of(visit)
    if not key:
        return _form(visit, row, typed, why=LOOK_AGAIN, status=422)
    faults = _faults(typed, sells=row.sells_cards)
    if faults:
        return _form(visit, row, typed, faults=faults, status=422)
    answer = await visit.services.jobs.start_generation(
        app_id=caller.app_id,
        request=OfStaff(
            key=key, app_id=caller.app_id, operator_id=caller.operator_id, roles=STUDIO
        ),
        actor=f"operator:{caller.operator_id}",
        wanted=_wanted(name, typed),
    )
    if isinstance(answer, Refused):
        return _form(visit, row, typed, why=why_not(answer), status=409)
    if answer.job_id is None:
        why = _OUTCOMES.get(answer.outcome, _NOT_BEGUN)
        return _form(visit, row, typed, why=why, status=409)
    return Goes(to=f"{JOB}/{answer.job_id}")


def _wanted(campaign: str, typed: Mapping[str, str]) -> CodesWanted:
    info, _ = read_info(typed["custom_code_info"])
    return CodesWanted(
        campaign=campaign,
        quantity=int(typed["quantity"]),
        form=CodeForm(typed["code_form"]),
        include_check=typed["include_check"] == "yes",
        prefix=stored_form(typed["code_prefix"]),
        state=CodeState(typed["born"]),
        custom_code_info=None if info == "{}" else info,
        email=typed["email"].strip() or None,
    )


def _faults(typed: Mapping[str, str], *, sells: bool) -> dict[str, str]:
    """All that cannot be, each at its field; to be said."""
    faults: dict[str, str] = {}
    quantity = typed["quantity"].strip()
    if not _WHOLE.fullmatch(quantity) or not 0 < int(quantity) <= GENERATED_MAX:
        faults["quantity"] = _QUANTITY
    if typed["code_form"] not in set(CodeForm):
        faults["code_form"] = _CHOICE
    if not is_prefix(stored_form(typed["code_prefix"])):
        faults["code_prefix"] = FAULTS[CampaignFault.PREFIX_INVALID][1]
    if typed["born"] not in (CodeState.INACTIVE, CodeState.AVAILABLE):
        faults["born"] = _CHOICE
    elif sells and typed["born"] == CodeState.AVAILABLE:
        faults["born"] = _SOLD_BY_TILLS
    _, info_fault = read_info(typed["custom_code_info"])
    if info_fault:
        faults["custom_code_info"] = info_fault
    email = typed["email"].strip()
    if email and not is_address(email):
        faults["email"] = NO_ADDRESS
    return faults


def _form(
    visit: Visit,
    row: Any,
    texts: Mapping[str, str],
    *,
    faults: Mapping[str, str] | None = None,
    why: str = "",
    status: int = 200,
) -> Shown:
    is_card = row.issuer is not None
    values = {
        "campaign": row,
        "texts": texts,
        "faults": faults or {},
        "choices": CHOICES,
        "key": new_key(),
        "has_mail_server": visit.services.postman.has_server,
        "back": address(row.campaign),
        "action": address(row.campaign, "/codes"),
        "is_possible": not is_card and row.scan_code is None and not row.disabled,
        "why": visit.words.say(why),
    }
    return Shown(template="codes_form.html", values=values, status=status)


CODE_ROUTES: Final = (
    PortalRoute(
        method="GET", path=f"{CAMPAIGNS}/{{}}/codes", page=show, roles=STUDIO, subject=SUBJECT
    ),
    PortalRoute(
        method="POST",
        path=f"{CAMPAIGNS}/{{}}/codes",
        page=begin,
        roles=STUDIO,
        subject=SUBJECT,
        form=Form(shown_at=f"{CAMPAIGNS}/{{}}/codes", fields=(*_FORM, KEY)),
    ),
)
