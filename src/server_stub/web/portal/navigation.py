"""The entries of the portal's menu, in groups: each leads to a page of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from card_contract.states import Role
from server_stub.domain.roles import PORTAL, SUPPORTING
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
                roles=SUPPORTING,
            ),
        ),
    ),
    Group(
        title=to_say("Campaigns"),
        entries=(
            Entry(name="status", title=to_say("Status"), icon="chart", path=f"{ROOT}/status"),
            Entry(
                name="live",
                title=to_say("Requests"),
                icon="live",
                path=f"{ROOT}/live",
                roles=SUPPORTING,
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
