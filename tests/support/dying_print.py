"""A server's core that prints and kills itself, without a last word, at a chosen step of it.

``run`` does one act of a print run, and dies at the step.
"""

from __future__ import annotations

import asyncio
from enum import StrEnum
from pathlib import Path
from typing import Any

from support.death import Death
from support.dying_recall import DyingShop
from support.print_floor import PrintFloor


class PrintAct(StrEnum):
    """What is done in the run; what comes before it in this order is done already."""

    OPEN = "open"
    GIVE = "give"
    REPORT = "report"
    END = "end"


async def done(floor: PrintFloor, act: PrintAct) -> Any:
    """Do this act, under the ids that it always has. Ending spoils the cards 16 to 20."""
    match act:
        case PrintAct.OPEN:
            return await floor.open()
        case PrintAct.GIVE:
            return await floor.give(1, 20)
        case PrintAct.REPORT:
            return await floor.report(1, printed=(1, 5), spoiled=(6, 10), unfed=(11, 15))
        case PrintAct.END:
            return await floor.end()


async def main(folder: Path, act: PrintAct, step: str) -> None:
    shop = DyingShop.of(folder, Death(step, 1))
    await done(PrintFloor(shop), act)


def run(folder: Path, act: PrintAct, step: str) -> None:
    asyncio.run(main(folder, act, step))
