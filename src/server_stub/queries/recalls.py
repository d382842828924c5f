"""Recalls as managers see them: how far they are, and what became of each card."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from card_contract.card_number import CardNumber
from card_contract.recall_messages import (
    RecallCardView,
    RecallProduct,
    RecallRow,
    RecallView,
    Selection,
    ShippedTo,
    WholeCampaign,
)
from card_contract.states import (
    CardKind,
    RecallAct,
    RecallReason,
    RecallState,
)
from server_stub.domain.ids import AppId
from server_stub.domain.job_machine import JobState
from server_stub.queries.recall_runs import CardShown, DecidedCard, RecallRunQueries
from server_stub.storage import recall_selects as selects
from server_stub.storage.interface import Reader
from server_stub.storage.rows.cards import CAMPAIGNS, CampaignRow
from server_stub.storage.rows.recalls import RECALLS
from server_stub.storage.rows.shop import STORES, StoreRow

PAGE_CARDS: Final = 200
LISTED_MAX: Final = 50
_NEWEST: Final = 2**53


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


class _Product(msgspec.Struct, frozen=True, array_like=True):
    campaign: str
    title: str


class RecallQueries:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._runs = RecallRunQueries(reader)

    async def recall(self, app_id: AppId, recall_id: int) -> RecallView | None:
        found = await self._reader.fetch(_Recall, selects.RECALL, app_id, recall_id)
        if not found:
            return None
        counted = await self._runs.counted(app_id, recall_id)
        order = list(CardKind)
        rows = [
            RecallRow(kind=kind, count=count, effect=effect)
            for (kind, effect), count in sorted(
                counted.items(), key=lambda item: (order.index(item[0][0]), item[0][1])
            )
        ]
        view = _view(found[0], rows)
        return msgspec.structs.replace(view, named=await self._named(app_id, view.selection))

    async def _named(self, app_id: AppId, selection: Selection) -> str | None:
        """What the selected product or store is called."""
        match selection:
            case WholeCampaign():
                campaigns: list[CampaignRow] = await self._reader.find(
                    CAMPAIGNS.at(app_id, selection.campaign)
                )
                return campaigns[0].title if campaigns else None
            case ShippedTo():
                stores: list[StoreRow] = await self._reader.find(
                    STORES.at(app_id, selection.store_id)
                )
                return stores[0].name if stores else None
            case _:
                return None

    async def products(self, app_id: AppId) -> list[RecallProduct]:
        """The products of which there are cards, by title."""
        found: list[_Product] = await self._reader.fetch(_Product, selects.PRODUCTS, app_id, app_id)
        return [RecallProduct(campaign=row.campaign, title=row.title) for row in found]

    async def is_there(self, app_id: AppId, recall_id: int) -> bool:
        return bool(await self._reader.find(RECALLS.at(app_id, recall_id)))

    async def page(self, app_id: AppId, before: int | None) -> tuple[list[RecallView], bool]:
        """The newest recalls before one; are there more?"""
        found = await self._reader.fetch(
            _Recall, selects.RECALLS, app_id, before or _NEWEST, LISTED_MAX + 1
        )
        return [_view(recall, []) for recall in found[:LISTED_MAX]], len(found) > LISTED_MAX

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
        runs, wanted = self._runs, PAGE_CARDS + 1
        if number is None:
            lines = await runs.page(app_id, recall_id, after=after, effect=effect, limit=wanted)
        else:
            lines = await runs.with_number(
                app_id, recall_id, after=after, effect=effect, number=number
            )
        page = lines[:PAGE_CARDS]
        cards = await runs.shown(app_id, page)
        return [_card_view(line, cards) for line in page], len(lines) > PAGE_CARDS


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


def _card_view(line: DecidedCard, cards: Mapping[int, CardShown]) -> RecallCardView:
    card = None if line.code_id is None else cards[line.code_id]
    stored = line.number if card is None else card.number
    number = None if stored is None else CardNumber.from_stored(stored)
    last_four = "" if number is None else number.last_four
    return RecallCardView(
        place=line.place,
        number=None if number is None else number.digits,
        card_id=None if card is None else str(card.code_id),
        last_four=last_four if card is None else card.last_four,
        kind=line.kind,
        effect=line.effect,
        sale_id=line.sale_id,
        at=line.at,
        product=None if card is None else card.title,
        price_minor=None if card is None else card.price_minor,
        currency=None if card is None else card.currency,
    )
