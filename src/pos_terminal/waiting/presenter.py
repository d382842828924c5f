"""The page of open sales: what is not settled, what the till does, what a person decides."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from card_contract.card_number import CardNumber
from card_contract.case_messages import CaseView
from card_contract.messages import (
    CancelReason,
    SaleView,
)
from card_contract.sale_id import SaleId
from card_contract.scan_text import recognise
from card_contract.states import PaymentKind, SettledAs
from pos_terminal.approval.presenter import ApprovalPresenter
from pos_terminal.gateway.connection import Connection
from pos_terminal.gateway.line import Line
from pos_terminal.journal.handing_back import Place, Standing, way_back_of
from pos_terminal.journal.kept import Kept, keep
from pos_terminal.journal.records import (
    Record,
    RefundRecord,
    SaleRecord,
    id_of,
)
from pos_terminal.journal.refusals import is_a_gates
from pos_terminal.journal.sale_machine import SaleState
from pos_terminal.journal.till import Till
from pos_terminal.presenting import Presenter, Toasts
from pos_terminal.rounds import Rounds
from pos_terminal.waiting.case_desk import CaseDesk
from pos_terminal.waiting.close_notes import CloseNotes
from pos_terminal.waiting.hold_desk import HoldDesk
from pos_terminal.waiting.listing import (
    People,
    kind_of,
    paid_question,
    waiting_row,
    way_of_case,
)
from pos_terminal.waiting.model import CaseStage, PaidQuestion, Settled, WaitingRow, WaitingState
from pos_terminal.waiting.papers import Papers
from pos_terminal.waiting.payments import Payments
from pos_terminal.waiting.settlement import REASON_LENGTH_MIN, Settlement
from pos_terminal.waiting.voids import Voids
from pos_terminal.words import Message, WayBack


class WaitingPresenter(Presenter[WaitingState]):
    """The presenter of *Waiting*; ``WaitingIntents`` says what each intent means."""

    def __init__(
        self,
        till: Till,
        approval: ApprovalPresenter,
        on_screen: Callable[[], str | None],
        close_notes: CloseNotes,
    ) -> None:
        super().__init__()
        self._till = till
        self._approval = approval
        self._on_screen = on_screen
        self._chosen: str | None = None
        self._toasts = Toasts(changed=self._refresh)
        self._done: Settled | None = None
        self._line = Line()
        self._settlement = Settlement(
            till, approval, changed=self._refresh, ended=self._settled, tell=self._toasts.tell
        )
        self._holds = HoldDesk(
            till, changed=self._refresh, in_doubt=lambda: self._settlement.in_doubt
        )
        self._cases = CaseDesk(
            till, close_notes, changed=self._refresh, tell=self._toasts.tell, owed=self._pay_case
        )
        self._rounds = Rounds(till, self.open)
        self._voids = Voids(till, approval, kept=self._kept, decided=self.choose)
        self._papers = Papers(till, changed=self._refresh, kept=self._kept, tell=self._toasts.tell)
        self._payments = Payments(till, changed=self._refresh, kept=self._kept)
        self._state = self._picture()
        till.journal.watch(lambda: till.tasks.post(self._refresh))
        till.forwarder.watch(lambda: till.tasks.post(self._refresh))
        till.handing_back.watch(self._refresh)
        till.forwarder.watch_told(
            lambda sale_id: till.tasks.post(lambda: till.handing_back.look_again(sale_id))
        )
        till.on_duty.watch_operator(self._somebody_else)
        till.on_duty.watch(self._people_changed)
        self._rounds.people_changed()

    def refresh(self) -> None:
        """Draw the page anew; also called when the checkout's own sale changes."""
        self._refresh()

    @property
    def asks_about_cases(self) -> bool:
        """Whether whoever works here is asked if the money of a case was given."""
        return any(case.stage is CaseStage.GIVEN_IN_DOUBT for case in self._state.cases)

    def connection_changed(self, connection: Connection) -> None:
        """The line to the server has changed; called on the window's thread."""
        if self._line.take(connection):
            self.open()
        elif self._line.is_down:
            self._cases.line_lost()
            self._till.handing_back.line_lost()

    # --- The list --------------------------------------------------------------------------------

    def _people_changed(self) -> None:
        self._refresh()
        self._rounds.people_changed()

    def _somebody_else(self) -> None:
        """What was done with is told to whoever did it."""
        self._done = None
        self._cases.people_changed()
        self._settlement.people_changed()
        self._till.handing_back.look_again()
        self._refresh()

    def open(self) -> None:
        if self._till.on_duty.operator is None:
            return
        self._holds.load()
        self._cases.load()
        for record in self._till.journal.open_records():
            self._look(record)

    def _look(self, record: Record | None) -> None:
        """Ask what has become of a refund, for whoever sees it now."""
        if isinstance(record, RefundRecord):
            self._till.handing_back.look(record)

    def choose(self, key: str) -> None:
        self._chosen, self._done = key, None
        self._cases.gone_on()
        self._till.handing_back.left(Place.WAITING, for_refund=key)
        refund = self._till.journal.refund(key)
        if refund is not None:
            self._till.handing_back.opened(refund, Place.WAITING)
        self._refresh()

    def look_elsewhere(self) -> None:
        self._cases.gone_on()
        self._till.handing_back.left(Place.WAITING)

    def try_now(self, key: str) -> None:
        record = self._till.journal.record(key)
        if record is not None and is_a_gates(record.stuck):
            self._kept(lambda: self._till.book.ask_again(key))
        self._look(record)
        self._till.forwarder.wake(key)

    def print_slip(self, key: str) -> None:
        self._papers.print_slip(key)

    def reprint(self, key: str) -> None:
        self._papers.reprint(key)

    def without_receipt(self, key: str) -> None:
        self._papers.without_receipt(key)

    # --- Decisions -------------------------------------------------------------------------------

    def void(self, key: str) -> None:
        self._voids.void(key)

    def hand_back(self, key: str) -> None:
        self._till.handing_back.hand_back(
            key, Place.WAITING, lambda kept: self._handed_back(key, kept)
        )

    def _handed_back(self, key: str, kept: Kept) -> None:
        if self._was_kept(kept):
            self._papers.reprint(key)
        self._refresh()

    def gone_out(self, key: str) -> None:
        refund = self._till.journal.refund(key)
        if refund is None or not refund.may_have_gone_out or self._till.clerk() is None:
            return
        if self._kept(lambda: self._till.book.gone_out_before(key)):
            self._till.forwarder.wake(key)
            self._toasts.tell(_fact_of("toast.gone_out", refund), Message("toast.gone_out.note"))

    def close_case(self, key: str, reason: str) -> None:
        record = self._till.journal.record(key)
        if record is None or not self._till.on_duty.is_manager:
            return
        if len(reason.strip()) < REASON_LENGTH_MIN:
            self._toasts.tell(Message("toast.case_needs_reason"), None)
            return
        self._close(record, key, reason.strip())
        self._refresh()

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
        clerk = self._till.clerk()
        if clerk is None:
            return
        match self._till.journal.record(key):
            case SaleRecord(owes_word=True):
                self._kept(lambda: self._till.book.acknowledge(key))
            case RefundRecord(may_not_be_given=True):
                if self._kept(lambda: self._till.book.given_known(key, by=clerk.name)):
                    self._till.forwarder.wake(key)
        self._refresh()

    def not_given(self, key: str) -> None:
        clerk, refund = self._till.clerk(), self._till.journal.refund(key)
        if clerk is None or refund is None or not refund.may_not_be_given:
            return
        if self._kept(lambda: self._till.book.not_given(key, by=clerk.name)):
            # It is handed out only from a row that somebody chooses anew: no second press does it.
            self._chosen = None
            self._done = Settled(key=key, fact=_fact_of("not_given", refund))
            self._look(self._till.journal.refund(key))
        self._refresh()

    def close_open_case(self, case_id: str, reason: str) -> None:
        self._cases.close(case_id, reason)

    def close_case_unpaid(self, case_id: str, reason: str) -> None:
        self._cases.close(case_id, reason, unpaid=True)

    def case_given(self, case_id: str) -> None:
        self._cases.say_given(case_id, given=True)

    def case_not_given(self, case_id: str) -> None:
        self._cases.say_given(case_id, given=False)

    def print_case(self, case_id: str) -> None:
        case = self._cases.paid(case_id)
        if case is not None:
            self._papers.print_case(case)

    def _pay_case(self, case: CaseView) -> None:
        """It is closed, and whoever closed it hands its money back now."""
        way = way_of_case(case)
        if way is not None:
            self._till.handing_back.open_drawer_for(way)
            self._papers.print_case(case)

    def open_recall_cases(self, recall_id: int) -> None:
        self._cases.open_recall(recall_id)

    def more_cases(self) -> None:
        self._cases.show_more()

    def find_case(self, number: str) -> None:
        self._cases.find(number)

    def on_scan(self, text: str) -> bool:
        """Take a card's number where one is looked for; says whether it was taken."""
        found = recognise(text)
        if self._state.case_sought is None or not isinstance(found, CardNumber):
            return False
        self._cases.find(found.grouped())
        return True

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
            self._refresh()

    def _is_question(self, sale_id: str) -> bool:
        asked = any(sale.sale_id == sale_id for sale in self._till.reconciliation.questions())
        return asked and self._till.clerk() is not None

    # --- Sales held by other tills ---------------------------------------------------------------

    def open_settle(self, sale_id: str) -> None:
        hold = self._holds.find(sale_id)
        if hold is not None and self._till.on_duty.is_manager:
            self._settlement.open(hold)

    def fill_settle(
        self, *, answer: SettledAs | None, kind: PaymentKind, reference: str, reason: str
    ) -> None:
        self._settlement.fill(answer=answer, kind=kind, reference=reference, reason=reason)

    def sign_settle(self) -> None:
        self._settlement.sign()

    def close_settle(self) -> None:
        self._settlement.close()

    def _settled(self, sale: SaleView, fact: Message, *, voided: bool) -> None:
        self._done = Settled(key=sale.sale_id, fact=fact)
        if voided:
            self._cases.bring(sale)
        self.open()
        self._refresh()

    # --- The picture -----------------------------------------------------------------------------

    def _kept(self, act: Callable[[], object], *, otherwise: Message | None = None) -> bool:
        """Take a step that goes to disk; false, and said, where the disk did not take it.

        ``otherwise`` is said where an answer has moved the record on meanwhile.
        """
        return self._was_kept(keep(act), otherwise=otherwise)

    def _was_kept(self, kept: Kept, *, otherwise: Message | None = None) -> bool:
        if kept is Kept.NO_DISK:
            self._toasts.tell(Message("toast.disk_full"), Message("toast.disk_full.note"))
        elif kept is Kept.MOVED_ON:
            if otherwise is not None:
                self._toasts.tell(otherwise, Message(f"{otherwise.id}.note"))
            self._refresh()
        return kept is Kept.YES

    def _picture(self) -> WaitingState:
        on_duty = self._till.on_duty
        people = People(
            signed_in=on_duty.operator is not None,
            is_manager=on_duty.is_manager,
            shut_out=self._till.server.is_shut_out,
        )
        questions = self._till.reconciliation.questions()
        rows = self._rows(people)
        holds, cases = self._holds.holds, self._cases.cases
        count = len(rows) + len(questions) + len(holds) + self._cases.count
        return WaitingState(
            count=count,
            sentence=Message("things_waiting" if count else "nothing_waiting", {"count": count}),
            note=Message("things_waiting.note") if rows else None,
            currency=on_duty.shop.currency,
            question=self._question(questions[0], people) if questions else None,
            questions_left=len(questions),
            rows=rows,
            held_elsewhere=holds,
            holds_note=self._holds.note,
            settle=self._settlement.form,
            settled=self._done,
            given=tuple(self._given()),
            cases=cases,
            case_recalls=self._cases.recalls,
            cases_ended=self._cases.ended,
            cases_more=self._cases.more,
            cases_note=self._cases.note,
            case_sought=self._cases.sought,
            toast=self._toasts.latest,
        )

    def _way_back(self, record: Record) -> WayBack | None:
        if isinstance(record, RefundRecord):
            return way_back_of(self._till.journal, record)
        return None

    def _given(self) -> Iterator[Settled]:
        for key in self._till.handing_back.given(Place.WAITING):
            refund = self._till.journal.refund(key)
            if refund is not None:
                way = way_back_of(self._till.journal, refund)
                yield Settled(key=key, fact=_fact_of("handed_back", refund), way=way)

    def _standing(self, record: Record) -> Standing:
        if isinstance(record, RefundRecord):
            return self._till.handing_back.standing(record, Place.WAITING)
        return Standing.AS_TOLD

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
            only_here = isinstance(record, RefundRecord) and record.may_have_gone_out
            if kind is not None and (in_doubt or only_here or not seen):
                listed.append((record, kind, forwarding))
        return tuple(
            waiting_row(
                record,
                kind,
                forwarding,
                chosen=id_of(record) == self._chosen,
                people=people,
                fault=self._payments.fault_of(id_of(record)),
                way=self._way_back(record),
                standing=self._standing(record),
                printing=self._papers.is_printing(id_of(record)),
            )
            for record, kind, forwarding in listed
        )


def _fact_of(word: str, refund: RefundRecord) -> Message:
    values: dict[str, str | int] = {
        "number": SaleId.parse(refund.sale_id).receipt_number,
        "refund_minor": refund.refund_minor,
        "handed_at": refund.handed_back_at or 0,
    }
    return Message(word, values)
