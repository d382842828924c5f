"""The recovery sheet: on the screen, as PDF, on paper, always the same drawing."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QMarginsF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QWidget

from pos_terminal.first_start.model import FirstStartIntents, FirstStartState, RecoverySheet
from pos_terminal.first_start.parts_view import PageCard
from pos_terminal.first_start.sentences_view import word
from pos_terminal.look.boxes import Column, Row, keep_size
from pos_terminal.look.buttons import SecondaryButton
from pos_terminal.look.paint import rounded
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token, Weight

# In parts of the sheet's width.
_NAME: Final = 20
_ROW: Final = 5.4
_HEADING: Final = 4.2
_FOOT: Final = 16


def draw_sheet(painter: QPainter, box: QRectF, sheet: RecoverySheet, theme: Theme) -> None:
    """Draw the sheet into ``box``; everything is in parts of its width, so it fits any paper."""
    unit = box.width() / 100
    top = box.top()
    painter.setPen(theme.color(Token.ON_PAPER))
    painter.setFont(_font(theme, _HEADING * unit, Weight.SEMIBOLD))
    high = _heading_height(theme, sheet, box.width())
    heading = QRectF(box.left(), top, box.width(), high)
    painter.drawText(heading, Qt.TextFlag.TextWordWrap, _heading(sheet))
    top += high + 3 * unit
    for number, line in enumerate(sheet.lines, start=1):
        painter.setFont(_font(theme, 2.5 * unit, Weight.MEDIUM))
        painter.setPen(theme.color(Token.ON_PAPER_QUIET))
        name = QRectF(box.left(), top, _NAME * unit, _ROW * unit)
        line_name = word("sheet_line", line=number, key=line.key)
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, line_name)
        painter.setFont(_font(theme, 3.0 * unit, Weight.SEMIBOLD))
        painter.setPen(theme.color(Token.ON_PAPER))
        cell = (100 - _NAME) * unit / max(1, len(line.groups))
        for place, group in enumerate(line.groups):
            left = box.left() + _NAME * unit + place * cell
            at = QRectF(left, top, cell, _ROW * unit)
            painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, group)
        top += _ROW * unit
    painter.setFont(_font(theme, 2.5 * unit, Weight.MEDIUM))
    painter.setPen(theme.color(Token.ON_PAPER_QUIET))
    foot = QRectF(box.left(), top + 3 * unit, box.width(), _FOOT * unit)
    painter.drawText(
        foot,
        int(Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap),
        " ".join(word(each) for each in ("sheet_warning", "sheet_where", "sheet_use")),
    )


def sheet_height(theme: Theme, sheet: RecoverySheet, width: float) -> float:
    unit = width / 100
    rows = len(sheet.lines) * _ROW * unit
    return _heading_height(theme, sheet, width) + 3 * unit + rows + _FOOT * unit


def _heading(sheet: RecoverySheet) -> str:
    return word("sheet_heading", shop=sheet.shop_name)


def _heading_height(theme: Theme, sheet: RecoverySheet, width: float) -> float:
    """Room for the heading, which a long name of a shop breaks into lines."""
    metrics = QFontMetricsF(_font(theme, _HEADING * width / 100, Weight.SEMIBOLD))
    room = QRectF(0, 0, width, width)
    return metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, _heading(sheet)).height()


def _font(theme: Theme, pixels: float, weight: int) -> QFont:
    font = theme.font(16, weight)
    font.setPixelSize(max(1, round(pixels)))
    # Tabular figures have no letters of their own in a PDF: text taken from it would be unreadable.
    font.unsetFeature(QFont.Tag("tnum"))
    return font


def write_sheet_pdf(path: Path, sheet: RecoverySheet, theme: Theme) -> bool:
    """Write the sheet as one A4 page; tell whether it was written."""
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    return _paint_page(writer, sheet, theme)


def _paint_page(device: QPagedPaintDevice, sheet: RecoverySheet, theme: Theme) -> bool:
    device.setPageMargins(QMarginsF(20, 20, 20, 20), QPageLayout.Unit.Millimeter)
    painter = QPainter()
    if not painter.begin(device):
        return False
    draw_sheet(painter, QRectF(painter.viewport()), sheet, theme)
    return painter.end()


class _Paper(QWidget):
    """A picture of the paper; it stays light in the dark theme."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._sheet: RecoverySheet | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.update)

    def show_sheet(self, sheet: RecoverySheet | None) -> None:
        self._sheet = sheet
        if sheet is not None:
            self.setAccessibleName(word("sheet_heading", shop=sheet.shop_name))
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        edge = self._theme.px(28)
        if self._sheet is None:
            return edge * 2
        return round(sheet_height(self._theme, self._sheet, width - 2 * edge)) + 2 * edge

    def sizeHint(self) -> QSize:
        width = self._theme.px(620)
        return QSize(width, self.heightForWidth(width))

    def paintEvent(self, event: object) -> None:
        if self._sheet is None:
            return
        theme = self._theme
        painter = QPainter(self)
        rounded(
            painter,
            QRectF(self.rect()),
            theme.px(4),
            theme.color(Token.PAPER),
            edge=theme.color(Token.LINE),
        )
        edge = theme.px(28)
        inside = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        draw_sheet(painter, inside, self._sheet, theme)
        painter.end()


