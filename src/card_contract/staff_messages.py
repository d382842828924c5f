"""The messages of taking somebody on at a till, locking them, and giving them another role."""

from __future__ import annotations

from typing import Annotated, Final

from msgspec import Meta

from card_contract.messages import Answer, Name, Pin, Request
from card_contract.states import Role

NEW_OPERATOR_PATTERN: Final = "O-[0-9A-HJKMNP-TV-Z]{26}"
LockReason = Annotated[str, Meta(min_length=3, max_length=500)]


class TakeOnRequest(Request, frozen=True, kw_only=True):
    """Take a person on, under an id that the till has made; ``pin`` is the person's first one."""

    name: Name
    role: Role
    pin: Pin


class TakeOnAnswer(Answer, frozen=True, kw_only=True):
    """The person can sign in, since ``at``."""

    operator_id: str
    at: int
    replayed: bool = False


class LockRequest(Request, frozen=True, kw_only=True):
    """Nobody signs in as this person until a manager unlocks the name; ``reason`` says why."""

    reason: LockReason


class RoleRequest(Request, frozen=True, kw_only=True):
    """Somebody does something else from now on, and signs in anew for it."""

    role: Role
