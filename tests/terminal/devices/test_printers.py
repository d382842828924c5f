"""Settings become printers."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from pos_terminal.devices.connected import cameras, serial_ports
from pos_terminal.devices.print_result import NotPrinted, PrintFault
from pos_terminal.devices.printers import printer_for
from pos_terminal.receipts import PrinterState, ReceiptPrinter
from pos_terminal.settings import PrinterKind, PrinterSettings
from support.fake_escpos_printer import FakePrinter, as_device_file, on_the_network
from support.receipt_examples import sale


def print_with(settings: PrinterSettings, folder: Path, **more):
    printer: ReceiptPrinter = printer_for(settings, default_folder=folder, **more)
    asyncio.run(printer.print_receipt(sale()))
    asyncio.run(printer.open_drawer())
    state = printer.state
    printer.close()
    return state


def test_a_network_printer(tmp_path):
    paper = FakePrinter()
    with on_the_network(paper) as (host, port):
        settings = PrinterSettings(kind=PrinterKind.NETWORK, host=host, port=port, columns=48)
        assert print_with(settings, tmp_path) is PrinterState.READY
    assert max(len(line.text) for line in paper.lines if not line.large) == 48
    assert paper.pulses == 1


def test_a_device_file(tmp_path):
    paper = FakePrinter()
    with as_device_file(paper) as path:
        settings = PrinterSettings(kind=PrinterKind.FILE, device=path, drawer=False)
        assert print_with(settings, tmp_path) is PrinterState.READY
    assert paper.cuts == 1
    assert paper.pulses == 0


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("chosen", [True, False])
def test_files_in_the_folder_that_was_chosen(tmp_path, chosen):
    folder = tmp_path / ("chosen" if chosen else "default")
    settings = PrinterSettings(folder=str(folder) if chosen else None, open_pdf=chosen)
    opened = []
    state = print_with(settings, tmp_path / "default", open_file=opened.append)
    assert state is PrinterState.PDF
    assert [path.name for path in folder.iterdir()] == ["receipt-T1-1-000421.pdf"]
    assert opened == (list(folder.iterdir()) if chosen else [])


def test_a_printer_on_usb_that_is_not_there_is_said(tmp_path):
    settings = PrinterSettings(kind=PrinterKind.USB, usb_vendor=0x04B8, usb_product=0x0E15)
    printer = printer_for(settings, default_folder=tmp_path)
    result = asyncio.run(printer.print_lines([]))
    printer.close()
    # Which of the two depends on whether this machine has a library for USB.
    assert result in (
        NotPrinted(reason=PrintFault.USB_LIBRARY_MISSING),
        NotPrinted(reason=PrintFault.NOT_REACHED),
    )


@pytest.mark.usefixtures("qapp")
def test_devices_are_listed_by_name_and_id():
    for device in [*serial_ports(), *cameras()]:
        assert device.value
        assert device.name
