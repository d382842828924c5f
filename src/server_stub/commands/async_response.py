"""A server's report about an asynchronous attempt: brainCloud's PROCESS_ASYNCHRONOUS_RESPONSE.

It comes from outside, so everything about it is checked, in the protocol's order; what it then
does is the same as any report of a script.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

import msgspec
from msgspec import Struct

from card_contract.states import CodeState
from server_stub.code_snapshot import Record
from server_stub.commands.attempts import campaign_of, find_record
from server_stub.commands.code_lookup import secret_of
from server_stub.commands.redemption_answers import CodeAnswer, told
from server_stub.commands.redemption_steps import Steps, current_attempt, id_of, places_of
from server_stub.commands.requests import Request
from server_stub.domain.attempt_rules import AttemptFailure, ScriptReport, is_over, verdict_of
from server_stub.domain.ids import AppId, CodeId
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.engine.command import Decision
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change
from server_stub.storage.rows.cards import (
    CAMPAIGNS,
    CODE_SECRETS_BY_HASH,
    CODES,
    CampaignRow,
    CodeRow,
    UseType,
)
from server_stub.storage.rows.redemption import ATTEMPTS_OF_REDEMPTION, SHARED
from server_stub.storage.table import Need


class ResponseFields(Struct, frozen=True, kw_only=True):
    """The parts of ``asyncResponse``; without both flags it is no report."""

    success: bool | None
    complete: bool | None
    custom_redemption_info: str | None = None
    error_code: int | None = None
    error_msg: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessResponse:
    """One report. ``redemption_id`` and ``attempt`` are None where what was sent cannot be one.

    DONE answers with the code, whatever the report brought: a report of a failure is taken in too.
    """

    answer_type: ClassVar = CodeAnswer

    app_id: AppId
    request: Request
    server_name: str
    code_hashes: Sequence[bytes]
    scan_code: str = field(repr=False)
    redemption_id: CodeId | None
    campaign: str | None
    attempt: int | None
    response: ResponseFields

    @property
    def key(self) -> str | None:
        return self.request.key_of("PROCESS_ASYNCHRONOUS_RESPONSE")

    def fingerprint(self) -> bytes:
        return msgspec.json.encode(
            (
                "PROCESS_ASYNCHRONOUS_RESPONSE",
                self.scan_code,
                self.redemption_id,
                self.campaign,
                self.attempt,
                self.response,
            )
        )

    def needs(self) -> Iterable[Need]:
        yield from self.request.needs()
        if self.redemption_id is not None:
            yield CODES.at(self.app_id, self.redemption_id)
            yield SHARED.at(self.app_id, self.redemption_id)
            yield ATTEMPTS_OF_REDEMPTION.at(self.app_id, self.redemption_id)
        for value in self.code_hashes:
            yield CODE_SECRETS_BY_HASH.at(self.app_id, value)

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        record = self._record(rows)
        if record is not None:
            yield CAMPAIGNS.at(self.app_id, record.campaign)
            yield places_of(self.app_id, record.campaign)

    def decide(self, rows: Rows, now_ms: int) -> Decision[CodeAnswer]:
        order = self.request.order(rows, self.app_id, now_ms)
        if isinstance(order, RedemptionOutcome):
            return _no(order, now_ms)
        record = self._record(rows)
        if record is None:
            return _no(RedemptionOutcome.REDEMPTION_NOT_FOUND, now_ms, order)
        campaign = campaign_of(record, rows)
        attempts = rows.all(ATTEMPTS_OF_REDEMPTION, self.app_id, id_of(record))
        attempt = current_attempt(record, attempts)
        # Whether it is asynchronous was decided as it began, whatever its campaign says now.
        is_async = campaign.is_async if attempt is None else attempt.is_async
        refusal = self._refusal(record, campaign, rows, is_async=is_async)
        if refusal is not None:
            return _no(refusal, now_ms, order)
        steps = Steps(
            app_id=self.app_id,
            rows=rows,
            now_ms=now_ms,
            actor=f"server:{self.server_name}",
            campaign=campaign,
            record=record,
            attempt=attempt,
        )
        outcome = self._take_in(steps)
        code = steps.snapshot() if outcome is RedemptionOutcome.DONE else None
        answer = CodeAnswer(outcome=outcome, at=now_ms, code=code)
        return told(answer, (*order, *steps.changes), steps.entries)

    def _record(self, rows: Rows) -> Record | None:
        if self.redemption_id is None:
            return None
        return find_record(self.app_id, self.redemption_id, rows)

    def _refusal(
        self, record: Record, campaign: CampaignRow, rows: Rows, *, is_async: bool
    ) -> RedemptionOutcome | None:
        if not self._is_code_of(record, campaign, rows):
            return RedemptionOutcome.NOT_FOUND
        if self.campaign not in (None, record.campaign):
            return RedemptionOutcome.OTHER_CAMPAIGN
        if not is_async:
            return RedemptionOutcome.NOT_ASYNC
        if record.state is not CodeState.IN_PROGRESS:
            return RedemptionOutcome.NOT_IN_PROGRESS
        return self._refusal_of_report(record)

    def _refusal_of_report(self, record: Record) -> RedemptionOutcome | None:
        if self.attempt is None or self.attempt < 0:
            return RedemptionOutcome.ATTEMPT_UNUSABLE
        if self.attempt != record.attempt:
            return RedemptionOutcome.OTHER_ATTEMPT
        if self.response.success is None or self.response.complete is None:
            return RedemptionOutcome.REPORT_UNUSABLE
        return None

    def _is_code_of(self, record: Record, campaign: CampaignRow, rows: Rows) -> bool:
        if campaign.use_type is UseType.SHARED:
            return campaign.scan_code == self.scan_code
        secret = secret_of(rows, self.app_id, self.code_hashes)
        return (
            isinstance(record, CodeRow) and secret is not None and secret.code_id == id_of(record)
        )

    def _take_in(self, steps: Steps) -> RedemptionOutcome:
        said = self.response
        if not said.complete and is_over(steps.open_attempt.deadline_at, steps.now_ms):
            steps.fail(AttemptFailure.TIMED_OUT)
            return RedemptionOutcome.TIMED_OUT
        report = ScriptReport(
            verdict=verdict_of(said.success, said.complete, is_async=True),
            custom_redemption_info=said.custom_redemption_info,
            error_code=said.error_code,
            error_msg=said.error_msg,
        )
        steps.report(report)
        return RedemptionOutcome.DONE


def _no(
    outcome: RedemptionOutcome, now_ms: int, changes: Sequence[Change] = ()
) -> Decision[CodeAnswer]:
    return told(CodeAnswer(outcome=outcome, at=now_ms), changes)
