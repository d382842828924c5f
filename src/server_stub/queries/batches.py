"""The cards of a batch, in the order of their numbers."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from card_contract.card_number import CardNumber
from server_stub.domain.ids import AppId, CodeId
from server_stub.storage import selects
from server_stub.storage.interface import Reader


class _Card(msgspec.Struct, frozen=True, array_like=True):
    code_id: int
    number: int
    price_minor: int


@dataclass(frozen=True, slots=True)
class CardOfBatch:
    batch: int
    code_id: CodeId
    number: CardNumber
    price_minor: int


class BatchQueries:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def cards(self, app_id: AppId, batch: int, limit: int) -> list[CardOfBatch]:
        """The first cards of a batch that have numbers."""
        found = await self._reader.fetch(_Card, selects.CARDS_OF_BATCH, app_id, batch, limit)
        return [
            CardOfBatch(
                batch, CodeId(card.code_id), CardNumber.from_stored(card.number), card.price_minor
            )
            for card in found
        ]
