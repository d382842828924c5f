"""The reference of a payment that was made elsewhere: one slip has one, however it was typed."""

from __future__ import annotations

from typing import Final

REFERENCE_LENGTH_MAX: Final = 64


def canonical_reference(text: str) -> str:
    """How a reference is kept and compared: in capitals, without the spaces around it.

    What is too long in capitals stays as it was typed.
    """
    capitals = text.strip().upper()
    return capitals if len(capitals) <= REFERENCE_LENGTH_MAX else text.strip()
