"""Names that nobody signs in with: they wait as those do that somebody has, or could be told apart.

What an account has in the database is counted here in memory, by the same rule.
"""

from __future__ import annotations

from server_stub.desks.limits import CALLERS_MAX
from server_stub.desks.ports import Clock
from server_stub.domain.portal_rules import has_to_wait


class Strangers:
    """Of so many names that it cannot keep them all, those tried longest ago are forgotten."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._tries: dict[str, tuple[int, int]] = {}  # failures and the last; the newest last

    def count(self, name: str) -> bool:
        """Count a try as failed, unless there were so many that this one has to wait."""
        now_ms = self._clock.now_ms()
        failures, failed_at = self._tries.get(name, (0, 0))
        if has_to_wait(failures, failed_at, now_ms):
            return False
        self._tries.pop(name, None)
        if len(self._tries) >= CALLERS_MAX:
            del self._tries[next(iter(self._tries))]
        self._tries[name] = (failures + 1, now_ms)
        return True
