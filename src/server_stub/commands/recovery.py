"""What staff do about a redemption that failed: try again, give it back, declare it delivered.

brainCloud has none of these. Each takes a reason, goes into the ledger, and is decided once under
its key. They work on personal and shared codes alike, also where the player has no retry left.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

import msgspec

from card_contract.outcomes import Refusal
from card_contract.states import CodeState, Role
from server_stub.code_snapshot import Record
from server_stub.commands.askers import employed
from server_stub.commands.attempts import campaign_of, find_record
from server_stub.commands.redemption_answers import CodeAnswer, RedeemAnswer, told
from server_stub.commands.redemption_steps import (
    Player,
    Steps,
    current_attempt,
    id_of,
    places_of,
)
from server_stub.domain.attempt_rules import AttemptPhase
from server_stub.domain.code_machine import CodeEvent
from server_stub.domain.ids import AppId, CodeId, OperatorId
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.domain.shared_rules import is_full
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.rows.cards import (
    CAMPAIGNS,
    CODES,
    CodeRow,
    UseType,
)
from server_stub.storage.rows.redemption import ATTEMPTS_OF_REDEMPTION, SHARED
from server_stub.storage.rows.staff import (
    OPERATORS,
)
from server_stub.storage.table import Need

RECOVERERS: Final = frozenset({Role.SUPPORT, Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Recovery:
    """What the three acts share: who, what, why, and that the redemption has failed."""

    app_id: AppId
    request_key: str
    operator_id: OperatorId
    redemption_id: CodeId
    reason: str

    @property
    def key(self) -> str:
        return f"{self.request_key}/{type(self).__name__}"

    def fingerprint(self) -> bytes:
        return msgspec.json.encode((self.operator_id, self.redemption_id, self.reason))

    def needs(self) -> Iterable[Need]:
        return (
            OPERATORS.at(self.app_id, self.operator_id),
            CODES.at(self.app_id, self.redemption_id),
            SHARED.at(self.app_id, self.redemption_id),
            ATTEMPTS_OF_REDEMPTION.at(self.app_id, self.redemption_id),
        )

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        record = self._record(rows)
        if record is not None:
            yield CAMPAIGNS.at(self.app_id, record.campaign)
            yield places_of(self.app_id, record.campaign)

    def _record(self, rows: Rows) -> Record | None:
        return find_record(self.app_id, self.redemption_id, rows)

    def _refusal(self, rows: Rows) -> Refusal | None:
        operator = employed(rows, self.app_id, self.operator_id)
        if operator is None:
            return Refusal.NO_OPERATOR
        return None if operator.role in RECOVERERS else Refusal.NOT_ALLOWED

    def _steps(self, rows: Rows, now_ms: int) -> Steps | RedemptionOutcome:
        """The failed redemption, ready to be moved; or why it cannot be."""
        record = self._record(rows)
        if record is None:
            return RedemptionOutcome.REDEMPTION_NOT_FOUND
        if record.state is not CodeState.FAILED:
            return RedemptionOutcome.NOT_FAILED
        if isinstance(record, CodeRow) and record.recall_id is not None:
            return RedemptionOutcome.RECALLED
        attempts = rows.all(ATTEMPTS_OF_REDEMPTION, self.app_id, id_of(record))
        return Steps(
            app_id=self.app_id,
            rows=rows,
            now_ms=now_ms,
            actor=f"operator:{self.operator_id}",
            campaign=campaign_of(record, rows),
            record=record,
            attempt=current_attempt(record, attempts),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryFulfilment(_Recovery):
    """Open one more attempt for the player who failed; a worker calls the script."""

    answer_type: ClassVar = RedeemAnswer

    def decide(self, rows: Rows, now_ms: int) -> Decision[RedeemAnswer]:
        refusal = self._refusal(rows)
        if refusal is not None:
            return refuse(refusal)
        steps = self._steps(rows, now_ms)
        if isinstance(steps, RedemptionOutcome):
            return told(RedeemAnswer(outcome=steps, at=now_ms))
        last, script = steps.attempt, steps.campaign.script
        if last is None or script is None:
            return told(RedeemAnswer(outcome=RedemptionOutcome.NO_SCRIPT, at=now_ms))
        if _lacks_place(steps):
            return told(RedeemAnswer(outcome=RedemptionOutcome.LIMIT_REACHED, at=now_ms))
        attempt = steps.begin(
            Player(last.profile_id, last.profile_name),
            None,
            event=CodeEvent.STAFF_RETRY,
            script=script,
            phase=AttemptPhase.PLANNED,
            due_at=now_ms,
        )
        steps.note("fulfilment.retried", reason=self.reason, attempt=attempt.attempt)
        answer = RedeemAnswer(
            outcome=RedemptionOutcome.DONE, at=now_ms, code=steps.snapshot(), call=steps.call()
        )
        return told(answer, steps.changes, steps.entries)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseRedemption(_Recovery):
    """Give a failed code back: it is available again, with all its retries.

    A shared one is the same player's only.
    """

    answer_type: ClassVar = CodeAnswer

    def decide(self, rows: Rows, now_ms: int) -> Decision[CodeAnswer]:
        refusal = self._refusal(rows)
        if refusal is not None:
            return refuse(refusal)
        steps = self._steps(rows, now_ms)
        if isinstance(steps, RedemptionOutcome):
            return _no(steps, now_ms)
        steps.release()
        steps.note("fulfilment.released", reason=self.reason)
        return _done(steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class FulfilByHand(_Recovery):
    """Declare the goods delivered to the player who failed: the code is redeemed."""

    answer_type: ClassVar = CodeAnswer

    def decide(self, rows: Rows, now_ms: int) -> Decision[CodeAnswer]:
        refusal = self._refusal(rows)
        if refusal is not None:
            return refuse(refusal)
        steps = self._steps(rows, now_ms)
        if isinstance(steps, RedemptionOutcome):
            return _no(steps, now_ms)
        last = steps.attempt
        if last is None:
            return _no(RedemptionOutcome.NOT_FAILED, now_ms)
        if _lacks_place(steps):
            return _no(RedemptionOutcome.LIMIT_REACHED, now_ms)
        steps.fulfil(Player(last.profile_id, last.profile_name))
        steps.note("fulfilment.fulfilled", reason=self.reason, profile=last.profile_id)
        return _done(steps)


def _lacks_place(steps: Steps) -> bool:
    """Whether a shared code's limit leaves no place; a failed redemption has given its own back."""
    is_shared = steps.campaign.use_type is UseType.SHARED
    return is_shared and is_full(steps.campaign, steps.taken)


def _done(steps: Steps) -> Decision[CodeAnswer]:
    answer = CodeAnswer(outcome=RedemptionOutcome.DONE, at=steps.now_ms, code=steps.snapshot())
    return told(answer, steps.changes, steps.entries)


def _no(outcome: RedemptionOutcome, now_ms: int) -> Decision[CodeAnswer]:
    return told(CodeAnswer(outcome=outcome, at=now_ms))
