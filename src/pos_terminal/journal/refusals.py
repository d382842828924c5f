"""Which refusals answer for a sale or a void, and which only say that somebody has to wait. Pure.

A refusal of the server's gates (nobody signed in, a role that may not, an address that it does not
know) says nothing about the sale: acting on it could end what was carried out.
"""

from __future__ import annotations

from typing import Final

from card_contract.outcomes import MEANINGS, Refusal
from pos_terminal.gateway.answers import Refused
from pos_terminal.journal.records import CORRECTABLE
from pos_terminal.journal.steps import Outgoing

FOR_A_PERSON: Final = CORRECTABLE | {Refusal.APPROVAL_INVALID}
"""Not final, yet nothing that repeating cures: what was asked has to be put right first."""

_MAY_BE_GONE: Final = frozenset({Outgoing.READ, Outgoing.DENY, Outgoing.SIGN})
_MAY_STICK: Final = frozenset({Outgoing.CONFIRM, Outgoing.CANCEL, Outgoing.VOID, Outgoing.SIGN})


def answers(message: Outgoing, refused: Refused) -> bool:
    """Whether a refusal is the answer to this message, so that the record may go on."""
    if refused.settles or refused.code in FOR_A_PERSON:
        return True
    # Whoever looks, or signs, is told that there is nothing.
    gone = refused.final and refused.code is Refusal.NOT_FOUND
    return gone and message in _MAY_BE_GONE


def sticks(message: Outgoing, refused: Refused) -> bool:
    """Whether repeating cannot help although nothing was judged: then a person is needed."""
    return refused.final and not answers(message, refused) and message in _MAY_STICK


def is_a_gates(refusal: Refusal | None) -> bool:
    """Whether a record is stuck on what a later server, or another line, may answer otherwise."""
    return refusal is not None and MEANINGS[refusal].final and not MEANINGS[refusal].settles
