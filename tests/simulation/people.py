"""The people at the checkout: clerks who sell and undo, with a manager's signature where it takes one.

A person knows what really happened (was the money received?) and tells the truth when asked; what a
person decides is chance.
"""

from __future__ import annotations

import asyncio
from typing import Final, Protocol

from msgspec.structs import replace

from card_contract.messages import (
    ApprovalPurpose,
    CancelReason,
    ConfirmRequest,
    Payment,
    VoidReason,
)
from card_contract.outcomes import Refusal
from card_contract.states import PaymentKind, SaleStage
from pos_terminal.gateway.answers import NoAnswerError
from pos_terminal.journal.records import (
    Clerk,
    Line,
    Record,
    RefundLine,
    SaleRecord,
)
from pos_terminal.journal.reservation import Held
from pos_terminal.journal.sale_machine import RefundState, SaleState
from server_stub.commands.approvals import approval_id
from server_stub.commands.redemption import Redeem
from server_stub.commands.requests import Keyed
from server_stub.domain.ids import OperatorId, TillId
from server_stub.storage.rows.cards import CodeRow, PackRow
from server_stub.storage.rows.sales import SaleLineRow, SaleRow
from server_stub.storage.rows.staff import ApprovalRow, OperatorRow
from simulation.cast import APP, CLERK, MANAGER, SELLING, STORE_OF
from simulation.counter import Counter, makes_up_their_mind, told_payment
from simulation.disk import Disk
from simulation.line import Sky
from simulation.mutants import Mutant
from simulation.scene import code_hash
from simulation.till import TillProcess
from simulation.truth import Truth

MIA = Clerk(operator_id="mia", name="Mia Kern")
SALES_PER_TILL_MAX = 4
DIES_WHEN_PAID: Final = 0.08
LEFT_LYING_S: Final = 2400
"""So long an unpaid sale may lie at a till that nobody looks after."""


class Scene(Sky, Protocol):
    """Where people act."""

    disk: Disk
    truth: Truth
    shut_out: set[str]
    deserted: set[str]
    at_a_counter: set[str]

    @property
    def is_day(self) -> bool: ...
    @property
    def restores(self) -> bool: ...
    def records_of(self, till: str) -> list[Record]: ...
    def till_lost_power(self, till: str) -> None: ...


