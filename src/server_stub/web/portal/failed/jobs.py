"""Long work that did not come to its end in the last week, and mails that were given up."""

from __future__ import annotations

from typing import Final

from server_stub.domain.roles import MANAGING, STUDIO
from server_stub.queries.portal_home import LISTED_MAX, FailedJob
from server_stub.web.portal.actors import actors_of
from server_stub.web.portal.campaigns.names import address
from server_stub.web.portal.route import ROOT, PortalRoute, Said, Shown, Visit
from server_stub.web.portal.values import JOB_KINDS

FAILED_JOBS: Final = f"{ROOT}/failed-jobs"
_CODES: Final = "generate-codes"
_RECALL: Final = "recall"


async def show(visit: Visit) -> Said:
    """All of them; each leads to where more is known of it, and where it is begun anew."""
    services, app_id = visit.services, visit.caller.app_id
    lines = await services.portal.home.failed_jobs(app_id, services.clock.now_ms())
    return Shown(
        template="failed_jobs.html",
        values={
            "lines": [(line, _address(visit, line)) for line in lines],
            "is_more": len(lines) == LISTED_MAX,
            "kinds": JOB_KINDS,
            "who_of": await actors_of(visit),
        },
    )


def _address(visit: Visit, line: FailedJob) -> str:
    if line.kind == _RECALL:
        return f"{ROOT}/recalls/{line.job_id}"
    if line.kind == _CODES and visit.caller.role in STUDIO:
        return f"{ROOT}/code-jobs/{line.job_id}"
    return address(line.campaign) if line.campaign else ""


FAILED_JOB_ROUTES: Final = (PortalRoute(method="GET", path=FAILED_JOBS, page=show, roles=MANAGING),)
