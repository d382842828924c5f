"""Noting that a code was redeemed after the backup that the database was restored from.

No till knows of it; a list from the shop's webhooks, from an export of the ledger or from a script
does. The goods were delivered then: nothing is called, the code only counts as redeemed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

from card_contract.states import CodeState
from server_stub.commands.redemption_answers import CodeAnswer
from server_stub.commands.restoration import refusal_of_person
from server_stub.commands.unstored import Unstored
from server_stub.domain.code_machine import CodeEvent, move_code
from server_stub.domain.ids import CodeId, OperatorId
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.domain.roles import ADMINISTERING
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import LedgerEntry, changed
from server_stub.storage.rows.books import RESTORATIONS
from server_stub.storage.rows.cards import CODES, SOMEBODY, CodeRow
from server_stub.storage.rows.staff import OPERATORS
from server_stub.storage.table import Need

REASON: Final = "restored"
_WHY_NOT: Final = {
    CodeState.INACTIVE: RedemptionOutcome.NOT_ACTIVE,
    CodeState.IN_PROGRESS: RedemptionOutcome.IN_PROGRESS,
    CodeState.INVALIDATED: RedemptionOutcome.INVALIDATED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRedeemed(Unstored):
    """An administrator says so of one personal code, of this profile if it is known."""

    answer_type: ClassVar = CodeAnswer

    operator_id: OperatorId
    redemption_id: CodeId
    profile_id: str | None

    def needs(self) -> Iterable[Need]:
        return (
            OPERATORS.at(self.app_id, self.operator_id),
            RESTORATIONS.at(self.app_id),
            CODES.at(self.app_id, self.redemption_id),
        )

    def decide(self, rows: Rows, now_ms: int) -> Decision[CodeAnswer]:
        refusal = refusal_of_person(rows, self.app_id, self.operator_id, ADMINISTERING)
        if refusal is not None:
            return refuse(refusal)
        code = rows.find(CODES, self.app_id, self.redemption_id)
        outcome = self._outcome(code, rows)
        answer = CodeAnswer(outcome=outcome, at=now_ms)
        if code is None or outcome is not RedemptionOutcome.DONE or _is_redeemed(code):
            return Decision(answer)
        change = changed(
            code,
            state=move_code(code.state, CodeEvent.REDEEM),
            redeemed_by_id=self.profile_id or SOMEBODY,
            redeemed_by_name=self.profile_id,
            redeemed_at=now_ms,
            updated_at=now_ms,
        )
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="code.redeemed",
            actor=f"operator:{self.operator_id}",
            subject=str(code.code_id),
            detail={
                "campaign": code.campaign,
                "sale": code.sale_id,
                "profile": self.profile_id,
                "reason": REASON,
            },
        )
        return Decision(answer, (change,), (entry,))

    def _outcome(self, code: CodeRow | None, rows: Rows) -> RedemptionOutcome:
        if code is None:
            return RedemptionOutcome.REDEMPTION_NOT_FOUND
        if _is_redeemed(code):
            return self._of_redeemed(code)
        if rows.find(RESTORATIONS, self.app_id) is None:
            return RedemptionOutcome.NOT_RESTORED
        return _WHY_NOT.get(code.state, RedemptionOutcome.DONE)

    def _of_redeemed(self, code: CodeRow) -> RedemptionOutcome:
        known = code.redeemed_by_id in (None, SOMEBODY, self.profile_id)
        is_contradicted = self.profile_id is not None and not known
        return RedemptionOutcome.REDEEMED_BY_OTHER if is_contradicted else RedemptionOutcome.DONE


def _is_redeemed(code: CodeRow) -> bool:
    return code.state is CodeState.REDEEMED