class AtTheTill:
    """A clerk at one till, from the till's start to its end."""

    def __init__(self, till: TillProcess, scene: Scene) -> None:
        self._till = till
        self._scene = scene
        self._chance = scene.chance
        self._counter = Counter(till, scene)

    async def work(self) -> None:
        await self._leave_if_shut_out()
        for sale in self._till.reconciliation.questions():
            await self._pause(1, 20)
            if sale.sale_id in self._scene.truth.paid:
                self._till.book.pay(sale.sale_id, by_slip(sale))
            else:
                self._till.book.cancel(sale.sale_id, CancelReason.NOT_PAID)
            self._till.forwarder.wake(sale.sale_id)
        while True:
            await self._pause(1, 60)
            await self._leave_if_shut_out()
            is_idle = not await self._tidy_up() and not await self._take_back()
            if is_idle and self._scene.is_day and self._till.line.has_session:
                await self._serve()

    async def _pause(self, least_s: float, most_s: float) -> None:
        await asyncio.sleep(self._chance.uniform(least_s, most_s))

    async def _leave_if_shut_out(self) -> None:
        """Who is told so ends the sale in hand; from then on nobody works at this till."""
        if self._till.name in self._scene.shut_out:
            self._scene.deserted.add(self._till.name)
            await asyncio.Event().wait()

    # --- Selling ---------------------------------------------------------------------------------

    async def _serve(self) -> None:
        if self._chance.happens(0.015):
            await self._void_something()
        elif self._is_locked() and self._chance.happens(0.9):
            return  # who is locked is told so, and may try all the same
        elif len(self._till.sales()) < SALES_PER_TILL_MAX:
            await self._sell()

    def _is_locked(self) -> bool:
        people: list[OperatorRow] = self._scene.disk.rows(OperatorRow)
        return any(one.operator_id == CLERK and not one.may_sign_in for one in people)

    async def _sell(self) -> None:
        scene, book, chance = self._scene, self._till.book, self._chance
        shelf = self._shelf()
        basket = chance.sample(shelf, min(len(shelf), chance.choice((1, 2))))
        sale = book.begin(clerk=MIA, currency="EUR", lines=tuple(map(line_of, basket)))
        if not isinstance(await self._till.reservation.hold(sale), Held):
            return
        await self._pause(1, 1200 if chance.happens(0.2) else 60)
        if scene.mutant is Mutant.CONFIRM_BEFORE_PAID:
            await self._confirm_too_early(sale)
        if chance.happens(0.2):
            await self._pause(0, LEFT_LYING_S if chance.happens(0.5) else 1)
            reason = chance.choice((CancelReason.CLERK, CancelReason.DIGITS_DIFFER))
            book.cancel(sale.sale_id, reason)
        else:
            scene.truth.customer_pays(sale.sale_id, frozenset(line.card_id for line in sale.lines))
            scene.note(f"{self._till.name} takes the money for {sale.sale_id}")
            if is_unlucky := chance.happens(0.1):
                await self._probe(chance.choice(sale.lines).card_id)
            await self._pause(0.1, 2)
            await self._may_lose_power()
            book.pay(sale.sale_id, self._payment(sale))
            self._till.forwarder.wake(sale.sale_id)
            await self._pause(0, 2)
            await self._may_lose_power()
            if is_unlucky:
                self._till.forwarder.wake(sale.sale_id)
                await self._wait_no_longer(sale.sale_id)
        self._till.forwarder.wake(sale.sale_id)

    async def _may_lose_power(self) -> None:
        """Just when a customer has paid: who knows of it then is here, or the server, or nobody."""
        if self._chance.happens(DIES_WHEN_PAID):
            self._scene.till_lost_power(self._till.name)
            await asyncio.Event().wait()

    def _shelf(self) -> list[CodeRow]:
        """The cards that a basket is taken from: mostly such as were received in this store."""
        scene = self._scene
        received = {
            (pack.batch, pack.pack)
            for pack in scene.disk.rows(PackRow)
            if pack.is_received_at(STORE_OF[self._till.name])
        }
        codes: list[CodeRow] = scene.disk.rows(CodeRow)
        here = [code for code in codes if (code.batch, code.pack) in received]
        return here if here and scene.chance.happens(0.7) else codes

    async def _probe(self, card_id: str) -> None:
        """Somebody who copied its code tries it while the card lies at the checkout."""
        command = Redeem(
            app_id=APP,
            request=Keyed(f"copied/{card_id}/{self._scene.now_ms()}"),
            profile_id="copied",
            profile_name="copied",
            code_hashes=[code_hash(card_id)],
        )
        try:
            await self._till.line.ask(command)
        except NoAnswerError:
            return

    async def _wait_no_longer(self, sale_id: str) -> None:
        """A customer who does not wait for the answer gets the money instead of the cards."""
        await self._pause(0.5, 20)
        for sale in self._till.sales():
            if sale.sale_id == sale_id and sale.state is SaleState.PAID:
                self._decide_void(sale_id, tuple(map(refund_line, sale.lines)), whole=True)

    def _payment(self, sale: SaleRecord) -> Payment:
        """Cash, or a card terminal's slip, whose number is now and then copied off a wrong one."""
        if self._chance.happens(0.7):
            return cash(sale)
        slip = by_slip(self._chance.choice([sale, *self._till.sales()]), sale.total_minor)
        typed = str.lower if self._chance.happens(0.5) else str.upper
        return replace(slip, reference=typed(slip.reference or ""))

    async def _confirm_too_early(self, sale: SaleRecord) -> None:
        early = ConfirmRequest(payment=cash(sale), paid_at=self._scene.now_ms())
        try:
            await self._till.line.confirm(sale.sale_id, early)
        except NoAnswerError:
            return

    # --- Undoing ---------------------------------------------------------------------------------

    async def _void_something(self) -> None:
        amber = [sale for sale in self._till.sales() if sale.state is SaleState.PAID]
        done = [
            sale
            for sale in self._till.sales()
            if sale.state is SaleState.DONE and any(_still_sold(line) for line in sale.lines)
        ]
        if amber and self._chance.happens(0.5):
            sale = self._chance.choice(amber)
            self._decide_void(sale.sale_id, tuple(map(refund_line, sale.lines)), whole=True)
        elif done and self._chance.happens(0.5):
            sale = self._chance.choice(done)
            sold = [line for line in sale.lines if _still_sold(line)]
            chosen = sold[: self._chance.randint(1, len(sold))]
            whole = len(chosen) == len(sale.lines)
            self._decide_void(sale.sale_id, tuple(map(refund_line, chosen)), whole=whole)
        else:
            await self._void_of_another_till(self._sold_elsewhere())

    def _sold_elsewhere(self) -> list[SaleRow]:
        return [
            sale
            for sale in self._scene.disk.rows(SaleRow)
            if sale.till_id != self._till.name
            and sale.stage is SaleStage.CONFIRMED
            and sale.sale_id in self._scene.truth.paid  # else no customer would come
        ]

    def _recalled_elsewhere(self) -> list[SaleRow]:
        """Sales of the other till with a card whose recall a close has counted, and no void.

        Their customers have heard of it by then, and go to where they are, once.
        """
        if self._scene.restores:
            return []
        lines: list[SaleLineRow] = self._scene.disk.rows(SaleLineRow)
        recalled = {line.sale_id for line in lines if line.z_recalled and line.void_id is None}
        recalled -= {refund.sale_id for refund in self._till.refunds()}
        return [sale for sale in self._sold_elsewhere() if sale.sale_id in recalled]

    def _settled_elsewhere(self) -> list[SaleRow]:
        """Sales of the other till that a manager has settled, as that one does not know yet."""
        if self._scene.restores:
            return []
        untold = settled_and_untold(self._scene)
        return [sale for sale in self._sold_elsewhere() if sale.sale_id in untold]

    def _carried_off(self) -> list[SaleRow]:
        """Sales that a manager called paid by mistake: somebody took their cards, and paid nothing.

        Who brings one here says that it was paid. Its own till has not denied that yet.
        """
        if self._scene.restores:
            return []
        mistaken = self._scene.truth.called_paid_by_mistake
        sales: list[SaleRow] = self._scene.disk.rows(SaleRow)
        return [
            sale
            for sale in sales
            if sale.till_id != self._till.name
            and sale.stage is SaleStage.CONFIRMED
            and sale.sale_id in mistaken
        ]

    async def _take_back(self) -> bool:
        """Void what a customer brings here; says whether one came."""
        for brought, part in (
            (self._recalled_elsewhere(), 0.2),
            (self._settled_elsewhere(), 0.2),
            (self._carried_off(), 0.9),
        ):
            if brought and self._chance.happens(part):
                await self._void_of_another_till(brought)
                return True
        return False

    async def _void_of_another_till(self, foreign: list[SaleRow]) -> None:
        """The page is read; then a manager is called, who signs."""
        if not foreign:
            return
        sale = self._chance.choice(foreign)
        came_by = told_payment(sale)
        await makes_up_their_mind(self._scene, 600 if self._chance.happens(0.3) else 60)
        lines: list[SaleLineRow] = [
            line
            for line in self._scene.disk.rows(SaleLineRow)
            if line.sale_id == sale.sale_id and line.refusal is None and line.void_id is None
        ]
        if lines:
            chosen = lines[: self._chance.randint(1, len(lines))]
            foreign_lines = tuple(map(foreign_line, chosen))
            self._decide_void(sale.sale_id, foreign_lines, whole=False, came_by=came_by)

    def _decide_void(
        self,
        sale_id: str,
        lines: tuple[RefundLine, ...],
        *,
        whole: bool,
        came_by: Payment | None = None,
    ) -> None:
        book = self._till.book
        refund_id = book.next_refund_id()
        cards = [] if whole else [line.card_id for line in lines]
        approval = None
        if self._chance.happens(0.7):
            approval = self._approval(refund_id, sale_id, cards)
        refund = book.decide_void(
            sale_id=sale_id,
            clerk=MIA,
            currency="EUR",
            lines=lines,
            whole=whole,
            reason=self._chance.choice(tuple(VoidReason)),
            note="",
            approval=approval,
            approver=None,
            refund_id=refund_id,
            came_by=came_by,
        )
        self._till.forwarder.wake(refund.refund_id)

    def _approval(self, refund_id: str, sale_id: str, cards: list[str]) -> str:
        """A manager's signature, now and then under another paper than this."""
        scene, till = self._scene, self._till.name
        subject = "something else" if self._chance.happens(0.1) else refund_id
        return sign(scene, till, ApprovalPurpose.VOID, subject, sale_id=sale_id, cards=cards)

    # --- What waits for a person -----------------------------------------------------------------

    async def _tidy_up(self) -> bool:
        """Do one thing that the till's list of open items asks for; says whether there was one."""
        for sale in self._till.sales():
            if sale.stuck in (Refusal.PAYMENT_REFERENCE_USED, Refusal.PAYMENT_MISMATCH):
                self._till.book.correct_payment(sale.sale_id, by_slip(sale))
                self._till.forwarder.wake(sale.sale_id)
                return True
            if sale.stuck is Refusal.SALE_UNKNOWN and sale.state is SaleState.PAID:
                # The server was put back, and has since refused its cards for good.
                self._decide_void(sale.sale_id, tuple(map(refund_line, sale.lines)), whole=True)
                return True
        for refund in self._till.refunds():
            is_unsigned = refund.state is RefundState.UNSIGNED or refund.has_lost_signature
            if refund.stuck is not None or is_unsigned:
                cards = [] if refund.whole else [line.card_id for line in refund.lines]
                approval = self._approval(refund.refund_id, refund.sale_id, cards)
                self._till.book.sign_void(refund.refund_id, approval=approval, approver="Anna")
                self._till.forwarder.wake(refund.refund_id)
                return True
            if self._counter.waits(refund):
                await self._counter.serve(refund)
                return True
            if refund.case_open:
                self._till.book.close_case(refund.refund_id, "settled with the customer")
                return True
        return False


