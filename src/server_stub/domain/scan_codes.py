"""Where scan codes are looked up, as they are sent."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from card_contract.code_text import stored_form

SHARED_LENGTH_MAX: Final = 20
PERSONAL_LENGTH_MIN: Final = 25


class Lookup(StrEnum):
    """Where a scan code is looked up."""

    IN_CAMPAIGN = "in-campaign"  # the named campaign's use type decides
    SHARED = "shared"
    PERSONAL = "personal"
    NOWHERE = "nowhere"


def lookup_of(text: str, *, names_campaign: bool) -> Lookup:
    """Say where to look; without a campaign the length decides, and 21 to 24 signs are nothing."""
    if names_campaign:
        return Lookup.IN_CAMPAIGN
    length = len(stored_form(text))
    if length <= SHARED_LENGTH_MAX:
        return Lookup.SHARED
    return Lookup.PERSONAL if length >= PERSONAL_LENGTH_MIN else Lookup.NOWHERE
