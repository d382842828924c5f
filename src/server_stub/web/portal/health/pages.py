"""How the server is: each part with a sentence of what is wrong and what to do about it."""

from __future__ import annotations

from typing import Final

from server_stub.domain.roles import MANAGING
from server_stub.web.portal.health.parts import health_of
from server_stub.web.portal.route import ROOT, PortalRoute, Said, Shown, Visit

HEALTH: Final = f"{ROOT}/health"


async def show(visit: Visit) -> Said:
    health = await health_of(visit)
    return Shown(
        template="health.html",
        values={
            "parts": health.parts,
            "is_well": not health.wrong,
            "looked_at": visit.services.clock.now_ms(),
        },
    )


HEALTH_ROUTES: Final = (PortalRoute(method="GET", path=HEALTH, page=show, roles=MANAGING),)