class SheetPage(PageCard):
    """Main button off until the sheet was saved or printed."""

    def __init__(self, theme: Theme, intents: FirstStartIntents) -> None:
        super().__init__(
            theme,
            title="sheet_title",
            note="sheet_note",
            main="sheet_next",
            act=intents.check_sheet,
            back=None,
            width=1080,
            foot=False,
        )
        self._intents = intents
        self._sheet: RecoverySheet | None = None
        self._paper = _Paper(theme)
        self._where = Label(theme, Kind.BODY, wrap=True)
        self._done = Label(theme, Kind.STRONG, wrap=True)
        self._save = SecondaryButton(theme, icon="file-arrow-down")
        self._print = SecondaryButton(theme, icon="printer")
        self._save.clicked.connect(self._ask_place)
        self._print.clicked.connect(self._print_sheet)
        keep_size(theme, self._paper, width_max=640)
        row = Row(theme, spacing=32)
        row.addWidget(self._paper, 2)
        acts = Column(theme, spacing=12)
        acts.addWidget(self._save)
        acts.addWidget(self._print)
        acts.addWidget(self._where)
        acts.addWidget(self._done)
        acts.addStretch(1)
        acts.addWidget(self.main)
        row.addLayout(acts, 1)
        self.content.addLayout(row)

    def show_state(self, state: FirstStartState) -> None:
        super().show_state(state)
        self._sheet = state.sheet
        self._paper.show_sheet(state.sheet)
        self._save.set_words(word("sheet_save"))
        self._print.set_words(word("sheet_print"))
        self._where.setText(word("sheet_where"))
        if state.sheet_kept:
            self.main.turn_on()
        else:
            self.main.turn_off(word("sheet_first"))

    def _ask_place(self) -> None:
        suggested = str(Path.home() / "recovery-sheet.pdf")
        name, _ = QFileDialog.getSaveFileName(self, word("sheet_save"), suggested, "PDF (*.pdf)")
        if name:
            self.save(Path(name))

    def save(self, path: Path) -> None:
        """Write the sheet there and say what came of it."""
        if self._sheet is None:
            return
        if write_sheet_pdf(path, self._sheet, self._theme):
            path.chmod(0o600)
            self._intents.sheet_taken()
            self._done.setText(word("sheet_saved"))
        else:
            self._done.setText(word("sheet_not_saved"))

    def _print_sheet(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        asked = QPrintDialog(printer, self)
        if (
            self._sheet is not None
            and asked.exec() == QPrintDialog.DialogCode.Accepted
            and _paint_page(printer, self._sheet, self._theme)
        ):
            self._intents.sheet_taken()
