"""Redeeming a personal code whose campaign has no script: decided at once, in one command.

The code itself never comes here, only its keyed hashes (one for each hash key in use). A request
for a card that was not sold yet is a probe: somebody knows the code already, so the card is
stopped and never sold until a manager has looked. The answer tells the asker no more than that the
code is not active.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Final

import msgspec
from msgspec import Struct

from card_contract.states import CodeState
from server_stub.domain.code_machine import CodeEvent, move_code
from server_stub.domain.ids import AppId, CodeId
from server_stub.domain.stop_machine import StopEvent, move_stop
from server_stub.engine.command import Decision
from server_stub.engine.loaded import Rows
from server_stub.storage.change import LedgerEntry, changed
from server_stub.storage.rows.cards import (
    CAMPAIGNS,
    CODE_SECRETS_BY_HASH,
    CODES,
    CampaignRow,
    CodeRow,
    CodeSecretRow,
)
from server_stub.storage.table import Need


class RedeemOutcome(StrEnum):
    """What became of a redemption."""

    REDEEMED = "redeemed"
    NOT_FOUND = "not-found"
    OTHER_CAMPAIGN = "other-campaign"
    CAMPAIGN_DISABLED = "campaign-disabled"
    NOT_ACTIVE = "not-active"
    INVALIDATED = "invalidated"
    IN_PROGRESS = "in-progress"
    FAILED = "failed"
    REDEEMED_BY_SELF = "redeemed-by-self"
    REDEEMED_BY_OTHER = "redeemed-by-other"
    SCRIPT_NOT_RUN = "script-not-run"


class RedeemAnswer(Struct, frozen=True, kw_only=True):
    """The outcome; the code is named by its id only, and only to who redeemed it."""

    outcome: RedeemOutcome
    code_id: CodeId | None = None
    at: int
    replayed: bool = False


_REFUSALS: Final = {
    CodeState.INACTIVE: RedeemOutcome.NOT_ACTIVE,
    CodeState.INVALIDATED: RedeemOutcome.INVALIDATED,
    CodeState.IN_PROGRESS: RedeemOutcome.IN_PROGRESS,
    CodeState.FAILED: RedeemOutcome.FAILED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Redeem:
    """One request of one profile; ``request_key`` is made by the asker before sending."""

    answer_type: ClassVar = RedeemAnswer

    app_id: AppId
    request_key: str
    profile_id: str
    profile_name: str
    code_hashes: Sequence[bytes]
    campaign: str | None = None
    custom_redemption_info: str = "{}"

    @property
    def key(self) -> str:
        return f"{self.request_key}/REDEEM"

    def fingerprint(self) -> bytes:
        return msgspec.json.encode(
            (self.profile_id, self.code_hashes, self.campaign, self.custom_redemption_info)
        )

    def needs(self) -> Iterable[Need]:
        return [CODE_SECRETS_BY_HASH.at(self.app_id, value) for value in self.code_hashes]

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        secret = self._secret(rows)
        if secret is None:
            return ()
        return (
            CODES.at(self.app_id, secret.code_id),
            CAMPAIGNS.at(self.app_id, secret.campaign),
        )

    def decide(self, rows: Rows, now_ms: int) -> Decision[RedeemAnswer]:
        secret = self._secret(rows)
        if secret is None:
            return self._no(RedeemOutcome.NOT_FOUND, now_ms)
        code = rows.find(CODES, self.app_id, secret.code_id)
        campaign = rows.find(CAMPAIGNS, self.app_id, secret.campaign)
        if code is None or campaign is None:
            raise LookupError(f"Code {secret.code_id} has no row or no campaign.")
        refusal = self._refusal(code, campaign)
        if code.is_card and code.state is CodeState.INACTIVE:
            # Whatever else is wrong with the request: somebody knows the code of an unsold card.
            return self._probed(code, refusal or RedeemOutcome.NOT_ACTIVE, now_ms)
        if refusal is not None:
            return self._no(refusal, now_ms)
        return self._redeemed(code, now_ms)

    def _secret(self, rows: Rows) -> CodeSecretRow | None:
        for value in self.code_hashes:
            secret = rows.find(CODE_SECRETS_BY_HASH, self.app_id, value)
            if secret is not None:
                return secret
        return None

    def _refusal(self, code: CodeRow, campaign: CampaignRow) -> RedeemOutcome | None:
        if campaign.disabled:
            return RedeemOutcome.CAMPAIGN_DISABLED
        if self.campaign not in (None, campaign.campaign):
            return RedeemOutcome.OTHER_CAMPAIGN
        if code.state is CodeState.REDEEMED:
            own = code.redeemed_by_id == self.profile_id
            return RedeemOutcome.REDEEMED_BY_SELF if own else RedeemOutcome.REDEEMED_BY_OTHER
        if code.state is CodeState.AVAILABLE:
            return None if campaign.script is None else RedeemOutcome.SCRIPT_NOT_RUN
        return _REFUSALS[code.state]

    def _probed(self, code: CodeRow, refusal: RedeemOutcome, now_ms: int) -> Decision[RedeemAnswer]:
        answer = self._answer(refusal, now_ms)
        stop = move_stop(code.stop, StopEvent.PROBE)
        if stop is code.stop:
            return Decision(answer)
        change = changed(code, stop=stop, stopped_at=now_ms, updated_at=now_ms)
        return Decision(answer, (change,), (self._entry("card.probed", code),))

    def _redeemed(self, code: CodeRow, now_ms: int) -> Decision[RedeemAnswer]:
        change = changed(
            code,
            state=move_code(code.state, CodeEvent.REDEEM),
            redeemed_by_id=self.profile_id,
            redeemed_by_name=self.profile_name,
            custom_redemption_info=self.custom_redemption_info,
            redeemed_at=now_ms,
            updated_at=now_ms,
        )
        answer = self._answer(RedeemOutcome.REDEEMED, now_ms, code.code_id)
        return Decision(answer, (change,), (self._entry("code.redeemed", code),))

    def _no(self, outcome: RedeemOutcome, now_ms: int) -> Decision[RedeemAnswer]:
        # An attempt that goes on has an end, and the same request may ask for it.
        is_kept = outcome is not RedeemOutcome.IN_PROGRESS
        return Decision(self._answer(outcome, now_ms), kept=is_kept)

    def _answer(
        self, outcome: RedeemOutcome, now_ms: int, code_id: CodeId | None = None
    ) -> RedeemAnswer:
        return RedeemAnswer(outcome=outcome, code_id=code_id, at=now_ms)

    def _entry(self, kind: str, code: CodeRow) -> LedgerEntry:
        return LedgerEntry(
            app_id=self.app_id,
            kind=kind,
            actor=f"profile:{self.profile_id}",
            subject=str(code.code_id),
            detail={"sale": code.sale_id},
        )
