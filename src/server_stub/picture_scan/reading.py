"""What comes of a picture that was looked through for codes."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Unread(StrEnum):
    """Why no code comes of a picture."""

    NOTHING_THERE = "nothing-there"
    NO_PICTURE = "no-picture"
    HEIC = "heic"
    TOO_LARGE = "too-large"
    BROKEN = "broken"
    TOO_SLOW = "too-slow"
    BUSY = "busy"


class Reading(Struct, frozen=True, omit_defaults=True):
    """The texts of the codes, each once, in no order; or why there are none."""

    texts: tuple[str, ...] = ()
    why: Unread | None = None
