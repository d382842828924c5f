"""How long passwords, sessions and invitations of the portal are, and when guessing has to wait."""

from __future__ import annotations

from typing import Final

from server_stub.domain.time_windows import is_within

PASSWORD_SIGNS_MIN: Final = 15
PASSWORD_SIGNS_MIN_OF_TWO: Final = 8
"""Enough where a second factor is asked for too."""
PASSWORD_SIGNS_MAX: Final = 200
SESSION_MS: Final = 12 * 60 * 60 * 1000
IDLE_MS: Final = 30 * 60 * 1000
SEEN_EVERY_MS: Final = 60 * 1000
"""A session is not written with every page that is looked at."""
INVITATION_MS: Final = 24 * 60 * 60 * 1000
CEREMONY_MS: Final = 5 * 60 * 1000
"""As long a question to a passkey waits for its answer."""
CONFIRMED_MS: Final = 5 * 60 * 1000
"""As long a passkey that was shown serves a change of the account."""
PASSKEYS_MAX: Final = 10
PASSKEY_NAME_SIGNS_MAX: Final = 60
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
    if failures < FREE_FAILURES or failed_at is None:
        return False
    return is_within(failed_at, WAIT_MS, now_ms)


def is_over(*, seen_at: int, expires_at: int, now_ms: int) -> bool:
    """Whether a session has ended by itself: after its whole time, or with nobody there."""
    return now_ms >= expires_at or not is_within(seen_at, IDLE_MS, now_ms)


def confirmed_until(confirmed_at: int | None, now_ms: int) -> int | None:
    """Until when a passkey that was shown serves a change of the account, if it still does."""
    if confirmed_at is None or not is_within(confirmed_at, CONFIRMED_MS, now_ms):
        return None
    return confirmed_at + CONFIRMED_MS


def counts_on(before: int, now: int) -> bool:
    """Whether a passkey's count has gone on; one that went back belongs to a copy.

    Many passkeys do not count at all and always say 0.
    """
    return now > before or now == before == 0
