"""What no name and no title has: signs that turn the text around them from left to right."""

from __future__ import annotations

from typing import Final

TURNING_SIGNS: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Unicode's embeddings, overrides and isolates. Scripts that run from right to left need none."""


def turns_letters(*texts: str | None) -> bool:
    """Whether one of these texts would turn what stands beside it, or seem to be another."""
    return any(TURNING_SIGNS.intersection(text) for text in texts if text)
