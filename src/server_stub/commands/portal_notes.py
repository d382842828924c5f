"""What is noted of people at the portal who change nothing: what they verified, and how far it has
come; what they looked for in vain.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

from server_stub.commands.unstored import Noted, Unstored
from server_stub.domain.ids import OperatorId
from server_stub.engine.command import Decision
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Insert, LedgerEntry, changed
from server_stub.storage.rows.books import LEDGER_WALKS, LedgerWalkRow
from server_stub.storage.table import Need

VERIFIED: Final = "ledger.verified"
THE_LEDGER: Final = "ledger"
CHANGED_LEDGER: Final = "ledger.changed"
"""The subjects of verifications, by which the newest is found: of sound ones, and of the others."""

_TOLD: Final = ("asked_by", "began_at", "first", "upto", "last", "told_at", "ended_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteVerified(Unstored):
    """A stretch of the ledger was walked; ``broken_at`` is where it is not as it was."""

    answer_type: ClassVar = Noted

    operator_id: OperatorId
    first: int
    last: int
    broken_at: int | None
    began_at: int
    """Which walk it was: it has ended with this."""

    def needs(self) -> Iterable[Need]:
        yield LEDGER_WALKS.at(self.app_id)

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        entry = LedgerEntry(
            app_id=self.app_id,
            kind=VERIFIED,
            actor=f"operator:{self.operator_id}",
            subject=THE_LEDGER if self.broken_at is None else CHANGED_LEDGER,
            detail={"first": self.first, "last": self.last, "broken_at": self.broken_at},
        )
        walk = rows.find(LEDGER_WALKS, self.app_id)
        if walk is None or walk.began_at != self.began_at:
            return Decision(Noted(), (), (entry,))
        return Decision(Noted(), (changed(walk, upto=self.last, ended_at=now_ms),), (entry,))


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWalk(Unstored):
    """How far a verification has come. The one that began last is the one that is known."""

    answer_type: ClassVar = Noted

    walk: LedgerWalkRow

    def needs(self) -> Iterable[Need]:
        yield LEDGER_WALKS.at(self.app_id)

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        known, walk = rows.find(LEDGER_WALKS, self.app_id), self.walk
        if known is None:
            return Decision(Noted(), (Insert(walk),))
        if known.began_at > walk.began_at:
            return Decision(Noted())
        columns = {name: getattr(walk, name) for name in _TOLD}
        return Decision(Noted(), (changed(known, **columns),))


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteMisses(Unstored):
    """Somebody has looked for cards in vain so often that they may be trying out codes."""

    answer_type: ClassVar = Noted

    operator_id: OperatorId
    misses: int

    def needs(self) -> Iterable[Need]:
        return ()

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="portal.cards-not-found",
            actor=f"operator:{self.operator_id}",
            subject=self.operator_id,
            detail={"quantity": self.misses},
        )
        return Decision(Noted(), (), (entry,))
