"""How bad the world is: parts in one of what goes wrong, and the chance that picks."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Weather:
    """The line, and the power at tills and server."""

    unreachable: float
    request_lost: float
    reply_lost: float
    repeated: float
    slow: float
    lingers: float
    till_power: float
    commit_fault: float
    power_at_piece: float


STORM: Final = Weather(
    unreachable=0.05,
    request_lost=0.15,
    reply_lost=0.15,
    repeated=0.15,
    slow=0.1,
    lingers=0.15,
    till_power=0.06,
    commit_fault=0.02,
    power_at_piece=0.15,
)
CALM: Final = Weather(
    unreachable=0,
    request_lost=0,
    reply_lost=0,
    repeated=0,
    slow=0,
    lingers=0,
    till_power=0,
    commit_fault=0,
    power_at_piece=0,
)


class Chance(random.Random):
    """The one source of chance of a run."""

    def happens(self, part: float) -> bool:
        return self.random() < part
