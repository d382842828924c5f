"""Customers as other pages name them: what each is called, with the page that tells more."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from server_stub.domain.roles import LOOKING_UP
from server_stub.web.portal.live.lines import is_addressable
from server_stub.web.portal.route import ROOT, Visit


@dataclass(frozen=True, slots=True)
class Named:
    """``address`` is "" where no page leads to the customer."""

    name: str
    address: str


async def named(visit: Visit, profile_ids: Collection[str]) -> dict[str, Named]:
    """Those of the customers that are there; nobody for those who do not look customers up."""
    if visit.caller.role not in LOOKING_UP:
        return {}
    called = await visit.services.portal.customers.called(visit.caller.app_id, profile_ids)
    return {
        each: Named(
            name or visit.words.say("Customer {id}", id=each[:8]),
            f"{ROOT}/customers/{each}" if is_addressable(each) else "",
        )
        for each, name in called.items()
    }
