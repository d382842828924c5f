"""Endpoints of custody: what a label is, shipping, receiving, what is on its way; the stores."""

from __future__ import annotations

from card_contract.custody_messages import (
    CustodyAnswer,
    LabelView,
    MisplacedAnswer,
    OnTheWayAnswer,
    StoresAnswer,
    StoreView,
)
from card_contract.outcomes import Refusal
from server_stub.commands.custody import MovePacksAtTill
from server_stub.engine.command import Refused
from server_stub.web.route import Call


async def look_up_label(call: Call) -> LabelView | Refusal:
    view = await call.services.custody.label(call.till.app_id, call.request.label)
    return Refusal.LABEL_UNKNOWN if view is None else view


async def move_packs(call: Call) -> CustodyAnswer | Refused:
    till = call.till
    return await call.services.engine.submit(
        MovePacksAtTill(
            app_id=till.app_id,
            till_id=till.till_id,
            store_id=till.store_id,
            operator_id=call.operator.operator_id,
            move_id=call.subject,
            request=call.request,
        )
    )


async def on_the_way(call: Call) -> OnTheWayAnswer:
    return await call.services.custody.on_the_way(call.till.app_id, call.till.store_id)


async def misplaced_sales(call: Call) -> MisplacedAnswer:
    return await call.services.custody.misplaced_at(call.till.app_id, call.till.store_id)


async def stores(call: Call) -> StoresAnswer:
    return StoresAnswer(
        stores=[
            StoreView(
                store_id=store.store_id,
                name=store.name,
                is_own=store.store_id == call.till.store_id,
            )
            for store in await call.services.shop.stores(call.till.app_id)
        ]
    )
