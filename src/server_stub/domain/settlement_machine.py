"""What a manager's answer makes of a sale whose own till cannot give one: one table.

An answer that agrees with what has happened meanwhile changes nothing; where the table has no row,
the sale has ended otherwise, and the answer is refused. A sale that was paid and whose money goes
back is voided before its cards were ever active.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from card_contract.states import SaleStage, SettledAs

MOVES: Final[Mapping[SaleStage, Mapping[SettledAs, SaleStage]]] = {
    SaleStage.HELD: {
        SettledAs.PAID: SaleStage.CONFIRMED,
        SettledAs.NOT_PAID: SaleStage.CANCELLED,
        SettledAs.MONEY_BACK: SaleStage.VOIDED,
    },
    SaleStage.CONFIRMED: {SettledAs.PAID: SaleStage.CONFIRMED},
    SaleStage.CANCELLED: {SettledAs.NOT_PAID: SaleStage.CANCELLED},
    SaleStage.VOIDED: {SettledAs.MONEY_BACK: SaleStage.VOIDED},
}


def settled_as(stage: SaleStage, answer: SettledAs) -> SaleStage | None:
    """The stage that follows ``answer``; None where the sale has ended otherwise."""
    return MOVES[stage].get(answer)
