"""The addresses of campaigns: customers' servers may have given them names of any signs."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, unquote

from server_stub.web.portal.route import ROOT, Visit

CAMPAIGNS: Final = f"{ROOT}/campaigns"
SUBJECT: Final = "[A-Za-z0-9._~%-]{1,800}"
"""The name, quoted once more than an address needs it: so it has no sign that divides a path."""


def address(campaign: str, more: str = "") -> str:
    return f"{CAMPAIGNS}/{quote(quote(campaign, safe=''))}{more}"


def name_in(visit: Visit) -> str:
    return unquote(visit.subject)
