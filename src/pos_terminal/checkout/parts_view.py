"""Small things that several pictures of the checkout share."""

from __future__ import annotations

from typing import Final

from pos_terminal.look.sentences import manner

RIGHT_WIDTH: Final = 404
READY_RIGHT_WIDTH: Final = 376


def money(minor: int, currency: str) -> str:
    return manner().money(minor, currency)
