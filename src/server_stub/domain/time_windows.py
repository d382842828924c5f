"""Stretches of time that were written down, and clocks that were ahead when they were. Pure."""

from __future__ import annotations

from typing import Final

CLOCKS_DIFFER_MS: Final = 5 * 60_000
"""What another process noted may lie so far ahead of this one's clock."""


def is_within(since_ms: int, length_ms: int, now_ms: int) -> bool:
    """Whether now lies in a stretch; one that has yet to begin was noted by a clock ahead."""
    return since_ms - CLOCKS_DIFFER_MS <= now_ms < since_ms + length_ms
