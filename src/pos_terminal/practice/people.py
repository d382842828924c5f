"""The shop of a practice till, marked so that every paper of it says PRACTICE."""

from __future__ import annotations

from msgspec import structs

from card_contract.messages import Operator, Shop
from pos_terminal.gateway.on_duty import OnDuty
from pos_terminal.receipts import PracticeShop


class PracticeDuty(OnDuty):
    """Knows no shop but a practice one, whatever the server tells."""

    def __init__(self, shop: Shop) -> None:
        super().__init__(_in_practice(shop))

    def shop_told(self, shop: Shop, staff: tuple[Operator, ...]) -> None:
        super().shop_told(_in_practice(shop), staff)


def _in_practice(shop: Shop) -> PracticeShop:
    return PracticeShop(**{**structs.asdict(shop), "demo": True})
