"""The top bar: where one is, and in the quiet line on the right how the till is."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from pos_terminal.look.boxes import Hairline, Row, keep_size
from pos_terminal.look.state_word import CONNECTIONS, SCANNERS, StateWord
from pos_terminal.look.station import Station
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token

TOP_BAR_HEIGHT: Final = 68


class TopBar(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        keep_size(theme, self, height=TOP_BAR_HEIGHT)
        row = Row(theme, margins=(32, 0, 32, 0), parent=self)
        self._what = self._place = ""
        station = Station()
        self._title = Label(theme, Kind.PAGE)
        self._context = Label(theme, Kind.QUIET, wrap=True)  # a long name takes a second line
        self._line = StateWord(theme, CONNECTIONS[station.connection])
        self._scanner = StateWord(theme, SCANNERS[station.scanner])
        self._clock = Label(theme, Kind.CLOCK)
        row.addWidget(self._title)
        row.gap(14)
        row.addWidget(self._context, 1)
        row.gap(14)
        row.addWidget(self._line)
        row.gap(22)
        row.addWidget(self._scanner)
        row.gap(20)
        line = Hairline(theme, vertical=True)
        keep_size(theme, line, height=20)
        row.addWidget(line, 0, Qt.AlignmentFlag.AlignVCenter)
        row.gap(20)
        row.addWidget(self._clock)
        theme.changed.connect(self.update)

    def set_title(self, title: str, context: str = "") -> None:
        self._title.setText(title)
        self._what = context
        self._show_context()

    def set_place(self, place: str) -> None:
        """Store and till, on every page."""
        self._place = place
        self._show_context()

    def _show_context(self) -> None:
        self._context.setText(" · ".join(filter(None, (self._what, self._place))))

    def context(self) -> str:
        return self._context.text()

    def title(self) -> str:
        return self._title.text()

    def show_station(self, station: Station) -> None:
        self._line.show_wording(CONNECTIONS[station.connection])
        self._scanner.show_wording(SCANNERS[station.scanner])

    def set_clock(self, clock: str) -> None:
        self._clock.setText(clock)

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        line = max(1, self._theme.px(1))
        painter.fillRect(
            QRectF(0, box.height() - line, box.width(), line), self._theme.color(Token.LINE)
        )
        painter.end()
