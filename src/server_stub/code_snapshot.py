"""A code as it is told to players, servers and staff: everything but the scan code.

Answers are stored with such a snapshot and given again as they were. The scan code of a personal
code is put in when an answer is written out, from its sealed copy; that of a shared one is no
secret and stands here.
"""

from __future__ import annotations

from msgspec import Struct

from card_contract.states import CodeState
from server_stub.domain.attempt_rules import AttemptState
from server_stub.domain.ids import AppId, CodeId
from server_stub.storage.rows.cards import (
    CampaignRow,
    CodeRow,
    UseType,
)
from server_stub.storage.rows.redemption import AttemptRow, SharedRow

Record = CodeRow | SharedRow
"""What a redemption is about: a personal code, or one profile's share of a shared one."""


class AttemptSnapshot(Struct, frozen=True, kw_only=True):
    """An attempt of an asynchronous campaign (``status``); ``response`` is JSON text."""

    attempt: int
    attempted_at: int
    attempted_by: str
    script: str
    state: AttemptState
    response: str | None


class CodeSnapshot(Struct, frozen=True, kw_only=True):
    """A code at one moment; the two infos are JSON text."""

    app_id: AppId
    campaign: str
    use_type: UseType
    redemption_id: CodeId
    version: int
    state: CodeState
    custom_code_info: str
    custom_redemption_info: str
    redeemed_by_id: str | None
    redeemed_by_name: str | None
    invalidation_reason: str | None
    created_at: int
    activated_at: int | None
    redeemed_at: int | None
    invalidated_at: int | None
    updated_at: int
    shared_scan_code: str | None = None
    status: AttemptSnapshot | None = None

    @property
    def current_attempt(self) -> int | None:
        return None if self.status is None else self.status.attempt


class CampaignSnapshot(Struct, frozen=True, kw_only=True):
    """A campaign as servers are told it; none of it is a secret. Times and limit: shared ones."""

    app_id: AppId
    campaign: str
    use_type: UseType
    description: str
    version: int
    created_at: int
    updated_at: int
    is_async: bool
    retries_max: int
    is_disabled: bool
    custom_code_info: str
    scan_code: str | None
    valid_start: int | None
    valid_end: int | None
    redemptions_max: int | None


def snapshot_of_campaign(campaign: CampaignRow) -> CampaignSnapshot:
    return CampaignSnapshot(
        app_id=campaign.app_id,
        campaign=campaign.campaign,
        use_type=campaign.use_type,
        description=campaign.description,
        version=campaign.version,
        created_at=campaign.created_at,
        updated_at=campaign.updated_at,
        is_async=campaign.is_async,
        retries_max=campaign.retries_max,
        is_disabled=campaign.disabled,
        custom_code_info=campaign.custom_code_info,
        scan_code=campaign.scan_code,
        valid_start=campaign.valid_start,
        valid_end=campaign.valid_end,
        redemptions_max=campaign.redemptions_max,
    )


def snapshot_of(
    record: Record, attempt: AttemptRow | None = None, campaign: CampaignRow | None = None
) -> CodeSnapshot:
    """Take a snapshot; ``attempt`` is the record's current one, ``campaign`` a shared one's."""
    status = None if attempt is None or not attempt.is_async else _status_of(attempt)
    if isinstance(record, SharedRow):
        return _snapshot_of_shared(record, status, campaign)
    return CodeSnapshot(
        app_id=record.app_id,
        campaign=record.campaign,
        use_type=UseType.PERSONAL,
        redemption_id=record.code_id,
        version=record.version,
        state=record.state,
        custom_code_info=record.custom_code_info,
        custom_redemption_info=record.custom_redemption_info,
        redeemed_by_id=record.redeemed_by_id or None,
        redeemed_by_name=record.redeemed_by_name,
        invalidation_reason=record.invalidation_reason,
        created_at=record.created_at,
        activated_at=record.activated_at,
        redeemed_at=record.redeemed_at,
        invalidated_at=record.invalidated_at,
        updated_at=record.updated_at,
        status=status,
    )


def _snapshot_of_shared(
    record: SharedRow, status: AttemptSnapshot | None, campaign: CampaignRow | None
) -> CodeSnapshot:
    is_redeemed = record.state is CodeState.REDEEMED
    return CodeSnapshot(
        app_id=record.app_id,
        campaign=record.campaign,
        use_type=UseType.SHARED,
        redemption_id=record.redemption_id,
        version=record.version,
        state=record.state,
        custom_code_info=record.custom_code_info,
        custom_redemption_info=record.custom_redemption_info,
        redeemed_by_id=record.profile_id if is_redeemed else None,
        redeemed_by_name=record.profile_name if is_redeemed else None,
        invalidation_reason=None,
        created_at=record.created_at,
        activated_at=None,
        redeemed_at=record.redeemed_at,
        invalidated_at=None,
        updated_at=record.updated_at,
        shared_scan_code=None if campaign is None else campaign.scan_code,
        status=status,
    )


def _status_of(attempt: AttemptRow) -> AttemptSnapshot:
    return AttemptSnapshot(
        attempt=attempt.attempt,
        attempted_at=attempt.attempted_at,
        attempted_by=attempt.profile_id,
        script=attempt.script,
        state=attempt.state,
        response=attempt.response,
    )
