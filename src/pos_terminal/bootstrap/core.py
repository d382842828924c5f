"""The till without its window: journal, server, and what carries open sales between the two.

Built from a folder, a key and the way to the server; runs with nobody signed in.
"""

from __future__ import annotations

import random
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

from pos_terminal.gateway.answers import NoAnswerError
from pos_terminal.gateway.connection import ConnectionWatcher
from pos_terminal.gateway.gateway import HEALTH, Gateway
from pos_terminal.gateway.loop_thread import LoopThread
from pos_terminal.gateway.news import NewsListener
from pos_terminal.gateway.till_key import TillIdentity
from pos_terminal.gateway.wire import Line, Reply, ServerAddress
from pos_terminal.journal.disk import FolderDisk
from pos_terminal.journal.forwarder import Forwarder
from pos_terminal.journal.journal import Journal
from pos_terminal.journal.reconciliation import Reconciliation
from pos_terminal.journal.reservation import Reservation
from pos_terminal.journal.retelling import Retelling
from pos_terminal.journal.sale_book import SaleBook
from pos_terminal.journal.server_memory import ServerMemory


class SystemClock:
    """The machine's clock."""

    def now_ms(self) -> int:
        """Milliseconds since 1970."""
        return time.time_ns() // 1_000_000


class ServerClock:
    """The server's time where it is known: a till with a wrong clock sells on the right day."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    def now_ms(self) -> int:
        """Milliseconds since 1970."""
        return self._gateway.server_time_ms


class WatchedLine:
    """A line that tells at once when nothing answers, instead of at the watcher's next question."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._silent: Callable[[], None] | None = None

    def on_silence(self, silent: Callable[[], None]) -> None:
        """Call ``silent`` on the loop's thread when a request brings no answer."""
        self._silent = silent

    async def exchange(
        self,
        method: str,
        target: str,
        *,
        body: bytes,
        headers: dict[str, str],
        read_timeout_s: float,
    ) -> Reply:
        """As the line does it."""
        try:
            return await self._line.exchange(
                method, target, body=body, headers=headers, read_timeout_s=read_timeout_s
            )
        except NoAnswerError:
            # The watcher's own question would make it ask again and again.
            if self._silent is not None and target != HEALTH:
                self._silent()
            raise

    def lines(self, target: str, *, headers: dict[str, str]) -> AsyncIterator[str]:
        """As the line does it."""
        return self._line.lines(target, headers=headers)

    async def move_to(self, address: ServerAddress) -> None:
        """The server is there from now on."""
        await self._line.move_to(address)

    async def close(self) -> None:
        """Drop the connections."""
        await self._line.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class TillCore:
    """Everything of the till that needs no window.

    ``clock`` tells the server's time; ``machine_clock`` only how much time has passed, for it never
    leaps when the server is first heard.
    """

    machine_clock: SystemClock
    clock: ServerClock
    loop: LoopThread
    line: Line
    gateway: Gateway
    watcher: ConnectionWatcher
    news: NewsListener
    journal: Journal
    memory: ServerMemory
    retelling: Retelling
    book: SaleBook
    forwarder: Forwarder
    reservation: Reservation
    reconciliation: Reconciliation

    def start(self) -> None:
        """Reconcile the journal, and forward what is owed."""
        if self.journal.damage is None:
            left = self.reconciliation.begin()
            self.forwarder.wake_all()
            for sale_id in left:
                self.forwarder.end_unheld(sale_id)

    def watch_connection(self) -> None:
        """Ask for the server all the time from now on, and listen to its news."""
        self.loop.submit(self.watcher.run)
        self.loop.submit(self.news.run)

    def server_is_at(self, address: ServerAddress) -> None:
        """The way to the server is known, or has changed; what is owed is tried at once."""

        async def move() -> None:
            await self.line.move_to(address)
            self.watcher.suspect()
            self.forwarder.wake_all()

        self.loop.submit(move)

    def server_is_gone(self) -> None:
        """The till's own server has died: say so now, not at the watcher's next question."""

        async def ask() -> None:
            self.watcher.suspect()

        self.loop.submit(ask)

    def stop(self) -> None:
        """End what runs and close the journal; what is owed is owed still."""
        self.loop.stop(last=self.gateway.close)
        self.reconciliation.end()
        self.journal.close()


def build_core(folder: Path, identity: TillIdentity, to_server: Line, loop: LoopThread) -> TillCore:
    """Build the core on the till's data folder. Raises ``JournalInUseError``."""
    machine_clock = SystemClock()
    line = WatchedLine(to_server)
    journal = Journal(folder, till=identity.till_id, clock=machine_clock, disk=FolderDisk(folder))
    memory = ServerMemory(journal)
    gateway = Gateway(line, identity, machine_clock, memory)
    clock = ServerClock(gateway)
    watcher = ConnectionWatcher(gateway, clock)
    line.on_silence(watcher.suspect)
    book = SaleBook(journal, clock)
    retelling = Retelling(
        journal=journal, book=book, server=gateway, memory=memory, clock=clock, loop=loop
    )
    forwarder = Forwarder(
        book=book,
        journal=journal,
        server=gateway,
        clock=clock,
        loop=loop,
        jitter=random.SystemRandom(),
        retelling=retelling,
    )
    return TillCore(
        machine_clock=machine_clock,
        clock=clock,
        loop=loop,
        line=line,
        gateway=gateway,
        watcher=watcher,
        news=NewsListener(gateway),
        journal=journal,
        memory=memory,
        retelling=retelling,
        book=book,
        forwarder=forwarder,
        reservation=Reservation(
            book=book, server=gateway, forwarder=forwarder, retelling=retelling
        ),
        reconciliation=Reconciliation(journal=journal, book=book),
    )
