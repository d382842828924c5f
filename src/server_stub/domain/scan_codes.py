"""Where scan codes are looked up, as they are sent, and what people may mean who type them."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import Final

from card_contract.code_text import SCAN_CODE_LENGTH_MAX, stored_form

SHARED_LENGTH_MAX: Final = 20
PERSONAL_LENGTH_MIN: Final = 25
_FIVES: Final = 25
_LINK: Final = re.compile(r"https?://[^#]*#", re.IGNORECASE)
_GUID: Final = re.compile(r"([0-9A-F]{8})([0-9A-F]{4})([0-9A-F]{4})([0-9A-F]{4})([0-9A-F]{12})")
_DIGITS_MEANT: Final = str.maketrans("OI", "01")
_LETTERS_MEANT: Final = str.maketrans("01", "OI")
_HEX_MEANT: Final = str.maketrans("OIL", "011")


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


def readings_of(typed: str) -> tuple[str, ...]:
    """What somebody may mean who types a code or pastes it, the likeliest first.

    What was typed stands first as it is, for a shop's own codes may have any signs. Else case,
    blanks and the dashes of a generated code do not matter, and a pasted link is read behind its
    ``#``. O and I may be meant as 0 and 1, or the other way round: a code has only those of its
    alphabet. Nothing is found where it is too long for any code.
    """
    typed = typed.strip()
    link = _LINK.match(typed)
    behind = typed if link is None else typed[link.end() :]
    signs = filter(None, map(_sign, unicodedata.normalize("NFKC", behind)))
    text = stored_form("".join(signs))
    if not text:
        return ()
    plain = text.replace("-", "")
    forms = (text, *_regrouped(plain))
    readings = [stored_form(behind), text, text.replace("_", "-"), *forms]
    readings += [form.translate(_DIGITS_MEANT) for form in forms]
    readings += [form.translate(_LETTERS_MEANT) for form in forms]
    readings += [*_guids(plain), stored_form(typed)]
    return tuple(one for one in dict.fromkeys(readings) if len(one) <= SCAN_CODE_LENGTH_MAX)


def heeded(code: str) -> str:
    """What of a code people heed who hear it or read it: no dashes, no blanks, O for 0, I for 1."""
    signs = filter(None, map(_sign, unicodedata.normalize("NFKC", code)))
    text = stored_form("".join(signs)).replace("-", "").replace("_", "")
    return text.translate(_DIGITS_MEANT)


def _sign(sign: str) -> str:
    category = unicodedata.category(sign)
    if category == "Pd" or sign == "\N{MINUS SIGN}":
        return "-"
    return "" if category[0] in "ZC" else sign


def _regrouped(plain: str) -> tuple[str, ...]:
    """A code of five times five signs, as it is compared; a prefix may end with a dash."""
    if len(plain) <= _FIVES:
        return (plain,)
    return plain, f"{plain[:-_FIVES]}-{plain[-_FIVES:]}"


def _guids(plain: str) -> tuple[str, ...]:
    """A code that is a UUID, with its dashes; a prefix may end with one more."""
    prefix, signs = plain[:-32], plain[-32:].translate(_HEX_MEANT)
    found = _GUID.fullmatch(signs)
    if found is None:
        return ()
    guid = "-".join(found.groups())
    return (prefix + guid, f"{prefix}-{guid}") if prefix else (guid,)
