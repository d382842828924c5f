"""Refunds that a till owes, made as people make them."""

from __future__ import annotations

from card_contract.messages import VoidReason
from pos_terminal.journal.records import RefundRecord
from support.scripted_cards import Card
from support.shop_floor import ShopFloor


def void_due(shop: ShopFloor, card: Card | None = None) -> str:
    """Sell this card, or the first there is, and void it; returns the refund's id."""
    cards = shop.server.cards.values()
    shop.sell(card or (next(iter(cards)) if cards else shop.server.add_card(1)))
    sale_id = shop.checkout.on_screen
    assert sale_id is not None
    shop.checkout.print_receipt()
    shop.tasks.deliver()
    shop.checkout.next_sale()
    shop.sales.show_sale(sale_id, void=True)
    shop.sales.choose_reason(VoidReason.WRONG_CARD)
    shop.sales.sign_void()
    shop.sign("333333")
    return refund_of(shop, sale_id).refund_id


def refund_of(shop: ShopFloor, sale_id: str) -> RefundRecord:
    refund = shop.journal.refund_of(sale_id)
    assert refund is not None
    return refund
