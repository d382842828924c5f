"""A job that makes codes: how far it has come, its end, and its list for a person who says why."""

from __future__ import annotations

from typing import Final

from card_contract.outcomes import Refusal
from server_stub.commands.code_lists import counter_of_lists
from server_stub.commands.generation_job import LIST_READERS
from server_stub.domain.roles import STUDIO
from server_stub.engine.command import Refused
from server_stub.queries.portal_campaigns import CodeJob
from server_stub.web.portal.actors import actors_of
from server_stub.web.portal.campaigns.names import address
from server_stub.web.portal.campaigns.words import JOBS
from server_stub.web.portal.route import (
    ROOT,
    Download,
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
    NO_REASON,
    REASON,
    SECOND,
    key_of,
    new_key,
    second_of,
    signers,
    why_not,
)
from server_stub.web.portal.words import to_say

JOB: Final = f"{ROOT}/code-jobs"
_ID: Final = "[0-9]{1,15}"
_RUNNING: Final = to_say("The job is still making codes. The list is there when it has ended.")
_NO_CODES: Final = to_say("The job has made no codes.")
_GIVEN_BEFORE: Final = to_say(
    "This form has given the list out already. To have it again, say why once more."
)


async def job(visit: Visit) -> Said:
    return await _job_page(visit, "code_job.html")


async def cancel(visit: Visit) -> Said:
    """Make no more codes; those that exist stay. Cancelling twice is cancelling once."""
    found = await _job(visit)
    if found is None:
        return Missing()
    caller = visit.caller
    answer = await visit.services.jobs.cancel(
        caller.app_id,
        found.job_id,
        by=f"operator:{caller.operator_id}",
        asked_by=caller.operator_id,
    )
    if isinstance(answer, Refused):
        return await _job_page(visit, "code_job.html", why=why_not(answer), status=409)
    return Goes(to=f"{JOB}/{found.job_id}")


async def ask_for_list(visit: Visit) -> Said:
    found = await _job(visit)
    if found is None:
        return Missing()
    return await _list_form(visit, found)


async def give_list(visit: Visit) -> Said:
    """Send the codes to who may have them, once for each form, and only with a reason."""
    found = await _job(visit)
    if found is None:
        return Missing()
    key, reason = key_of(visit), visit.typed["reason"].strip()
    if not key:
        return await _list_form(visit, found, why=LOOK_AGAIN, status=422)
    if not reason:
        return await _list_form(visit, found, no_reason=NO_REASON, status=422)
    # No PIN is looked at where it would sign for nothing.
    is_signed = _has_list(found) and await _takes_second(visit, found)
    answer = await visit.services.portal.acts.open_list(
        visit.caller,
        found.job_id,
        reason=reason,
        key=key,
        second=second_of(visit) if is_signed else None,
    )
    if answer is None:
        return await _list_form(visit, found, why=_GIVEN_BEFORE, status=409)
    if isinstance(answer, Refused | Refusal):
        return await _list_form(visit, found, why=why_not(answer), status=409)
    return Download(
        name=f"codes-{found.job_id}.txt",
        media_type="text/plain; charset=utf-8",
        pieces=answer.pieces,
        size=answer.size,
    )


async def _job_page(visit: Visit, template: str, *, why: str = "", status: int = 200) -> Said:
    found = await _job(visit)
    if found is None:
        return Missing()
    who_of = await actors_of(visit)
    values = {
        "job": found,
        "asked_by": who_of(found.asked_by),
        "job_states": JOBS,
        "may_have_list": visit.caller.role in LIST_READERS,
        "campaign_address": address(found.campaign),
        "why": visit.words.say(why),
    }
    return Shown(template=template, values=values, status=status)


def _has_list(found: CodeJob) -> bool:
    return bool(found.done) and not found.is_running


async def _takes_second(visit: Visit, found: CodeJob) -> bool:
    caller = visit.caller
    rules = await visit.services.shop.rules(caller.app_id)
    counter = counter_of_lists(caller.operator_id, found.campaign)
    alone = await visit.services.portal.campaigns.count(caller.app_id, counter) + found.done
    return alone > rules.print_signed_above


async def _list_form(
    visit: Visit, found: CodeJob, *, why: str = "", no_reason: str = "", status: int = 200
) -> Shown:
    rules = await visit.services.shop.rules(visit.caller.app_id)
    is_demanded = await _takes_second(visit, found)
    if found.is_running:
        why = why or _RUNNING
    elif not found.done:
        why = why or _NO_CODES
    values = {
        "job": found,
        "is_possible": _has_list(found),
        "signed_above": rules.print_signed_above,
        "signers": await signers(visit, STUDIO, is_demanded=is_demanded),
        "key": new_key(),
        "why": visit.words.say(why),
        "no_reason": visit.words.say(no_reason),
    }
    return Shown(template="code_list.html", values=values, status=status)


async def _job(visit: Visit) -> CodeJob | None:
    job_id = int(visit.subject)
    return await visit.services.portal.campaigns.code_job(visit.caller.app_id, job_id)


CODE_JOB_ROUTES: Final = (
    PortalRoute(method="GET", path=f"{JOB}/{{}}", page=job, roles=STUDIO, subject=_ID),
    PortalRoute(
        method="POST",
        path=f"{JOB}/{{}}/cancel",
        page=cancel,
        roles=STUDIO,
        subject=_ID,
        form=Form(shown_at=f"{JOB}/{{}}"),
    ),
    PortalRoute(
        method="GET", path=f"{JOB}/{{}}/list", page=ask_for_list, roles=STUDIO, subject=_ID
    ),
    PortalRoute(
        method="POST",
        path=f"{JOB}/{{}}/list",
        page=give_list,
        roles=STUDIO,
        subject=_ID,
        form=Form(shown_at=f"{JOB}/{{}}/list", fields=(KEY, REASON, *SECOND)),
    ),
)
