"""The cards and sales of the scripted shop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from card_contract.messages import ReserveRequest
from card_contract.outcomes import CardRefusal
from card_contract.states import CodeState, HoldState, SaleStage


@dataclass
class Card:
    """One card of the scripted shop."""

    card_id: str
    number: str
    name: str
    price_minor: int
    code_state: CodeState = CodeState.INACTIVE
    hold_state: HoldState = HoldState.FREE
    sale_id: str | None = None
    refusal: CardRefusal | None = None


@dataclass
class Sale:
    """One sale as the scripted server remembers it."""

    request: ReserveRequest | None
    stage: SaleStage
    payment: Any = None
    paid_at: int | None = None


MAY_COME_LATER = {
    CardRefusal.PROBED,
    CardRefusal.STOP_SALE,
    CardRefusal.RECALLED,
    CardRefusal.INVALIDATED,
}
"""What may befall a card whose sale a restored server has forgotten."""
