"""A job that makes codes: how far it has come, its end, and its list for a person who says why.

A mail brings a link to the list, and never a code.
"""

from __future__ import annotations

from typing import Final

from card_contract.outcomes import Refusal
from server_stub.commands.code_lists import counter_of_lists
from server_stub.commands.generation_job import LIST_READERS
from server_stub.commands.job_mails import AskForMail
from server_stub.domain.mail_address import is_address
from server_stub.domain.roles import STUDIO
from server_stub.engine.command import Refused
from server_stub.queries.portal_campaigns import CodeJob
from server_stub.web.portal.actors import actors_of
from server_stub.web.portal.campaigns.names import address
from server_stub.web.portal.campaigns.words import CHOICES, JOBS, MAILS
from server_stub.web.portal.refusals import NO_REASON, reason_in
from server_stub.web.portal.route import (
    ROOT,
    Download,
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
EMAIL: Final = Field(name="email", signs_max=250)
_SEEN: Final = Field(name="seen", signs_max=12)
NO_ADDRESS: Final = to_say("This is no address for mail.")
_NO_SERVER: Final = to_say("No mail server is set, so no mail was sent.")
_MAIL_REFUSALS: Final = {
    Refusal.KEY_REUSED: to_say("The link has been used: the list is out. No mail was sent."),
    Refusal.NOT_NOW: to_say(
        "A mail is on its way, or somebody has asked for one meanwhile. Look at how it stands."
    ),
}
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


async def mail_link(visit: Visit) -> Said:
    """Have the link to the codes mailed; a form that is sent twice asks for one mail."""
    found = await _job(visit)
    if found is None:
        return Missing()
    typed = visit.typed
    address, seen = typed[EMAIL.name].strip(), typed[_SEEN.name]
    if not visit.services.postman.has_server:
        return await _job_page(visit, "code_job.html", why=_NO_SERVER, status=409)
    if not is_address(address) or not (seen.isascii() and seen.isdigit()):
        return await _job_page(visit, "code_job.html", why=NO_ADDRESS, status=422)
    answer = await visit.services.engine.submit(
        AskForMail(
            app_id=visit.caller.app_id,
            job_id=found.job_id,
            address=address,
            seen=int(seen),
            asked_by=visit.caller.operator_id,
        )
    )
    if isinstance(answer, Refused):
        why = _MAIL_REFUSALS.get(answer.refusal) or why_not(answer)
        return await _job_page(visit, "code_job.html", why=why, status=409)
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
    key, reason = key_of(visit), reason_in(visit.typed["reason"])
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
    mail = await visit.services.portal.campaigns.mail_of_job(visit.caller.app_id, found.job_id)
    values = {
        "mail": mail,
        "mail_states": MAILS,
        "mail_taken_by": who_of(mail.taken_by) if mail and mail.taken_by else "",
        "has_mail_server": visit.services.postman.has_server,
        "job": found,
        "asked_by": who_of(found.asked_by),
        "job_states": JOBS,
        "forms": CHOICES["code_form"],
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
        method="POST",
        path=f"{JOB}/{{}}/mail",
        page=mail_link,
        roles=STUDIO,
        subject=_ID,
        form=Form(shown_at=f"{JOB}/{{}}", fields=(EMAIL, _SEEN)),
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
