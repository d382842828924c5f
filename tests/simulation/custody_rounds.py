"""The managers who ship packs and receive them, some of them twice, or where they do not belong."""

from __future__ import annotations

import asyncio
from typing import Final

from card_contract.custody_messages import CustodyRequest
from card_contract.sale_id import crockford
from card_contract.scan_text import Label, LabelKind
from card_contract.states import CustodyAct
from pos_terminal.gateway.answers import NoAnswerError
from server_stub.commands.custody import MovePacksAtTill
from server_stub.domain.ids import StoreId, TillId
from simulation.cast import APP, HARBOUR, MANAGER, MARKET, STORE_OF
from simulation.line import Line
from simulation.managers import TRIES_MAX
from simulation.people import Scene
from simulation.scene import CARTONS, ISSUER, PACKS

PACK_LABELS: Final = [pack.label for pack in PACKS]
CARTON_LABELS: Final = [carton.label for carton in CARTONS]
UNKNOWN_LABEL: Final = Label(LabelKind.PACK, ISSUER, 9, 9).text()
UNKNOWN_STORE: Final = StoreId("nowhere")


async def custody_rounds(scene: Scene, wire: Line, till: str) -> None:
    """Every now and then the manager at a till scans a pack's or a carton's label.

    Now and then an id is taken a second time, for another label.
    """
    chance = scene.chance
    move_id = ""
    while True:
        await asyncio.sleep(chance.uniform(60, 1200))
        if not scene.is_day:
            return
        if not move_id or not chance.happens(0.1):
            move_id = f"K-{crockford(chance.randbytes(17))}"
        request = _request(scene)
        scene.note(f"the manager at {till}, {move_id}: {request.act} {request.label}")
        command = MovePacksAtTill(
            app_id=APP,
            till_id=TillId(till),
            store_id=STORE_OF[till],
            operator_id=MANAGER,
            move_id=move_id,
            request=request,
        )
        for _ in range(TRIES_MAX):
            try:
                await wire.ask(command)
            except NoAnswerError:
                continue
            break


def _request(scene: Scene) -> CustodyRequest:
    chance = scene.chance
    label = chance.choice(CARTON_LABELS if chance.happens(0.3) else PACK_LABELS)
    if chance.happens(0.02):
        label = UNKNOWN_LABEL
    if chance.happens(0.6):
        return CustodyRequest(act=CustodyAct.RECEIVE, label=label)
    store = UNKNOWN_STORE if chance.happens(0.05) else chance.choice((HARBOUR, MARKET))
    return CustodyRequest(act=CustodyAct.SHIP, label=label, store_id=store)
