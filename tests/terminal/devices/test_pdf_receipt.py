"""Receipts as files: the text that a reader gets back, the symbol on it, and where it lies."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
from dataclasses import replace

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtPdf import QPdfDocument

from pos_terminal.devices.pdf_receipt import PdfReceipts, file_name
from pos_terminal.devices.print_result import NotPrinted, Printed, PrintFault
from pos_terminal.devices.receipt_drawing import ReceiptDrawing
from pos_terminal.devices.receipt_layout import receipt_lines
from pos_terminal.devices.receipt_lines import BarcodeLine, PairLine, TextLine
from pos_terminal.receipts import PrinterState
from support.receipt_examples import refund, sale, waiting_slip

pytestmark = pytest.mark.usefixtures("qapp")


def write(folder, receipt):
    printer = PdfReceipts(folder=folder)
    try:
        asyncio.run(printer.print_receipt(receipt))
    finally:
        printer.close()
    [file] = [path for path in folder.iterdir() if path.stem == file_name(receipt)]
    return file


def words_of(lines):
    """The words on the lines, in their order."""
    texts = []
    for line in lines:
        match line:
            case TextLine() | BarcodeLine():
                texts.append(line.text)
            case PairLine():
                texts.append(f"{line.left} {line.right}")
            case _:
                pass
    return " ".join(texts).split()


@pytest.mark.parametrize("receipt", [sale(), sale(language="de", demo=True), refund(copy=True)])
def test_the_pdf_says_what_the_paper_says(tmp_path, receipt):
    file = write(tmp_path, receipt)
    document = QPdfDocument()
    document.load(str(file))
    assert document.pageCount() == 1
    assert document.pagePointSize(0).width() == pytest.approx(80 / 25.4 * 72, abs=1)
    text = document.getAllText(0).text()
    assert sorted(text.split()) == sorted(words_of(receipt_lines(receipt, 42)))


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_another_reader_finds_the_lines_in_their_order(tmp_path):
    file = write(tmp_path, sale())
    result = subprocess.run(
        ["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True, timeout=20
    )
    text = result.stdout.decode()
    assert text.split() == words_of(receipt_lines(sale(), 42))


def test_the_receipt_number_can_be_scanned_from_the_pdf(tmp_path):
    zxingcpp = pytest.importorskip("zxingcpp")
    import numpy as np

    document = QPdfDocument()
    document.load(str(write(tmp_path, sale())))
    size = document.pagePointSize(0) * 4
    page = document.render(0, QSize(int(size.width()), int(size.height())))
    paper = QImage(page.size(), QImage.Format.Format_Grayscale8)
    paper.fill(255)
    from PySide6.QtGui import QPainter

    painter = QPainter(paper)
    painter.drawImage(0, 0, page)
    painter.end()
    rows = np.frombuffer(paper.constBits(), np.uint8).reshape(paper.height(), -1)
    grey = np.ascontiguousarray(rows[:, : paper.width()])
    assert [found.text for found in zxingcpp.read_barcodes(grey)] == ["T1-1-000421"]


def test_the_files_name_says_what_it_is():
    assert file_name(sale()) == "receipt-T1-1-000421"
    assert file_name(sale(copy=True)) == "receipt-T1-1-000421-copy"
    assert file_name(waiting_slip()) == "receipt-T1-1-000421-slip"
    assert file_name(refund(demo=True)) == "demo-receipt-T1-1-000421-refund"
    assert file_name(refund(demo=True, practice=True)) == "practice-receipt-T1-1-000421-refund"
    assert file_name(replace(sale(), number="../../etc/passwd")) == "receipt-______etc_passwd"


def test_no_receipt_replaces_another(tmp_path):
    printer = PdfReceipts(folder=tmp_path)
    for _ in range(3):
        asyncio.run(printer.print_receipt(sale()))
    printer.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "receipt-T1-1-000421-2.pdf",
        "receipt-T1-1-000421-3.pdf",
        "receipt-T1-1-000421.pdf",
    ]


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("in the way")
    printer = PdfReceipts(folder=tmp_path / "file")
    result = asyncio.run(printer.print_lines([]))
    printer.close()
    assert result == NotPrinted(reason=PrintFault.CANNOT_WRITE)


def test_whoever_shows_the_file_is_told_of_it(tmp_path):
    shown = []
    printer = PdfReceipts(folder=tmp_path, on_file=shown.append)
    assert printer.state is PrinterState.PDF
    result = asyncio.run(printer.print_lines(receipt_lines(sale(), 42)))
    printer.close()
    assert isinstance(result, Printed)
    assert shown == [result.file]


def test_a_long_name_stays_on_the_paper():
    lines = receipt_lines(sale(shop_name="W" * 21, header=("M" * 42,)), 42)
    picture = QImage(316, 900, QImage.Format.Format_Grayscale8)
    picture.fill(255)
    from PySide6.QtGui import QColor, QPainter

    drawing = ReceiptDrawing(lines, 316)
    painter = QPainter(picture)
    drawing.paint(painter, QColor("black"))
    painter.end()
    assert drawing.height < 900
    edge = range(picture.width() - 12, picture.width())
    assert all(picture.pixelColor(x, y).value() > 200 for x in edge for y in range(400))
