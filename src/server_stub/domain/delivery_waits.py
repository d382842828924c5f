"""How long to wait before a webhook that did not take its news is called again. Pure."""

from __future__ import annotations

from typing import Final

from server_stub.domain.time_windows import CLOCKS_DIFFER_MS

FIRST_WAIT_MS: Final = 1_000
WAIT_MS_MAX: Final = 3_600_000
_DOUBLED_MAX: Final = 20


def wait_ms(failures: int) -> int:
    """Twice as long after each failure in a row, from a second to an hour."""
    doubled = min(max(failures, 1) - 1, _DOUBLED_MAX)
    return min(FIRST_WAIT_MS << doubled, WAIT_MS_MAX)


def is_due(due_at: int, now_ms: int) -> bool:
    """Whether it is time. What is farther off than the longest wait was noted by a clock ahead."""
    return not now_ms < due_at <= now_ms + WAIT_MS_MAX + CLOCKS_DIFFER_MS
