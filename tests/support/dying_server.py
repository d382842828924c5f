"""A server's core that kills itself, without a last word, at a chosen step of its work.

``run`` sells cards one after the other, and as the seventh round voids with its money back what another
till holds. It prints ``held N``, ``sold N`` and ``freed N`` for each acknowledged answer, and dies at
the n-th time that the step comes by. Where the folder says so (``database-url``), the shop is in
PostgreSQL.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any

import apsw

from card_contract.messages import ConfirmAnswer, ReserveAnswer
from card_contract.settle_messages import SettleAnswer
from server_stub.engine.engine import Engine
from server_stub.storage.sealing import Keys
from support.core_shop import Clock, Watch, confirm, open_shop_database, reserve, settle
from support.death import Death, DyingStorage

CARDS = 20
HELD = 21
"""A sale, and its one card, that is held from the beginning."""
MONEY_BACK = settle(HELD, was_paid=True, money_back=True, approval="SIGNATURE-OF-THE-MANAGER")
STEPS_OF_ROUND = ("before-store", "before-commit", "after-commit")
STEPS_OF_FILE = ("write", "sync")


class DyingFile(apsw.VFSFile):
    def __init__(self, base: str, name: Any, flags: Any, death: Death) -> None:
        super().__init__(base, name, flags)
        self._death = death

    def xWrite(self, data: bytes, offset: int) -> None:
        self._death.pass_by("write")
        super().xWrite(data, offset)

    def xSync(self, flags: int) -> None:
        self._death.pass_by("sync")
        super().xSync(flags)


class DyingDisk(apsw.VFS):
    def __init__(self, death: Death) -> None:
        self._death = death
        self.vfs = "dying"
        super().__init__(self.vfs, "")

    def xOpen(self, name: Any, flags: Any) -> apsw.VFSFile:
        return DyingFile("", name, flags, self._death)


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


async def sell(engine: Engine) -> None:
    for card in range(1, CARDS + 1):
        if card == 4 and isinstance(await engine.submit(MONEY_BACK), SettleAnswer):
            say(f"freed {HELD}")
        if isinstance(await engine.submit(reserve(card, card)), ReserveAnswer):
            say(f"held {card}")
        if isinstance(await engine.submit(confirm(card)), ConfirmAnswer):
            say(f"sold {card}")


async def main(folder: Path, step: str, nth: int) -> None:
    death = Death(step, nth)
    disk = DyingDisk(death)  # SQLite knows it only as long as it is kept
    storage, _ = open_shop_database(folder / "shop.db", vfs=disk.vfs, checkpoint_pages=10)
    engine = Engine(
        storage=DyingStorage(storage, death),
        clock=Clock(),
        fingerprint=Keys.read(folder / "keys.json").fingerprint,
        watcher=Watch(),
    )
    engine.start()
    await sell(engine)


def run(folder: Path, step: str, nth: int) -> None:
    asyncio.run(main(folder, step, nth))
