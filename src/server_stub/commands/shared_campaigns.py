"""Making a campaign with one code for everybody: brainCloud's SYS_ADD_MULTI_USE_CODE_TYPE."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

import msgspec

from server_stub.code_snapshot import CampaignSnapshot, snapshot_of_campaign
from server_stub.commands.redemption_answers import Outcome, told
from server_stub.commands.requests import Request
from server_stub.domain.ids import AppId
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.engine.command import Decision
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, LedgerEntry
from server_stub.storage.rows.cards import (
    CAMPAIGNS,
    CAMPAIGNS_BY_SCAN_CODE,
    CampaignRow,
    UseType,
)
from server_stub.storage.table import Need


class CampaignAnswer(Outcome, frozen=True, kw_only=True):
    """The campaign as it was made."""

    campaign: CampaignSnapshot | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddSharedCampaign:
    """Make a shared campaign whose name and scan code are not taken.

    ``script`` names one that exists, or none; without one the campaign is synchronous and has no
    retries.
    """

    answer_type: ClassVar = CampaignAnswer

    app_id: AppId
    request: Request
    actor: str
    campaign: str
    scan_code: str
    valid_start: int
    valid_end: int
    description: str = ""
    redemptions_max: int | None = None
    custom_code_info: str = "{}"
    script: str | None = None
    is_async: bool = False
    retries_max: int = 0
    timeout_s: int = 3600
    disabled: bool = False

    @property
    def key(self) -> str | None:
        return self.request.key_of("SYS_ADD_MULTI_USE_CODE_TYPE")

    def fingerprint(self) -> bytes:
        return msgspec.json.encode(("SYS_ADD_MULTI_USE_CODE_TYPE", self._row(0)))

    def needs(self) -> Iterable[Need]:
        yield from self.request.needs()
        yield CAMPAIGNS.at(self.app_id, self.campaign)
        yield CAMPAIGNS_BY_SCAN_CODE.at(self.app_id, self.scan_code)

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        return ()

    def decide(self, rows: Rows, now_ms: int) -> Decision[CampaignAnswer]:
        order = self.request.order(rows, self.app_id, now_ms)
        if isinstance(order, RedemptionOutcome):
            return _no(order, now_ms)
        by_name = rows.find(CAMPAIGNS, self.app_id, self.campaign)
        by_code = rows.find(CAMPAIGNS_BY_SCAN_CODE, self.app_id, self.scan_code)
        if by_name is not None or by_code is not None:
            return _no(RedemptionOutcome.NAME_TAKEN, now_ms, order)
        row = self._row(now_ms)
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="campaign.made",
            actor=self.actor,
            subject=self.campaign,
            detail={"use": row.use_type, "max": row.redemptions_max, "script": row.script},
        )
        answer = CampaignAnswer(
            outcome=RedemptionOutcome.DONE, at=now_ms, campaign=snapshot_of_campaign(row)
        )
        return told(answer, (*order, Insert(row)), (entry,))

    def _row(self, now_ms: int) -> CampaignRow:
        has_script = self.script is not None
        return CampaignRow(
            app_id=self.app_id,
            campaign=self.campaign,
            title=self.campaign,
            description=self.description,
            use_type=UseType.SHARED,
            price_minor=0,
            currency="",
            disabled=self.disabled,
            custom_code_info=self.custom_code_info,
            scan_code=self.scan_code,
            valid_start=self.valid_start,
            valid_end=self.valid_end,
            redemptions_max=self.redemptions_max,
            script=self.script,
            is_async=self.is_async and has_script,
            retries_max=self.retries_max if has_script else 0,
            timeout_s=self.timeout_s,
            created_at=now_ms,
            updated_at=now_ms,
        )


def _no(
    outcome: RedemptionOutcome, now_ms: int, changes: Sequence[Change] = ()
) -> Decision[CampaignAnswer]:
    return told(CampaignAnswer(outcome=outcome, at=now_ms), changes)
