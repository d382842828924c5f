"""What a campaign or a code carries for scripts and apps, as JSON that a person reads and types."""

from __future__ import annotations

from typing import Final

import msgspec

from server_stub.domain.campaign_rules import INFO_BYTES_MAX
from server_stub.web.portal.route import Field
from server_stub.web.portal.words import to_say

INFO: Final = Field(name="custom_code_info", signs_max=INFO_BYTES_MAX + 4096)
"""With room for the spaces that make it readable."""
_UNREADABLE: Final = to_say("This is no JSON object.")
_TOO_LONG: Final = to_say("Too long: 16 KB at most.")


def read_info(text: str) -> tuple[str, str]:
    """Information as it is kept, and why it cannot be so; to be said."""
    if not text.strip():
        return "{}", ""
    try:
        found = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        found = None
    if not isinstance(found, dict):
        return "{}", _UNREADABLE
    kept = msgspec.json.encode(found)
    return (kept.decode(), "") if len(kept) <= INFO_BYTES_MAX else ("{}", _TOO_LONG)


def indented(info: str) -> str:
    """JSON as a person reads it."""
    return "" if info == "{}" else msgspec.json.format(info, indent=2)


def lines_of(text: str) -> str:
    """A text with lines as we end them; browsers have their own way."""
    return text.replace("\r\n", "\n")
