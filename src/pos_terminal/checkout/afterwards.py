"""What comes after the money: receipt, refund of refused cards, the amber wait, the next sale."""

from __future__ import annotations

from pos_terminal.checkout.board import Board
from pos_terminal.checkout.desk import Desk, Paper
from pos_terminal.checkout.model import LastSale, Mode
from pos_terminal.journal.handing_back import Place
from pos_terminal.journal.kept import Kept
from pos_terminal.journal.papers import refund_receipt, sale_receipt, waiting_slip
from pos_terminal.receipts import ReceiptData, ReceiptKind, print_paper
from pos_terminal.words import Message


class Afterwards:
    """The part of the checkout that handles a paid sale."""

    def __init__(self, board: Board) -> None:
        self._board = board

    def print_receipt(self) -> None:
        sale = self._board.sale()
        if sale is not None and self._board.state.verdict and self._board.state.verdict.receipt:
            copy = self._board.desk.paper.printed
            now = self._board.till.clock.now_ms()
            receipt = sale_receipt(
                sale, self._board.till.on_duty.shop, printed_at_ms=now, copy=copy
            )
            self._print(receipt, sale.sale_id)

    def print_waiting_slip(self) -> None:
        sale = self._board.sale()
        if sale is not None and self._board.state.mode is Mode.NOT_KNOWN_YET:
            now = self._board.till.clock.now_ms()
            slip = waiting_slip(sale, self._board.till.on_duty.shop, printed_at_ms=now)
            self._print(slip, sale.sale_id)

    def hand_back(self) -> None:
        verdict, sale = self._board.state.verdict, self._board.sale()
        if sale is None or verdict is None or verdict.refund_id is None or not verdict.refund_minor:
            return
        till, refund_id = self._board.till, verdict.refund_id
        till.sounds.acknowledge()
        till.handing_back.hand_back(
            refund_id, Place.CHECKOUT, lambda kept: self._handed_back(refund_id, kept)
        )
        self._board.refresh()

    def _handed_back(self, refund_id: str, kept: Kept) -> None:
        if kept is Kept.YES:
            self._print_refund(refund_id)
        if kept is Kept.NO_DISK:  # nothing else on the screen would have changed
            self._board.toast(Message("toast.disk_full"), Message("toast.disk_full.note"))
        self._board.refresh()

    def _print_refund(self, refund_id: str) -> None:
        """Who gets money back gets a paper with it; one that fails stays under *Waiting*."""
        refund = self._board.till.journal.refund(refund_id)
        if refund is not None and refund.owes_receipt:
            now = self._board.till.clock.now_ms()
            receipt = refund_receipt(refund, self._board.till.on_duty.shop, printed_at_ms=now)
            self._print(receipt, refund_id)

    def next_sale(self) -> None:
        """Leave the verdict: whoever asks for the next sale now waives a receipt not printed."""
        sale = self._board.sale()
        if sale is None or self._board.state.verdict is None:
            return
        if not self._board.state.buttons.next_sale.enabled:
            return
        sale_id = sale.sale_id
        if sale.owes_receipt and not self._board.desk.paper.printing:
            self._board.kept(lambda: self._board.till.book.receipt_settled(sale_id, printed=False))
        if sale.owes_word:
            self._board.kept(lambda: self._board.till.book.acknowledge(sale_id))
        self._leave()

    def go_on_scanning(self) -> None:
        """Leave the verdict because the next card is here: that waives nothing."""
        sale = self._board.sale()
        waits = sale is not None and sale.owes_receipt and not self._board.desk.paper.printing
        self._leave()
        if waits:
            self._board.toast(Message("toast.receipt_waits"), Message("toast.receipt_waits.note"))

    def try_now(self) -> None:
        if self._board.desk.live is not None and self._board.state.mode is Mode.NOT_KNOWN_YET:
            self._board.till.forwarder.wake(self._board.desk.live)

    def leave_waiting(self) -> None:
        if self._board.state.mode is Mode.NOT_KNOWN_YET:
            self._leave()

    def void_sale(self) -> None:
        sale = self._board.sale()
        if sale is not None and self._board.state.buttons.void_sale.enabled:
            self._leave()
            self._board.ways.to_void(sale.sale_id)

    def start_new_journal(self) -> None:
        clerk = self._board.till.clerk()
        damaged = self._board.till.journal.damage is not None
        if damaged and clerk is not None and self._board.till.on_duty.is_manager:
            now = self._board.till.clock.now_ms()
            self._board.till.journal.begin_new_generation(by=clerk, at_ms=now)
            self._board.refresh()

    def void_in_doubt(self) -> None:
        """The customer cannot wait: a manager decides under *Waiting*."""
        live = self._board.desk.live
        if live is not None and self._board.state.mode is Mode.NOT_KNOWN_YET:
            self._leave()
            self._board.ways.to_refund(live)

    def _print(self, receipt: ReceiptData, record_id: str) -> None:
        printer = self._board.till.printer
        if self._board.desk.paper.printing:
            return
        live = self._board.desk.live
        self._board.change(paper=Paper(printing=True, printed=self._board.desk.paper.printed))

        self._board.till.tasks.run(
            lambda: print_paper(printer, receipt),
            then=lambda fault: self._printed(receipt, record_id, live, fault),
            failed=lambda _: None,
        )

    def _printed(
        self, receipt: ReceiptData, record_id: str, live: str | None, fault: Message | None
    ) -> None:
        # The mark is set only now, once the printer has taken all of it.
        if fault is None:
            self._came_out(receipt.kind, record_id)
        if self._board.desk.live == live:
            of_sale = receipt.kind is not ReceiptKind.REFUND
            printed = (fault is None and of_sale) or self._board.desk.paper.printed
            self._board.change(paper=Paper(printed=printed, fault=fault))

    def _came_out(self, kind: ReceiptKind, record_id: str) -> None:
        book = self._board.till.book
        if kind is ReceiptKind.REFUND:
            self._board.kept(lambda: book.refund_printed(record_id))
        sale = self._board.till.journal.sale(record_id)
        if kind is ReceiptKind.SALE and sale is not None and sale.owes_receipt:
            self._board.kept(lambda: book.receipt_settled(record_id, printed=True))

    def _leave(self) -> None:
        live = self._board.desk.live
        for refund in () if live is None else self._board.till.journal.refunds_of(live):
            self._board.till.handing_back.gone_on(refund)
        self._board.desk = Desk(toast=self._board.desk.toast, last=self._last_sale())
        self._board.refresh()

    def _last_sale(self) -> LastSale | None:
        sale = self._board.sale()
        if sale is None:
            return self._board.desk.last
        return LastSale(
            sale_id=sale.sale_id,
            at_ms=sale.paid_at or sale.created_at,
            total_minor=sale.total_minor,
            state_word=Message(f"last.{self._board.state.mode.value}"),
        )
