"""How many wrong codes a profile may send within an hour. No success takes them back."""

from __future__ import annotations

from typing import Final, NamedTuple

from server_stub.domain.time_windows import is_within

WRONG_CODES_MAX: Final = 50
WINDOW_MS: Final = 3_600_000


class WrongCodes(NamedTuple):
    """How many were counted, and since when."""

    number: int
    since_ms: int


def is_spent(wrong: WrongCodes, now_ms: int) -> bool:
    """Whether the profile has to wait."""
    return wrong.number >= WRONG_CODES_MAX and is_within(wrong.since_ms, WINDOW_MS, now_ms)


def wait_ms(wrong: WrongCodes, now_ms: int) -> int:
    """How long the profile has to wait from now on; 0 where it need not."""
    return wrong.since_ms + WINDOW_MS - now_ms if is_spent(wrong, now_ms) else 0


def one_more(wrong: WrongCodes, now_ms: int) -> WrongCodes:
    """Count one more; after an hour the count begins anew."""
    if wrong.number == 0 or not is_within(wrong.since_ms, WINDOW_MS, now_ms):
        return WrongCodes(1, now_ms)
    return WrongCodes(wrong.number + 1, wrong.since_ms)
