"""Sales as a till sees them: one, those of a receipt, a card or a day, and those held too long."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from card_contract.card_number import CardNumber
from card_contract.messages import (
    Payment,
    Product,
    SaleLineView,
    SaleView,
    SettledRefund,
)
from card_contract.outcomes import CardRefusal
from card_contract.sale_id import SaleId, VoidId
from card_contract.settle_messages import HoldView
from card_contract.states import CodeState, HoldState, PaymentKind, SaleStage
from server_stub.domain.business_day import day_bounds_ms
from server_stub.domain.ids import AppId, StoreId, TillId
from server_stub.domain.sale_refunds import (
    card_refund_ids,
    denied_sale_id,
    refund_ids,
    void_refund_ids,
)
from server_stub.storage import selects
from server_stub.storage.interface import Reader
from server_stub.storage.rows.sales import CASES, SALE_LINES_OF_SALE, CaseRow, SaleLineRow
from server_stub.storage.rows.shop import STORES
from server_stub.storage.rows.staff import OPERATORS, TILLS, OperatorRow, TillRow

PAGE_SALES: Final = 50
PAGE_HOLDS: Final = 50
HELD_TOO_LONG_MS: Final = 15 * 60 * 1000
_FIRST_PAGE: Final = (2**53, "")


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
    operator_id: str | None
    day_at: int | None


class _Hold(_Sale, frozen=True, array_like=True):
    revoked_at: int | None
    last_seen_at: int | None
    journal_generation: int | None


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


class _Void(msgspec.Struct, frozen=True, array_like=True):
    void_id: str


class UnknownPageError(Exception):
    """The sale after which a list is to go on is not known."""


@dataclass(frozen=True, slots=True)
class Page:
    """At most ``PAGE_SALES`` sales, newest first, and whether there were others."""

    sales: list[SaleView]
    more: bool


class SaleQueries:
    """Reads of one server; every one of them is of one app and never tells another's."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def sale(
        self, app_id: AppId, sale_id: str, *, asker: TillId | None = None
    ) -> SaleView | None:
        """One sale; ``asker`` is the till that asks, where it may be about to hand money back."""
        found = await self._reader.fetch(_Sale, selects.SALE, app_id, sale_id)
        views = await self._views(app_id, found)
        if not views:
            return None
        denials = await self._reader.find(CASES.at(app_id, denied_sale_id(sale_id)))
        return msgspec.structs.replace(
            views[0],
            denied=any(case.closed_at is None or case.was_closed_unpaid for case in denials),
            settled=await self._settled(app_id, views[0], asker),
        )

    async def _settled(
        self, app_id: AppId, sale: SaleView, asker: TillId | None
    ) -> list[SettledRefund]:
        """The refunds of a sale, and of its voids, that somebody else than their till has closed.

        The sale's own till is told of another till's void card by card: it knows no such void.
        """
        sale_id = sale.sale_id
        lines: list[SaleLineRow] = await self._reader.find(SALE_LINES_OF_SALE.at(app_id, sale_id))
        voids = {line.void_id for line in lines if line.void_id is not None}
        if not lines:
            unseen = await self._reader.fetch(_Void, selects.VOIDS_OF_UNSEEN, app_id, sale_id)
            voids = {void.void_id for void in unseen}
        histories = _refunds_of(sale_id, lines, voids)
        asked = [(app_id, case_id) for case_ids in histories for case_id in case_ids]
        cases = {case.case_id: case for case in await self._reader.find_all(CASES, asked)}
        # A later case says what became of those before it.
        found = (
            next((cases[case_id] for case_id in reversed(ids) if case_id in cases), None)
            for ids in histories
        )
        last = [case for case in found if case is not None]
        told = [_settled_refund(case) for case in last if _is_closed_by_another(case)]
        told += _settled_cards(sale, lines, last, is_its_own=asker == sale.till_id)
        names = await self._names(app_id, {one.closed_by for one in told})
        return [
            msgspec.structs.replace(
                one, closed_by=names.get(one.closed_by, one.closed_by.partition(":")[2])
            )
            for one in told
        ]

    async def _names(self, app_id: AppId, actors: Iterable[str]) -> dict[str, str]:
        """What these are called: people, and tills."""
        found: defaultdict[str, list[tuple[AppId, str]]] = defaultdict(list)
        for actor in sorted(actors):
            kind, _, who = actor.partition(":")
            found[f"{kind}:"].append((app_id, who))
        people: list[OperatorRow] = await self._reader.find_all(OPERATORS, found[_OPERATOR])
        names = {f"{_OPERATOR}{one.operator_id}": one.name for one in people}
        if found[_TILL]:
            tills: list[TillRow] = await self._reader.find_all(TILLS, found[_TILL])
            names |= {f"{_TILL}{one.till_id}": one.name for one in tills}
        return names

    # ``before`` and ``after`` name the last sale of the page before. Sales of one round share their
    # time, so that a time alone would lose some. Raise ``UnknownPageError`` where it is no sale.

    async def by_receipt(self, app_id: AppId, receipt_number: str, before: str | None) -> Page:
        place = await self._place(app_id, before) or _FIRST_PAGE
        found = await self._reader.fetch(
            _Sale, selects.SALES_BY_RECEIPT, app_id, receipt_number, *place, PAGE_SALES + 1
        )
        return await self._page(app_id, found)

    async def by_card(self, app_id: AppId, number: CardNumber, before: str | None) -> Page:
        """The sales that a card ever lay in; cancelled ones among them."""
        place = await self._place(app_id, before) or _FIRST_PAGE
        found = await self._reader.fetch(
            _Sale, selects.SALES_BY_CARD, app_id, number.stored, *place, PAGE_SALES + 1
        )
        return await self._page(app_id, found)

    async def of_day(
        self, app_id: AppId, store_id: StoreId, day: dt.date, before: str | None
    ) -> Page:
        """The sales that count on a store's day, from midnight to midnight in its time zone."""
        stores = await self._reader.find(STORES.at(app_id, store_id))
        start, end = day_bounds_ms(day, ZoneInfo(stores[0].time_zone))
        place = min(await self._place_in_day(app_id, before) or _FIRST_PAGE, (end, ""))
        found = await self._reader.fetch(
            _Sale, selects.SALES_OF_DAY, app_id, store_id, start, *place, PAGE_SALES + 1
        )
        return await self._page(app_id, found)

    async def holds(
        self, app_id: AppId, now_ms: int, after: str | None
    ) -> tuple[list[HoldView], bool]:
        """Sales held for over 15 minutes, or by a till shut out, oldest first; are there more?"""
        place = await self._place(app_id, after) or (0, "")
        found = await self._reader.fetch(
            _Hold, selects.HOLDS, app_id, now_ms - HELD_TOO_LONG_MS, *place, PAGE_HOLDS + 1
        )
        shown = found[:PAGE_HOLDS]
        views = await self._views(app_id, shown)
        holds = [
            HoldView(
                sale=view,
                till_revoked=hold.revoked_at is not None,
                till_last_seen_at=hold.last_seen_at,
                journal_lost=SaleId.parse(hold.sale_id).generation < (hold.journal_generation or 0),
            )
            for hold, view in zip(shown, views, strict=True)
        ]
        return holds, len(found) > PAGE_HOLDS

    async def _place(self, app_id: AppId, sale_id: str | None) -> tuple[int, str] | None:
        """Where in a list a sale stands."""
        if sale_id is None:
            return None
        found = await self._reader.fetch(_Sale, selects.SALE, app_id, sale_id)
        if not found or found[0].held_at is None:
            raise UnknownPageError(sale_id)
        return found[0].held_at, sale_id

    async def _place_in_day(self, app_id: AppId, sale_id: str | None) -> tuple[int, str] | None:
        """Where in the list of its day a sale stands."""
        if sale_id is None:
            return None
        found = await self._reader.fetch(_Sale, selects.SALE, app_id, sale_id)
        if not found or found[0].day_at is None:
            raise UnknownPageError(sale_id)
        return found[0].day_at, sale_id

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
        operator_id=sale.operator_id,
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


