"""Why a card cannot be sold, with when and where the reason arose, as a till may be told."""

from __future__ import annotations

from card_contract.messages import CardRefused
from card_contract.outcomes import CardRefusal
from server_stub.domain.card_rules import why_not_sold
from server_stub.storage.rows.cards import CampaignRow, CodeRow
from server_stub.storage.rows.sales import SaleRow


def refusal_to_sell(
    card_id: str, code: CodeRow | None, campaign: CampaignRow | None, sale: SaleRow | None
) -> CardRefused | None:
    """Say why the card cannot be put into a new sale, or None.

    ``campaign`` is the code's, ``sale`` the one that the code lies in, if any.
    """
    if code is None or campaign is None:
        return CardRefused(card_id=card_id, refusal=CardRefusal.UNKNOWN)
    refusal = why_not_sold(code)
    if refusal is None and campaign.disabled:
        refusal = CardRefusal.CAMPAIGN_DISABLED
    return None if refusal is None else refused_card(code, refusal, sale)


def refused_card(code: CodeRow, refusal: CardRefusal, sale: SaleRow | None = None) -> CardRefused:
    """Tell one refusal of a card that exists, with what is known about its reason."""
    return CardRefused(
        card_id=str(code.code_id),
        refusal=refusal,
        at=_when(code, refusal, sale),
        till_name=None if sale is None else sale.till_name,
        store_name=None if sale is None else sale.store_name,
        sale_id=None if sale is None else sale.sale_id,
    )


def _when(code: CodeRow, refusal: CardRefusal, sale: SaleRow | None) -> int | None:
    match refusal:
        case CardRefusal.REDEEMED:
            return code.redeemed_at
        case CardRefusal.INVALIDATED | CardRefusal.RECALLED | CardRefusal.VOIDED:
            return code.invalidated_at
        case CardRefusal.PROBED | CardRefusal.STOP_SALE:
            return code.stopped_at
        case CardRefusal.HELD_ELSEWHERE:
            return None if sale is None else sale.held_at
        case CardRefusal.SOLD | CardRefusal.ALREADY_ACTIVE | CardRefusal.IN_PROGRESS:
            return code.activated_at
        case _:
            return None
