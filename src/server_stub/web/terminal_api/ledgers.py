"""Endpoints of the ledger: searching it, and verifying it stretch by stretch."""

from __future__ import annotations

from typing import Final

from card_contract.ledger_messages import LedgerAnswer, LedgerChecked
from card_contract.outcomes import Refusal
from server_stub.web.ledger_search import LedgerSearch, searched
from server_stub.web.route import Call

_CHECKED_ENTRIES: Final = 20_000


async def ledger(call: Call) -> LedgerAnswer | Refusal:
    query, till = call.query, call.till
    search = LedgerSearch(
        card=query.get("card"),
        receipt=query.get("receipt"),
        label=query.get("label"),
        kind=query.get("kind"),
        operator=query.get("operator"),
        till=query.get("till"),
        first_day=query.get("from"),
        last_day=query.get("to"),
        before=int(query["before"]) if "before" in query else None,
    )
    return await searched(call.services, till.app_id, till.store_id, search)


async def check_ledger(call: Call) -> LedgerChecked | Refusal:
    """Look at the entries after a position; whoever asks goes on until the end."""
    after = int(call.query.get("after", "0"))
    found = await call.services.keeper.look(after, _CHECKED_ENTRIES)
    if found is None:
        return Refusal.NOT_FOUND
    latest = await call.services.checkpoints.latest()
    return LedgerChecked(
        after=after,
        upto=found.report.head.position,
        end=found.end,
        head_hash=found.report.head.hash,
        broken_at=found.report.broken_at,
        signed_position=None if latest is None else latest.position,
        signed_at=None if latest is None else latest.signed_at,
        tills=await call.services.ledger.checkpoints_of_tills(call.till.app_id),
    )
