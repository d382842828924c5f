"""A core shop that is put back to an older backup in the middle of a story."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from server_stub.storage.restoring import mark_restored
from server_stub.storage.sealing import Keys, new_key_file
from support.core_shop import CoreShop, open_shop

Story = Callable[[CoreShop], Awaitable[Any]]


async def nothing(shop: CoreShop) -> None:
    """Nothing happened."""


def restored(path: Path, *, before: Story = nothing, lost: Story, after: Story) -> Path:
    """Play ``before``, back the shop up, play what is ``lost``, restore, and play ``after``."""

    async def run() -> Path:
        database, backup, keys = path / "shop.db", path / "backup.db", Keys(new_key_file())
        shop = await open_shop(database, keys=keys)
        await before(shop)
        await shop.close()
        shutil.copy(database, backup)
        shop = CoreShop(database, keys)
        await lost(shop)
        now_ms = shop.clock.now_ms
        await shop.close()
        mark_restored(backup, at_ms=now_ms + 60_000)
        shop = CoreShop(backup, keys)
        shop.clock.now_ms = now_ms + 120_000
        try:
            await after(shop)
            assert shop.watch.failures == []
        finally:
            await shop.close()
        return backup

    return asyncio.run(run())
