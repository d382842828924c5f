"""The messages about the ledger: searching it, and verifying it stretch by stretch."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from card_contract.messages import Answer

KIND_PATTERN: Final = "[a-z]{1,40}(-[a-z]{1,40})?[.][a-z-]{1,60}"


class LedgerDetail(Struct, frozen=True, kw_only=True):
    """One thing that an entry says beside what all of them say."""

    name: str
    value: str


class LedgerEntryView(Struct, frozen=True, kw_only=True):
    """One entry. ``actor`` is as it was written, ``actor_name`` what that is called today."""

    position: int
    at: int
    kind: str
    actor: str
    actor_name: str | None
    subject: str
    details: list[LedgerDetail]
    hash: str


class LedgerAnswer(Answer, frozen=True, kw_only=True):
    """Entries that were found, newest first.

    The search looked back to ``looked_to``; where ``more`` is true, it goes on before that.
    """

    entries: list[LedgerEntryView]
    looked_to: int
    looked_to_at: int | None
    more: bool


class KeptCheckpoint(Struct, frozen=True, kw_only=True):
    """The checkpoint that a till has presented last; null where it never had one."""

    till_id: str
    till_name: str
    position: int | None
    presented_at: int | None
    fits: bool | None


class LedgerChecked(Answer, frozen=True, kw_only=True):
    """What a look at one stretch of the ledger has found.

    All entries after ``after`` up to ``upto`` were looked at; the ledger ends at ``end``, and the
    look goes on after ``upto`` where that is less. ``broken_at`` is the first position at which it
    is not as it was.
    """

    after: int
    upto: int
    end: int
    head_hash: str
    broken_at: int | None
    signed_position: int | None
    signed_at: int | None
    tills: list[KeptCheckpoint]
