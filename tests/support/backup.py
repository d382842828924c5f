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


def restored(
    path: Path, *, before: Story = nothing, lost: Story, after: Story, again: Story | None = None
) -> Path:
    """Play ``before``, back the shop up, play what is ``lost``, restore, and play ``after``.

    With ``again``, ``after`` is lost too: restore from before it, and play that.
    """

    async def run() -> Path:
        database, backup, keys = path / "shop.db", path / "backup.db", Keys(new_key_file())
        older = path / "older.db"
        shop = await open_shop(database, keys=keys)
        await before(shop)
        await shop.close()
        shutil.copy(database, backup)
        shop = CoreShop(database, keys)
        await lost(shop)
        now_ms = shop.clock.now_ms
        await shop.close()
        mark_restored(backup, at_ms=now_ms + 60_000)
        shutil.copy(backup, older)
        await _played(backup, keys, after, now_ms + 120_000)
        if again is None:
            return backup
        mark_restored(older, at_ms=now_ms + 180_000)
        await _played(older, keys, again, now_ms + 240_000)
        return older

    return asyncio.run(run())


async def _played(backup: Path, keys: Keys, story: Story, now_ms: int) -> None:
    shop = CoreShop(backup, keys)
    shop.clock.now_ms = now_ms
    try:
        await story(shop)
        assert shop.watch.failures == []
    finally:
        await shop.close()
