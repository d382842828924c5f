"""Codes and campaigns as they go on the wire."""

from __future__ import annotations

from typing import Any

import msgspec

from server_stub.code_snapshot import AttemptSnapshot, CampaignSnapshot, CodeSnapshot
from server_stub.storage.rows.cards import (
    UseType,
)


def code_object(code: CodeSnapshot, scan_code: str) -> dict[str, Any]:
    """A code; ``scan_code`` is its stored form."""
    told: dict[str, Any] = {
        "gameId": code.app_id,
        "scanCode": scan_code,
        "codeType": code.campaign,
        "redemptionCodeId": str(code.redemption_id),
        "version": code.version,
        "codeState": code.state.value,
        "customCodeInfo": _raw(code.custom_code_info),
        "customRedemptionInfo": _raw(code.custom_redemption_info),
        "redeemedByProfileId": code.redeemed_by_id,
        "redeemedByProfileName": code.redeemed_by_name,
        "invalidationReason": code.invalidation_reason,
        "createdAt": code.created_at,
        "activatedAt": code.activated_at,
        "redeemedAt": code.redeemed_at,
        "invalidatedAt": code.invalidated_at,
        "updatedAt": code.updated_at,
    }
    if code.status is not None:
        told["currentAttempt"] = code.status.attempt
        told["status"] = _status(code.status)
    return told


def campaign_object(campaign: CampaignSnapshot) -> dict[str, Any]:
    """A campaign; only a shared one has a scan code and the limits of its use."""
    told: dict[str, Any] = {
        "gameId": campaign.app_id,
        "codeType": campaign.campaign,
        "codeUseType": campaign.use_type.value,
        "description": campaign.description,
        "version": campaign.version,
        "createdAt": campaign.created_at,
        "updatedAt": campaign.updated_at,
        "async": campaign.is_async,
        "maxRetries": campaign.retries_max,
        "isDisabled": campaign.is_disabled,
        "customCodeInfo": _raw(campaign.custom_code_info),
    }
    if campaign.use_type is UseType.SHARED:
        told |= {
            "scanCode": campaign.scan_code,
            "validStart": campaign.valid_start,
            "validEnd": campaign.valid_end,
            "maxRedemptions": campaign.redemptions_max,
        }
    return told


def _status(status: AttemptSnapshot) -> dict[str, Any]:
    return {
        "attempt": status.attempt,
        "attemptedAt": status.attempted_at,
        "attemptedBy": status.attempted_by,
        "scriptId": status.script,
        "scriptVersion": 1,
        "attemptState": status.state.value,
        "response": None if status.response is None else _raw(status.response),
    }


def _raw(text: str) -> msgspec.Raw:
    return msgspec.Raw(text.encode())
