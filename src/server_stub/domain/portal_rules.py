"""How long passwords, sessions and invitations of the portal are, and when guessing has to wait."""

from __future__ import annotations

from typing import Final

PASSWORD_SIGNS_MIN: Final = 15
PASSWORD_SIGNS_MIN_OF_TWO: Final = 8
"""Enough where a second factor is asked for too."""
PASSWORD_SIGNS_MAX: Final = 200
SESSION_MS: Final = 12 * 60 * 60 * 1000
IDLE_MS: Final = 30 * 60 * 1000
SEEN_EVERY_MS: Final = 60 * 1000
"""A session is not written with every page that is looked at."""
INVITATION_MS: Final = 24 * 60 * 60 * 1000
FREE_FAILURES: Final = 10
WAIT_MS: Final = 15 * 60 * 1000
STRANGERS_KEPT_MS: Final = 30 * 24 * 60 * 60 * 1000
"""So long it is known that a name was tried which nobody has."""


def is_long_enough(password: str, *, has_second_factor: bool) -> bool:
    least = PASSWORD_SIGNS_MIN_OF_TWO if has_second_factor else PASSWORD_SIGNS_MIN
    return least <= len(password) <= PASSWORD_SIGNS_MAX


def has_to_wait(failures: int, failed_at: int | None, now_ms: int) -> bool:
    """Whether nobody may try now: from the tenth failure on there is one try in a while.

    Nobody is locked for good, for anybody who knows a name could do that to its owner.
    """
    return failures >= FREE_FAILURES and failed_at is not None and now_ms < failed_at + WAIT_MS


def is_over(*, seen_at: int, expires_at: int, now_ms: int) -> bool:
    """Whether a session has ended by itself: after its whole time, or with nobody there."""
    return now_ms >= expires_at or now_ms >= seen_at + IDLE_MS
