"""Alarms and open cases of a whole app, page by page, and one of them."""

from __future__ import annotations

from typing import Final, NamedTuple

import msgspec

from card_contract.card_number import CardNumber
from card_contract.states import ALARMS, CaseKind, RefundDoubt
from server_stub.domain.ids import AppId
from server_stub.domain.sale_refunds import doubt_of
from server_stub.storage import portal_case_selects as selects
from server_stub.storage.interface import Reader

PAGE_LINES: Final = 50
COUNTED_MAX: Final = 1_000
_NEWEST: Final = (2**53, "")
_OLDEST: Final = (-1, "")


class Place(NamedTuple):
    """Where in a list a line stands."""

    opened_at: int
    case_id: str


class CaseLine(msgspec.Struct, frozen=True, array_like=True):
    """An alarm or a case. ``detail`` says what is particular to its kind."""

    case_id: str
    kind: CaseKind
    opened_at: int
    closed_at: int | None
    closed_by: str | None
    closing_reason: str | None
    detail: str
    till_id: str | None
    till_name: str | None
    store_name: str | None
    sale_id: str | None
    receipt_number: str | None
    void_id: str | None
    code_id: int | None
    number: int | None
    last_four: str | None
    amount_minor: int | None
    currency: str | None
    recall_id: int | None
    is_of_denied_sale: bool

    @property
    def is_alarm(self) -> bool:
        return self.kind in ALARMS

    @property
    def is_of_a_whole_sale(self) -> bool:
        """Whether a manager opened it, who settled the sale as paid and voided it."""
        is_due = self.kind is CaseKind.REFUND_DUE and self.sale_id is not None
        return is_due and self.void_id is None and self.code_id is None

    @property
    def doubt(self) -> RefundDoubt | None:
        """Why it is to be found out first whether the refund of a settled sale is owed."""
        return doubt_of(self.case_id) or (RefundDoubt.DENIED if self.is_of_denied_sale else None)

    @property
    def place(self) -> Place:
        return Place(self.opened_at, self.case_id)

    @property
    def card(self) -> str:
        """What the card is called: its number, or the last four of its code."""
        if self.number is not None:
            return CardNumber.from_stored(self.number).grouped()
        return f"…{self.last_four}" if self.last_four else ""


class RecallLine(msgspec.Struct, frozen=True, array_like=True):
    """So many open cases of one recall, counted up to a limit."""

    recall_id: int
    count: int

    @property
    def is_more(self) -> bool:
        return self.count >= COUNTED_MAX


class _Count(msgspec.Struct, frozen=True, array_like=True):
    count: int


class PortalCases:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def alarms(
        self, app_id: AppId, *, is_open: bool, before: Place | None
    ) -> tuple[list[CaseLine], bool]:
        """The newest alarms; are there more?"""
        sql = selects.OPEN_ALARMS if is_open else selects.CLOSED_ALARMS
        return await self._page(sql, app_id, before or _NEWEST)

    async def open(self, app_id: AppId, *, after: Place | None) -> tuple[list[CaseLine], bool]:
        """The oldest cases that nobody has closed, but those of recalls; are there more?"""
        return await self._page(selects.OPEN_CASES, app_id, after or _OLDEST)

    async def recalls(self, app_id: AppId) -> list[RecallLine]:
        """The recalls that have open cases."""
        return await self._reader.fetch(RecallLine, selects.RECALLS_WITH_CASES, COUNTED_MAX, app_id)

    async def counted(self, app_id: AppId, recall_id: int) -> RecallLine:
        """How many open cases one recall has."""
        found = await self._reader.fetch(
            _Count, selects.COUNT_OF_RECALL, app_id, recall_id, recall_id, COUNTED_MAX
        )
        return RecallLine(recall_id, found[0].count)

    async def of_recall(
        self, app_id: AppId, recall_id: int, *, after: Place | None
    ) -> tuple[list[CaseLine], bool]:
        """The open cases of one recall; are there more?"""
        place = (recall_id, (after or _OLDEST)[1], recall_id)
        return await self._page(selects.CASES_OF_RECALL, app_id, place)

    async def case(self, app_id: AppId, case_id: str) -> CaseLine | None:
        found = await self._reader.fetch(CaseLine, selects.CASE, app_id, case_id)
        return found[0] if found else None

    async def _page(
        self, sql: str, app_id: AppId, place: tuple[int | str, ...]
    ) -> tuple[list[CaseLine], bool]:
        found = await self._reader.fetch(CaseLine, sql, app_id, *place, PAGE_LINES + 1)
        return found[:PAGE_LINES], len(found) > PAGE_LINES
