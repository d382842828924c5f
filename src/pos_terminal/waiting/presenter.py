"""The page of open sales: what is not settled, what the till does, what a person decides."""

from __future__ import annotations

from collections.abc import Callable

from card_contract.messages import (
    ApprovalPurpose,
    CancelReason,
    HoldsAnswer,
    HoldView,
    VoidReason,
)
from card_contract.states import PaymentKind
from pos_terminal.approval.presenter import Act, ApprovalPresenter, Signed
from pos_terminal.gateway.answers import Refused
from pos_terminal.journal.event_chain import JournalDamagedError
from pos_terminal.journal.journal import DiskFullError
from pos_terminal.journal.records import (
    Record,
    RefundRecord,
    SaleRecord,
    id_of,
    refund_lines_of,
)
from pos_terminal.journal.sale_machine import IllegalMoveError, RefundState, SaleState
from pos_terminal.journal.till import Till
from pos_terminal.waiting.case_desk import CaseDesk
from pos_terminal.waiting.listing import (
    People,
    held_elsewhere,
    kind_of,
    paid_question,
    waiting_row,
)
from pos_terminal.waiting.model import PaidQuestion, WaitingRow, WaitingState
from pos_terminal.waiting.papers import Papers
from pos_terminal.waiting.payments import Payments
from pos_terminal.waiting.settlement import REASON_LENGTH_MIN, Settlement
from pos_terminal.words import Message, Toast


