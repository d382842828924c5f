"""The manager who locks a person by hand, or shuts a till out, while a sale is open there.

Both know of it at once: who is locked mostly stops selling, and whoever works at a till that is shut
out ends the sale in hand, and leaves. What was sent before is still under way, and the till goes on
asking by itself.
"""

from __future__ import annotations

import asyncio
from typing import Final

from card_contract.states import SaleStage
from pos_terminal.journal.records import RefundRecord
from server_stub.commands.operators import SuspendOperator, UnlockOperator
from server_stub.commands.tills import RevokeTill
from server_stub.domain.ids import TillId
from server_stub.storage.rows.sales import SaleRow
from simulation.cast import APP, CLERK, MANAGER, SELLING
from simulation.line import Line
from simulation.people import Scene, held_by
from simulation.truth import TakenOut

LOOKS_MAX: Final = 200
IS_SHUT_OUT: Final = 0.4
"""On so many days, in parts of one."""
WHY: Final = "the drawer was short twice"


async def locking_rounds(scene: Scene, wire: Line) -> None:
    """Now and then the clerk is locked in the middle of a sale, and unlocked after a while."""
    chance = scene.chance
    while True:
        await asyncio.sleep(_some_time(scene))
        if not scene.is_day:
            return
        await _sale_at(scene, chance.choice(SELLING))
        scene.note("the manager locks the clerk")
        lock = SuspendOperator(
            app_id=APP,
            operator_id=CLERK,
            suspended_by=f"operator:{MANAGER}",
            asked_by=MANAGER,
            reason=WHY,
        )
        await wire.insist(lock)
        await asyncio.sleep(chance.uniform(30, 600))
        scene.note("the manager unlocks the clerk")
        unlock = UnlockOperator(
            app_id=APP,
            operator_id=CLERK,
            unlocked_by=f"operator:{MANAGER}",
            asked_by=MANAGER,
            lifts=True,
            reason="counted again",
        )
        await wire.insist(unlock)


async def shut_out_once(scene: Scene, wire: Line) -> None:
    """On some days one till is shut out for good, in the middle of a sale."""
    chance = scene.chance
    await asyncio.sleep(_some_time(scene))
    if not chance.happens(IS_SHUT_OUT):
        return
    till = chance.choice(SELLING)
    if not await _sale_at(scene, till):
        return
    scene.note(f"the manager shuts {till} out")
    scene.shut_out.add(till)
    await wire.insist(
        RevokeTill(
            app_id=APP,
            till_id=TillId(till),
            revoked_by=f"operator:{MANAGER}",
            reason=WHY,
            asked_by=MANAGER,
        )
    )


async def drawer_round(scene: Scene) -> None:
    """Give back what was paid at a till that is shut out for a sale that had been settled as unpaid.

    It lies in that till's drawer, unless it was given back there, and no book knows of it: what the
    till has told of before is a case.
    """
    back = scene.truth.handed_back
    while True:
        await asyncio.sleep(60)
        for sale in scene.disk.rows(SaleRow):
            cards = scene.truth.paid.get(sale.sale_id, frozenset())
            is_over = sale.stage is SaleStage.CANCELLED and sale.till_id in scene.deserted
            is_over = is_over and sale.payment_kind is None
            if cards and is_over and not any(back[sale.sale_id, card] for card in cards):
                scene.note(f"the manager finds the money for {sale.sale_id} at {sale.till_id}")
                out_of = TakenOut(sale.till_id, scene.now_ms())
                scene.truth.money_goes_back(sale.sale_id, sale.sale_id, cards, out_of)


def _some_time(scene: Scene) -> float:
    """Mostly soon: a day's sales are over early."""
    return scene.chance.uniform(1, 60 if scene.chance.happens(0.7) else 1200)


async def _sale_at(scene: Scene, till: str) -> bool:
    """Wait a while for a sale at this till; says whether one is open there.

    What was handed back there is known to the server, or it would be handed back once more; so is
    that a sale was not paid which a manager has called paid.
    """
    for _ in range(LOOKS_MAX):
        has_told = _has_told_its_refunds(scene, till) and _has_told_its_cancels(scene, till)
        if held_by(scene, till) and has_told:
            return True
        await asyncio.sleep(scene.chance.uniform(1, 10))
    return False


def _has_told_its_cancels(scene: Scene, till: str) -> bool:
    """Nobody else would find out that what a manager has called paid was not."""
    mistaken = scene.truth.called_paid_by_mistake
    over = (SaleStage.CANCELLED, SaleStage.VOIDED)
    return not any(
        sale.sale_id in mistaken and sale.till_id == till and sale.stage not in over
        for sale in scene.disk.rows(SaleRow)
    )


def _has_told_its_refunds(scene: Scene, till: str) -> bool:
    return all(
        record.back_told_at is not None
        for record in scene.records_of(till)
        if isinstance(record, RefundRecord) and record.refund_id in scene.truth.refunds_given
    )