def settled_and_untold(scene: Scene) -> set[str]:
    """Sales that a manager has settled, and whose own till does not know of it yet."""
    untold = {
        record.sale_id
        for till in SELLING
        for record in scene.records_of(till)
        if isinstance(record, SaleRecord) and record.state in (SaleState.PAYING, SaleState.PAID)
    }
    return untold & {sale.sale_id for sale in scene.disk.rows(SaleRow) if sale.settled_by}


def held_by(scene: Scene, till: str) -> list[SaleRow]:
    """The sales that a till has open."""
    sales: list[SaleRow] = scene.disk.rows(SaleRow)
    return [sale for sale in sales if sale.stage is SaleStage.HELD and sale.till_id == till]


def sign(
    scene: Scene,
    till: str,
    purpose: ApprovalPurpose,
    subject: str,
    *,
    sale_id: str,
    cards: list[str],
    approver: OperatorId = MANAGER,
) -> str:
    """A manager signs, a moment ago and with the line up."""
    approval = f"approval-{len(scene.disk.rows(ApprovalRow))}"
    scene.disk.put(
        ApprovalRow(
            app_id=APP,
            approval=approval_id(approval),
            approver_id=approver,
            till_id=TillId(till),
            purpose=purpose,
            subject=subject,
            sale_id=sale_id,
            card_ids=cards,
            created_at=scene.now_ms(),
        )
    )
    return approval


