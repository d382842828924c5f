"""What comes of a picture that was looked at."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from card_contract.studio_messages import ArtworkFault


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


class Looked(Struct, frozen=True, omit_defaults=True):
    """What kind of picture it is that tills are to show; or why they cannot."""

    media_type: str = ""
    fault: ArtworkFault | None = None
