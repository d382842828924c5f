"""Alarms on a small shop: cards that are probed, a second store, what the managers see."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from msgspec import structs

from server_stub.commands.redemption import Redeem
from server_stub.commands.reopening import ReopenCard
from server_stub.commands.requests import Keyed
from server_stub.domain.ids import CodeId, OperatorId, StoreId, TillId
from server_stub.queries.alarms import AlarmQueries
from server_stub.storage.rows.shop import STORES
from support.core_shop import (
    APP,
    MANAGER,
    STORE,
    CoreShop,
    ledger_of,
    till_row,
)

CODE = "ABCDE-FGHJK-LMNPQ-RSTUV-WXYZ3"
AIRPORT = StoreId("airport")
FAR_TILL = TillId("T3")


async def probe(shop: CoreShop, request: str = "r1") -> None:
    """Somebody enters the code of a card that was not sold."""
    await shop.engine.submit(
        Redeem(
            app_id=APP,
            request=Keyed(request),
            profile_id="eve",
            profile_name="Eve",
            code_hashes=[found.value for found in shop.keys.code_hashes(APP, CODE)],
        )
    )


async def reopen(shop: CoreShop, stopped_at: int, who: OperatorId = MANAGER, card: int = 1) -> Any:
    return await shop.engine.submit(
        ReopenCard(
            app_id=APP,
            operator_id=who,
            code_id=CodeId(card),
            stopped_at=stopped_at,
            reason="a child typed it",
        )
    )


async def alarms(shop: CoreShop) -> list[Any]:
    found, more = await AlarmQueries(shop.reader).open(APP)
    assert not more
    return found


async def still_stopped(shop: CoreShop) -> list[str]:
    """The acknowledged alarms whose card waits for somebody to let it be sold."""
    found, _ = await AlarmQueries(shop.reader).still_stopped(APP)
    return [alarm.case_id for alarm in found]


async def with_airport(shop: CoreShop) -> None:
    """A second store with a till of its own."""
    (store,) = await shop.reader.find(STORES.at(APP, STORE))
    far = structs.replace(till_row(FAR_TILL), store_id=AIRPORT, name="Airport till")
    await shop.sow(structs.replace(store, store_id=AIRPORT, name="Airport"), far)


def kinds(path: Path) -> list[str]:
    return [entry[3] for entry in ledger_of(path / "shop.db")]
