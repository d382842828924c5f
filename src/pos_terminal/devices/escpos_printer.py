"""Prints receipts on an ESC/POS printer, in a thread of its own.

One job: ask the state, send everything, ask "done?" behind it (GS r, answered in its turn), ask the
state again. Paper that runs out halfway stops the printer before that question, so a whole receipt
is told from a torn one; the sale's print mark rests on it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from pos_terminal.devices import escpos_bytes
from pos_terminal.devices.escpos_bytes import Trouble
from pos_terminal.devices.escpos_port import LibraryMissingError, PortError, PrinterPort
from pos_terminal.devices.print_result import (
    NotPrinted,
    Printed,
    PrintFault,
    PrintResult,
    ensure_printed,
)
from pos_terminal.devices.receipt_layout import receipt_lines
from pos_terminal.devices.receipt_lines import ReceiptLine
from pos_terminal.receipts import PrinterState, ReceiptData

_STATUS_TIMEOUT_S: Final = 2.0
_DONE_TIMEOUT_S: Final = 15.0
_FAULTS: Final = {
    Trouble.OFFLINE: PrintFault.OFFLINE,
    Trouble.PAPER_OUT: PrintFault.PAPER_OUT,
    Trouble.COVER_OPEN: PrintFault.COVER_OPEN,
    Trouble.FAULT: PrintFault.FAULT,
}


class EscposPrinter:
    """``open_port`` makes a new line to the printer, one for each job."""

    def __init__(
        self,
        *,
        open_port: Callable[[], PrinterPort],
        columns: int,
        has_drawer: bool = True,
        done_timeout_s: float = _DONE_TIMEOUT_S,
    ) -> None:
        self._open_port = open_port
        self._columns = columns
        self._has_drawer = has_drawer
        self._done_timeout_s = done_timeout_s
        self._state = PrinterState.READY
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="receipt-printer")

    @property
    def state(self) -> PrinterState:
        return self._state

    async def print_receipt(self, receipt: ReceiptData) -> None:
        ensure_printed(await self.print_lines(receipt_lines(receipt, self._columns)))

    async def open_drawer(self) -> None:
        if self._has_drawer:
            await self.kick_drawer()

    async def print_lines(self, lines: Sequence[ReceiptLine]) -> PrintResult:
        """Print anything that is laid out; the answer says whether all of it is on paper."""
        return await self._in_thread(
            lambda: self._run(escpos_bytes.receipt_bytes(lines, columns=self._columns))
        )

    async def kick_drawer(self) -> PrintResult:
        """Send the drawer's pulse and tell whether the printer took it."""
        return await self._in_thread(lambda: self._run(escpos_bytes.drawer_bytes()))

    def close(self) -> None:
        """Let a running job end and give the thread back."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def _in_thread(self, job: Callable[[], PrintResult]) -> PrintResult:
        result = await asyncio.get_running_loop().run_in_executor(self._thread, job)
        self._state = PrinterState.READY if isinstance(result, Printed) else PrinterState.TROUBLE
        return result

    def _run(self, message: bytes) -> PrintResult:
        try:
            port = self._open_port()
        except LibraryMissingError:
            return NotPrinted(reason=PrintFault.USB_LIBRARY_MISSING)
        try:
            return self._job(port, message)
        finally:
            port.close()

    def _job(self, port: PrinterPort, message: bytes) -> PrintResult:
        try:
            port.open()
            trouble = self._ask(port)[0] if port.answers else None
        except LibraryMissingError:
            return NotPrinted(reason=PrintFault.USB_LIBRARY_MISSING)
        except PortError:
            return NotPrinted(reason=PrintFault.NOT_REACHED)
        if trouble is not None:
            return NotPrinted(reason=trouble)
        try:
            port.send(message)
            if not port.answers:
                return Printed(confirmed=False)
            return self._after(port)
        except PortError:
            return NotPrinted(reason=PrintFault.BROKE_OFF, partly=True)

    def _after(self, port: PrinterPort) -> PrintResult:
        port.send(escpos_bytes.ASK_WHEN_DONE)
        done = port.receive(self._done_timeout_s)
        trouble, paper = self._ask(port)
        if trouble is not None:
            return NotPrinted(reason=trouble, partly=True)
        if not done:
            return NotPrinted(reason=PrintFault.NO_ANSWER, partly=True)
        return Printed(paper_low=escpos_bytes.paper_is_low(paper))

    def _ask(self, port: PrinterPort) -> tuple[PrintFault | None, bytes]:
        """Ask the three questions; a printer that answers none of them counts as off line."""
        answers: list[bytes] = []
        for question in (
            escpos_bytes.ASK_PRINTER,
            escpos_bytes.ASK_OFFLINE_CAUSE,
            escpos_bytes.ASK_PAPER,
        ):
            port.send(question)
            answer = port.receive(_STATUS_TIMEOUT_S)
            if not escpos_bytes.is_status(answer):
                return PrintFault.OFFLINE, b""
            answers.append(answer)
        trouble = escpos_bytes.trouble_of(*answers)
        return (None if trouble is None else _FAULTS[trouble]), answers[-1]
