"""A till's life without its window, until somebody kills it: ``live`` is run as a program by the kill tests.

The real core works against a real server: journal on disk, gateway, forwarder, reservation. First
everything that an earlier life left open is brought to its end, then the day's work is done: cards
are sold, refused, cancelled and voided. What really happened to money stands in the drawer file,
which the clerk remembers when asked. A plan says at which journal step the process kills itself.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from card_contract.messages import (
    ApprovalAnswer,
    ApprovalPurpose,
    ApprovalRequest,
    CancelReason,
    CardView,
    Payment,
    SignInAnswer,
    VoidReason,
)
from card_contract.settle_messages import SettleAnswer, SettleRequest
from card_contract.states import PaymentKind
from pos_terminal.bootstrap.core import SystemClock
from pos_terminal.gateway.answers import NoAnswerError, Refused
from pos_terminal.gateway.gateway import Gateway
from pos_terminal.gateway.loop_thread import LoopThread
from pos_terminal.gateway.till_key import till_key
from pos_terminal.gateway.wire import ServerAddress, Wire
from pos_terminal.journal.disk import FolderDisk
from pos_terminal.journal.forwarder import Forwarder
from pos_terminal.journal.journal import Journal
from pos_terminal.journal.page import Page
from pos_terminal.journal.reconciliation import Reconciliation
from pos_terminal.journal.records import (
    CORRECTABLE,
    Clerk,
    Line,
    RefundLine,
    RefundRecord,
    SaleRecord,
)
from pos_terminal.journal.reservation import Held, Reservation
from pos_terminal.journal.retelling import Retelling
from pos_terminal.journal.sale_book import SaleBook
from pos_terminal.journal.sale_machine import RefundState
from pos_terminal.journal.server_memory import ServerMemory

T = TypeVar("T")

PATIENCE_S = 60.0
MIA = Clerk(operator_id="mia", name="Mia Kern")


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """One life: where everything is, which cards it may sell, and where it ends.

    ``kind`` is the journal's name of a step, ``before`` says on which side of its write to die.
    """

    folder: str
    url: str
    till_id: str
    key_file: str
    clerk_pin: str
    manager_pin: str
    numbers: list[str]
    kind: str | None = None
    before: bool = False


class MortalJournal(Journal):
    """The journal of a process that dies at one of its writes."""

    def __init__(self, plan: Plan, clock: SystemClock) -> None:
        self._plan = plan
        folder = Path(plan.folder)
        super().__init__(folder, till=plan.till_id, clock=clock, disk=FolderDisk(folder))

    def write(self, step: Callable[[Page], T]) -> T:
        kinds: list[str] = []

        def watched(page: Page) -> T:
            result = step(page)
            kinds.extend(kind for kind, _ in page.changed)
            if self._plan.before:
                self._die_at(kinds)
            return result

        result = super().write(watched)
        self._die_at(kinds)
        return result

    def _die_at(self, kinds: list[str]) -> None:
        if self._plan.kind in kinds:
            os.kill(os.getpid(), signal.SIGKILL)


class Drawer:
    """What really happened to money; a line is there before anybody can be killed over it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "drawer.jsonl"
        content = self._path.read_bytes() if self._path.exists() else b""
        self._entries = [msgspec.json.decode(line) for line in content.splitlines()]

    def note(self, what: str, record_id: str, sale_id: str, cards: list[str]) -> None:
        entry = {"what": what, "id": record_id, "sale": sale_id, "cards": cards}
        self._entries.append(entry)
        with self._path.open("ab", buffering=0) as file:
            file.write(msgspec.json.encode(entry) + b"\n")

    def counted(self, what: str) -> Counter[tuple[str, str]]:
        """How often money went this way, by sale and card."""
        return Counter(
            (entry["sale"], card)
            for entry in self._entries
            if entry["what"] == what
            for card in entry["cards"]
        )

    def has(self, what: str, record_id: str) -> bool:
        return any(entry["what"] == what and entry["id"] == record_id for entry in self._entries)


