"""A till's day as it stands: its book, what is open, its last close."""

from __future__ import annotations

from dataclasses import dataclass, replace

import msgspec

from card_contract.day_messages import DaySale, DayTill, DayVoid
from card_contract.states import SaleStage
from server_stub.day.book import (
    COUNTED_STAGES,
    Book,
    BookSale,
    BookVoid,
    CardVoidedElsewhere,
    OpenCase,
    PaidElsewhere,
    RecalledCard,
    WentBack,
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

    async def lists_of(
        self, app_id: AppId, till_id: TillId, z_number: int, end_ms: int
    ) -> tuple[list[DaySale], list[DayVoid]]:
        """What came in, and what went back, in a close; with number 0 what the next one counts.

        They are made of what the report is made of, so that they add up to its money.
        """
        if z_number:
            book = await self._closed_book(app_id, till_id, z_number)
        else:
            book = (await self._book(app_id, till_id)).until(end_ms)
        back = list(book.went_back())
        of = {entry.sale.sale_id: entry.sale for entry in book.sales}
        of |= {entry.of.sale.sale_id: entry.of.sale for entry in book.voids}
        for sale_id in {each.sale_id for each in back} - of.keys():
            found: list[SaleRow] = await self._reader.find(SALES.at(app_id, sale_id))
            of |= {sale.sale_id: sale for sale in found}
        taken = [_day_sale(of[sale_id], minor) for sale_id, minor in book.taken().items()]
        voids = [_day_void(of[each.sale_id], each) for each in back if each.sale_id in of]
        return sorted(taken, key=lambda sale: sale.at), sorted(voids, key=lambda void: void.at)

    async def _closed_book(self, app_id: AppId, till_id: TillId, z_number: int) -> Book:
        """What a close has counted of money."""
        sales: list[BookSale] = []
        for stage in (SaleStage.CONFIRMED, SaleStage.VOIDED):
            at = SALES_OF_CLOSE.at(app_id, till_id, stage, z_number)
            sales += [await self._with_lines(sale) for sale in await self._reader.find(at)]
        return Book(
            sales,
            await self._voids(app_id, till_id, z_number),
            await self._reader.fetch(
                RecalledCard, day_selects.RECALLED_OF_CLOSE, app_id, till_id, z_number
            ),
            elsewhere=(),
            kept=await self._paid_elsewhere(CASES_OF_KEEPING, app_id, till_id, z_number),
            paid=await self._paid_elsewhere(CASES_OF_PAYING, app_id, till_id, z_number),
        )

    async def _with_lines(self, sale: SaleRow) -> BookSale:
        return BookSale(
            sale, await self._reader.find(SALE_LINES_OF_SALE.at(sale.app_id, sale.sale_id))
        )

    async def _voids(self, app_id: AppId, till_id: TillId, z_number: int) -> list[BookVoid]:
        voids = []
        for void in await self._reader.find(VOIDS_OF_CLOSE.at(app_id, till_id, z_number)):
            of: SaleRow = (await self._reader.find(SALES.at(app_id, void.sale_id)))[0]
            voids.append(BookVoid(void, await self._with_lines(of)))
        return voids

    async def _book(self, app_id: AppId, till_id: TillId) -> Book:
        # First, for whatever they are about is then in what is read after them.
        kept = await self._paid_elsewhere(CASES_OF_KEEPING, app_id, till_id, 0)
        paid = await self._paid_elsewhere(CASES_OF_PAYING, app_id, till_id, 0)
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
        voids = await self._voids(app_id, till_id, 0)
        recalled = [
            card
            for taken in (day_selects.RECALLED_OF_TILL, day_selects.INVALIDATED_OF_TILL)
            for card in await self._reader.fetch(RecalledCard, taken, app_id, till_id)
        ]
        sold = [BookSale(sale, lines.get(sale.sale_id, [])) for sale in sales.values()]
        return Book(sold, voids, recalled, elsewhere=(), kept=kept, paid=paid)

    async def _paid_elsewhere(
        self, index: Index[CaseRow], app_id: AppId, till_id: TillId, z_number: int
    ) -> list[PaidElsewhere]:
        """Cases that a close has counted, or with number 0 none has: paid here for another till, or
        there for this one.
        """
        told = []
        for case in await self._reader.find(index.at(app_id, till_id, z_number)):
            of: list[SaleRow] = await self._reader.find(SALES.at(app_id, case.sale_id))
            told.append(PaidElsewhere(case, of[0].payment_kind))
        return told


def _day_sale(sale: SaleRow, taken_minor: int) -> DaySale:
    return DaySale(
        sale_id=sale.sale_id,
        receipt_number=sale.receipt_number,
        at=moment_of(sale),
        kind=sale.payment_kind,
        reference=sale.payment_reference,
        amount_minor=taken_minor,
    )


def _day_void(sale: SaleRow, back: WentBack) -> DayVoid:
    return DayVoid(
        void_id=back.refund,
        receipt_number=sale.receipt_number,
        at=back.at_ms,
        reference=sale.payment_reference,
        amount_minor=back.amount_minor,
    )
