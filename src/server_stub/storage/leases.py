"""How workers share attempts: whoever has the lease looks at an attempt, and nobody else does.

A lease that its worker does not live to give back ends by itself. It is no lock: a worker that was
away too long may work beside the next one, and the script then sees the same call twice.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final, Protocol

from msgspec import Struct

from server_stub.domain.ids import AppId, CodeId

# Now (ms). The attempt that is due first among those that nobody has.
NEXT_DUE: Final = """
    SELECT due_at FROM attempts
    WHERE due_at IS NOT NULL AND (lease_until IS NULL OR lease_until < ?)
    ORDER BY due_at LIMIT 1
"""
# What is far off (ms), the latest that something may be due, or a lease may end.
BRING_NEAR: Final = """
    UPDATE attempts SET
        due_at = CASE WHEN due_at > ?1 THEN ?2 ELSE due_at END,
        lease_until = CASE WHEN lease_until > ?1 THEN ?3 ELSE lease_until END
    WHERE due_at IS NOT NULL AND (due_at > ?1 OR lease_until > ?1)
"""
FAR_OFF_MS: Final = 5 * 60_000
"""Farther off than this nothing is ever due, and no lease lasts so long, wherever clocks differ by
seconds: what says otherwise was written while a clock was ahead."""


class Leased(Struct, frozen=True, array_like=True):
    """The key of an attempt."""

    app_id: AppId
    redemption_id: CodeId
    attempt: int


class NextDue(Struct, frozen=True, array_like=True):
    due_at: int


class Leases(Protocol):
    async def take_over(self, *, before_ms: int, now_ms: int) -> None:
        """Let go of what those had who are known to have died: leases, and calls begun before.

        What was begun after now was begun before, by a clock that was ahead.
        """

    async def bring_near(self, *, now_ms: int, due_at: int, until_ms: int) -> None:
        """Let what was written while the clock was ahead go on now that it is not.

        What is far off is due at ``due_at`` and its lease ends at ``until_ms``: whoever may still
        be at it has as long as anybody has. When an attempt's time is over stays as it was written:
        where it is rather the clock of now that is behind, it would be over too early.
        """

    async def claim(self, worker: str, *, now_ms: int, until_ms: int, limit: int) -> list[Leased]:
        """Take the attempts that are due, the most overdue first."""

    async def release(self, worker: str) -> None:
        """Give back whatever a worker still has."""

    async def leads(self) -> bool:
        """Say whether this process is the one that runs jobs and calls webhooks.

        Of those that share a database one is, until it ends. Where two believe it for a moment, a
        job is none the worse and a webhook is told something twice.
        """


Leads = Callable[[], Awaitable[bool]]


async def alone() -> bool:
    """Leading where there is nobody else."""
    return True
