"""What becomes of an open attempt: a script's answer, a doubt, a time-out.

Whoever calls the script (the dispatcher for a player that waits, else a worker) reports here, and
may do so twice: an attempt that has ended says how it ended, and nothing changes. So no answer is
stored under a key; the attempt's row is the record.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

from server_stub.code_snapshot import Record, snapshot_of
from server_stub.commands.redemption_answers import AttemptAnswer, told
from server_stub.commands.redemption_steps import Steps, places_of
from server_stub.commands.unstored import Unstored
from server_stub.domain.attempt_rules import (
    AttemptFailure,
    AttemptPhase,
    AttemptState,
    ScriptReport,
    Verdict,
    is_over,
)
from server_stub.domain.ids import AppId, CodeId
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.engine.command import Decision
from server_stub.engine.loaded import Rows
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import (
    CAMPAIGNS,
    CODES,
    CampaignRow,
)
from server_stub.storage.rows.redemption import ATTEMPTS, SHARED, AttemptRow
from server_stub.storage.table import Need

SYSTEM: Final = "system"

_FAILURES: Final = {
    AttemptFailure.REPORTED: RedemptionOutcome.SCRIPT_REFUSED,
    AttemptFailure.SCRIPT: RedemptionOutcome.SCRIPT_BROKEN,
    AttemptFailure.TIMED_OUT: RedemptionOutcome.TIMED_OUT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfAttempt(Unstored):
    """One attempt of one redemption."""

    redemption_id: CodeId
    attempt: int

    def needs(self) -> Iterable[Need]:
        return (
            CODES.at(self.app_id, self.redemption_id),
            SHARED.at(self.app_id, self.redemption_id),
            ATTEMPTS.at(self.app_id, self.redemption_id, self.attempt),
        )

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        attempt = self._attempt(rows)
        if attempt is not None:
            yield CAMPAIGNS.at(self.app_id, attempt.campaign)
            if attempt.is_shared:
                yield places_of(self.app_id, attempt.campaign)

    def _attempt(self, rows: Rows) -> AttemptRow | None:
        return rows.find(ATTEMPTS, self.app_id, self.redemption_id, self.attempt)

    def _so_far(self, attempt: AttemptRow, rows: Rows, now_ms: int) -> AttemptAnswer:
        record = record_of(self.app_id, self.redemption_id, rows)
        return so_far(attempt, record, campaign_of(attempt, rows), now_ms)

    def _steps(self, attempt: AttemptRow, rows: Rows, now_ms: int) -> Steps:
        return Steps(
            app_id=self.app_id,
            rows=rows,
            now_ms=now_ms,
            actor=SYSTEM,
            campaign=campaign_of(attempt, rows),
            record=record_of(self.app_id, self.redemption_id, rows),
            attempt=attempt,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportAttempt(_OfAttempt):
    """Say what a call of the attempt's script came to: the first one, or a later one.

    UNANSWERED leaves the attempt open and in doubt, due to be looked at again. Where the attempt
    is to go on and its time is over, it fails.
    """

    answer_type: ClassVar = AttemptAnswer

    report: ScriptReport

    def decide(self, rows: Rows, now_ms: int) -> Decision[AttemptAnswer]:
        attempt = self._attempt(rows)
        if attempt is None:
            return _no(RedemptionOutcome.REDEMPTION_NOT_FOUND, now_ms)
        if attempt.phase is AttemptPhase.ENDED:
            return told(self._so_far(attempt, rows, now_ms))
        steps = self._steps(attempt, rows, now_ms)
        is_late = is_over(attempt.deadline_at, now_ms)
        if is_late and self.report.verdict in (Verdict.CONTINUES, Verdict.UNANSWERED):
            steps.fail(AttemptFailure.TIMED_OUT)
            return taken_in(RedemptionOutcome.TIMED_OUT, steps)
        return taken_in(steps.report(self.report), steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class StartCall(_OfAttempt):
    """Note that the script is called now, before a worker first does so for staff: BEGUN.

    Whoever takes the attempt up after that worker died asks the script what it did. The lease stays
    the worker's. Where somebody has called already, the answer is how far the attempt has come.
    """

    answer_type: ClassVar = AttemptAnswer

    def decide(self, rows: Rows, now_ms: int) -> Decision[AttemptAnswer]:
        attempt = self._attempt(rows)
        if attempt is None:
            return _no(RedemptionOutcome.REDEMPTION_NOT_FOUND, now_ms)
        if attempt.phase is not AttemptPhase.PLANNED:
            return told(self._so_far(attempt, rows, now_ms))
        begun = AttemptAnswer(outcome=RedemptionOutcome.BEGUN, at=now_ms)
        return told(begun, (changed(attempt, phase=AttemptPhase.CALLING),))


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeOutAttempt(_OfAttempt):
    """End an attempt whose time is over; before that, nothing happens."""

    answer_type: ClassVar = AttemptAnswer

    def decide(self, rows: Rows, now_ms: int) -> Decision[AttemptAnswer]:
        attempt = self._attempt(rows)
        if attempt is None:
            return _no(RedemptionOutcome.REDEMPTION_NOT_FOUND, now_ms)
        if attempt.phase is AttemptPhase.ENDED:
            return told(self._so_far(attempt, rows, now_ms))
        if not is_over(attempt.deadline_at, now_ms):
            return _no(RedemptionOutcome.NOT_TIMED_OUT, now_ms)
        steps = self._steps(attempt, rows, now_ms)
        steps.fail(AttemptFailure.TIMED_OUT)
        return taken_in(RedemptionOutcome.TIMED_OUT, steps)


def outcome_of(attempt: AttemptRow) -> RedemptionOutcome:
    """What an attempt has come to; while its script has not answered, it is in progress."""
    if attempt.failure is not None:
        return _FAILURES[attempt.failure]
    if attempt.state is AttemptState.COMPLETED:
        return RedemptionOutcome.REDEEMED
    if attempt.is_async and attempt.answered:
        return RedemptionOutcome.CONTINUES
    return RedemptionOutcome.IN_PROGRESS


def so_far(
    attempt: AttemptRow, record: Record, campaign: CampaignRow, now_ms: int
) -> AttemptAnswer:
    """Tell how far an attempt has come, with the code as it is now.

    This is what a repeat of the request that began the attempt is answered with.
    """
    current = attempt if record.attempt == attempt.attempt else None
    code = snapshot_of(record, current, campaign)
    return AttemptAnswer(outcome=outcome_of(attempt), at=now_ms, code=code, replayed=True)


def taken_in(outcome: RedemptionOutcome, steps: Steps) -> Decision[AttemptAnswer]:
    """The answer to a report that was taken in."""
    answer = AttemptAnswer(outcome=outcome, at=steps.now_ms, code=steps.snapshot())
    return told(answer, steps.changes, steps.entries)


def record_of(app_id: AppId, redemption_id: CodeId, rows: Rows) -> Record:
    record = find_record(app_id, redemption_id, rows)
    if record is None:
        raise LookupError(f"Redemption {redemption_id} has an attempt and no row.")
    return record


def find_record(app_id: AppId, redemption_id: CodeId, rows: Rows) -> Record | None:
    """The personal code or the shared redemption with this id."""
    code = rows.find(CODES, app_id, redemption_id)
    return rows.find(SHARED, app_id, redemption_id) if code is None else code


def campaign_of(row: AttemptRow | Record, rows: Rows) -> CampaignRow:
    campaign = rows.find(CAMPAIGNS, row.app_id, row.campaign)
    if campaign is None:
        raise LookupError(f"{row.campaign} has redemptions and no row.")
    return campaign


def _no(outcome: RedemptionOutcome, now_ms: int) -> Decision[AttemptAnswer]:
    return told(AttemptAnswer(outcome=outcome, at=now_ms))
