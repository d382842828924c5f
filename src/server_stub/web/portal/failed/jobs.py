"""Long work that did not come to its end, and mails that were given up.

Each is listed until a manager has marked it as looked at, and afterwards among those that were.
"""

from __future__ import annotations

from typing import Final

from server_stub.commands.failure_looks import LookAtFailure
from server_stub.domain.job_machine import JobKind
from server_stub.domain.roles import MANAGING, STUDIO
from server_stub.engine.command import Refused
from server_stub.queries.portal_home import LISTED_MAX, FailedJob
from server_stub.web.portal.actors import actors_of
from server_stub.web.portal.campaigns.names import address
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
from server_stub.web.portal.values import JOB_KINDS
from server_stub.web.portal.words import to_say

FAILED_JOBS: Final = f"{ROOT}/failed-jobs"
FAILED_JOB: Final = f"{FAILED_JOBS}/{{}}"
_ID: Final = "(?:work|mail)-[0-9]{1,15}-[0-9]{1,15}"
_MAIL: Final = to_say("Mail with the link to a list of codes")


async def show(visit: Visit) -> Said:
    """All of them; each leads to where more is known of it."""
    home, app_id = visit.services.portal.home, visit.caller.app_id
    is_open = visit.query.get("state") != "looked-at"
    lines = await (home.failed_jobs(app_id) if is_open else home.looked_at_jobs(app_id))
    return Shown(
        template="failed_jobs.html",
        values={
            "lines": lines,
            "is_open": is_open,
            "is_more": len(lines) == LISTED_MAX,
            "what_of": lambda line: _what(visit, line),
            "who_of": await actors_of(visit),
        },
    )


async def failed_job(visit: Visit) -> Said:
    return await _page(visit)


async def look(visit: Visit) -> Said:
    """Mark it as looked at, with what came of it."""
    note = reason_in(visit.typed["note"])
    if not note:
        return await _page(visit, why=no_reason(visit))
    found = await _found(visit)
    if found is None:
        return Missing()
    said = await visit.services.engine.submit(
        LookAtFailure(
            app_id=visit.caller.app_id,
            operator_id=visit.caller.operator_id,
            job_id=found.job_id,
            part=found.part,
            failed_at=found.failed_at,
            note=note,
        )
    )
    if isinstance(said, Refused):
        return await _page(visit, why=sentence_of(visit, said))
    return Goes(to=FAILED_JOB.format(visit.subject))


async def _found(visit: Visit) -> FailedJob | None:
    return await visit.services.portal.home.failed_job(visit.caller.app_id, visit.subject)


async def _page(visit: Visit, *, why: str = "") -> Said:
    found = await _found(visit)
    if found is None:
        return Missing()
    values = {
        "line": found,
        "what": _what(visit, found),
        "address": _address(visit, found),
        "who_of": await actors_of(visit),
        "why": why,
        "reason_max": REASON_SIGNS_MAX,
    }
    return Shown(template="failed_job.html", values=values, status=422 if why else 200)


def _what(visit: Visit, line: FailedJob) -> str:
    return visit.words.say(_MAIL if line.is_mail else JOB_KINDS[line.kind])


def _address(visit: Visit, line: FailedJob) -> str:
    """Where it is begun anew."""
    if line.kind is JobKind.RECALL:
        return f"{ROOT}/recalls/{line.job_id}"
    if line.kind is JobKind.GENERATE_CODES and visit.caller.role in STUDIO:
        return f"{ROOT}/code-jobs/{line.job_id}"
    return address(line.campaign) if line.campaign else ""


FAILED_JOB_ROUTES: Final = (
    PortalRoute(
        method="GET",
        path=FAILED_JOBS,
        page=show,
        roles=MANAGING,
        query={"state": "looked-at"},
    ),
    PortalRoute(method="GET", path=FAILED_JOB, page=failed_job, roles=MANAGING, subject=_ID),
    PortalRoute(
        method="POST",
        path=f"{FAILED_JOB}/look",
        page=look,
        roles=MANAGING,
        subject=_ID,
        form=Form(shown_at=FAILED_JOB, fields=(Field(name="note", signs_max=REASON_SIGNS_MAX),)),
    ),
)