class Till:
    """One life of the till and of the clerk at it."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        clock = SystemClock()
        self._loop = LoopThread()
        key = till_key(plan.till_id, Path(plan.key_file).read_bytes())
        self._journal = MortalJournal(plan, clock)
        memory = ServerMemory(self._journal)
        self._gateway = Gateway(Wire(ServerAddress(url=plan.url)), key, clock, memory)
        self._book = SaleBook(self._journal, clock)
        retelling = Retelling(
            journal=self._journal,
            book=self._book,
            server=self._gateway,
            memory=memory,
            clock=clock,
            loop=self._loop,
        )
        self._forwarder = Forwarder(
            book=self._book,
            journal=self._journal,
            server=self._gateway,
            clock=clock,
            loop=self._loop,
            jitter=random.SystemRandom(),
            retelling=retelling,
        )
        self._reservation = Reservation(
            book=self._book,
            server=self._gateway,
            forwarder=self._forwarder,
            retelling=retelling,
        )
        self._reconciliation = Reconciliation(journal=self._journal, book=self._book)
        self._drawer = Drawer(Path(plan.folder))

    def live(self) -> None:
        self._loop.start()
        self._reconciliation.begin()
        self._forwarder.wake_all()
        self._sign_in("mia", self._plan.clerk_pin)
        self._answer_questions()
        self._finish()
        self._work()
        self._finish()
        self._loop.stop()
        self._journal.close()

    # --- The clerk's day -------------------------------------------------------------------------

    def _work(self) -> None:
        numbers = iter(self._plan.numbers)
        sold = self._look_up(next(numbers))
        self._sell(sold)
        self._sell(sold)  # refused: it is sold
        self._cancel(self._look_up(next(numbers)))
        pair = self._sell(self._look_up(next(numbers)), self._look_up(next(numbers)))
        self._finish()
        self._void(pair, 1)
        self._finish()
        whole = self._sell(self._look_up(next(numbers)))
        self._void(whole, 1)
        for _ in range(2):  # the second time the reference has been used
            self._sell(self._look_up(next(numbers)), reference="AUTH-1")
        self._finish()
        self._void_unsigned(self._sell(self._look_up(next(numbers))))
        self._finish()
        self._settled_elsewhere(self._look_up(next(numbers)))

    def _sell(self, *cards: CardView, reference: str | None = None) -> str:
        sale = self._begin(*cards)
        if not isinstance(self._submit(lambda: self._reservation.hold(sale)), Held):
            return sale.sale_id
        self._drawer.note("paid", sale.sale_id, sale.sale_id, [x.card_id for x in sale.lines])
        payment = cash(sale)
        if reference is not None:
            kind = PaymentKind.REFERENCE
            payment = Payment(kind=kind, amount_minor=sale.total_minor, reference=reference)
        self._book.pay(sale.sale_id, payment)
        self._forwarder.wake(sale.sale_id)
        return sale.sale_id

    def _settled_elsewhere(self, card: CardView) -> None:
        """The clerk gives a sale up that a manager has just settled as paid."""
        sale = self._begin(card)
        if not isinstance(self._submit(lambda: self._reservation.hold(sale)), Held):
            return
        self._drawer.note("paid", sale.sale_id, sale.sale_id, [card.card_id])
        approval = self._approve(ApprovalPurpose.SETTLE, sale.sale_id, sale.sale_id)
        request = SettleRequest(
            was_paid=True, payment=cash(sale), reason="seen on the camera", approval=approval
        )
        self._sign_in("anna", self._plan.manager_pin)
        settled = self._ask(lambda: self._gateway.settle(sale.sale_id, request))
        assert isinstance(settled, SettleAnswer), settled
        self._sign_in("mia", self._plan.clerk_pin)
        self._book.cancel(sale.sale_id, CancelReason.CLERK)
        self._forwarder.wake(sale.sale_id)

    def _void_unsigned(self, sale_id: str) -> None:
        self._finish()
        self._decide_void(sale_id, 1, self._journal.give_refund_id(), None)

    def _cancel(self, card: CardView) -> None:
        sale = self._begin(card)
        if isinstance(self._submit(lambda: self._reservation.hold(sale)), Held):
            self._book.cancel(sale.sale_id, CancelReason.CLERK)
            self._forwarder.wake(sale.sale_id)

    def _void(self, sale_id: str, cards: int) -> None:
        sale = self._journal.sale(sale_id)
        assert sale is not None, sale_id
        refund_id = self._journal.give_refund_id()
        named = [] if cards == len(sale.lines) else [x.card_id for x in sale.lines[:cards]]
        approval = self._approve(ApprovalPurpose.VOID, refund_id, sale_id, named)
        self._decide_void(sale_id, cards, refund_id, approval)

    def _decide_void(self, sale_id: str, cards: int, refund_id: str, approval: str | None) -> None:
        sale = self._journal.sale(sale_id)
        assert sale is not None, sale_id
        self._book.decide_void(
            sale_id=sale_id,
            clerk=MIA,
            currency=sale.currency,
            lines=tuple(map(refund_line, sale.lines[:cards])),
            whole=cards == len(sale.lines),
            reason=VoidReason.WRONG_CARD,
            note="",
            approval=approval,
            approver=None if approval is None else "Anna Lindt",
            refund_id=refund_id,
        )
        self._forwarder.wake(refund_id)

    def _sign_in(self, operator: str, pin: str) -> None:
        signed_in = self._ask(lambda: self._gateway.sign_in(operator, pin))
        assert isinstance(signed_in, SignInAnswer), signed_in

    def _approve(
        self,
        purpose: ApprovalPurpose,
        subject: str,
        sale_id: str,
        card_ids: list[str] | None = None,
    ) -> str:
        request = ApprovalRequest(
            approver="anna",
            pin=self._plan.manager_pin,
            purpose=purpose,
            subject=subject,
            sale_id=sale_id,
            card_ids=card_ids or [],
        )
        approval = self._ask(lambda: self._gateway.approve(request))
        assert isinstance(approval, ApprovalAnswer), approval
        return approval.approval

    def _begin(self, *cards: CardView) -> SaleRecord:
        return self._book.begin(clerk=MIA, currency="EUR", lines=tuple(map(line_of, cards)))

    def _look_up(self, number: str) -> CardView:
        card = self._ask(lambda: self._gateway.look_up_card(number))
        assert isinstance(card, CardView), card
        return card

    # --- Bringing things to their end ------------------------------------------------------------

    def _answer_questions(self) -> None:
        for sale in self._reconciliation.questions():
            if self._drawer.has("paid", sale.sale_id):
                self._book.pay(sale.sale_id, cash(sale))
            else:
                self._book.cancel(sale.sale_id, CancelReason.NOT_PAID)
            self._forwarder.wake(sale.sale_id)

    def _finish(self) -> None:
        end = time.monotonic() + PATIENCE_S
        while records := self._journal.open_records():
            assert time.monotonic() < end, f"never ended: {records}"
            for record in records:
                if isinstance(record, SaleRecord):
                    self._finish_sale(record)
                else:
                    assert record.stuck is None, record
                    self._finish_refund(record)
            time.sleep(0.01)

    def _finish_sale(self, sale: SaleRecord) -> None:
        assert sale.stuck in (None, *CORRECTABLE), sale
        if sale.stuck is not None:
            self._book.correct_payment(sale.sale_id, cash(sale))
            self._forwarder.wake(sale.sale_id)
        elif sale.owes_receipt:
            self._book.receipt_settled(sale.sale_id, printed=True)
        elif sale.owes_word and not sale.has_unknown_cards:
            self._book.acknowledge(sale.sale_id)

    def _finish_refund(self, refund: RefundRecord) -> None:
        if refund.state is RefundState.REFUND_DUE:
            if not self._drawer.has("handed_back", refund.refund_id):
                cards = [line.card_id for line in refund.lines if line.voided]
                self._drawer.note("handed_back", refund.refund_id, refund.sale_id, cards)
            self._book.hand_back(refund.refund_id)
            self._forwarder.wake(refund.refund_id)
        elif refund.may_not_be_given:
            self._book.given_known(refund.refund_id)  # its money is noted before it is recorded
            self._forwarder.wake(refund.refund_id)
        elif refund.owes_receipt:
            self._book.refund_printed(refund.refund_id)
        elif refund.state is RefundState.UNSIGNED:
            approval = self._approve(ApprovalPurpose.VOID, refund.refund_id, refund.sale_id)
            self._book.sign_void(refund.refund_id, approval=approval, approver="Anna Lindt")
            self._forwarder.wake(refund.refund_id)
        elif refund.case_open:
            self._book.close_case(refund.refund_id, "settled with the customer")

    # --- The server ------------------------------------------------------------------------------

    def _submit(self, work: Callable[[], Coroutine[Any, Any, T]]) -> T:
        return self._loop.submit(work).result(timeout=PATIENCE_S)

    def _ask(self, work: Callable[[], Coroutine[Any, Any, T | Refused]]) -> T | Refused:
        """Ask until there is an answer."""
        while True:
            try:
                return self._submit(work)
            except NoAnswerError:
                time.sleep(0.05)


def cash(sale: SaleRecord) -> Payment:
    return Payment(kind=PaymentKind.CASH, amount_minor=sale.total_minor)


def line_of(card: CardView) -> Line:
    return Line(
        card_id=card.card_id,
        last_four=card.last_four,
        name=card.product.name,
        artwork=card.product.artwork,
        price_minor=card.price_minor,
        keyed=False,
    )


def refund_line(line: Line) -> RefundLine:
    return RefundLine(
        card_id=line.card_id,
        last_four=line.last_four,
        name=line.name,
        artwork=line.artwork,
        price_minor=line.price_minor,
    )


def live(plan: Plan) -> None:
    Till(plan).live()
