"""Which worker has which attempt, on PostgreSQL: one update, which passes over what others take."""

from __future__ import annotations

from typing import Final

import msgspec

from server_stub.storage.leases import BRING_NEAR, FAR_OFF_MS, Leased
from server_stub.storage.postgres.agreed_clock import AgreedClock
from server_stub.storage.postgres.hasty_connection import HastyConnection

# Materialized, so that what is due is sought once. As a part of the join it may be sought anew for
# each row, and finds others past those that are locked by then: more than the limit in all.
_CLAIM: Final = """
    WITH due AS MATERIALIZED (
        SELECT app_id, redemption_id, attempt FROM attempts
        WHERE due_at <= $3 AND (lease_until IS NULL OR lease_until < $3)
        ORDER BY due_at LIMIT $4
        FOR NO KEY UPDATE SKIP LOCKED
    )
    UPDATE attempts AS a SET lease_by = $1, lease_until = $2
    FROM due
    WHERE (a.app_id, a.redemption_id, a.attempt) = (due.app_id, due.redemption_id, due.attempt)
    RETURNING a.app_id, a.redemption_id, a.attempt
"""
_RELEASE: Final = """
    UPDATE attempts SET lease_by = NULL, lease_until = NULL
    WHERE due_at IS NOT NULL AND lease_by = $1
"""
_BRING_NEAR: Final = BRING_NEAR.replace("?", "$")
_LEAD: Final = "SELECT pg_try_advisory_lock(hashtextextended('redemption-server lead', 0))"


class PostgresLeases:
    """The leases of one of the processes that work on the database."""

    def __init__(self, url: str, *, clock: AgreedClock | None = None) -> None:
        self._clock = clock
        self._connection = HastyConnection(url)
        self._led: int | None = None

    async def take_over(self, *, before_ms: int, now_ms: int) -> None:
        """Nobody here knows who else lives: what the dead had ends with its time."""

    async def bring_near(self, *, now_ms: int, due_at: int, until_ms: int) -> None:
        await self._agree()
        await self._connection.run(_BRING_NEAR, now_ms + FAR_OFF_MS, due_at, until_ms)

    async def claim(self, worker: str, *, now_ms: int, until_ms: int, limit: int) -> list[Leased]:
        await self._agree()
        rows = await self._connection.run(_CLAIM, worker, until_ms, now_ms, limit)
        return msgspec.convert([tuple(row) for row in rows], list[Leased])

    async def release(self, worker: str) -> None:
        await self._connection.run(_RELEASE, worker)

    async def leads(self) -> bool:
        """The lock that says so ends with the connection, however that ends."""
        if self._led is None or self._led != self._connection.open_one:
            leads = (await self._connection.run(_LEAD))[0][0]
            self._led = self._connection.open_one if leads else None
        return self._led is not None

    async def close(self) -> None:
        await self._connection.close()

    async def _agree(self) -> None:
        if self._clock is not None:
            await self._clock.check(self._connection.run)
