"""What staff may do to one code that a customer holds: who, when, and when a second person signs.

Its information says what a script delivers for it, so changing that is for managers.

The moves themselves are the code machine's. Changing a code's information and revealing it move
nothing; the latter is for a customer who can no longer read it, and so not for a card that nobody
has paid for yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, Protocol

from card_contract.states import CodeState, HoldState, Role
from server_stub.domain.code_machine import MOVES, CodeEvent
from server_stub.domain.roles import MANAGING, SUPPORTING
from server_stub.domain.shared_code_machine import MOVES as SHARED_MOVES


class CodeAct(StrEnum):
    """One thing that staff do to one code, each with a reason."""

    RETRY = "retry"
    RELEASE = "release"
    FULFIL = "fulfil"
    INVALIDATE = "invalidate"
    INFORM = "inform"
    REVEAL = "reveal"


EVENTS: Final[Mapping[CodeAct, CodeEvent]] = {
    CodeAct.RETRY: CodeEvent.STAFF_RETRY,
    CodeAct.RELEASE: CodeEvent.STAFF_RELEASE,
    CodeAct.FULFIL: CodeEvent.STAFF_FULFIL,
    CodeAct.INVALIDATE: CodeEvent.INVALIDATE,
}
DOERS: Final[Mapping[CodeAct, frozenset[Role]]] = {
    CodeAct.RETRY: SUPPORTING,
    CodeAct.RELEASE: SUPPORTING,
    CodeAct.FULFIL: SUPPORTING,
    CodeAct.INVALIDATE: MANAGING,
    CodeAct.INFORM: MANAGING,
    CodeAct.REVEAL: SUPPORTING,
}
_OF_ATTEMPTS: Final = frozenset({CodeAct.RETRY, CodeAct.FULFIL})


class CodeFacts(Protocol):
    """What the rules look at. ``hold`` is None for what is no personal code."""

    @property
    def state(self) -> CodeState: ...
    @property
    def hold(self) -> HoldState | None: ...
    @property
    def is_card(self) -> bool: ...
    @property
    def recall_id(self) -> str | None: ...
    @property
    def script(self) -> str | None: ...


def acts_on(code: CodeFacts, role: Role, *, has_attempts: bool) -> list[CodeAct]:
    """What somebody of this role may do to the code as it is now."""
    return [act for act in CodeAct if role in DOERS[act] and _is_possible(act, code, has_attempts)]


def is_unsold(code: CodeFacts) -> bool:
    """Whether it is a card that nobody has paid for yet."""
    return code.is_card and code.hold in (HoldState.FREE, HoldState.HELD)


def takes_second(
    act: CodeAct, *, acts_signed: bool, recall_signed_above: int, is_sold: bool
) -> bool:
    """Whether a second person signs: where the shop says so, and for what takes a sold card away.

    Invalidating a card is recalling one, as far as signatures go.
    """
    if act is not CodeAct.INVALIDATE:
        return acts_signed
    return acts_signed or is_sold or recall_signed_above < 1


def _is_possible(act: CodeAct, code: CodeFacts, has_attempts: bool) -> bool:
    if act is CodeAct.INFORM:
        return code.hold is not None
    if act is CodeAct.REVEAL:
        return code.hold is not None and not is_unsold(code)
    moves = SHARED_MOVES[code.state] if code.hold is None else MOVES[code.state]
    if EVENTS[act] not in moves:
        return False
    if act is CodeAct.INVALIDATE:
        return True
    if code.recall_id is not None or (act in _OF_ATTEMPTS and not has_attempts):
        return False
    return act is not CodeAct.RETRY or code.script is not None
