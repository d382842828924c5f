"""The verification: what it came to, and the signatures that the tills keep."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from pos_terminal.ledger.model import CheckPicture, KeptRow, LedgerIntents, Verdict
from pos_terminal.ledger.sentences_view import tell, tell_message, why_off
from pos_terminal.look.boxes import Column, Hairline, Row
from pos_terminal.look.buttons import PrimaryButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.icons import OCTAGON_CROSS
from pos_terminal.look.pill import Mood, Pill
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token

_VERDICTS: Final = {
    Verdict.NOT_YET: (Mood.QUIET, "question-bold"),
    Verdict.RUNNING: (Mood.ACCENT, "hourglass-medium-bold"),
    Verdict.SOUND: (Mood.ACTIVATED, "check-circle-fill"),
    Verdict.BROKEN: (Mood.REFUSED, OCTAGON_CROSS),
    Verdict.UNFINISHED: (Mood.NOT_KNOWN, "question-bold"),
}
_FITS: Final = {
    True: (Mood.ACTIVATED, "check-circle-fill", "view.kept.fits"),
    False: (Mood.REFUSED, OCTAGON_CROSS, "view.kept.misfits"),
    None: (Mood.QUIET, "circle-bold", "view.kept.none"),
}


class _KeptLine(QWidget):
    """One till, what it has shown last, and whether that fits."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        row = Row(theme, spacing=16, margins=(0, 6, 0, 6), parent=self)
        words = Column(theme, spacing=2)
        self._name = Label(theme, Kind.STRONG, wrap=True)
        self._note = Label(theme, Kind.NOTE, token=Token.INK_2, wrap=True)
        words.addWidget(self._name)
        words.addWidget(self._note)
        row.addLayout(words, 1)
        self._pill = Pill(theme, Mood.QUIET)
        row.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_kept(self, kept: KeptRow) -> None:
        mood, icon, word = _FITS[kept.fits]
        note = tell("view.kept_none")
        if kept.position is not None:
            note = tell(
                "view.kept_note", position=kept.position, shown_at=kept.presented_at_ms or 0
            )
        relabel(self._name, kept.name)
        relabel(self._note, note)
        self._pill.show_state(mood, tell(word), icon=icon)
        self.setAccessibleName(f"{kept.name}, {note}, {self._pill.text()}")


class CheckCard(CardSurface):
    def __init__(self, theme: Theme, intents: LedgerIntents) -> None:
        super().__init__(theme)
        column = Column(theme, spacing=14, margins=(32, 24, 32, 24), parent=self)
        self._pill = Pill(theme, Mood.QUIET)
        column.addWidget(self._pill)
        self._sentence = Label(theme, Kind.TITLE, wrap=True)
        self._signed = Label(theme, Kind.BODY, token=Token.INK, wrap=True)
        for label in (self._sentence, self._signed):
            column.addWidget(label)
        column.addWidget(Hairline(theme))
        self._kept = Label(theme, Kind.CARD_TITLE, wrap=True)
        column.addWidget(self._kept)
        content = QWidget()
        self._lines: list[_KeptLine] = []
        self._list = Column(theme, spacing=4, margins=(0, 0, 6, 0), parent=content)
        self._list.addStretch(1)
        column.addWidget(ScrollColumn(theme, content), 1)
        foot = Row(theme)
        foot.addStretch(1)
        self.verify = PrimaryButton(theme, icon="link-bold", key="F12", large=True)
        self.verify.clicked.connect(intents.verify)
        foot.addWidget(self.verify, 1)
        column.addLayout(foot)

    def show_check(self, check: CheckPicture) -> None:
        mood, icon = _VERDICTS[check.verdict]
        self._pill.show_state(mood, tell(f"view.verdict.{check.verdict.value}"), icon=icon)
        relabel(self._sentence, tell_message(check.sentence))
        relabel(self._signed, tell_message(check.note), hide_empty=True)
        relabel(self._kept, tell("view.kept"))
        show_if(self._kept, bool(check.tills))
        while len(self._lines) < len(check.tills):
            line = _KeptLine(self._theme)
            self._list.insertWidget(len(self._lines), line)
            self._lines.append(line)
        for index, line in enumerate(self._lines):
            show_if(line, index < len(check.tills))
            if index < len(check.tills):
                line.show_kept(check.tills[index])
        reword(self.verify, tell("view.verify"), why_off=why_off(check.verify))
        self.setAccessibleName(f"{self._pill.text()}. {self._sentence.text()}")
