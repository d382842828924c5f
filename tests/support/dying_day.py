"""A server's core that closes a till's day and kills itself, without a last word, at a chosen step of it.

``dying_day.py DATABASE KEYS STEP``: closes the second day of the till, and dies at STEP.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any, Final

from server_stub.storage.sealing import Keys
from support.closing import TOMORROW, close, to_tomorrow
from support.core_shop import PRICE, CoreShop
from support.death import Death
from support.dying_recall import DyingShop

SIGNATURE: Final = "SIGNATURE-UNDER-THE-SECOND-DAY"


async def closed(shop: CoreShop) -> Any:
    """Close the second day, for which a manager has signed."""
    to_tomorrow(shop)
    return await close(shop, TOMORROW, counted_cash_minor=2 * PRICE, approval=SIGNATURE)


async def main(database: Path, keys: Path, step: str) -> None:
    await closed(DyingShop(database, Keys.read(keys), Death(step, 1)))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]))
