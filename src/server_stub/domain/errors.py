"""The errors of the domain. Refusals are values (``card_contract.outcomes``), not errors.

``IllegalMoveError``: a state machine was given an event that its state does not take. Commands ask
the joint rules first and turn what they find into a refusal; where this error comes out of a
command all the same, the command is at fault, and the engine answers it so and changes nothing.
"""

from __future__ import annotations

from enum import StrEnum


class IllegalMoveError(Exception):
    """A machine refused an event; the state is as it was."""

    def __init__(self, *, machine: str, state: StrEnum | None, event: StrEnum) -> None:
        self.machine = machine
        self.state = state
        self.event = event
        super().__init__(f"The {machine} machine takes no {event} in state {state}.")
