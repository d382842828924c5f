"""The entries of the portal's menu, in groups: each leads to a page of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from card_contract.states import Role
from server_stub.domain.roles import ADMINISTERING, LOOKING_UP, MANAGING, PORTAL
from server_stub.web.portal.route import ROOT
from server_stub.web.portal.words import to_say


@dataclass(frozen=True, slots=True)
class Entry:
    """``name`` is what a page's template sets ``at`` to; ``roles`` are those of its route."""

    name: str
    title: str
    icon: str
    roles: frozenset[Role] = PORTAL

    @property
    def path(self) -> str:
        return ROOT if self.name == "home" else f"{ROOT}/{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    title: str
    entries: tuple[Entry, ...]


_GROUPS: Final = (
    Group(
        title=to_say("Look up"),
        entries=(
            Entry("home", to_say("Home"), "home"),
            Entry("cards", to_say("Cards"), "card"),
            Entry("customers", to_say("Customers"), "people", LOOKING_UP),
            Entry("failed", to_say("Failed deliveries"), "gift", LOOKING_UP),
        ),
    ),
    Group(
        title=to_say("Campaigns"),
        entries=(
            Entry("campaigns", to_say("Campaigns"), "tag"),
            Entry("status", to_say("Status"), "chart"),
            Entry("live", to_say("Requests"), "live", LOOKING_UP),
        ),
    ),
    Group(
        title=to_say("Shop"),
        entries=(
            Entry("recalls", to_say("Recalls"), "stop", MANAGING),
            Entry("holds", to_say("Held sales"), "clock", MANAGING),
            Entry("cases", to_say("Cases"), "case", MANAGING),
            Entry("stores", to_say("Stores"), "store", MANAGING),
            Entry("tills", to_say("Tills"), "till", MANAGING),
            Entry("operators", to_say("Operators"), "person", MANAGING),
        ),
    ),
    Group(
        title=to_say("Server"),
        entries=(
            Entry("alarms", to_say("Alarms"), "alarm", MANAGING),
            Entry("ledger", to_say("Ledger"), "ledger", MANAGING),
            Entry("webhooks", to_say("Webhooks"), "hook", ADMINISTERING),
            Entry("health", to_say("Health"), "pulse", MANAGING),
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
