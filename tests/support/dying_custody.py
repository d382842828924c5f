"""A server's core that moves a carton and kills itself, without a last word, at a chosen step of it.

``dying_custody.py DATABASE KEYS ACT STEP``: ships or receives the first carton, and dies at STEP.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any

from card_contract.states import CustodyAct
from server_stub.storage.sealing import Keys
from support.custody_floor import MARKET, CustodyFloor, carton_label
from support.death import Death
from support.dying_recall import DyingShop


async def moved(floor: CustodyFloor, act: CustodyAct) -> Any:
    """Ship the first carton to the market, or receive it at the harbour, under one id."""
    if act is CustodyAct.SHIP:
        return await floor.ship(1, carton_label(1), MARKET)
    return await floor.receive(1, carton_label(1))


async def main(database: Path, keys: Path, act: CustodyAct, step: str) -> None:
    shop = DyingShop(database, Keys.read(keys), Death(step, 1))
    await moved(CustodyFloor(shop), act)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2]), CustodyAct(sys.argv[3]), sys.argv[4]))
