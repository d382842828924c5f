"""The rows of webhooks to the shop's own systems: how far each has followed the ledger."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from server_stub.domain.ids import AppId
from server_stub.storage.table import Row, primary


class WebhookState(StrEnum):
    FOLLOWING = "following"
    PAUSED = "paused"


class WebhookRow(Row, frozen=True, kw_only=True, array_like=True):
    """One receiver. ``position`` is the last entry of the ledger that it has taken or that was not
    for it; ``failures`` are those in a row, ``due_at`` is when it is called again. ``calls`` counts
    the calls that there were. One that was removed is paused, and has no address and no secret.
    """

    TABLE: ClassVar = "webhooks"
    KEY: ClassVar = ("app_id", "webhook")

    app_id: AppId
    webhook: str
    url: str
    secret_sealed: bytes
    seal_key_id: str
    state: WebhookState
    position: int
    failures: int = 0
    due_at: int = 0
    last_error: str | None = None
    delivered_at: int | None = None
    created_at: int
    calls: int = 0
    version: int = 1

    @property
    def is_removed(self) -> bool:
        return not self.url


class WebhookCallRow(Row, frozen=True, kw_only=True, array_like=True):
    """One of the last calls: so many entries after a position, up to another one.

    It lies in the slot of its number, which the call of a later round takes over.
    """

    TABLE: ClassVar = "webhook_calls"
    KEY: ClassVar = ("app_id", "webhook", "slot")

    app_id: AppId
    webhook: str
    slot: int
    number: int
    called_at: int
    after: int
    position: int
    entries: int
    error: str | None = None
    version: int = 1


WEBHOOKS = primary(WebhookRow)
WEBHOOK_CALLS = primary(WebhookCallRow)
