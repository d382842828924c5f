"""The journal's cards as rows show them."""

from __future__ import annotations

from pos_terminal.journal.records import Line, RefundLine
from pos_terminal.words import CardLine, LineState, Message


def sale_card(line: Line, state: LineState, *, grouped: str | None = None) -> CardLine:
    """One card of a sale. The journal has no card number, so ``grouped`` comes from elsewhere."""
    return CardLine(
        card_id=line.card_id,
        name=line.name,
        artwork=line.artwork,
        price_minor=line.price_minor,
        last_four=line.last_four,
        grouped=grouped,
        state=state,
        state_word=Message(f"line.{state.value}"),
        keyed=line.keyed,
        why_refused=(
            Message(f"refused.{line.refusal.refusal.value}") if line.refusal is not None else None
        ),
    )


def settled_state(line: Line) -> LineState:
    """The state of a card whose sale is settled; what nobody has told is not known."""
    if line.voided:
        return LineState.VOIDED
    if line.activated is None:
        return LineState.NOT_KNOWN
    return LineState.ACTIVATED if line.activated else LineState.NOT_ACTIVATED


def refund_card(line: RefundLine) -> CardLine:
    """One card of a refund."""
    if line.voided is None:
        state = LineState.BEING_VOIDED
    else:
        state = LineState.VOIDED if line.voided else LineState.ACTIVATED
    return CardLine(
        card_id=line.card_id,
        name=line.name,
        artwork=line.artwork,
        price_minor=line.price_minor,
        last_four=line.last_four,
        grouped=None,
        state=state,
        state_word=Message(f"line.{state.value}"),
        why_refused=(
            Message(f"refused.{line.refusal.refusal.value}") if line.refusal is not None else None
        ),
    )
