"""The rows of requests to redeem: what staff look at, bounded, and no record of anything."""

from __future__ import annotations

from typing import ClassVar

from server_stub.domain.ids import AppId, CodeId
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.storage.table import Row


class RequestRow(Row, frozen=True, kw_only=True, array_like=True):
    """What one request came to.

    ``request`` tells those of one moment apart. ``campaign`` is "" where none is known, and
    ``redemption_id`` None where no code was meant that there is.
    """

    TABLE: ClassVar = "redemption_requests"
    KEY: ClassVar = ("app_id", "at", "request")

    app_id: AppId
    at: int
    request: str
    profile_id: str
    profile_name: str
    campaign: str
    last_four: str
    redemption_id: CodeId | None
    outcome: RedemptionOutcome
