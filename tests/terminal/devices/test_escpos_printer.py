"""Receipts on a printer that is real down to its bytes, with everything that printers do to people."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from pos_terminal.devices.escpos_bytes import barcode_fits, receipt_bytes
from pos_terminal.devices.escpos_port import FilePort, NetworkPort, PrinterPort
from pos_terminal.devices.escpos_printer import EscposPrinter
from pos_terminal.devices.print_result import NotPrinted, Printed, PrintFault, PrintResult
from pos_terminal.devices.receipt_layout import receipt_lines
from pos_terminal.devices.receipt_lines import plain_text
from pos_terminal.receipts import NotPrintedError, PrinterState, ReceiptData
from support.fake_escpos_printer import FakePrinter, as_device_file, on_the_network
from support.receipt_examples import card, sale

COLUMNS = 42


def printer_at(open_port: Callable[[], PrinterPort], done_timeout_s: float = 20.0) -> EscposPrinter:
    return EscposPrinter(open_port=open_port, columns=COLUMNS, done_timeout_s=done_timeout_s)


def print_on(
    paper: FakePrinter, receipt: ReceiptData | None = None, done_timeout_s: float = 20.0
) -> PrintResult:
    with on_the_network(paper) as (host, port):
        printer = printer_at(lambda: NetworkPort(host, port), done_timeout_s)
        lines = receipt_lines(receipt or sale(), COLUMNS)
        try:
            return asyncio.run(printer.print_lines(lines))
        finally:
            printer.close()


def as_printed(receipt: ReceiptData) -> list[str]:
    """The receipt's text without what the printer does by itself: centring and the symbol."""
    lines = receipt_lines(receipt, COLUMNS)
    return [line.strip() for line in plain_text(lines, COLUMNS) if not line.strip().startswith("[")]


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("demo", [False, True])
def test_what_is_on_the_paper_is_what_was_laid_out(language, demo):
    receipt = sale(language=language, demo=demo)
    paper = FakePrinter()
    assert print_on(paper, receipt) == Printed()
    assert [line.strip() for line in paper.text()] == as_printed(receipt)
    assert paper.barcodes == ["T1-1-000421"]
    assert paper.cuts == 1
    assert paper.pulses == 0


def test_umlauts_the_euro_sign_and_rarer_letters_arrive():
    receipt = sale(lines=(card("Gutschein „Größe“ für Łukasz – 5 €"),), language="de")
    paper = FakePrinter()
    assert isinstance(print_on(paper, receipt), Printed)
    assert any('Gutschein "Größe" für Łukasz - 5 €' in line for line in paper.text())


def test_large_bold_and_inverse_lines_are_printed_so():
    paper = FakePrinter()
    print_on(paper, sale(demo=True, copy=True))
    by_text = {line.text.strip(): line for line in paper.lines}
    assert by_text["COPY"].large
    assert by_text["COPY"].centred
    assert by_text["DEMO - NOT A RECEIPT"].inverse
    assert not by_text["20457 Hamburg"].large


def test_a_printer_command_in_a_name_is_printed_as_letters():
    paper = FakePrinter()
    print_on(paper, sale(lines=(card("Card\x1bp\x00\x32\x32\x1d(A"),)))
    assert paper.pulses == 0
    assert any(line.startswith("Cardp22(A") for line in paper.text())


def test_low_paper_is_told_but_prints():
    assert print_on(FakePrinter(paper_low=True)) == Printed(paper_low=True)


@pytest.mark.parametrize(
    ("paper", "reason"),
    [
        (FakePrinter(online=False), PrintFault.OFFLINE),
        (FakePrinter(paper=False), PrintFault.PAPER_OUT),
        (FakePrinter(cover_open=True), PrintFault.COVER_OPEN),
        (FakePrinter(answers=False), PrintFault.OFFLINE),
    ],
)
def test_a_printer_that_is_not_ready_gets_no_receipt(paper, reason):
    assert print_on(paper) == NotPrinted(reason=reason)
    assert paper.lines == []


def test_paper_that_ends_in_the_middle_is_no_printed_receipt():
    paper = FakePrinter(paper_lasts_lines=6)
    result = print_on(paper, done_timeout_s=0.5)
    assert result == NotPrinted(reason=PrintFault.PAPER_OUT, partly=True)
    assert len(paper.lines) == 6


