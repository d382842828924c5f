"""What the line to the scripted server does to calls."""

from __future__ import annotations

from dataclasses import dataclass, field

from card_contract.outcomes import Refusal


@dataclass
class Faults:
    """What the network does to the next calls, by the call's name."""

    down: bool = False
    lose_replies: dict[str, int] = field(default_factory=dict)
    lose_requests: dict[str, int] = field(default_factory=dict)
    refuse_after_loss: dict[str, Refusal] = field(default_factory=dict)
    breaks: dict[str, int] = field(default_factory=dict)  # an error that nobody thought of
    slow_s: float = 0.0

    def takes(self, store: dict[str, int], call: str) -> bool:
        left = store.get(call, 0)
        if left > 0:
            store[call] = left - 1
        return left > 0
