"""Redemption codes as texts: the form in which they are kept, and the one in which they compare."""

from __future__ import annotations

import re
from typing import Final

SCAN_CODE_LENGTH_MAX: Final = 100
_DASHED: Final = re.compile(r"(?P<prefix>.*?)(?P<code>(?:[A-Z0-9]{5}-){4}[A-Z0-9]{5})")


def stored_form(text: str) -> str:
    """The form in which a scan code is kept and given back: upper case, dashes as they are."""
    return text.strip().upper()


def normal_form(text: str) -> str:
    """The form in which codes are compared: without case, and ``FiveByFive`` without its dashes."""
    upper = text.strip().upper()
    dashed = _DASHED.fullmatch(upper)
    if dashed is None:
        return upper
    return dashed["prefix"] + dashed["code"].replace("-", "")
