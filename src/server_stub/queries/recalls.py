"""Recalls as managers see them: how far they are, and what became of each card."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from card_contract.card_number import CardNumber
from card_contract.recall_messages import (
    RecallCardView,
    RecallRow,
    RecallView,
    Selection,
)
from card_contract.states import (
    CardKind,
    RecallAct,
    RecallEffect,
    RecallReason,
    RecallState,
)
from server_stub.domain.ids import AppId
from server_stub.domain.job_machine import JobState
from server_stub.storage import recall_selects as selects
from server_stub.storage.interface import Reader

PAGE_CARDS: Final = 200
LISTED_MAX: Final = 50


class _Recall(msgspec.Struct, frozen=True, array_like=True):
    recall_id: int
    act: RecallAct
    state: JobState
    reason: RecallReason
    note: str
    include_sold: bool
    selection: str
    done: int
    total: int
    asked_by: str
    approved_by: str | None
    created_at: int
    ended_at: int | None


class _Row(msgspec.Struct, frozen=True, array_like=True):
    kind: CardKind
    count: int
    effect: RecallEffect


class _Card(msgspec.Struct, frozen=True, array_like=True):
    place: int
    number: int | None
    code_id: int | None
    last_four: str | None
    kind: CardKind
    effect: RecallEffect
    sale_id: str | None
    at: int


class RecallQueries:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def recall(self, app_id: AppId, recall_id: int) -> RecallView | None:
        found = await self._reader.fetch(_Recall, selects.RECALL, app_id, recall_id)
        if not found:
            return None
        rows: list[_Row] = await self._reader.fetch(_Row, selects.RECALL_ROWS, app_id, recall_id)
        order = list(CardKind)
        rows.sort(key=lambda row: (order.index(row.kind), row.effect))
        views = [RecallRow(kind=row.kind, count=row.count, effect=row.effect) for row in rows]
        return _view(found[0], views)

    async def listed(self, app_id: AppId) -> list[RecallView]:
        """The newest recalls."""
        found = await self._reader.fetch(_Recall, selects.RECALLS, app_id, LISTED_MAX)
        return [_view(recall, []) for recall in found]

    async def cards(
        self,
        app_id: AppId,
        recall_id: int,
        *,
        after: int,
        effect: str | None,
        number: CardNumber | None,
    ) -> tuple[list[RecallCardView], bool]:
        """A page of the cards of a recall; are there more?"""
        stored = None if number is None else number.stored
        found = await self._reader.fetch(
            _Card,
            selects.RECALL_CARDS,
            *(app_id, recall_id, after, effect, effect, stored, stored, PAGE_CARDS + 1),
        )
        return [_card_view(card) for card in found[:PAGE_CARDS]], len(found) > PAGE_CARDS


def _view(recall: _Recall, rows: list[RecallRow]) -> RecallView:
    selection: Any = msgspec.json.decode(recall.selection, type=Selection)
    return RecallView(
        recall_id=recall.recall_id,
        act=recall.act,
        state=RecallState(recall.state.value),
        reason=recall.reason,
        note=recall.note,
        include_sold=recall.include_sold,
        selection=selection,
        done=recall.done,
        total=recall.total,
        asked_by=recall.asked_by,
        approved_by=recall.approved_by,
        created_at=recall.created_at,
        ended_at=recall.ended_at,
        rows=rows,
    )


def _card_view(card: _Card) -> RecallCardView:
    number = None if card.number is None else CardNumber.from_stored(card.number)
    return RecallCardView(
        place=card.place,
        number=None if number is None else number.digits,
        card_id=None if card.code_id is None else str(card.code_id),
        last_four=card.last_four or ("" if number is None else number.last_four),
        kind=card.kind,
        effect=card.effect,
        sale_id=card.sale_id,
        at=card.at,
    )
