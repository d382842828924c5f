"""The papers of waiting things: slips, and receipts that never came out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from card_contract.case_messages import CaseView
from pos_terminal.journal.papers import case_receipt, refund_receipt, sale_receipt, waiting_slip
from pos_terminal.journal.records import RefundRecord, SaleRecord
from pos_terminal.journal.sale_machine import RefundState, SaleState
from pos_terminal.journal.till import Till
from pos_terminal.receipts import ReceiptData, print_paper
from pos_terminal.waiting.settlement import Tell
from pos_terminal.words import Message


class Keeping(Protocol):
    """How a step is taken that goes to disk."""

    def __call__(self, act: Callable[[], object], *, otherwise: Message | None = None) -> bool:
        """False, and said, where it was not taken; ``otherwise`` where the record moved on."""


class Papers:
    """Prints one paper of a record at a time; a mark is set only once the printer has taken it."""

    def __init__(
        self, till: Till, *, changed: Callable[[], None], kept: Keeping, tell: Tell
    ) -> None:
        self._till = till
        self._changed = changed
        self._kept = kept
        self._tell = tell
        self._printing: set[str] = set()
        self._cases_out: set[str] = set()

    def is_printing(self, key: str) -> bool:
        """Whether a paper of this record is on its way out."""
        return key in self._printing

    def print_slip(self, key: str) -> None:
        """The slip of a sale that is being activated."""
        sale = self._till.journal.sale(key)
        if sale is not None and sale.state is SaleState.PAID:
            now = self._till.clock.now_ms()
            slip = waiting_slip(sale, self._till.on_duty.shop, printed_at_ms=now)
            self._print(key, slip, lambda: None)

    def reprint(self, key: str) -> None:
        """The receipt of a sale, as a COPY, or of a refund."""
        now, shop = self._till.clock.now_ms(), self._till.on_duty.shop
        match self._till.journal.record(key):
            case SaleRecord() as sale if sale.owes_receipt:
                receipt = sale_receipt(sale, shop, printed_at_ms=now, copy=True)
                self._print(key, receipt, lambda: self._sale_settled(key, printed=True))
            case RefundRecord(state=RefundState.CLOSED) as refund if refund.owes_receipt:
                receipt = refund_receipt(refund, shop, printed_at_ms=now)
                self._print(
                    key, receipt, lambda: self._kept(lambda: self._till.book.refund_printed(key))
                )

    def print_case(self, case: CaseView) -> None:
        """The refund receipt of a case that was closed here; from the second time on a copy."""
        shop, operator = self._till.on_duty.shop, self._till.on_duty.operator
        receipt = case_receipt(
            case,
            shop,
            operator_name="" if operator is None else operator.name,
            printed_at_ms=self._till.clock.now_ms(),
            copy=case.case_id in self._cases_out,
        )
        self._print(case.case_id, receipt, lambda: self._cases_out.add(case.case_id))

    def without_receipt(self, key: str) -> None:
        """The customer needs none."""
        if key in self._printing:
            return
        match self._till.journal.record(key):
            case SaleRecord():
                self._sale_settled(key, printed=False)
            case RefundRecord() as refund if refund.owes_receipt:
                self._kept(lambda: self._till.book.refund_receipt_waived(key))

    def _sale_settled(self, key: str, *, printed: bool) -> None:
        sale = self._till.journal.sale(key)
        if sale is not None and sale.owes_receipt:
            self._kept(lambda: self._till.book.receipt_settled(key, printed=printed))

    def _print(self, key: str, receipt: ReceiptData, came_out: Callable[[], object]) -> None:
        if key in self._printing:
            return
        self._printing.add(key)
        self._changed()

        def ended() -> None:
            self._printing.discard(key)
            self._changed()

        def printed(fault: Message | None) -> None:
            if fault is None:
                came_out()
            else:
                self._tell(fault, Message("toast.not_printed.note"))
            ended()

        self._till.tasks.run(
            lambda: print_paper(self._till.printer, receipt),
            then=printed,
            failed=lambda _: ended(),
        )