class WaitingPresenter:
    """The presenter of *Waiting*; ``WaitingIntents`` says what each intent means."""

    def __init__(
        self, till: Till, approval: ApprovalPresenter, on_screen: Callable[[], str | None]
    ) -> None:
        self._till = till
        self._approval = approval
        self._on_screen = on_screen
        self._chosen: str | None = None
        self._holds: tuple[HoldView, ...] = ()
        self._holds_note: Message | None = None
        self._toasts = 0
        self._toast: Toast | None = None
        self._watchers: list[Callable[[WaitingState], None]] = []
        self._settlement = Settlement(
            till, approval, changed=self.refresh, ended=self._settled, tell=self._tell
        )
        self._cases = CaseDesk(till, changed=self.refresh, tell=self._tell)
        self._papers = Papers(till, kept=self._kept, tell=self._tell)
        self._payments = Payments(till, changed=self.refresh, kept=self._kept)
        self._state = self._picture()
        till.journal.watch(lambda: till.tasks.post(self.refresh))
        till.forwarder.watch(lambda: till.tasks.post(self.refresh))
        till.on_duty.watch(self.refresh)

    @property
    def state(self) -> WaitingState:
        return self._state

    def watch(self, show: Callable[[WaitingState], None]) -> None:
        self._watchers.append(show)
        show(self._state)

    def refresh(self) -> None:
        """Draw the page anew; also called when the checkout's own sale changes."""
        state = self._picture()
        if state != self._state:
            self._state = state
            for show in self._watchers:
                show(state)

    # --- The list --------------------------------------------------------------------------------

    def open(self) -> None:
        if self._till.on_duty.operator is None:
            return
        self._till.tasks.run(
            self._till.server.holds,
            then=self._holds_told,
            failed=lambda _: self._set_holds((), Message("holds.no_line")),
        )
        self._cases.load()

    def choose(self, key: str) -> None:
        self._chosen = key
        self.refresh()

    def try_now(self, key: str) -> None:
        self._till.forwarder.wake(key)

    def print_slip(self, key: str) -> None:
        self._papers.print_slip(key)

    def reprint(self, key: str) -> None:
        self._papers.reprint(key)

    def without_receipt(self, key: str) -> None:
        self._papers.without_receipt(key)

    # --- Decisions -------------------------------------------------------------------------------

    def void(self, key: str) -> None:
        """Void a paid sale that is not activated yet, or sign a void that waits for a manager."""
        if self._till.clerk() is None:
            return
        refund = self._till.journal.refund(key)
        if refund is not None and _waits_for_signature(refund):
            self._ask_to_sign(refund)
        sale = self._till.journal.sale(key)
        if sale is not None and sale.state is SaleState.PAID:
            self._ask_to_void(sale)

    def _ask_to_void(self, sale: SaleRecord) -> None:
        refund_id = self._till.book.next_refund_id()
        act = Act(
            purpose=ApprovalPurpose.VOID,
            subject=refund_id,
            sale_id=sale.sale_id,
            about=Message(
                "sign.void",
                {"number": sale.receipt_number, "refund_minor": sale.total_minor},
            ),
            unsigned_offline=True,
        )
        self._approval.ask(act, lambda signed: self._void(sale.sale_id, refund_id, signed))

    def _void(self, sale_id: str, refund_id: str, signed: Signed) -> None:
        sale, clerk = self._till.journal.sale(sale_id), self._till.clerk()
        if sale is None or clerk is None:
            return
        decided = self._kept(
            lambda: self._till.book.decide_void(
                sale_id=sale_id,
                clerk=clerk,
                currency=sale.currency,
                lines=refund_lines_of(sale),
                whole=True,
                reason=VoidReason.NOT_ACTIVATED_IN_TIME,
                note="",
                approval=signed.approval,
                approver=signed.approver,
                refund_id=refund_id,
                seen=SaleState.PAID,
            ),
            # The answer came while the manager was signing: the card is active, or freed.
            otherwise=Message("toast.settled_meanwhile"),
        )
        if decided:
            self._chosen = refund_id
            self._till.forwarder.wake(refund_id)
            self.refresh()

    def _ask_to_sign(self, refund: RefundRecord) -> None:
        act = Act(
            purpose=ApprovalPurpose.VOID,
            subject=refund.refund_id,
            sale_id=refund.sale_id,
            card_ids=() if refund.whole else tuple(line.card_id for line in refund.lines),
            about=Message("sign.void_again", {"number": refund.sale_number}),
            unsigned_offline=False,
        )
        self._approval.ask(act, lambda signed: self._sign(refund.refund_id, signed))

    def _sign(self, refund_id: str, signed: Signed) -> None:
        refund = self._till.journal.refund(refund_id)
        if refund is None or not _waits_for_signature(refund) or signed.approval is None:
            return
        approval, approver = signed.approval, signed.approver or ""
        if self._kept(
            lambda: self._till.book.sign_void(refund_id, approval=approval, approver=approver)
        ):
            self._till.forwarder.wake(refund_id)

    def hand_back(self, key: str) -> None:
        refund = self._till.journal.refund(key)
        due = refund is not None and refund.state is RefundState.REFUND_DUE
        if due and self._till.clerk() is not None:
            if self._kept(lambda: self._till.book.hand_back(key)):
                self._papers.reprint(key)
            self.refresh()

    def close_case(self, key: str, reason: str) -> None:
        record = self._till.journal.record(key)
        if record is None or not self._till.on_duty.is_manager:
            return
        if len(reason.strip()) < REASON_LENGTH_MIN:
            self._tell(Message("toast.case_needs_reason"), None)
            return
        self._close(record, key, reason.strip())
        self.refresh()

    def _close(self, record: Record, key: str, reason: str) -> None:
        book = self._till.book
        match record:
            case SaleRecord() | RefundRecord() if record.contradicted:
                self._kept(lambda: book.contradiction_closed(key, reason))
            case SaleRecord(state=SaleState.CANCELLING, stuck=stuck) if stuck is not None:
                self._kept(lambda: book.give_up(key, reason))
            case RefundRecord(case_open=True):
                self._kept(lambda: book.close_case(key, reason))

    def acknowledge(self, key: str) -> None:
        sale = self._till.journal.sale(key)
        if sale is not None and sale.owes_word and self._till.clerk() is not None:
            self._kept(lambda: self._till.book.acknowledge(key))
            self.refresh()

    def close_open_case(self, case_id: str, reason: str) -> None:
        self._cases.close(case_id, reason)

    # --- How it was paid -------------------------------------------------------------------------

    def correct_paid_cash(self, key: str) -> None:
        self._payments.correct_cash(key)

    def correct_paid_reference(self, key: str, reference: str) -> None:
        self._payments.correct_reference(key, reference)

    def answer_paid_cash(self, sale_id: str) -> None:
        if self._is_question(sale_id):
            self._payments.answer_cash(sale_id)

    def answer_paid_reference(self, sale_id: str, reference: str) -> None:
        if self._is_question(sale_id):
            self._payments.answer_reference(sale_id, reference)

    def answer_not_paid(self, sale_id: str) -> None:
        if not self._is_question(sale_id):
            return
        if self._kept(lambda: self._till.book.cancel(sale_id, CancelReason.NOT_PAID)):
            self._till.forwarder.wake(sale_id)
            self.refresh()

    def _is_question(self, sale_id: str) -> bool:
        asked = any(sale.sale_id == sale_id for sale in self._till.reconciliation.questions())
        return asked and self._till.clerk() is not None

    # --- Sales held by other tills ---------------------------------------------------------------

    def open_settle(self, sale_id: str) -> None:
        hold = next((hold for hold in self._holds if hold.sale.sale_id == sale_id), None)
        if hold is not None and self._till.on_duty.is_manager:
            self._settlement.open(hold)

    def fill_settle(
        self, *, was_paid: bool | None, kind: PaymentKind, reference: str, reason: str
    ) -> None:
        self._settlement.fill(was_paid=was_paid, kind=kind, reference=reference, reason=reason)

    def sign_settle(self) -> None:
        self._settlement.sign()

    def close_settle(self) -> None:
        self._settlement.close()

    def _settled(self) -> None:
        self.open()

    def _holds_told(self, answer: HoldsAnswer | Refused) -> None:
        if isinstance(answer, Refused):
            self._set_holds((), None)
            return
        # This till's own sales have rows of their own.
        foreign = (hold for hold in answer.holds if not self._is_own(hold.sale.sale_id))
        self._set_holds(tuple(foreign), None)

    def _is_own(self, sale_id: str) -> bool:
        return self._till.journal.sale(sale_id) is not None

    def _set_holds(self, holds: tuple[HoldView, ...], note: Message | None) -> None:
        self._holds, self._holds_note = holds, note
        self.refresh()

    # --- The picture -----------------------------------------------------------------------------

    def _tell(self, fact: Message, note: Message | None) -> None:
        self._toasts += 1
        self._toast = Toast(serial=self._toasts, fact=fact, note=note)
        self.refresh()

    def _kept(self, act: Callable[[], object], *, otherwise: Message | None = None) -> bool:
        """Take a step that goes to disk; false, and said, where the disk did not take it.

        ``otherwise`` is said where an answer has moved the record on meanwhile.
        """
        try:
            act()
        except (DiskFullError, JournalDamagedError):
            self._tell(Message("toast.disk_full"), Message("toast.disk_full.note"))
            return False
        except IllegalMoveError:
            if otherwise is not None:
                self._tell(otherwise, Message(f"{otherwise.id}.note"))
            self.refresh()
            return False
        return True

    def _picture(self) -> WaitingState:
        on_duty = self._till.on_duty
        people = People(
            signed_in=on_duty.operator is not None,
            is_manager=on_duty.is_manager,
        )
        questions = self._till.reconciliation.questions()
        rows = self._rows(people)
        count = len(rows) + len(questions)
        return WaitingState(
            count=count,
            sentence=Message("things_waiting" if count else "nothing_waiting", {"count": count}),
            note=Message("things_waiting.note") if rows else None,
            currency=on_duty.shop.currency,
            question=self._question(questions[0], people) if questions else None,
            questions_left=len(questions),
            rows=rows,
            held_elsewhere=tuple(
                held_elsewhere(hold, is_manager=people.is_manager, now_ms=self._till.clock.now_ms())
                for hold in self._holds
            ),
            holds_note=self._holds_note,
            settle=self._settlement.form,
            cases=self._cases.cases,
            cases_more=self._cases.more,
            cases_note=self._cases.note,
            toast=self._toast,
        )

    def _question(self, sale: SaleRecord, people: People) -> PaidQuestion:
        return paid_question(sale, people=people, fault=self._payments.fault_of(sale.sale_id))

    def _rows(self, people: People) -> tuple[WaitingRow, ...]:
        listed = []
        for record in self._till.journal.open_records():
            forwarding = self._till.forwarder.forwarding(id_of(record))
            kind = kind_of(record, forwarding)
            # What the clerk is looking at is told there, unless it stays in doubt.
            seen = record.sale_id == self._on_screen()
            in_doubt = forwarding is not None and forwarding.in_doubt
            if kind is not None and (in_doubt or not seen):
                listed.append((record, kind, forwarding))
        chosen = self._chosen
        if len(listed) == 1:
            chosen = id_of(listed[0][0])  # there is nothing to choose from
        return tuple(
            waiting_row(
                record,
                kind,
                forwarding,
                chosen=id_of(record) == chosen,
                people=people,
                fault=self._payments.fault_of(id_of(record)),
            )
            for record, kind, forwarding in listed
        )


def _waits_for_signature(refund: RefundRecord) -> bool:
    refused = refund.state is RefundState.VOIDING and refund.stuck is not None
    return refused or refund.state is RefundState.UNSIGNED
