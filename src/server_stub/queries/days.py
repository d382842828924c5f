"""A till's day as it stands: its book, what is open, its last close."""

from __future__ import annotations

from dataclasses import dataclass, replace

import msgspec

from card_contract.day_messages import DaySale, DayTill, DayVoid
from card_contract.states import SaleStage
from server_stub.day_book import (
    COUNTED_STAGES,
    Book,
    BookSale,
    BookVoid,
    CardVoidedElsewhere,
    OpenCase,
    PaidElsewhere,
    RecalledCard,
    moment_of,
)
from server_stub.domain.ids import AppId, StoreId, TillId
from server_stub.storage import day_selects
from server_stub.storage.interface import Reader
from server_stub.storage.rows.days import DAY_CLOSES, DayCloseRow
from server_stub.storage.rows.sales import (
    CASES_OF_KEEPING,
    CASES_OF_PAYING,
    SALE_LINES_OF_SALE,
    SALES,
    SALES_OF_CLOSE,
    VOIDS_OF_CLOSE,
    CaseRow,
    SaleLineRow,
    SaleRow,
)
from server_stub.storage.table import Index


class _Till(msgspec.Struct, frozen=True, array_like=True):
    till_id: str
    name: str
    revoked: bool
    z_number: int | None
    closed_at: int | None


class _Name(msgspec.Struct, frozen=True, array_like=True):
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Standing:
    """All that a report is made of, read in one go."""

    book: Book
    cases: list[OpenCase]
    last: DayCloseRow | None


