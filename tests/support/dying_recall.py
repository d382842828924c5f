"""A server's core that begins a recall and kills itself, without a last word, at a chosen step of it.

``run`` asks for the recall of the cards 1 to ``stock``, prints ``begun N``, works it off in pieces of
``PIECE_CARDS``, and dies at the n-th time that the step comes by.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Self

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

    @classmethod
    def of(cls, folder: Path, death: Death) -> Self:
        """The shop that a test has made in a folder."""
        return cls(folder / "shop.db", Keys.read(folder / "keys.json"), death)


async def main(folder: Path, step: str, nth: int, stock: int) -> None:
    shop = DyingShop.of(folder, Death(step, nth))
    floor = RecallFloor(shop, piece_max=PIECE_CARDS)
    recall_id = await floor.begun(asked(cards(*range(1, stock + 1))))
    sys.stdout.write(f"begun {recall_id}\n")
    sys.stdout.flush()
    await floor.finish()


def run(folder: Path, step: str, nth: int, stock: int) -> None:
    asyncio.run(main(folder, step, nth, stock))
