"""A card of a voided sale: what becomes of it, and what the till is told of it."""

from __future__ import annotations

from card_contract.messages import VoidedLine
from card_contract.outcomes import CardRefusal
from card_contract.states import CodeState
from server_stub.commands.card_refusals import refused_card
from server_stub.domain.card_rules import VOIDED_REASON
from server_stub.domain.code_machine import CodeEvent, move_code
from server_stub.domain.hold_machine import Hold, HoldEvent, move_hold
from server_stub.storage.change import Change, changed
from server_stub.storage.rows.cards import CodeRow
from server_stub.storage.rows.sales import SaleLineRow


def dead(code: CodeRow, sale_id: str, now_ms: int) -> Change:
    """Take the card out of use; one recalled while it was the customer's keeps that reason."""
    hold = move_hold(Hold(code.hold, code.sale_id), HoldEvent.VOID, sale_id)
    if code.state is CodeState.INVALIDATED:
        return changed(code, hold=hold.state, updated_at=now_ms)
    return changed(
        code,
        hold=hold.state,
        state=move_code(code.state, CodeEvent.INVALIDATE),
        invalidation_reason=VOIDED_REASON,
        invalidated_at=now_ms,
        updated_at=now_ms,
    )


def answer_line(line: SaleLineRow, code: CodeRow | None, refusal: CardRefusal | None) -> VoidedLine:
    """What the till is told of a line; ``refusal`` is why it stays sold."""
    refused = None if refusal is None or code is None else refused_card(code, refusal)
    return VoidedLine(
        card_id=str(line.code_id),
        last_four=line.last_four,
        price_minor=line.price_minor,
        voided=refusal is None,
        refusal=refused,
    )
