"""The word that lets a customer set a new password: how it is read out, typed, and for how long."""

from __future__ import annotations

import unicodedata
from typing import Final

WORD_SIGNS: Final = 8
"""Forty bits: enough where so few may be tried."""
WORD_MS: Final = 60 * 60 * 1000
WORD_TRIES_MAX: Final = 10
_MEANT: Final = str.maketrans("OIL", "011")


def word_form(typed: str) -> str:
    """A word as it is compared: whatever stands between its signs, and O for 0, I or L for 1."""
    signs = unicodedata.normalize("NFKC", typed).upper()
    return "".join(sign for sign in signs if sign.isalnum()).translate(_MEANT)


def as_read_out(word: str) -> str:
    """A word as it is shown: in two halves, which are easier to say and to type."""
    half = WORD_SIGNS // 2
    return f"{word[:half]}-{word[half:]}"


def is_open(*, expires_at: int, ended_at: int | None, tries: int, now_ms: int) -> bool:
    """Whether a word still lets anybody set a password."""
    return ended_at is None and now_ms < expires_at and tries < WORD_TRIES_MAX
