"""What the command line is told of the ledger."""

from __future__ import annotations

from typing import Annotated, Final
from zoneinfo import ZoneInfo

from msgspec import Meta

from card_contract.custody_messages import LabelText
from card_contract.ledger_messages import KIND_PATTERN, LedgerAnswer
from card_contract.outcomes import Refusal
from card_contract.sale_id import RECEIPT_PATTERN
from server_stub.web.control_api.control_route import control
from server_stub.web.control_api.messages import OfApp
from server_stub.web.control_api.staff import app_of, store_of
from server_stub.web.ledger_search import LedgerSearch, searched, searched_in
from server_stub.web.route import Call, Route

Day = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]


class SearchLedger(OfApp, frozen=True, kw_only=True):
    """``store`` says whose days are meant; where there are several, days need one."""

    store: str = ""
    card: Annotated[str, Meta(pattern="^[0-9]{18}$")] | None = None
    receipt: Annotated[str, Meta(pattern=f"^{RECEIPT_PATTERN}$")] | None = None
    label: LabelText | None = None
    kind: Annotated[str, Meta(pattern=f"^{KIND_PATTERN}$")] | None = None
    operator: Annotated[str, Meta(pattern="^[A-Za-z0-9_-]{1,64}$")] | None = None
    till: Annotated[str, Meta(pattern="^[A-Z][A-Z0-9]{0,11}$")] | None = None
    first_day: Day | None = None
    last_day: Day | None = None
    before: Annotated[int, Meta(ge=0)] | None = None


async def search_ledger(call: Call) -> LedgerAnswer | Refusal:
    app_id = await app_of(call)
    if app_id is None:
        return Refusal.NOT_FOUND
    asked: SearchLedger = call.request
    store_id = await store_of(call, app_id)
    has_days = asked.first_day is not None or asked.last_day is not None
    if store_id is None and (has_days or asked.store):
        return Refusal.NOT_FOUND
    search = LedgerSearch(
        card=asked.card,
        receipt=asked.receipt,
        label=asked.label,
        kind=asked.kind,
        operator=asked.operator,
        till=asked.till,
        first_day=asked.first_day,
        last_day=asked.last_day,
        before=asked.before,
    )
    if store_id is None:
        return await searched_in(call.services, app_id, ZoneInfo("UTC"), search)
    return await searched(call.services, app_id, store_id, search)


LEDGER_CONTROL_ROUTES: Final[tuple[Route, ...]] = (
    control("search-ledger", "Search the ledger.", search_ledger, SearchLedger, LedgerAnswer),
)
