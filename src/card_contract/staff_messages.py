"""The messages about people and tills as managers see them: taking on, locking, another role."""

from __future__ import annotations

from typing import Annotated, Final

from msgspec import Meta, Struct

from card_contract.messages import Answer, Name, Pin, Request
from card_contract.states import Role

NEW_OPERATOR_PATTERN: Final = "O-[0-9A-HJKMNP-TV-Z]{26}"
LockReason = Annotated[str, Meta(min_length=3, max_length=500, pattern=r"\S")]


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


class ShutOutRequest(Request, frozen=True, kw_only=True):
    """A till is shut out for good; ``reason`` says why."""

    reason: LockReason


class RoleRequest(Request, frozen=True, kw_only=True):
    """Somebody does something else from now on, and signs in anew for it."""

    role: Role


class StaffView(Struct, frozen=True, kw_only=True):
    """Somebody of the staff as a manager sees them: ``locked`` by wrong PINs, or let go.

    ``suspended_why`` is why a manager has locked them by hand, null where nobody has.
    """

    operator_id: str
    name: str
    role: Role
    locked: bool
    disabled: bool
    suspended_why: str | None = None


class StaffAnswer(Answer, frozen=True, kw_only=True):
    people: list[StaffView]


class TillListView(Struct, frozen=True, kw_only=True):
    """A till as a manager sees it; ``is_own`` marks the one that asks."""

    till_id: str
    name: str
    store_name: str
    enrolled_at: int
    last_seen_at: int | None
    revoked_at: int | None
    is_own: bool


class TillsAnswer(Answer, frozen=True, kw_only=True):
    tills: list[TillListView]
