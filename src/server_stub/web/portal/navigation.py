"""The entries of the portal's menu, in groups: each leads to a page of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from card_contract.states import Role
from server_stub.domain.roles import ADMINISTERING, LOOKING_UP, MANAGING, PORTAL
from server_stub.web.portal.route import ROOT
from server_stub.web.portal.words import to_say


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """``name`` is what a page's template sets ``at`` to; ``roles`` are those of its route."""

    name: str
    title: str
    icon: str
    path: str
    roles: frozenset[Role] = PORTAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    title: str
    entries: tuple[Entry, ...]


_GROUPS: Final = (
    Group(
        title=to_say("Look up"),
        entries=(
            Entry(name="home", title=to_say("Home"), icon="home", path=ROOT),
            Entry(name="cards", title=to_say("Cards"), icon="card", path=f"{ROOT}/cards"),
            Entry(
                name="customers",
                title=to_say("Customers"),
                icon="people",
                path=f"{ROOT}/customers",
                roles=LOOKING_UP,
            ),
        ),
    ),
    Group(
        title=to_say("Campaigns"),
        entries=(
            Entry(
                name="campaigns", title=to_say("Campaigns"), icon="tag", path=f"{ROOT}/campaigns"
            ),
            Entry(name="status", title=to_say("Status"), icon="chart", path=f"{ROOT}/status"),
            Entry(
                name="live",
                title=to_say("Requests"),
                icon="live",
                path=f"{ROOT}/live",
                roles=LOOKING_UP,
            ),
        ),
    ),
    Group(
        title=to_say("Shop"),
        entries=(
            Entry(
                name="recalls",
                title=to_say("Recalls"),
                icon="stop",
                path=f"{ROOT}/recalls",
                roles=MANAGING,
            ),
            Entry(
                name="holds",
                title=to_say("Held sales"),
                icon="clock",
                path=f"{ROOT}/holds",
                roles=MANAGING,
            ),
            Entry(
                name="cases",
                title=to_say("Cases"),
                icon="case",
                path=f"{ROOT}/cases",
                roles=MANAGING,
            ),
            Entry(
                name="stores",
                title=to_say("Stores"),
                icon="store",
                path=f"{ROOT}/stores",
                roles=MANAGING,
            ),
            Entry(
                name="tills",
                title=to_say("Tills"),
                icon="till",
                path=f"{ROOT}/tills",
                roles=MANAGING,
            ),
            Entry(
                name="operators",
                title=to_say("Operators"),
                icon="person",
                path=f"{ROOT}/operators",
                roles=MANAGING,
            ),
        ),
    ),
    Group(
        title=to_say("Server"),
        entries=(
            Entry(
                name="alarms",
                title=to_say("Alarms"),
                icon="alarm",
                path=f"{ROOT}/alarms",
                roles=MANAGING,
            ),
            Entry(
                name="ledger",
                title=to_say("Ledger"),
                icon="ledger",
                path=f"{ROOT}/ledger",
                roles=MANAGING,
            ),
            Entry(
                name="webhooks",
                title=to_say("Webhooks"),
                icon="hook",
                path=f"{ROOT}/webhooks",
                roles=ADMINISTERING,
            ),
            Entry(
                name="health",
                title=to_say("Health"),
                icon="pulse",
                path=f"{ROOT}/health",
                roles=MANAGING,
            ),
        ),
    ),
)


def groups_for(role: Role) -> list[Group]:
    """What somebody of this role may open."""
    seen = (
        Group(title=each.title, entries=tuple(e for e in each.entries if role in e.roles))
        for each in _GROUPS
    )
    return [each for each in seen if each.entries]
