"""Sheets of labels as they are made: read back, whole or not there, and true to their records."""

from __future__ import annotations

import asyncio
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from card_contract.scan_text import Label, recognise
from pos_terminal.devices.page_pictures import PagePictures
from pos_terminal.devices.sheet_feeding import SystemPrinter
from pos_terminal.pack_labels.drawing import grouped, label_data
from pos_terminal.pack_labels.making import LabelWorkshop
from pos_terminal.pack_labels.model import SHEETS, LabelsFault, Order
from pos_terminal.scanning.decoder import read_barcodes
from pos_terminal.sheets.sheet_layout import LAYOUTS, PrinterFit
from support.labels_office import line_of, order_of, watch

pytestmark = pytest.mark.usefixtures("qapp")


def labels_on(file: Path) -> list[str]:
    """What a scanner finds on the pages of a file, looking anywhere."""
    with PagePictures(file) as pictures:
        return [
            text
            for page in range(pictures.count)
            for text in read_barcodes(pictures.gray(page, 200))
        ]


def save(file: Path, order: Order) -> LabelsFault | None:
    return asyncio.run(LabelWorkshop().save(file, order, watch()))


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_label_of_every_sheet_is_a_label_to_a_scanner(sheet: str, tmp_path: Path) -> None:
    order = order_of(3, sheet=sheet, start=LAYOUTS[sheet].slots - 1)
    file = tmp_path / "labels.pdf"
    assert save(file, order) is None
    found = labels_on(file)
    assert sorted(found) == sorted(line.label for line in order.lines)
    assert all(isinstance(recognise(text), Label) for text in found)
    assert [path.name for path in tmp_path.iterdir()] == ["labels.pdf"]


def test_a_label_says_what_is_in_its_pack_or_carton() -> None:
    pack, carton = label_data(line_of(12)), label_data(line_of(3, carton=True))
    assert pack.words["kind"] == "Pack 12"
    assert pack.words["carton"] == "Carton 3"
    assert pack.words["cards"] == "10 cards"
    assert pack.words["numbers"].count(" to ") == 1
    assert (carton.words["kind"], carton.words["carton"]) == ("Carton 3", "")
    assert grouped(pack.barcode) == pack.number
    assert pack.number.replace(" ", "") == pack.barcode


def test_a_used_place_stays_free(tmp_path: Path) -> None:
    file = tmp_path / "labels.pdf"
    assert save(file, order_of(1, start=3)) is None
    with PagePictures(file) as pictures:
        page = pictures.gray(0, 100)
    upper = page[: page.shape[0] // 7]
    assert upper.min() > 200


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert save(tmp_path / "gone" / "labels.pdf", order_of()) is LabelsFault.CANNOT_WRITE


def test_a_stopped_run_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "labels.pdf"
    file.write_bytes(b"old")
    fault = asyncio.run(LabelWorkshop().save(file, order_of(), watch(cancelled=True)))
    assert fault is LabelsFault.CANCELLED
    assert file.read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 1


class FilePrinter(SystemPrinter):
    """A printer of the system whose paper is a file, named by its name."""

    def _info(self) -> QPrinterInfo:
        return QPrinterInfo()

    def _printer(self, _info: QPrinterInfo) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(self._name)
        return printer


def test_a_printer_gets_the_sheets_that_were_proved(tmp_path: Path) -> None:
    file = tmp_path / "printed.pdf"
    workshop = LabelWorkshop(printer=FilePrinter)
    order = order_of(2, start=13)
    assert asyncio.run(workshop.print(str(file), order, watch())) is None
    assert sorted(labels_on(file)) == sorted(line.label for line in order.lines)


def first_ink_mm(file: Path) -> float:
    """How far from the left edge of its page the first dark dot is."""
    with PagePictures(file) as pictures:
        gray = pictures.gray(0, 254)
    return float(np.argmax(np.any(gray < 128, axis=0))) / 10


def test_labels_are_printed_with_the_fit_of_their_printer(tmp_path: Path) -> None:
    plain, moved = tmp_path / "plain.pdf", tmp_path / "moved.pdf"
    workshop = LabelWorkshop(
        printer=FilePrinter, fits=lambda: {str(moved): PrinterFit(offset_x=8.0)}
    )
    for file in (plain, moved):
        assert asyncio.run(workshop.print(str(file), order_of(1), watch())) is None
    assert first_ink_mm(moved) - first_ink_mm(plain) == pytest.approx(8.0, abs=0.2)


class FixedPrinter(FilePrinter):
    """One that draws with 600 dots an inch, and with no others."""

    def _printer(self, info: QPrinterInfo) -> QPrinter:
        printer = super()._printer(info)
        printer.resolution = lambda: 600  # type: ignore[method-assign]  # a file has any
        return printer


def test_a_printer_of_other_dots_than_were_told_gets_no_labels(tmp_path: Path) -> None:
    file = tmp_path / "printed.pdf"
    workshop = LabelWorkshop(printer=FixedPrinter, dots=lambda: {str(file): 300})
    fault = asyncio.run(workshop.print(str(file), order_of(1), watch()))
    assert fault is LabelsFault.OTHER_DOTS
    assert not file.exists()


def test_a_printer_that_vanished_is_said() -> None:
    workshop = LabelWorkshop()
    fault = asyncio.run(workshop.print("no such printer", order_of(), watch()))
    assert fault is LabelsFault.PRINTER_GONE
