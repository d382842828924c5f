"""Custody as managers see it: what a label stands on, what is on its way, what went astray."""

from __future__ import annotations

from typing import Final

import msgspec

from card_contract.custody_messages import (
    LISTED_LABELS_MAX,
    CarriedRow,
    LabelView,
    MisplacedAnswer,
    MisplacedCard,
    OnTheWayAnswer,
    PlaceRow,
)
from card_contract.scan_text import LabelKind
from card_contract.states import CustodyState
from server_stub.domain.ids import AppId
from server_stub.storage import custody_selects as selects
from server_stub.storage.interface import Reader

CARTONS_MAX: Final = 100
MISPLACED_MAX: Final = 200
MISPLACED_TOLD_MAX: Final = 50


class _Place(msgspec.Struct, frozen=True, array_like=True):
    product: str
    batch: int
    state: CustodyState
    store_id: str | None
    packs: int
    cards: int
    since: int | None


class _Carton(msgspec.Struct, frozen=True, array_like=True):
    label: str
    product: str
    batch: int
    carton: int
    packs: int
    shipped_at: int
    packs_in_carton: int


class _Label(msgspec.Struct, frozen=True, array_like=True):
    text: str


class MisplacedSale(msgspec.Struct, frozen=True, array_like=True):
    """A card that was sold at a store that had not received it, and where its pack is now."""

    sale_id: str
    receipt_number: str
    store_id: str
    store_name: str
    till_name: str
    operator_name: str
    confirmed_at: int
    card_id: int
    number: int | None
    last_four: str
    campaign: str
    price_minor: int
    currency: str
    pack_label: str
    pack_state: CustodyState
    pack_store_id: str | None


class CustodyQueries:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def label(self, app_id: AppId, label: str) -> LabelView | None:
        """What the label stands on, and where its packs are."""
        is_carton = label.startswith(LabelKind.CARTON)
        sql = selects.PLACES_OF_CARTON if is_carton else selects.PLACES_OF_PACK
        places: list[_Place] = await self._reader.fetch(_Place, sql, app_id, label)
        if not places:
            return None
        return LabelView(
            label=label,
            product=places[0].product,
            batch=places[0].batch,
            packs=sum(place.packs for place in places),
            cards=sum(place.cards for place in places),
            places=[
                PlaceRow(
                    state=place.state,
                    store_id=place.store_id,
                    packs=place.packs,
                    since=place.since,
                )
                for place in places
            ],
        )

    async def on_the_way(self, app_id: AppId, store_id: str) -> OnTheWayAnswer:
        """What was shipped to the store and not received yet."""
        found: list[_Carton] = await self._reader.fetch(
            _Carton, selects.ON_THE_WAY, app_id, store_id, CARTONS_MAX + 1
        )
        cartons = []
        for carton in found[:CARTONS_MAX]:
            place = (carton.batch, carton.carton)
            labels: list[_Label] = await self._reader.fetch(
                _Label, selects.LABELS_ON_THE_WAY, app_id, store_id, *place, LISTED_LABELS_MAX
            )
            cartons.append(
                CarriedRow(
                    carton=carton.label,
                    product=carton.product,
                    packs=carton.packs,
                    packs_in_carton=carton.packs_in_carton,
                    shipped_at=carton.shipped_at,
                    labels=[label.text for label in labels],
                )
            )
        return OnTheWayAnswer(cartons=cartons, more=len(found) > CARTONS_MAX)

    async def is_kept_back(self, app_id: AppId, batch: int, pack: int, store_id: str) -> bool:
        """Whether the store refuses to sell the cards of a pack."""
        place = (app_id, batch, pack, store_id)
        return bool(await self._reader.fetch(list[int], selects.KEPT_BACK, *place))

    async def misplaced_sales(self, app_id: AppId) -> list[MisplacedSale]:
        """The last cards that were sold where they had not been received, the newest first."""
        return await self._reader.fetch(
            MisplacedSale, selects.MISPLACED_SALES, app_id, MISPLACED_MAX
        )

    async def misplaced_at(self, app_id: AppId, store_id: str) -> MisplacedAnswer:
        """The last cards that this store has sold and had not received."""
        found: list[MisplacedSale] = await self._reader.fetch(
            MisplacedSale, selects.MISPLACED_AT_STORE, app_id, store_id, MISPLACED_TOLD_MAX + 1
        )
        return MisplacedAnswer(
            cards=[
                MisplacedCard(
                    card_id=str(sale.card_id),
                    last_four=sale.last_four,
                    receipt_number=sale.receipt_number,
                    till_name=sale.till_name,
                    sold_at=sale.confirmed_at,
                )
                for sale in found[:MISPLACED_TOLD_MAX]
            ],
            more=len(found) > MISPLACED_TOLD_MAX,
        )
