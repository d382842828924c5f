"""How workers share attempts: whoever has the lease looks at an attempt, and nobody else does.

A lease that its worker does not live to give back ends by itself. It is no lock: a worker that was
away too long may work beside the next one, and the script then sees the same call twice.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final, Protocol

from msgspec import Struct

from server_stub.domain.ids import AppId, CodeId

# Now, and the farthest that a lease may reach (ms). The attempt that is due first among those that
# nobody has.
NEXT_DUE: Final = """
    SELECT due_at FROM attempts
    WHERE due_at IS NOT NULL
      AND (lease_until IS NULL OR lease_until < ? OR lease_until > ?)
    ORDER BY due_at LIMIT 1
"""


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

        A call that begins later than now was begun before, too, while the clock was ahead.
        """

    async def bring_near(self, *, now_ms: int, farthest_ms: int) -> None:
        """Make due now what is due later than ``farthest_ms``."""

    async def claim(
        self, worker: str, *, now_ms: int, until_ms: int, farthest_ms: int, limit: int
    ) -> list[Leased]:
        """Take the attempts that are due, the most overdue first.

        A lease that reaches further than ``farthest_ms`` is nobody's.
        """

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
