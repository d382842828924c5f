"""Webhooks follow the ledger: each by itself, from its own position, in the ledger's order.

Of several processes on one database one calls them.

One that is dead waits longer and longer and holds nobody else up. What it has taken is a position
in the database: after a crash between a call and its note the same entries are told once more.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Final, Protocol

import msgspec

from server_stub.commands.webhooks import NoteNotTaken, NoteTaken
from server_stub.domain.delivery_waits import is_due, wait_ms
from server_stub.domain.ids import ALL_APPS, AppId
from server_stub.engine.command import Refused
from server_stub.engine.submits import Submits
from server_stub.notify.sending import News, Sender, news_of
from server_stub.storage import selects
from server_stub.storage.interface import Reader
from server_stub.storage.leases import Leads, alone
from server_stub.storage.ledger import Link
from server_stub.storage.rows.webhooks import WEBHOOKS, WebhookRow, WebhookState
from server_stub.storage.sealing import Keys, KeysUnreadableError, SealBrokenError, Sealed

LOOK_EVERY_S: Final = 1.0
ENTRIES_READ_MAX: Final = 500
ENTRIES_SENT_MAX: Final = 100
ENTRIES_PASSED_MIN: Final = 100
CALLS_AT_ONCE_MAX: Final = 16
HELD_TIMES_MAX: Final = 7
"""From then on a call that cannot be noted is made about once a minute."""
KINDS: Final = (
    "batch.",
    "card.",
    "code.",
    "codes.",
    "fulfilment.",
    "print-run.cards-spoiled",
    "print-run.ended",
    "recall.",
    "sale.",
    "server.restored",
    "shared.",
)
"""The changes of codes and cards, by how their kind begins; staff, tills and keys are no news.

A print run's end tells which cards were made in place of spoiled ones. After a restore all apps'
receivers know more than the shop, and positions that they know come again with other entries.
"""


class TellsFaults(Protocol):
    def fault(self, route: str, error: BaseException) -> None: ...


class _Name(msgspec.Struct, frozen=True, array_like=True):
    app_id: AppId
    webhook: str


class _Held(msgspec.Struct, frozen=True, array_like=True):
    """How often in a row a webhook's call could not be noted, and until when it waits for that."""

    times: int
    until_ms: int


def secret_of(app_id: AppId, webhook: str) -> str:
    """What the sealed secret of a webhook is about."""
    return f"webhook/{app_id}/{webhook}"


def following_of(
    *,
    engine: Submits,
    reader: Reader,
    keys: Keys,
    now_ms: Callable[[], int],
    log: TellsFaults,
    leads: Leads,
) -> Following:
    """The webhooks of a server, with a sender of their own."""
    return Following(
        engine=engine,
        reader=reader,
        keys=keys,
        sender=Sender(now_ms=now_ms),
        now_ms=now_ms,
        log=log,
        leads=leads,
    )


