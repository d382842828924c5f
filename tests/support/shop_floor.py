"""A whole till without a window: real journal on disk, real presenters, a scripted server, virtual time."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path
from typing import Any

import apsw

from card_contract.messages import Operator
from pos_terminal.approval.presenter import ApprovalPresenter
from pos_terminal.checkout.model import CheckoutState
from pos_terminal.checkout.presenter import CheckoutPresenter
from pos_terminal.gateway.on_duty import OnDuty
from pos_terminal.journal.forwarder import Forwarder
from pos_terminal.journal.handing_back import HandingBack
from pos_terminal.journal.journal import FILE_NAME, Clock, Journal
from pos_terminal.journal.reconciliation import Reconciliation
from pos_terminal.journal.reservation import Reservation
from pos_terminal.journal.retelling import Retelling
from pos_terminal.journal.sale_book import SaleBook
from pos_terminal.journal.server_memory import ServerMemory
from pos_terminal.journal.till import Till
from pos_terminal.receipts import NotPrintedError, PrinterState, ReceiptData
from pos_terminal.sales.presenter import SalesPresenter
from pos_terminal.waiting.close_notes import CloseNotes
from pos_terminal.waiting.presenter import WaitingPresenter
from pos_terminal.words import Message, ScanSource, Sound
from support.said import Said, teller_of
from support.scripted_cards import Card
from support.scripted_server import ANNA, JONAS, MIA, ScriptedServer
from support.scripted_shop import SHOP
from support.virtual_time import TasksAtOnce, VirtualLoop


class MemoryDisk:
    """A disk with as much room as the test says; ``refuses`` makes it take no step at all, and
    ``takes`` so many more.
    """

    def __init__(self) -> None:
        self.refuses = False
        self.takes: int | None = None
        self.free = 10**12
        self.ballast = False

    def free_bytes(self) -> int:
        return self.free

    def lay_ballast(self) -> None:
        self.ballast = True

    def drop_ballast(self) -> bool:
        had, self.ballast = self.ballast, False
        return had

    def takes_step(self) -> bool:
        if self.takes is not None:
            self.takes, self.refuses = self.takes - 1, self.takes <= 0
        return not self.refuses


class JournalOnDisk(Journal):
    """The journal on a disk that may refuse what SQLite writes."""

    def __init__(self, folder: Path, *, till: str, clock: Clock, disk: MemoryDisk) -> None:
        self._memory_disk = disk
        super().__init__(folder, till=till, clock=clock, disk=disk)

    def _store(self, events: tuple[Any, ...]) -> None:
        if not self._memory_disk.takes_step():
            raise apsw.FullError("no space left")
        super()._store(events)


class MemoryPrinter:
    """A printer that keeps its papers, or fails as long as the test wants."""

    def __init__(self) -> None:
        self.state = PrinterState.READY
        self.papers: list[ReceiptData] = []
        self.fails = False
        self.slow_s = 0.0
        self.drawer_opened = 0

    async def print_receipt(self, receipt: ReceiptData) -> None:
        if self.slow_s:
            await asyncio.sleep(self.slow_s)
        if self.fails:
            raise NotPrintedError(Message("printer.ready"))
        self.papers.append(receipt)

    async def open_drawer(self) -> None:
        self.drawer_opened += 1


class Ears:
    """Hears the sounds."""

    def __init__(self) -> None:
        self.heard: list[Sound] = []

    def play(self, sound: Sound) -> None:
        self.heard.append(sound)

    def acknowledge(self) -> None:
        return


class Signposts:
    """Remembers which way the checkout pointed."""

    def __init__(self) -> None:
        self.taken: list[str] = []

    def to_waiting(self) -> None:
        self.taken.append("waiting")

    def to_refund(self, sale_id: str) -> None:
        self.taken.append(f"refund {sale_id}")

    def to_sale(self, sale_id: str) -> None:
        self.taken.append(f"sale {sale_id}")

    def to_void(self, sale_id: str) -> None:
        self.taken.append(f"void {sale_id}")

    def to_sign_in(self) -> None:
        self.taken.append("sign in")


class ShopFloor:
    """One till in a shop, as a test works it."""

    def __init__(
        self, folder: Path, server: ScriptedServer | None = None, *, till: str = "T1"
    ) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.till_id = till
        self.loop = VirtualLoop()
        self.server = server or ScriptedServer(self.loop.now_ms)
        self.disk = MemoryDisk()
        self.printer = MemoryPrinter()
        self.sounds = Ears()
        self.ways = Signposts()
        self.said = {name: Said(name) for name in ("checkout", "waiting", "sales", "approval")}
        self._open(MIA)

    def _open(self, operator: Operator | None) -> None:
        loop = self.loop
        self.tasks = TasksAtOnce(loop)
        self.on_duty = OnDuty(SHOP)
        if operator is not None:
            self.on_duty.signed_in(operator)
        self.on_duty.shop_told(SHOP, (MIA, JONAS, ANNA))
        self.journal = JournalOnDisk(self.folder, till=self.till_id, clock=loop, disk=self.disk)
        self.book = SaleBook(self.journal, loop)
        self.memory = ServerMemory(self.journal)
        self.retelling = Retelling(
            journal=self.journal,
            book=self.book,
            server=self.server,
            memory=self.memory,
            clock=loop,
            loop=loop,
        )
        self.forwarder = Forwarder(
            book=self.book,
            journal=self.journal,
            server=self.server,
            clock=loop,
            loop=loop,
            jitter=random.Random(7),  # noqa: S311 - jitter, no secret
            retelling=self.retelling,
        )
        self.reconciliation = Reconciliation(journal=self.journal, book=self.book)
        unkept = self.reconciliation.begin()
        self.till = self._make_till()
        self._open_pages()
        self.forwarder.wake_all()
        for sale_id in unkept:
            self.forwarder.end_unheld(sale_id)
        self.tasks.deliver()

    def _make_till(self) -> Till:
        return Till(
            journal=self.journal,
            book=self.book,
            forwarder=self.forwarder,
            reservation=Reservation(
                book=self.book,
                server=self.server,
                forwarder=self.forwarder,
                retelling=self.retelling,
            ),
            reconciliation=self.reconciliation,
            handing_back=HandingBack(
                journal=self.journal,
                book=self.book,
                forwarder=self.forwarder,
                server=self.server,
                on_duty=self.on_duty,
                printer=self.printer,
                tasks=self.tasks,
            ),
            server=self.server,
            on_duty=self.on_duty,
            printer=self.printer,
            tasks=self.tasks,
            clock=self.loop,
            sounds=self.sounds,
        )

    def _open_pages(self) -> None:
        self.checkout = CheckoutPresenter(self.till, self.ways)
        self.approval = ApprovalPresenter(
            server=self.server, on_duty=self.on_duty, tasks=self.tasks
        )
        self.waiting = WaitingPresenter(
            self.till, self.approval, lambda: self.checkout.on_screen, CloseNotes(self.folder)
        )
        self.checkout.watch(lambda _: self.waiting.refresh())
        self.sales = SalesPresenter(self.till, self.approval)
        self.checkout.watch(self.said["checkout"].listen)
        self.waiting.watch(self.said["waiting"].listen)
        self.sales.watch(self.said["sales"].listen)
        self.approval.watch(self.said["approval"].listen)

    def session(self, epoch: int, *, has_told: bool = True) -> None:
        """The till's session is made anew, with a server of this epoch."""
        self.memory.session_made(epoch=epoch, checkpoint=None, has_told=has_told)
        self.tasks.deliver()

    def restart(self, operator: Operator | None = None, *, later_s: float = 0) -> None:
        """Kill the till between two steps and start it again, with nobody signed in."""
        self.close()
        self.start(operator, later_s=later_s)

    def start(self, operator: Operator | None = None, *, later_s: float = 0) -> None:
        """Start the till that was closed."""
        self.loop = VirtualLoop()
        self.loop.pass_time(later_s)
        self._open(operator)

    def lose_journal(self) -> None:
        """The journal is damaged, and a manager lays it aside and begins a new one."""
        self.close()
        path = self.folder / FILE_NAME
        path.write_bytes(b"no journal" * 1000)
        for left in self.folder.glob(f"{FILE_NAME}-*"):
            left.unlink()
        self.start(ANNA)
        self.checkout.start_new_journal()
        assert self.journal.generation > 1

    def close(self) -> None:
        self.loop.end()
        self.journal.close()
        for said in self.said.values():
            said.check(teller_of(said.feature))

    # --- What people do --------------------------------------------------------------------------

    @property
    def screen(self) -> CheckoutState:
        self.tasks.deliver()
        return self.checkout.state

    def scan(self, card: Card | str) -> CheckoutState:
        text = card if isinstance(card, str) else card.number
        self.checkout.on_scan(text, ScanSource.WEDGE)
        return self.screen

    def take_payment(self) -> CheckoutState:
        self.checkout.take_payment()
        return self.screen

    def pay_cash(self, given_minor: int) -> CheckoutState:
        self.checkout.pay_cash(given_minor)
        return self.screen

    def sell(self, *cards: Card) -> CheckoutState:
        for card in cards:
            self.scan(card)
        self.take_payment()
        return self.pay_cash(sum(card.price_minor for card in cards))

    def pass_time(self, seconds: float) -> CheckoutState:
        self.loop.pass_time(seconds)
        return self.screen

    def sign(self, pin: str, approver: Operator = ANNA) -> None:
        """Let somebody sign in the approval dialog."""
        self.approval.choose(approver.operator_id)
        for digit in pin:
            self.approval.press_digit(digit)
        self.approval.enter()
        self.tasks.deliver()
