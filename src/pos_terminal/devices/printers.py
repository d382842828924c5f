"""Makes the receipt printer that the settings name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pos_terminal.devices.escpos_port import FilePort, NetworkPort, PrinterPort, UsbPort
from pos_terminal.devices.escpos_printer import EscposPrinter
from pos_terminal.devices.pdf_receipt import PdfReceipts
from pos_terminal.settings import PrinterKind, PrinterSettings


def printer_for(
    settings: PrinterSettings,
    *,
    default_folder: Path,
    open_file: Callable[[Path], None] | None = None,
) -> EscposPrinter | PdfReceipts:
    """The printer, not yet spoken to. ``open_file`` shows a receipt's file where that is wished."""
    if settings.kind is PrinterKind.PDF:
        return PdfReceipts(
            folder=Path(settings.folder) if settings.folder else default_folder,
            on_file=open_file if settings.open_pdf else None,
        )
    return EscposPrinter(
        open_port=_port_opener(settings), columns=settings.columns, has_drawer=settings.drawer
    )


def _port_opener(settings: PrinterSettings) -> Callable[[], PrinterPort]:
    match settings.kind:
        case PrinterKind.NETWORK:
            return lambda: NetworkPort(settings.host, settings.port)
        case PrinterKind.USB:
            return lambda: UsbPort(settings.usb_vendor, settings.usb_product)
        case _:
            return lambda: FilePort(Path(settings.device))