class DayQueries:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def standing(self, app_id: AppId, till_id: TillId) -> Standing:
        """What no close of a till has counted, and what is open at it.

        Cases are read after the book, which then has nothing whose case is not among them; what
        was voided elsewhere after the cases, which a void closes.
        """
        last = await self.last_close(app_id, till_id)
        book = await self._book(app_id, till_id)
        cases = await self._reader.fetch(OpenCase, day_selects.OPEN_CASES_OF_TILL, app_id, till_id)
        elsewhere = await self._reader.fetch(
            CardVoidedElsewhere, day_selects.VOIDED_ELSEWHERE_OF_TILL, app_id, till_id
        )
        return Standing(book=replace(book, elsewhere=elsewhere), cases=cases, last=last)

    async def close_of(self, app_id: AppId, till_id: TillId, day: str) -> DayCloseRow | None:
        found: list[DayCloseRow] = await self._reader.find(DAY_CLOSES.at(app_id, till_id, day))
        return found[0] if found else None

    async def last_close(self, app_id: AppId, till_id: TillId) -> DayCloseRow | None:
        found = await self._reader.fetch(DayCloseRow, day_selects.LAST_CLOSE, app_id, till_id)
        return found[0] if found else None

    async def tills(self, app_id: AppId, store_id: StoreId, day: str) -> list[DayTill]:
        """The tills of a store, and which of them have closed a day."""
        found = await self._reader.fetch(_Till, day_selects.TILLS_OF_DAY, day, app_id, store_id)
        return [
            DayTill(
                till_id=till.till_id,
                till_name=till.name,
                revoked=till.revoked,
                z_number=till.z_number,
                closed_at=till.closed_at,
            )
            for till in found
        ]

    async def names(self, app_id: AppId) -> dict[str, str]:
        """People and products by their ids."""
        found = await self._reader.fetch(_Name, day_selects.NAMES, app_id, app_id)
        return {row.key: row.name for row in found}

    async def sales_of(
        self, app_id: AppId, till_id: TillId, z_number: int, end_ms: int
    ) -> list[DaySale]:
        """The paid sales that a close has counted; with number 0 those that the next one will."""
        found: list[SaleRow] = []
        for stage in (SaleStage.CONFIRMED, SaleStage.VOIDED):
            found += await self._reader.find(SALES_OF_CLOSE.at(app_id, till_id, stage, z_number))
        paid = [
            sale
            for sale in found
            if (sale.was_paid or sale.is_money_back) and moment_of(sale) < end_ms
        ]
        return [
            DaySale(
                sale_id=sale.sale_id,
                receipt_number=sale.receipt_number,
                at=moment_of(sale),
                kind=sale.payment_kind,
                reference=sale.payment_reference,
                amount_minor=sale.total_minor,
            )
            for sale in sorted(paid, key=moment_of)
        ]

    async def voids_of(
        self, app_id: AppId, till_id: TillId, z_number: int, end_ms: int
    ) -> list[DayVoid]:
        """The voids of paid sales that a close has counted, numbered as ``sales_of`` has it.

        A sale that a manager settled with its money going back stands in both lists.
        """
        told = await self._settled_as_money_back(app_id, till_id, z_number, end_ms)
        for void in await self._reader.find(VOIDS_OF_CLOSE.at(app_id, till_id, z_number)):
            sale: SaleRow = (await self._reader.find(SALES.at(app_id, void.sale_id)))[0]
            if sale.was_paid and void.refund_minor and void.decided_at < end_ms:
                told.append(
                    DayVoid(
                        void_id=void.void_id,
                        receipt_number=sale.receipt_number,
                        at=void.decided_at,
                        reference=sale.payment_reference,
                        amount_minor=void.refund_minor,
                    )
                )
        return sorted(told, key=lambda void: void.at)

    async def _settled_as_money_back(
        self, app_id: AppId, till_id: TillId, z_number: int, end_ms: int
    ) -> list[DayVoid]:
        voided = SALES_OF_CLOSE.at(app_id, till_id, SaleStage.VOIDED, z_number)
        found: list[SaleRow] = await self._reader.find(voided)
        return [
            DayVoid(
                void_id=sale.sale_id,
                receipt_number=sale.receipt_number,
                at=sale.ended_at or moment_of(sale),
                reference=sale.payment_reference,
                amount_minor=sale.total_minor,
            )
            for sale in found
            if sale.is_money_back and moment_of(sale) < end_ms
        ]

    async def _book(self, app_id: AppId, till_id: TillId) -> Book:
        # First, for whatever they are about is then in what is read after them.
        kept = await self._paid_elsewhere(CASES_OF_KEEPING, app_id, till_id)
        paid = await self._paid_elsewhere(CASES_OF_PAYING, app_id, till_id)
        # In the order in which sales go on, and each as it was read last: one that goes on
        # meanwhile is neither lost nor there twice.
        sales: dict[str, SaleRow] = {}
        for stage in COUNTED_STAGES:
            found: list[SaleRow] = await self._reader.find(
                SALES_OF_CLOSE.at(app_id, till_id, stage, 0)
            )
            sales |= {sale.sale_id: sale for sale in found}
        lines: dict[str, list[SaleLineRow]] = {}
        for line in await self._reader.fetch(
            SaleLineRow, day_selects.LINES_OF_BOOK, app_id, till_id
        ):
            lines.setdefault(line.sale_id, []).append(line)
        voids = []
        for void in await self._reader.find(VOIDS_OF_CLOSE.at(app_id, till_id, 0)):
            of = (await self._reader.find(SALES.at(app_id, void.sale_id)))[0]
            lines_of = await self._reader.find(SALE_LINES_OF_SALE.at(app_id, void.sale_id))
            voids.append(BookVoid(void, BookSale(of, lines_of)))
        recalled = [
            card
            for taken in (day_selects.RECALLED_OF_TILL, day_selects.INVALIDATED_OF_TILL)
            for card in await self._reader.fetch(RecalledCard, taken, app_id, till_id)
        ]
        sold = [BookSale(sale, lines.get(sale.sale_id, [])) for sale in sales.values()]
        return Book(sold, voids, recalled, elsewhere=(), kept=kept, paid=paid)

    async def _paid_elsewhere(
        self, index: Index[CaseRow], app_id: AppId, till_id: TillId
    ) -> list[PaidElsewhere]:
        """Cases that no close has counted as paid here for another till, or there for this one."""
        told = []
        for case in await self._reader.find(index.at(app_id, till_id, 0)):
            of: list[SaleRow] = await self._reader.find(SALES.at(app_id, case.sale_id))
            told.append(PaidElsewhere(case, of[0].payment_kind))
        return told
