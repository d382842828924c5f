"""Handing commands to the engine, and what its own refusals mean to a dispatcher."""

from __future__ import annotations

from typing import Final, TypeVar

from msgspec import Struct

from card_contract.outcomes import Refusal
from server_stub.engine.command import Command, Refused
from server_stub.engine.submits import Submits
from server_stub.web.braincloud.reasons import No, Reason, refused

A = TypeVar("A", bound=Struct)

_LATER: Final = frozenset({Refusal.BUSY, Refusal.READ_ONLY, Refusal.THROTTLED, Refusal.NOT_NOW})


class NotNowError(Exception):
    """Nothing can be decided now. Clients repeat a packet that is answered with HTTP 503."""


async def answered(engine: Submits, command: Command[A]) -> A | No:
    """What a command decided; raises ``NotNowError`` where the packet is to be sent again."""
    answer = await engine.submit(command)
    if not isinstance(answer, Refused):
        return answer
    return refusal_of(answer)


def refusal_of(answer: Refused) -> No:
    """The engine's no, as a dispatcher's."""
    if answer.refusal in _LATER:
        raise NotNowError
    if answer.refusal is Refusal.KEY_REUSED:
        return refused(Reason.INVALID_PACKET_ID, "This packet id was used for another packet.")
    return refused(Reason.SERVER_FAULT, "The server failed.")
