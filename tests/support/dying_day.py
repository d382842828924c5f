"""A server's core that closes a till's day and kills itself, without a last word, at a chosen step of it.

``run`` closes the second day of the till, and dies at the step.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any, Final

from support.closing import TOMORROW, close, to_tomorrow
from support.core_shop import PRICE, CoreShop
from support.death import Death
from support.dying_recall import DyingShop

SIGNATURE: Final = "SIGNATURE-UNDER-THE-SECOND-DAY"


async def closed(shop: CoreShop) -> Any:
    """Close the second day, for which a manager has signed."""
    to_tomorrow(shop)
    return await close(shop, TOMORROW, counted_cash_minor=2 * PRICE, approval=SIGNATURE)


async def main(folder: Path, step: str) -> None:
    await closed(DyingShop.of(folder, Death(step, 1)))


def run(folder: Path, step: str) -> None:
    asyncio.run(main(folder, step))
