"""The first page: whether all is well, and what needs somebody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from card_contract.states import Role
from server_stub.domain.roles import LOOKING_UP, MANAGING
from server_stub.queries.portal_home import COUNTED_MAX, Waiting
from server_stub.web.portal.failed.jobs import FAILED_JOBS
from server_stub.web.portal.health.parts import health_of
from server_stub.web.portal.route import ROOT, PortalRoute, Shown, Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that may wait: in words, how many, and who sees more of it at which page."""

    title: str
    number: int
    note: str
    icon: str
    path: str = ""
    roles: frozenset[Role] = MANAGING

    @property
    def is_calm(self) -> bool:
        return self.number == 0

    @property
    def is_more(self) -> bool:
        return self.number >= COUNTED_MAX


async def home(visit: Visit) -> Shown:
    services, caller = visit.services, visit.caller
    waiting = await services.portal.home.waiting(caller.app_id, services.clock.now_ms())
    items = _items(visit, waiting)
    open_items = [item for item in items if not item.is_calm]
    health = await health_of(visit)
    return Shown(
        template="home.html",
        values={
            "items": items,
            "wrong": health.wrong,
            "is_well": not open_items and not health.wrong,
            "is_mine": health.wrong or any(caller.role in item.roles for item in open_items),
            "role": caller.role,
            "may_see_health": caller.role in MANAGING,
            "broken_at": health.broken_at,
            "has_looked": services.checkpoints.has_looked,
            "ledger": health.ledger,
            "version": services.version,
            "looked_at": services.clock.now_ms(),
        },
    )


def _items(visit: Visit, waiting: Waiting) -> list[Item]:
    say = visit.words.say
    return [
        Item(
            title=say("Open alarms"),
            number=waiting.alarms,
            note=say("Probed cards, one card at two stores, copies of a till, codes tried out."),
            icon="alarm",
            path=f"{ROOT}/alarms",
        ),
        Item(
            title=say("Open cases"),
            number=waiting.cases,
            note=say(
                "Refunds due, signatures owed, payments that differ. Closed by a manager at a till."
            ),
            icon="case",
            path=f"{ROOT}/cases",
        ),
        Item(
            title=say("Failed deliveries"),
            number=waiting.failed_fulfilments,
            note=say("Redemptions whose goods are not confirmed."),
            icon="gift",
            path=f"{ROOT}/failed",
            roles=LOOKING_UP,
        ),
        Item(
            title=say("Sales held for too long"),
            number=waiting.held_sales,
            note=say(
                "Sales of more than 15 minutes ago that were neither confirmed nor cancelled."
            ),
            icon="clock",
            path=f"{ROOT}/holds",
        ),
        Item(
            title=say("Failed jobs"),
            number=waiting.failed_jobs,
            note=say(
                "Recalls, batches and lists of codes that did not come to their end, and mails with"
                " a list's link that were given up, until a manager has looked at them."
            ),
            icon="job",
            path=FAILED_JOBS,
        ),
    ]


HOME_ROUTES: Final = (PortalRoute(method="GET", path=ROOT, page=home),)
