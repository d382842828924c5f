"""What staff do about a redemption that failed: try again, give it back, declare it delivered.

brainCloud has none of these. Each takes a reason, goes into the ledger, and is decided once under
its key. They work on personal and shared codes alike, also where the player has no retry left.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import msgspec

from card_contract.outcomes import Refusal
from card_contract.states import CodeState
from server_stub.code_snapshot import Record
from server_stub.commands.approvals import approver_of
from server_stub.commands.askers import employed
from server_stub.commands.attempts import campaign_of, find_record
from server_stub.commands.code_signatures import needs_of_signature, signature_for
from server_stub.commands.redemption_answers import CodeAnswer, RedeemAnswer, told
from server_stub.commands.redemption_steps import (
    Player,
    Steps,
    current_attempt,
    id_of,
    places_of,
)
from server_stub.domain.attempt_rules import AttemptPhase
from server_stub.domain.code_acts import DOERS, CodeAct
from server_stub.domain.code_machine import CodeEvent
from server_stub.domain.ids import AT_PORTAL, AppId, CodeId, OperatorId, TillId
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.domain.shared_rules import is_full
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import (
    CAMPAIGNS,
    CODES,
    CodeRow,
    UseType,
)
from server_stub.storage.rows.redemption import ATTEMPTS_OF_REDEMPTION, SHARED
from server_stub.storage.rows.staff import OPERATORS, ApprovalRow
from server_stub.storage.table import Need


@dataclass(frozen=True, slots=True, kw_only=True)
class _Recovery(ABC):
    """What the three acts share: who, what, why, that the redemption has failed, and who signs.

    ``version`` is of the record as they saw it; None where they name it without having looked.
    ``place`` is where they, and who signs, prove who they are.
    """

    answer_type: ClassVar[type[CodeAnswer]] = CodeAnswer
    act: ClassVar[CodeAct]

    app_id: AppId
    request_key: str
    operator_id: OperatorId
    redemption_id: CodeId
    reason: str
    version: int | None = None
    approval: str | None = None
    place: TillId = AT_PORTAL

    @property
    def key(self) -> str | None:
        return f"{self.request_key}/{type(self).__name__}"

    def fingerprint(self) -> bytes:
        asked = (self.operator_id, self.redemption_id, self.reason, self.version)
        return msgspec.json.encode(asked)

    def needs(self) -> Iterable[Need]:
        yield OPERATORS.at(self.app_id, self.operator_id)
        yield CODES.at(self.app_id, self.redemption_id)
        yield SHARED.at(self.app_id, self.redemption_id)
        yield ATTEMPTS_OF_REDEMPTION.at(self.app_id, self.redemption_id)
        yield from needs_of_signature(self.app_id, self.approval)

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        yield from approver_of(rows, self.app_id, self.approval)
        record = self._record(rows)
        if record is not None:
            yield CAMPAIGNS.at(self.app_id, record.campaign)
            yield places_of(self.app_id, record.campaign)

    def decide(self, rows: Rows, now_ms: int) -> Decision[CodeAnswer]:
        refusal = self._refusal(rows)
        if refusal is not None:
            return refuse(refusal)
        steps = self._steps(rows, now_ms)
        if isinstance(steps, RedemptionOutcome):
            return self._no(steps, now_ms)
        why_not = self._why_not(steps)
        if why_not is not None:
            return self._no(why_not, now_ms)
        signed = self._signature(rows, now_ms)
        if isinstance(signed, Refusal):
            return refuse(signed)
        by = None if signed is None else signed.approver_id
        answer = self._moved(steps, approved_by=by)
        used = () if signed is None else (changed(signed, used_at=now_ms),)
        return told(answer, (*steps.changes, *used), steps.entries)

    def _why_not(self, steps: Steps) -> RedemptionOutcome | None:
        """Say why a failed redemption cannot be recovered so, or None."""
        return None

    @abstractmethod
    def _moved(self, steps: Steps, *, approved_by: OperatorId | None) -> CodeAnswer:
        """Move the redemption, and tell how it stands."""

    def _no(self, outcome: RedemptionOutcome, now_ms: int) -> Decision[CodeAnswer]:
        return told(self.answer_type(outcome=outcome, at=now_ms))

    def _record(self, rows: Rows) -> Record | None:
        return find_record(self.app_id, self.redemption_id, rows)

    def _refusal(self, rows: Rows) -> Refusal | None:
        operator = employed(rows, self.app_id, self.operator_id)
        if operator is None:
            return Refusal.NO_OPERATOR
        return None if operator.role in DOERS[self.act] else Refusal.NOT_ALLOWED

    def _signature(self, rows: Rows, now_ms: int) -> ApprovalRow | Refusal | None:
        return signature_for(
            rows,
            self.app_id,
            self.act,
            self.redemption_id,
            asked_by=self.operator_id,
            request_key=self.request_key,
            approval=self.approval,
            now_ms=now_ms,
            place=self.place,
        )

    def _steps(self, rows: Rows, now_ms: int) -> Steps | RedemptionOutcome:
        """The failed redemption, ready to be moved; or why it cannot be."""
        record = self._record(rows)
        if record is None:
            return RedemptionOutcome.REDEMPTION_NOT_FOUND
        if record.state is not CodeState.FAILED:
            return RedemptionOutcome.NOT_FAILED
        if isinstance(record, CodeRow) and record.recall_id is not None:
            return RedemptionOutcome.RECALLED
        if self.version not in (None, record.version):
            return RedemptionOutcome.OTHER_VERSION  # it has failed anew, maybe somebody else's
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

    answer_type: ClassVar[type[CodeAnswer]] = RedeemAnswer
    act: ClassVar = CodeAct.RETRY

    def _why_not(self, steps: Steps) -> RedemptionOutcome | None:
        if steps.attempt is None or steps.campaign.script is None:
            return RedemptionOutcome.NO_SCRIPT
        return RedemptionOutcome.LIMIT_REACHED if _lacks_place(steps) else None

    def _moved(self, steps: Steps, *, approved_by: OperatorId | None) -> RedeemAnswer:
        last, script = steps.attempt, steps.campaign.script
        if last is None or script is None:
            raise AssertionError("What has no script is not tried again.")
        phase = AttemptPhase.IN_DOUBT if steps.is_in_doubt else AttemptPhase.PLANNED
        attempt = steps.begin(
            Player(last.profile_id, last.profile_name),
            None,
            event=CodeEvent.STAFF_RETRY,
            script=script,
            phase=phase,
            due_at=steps.now_ms,
        )
        steps.note(
            "fulfilment.retried",
            reason=self.reason,
            attempt=attempt.attempt,
            approved_by=approved_by,
        )
        return RedeemAnswer(
            outcome=RedemptionOutcome.DONE,
            at=steps.now_ms,
            code=steps.snapshot(),
            call=steps.call(),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseRedemption(_Recovery):
    """Give a failed code back: it is available again, with all its retries.

    A shared one is the same player's only, and so is a personal one unless its script has refused:
    nobody knows then whether the goods are that player's already.
    """

    act: ClassVar = CodeAct.RELEASE

    def _moved(self, steps: Steps, *, approved_by: OperatorId | None) -> CodeAnswer:
        steps.release()
        steps.note("fulfilment.released", reason=self.reason, approved_by=approved_by)
        return _done(steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class FulfilByHand(_Recovery):
    """Declare the goods delivered to the player who failed: the code is redeemed."""

    act: ClassVar = CodeAct.FULFIL

    def _why_not(self, steps: Steps) -> RedemptionOutcome | None:
        if steps.attempt is None:
            return RedemptionOutcome.NOT_FAILED
        return RedemptionOutcome.LIMIT_REACHED if _lacks_place(steps) else None

    def _moved(self, steps: Steps, *, approved_by: OperatorId | None) -> CodeAnswer:
        last = steps.attempt
        if last is None:
            raise AssertionError("What was never tried is not declared delivered.")
        steps.fulfil(Player(last.profile_id, last.profile_name))
        steps.note(
            "fulfilment.fulfilled",
            reason=self.reason,
            profile=last.profile_id,
            approved_by=approved_by,
        )
        return _done(steps)


def _lacks_place(steps: Steps) -> bool:
    """Whether a shared code's limit leaves no place; a failed redemption has given its own back."""
    is_shared = steps.campaign.use_type is UseType.SHARED
    return is_shared and is_full(steps.campaign, steps.taken)


def _done(steps: Steps) -> CodeAnswer:
    return CodeAnswer(outcome=RedemptionOutcome.DONE, at=steps.now_ms, code=steps.snapshot())
