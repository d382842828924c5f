"""Receipts where there is no receipt printer: a PDF as wide as a roll, in a folder of the shop's.

The same lines as on paper. A file appears whole or not at all, and never replaces another.
"""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QColor, QPageLayout, QPageSize, QPainter, QPdfWriter

from pos_terminal.devices.print_result import (
    NotPrinted,
    Printed,
    PrintFault,
    PrintResult,
    ensure_printed,
)
from pos_terminal.devices.receipt_drawing import ROLL_WIDTH_MM, ReceiptDrawing
from pos_terminal.devices.receipt_layout import COLUMNS_NARROW, receipt_lines
from pos_terminal.devices.receipt_lines import ReceiptLine
from pos_terminal.receipts import PrinterState, ReceiptData, ReceiptKind

_RESOLUTION_DPI: Final = 600
_MM_PER_INCH: Final = 25.4
_SAME_NAME_MAX: Final = 1000
_KIND_NAMES: Final = {
    ReceiptKind.SALE: "",
    ReceiptKind.WAITING_SLIP: "-slip",
    ReceiptKind.REFUND: "-refund",
}


class PdfReceipts:
    """Writes each receipt as a file of its own; ``on_file`` is told of each, to show it."""

    def __init__(self, *, folder: Path, on_file: Callable[[Path], None] | None = None) -> None:
        self._folder = folder
        self._on_file = on_file
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="receipt-pdf")

    @property
    def state(self) -> PrinterState:
        return PrinterState.PDF

    async def print_receipt(self, receipt: ReceiptData) -> None:
        lines = receipt_lines(receipt, COLUMNS_NARROW)
        ensure_printed(await self.print_lines(lines, name=file_name(receipt)))

    async def open_drawer(self) -> None:
        """There is no drawer without a printer."""

    async def print_lines(
        self, lines: Sequence[ReceiptLine], *, name: str = "test-print"
    ) -> PrintResult:
        """Write one file; the answer says where it lies."""
        loop = asyncio.get_running_loop()
        result = await loop.run_in_executor(self._thread, lambda: self._write(lines, name))
        if isinstance(result, Printed) and result.file and self._on_file:
            self._on_file(result.file)
        return result

    async def kick_drawer(self) -> PrintResult:
        return NotPrinted(reason=PrintFault.NO_DRAWER)

    def close(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _write(self, lines: Sequence[ReceiptLine], name: str) -> PrintResult:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            return Printed(file=_store(self._folder, name, pdf_bytes(lines)))
        except OSError:
            return NotPrinted(reason=PrintFault.CANNOT_WRITE)


def file_name(receipt: ReceiptData) -> str:
    """A name that can be found again, without its ending."""
    number = re.sub(r"[^A-Za-z0-9-]", "_", receipt.number)
    copy = "-copy" if receipt.copy else ""
    unreal = "practice-" if receipt.practice else "demo-" if receipt.demo else ""
    return f"{unreal}receipt-{number}{_KIND_NAMES[receipt.kind]}{copy}"


def pdf_bytes(lines: Sequence[ReceiptLine]) -> bytes:
    """The receipt as a PDF of one page, as long as it needs to be."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_RESOLUTION_DPI)
    writer.setCreator("pos-terminal")
    width = ROLL_WIDTH_MM / _MM_PER_INCH * _RESOLUTION_DPI
    drawing = ReceiptDrawing(lines, width, writer)
    size = QSizeF(ROLL_WIDTH_MM, drawing.height / _RESOLUTION_DPI * _MM_PER_INCH)
    page = QPageSize(size, QPageSize.Unit.Millimeter, "roll", QPageSize.SizeMatchPolicy.ExactMatch)
    writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF()))
    painter = QPainter(writer)
    drawing.paint(painter, QColor("black"))
    painter.end()
    return bytes(buffer.data().data())


def _store(folder: Path, name: str, content: bytes) -> Path:
    """Write beside, then link under the first free name: whole or not at all, nothing replaced."""
    part = folder / f".{name}.{os.getpid()}.part"
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        for again in range(1, _SAME_NAME_MAX):
            target = folder / (f"{name}.pdf" if again == 1 else f"{name}-{again}.pdf")
            try:
                with target.open("xb"):
                    pass
            except FileExistsError:
                continue
            part.replace(target)
            return target
    finally:
        part.unlink(missing_ok=True)
    raise FileExistsError(f"There are {_SAME_NAME_MAX} receipts of this name in the folder.")
