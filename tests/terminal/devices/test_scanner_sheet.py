"""The printed test sheet can be scanned, and says how to use it."""

from __future__ import annotations

import numpy as np
import pytest
import zxingcpp
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument

from pos_terminal.devices.scanner_sheet import write_scanner_sheet
from pos_terminal.settings_page.scanner_trial import SYMBOLS


@pytest.mark.usefixtures("qapp")
def test_every_symbol_of_the_sheet_can_be_scanned(tmp_path):
    document = QPdfDocument()
    document.load(str(write_scanner_sheet(tmp_path, SYMBOLS)))
    assert document.pageCount() == 1
    size = document.pagePointSize(0) * 3
    page = document.render(0, QSize(int(size.width()), int(size.height())))
    paper = QImage(page.size(), QImage.Format.Format_Grayscale8)
    paper.fill(255)
    painter = QPainter(paper)
    painter.drawImage(0, 0, page)
    painter.end()
    rows = np.frombuffer(paper.constBits(), np.uint8).reshape(paper.height(), -1)
    found = zxingcpp.read_barcodes(np.ascontiguousarray(rows[:, : paper.width()]))
    assert sorted(one.text for one in found) == sorted(SYMBOLS)
    text = document.getAllText(0).text()
    assert "Scanner test sheet" in text
    assert all(symbol in text for symbol in SYMBOLS)


@pytest.mark.usefixtures("qapp")
def test_a_folder_that_takes_no_file_is_an_error(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OSError, match="file"):
        write_scanner_sheet(tmp_path / "file", SYMBOLS)
