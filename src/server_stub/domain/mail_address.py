"""What may be an address for mail: enough of a rule to refuse slips and smuggled headers."""

from __future__ import annotations

import re
from typing import Final

_ADDRESS: Final = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+")


def is_address(text: str) -> bool:
    """Whether this is one address, without a name beside it."""
    return text.isprintable() and _ADDRESS.fullmatch(text) is not None
