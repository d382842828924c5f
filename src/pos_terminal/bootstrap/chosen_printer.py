"""The receipt printer that the settings name at the moment; presenters keep this one for good.

Each receipt gets the newest checkpoint of the server's ledger that the till has by then.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from card_contract.messages import Checkpoint
from pos_terminal.devices.escpos_printer import EscposPrinter
from pos_terminal.devices.pdf_receipt import PdfReceipts
from pos_terminal.journal.papers import ledger_mark
from pos_terminal.receipts import PrinterState, ReceiptData


class ChosenPrinter:
    """Passes everything on to the printer chosen last."""

    def __init__(
        self,
        printer: EscposPrinter | PdfReceipts,
        checkpoint: Callable[[], Checkpoint | None],
    ) -> None:
        self._printer = printer
        self._checkpoint = checkpoint

    def choose(self, printer: EscposPrinter | PdfReceipts) -> None:
        """From now on receipts come out there."""
        self._printer.close()
        self._printer = printer

    @property
    def state(self) -> PrinterState:
        return self._printer.state

    async def print_receipt(self, receipt: ReceiptData) -> None:
        mark = ledger_mark(self._checkpoint())
        await self._printer.print_receipt(replace(receipt, ledger=mark))

    async def open_drawer(self) -> None:
        await self._printer.open_drawer()

    def close(self) -> None:
        """Let the device go."""
        self._printer.close()
