"""Webhooks with their last calls, and what waits in the server's queues."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import msgspec

from server_stub.domain.ids import AppId
from server_stub.domain.restore_machine import RestoreStage
from server_stub.queries.shop import TillToTell
from server_stub.storage import portal_server_selects as selects
from server_stub.storage import selects as shop_selects
from server_stub.storage.interface import Reader
from server_stub.storage.rows.books import RESTORATIONS, RestorationRow
from server_stub.storage.rows.shop import APPS, AppRow

PAGE_LINES: Final = 50
COUNTED_MAX: Final = 1_000


class WebhookLine(msgspec.Struct, frozen=True, array_like=True):
    """A receiver; it has taken everything up to ``position`` of a ledger that ends at ``end``."""

    webhook: str
    url: str
    state: str
    position: int
    end: int
    failures: int
    due_at: int
    last_error: str | None
    delivered_at: int | None
    created_at: int
    calls: int

    @property
    def behind(self) -> int:
        return max(0, self.end - self.position)

    @property
    def is_following(self) -> bool:
        return self.state == "following"


class CallLine(msgspec.Struct, frozen=True, array_like=True):
    """One call: so many entries after a position, up to another one."""

    number: int
    called_at: int
    after: int
    position: int
    entries: int
    error: str | None


class Queues(msgspec.Struct, frozen=True, array_like=True):
    """What waits, each counted up to a limit; ``workers`` have ``leases`` on what is due."""

    due: int
    waiting_since: int | None
    workers: int
    leases: int
    jobs: int
    jobs_quiet_since: int | None
    mails: int
    mails_since: int | None
    webhooks_failing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Restoring:
    """A shop that was restored from a backup and is not open again; ``tills`` have yet to tell."""

    stage: RestoreStage
    restored_at: int
    tills: list[TillToTell]

    @property
    def is_telling(self) -> bool:
        return self.stage is RestoreStage.TELLING


class PortalServer:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def webhooks(self, app_id: AppId, after: str) -> tuple[list[WebhookLine], bool]:
        """The webhooks after one; are there more?"""
        found = await self._reader.fetch(
            WebhookLine, selects.WEBHOOKS, app_id, after, PAGE_LINES + 1
        )
        return found[:PAGE_LINES], len(found) > PAGE_LINES

    async def webhook(self, app_id: AppId, webhook: str) -> WebhookLine | None:
        found = await self._reader.fetch(WebhookLine, selects.WEBHOOK, app_id, webhook)
        return found[0] if found else None

    async def calls(self, app_id: AppId, webhook: str) -> list[CallLine]:
        """The last calls, the newest first."""
        return await self._reader.fetch(CallLine, selects.WEBHOOK_CALLS, app_id, webhook)

    async def restoring(self, app_id: AppId) -> Restoring | None:
        """How far the shop is after its last restore; None where it is open."""
        rows: list[RestorationRow] = await self._reader.find(RESTORATIONS.at(app_id))
        if not rows or rows[0].stage is RestoreStage.OPEN:
            return None
        tills = await self._reader.fetch(
            TillToTell, shop_selects.TILLS_TO_TELL, app_id, rows[0].epoch
        )
        return Restoring(stage=rows[0].stage, restored_at=rows[0].restored_at, tills=tills)

    async def switched_off_at(self, app_id: AppId) -> int | None:
        """Since when the shop's customers are turned away, if they are."""
        rows: list[AppRow] = await self._reader.find(APPS.at(app_id))
        return rows[0].disabled_at if rows else None

    async def queues(self, app_id: AppId, now_ms: int) -> Queues:
        due, mails = (now_ms, app_id, COUNTED_MAX), (app_id, COUNTED_MAX)
        leased = (now_ms, now_ms, COUNTED_MAX)
        found = await self._reader.fetch(
            Queues,
            selects.QUEUES,
            *due,
            *(now_ms, app_id, now_ms),
            *(leased * 2),
            *(app_id, app_id),
            *(mails * 2),
            app_id,
        )
        return found[0]
