"""Taking one code out of use for good, with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from card_contract.outcomes import Refusal
from card_contract.states import CodeState
from server_stub.commands.unstored import Noted, Unstored
from server_stub.domain.code_machine import CodeEvent, move_code
from server_stub.domain.ids import CodeId
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import LedgerEntry, changed
from server_stub.storage.rows.cards import CODES
from server_stub.storage.table import Need


@dataclass(frozen=True, slots=True, kw_only=True)
class InvalidateCode(Unstored):
    """Invalidate a code; a held card too, which its sale's confirm will then find out."""

    answer_type: ClassVar = Noted

    code_id: CodeId
    reason: str
    invalidated_by: str

    def needs(self) -> Iterable[Need]:
        return (CODES.at(self.app_id, self.code_id),)

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        code = rows.find(CODES, self.app_id, self.code_id)
        if code is None:
            return refuse(Refusal.NOT_FOUND)
        if code.state is CodeState.INVALIDATED:
            return Decision(Noted())
        if code.state in (CodeState.IN_PROGRESS, CodeState.REDEEMED):
            return refuse(
                Refusal.NOT_NOW if code.state is CodeState.IN_PROGRESS else Refusal.NOT_ALLOWED
            )
        change = changed(
            code,
            state=move_code(code.state, CodeEvent.INVALIDATE),
            invalidation_reason=self.reason,
            invalidated_at=now_ms,
            updated_at=now_ms,
        )
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="code.invalidated",
            actor=self.invalidated_by,
            subject=str(self.code_id),
            detail={"reason": self.reason},
        )
        return Decision(Noted(), (change,), (entry,))
