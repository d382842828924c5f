"""A process that calls a shop's webhooks, and kills itself at a chosen step.

``run`` redeems a code, works off attempts, or tells the news, in a folder that holds ``shop.db`` and
``keys.json``. The step ``never`` does not kill.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from server_stub.domain.ids import AppId
from server_stub.fulfilment.python_scripts import PythonScripts
from server_stub.fulfilment.script_book import ScriptBook
from server_stub.fulfilment.scripts import ScriptAnswer, ScriptFault, ScriptRequest
from server_stub.fulfilment.webhook import WebhookCaller
from server_stub.notify.following import Following
from server_stub.notify.sending import News, Sender
from support.core_shop import new_leases
from support.counting_receiver import PID_FILE
from support.death import Death
from support.dying_fulfilment import SCRIPT_LIMIT_S, Clock, Shop, printed, redeem, work

CALL_LIMIT_MS: Final = 60_000
"""A player waits so long for a slow machine: whoever looks on before that lets the time pass."""
WEBHOOK: Final = "books"
_UNTOLD: Final = "SELECT count(*) FROM ledger, webhooks WHERE ledger.position > webhooks.position"


class DyingBook:
    """The shop's scripts; dies around a call."""

    def __init__(self, book: ScriptBook, death: Death) -> None:
        self._book = book
        self._death = death

    async def knows(self, app_id: AppId, script: str) -> bool:
        return await self._book.knows(app_id, script)

    async def call(
        self, app_id: AppId, script: str, request: ScriptRequest
    ) -> ScriptAnswer | ScriptFault:
        self._death.pass_by(f"before-{request.operation}")
        answer = await self._book.call(app_id, script, request)
        self._death.pass_by(f"after-{request.operation}")
        return answer


class DyingSender(Sender):
    """Tells the news; dies around a call."""

    def __init__(self, death: Death) -> None:
        super().__init__(now_ms=Clock().now_ms)
        self._death = death

    async def send(
        self, *, url: str, secret: bytes, app_id: str, webhook: str, entries: Sequence[News]
    ) -> str | None:
        self._death.pass_by("before-call")
        error = await super().send(
            url=url, secret=secret, app_id=app_id, webhook=webhook, entries=entries
        )
        self._death.pass_by("after-call")
        return error


async def tell(shop: Shop, folder: Path, death: Death) -> None:
    """Follow the ledger until everything is told; what it ends with has to be news."""
    leases = new_leases(folder / "shop.db")
    following = Following(
        engine=shop.engine,
        reader=shop.reader,
        keys=shop.keys,
        sender=DyingSender(death),
        now_ms=Clock().now_ms,
        log=shop,
        leads=leases.leads,
        look_every_s=0.02,
    )
    running = asyncio.create_task(following.run())
    while (await shop.reader.fetch(tuple[int], _UNTOLD))[0] != (0,):  # noqa: ASYNC110 - the other's
        await asyncio.sleep(0.02)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await leases.close()


def no_line(*_: Any) -> None:
    pass


async def fulfil(act: str, shop: Shop, folder: Path, death: Death) -> None:
    book = ScriptBook(
        reader=shop.reader,
        keys=shop.keys,
        python=PythonScripts(folder=folder, output=printed, installed={}, limit_s=SCRIPT_LIMIT_S),
        webhooks=WebhookCaller(now_ms=Clock().now_ms),
        told=no_line,
    )
    scripts = DyingBook(book, death)
    if act == "redeem":
        await redeem(shop, scripts, call_limit_ms=CALL_LIMIT_MS)
    else:
        await work(shop, scripts, folder)
    await book.close()


async def main(act: str, folder: Path, step: str, nth: int) -> None:
    (folder / PID_FILE).write_text(str(os.getpid()))
    death = Death(step, nth)
    shop = Shop(folder, death)
    if act == "tell":
        await tell(shop, folder, death)
    else:
        await fulfil(act, shop, folder, death)
    await shop.close()


def run(act: str, folder: Path, step: str = "never", nth: int = 1) -> None:
    asyncio.run(main(act, folder, step, nth))
