"""What a search text means: a receipt number, a card number, or a day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from card_contract.card_number import CardNumber
from card_contract.sale_id import RECEIPT_PATTERN
from card_contract.scan_text import recognise
from pos_terminal.sales.model import SearchKind

_RECEIPT: Final = re.compile(RECEIPT_PATTERN, re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What is searched for. ``text`` is the server's form of it."""

    kind: SearchKind
    text: str


def understand(text: str) -> Search | None:
    """Read a typed or scanned text; null where it is none of the three."""
    wanted = text.strip().upper()
    if _RECEIPT.fullmatch(wanted):
        return Search(kind=SearchKind.RECEIPT, text=wanted)
    if _is_day(wanted):
        return Search(kind=SearchKind.DAY, text=wanted)
    match recognise(text):
        case CardNumber(digits=digits):
            return Search(kind=SearchKind.CARD, text=digits)
        case _:
            return None


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
