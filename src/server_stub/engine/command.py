"""What a command is: a value that names the rows it needs and decides what becomes of them.

Commands are pure: they know no database and no clock. Whatever is random (ids, codes) is made by
the caller and is part of the command, so that over the same rows it always decides the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from msgspec import Struct

from card_contract.messages import CardRefused
from card_contract.outcomes import MEANINGS, Refusal
from server_stub.domain.ids import AppId
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, LedgerEntry, Sweep
from server_stub.storage.table import Need


class Refused(Struct, frozen=True, kw_only=True):
    """The server's no. A final one is stored under the command's key like any other answer.

    ``not_now`` says of a refusal that is final elsewhere that here it is not.
    """

    refusal: Refusal
    cards: list[CardRefused] = []
    retry_after_s: int | None = None
    not_now: bool = False
    replayed: bool = False

    @property
    def is_final(self) -> bool:
        return MEANINGS[self.refusal].final and not self.not_now


A = TypeVar("A", bound=Struct)
A_co = TypeVar("A_co", bound=Struct, covariant=True)


class Decision(NamedTuple, Generic[A_co]):
    """What a command decided: its answer, the rows to write, and the entries for the ledger.

    A refusal may carry changes too (a wrong PIN is counted, a probe stops the card). An answer that
    is not ``kept`` holds for now only: the same request, sent again, is decided anew. ``fresh`` is
    told in place of ``answer``, of which it is all and more: what is not to be stored once more.

    ``sweeps`` change many codes that were loaded by their class. Who decides over one of those
    codes in the same round does so over what it was before: if both change it, the database refuses
    the round, and it is halved.
    """

    answer: A_co | Refused
    changes: Sequence[Change] = ()
    entries: Sequence[LedgerEntry] = ()
    kept: bool = True
    sweeps: Sequence[Sweep] = ()
    fresh: A_co | None = None


class Command(Protocol[A_co]):
    """One change that somebody asks for.

    With a ``key``, the answer is stored in the change's transaction and replayed for ever; then the
    struct ``answer_type`` has a field ``replayed``. ``fingerprint`` returns canonical bytes of what
    was asked, without what may differ between two sendings of one request. Without a key (None) the
    command is decided each time it comes.
    """

    @property
    def app_id(self) -> AppId: ...

    @property
    def key(self) -> str | None: ...

    @property
    def answer_type(self) -> type[A_co]: ...

    def fingerprint(self) -> bytes: ...

    def needs(self) -> Iterable[Need]:
        """The rows that the command asks for at first."""

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        """The rows to which the first ones lead; may be none."""

    def decide(self, rows: Rows, now_ms: int) -> Decision[A_co]:
        """Decide, over all rows needed. Pure: no clock, no chance, no I/O; may be called again."""


def refuse(refusal: Refusal, *cards: CardRefused) -> Decision[Any]:
    """Refuse, and change nothing."""
    return Decision(Refused(refusal=refusal, cards=list(cards)))
