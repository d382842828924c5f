"""One till's process: the real book of sales, reservation, forwarder and reconciliation.

Everything in it is gone at a power cut; a new process begins with what is on the till's disk.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from typing import Any, Final, Protocol, cast

from pos_terminal.gateway.answers import NoAnswerError
from pos_terminal.gateway.port import Server
from pos_terminal.journal.forwarder import Forwarder
from pos_terminal.journal.reconciliation import Reconciliation
from pos_terminal.journal.records import Record, RefundRecord, SaleRecord
from pos_terminal.journal.reservation import Reservation
from pos_terminal.journal.retelling import Retelling
from pos_terminal.journal.sale_book import SaleBook
from pos_terminal.journal.server_memory import ServerMemory
from simulation.line import Handles, Line, Sky
from simulation.memory_journal import MemoryJournal, PowerCutError, TillDisk, WriteFault
from simulation.mutants import Mutant

LOOK_EVERY_S: Final = 30.0
LINE_IS_BACK_S: Final = 120.0


class Watcher(Sky, Protocol):
    """The world around a till."""

    def failed(self, error: BaseException) -> None: ...
    def till_wrote(self, till: str, kind: str, record: Record) -> None: ...
    def till_lost_power(self, till: str) -> None: ...


class TillClock:
    """The machine's clock, which each session with the server sets right, as the gateway does."""

    def __init__(self, world: Sky, off_ms: int) -> None:
        self._world = world
        self._off_ms = off_ms

    def now_ms(self) -> int:
        return self._world.now_ms() + self._off_ms

    def set_right(self) -> None:
        self._off_ms = 0


class TillProcess:
    """What runs at one till between its start and the next power cut."""

    def __init__(self, disk: TillDisk, *, world: Watcher, server: Handles) -> None:
        self._world = world
        self._tasks: set[asyncio.Task[None]] = set()
        self.name = disk.till
        clock = TillClock(world, disk.clock_off_ms)
        self.journal = MemoryJournal(
            disk,
            clock=clock,
            next_write=self._next_write,
            written=lambda kind, record: world.till_wrote(disk.till, kind, record),
            power_cut=lambda: world.till_lost_power(disk.till),
        )
        journal = self.journal.as_journal()
        memory = ServerMemory(journal)
        self.line = Line(till_id=disk.till, sky=world, server=server, memory=memory, clock=clock)
        port = cast("Server", self.line)
        self.book = SaleBook(journal, clock)
        forgetful = world.mutant is Mutant.RETOLD_BY_MACHINE_CLOCK
        retelling = Retelling(
            journal=journal,
            book=self.book,
            server=port,
            memory=memory,
            clock=TillClock(world, disk.clock_off_ms) if forgetful else clock,
            loop=self,
        )
        self.forwarder = Forwarder(
            book=self.book,
            journal=journal,
            server=port,
            clock=clock,
            loop=self,
            jitter=world.chance,
            retelling=retelling,
        )
        self.reservation = Reservation(
            book=self.book, server=port, forwarder=self.forwarder, retelling=retelling
        )
        self.reconciliation = Reconciliation(journal=journal, book=self.book)

    def start(self, clerk: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """What the program does at its start, and then whoever works at the till."""

        async def morning() -> None:
            self.reconciliation.begin()
            self.forwarder.wake_all()
            await clerk()

        self.submit(self._look_for_the_server)
        self.submit(morning)

    async def _look_for_the_server(self) -> None:
        """Ask who works here once the server is back, as the sign-in does.

        In bad weather that takes a while: until then the till knows no time but its machine's.
        """
        if self._world.weather.unreachable:
            await asyncio.sleep(self._world.chance.uniform(0, LINE_IS_BACK_S))
        while True:
            with contextlib.suppress(NoAnswerError):
                self.line.make_session()
            await asyncio.sleep(LOOK_EVERY_S)

    def end(self) -> None:
        """The power is gone."""
        self.journal.end()
        for task in self._tasks:
            task.cancel()

    def submit(self, work: Callable[[], Coroutine[Any, Any, None]]) -> Future[None]:
        """Run ``work`` on the till's loop, as the gateway's thread does for the forwarder."""
        task = asyncio.get_running_loop().create_task(self._guarded(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return Future()

    async def _guarded(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        try:
            await work()
        except PowerCutError:
            return
        except Exception as error:  # noqa: BLE001 - whatever it is, this run has found it
            self._world.failed(error)

    def _next_write(self) -> WriteFault:
        chance = self._world.chance
        if not chance.happens(self._world.weather.till_power):
            return WriteFault.NONE
        return chance.choice((WriteFault.CUT_BEFORE, WriteFault.CUT_AFTER))

    # --- What a person at the till sees ----------------------------------------------------------

    def sales(self) -> list[SaleRecord]:
        return [record for record in self.journal.all() if isinstance(record, SaleRecord)]

    def refunds(self) -> list[RefundRecord]:
        return [record for record in self.journal.all() if isinstance(record, RefundRecord)]
