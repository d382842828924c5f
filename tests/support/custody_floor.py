"""A shop with two stores and one batch: twenty cards in four packs, the packs in two cartons."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from card_contract.custody_messages import CustodyAnswer, CustodyRequest
from card_contract.scan_text import Label, LabelKind
from card_contract.states import CustodyAct, CustodyRule
from server_stub.commands.custody import MovePacksAtTill
from server_stub.domain.ids import OperatorId, StoreId, TillId
from server_stub.queries.custody import CustodyQueries
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import PACKS, BatchRow, CartonRow, PackRow
from server_stub.storage.rows.printing import PrintBatchRow
from server_stub.storage.rows.shop import STORES
from support.core_shop import (
    APP,
    CAMPAIGN,
    MANAGER,
    NOW,
    PRICE,
    STORE,
    TILL,
    CoreShop,
    code_row,
    till_row,
)

MARKET = StoreId("market")
MARKET_TILL = TillId("T9")
CARDS_A_PACK = 5
PACKS_A_CARTON = 2
CARDS = 20


def pack_label(number: int, issuer: str = "970010") -> str:
    return Label(LabelKind.PACK, issuer, 1, number).text()


def carton_label(number: int, issuer: str = "970010") -> str:
    return Label(LabelKind.CARTON, issuer, 1, number).text()


class CustodyFloor:
    """What managers of two stores do with labels. ``TILL`` stands at the harbour."""

    def __init__(self, shop: CoreShop) -> None:
        self.shop = shop
        self.queries = CustodyQueries(shop.reader)

    async def stock(self) -> None:
        """The second store with a till, and the batch: the cards 1 to 20."""
        harbour = await self.shop.find(STORES.at(APP, STORE))
        await self.shop.sow(
            replace(harbour, store_id=MARKET, name="Market Square 1"),
            replace(till_row(MARKET_TILL), store_id=MARKET, public_key=b"m" * 32),
            _batch(),
            PrintBatchRow(app_id=APP, batch=1, excused=True),
            *[_carton(number) for number in (1, 2)],
            *[_pack(number) for number in (1, 2, 3, 4)],
            *[code_row(card, batch=1, pack=pack_of(card)) for card in range(1, CARDS + 1)],
        )

    async def ask(
        self,
        number: int,
        request: CustodyRequest,
        *,
        till: TillId = TILL,
        who: OperatorId = MANAGER,
    ) -> Any:
        command = MovePacksAtTill(
            app_id=APP,
            till_id=till,
            store_id=MARKET if till == MARKET_TILL else STORE,
            operator_id=who,
            move_id=f"K-{number:026d}",
            request=request,
        )
        return await self.shop.engine.submit(command)

    async def ship(self, number: int, label: str, store: StoreId = STORE, **more: Any) -> Any:
        request = CustodyRequest(act=CustodyAct.SHIP, label=label, store_id=store)
        return await self.ask(number, request, **more)

    async def receive(self, number: int, label: str, **more: Any) -> Any:
        return await self.ask(number, CustodyRequest(act=CustodyAct.RECEIVE, label=label), **more)

    async def set_rule(self, rule: CustodyRule) -> None:
        """What happens at the harbour to cards that it has not received."""
        store = await self.shop.find(STORES.at(APP, STORE))
        await self.shop.change(changed(store, custody_rule=rule))

    async def pack(self, number: int) -> PackRow:
        pack: PackRow = await self.shop.find(PACKS.at(APP, 1, number))
        return pack


def found(answer: CustodyAnswer) -> list[tuple[str, int, str | None]]:
    """How the packs were found: the finding, how many, and where they were known to be."""
    return [(str(row.finding), row.packs, row.store_id) for row in answer.rows]


def pack_of(card: int) -> int:
    return (card - 1) // CARDS_A_PACK + 1


def _batch() -> BatchRow:
    return BatchRow(
        app_id=APP,
        batch=1,
        campaign=CAMPAIGN,
        issuer="970010",
        quantity=CARDS,
        made=CARDS,
        cards_per_pack=CARDS_A_PACK,
        packs_per_carton=PACKS_A_CARTON,
        price_minor=PRICE,
        currency="EUR",
        created_by="command-line",
        created_at=NOW,
    )


def _carton(number: int) -> CartonRow:
    cards = CARDS_A_PACK * PACKS_A_CARTON
    return CartonRow(
        app_id=APP,
        batch=1,
        carton=number,
        label=carton_label(number),
        first_sequence=(number - 1) * cards + 1,
        last_sequence=number * cards,
    )


def _pack(number: int) -> PackRow:
    return PackRow(
        app_id=APP,
        batch=1,
        pack=number,
        carton=(number - 1) // PACKS_A_CARTON + 1,
        label=pack_label(number),
        first_sequence=(number - 1) * CARDS_A_PACK + 1,
        last_sequence=number * CARDS_A_PACK,
    )