class Following:
    """The webhooks of one process. ``run`` is to be cancelled, then ``close``."""

    def __init__(
        self,
        *,
        engine: Submits,
        reader: Reader,
        keys: Keys,
        sender: Sender,
        now_ms: Callable[[], int],
        log: TellsFaults,
        leads: Leads = alone,
        look_every_s: float = LOOK_EVERY_S,
    ) -> None:
        self._leads = leads
        self._engine = engine
        self._reader = reader
        self._keys = keys
        self._sender = sender
        self._now_ms = now_ms
        self._log = log
        self._look_every_s = look_every_s
        self._calls = asyncio.Semaphore(CALLS_AT_ONCE_MAX)
        self._tasks: dict[_Name, asyncio.Task[None]] = {}
        self._held: dict[_Name, _Held] = {}

    async def run(self) -> None:
        try:
            while True:
                await self._look()
                await asyncio.sleep(self._look_every_s)
        finally:
            tasks = list(self._tasks.values())
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self._sender.close()

    async def _look(self) -> None:
        """Begin to work for every webhook for which nobody works at the moment."""
        try:
            if not await self._leads():
                return
            names: list[_Name] = await self._reader.fetch(_Name, selects.WEBHOOKS_FOLLOWING)
        except Exception as error:  # noqa: BLE001  # a later look may succeed
            self._log.fault("webhooks", error)
            return
        for name in names:
            if name not in self._tasks:
                task = asyncio.create_task(self._catch_up(name), name="webhook")
                self._tasks[name] = task
                task.add_done_callback(partial(self._ended, name))

    def _ended(self, name: _Name, _task: asyncio.Task[None]) -> None:
        del self._tasks[name]

    async def _catch_up(self, name: _Name) -> None:
        """Tell one webhook what is new, until it has everything or fails."""
        try:
            while await self.step(name.app_id, name.webhook):
                pass
        except Exception as error:  # noqa: BLE001  # one webhook's fault is nobody else's
            self._log.fault("webhook", error)

    async def step(self, app_id: AppId, webhook: str) -> bool:
        """Make one call, if one is due; says whether there may be more to tell at once."""
        rows: list[WebhookRow] = await self._reader.find(WEBHOOKS.at(app_id, webhook))
        if not rows or rows[0].state is not WebhookState.FOLLOWING:
            return False
        row = rows[0]
        held, now_ms = self._held.get(_Name(app_id, webhook)), self._now_ms()
        if not is_due(row.due_at, now_ms) or (held and not is_due(held.until_ms, now_ms)):
            return False
        links: list[Link] = await self._reader.fetch(
            Link, selects.LEDGER, row.position, ENTRIES_READ_MAX
        )
        if not links:
            return False
        news, last = _for(app_id, links)
        error = None
        if news:
            async with self._calls:
                error = await self._told(row, news)
        if error is not None:
            noted = await self._engine.submit(
                NoteNotTaken(
                    app_id=app_id,
                    webhook=webhook,
                    after=row.position,
                    position=last,
                    entries=len(news),
                    error=error,
                )
            )
            self._is_held(row, noted)
            return False
        if news or len(links) >= ENTRIES_PASSED_MIN:
            # A few that are not for it are not noted: that would be a write for every look.
            noted = await self._engine.submit(
                NoteTaken(
                    app_id=app_id,
                    webhook=webhook,
                    after=row.position,
                    position=last,
                    entries=len(news),
                )
            )
            return not self._is_held(row, noted)
        return False

    def _is_held(self, row: WebhookRow, noted: object) -> bool:
        """Wait, longer and longer, where what became of a call cannot be noted.

        A full disk is one reason. The database would tell the same entries again at once.
        """
        name = _Name(row.app_id, row.webhook)
        if not isinstance(noted, Refused):
            self._held.pop(name, None)
            return False
        times = self._held[name].times + 1 if name in self._held else 1
        self._held[name] = _Held(times, self._now_ms() + wait_ms(min(times, HELD_TIMES_MAX)))
        return True

    async def _told(self, row: WebhookRow, news: list[News]) -> str | None:
        try:
            secret = self._keys.unseal(
                Sealed(row.seal_key_id, row.secret_sealed), about=secret_of(row.app_id, row.webhook)
            )
        except (KeysUnreadableError, SealBrokenError):
            return "its secret does not open with this server's keys"
        return await self._sender.send(
            url=row.url, secret=secret, app_id=row.app_id, webhook=row.webhook, entries=news
        )


def _for(app_id: AppId, links: list[Link]) -> tuple[list[News], int]:
    """What of these entries an app's webhooks are told, and the last position that covers."""
    news: list[News] = []
    for link in links:
        if link.app_id in (app_id, ALL_APPS):
            told = news_of(link)
            if told.kind.startswith(KINDS):
                news.append(told)
        if len(news) == ENTRIES_SENT_MAX:
            return news, link.position
    return news, links[-1].position
