"""What the ledger is told of people at the portal who change nothing: what they verified, what they
looked for in vain.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

from server_stub.commands.unstored import Noted, Unstored
from server_stub.domain.ids import OperatorId
from server_stub.engine.command import Decision
from server_stub.engine.loaded import Rows
from server_stub.storage.change import LedgerEntry
from server_stub.storage.table import Need

VERIFIED: Final = "ledger.verified"
THE_LEDGER: Final = "ledger"
CHANGED_LEDGER: Final = "ledger.changed"
"""The subjects of verifications, by which the newest is found: of sound ones, and of the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteVerified(Unstored):
    """A stretch of the ledger was walked; ``broken_at`` is where it is not as it was."""

    answer_type: ClassVar = Noted

    operator_id: OperatorId
    first: int
    last: int
    broken_at: int | None

    def needs(self) -> Iterable[Need]:
        return ()

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        entry = LedgerEntry(
            app_id=self.app_id,
            kind=VERIFIED,
            actor=f"operator:{self.operator_id}",
            subject=THE_LEDGER if self.broken_at is None else CHANGED_LEDGER,
            detail={"first": self.first, "last": self.last, "broken_at": self.broken_at},
        )
        return Decision(Noted(), (), (entry,))


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
