"""Own sales of the till, found in its journal while the server cannot be reached."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from card_contract.messages import Shop
from pos_terminal.journal.journal import Journal
from pos_terminal.journal.records import Record, SaleRecord, sequence_of
from pos_terminal.sales.found import FoundSale, from_record, local_day

RECORDS_A_PAGE: Final = 200
PAID_LATER_MS: Final = 2 * 24 * 3600 * 1000
"""A sale belongs to the day on which it was paid; nobody waits longer than this for the money."""


def own_sale(journal: Journal, number: str, shop: Shop) -> tuple[FoundSale, ...]:
    """The sale with this receipt number, whenever it was made."""
    record = journal.numbered(int(number.rpartition("-")[2]))
    if isinstance(record, SaleRecord) and record.receipt_number == number:
        return (from_record(record, shop),)
    return ()


def own_sales_of_day(journal: Journal, day: str, shop: Shop) -> tuple[FoundSale, ...]:
    """All sales of the shop's day, newest first."""
    midnight = datetime.combine(date.fromisoformat(day), time(), ZoneInfo(shop.time_zone))
    earliest = round(midnight.timestamp() * 1000) - PAID_LATER_MS
    found: list[FoundSale] = []
    for page in _pages(journal):
        sales = (from_record(record, shop) for record in page if isinstance(record, SaleRecord))
        found += (sale for sale in sales if local_day(sale.at_ms, shop.time_zone) == day)
        if all(record.created_at < earliest for record in page):
            break
    return tuple(found)


def _pages(journal: Journal) -> Iterator[tuple[Record, ...]]:
    page = journal.newest(RECORDS_A_PAGE)
    while page:
        yield page
        page = journal.before(sequence_of(page[-1]), RECORDS_A_PAGE)
