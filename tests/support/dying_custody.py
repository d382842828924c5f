"""A server's core that moves a carton and kills itself, without a last word, at a chosen step of it.

``run`` ships or receives the first carton, and dies at the step.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from card_contract.states import CustodyAct
from support.custody_floor import MARKET, CustodyFloor, carton_label
from support.death import Death
from support.dying_recall import DyingShop


async def moved(floor: CustodyFloor, act: CustodyAct) -> Any:
    """Ship the first carton to the market, or receive it at the harbour, under one id."""
    if act is CustodyAct.SHIP:
        return await floor.ship(1, carton_label(1), MARKET)
    return await floor.receive(1, carton_label(1))


async def main(folder: Path, act: CustodyAct, step: str) -> None:
    shop = DyingShop.of(folder, Death(step, 1))
    await moved(CustodyFloor(shop), act)


def run(folder: Path, act: CustodyAct, step: str) -> None:
    asyncio.run(main(folder, act, step))
