"""A server's core that kills itself, without a last word, at a chosen step of its work.

``dying_server.py DATABASE KEYS STEP NTH``: sells cards one after the other, prints ``held N`` and
``sold N`` for each acknowledged answer, and dies at the n-th time that STEP comes by. Where the
folder of DATABASE says so (``database-url``), the shop is in PostgreSQL.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import apsw

from card_contract.messages import ConfirmAnswer, ReserveAnswer
from server_stub.engine.engine import Engine
from server_stub.storage.change import Change, LedgerEntry
from server_stub.storage.interface import Storage
from server_stub.storage.postgres.writer import PostgresStorage
from server_stub.storage.sealing import Keys
from server_stub.storage.sqlite import SqliteStorage
from support.core_shop import Clock, Watch, confirm, postgres_of, reserve

CARDS = 20
STEPS_OF_ROUND = ("before-store", "before-commit", "after-commit")
STEPS_OF_FILE = ("write", "sync")


class Death:
    """Comes at the n-th call of ``pass_by`` with its step."""

    def __init__(self, step: str, nth: int) -> None:
        self._step = step
        self._left = nth

    def pass_by(self, step: str) -> None:
        if step == self._step:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


class DyingStorage(SqliteStorage):
    def __init__(self, path: Path, death: Death, vfs: str) -> None:
        super().__init__(path, vfs=vfs, checkpoint_pages=10)
        self._death = death

    async def store(
        self, changes: Sequence[Change], entries: Sequence[LedgerEntry], *, at_ms: int
    ) -> None:
        self._death.pass_by("before-store")
        await super().store(changes, entries, at_ms=at_ms)

    async def commit(self) -> None:
        self._death.pass_by("before-commit")
        await super().commit()
        self._death.pass_by("after-commit")


class DyingPostgresStorage(PostgresStorage):
    def __init__(self, url: str, death: Death) -> None:
        super().__init__(url)
        self._death = death

    async def store(
        self, changes: Sequence[Change], entries: Sequence[LedgerEntry], *, at_ms: int
    ) -> None:
        self._death.pass_by("before-store")
        await super().store(changes, entries, at_ms=at_ms)

    async def commit(self) -> None:
        self._death.pass_by("before-commit")
        await super().commit()
        self._death.pass_by("after-commit")


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
        if isinstance(await engine.submit(reserve(card, card)), ReserveAnswer):
            say(f"held {card}")
        if isinstance(await engine.submit(confirm(card)), ConfirmAnswer):
            say(f"sold {card}")


async def main(database: Path, keys: Path, step: str, nth: int) -> None:
    death = Death(step, nth)
    url = postgres_of(database)
    storage: Storage
    if url is None:
        disk = DyingDisk(death)
        storage = file = DyingStorage(database, death, disk.vfs)
        file.open()
    else:
        storage = DyingPostgresStorage(url, death)
    engine = Engine(
        storage=storage,
        clock=Clock(),
        fingerprint=Keys.read(keys).fingerprint,
        watcher=Watch(),
    )
    engine.start()
    await sell(engine)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])))