_OPERATOR: Final = "operator:"
_TILL: Final = "till:"


def _refunds_of(
    sale_id: str, lines: Iterable[SaleLineRow], voids: Iterable[str]
) -> list[list[str]]:
    """The refunds that a sale may have left, each as the cases that it may have had, in order."""
    refused = [line.code_id for line in lines if line.refusal is not None]
    return [
        refund_ids(sale_id),
        *(void_refund_ids(void_id) for void_id in sorted(voids)),
        *(card_refund_ids(sale_id, code_id) for code_id in refused),
    ]


def _is_closed_by_another(case: CaseRow) -> bool:
    """Whether a manager has closed it, or for a void the till of its sale, which had paid first."""
    if case.closed_at is None or case.closed_by is None:
        return False
    if case.closed_by.startswith(_OPERATOR):
        return True
    return case.void_id is not None and case.closed_by != _till_of(case)


def _till_of(case: CaseRow) -> str | None:
    """The till, as an actor, whose void the case is of."""
    return None if case.void_id is None else f"{_TILL}{VoidId.parse(case.void_id).parts.till}"


def _is_paid(case: CaseRow) -> bool:
    return case.closed_at is not None and not case.was_closed_unpaid


def _settled_refund(case: CaseRow) -> SettledRefund:
    return SettledRefund(
        void_id=case.void_id,
        card_id=None if case.code_id is None else str(case.code_id),
        closed_at=case.closed_at or 0,
        closed_by=case.closed_by or "",
        unpaid=case.was_closed_unpaid,
    )


def _settled_cards(
    sale: SaleView, lines: Iterable[SaleLineRow], cases: Iterable[CaseRow], *, is_its_own: bool
) -> list[SettledRefund]:
    """The cards of a sale settled as not paid whose money another till's void has.

    By whoever has paid it, or that till: it has yet to, which only the sale's own one is told.
    """
    if sale.stage is not SaleStage.CANCELLED:
        return []
    elsewhere = {
        case.void_id: case
        for case in cases
        if _till_of(case) not in (None, f"{_TILL}{sale.till_id}") and (is_its_own or _is_paid(case))
    }
    return [
        SettledRefund(
            void_id=None,
            card_id=str(line.code_id),
            closed_at=case.closed_at or case.opened_at,
            closed_by=(case.closed_by if _is_paid(case) else _till_of(case)) or "",
            unpaid=False,
        )
        for line in lines
        if (case := elsewhere.get(line.void_id)) is not None
    ]
