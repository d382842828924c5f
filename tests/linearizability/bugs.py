"""Servers with a bug: the real one, in whose process one kind of decision is taken wrongly.

The bugs are variants that the simulation knows as well; the product's code has no switch for them.
"""

from __future__ import annotations

from typing import Any

from server_stub.engine.engine import Engine
from server_stub.engine.submits import Pledge
from simulation.mutants import Mutant, bend


def redeems_twice() -> None:
    """From here on REDEEM does not see that a code is redeemed already."""
    _seed(Mutant.REDEEM_NOT_ATOMIC)


def forgets_answers() -> None:
    """From here on a request that comes again is decided anew."""
    _seed(Mutant.NO_STORED_ANSWERS)


def _seed(bug: Mutant) -> None:
    carefully = Engine.submit

    async def carelessly(engine: Engine, command: Any, pledge: Pledge | None = None) -> Any:
        return await carefully(engine, bend(command, bug, racing=True), pledge)

    Engine.submit = carelessly  # type: ignore[method-assign,assignment]  # this process has the bug
