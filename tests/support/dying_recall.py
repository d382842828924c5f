"""A server's core that begins a recall and kills itself, without a last word, at a chosen step of it.

``dying_recall.py DATABASE KEYS STEP NTH STOCK``: asks for the recall of the cards 1 to STOCK, prints ``begun N``,
works it off in pieces of ``PIECE_CARDS``, and dies at the n-th time that STEP comes by.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from server_stub.engine.engine import Engine
from server_stub.storage.sealing import Keys
from support.core_shop import CoreShop
from support.death import Death, DyingStorage
from support.recall_floor import RecallFloor, asked, cards

PIECE_CARDS = 3


class DyingShop(CoreShop):
    """The shop behind a storage that dies."""

    def __init__(self, path: Path, keys: Keys, death: Death) -> None:
        super().__init__(path, keys)
        self.engine = Engine(
            storage=DyingStorage(self.storage, death),
            clock=self.clock,
            fingerprint=keys.fingerprint,
            watcher=self.watch,
        )
        self.engine.start()


async def main(database: Path, keys: Path, step: str, nth: int, stock: int) -> None:
    shop = DyingShop(database, Keys.read(keys), Death(step, nth))
    floor = RecallFloor(shop, piece_max=PIECE_CARDS)
    recall_id = await floor.begun(asked(cards(*range(1, stock + 1))))
    sys.stdout.write(f"begun {recall_id}\n")
    sys.stdout.flush()
    await floor.finish()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], *map(int, sys.argv[4:6])))