def cash(sale: SaleRecord | SaleRow) -> Payment:
    return Payment(kind=PaymentKind.CASH, amount_minor=sale.total_minor)


def by_slip(sale: SaleRecord | SaleRow, total_minor: int | None = None) -> Payment:
    """A payment with the number of the sale's own slip."""
    return Payment(
        kind=PaymentKind.REFERENCE,
        amount_minor=sale.total_minor if total_minor is None else total_minor,
        reference=f"SLIP {sale.sale_id[:-27]}",
    )


def line_of(code: CodeRow) -> Line:
    return Line(
        card_id=str(code.code_id),
        last_four=code.last_four,
        name="Gift card",
        artwork=None,
        price_minor=code.price_minor,
        keyed=False,
    )


def refund_line(line: Line) -> RefundLine:
    return RefundLine(
        card_id=line.card_id,
        last_four=line.last_four,
        name=line.name,
        artwork=None,
        price_minor=line.price_minor,
    )


def foreign_line(line: SaleLineRow) -> RefundLine:
    return RefundLine(
        card_id=str(line.code_id),
        last_four=line.last_four,
        name="Gift card",
        artwork=None,
        price_minor=line.price_minor,
    )


def _still_sold(line: Line) -> bool:
    return bool(line.activated) and not line.voided