def test_a_printer_that_never_says_done_is_not_believed():
    result = print_on(FakePrinter(stops_at_done=True), done_timeout_s=0.5)
    assert result == NotPrinted(reason=PrintFault.NO_ANSWER, partly=True)


def test_a_printer_that_dies_at_any_byte_has_not_printed():
    # All bytes of the job but the last answers: status questions are 9 bytes before and after.
    total = 9 + len(receipt_bytes(receipt_lines(sale(), COLUMNS), columns=COLUMNS)) + 3 + 9
    for at in (1, 4, 8, 9, 10, 40, 200, total // 2, total - 12, total - 9, total - 1, total):
        paper = FakePrinter(dies_at_byte=at)
        result = print_on(paper)
        assert isinstance(result, NotPrinted), at
        assert result.partly is (at > 9), at


def test_nobody_at_the_address_is_told_within_seconds():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    printer = printer_at(lambda: NetworkPort("127.0.0.1", port))
    assert asyncio.run(printer.print_lines([])) == NotPrinted(reason=PrintFault.NOT_REACHED)
    printer.close()


def test_presenters_get_a_reason_and_the_state_follows():
    paper = FakePrinter(cover_open=True)
    with on_the_network(paper) as (host, port):
        printer = printer_at(lambda: NetworkPort(host, port))
        with pytest.raises(NotPrintedError) as caught:
            asyncio.run(printer.print_receipt(sale()))
        assert caught.value.why.id == "printer.cover_open"
        assert printer.state is PrinterState.TROUBLE
        paper.cover_open = False
        asyncio.run(printer.print_receipt(sale()))
        assert printer.state is PrinterState.READY
        printer.close()
    assert paper.cuts == 1


def test_the_drawer_opens_by_one_pulse_and_only_where_there_is_one():
    paper = FakePrinter()
    with on_the_network(paper) as (host, port):
        printer = printer_at(lambda: NetworkPort(host, port))
        asyncio.run(printer.open_drawer())
        without = EscposPrinter(
            open_port=lambda: NetworkPort(host, port), columns=COLUMNS, has_drawer=False
        )
        asyncio.run(without.open_drawer())
        printer.close()
        without.close()
    assert paper.pulses == 1
    assert paper.lines == []


def test_a_drawer_that_cannot_be_opened_disturbs_nobody():
    printer = printer_at(lambda: NetworkPort("127.0.0.1", 9))
    asyncio.run(printer.open_drawer())
    printer.close()


def test_a_device_file_answers_like_the_network():
    paper = FakePrinter()
    with as_device_file(paper) as path:
        printer = printer_at(lambda: FilePort(Path(path)))
        assert asyncio.run(printer.print_lines(receipt_lines(sale(), COLUMNS))) == Printed()
        paper.paper = False
        result = asyncio.run(printer.print_lines(receipt_lines(sale(), COLUMNS)))
        assert result == NotPrinted(reason=PrintFault.PAPER_OUT)
        printer.close()
    assert [line.strip() for line in paper.text()] == as_printed(sale())


def test_a_plain_file_keeps_all_receipts_and_confirms_nothing(tmp_path):
    target = tmp_path / "receipts.bin"
    printer = printer_at(lambda: FilePort(target))
    for _ in range(2):
        result = asyncio.run(printer.print_lines(receipt_lines(sale(), COLUMNS)))
        assert result == Printed(confirmed=False)
    printer.close()
    paper = FakePrinter()
    with target.open("rb") as file:
        paper.serve(file.read, lambda _answer: None)
    assert paper.cuts == 2


def test_a_missing_device_is_not_reached(tmp_path):
    printer = printer_at(lambda: FilePort(tmp_path / "no" / "lp0"))
    assert asyncio.run(printer.print_lines([])) == NotPrinted(reason=PrintFault.NOT_REACHED)
    printer.close()


def test_a_symbol_that_does_not_fit_is_left_out():
    assert barcode_fits("T1-1-000421", 42)
    assert not barcode_fits("HARBOURSTREE-999999-123456789", 42)
