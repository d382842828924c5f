"""Whether a shop's tables add up, and what is in them: read beside a running server."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from server_stub.storage.interface import Reader
from server_stub.storage.totals import CODES_BY_STATE, RULES


class CodesInState(msgspec.Struct, frozen=True, array_like=True):
    """How many codes of an app are in a state, and what the cards among them were sold for."""

    app_id: str
    state: str
    codes: int
    sold_for_minor: int
    currency: str


class _Count(msgspec.Struct, frozen=True, array_like=True):
    value: int


@dataclass(frozen=True, slots=True)
class Totals:
    """What was counted, and the rules that do not hold, each with how often."""

    codes: list[CodesInState]
    broken: list[tuple[str, int]]


async def totals_of(reader: Reader) -> Totals:
    """Count a shop through. Each count sees one moment; a rule holds at every one of them."""
    broken: list[tuple[str, int]] = []
    for rule in RULES:
        count = (await reader.fetch(_Count, rule.offenders))[0].value
        if count:
            broken.append((rule.sentence, count))
    return Totals(await reader.fetch(CodesInState, CODES_BY_STATE), broken)
