"""A whole till without a window, on real time, a real socket and a real redemption server."""

from __future__ import annotations

import queue
import random
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from pos_terminal.approval.presenter import ApprovalPresenter
from pos_terminal.checkout.model import CheckoutState
from pos_terminal.checkout.presenter import CheckoutPresenter
from pos_terminal.gateway.answers import NoAnswerError
from pos_terminal.gateway.gateway import Gateway
from pos_terminal.gateway.loop_thread import LoopThread
from pos_terminal.gateway.on_duty import OnDuty, unknown_shop
from pos_terminal.gateway.till_key import till_key
from pos_terminal.gateway.wire import Line, ServerAddress, Wire
from pos_terminal.journal.forwarder import Forwarder
from pos_terminal.journal.handing_back import HandingBack
from pos_terminal.journal.journal import Journal
from pos_terminal.journal.reconciliation import Reconciliation
from pos_terminal.journal.reservation import Reservation
from pos_terminal.journal.retelling import Retelling
from pos_terminal.journal.sale_book import SaleBook
from pos_terminal.journal.server_memory import ServerMemory
from pos_terminal.journal.till import Till
from pos_terminal.sales.presenter import SalesPresenter
from pos_terminal.sign_in.presenter import SignInPresenter
from pos_terminal.waiting.close_notes import CloseNotes
from pos_terminal.waiting.presenter import WaitingPresenter
from pos_terminal.words import ScanSource
from support.shop_floor import Ears, MemoryDisk, MemoryPrinter, Signposts

T = TypeVar("T")
PATIENCE_S = 60.0


class WallClock:
    """The machine's clock."""

    def now_ms(self) -> int:
        return time.time_ns() // 1_000_000


class ThreadTasks:
    """Work on the loop's thread; results are delivered to the test's own when it waits."""

    def __init__(self, loop: LoopThread) -> None:
        self._loop = loop
        self._posted: queue.Queue[Callable[[], None]] = queue.Queue()

    def run(
        self,
        work: Callable[[], Coroutine[Any, Any, T]],
        *,
        then: Callable[[T], None],
        failed: Callable[[NoAnswerError], None],
    ) -> None:
        def done(future: Future[T]) -> None:
            if not future.cancelled():
                self.post(lambda: deliver(future))

        def deliver(future: Future[T]) -> None:
            try:
                result = future.result()
            except NoAnswerError as error:
                failed(error)
            else:
                then(result)

        self._loop.submit(work).add_done_callback(done)

    def post(self, act: Callable[[], None]) -> None:
        self._posted.put(act)

    def wait(self, holds: Callable[[], bool], patience_s: float = PATIENCE_S) -> None:
        """Deliver results until ``holds``."""
        until = time.monotonic() + patience_s
        while not holds():
            assert time.monotonic() < until, "what the test waits for did not come"
            try:
                self._posted.get(timeout=0.05)()
            except queue.Empty:
                continue


