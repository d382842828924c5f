"""How a card of a batch moves through printing: no code is ever printed twice.

What has been given out may lie on paper, so it waits again only if its sheet was surely not fed. A
printed card is not printed again: it is spoiled, and a new card with a new code stands for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from card_contract.print_messages import PrintState
from server_stub.domain.moves import moved

MISPRINTED: Final = "misprinted"
"""Why a spoiled card is out of use."""


class PrintEvent(StrEnum):
    """What can happen to a card in a print run."""

    GIVE = "give"  # its code is given to the one who prints
    PRINT = "print"
    SPOIL = "spoil"  # jammed, smeared, or nobody knows
    UNFED = "unfed"  # surely on no paper
    REPRINT = "reprint"  # a person wants another card for a printed one


MOVES: Final[Mapping[PrintState, Mapping[PrintEvent, PrintState]]] = {
    PrintState.WAITING: {
        PrintEvent.GIVE: PrintState.GIVEN,
        PrintEvent.UNFED: PrintState.WAITING,
    },
    PrintState.GIVEN: {
        PrintEvent.GIVE: PrintState.GIVEN,
        PrintEvent.PRINT: PrintState.PRINTED,
        PrintEvent.SPOIL: PrintState.SPOILED,
        PrintEvent.UNFED: PrintState.WAITING,
    },
    PrintState.PRINTED: {
        PrintEvent.PRINT: PrintState.PRINTED,
        PrintEvent.REPRINT: PrintState.SPOILED,
    },
    PrintState.SPOILED: {
        PrintEvent.SPOIL: PrintState.SPOILED,
        PrintEvent.REPRINT: PrintState.SPOILED,
    },
}


def move_print(state: PrintState, event: PrintEvent) -> PrintState:
    """Return the state that follows; raises ``IllegalMoveError`` where the table has no row."""
    return moved(MOVES, state, event, machine="print")
