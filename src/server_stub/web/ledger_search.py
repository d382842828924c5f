"""A search of the ledger as it was asked for, by a till or by the command line."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from card_contract.card_number import CardNumber, NotACardNumberError
from card_contract.ledger_messages import LedgerAnswer
from card_contract.outcomes import Refusal
from server_stub.domain.business_day import day_bounds_ms
from server_stub.domain.ids import AppId, StoreId
from server_stub.queries.ledger import About, Wanted
from server_stub.storage.rows.shop import STORES
from server_stub.web.services import Services


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerSearch:
    """Card, receipt and label exclude one another; all else narrows down. Days are a store's.

    The steps of long jobs can be left out where nothing is named that they are about.
    """

    card: str | None = None
    receipt: str | None = None
    label: str | None = None
    kind: str | None = None
    operator: str | None = None
    till: str | None = None
    first_day: str | None = None
    last_day: str | None = None
    before: int | None = None
    with_steps: bool = True


async def searched(
    services: Services, app_id: AppId, store_id: StoreId, search: LedgerSearch
) -> LedgerAnswer | Refusal:
    """A page of what was found, or that something in the search cannot be read."""
    stores = await services.reader.find(STORES.at(app_id, store_id))
    return await searched_in(services, app_id, ZoneInfo(stores[0].time_zone), search)


async def searched_in(
    services: Services, app_id: AppId, zone: ZoneInfo, search: LedgerSearch
) -> LedgerAnswer | Refusal:
    """The same where the time zone is known already."""
    if sum(one is not None for one in (search.card, search.receipt, search.label)) > 1:
        return Refusal.MALFORMED
    try:
        first = None if search.first_day is None else _day(search.first_day, zone)
        last = None if search.last_day is None else _day(search.last_day, zone)
        number = None if search.card is None else CardNumber.parse(search.card)
    except (NotACardNumberError, ValueError, OverflowError):
        return Refusal.MALFORMED
    about: About | None = None
    if number is not None:
        about = await services.ledger.about_card(app_id, number)
    elif search.receipt is not None:
        about = await services.ledger.about_receipt(app_id, search.receipt)
    elif search.label is not None:
        about = await services.ledger.about_label(app_id, search.label)
    wanted = Wanted(
        about=about,
        kind=search.kind,
        operator=search.operator,
        till=search.till,
        from_ms=None if first is None else first[0],
        until_ms=None if last is None else last[1],
        with_steps=search.with_steps,
    )
    return await services.ledger.search(app_id, wanted, search.before)


def _day(text: str, zone: ZoneInfo) -> tuple[int, int]:
    return day_bounds_ms(dt.date.fromisoformat(text), zone)
