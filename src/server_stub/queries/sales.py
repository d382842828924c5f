"""Sales as a till sees them: one, those of a receipt, a card or a day, and those held too long."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from card_contract.card_number import CardNumber
from card_contract.messages import HoldView, Payment, Product, SaleLineView, SaleView
from card_contract.outcomes import CardRefusal
from card_contract.states import CodeState, HoldState, PaymentKind, SaleStage
from server_stub.domain.ids import AppId, StoreId
from server_stub.storage import selects
from server_stub.storage.interface import Reader
from server_stub.storage.rows.shop import STORES

PAGE_SALES: Final = 50
HOLDS_MAX: Final = 200
HELD_TOO_LONG_MS: Final = 15 * 60 * 1000
_END_OF_TIME_MS: Final = 2**53


class _Sale(msgspec.Struct, frozen=True, array_like=True):
    sale_id: str
    receipt_number: str
    till_id: str
    till_name: str
    store_name: str
    operator_name: str
    stage: SaleStage
    currency: str
    total_minor: int
    held_at: int | None
    paid_at: int | None
    ended_at: int | None
    payment_kind: PaymentKind | None
    payment_minor: int | None
    given_minor: int | None
    payment_reference: str | None


class _Hold(_Sale, frozen=True, array_like=True):
    revoked_at: int | None
    last_seen_at: int | None


class _Line(msgspec.Struct, frozen=True, array_like=True):
    sale_id: str
    code_id: int
    last_four: str
    price_minor: int
    keyed: bool
    refusal: CardRefusal | None
    number: int | None
    state: CodeState
    hold: HoldState
    holder: str | None
    campaign: str
    title: str
    artwork: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """At most ``PAGE_SALES`` sales, newest first, and whether there were others."""

    sales: list[SaleView]
    more: bool


class SaleQueries:
    """Reads of one server; every one of them is of one app and never tells another's."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def sale(self, app_id: AppId, sale_id: str) -> SaleView | None:
        found = await self._reader.fetch(_Sale, selects.SALE, app_id, sale_id)
        views = await self._views(app_id, found)
        return views[0] if views else None

    async def by_receipt(self, app_id: AppId, receipt_number: str) -> Page:
        limit = PAGE_SALES + 1
        found = await self._reader.fetch(
            _Sale, selects.SALES_BY_RECEIPT, app_id, receipt_number, limit
        )
        return await self._page(app_id, found)

    async def by_card(self, app_id: AppId, number: CardNumber, before: int | None) -> Page:
        """The sales that a card ever lay in; cancelled ones among them."""
        limit = PAGE_SALES + 1
        before = _END_OF_TIME_MS if before is None else before
        found = await self._reader.fetch(
            _Sale, selects.SALES_BY_CARD, app_id, number.stored, before, limit
        )
        return await self._page(app_id, found)

    async def of_day(
        self, app_id: AppId, store_id: StoreId, day: dt.date, before: int | None
    ) -> Page:
        """The sales of a store's day, from midnight to midnight in the store's time zone."""
        stores = await self._reader.find(STORES.at(app_id, store_id))
        start, end = day_bounds_ms(day, ZoneInfo(stores[0].time_zone))
        end = end if before is None else min(end, before)
        found = await self._reader.fetch(
            _Sale, selects.SALES_OF_DAY, app_id, store_id, start, end, PAGE_SALES + 1
        )
        return await self._page(app_id, found)

    async def holds(self, app_id: AppId, now_ms: int) -> list[HoldView]:
        """Sales whose cards have been held for over 15 minutes, oldest first."""
        found = await self._reader.fetch(
            _Hold, selects.HOLDS, app_id, now_ms - HELD_TOO_LONG_MS, HOLDS_MAX
        )
        views = await self._views(app_id, found)
        return [
            HoldView(
                sale=view,
                till_revoked=hold.revoked_at is not None,
                till_last_seen_at=hold.last_seen_at,
            )
            for hold, view in zip(found, views, strict=True)
        ]

    async def _page(self, app_id: AppId, found: list[_Sale]) -> Page:
        views = await self._views(app_id, found[:PAGE_SALES])
        return Page(views, more=len(found) > PAGE_SALES)

    async def _views(self, app_id: AppId, sales: Iterable[_Sale]) -> list[SaleView]:
        sales = list(sales)
        if not sales:
            return []
        ids = msgspec.json.encode([sale.sale_id for sale in sales]).decode()
        lines = await self._reader.fetch(_Line, selects.LINES_OF_SALES, app_id, ids)
        by_sale: dict[str, list[SaleLineView]] = {}
        for line in lines:
            by_sale.setdefault(line.sale_id, []).append(_line_view(line))
        return [_sale_view(sale, by_sale.get(sale.sale_id, [])) for sale in sales]


def day_bounds_ms(day: dt.date, zone: ZoneInfo) -> tuple[int, int]:
    """When a day begins and ends; 23 or 25 hours long where the clocks are changed."""
    following = day + dt.timedelta(days=1)
    start, end = (
        dt.datetime(date.year, date.month, date.day, tzinfo=zone) for date in (day, following)
    )
    return int(start.timestamp() * 1000), int(end.timestamp() * 1000)


def _sale_view(sale: _Sale, lines: list[SaleLineView]) -> SaleView:
    payment = None
    if sale.payment_kind is not None:
        payment = Payment(
            kind=sale.payment_kind,
            amount_minor=sale.payment_minor or 0,
            given_minor=sale.given_minor,
            reference=sale.payment_reference,
        )
    return SaleView(
        sale_id=sale.sale_id,
        receipt_number=sale.receipt_number,
        till_id=sale.till_id,
        till_name=sale.till_name,
        store_name=sale.store_name,
        operator_name=sale.operator_name,
        stage=sale.stage,
        currency=sale.currency,
        total_minor=sale.total_minor,
        held_at=sale.held_at,
        paid_at=sale.paid_at,
        ended_at=sale.ended_at,
        payment=payment,
        lines=lines,
    )


def _line_view(line: _Line) -> SaleLineView:
    number = None if line.number is None else CardNumber.from_stored(line.number).digits
    # The card may have gone on to another sale since; its hold there is not this sale's business.
    hold = line.hold if line.holder == line.sale_id else HoldState.FREE
    return SaleLineView(
        card_id=str(line.code_id),
        number=number,
        last_four=line.last_four,
        product=Product(campaign=line.campaign, name=line.title, artwork=line.artwork),
        price_minor=line.price_minor,
        keyed=line.keyed,
        hold_state=hold,
        code_state=line.state,
        refusal=line.refusal,
    )
