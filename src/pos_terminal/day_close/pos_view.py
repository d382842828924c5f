"""The day against a file of the shop's own system: how much agrees, and each line that does not."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from pos_terminal.day_close.model import (
    POS_FILE_BYTES_MAX,
    ComparedRow,
    Comparison,
    DayIntents,
    DayState,
)
from pos_terminal.day_close.sentences_view import tell, tell_message
from pos_terminal.look.boxes import Column, Row, keep_size
from pos_terminal.look.buttons import QuietButton, SecondaryButton
from pos_terminal.look.icons import Icon
from pos_terminal.look.pill import Mood
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.sentences import manner
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token

_AMOUNT: Final = 96
_ROWS_SHOWN: Final = 300


class PosPanel(QWidget):
    def __init__(self, theme: Theme, intents: DayIntents) -> None:
        super().__init__()
        self._theme = theme
        self._intents = intents
        self._rows: list[_Line] = []
        column = Column(theme, spacing=8, parent=self)
        self._what = Label(theme, Kind.BODY, wrap=True)
        column.addWidget(self._what)
        self._fault = Label(theme, Kind.BODY, token=Token.REFUSED_TEXT, wrap=True)
        column.addWidget(self._fault)
        head = Row(theme, spacing=10)
        self._icon = Icon(theme, Mood.ACTIVATED.icon, 22, Mood.ACTIVATED.writing)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        words = Column(theme)
        self._verdict = Label(theme, Kind.STRONG, wrap=True)
        self._totals = Label(theme, Kind.NOTE, wrap=True)
        words.addWidget(self._verdict)
        words.addWidget(self._totals)
        head.addLayout(words, 1)
        column.addLayout(head)
        content = QWidget()
        self._column = Column(theme, spacing=8, margins=(0, 0, 4, 0), parent=content)
        self._column.addStretch(1)
        column.addWidget(ScrollColumn(theme, content), 1)
        foot = Row(theme, spacing=10)
        self.choose = SecondaryButton(theme, icon="table")
        self.choose.clicked.connect(self._ask_file)
        foot.addWidget(self.choose)
        self._put_away = QuietButton(theme)
        self._put_away.clicked.connect(intents.forget_comparison)
        foot.addWidget(self._put_away)
        foot.addStretch(1)
        column.addLayout(foot)

    def show_state(self, state: DayState) -> None:
        found = state.comparison
        relabel(self._what, tell("pos.what") if found is None else "", hide_empty=True)
        relabel(self._fault, tell_message(state.pos_fault), hide_empty=True)
        for part in (self._icon, self._verdict, self._totals, self._put_away):
            show_if(part, found is not None)
        reword(self.choose, tell("pos.choose" if found is None else "pos.another"))
        reword(self._put_away, tell("pos.put_away"))
        currency = state.report.currency if state.report is not None else None
        rows = () if found is None else found.rows[:_ROWS_SHOWN]
        if found is not None:
            self._show_verdict(found, currency)
        while len(self._rows) < len(rows):
            line = _Line(self._theme)
            self._column.insertWidget(len(self._rows), line)
            self._rows.append(line)
        for place, line in enumerate(self._rows):
            show_if(line, place < len(rows))
            if place < len(rows):
                line.show_row(rows[place], currency)

    def _show_verdict(self, found: Comparison, currency: str | None) -> None:
        mood = Mood.NOT_KNOWN if found.rows else Mood.ACTIVATED
        icon = "warning-fill" if found.rows else mood.icon
        self._icon.set_icon(icon, mood.writing)
        agreed = tell("pos.agreed", name=found.name, count=found.agreed)
        rest = tell("pos.differ", count=len(found.rows)) if found.rows else tell("pos.all_agree")
        relabel(self._verdict, f"{agreed}. {rest}.")
        values = {"there_minor": found.there_minor, "here_minor": found.here_minor}
        with_currency = values | ({} if currency is None else {"currency": currency})
        relabel(self._totals, tell("pos.totals", **with_currency))

    def _ask_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, tell("pos.dialog"), str(Path.home()), f"{tell('pos.filter')} (*.csv *.txt)"
        )
        if name:
            self.read(Path(name))

    def read(self, path: Path) -> None:
        """Take a file, and of a very large one enough to be refused; an unreadable one is empty."""
        try:
            with path.open("rb") as file:
                content = file.read(POS_FILE_BYTES_MAX + 1)
        except OSError:
            content = b""
        self._intents.compare(path.name, content)


class _Line(QWidget):
    """Where, which number, what is wrong, and both amounts."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        row = Row(theme, spacing=10, parent=self)
        words = Column(theme)
        self._reference = Label(theme, Kind.STRONG, wrap=True)
        self._what = Label(theme, Kind.NOTE, token=Token.NOT_KNOWN_TEXT, wrap=True)
        words.addWidget(self._reference)
        words.addWidget(self._what)
        row.addLayout(words, 1)
        right = Qt.AlignmentFlag.AlignRight
        self._amounts = [Label(theme, Kind.NOTE, align=right) for _ in range(2)]
        for label in self._amounts:
            keep_size(theme, label, width=_AMOUNT + 40)
            row.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_row(self, row: ComparedRow, currency: str | None) -> None:
        where = tell("pos.our_sale") if row.line is None else tell("pos.line", line=row.line)
        relabel(self._reference, f"{where}: {row.reference}" if row.reference else where)
        relabel(self._what, tell(f"match.{row.match.value}"))
        amounts = (("pos.there", row.there_minor), ("pos.here", row.here_minor))
        for label, (word, amount) in zip(self._amounts, amounts, strict=True):
            written = "" if amount is None else manner().money(amount, currency)
            relabel(label, f"{tell(word)} {written}" if written else "")
