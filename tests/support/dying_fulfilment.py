"""A process that redeems a code, or works off attempts, and kills itself at a chosen step.

``run`` does one of the two in a folder that holds ``shop.db``, ``keys.json`` and the scripts' files.
``redeem`` prints the outcome; ``work`` ends when no attempt is open. The step ``never`` does not kill.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from server_stub.domain.ids import AppId, CodeId
from server_stub.engine.engine import Engine
from server_stub.fulfilment.attempt_calls import AttemptCalls
from server_stub.fulfilment.python_scripts import PythonScripts
from server_stub.fulfilment.redeeming import Redeeming
from server_stub.fulfilment.scripts import ScriptAnswer, ScriptFault, ScriptRequest, Scripts
from server_stub.fulfilment.worker import FulfilmentWorker
from server_stub.storage.rows.cards import CODE_SECRETS
from server_stub.storage.sealing import Keys, Sealed
from support import trial_scripts as trial
from support.core_shop import Watch, new_leases, open_shop_database
from support.death import Death, DyingStorage
from support.redemption_desk import Desk, code
from support.trial_package import installed

CALL_LIMIT_MS: Final = 300
SCRIPT_LIMIT_S: Final = 10.0
LEASE_S: Final = 3.0
"""In PostgreSQL this is how long one who was killed keeps the next one waiting."""
STEPS: Final = (
    "before-commit",
    "after-commit",
    "before-call",
    "in-call",
    "after-call",
    "before-store",
)
_OPEN: Final = "SELECT count(*) FROM attempts WHERE due_at IS NOT NULL"


class DyingScripts:
    """The trial scripts; dies around a call, or in it as soon as the script has begun."""

    def __init__(self, scripts: PythonScripts, folder: Path, death: Death) -> None:
        self._scripts = scripts
        self._folder = folder
        self._death = death

    async def knows(self, app_id: AppId, script: str) -> bool:
        return self._scripts.has(script)

    async def call(
        self, app_id: AppId, script: str, request: ScriptRequest
    ) -> ScriptAnswer | ScriptFault:
        self._death.pass_by("before-call")
        before = len(trial.calls_in(self._folder))
        calling = asyncio.create_task(self._scripts.call(script, request))
        while not calling.done() and len(trial.calls_in(self._folder)) == before:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        self._death.pass_by("in-call")
        answer = await calling
        self._death.pass_by("after-call")
        return answer


class Clock:
    def now_ms(self) -> int:
        return time.time_ns() // 1_000_000


class Shop:
    """What ``Desk`` needs of a shop, over a database that is there already."""

    def __init__(self, folder: Path, death: Death) -> None:
        self.keys = Keys.read(folder / "keys.json")
        storage, self.reader = open_shop_database(folder / "shop.db")
        self.storage = DyingStorage(storage, death)
        self.watch = Watch()
        self.engine = Engine(
            storage=self.storage,
            clock=Clock().now_ms,
            fingerprint=self.keys.fingerprint,
            watcher=self.watch,
        )
        self.engine.start()

    def fault(self, route: str, error: BaseException) -> None:
        raise AssertionError(route) from error

    async def reveal(self, app_id: AppId, code_id: CodeId) -> str:
        row = (await self.reader.find(CODE_SECRETS.at(app_id, code_id)))[0]
        sealed = Sealed(row.seal_key_id, row.sealed)
        return self.keys.reveal_code(app_id, row.code_hash, sealed)

    async def close(self) -> None:
        await self.engine.stop()
        await self.reader.close()
        await self.storage.close()


async def redeem(shop: Shop, scripts: Scripts, *, call_limit_ms: int = CALL_LIMIT_MS) -> None:
    service = Redeeming(
        engine=shop.engine,
        reader=shop.reader,
        scripts=scripts,
        clock=Clock(),
        reveal=shop.reveal,
        log=shop,
    )
    command = Desk(shop).redeem_command(code(1), key="k")  # type: ignore[arg-type]
    answer = await service.redeem(replace(command, call_limit_ms=call_limit_ms))
    sys.stdout.write(f"{answer.outcome}\n")  # type: ignore[union-attr]


async def work(shop: Shop, scripts: Scripts, folder: Path) -> None:
    leases = new_leases(folder / "shop.db")
    worker = FulfilmentWorker(
        name=f"w{os.getpid()}",
        calls=AttemptCalls(engine=shop.engine, scripts=scripts, reveal=shop.reveal, log=shop),
        reader=shop.reader,
        leases=leases,
        clock=Clock(),
        log=shop,
        lease_s=LEASE_S,
        look_every_s=0.02,
    )
    running = asyncio.create_task(worker.run())
    while (await shop.reader.fetch(tuple[int], _OPEN))[0] != (0,):  # noqa: ASYNC110 - the worker's
        await asyncio.sleep(0.02)
    running.cancel()
    await worker.stop()
    await leases.close()


def printed(_script: str, line: str) -> None:
    sys.stderr.write(f"{line}\n")


async def main(act: str, folder: Path, step: str, nth: int) -> None:
    death = Death(step, nth)
    python = PythonScripts(
        folder=folder / "scripts",
        output=printed,
        installed=installed(),
        limit_s=SCRIPT_LIMIT_S,
    )
    scripts = DyingScripts(python, folder / "scripts", death)
    shop = Shop(folder, death)
    if act == "redeem":
        await redeem(shop, scripts)
    else:
        await work(shop, scripts, folder)
    await python.close()
    await shop.close()


def run(act: str, folder: Path, step: str, nth: int) -> None:
    asyncio.run(main(act, folder, step, nth))