class RealTill:
    """One till of the demo shop."""

    def __init__(
        self,
        folder: Path,
        url: str,
        demo: dict[str, Any],
        *,
        line_to: Callable[[ServerAddress], Line] = Wire,
    ) -> None:
        folder.mkdir(exist_ok=True)
        self.demo = demo
        till_id = demo["till"]["id"]
        clock = WallClock()
        self.loop = LoopThread()
        self.loop.start()
        self.tasks = ThreadTasks(self.loop)
        key = till_key(till_id, Path(demo["till"]["key_file"]).read_bytes())
        self.journal = Journal(folder, till=till_id, clock=clock, disk=MemoryDisk())
        self.memory = ServerMemory(self.journal)
        self._line = line_to(ServerAddress(url=url))
        self.support_code = key.support_code
        self.gateway = Gateway(self._line, key, clock, self.memory)
        self.on_duty = OnDuty(unknown_shop(till_id))
        book = SaleBook(self.journal, clock)
        retelling = Retelling(
            journal=self.journal,
            book=book,
            server=self.gateway,
            memory=self.memory,
            clock=clock,
            loop=self.loop,
        )
        self.forwarder = Forwarder(
            book=book,
            journal=self.journal,
            server=self.gateway,
            clock=clock,
            loop=self.loop,
            jitter=random.Random(1),  # noqa: S311 - jitter, no secret
            retelling=retelling,
        )
        reconciliation = Reconciliation(journal=self.journal, book=book)
        reconciliation.begin()
        self.printer = MemoryPrinter()
        self.ways = Signposts()
        till = self._make_till(book, retelling, reconciliation, clock)
        self.checkout = CheckoutPresenter(till, self.ways)
        self.approval = ApprovalPresenter(
            server=self.gateway, on_duty=self.on_duty, tasks=self.tasks
        )
        self.waiting = WaitingPresenter(
            till, self.approval, lambda: self.checkout.on_screen, CloseNotes(folder)
        )
        self.sales = SalesPresenter(till, self.approval)
        self.sign_in = self._make_sign_in(clock)
        self.forwarder.wake_all()

    def _make_till(
        self,
        book: SaleBook,
        retelling: Retelling,
        reconciliation: Reconciliation,
        clock: WallClock,
    ) -> Till:
        return Till(
            journal=self.journal,
            book=book,
            forwarder=self.forwarder,
            reservation=Reservation(
                book=book, server=self.gateway, forwarder=self.forwarder, retelling=retelling
            ),
            reconciliation=reconciliation,
            handing_back=HandingBack(
                journal=self.journal,
                book=book,
                forwarder=self.forwarder,
                server=self.gateway,
                on_duty=self.on_duty,
                printer=self.printer,
                tasks=self.tasks,
            ),
            server=self.gateway,
            on_duty=self.on_duty,
            printer=self.printer,
            tasks=self.tasks,
            clock=clock,
            sounds=Ears(),
        )

    def _make_sign_in(self, clock: WallClock) -> SignInPresenter:
        return SignInPresenter(
            server=self.gateway,
            on_duty=self.on_duty,
            tasks=self.tasks,
            clock=clock,
            sounds=Ears(),
            demo_pins={},
            basket_cards=lambda: self.checkout.basket_cards,
            idle_limit_s=lambda: self.on_duty.shop.idle_lock_s,
            support_code=self.support_code,
            is_waited_for=lambda: False,
        )

    def server_is_at(self, url: str) -> None:
        """The server has come back, on another port."""
        self.loop.submit(lambda: self._line.move_to(ServerAddress(url=url))).result(20)
        self.forwarder.wake_all()

    def close(self) -> None:
        self.loop.stop(last=self.gateway.close)
        self.journal.close()

    @property
    def screen(self) -> CheckoutState:
        return self.checkout.state

    def wait(self, holds: Callable[[], bool]) -> None:
        self.tasks.wait(holds)

    def operator(self, role: str) -> dict[str, str]:
        found: dict[str, str] = next(one for one in self.demo["operators"] if one["role"] == role)
        return found

    def sign_in_as(self, role: str) -> None:
        person = self.operator(role)
        self.sign_in.load()
        self.wait(lambda: bool(self.on_duty.staff))
        self.sign_in.choose(person["id"])
        for digit in person["pin"]:
            self.sign_in.press_digit(digit)
        self.sign_in.enter()
        self.wait(lambda: self.on_duty.operator is not None)

    def sign(self, role: str = "manager") -> None:
        """Let somebody sign in the approval dialog."""
        person = self.operator(role)
        self.approval.choose(person["id"])
        for digit in person["pin"]:
            self.approval.press_digit(digit)
        self.approval.enter()
        self.wait(lambda: not self.approval.state.open)

    def scan(self, number: str) -> CheckoutState:
        """Scan a card and wait for what the server says of it."""
        self.checkout.on_scan(number, ScanSource.WEDGE)
        self.wait(lambda: not self.screen.checking)
        return self.screen

    def numbers(self, campaign: str) -> list[str]:
        found: list[str] = next(
            one["sample_numbers"] for one in self.demo["campaigns"] if one["name"] == campaign
        )
        return found
