"""Stop-sale: cards that are not sold until a manager lifts the stop."""

from __future__ import annotations

from pathlib import Path

from card_contract.outcomes import CardRefusal
from card_contract.states import (
    RecallAct,
    RecallEffect,
    StopReason,
)
from server_stub.storage.change import changed
from support.recall_floor import RecallFloor, cards, tell


def test_a_stop_sale_keeps_cards_from_being_sold_until_it_is_lifted(tmp_path: Path) -> None:
    async def story(floor: RecallFloor) -> None:
        shop = floor.shop
        await shop.reserve(1, 1)
        await shop.sell(2, 2)
        stopped = await floor.carried_out(cards(1, 2, 3), RecallAct.STOP_SALE)
        assert await floor.effects(stopped.recall_id) == {
            1: RecallEffect.STOPPED,
            2: RecallEffect.SOLD_STAYS,
            3: RecallEffect.STOPPED,
        }
        held = await shop.confirm(1)
        assert held.lines[0].refusal.refusal is CardRefusal.STOP_SALE
        assert (await shop.reserve(3, 3)).cards[0].refusal is CardRefusal.STOP_SALE
        lifted = await floor.carried_out(cards(1, 2, 3), RecallAct.LIFT, number=2)
        assert (await floor.effects(lifted.recall_id))[3] is RecallEffect.LIFTED
        await shop.sell(4, 3)

    tell(tmp_path, story)


def test_a_probed_card_stays_stopped_when_the_others_are_lifted(tmp_path: Path) -> None:
    async def story(floor: RecallFloor) -> None:
        await floor.carried_out(cards(1, 2), RecallAct.STOP_SALE)
        card = await floor.card(1)
        await floor.shop.change(changed(card, stop=StopReason.PROBED))
        await floor.carried_out(cards(1, 2), RecallAct.LIFT, number=2)
        stops = [(await floor.card(card)).stop for card in (1, 2)]
        assert stops == [StopReason.PROBED, None]

    tell(tmp_path, story)
