"""No sale can be started: why, and what to do about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from pos_terminal.checkout.model import TroublePart
from pos_terminal.checkout.sentences_view import tell, tell_message, why_off
from pos_terminal.look.boxes import Column, Row
from pos_terminal.look.buttons import PrimaryButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.details import Details
from pos_terminal.look.hold_button import HoldButton
from pos_terminal.look.icons import Icon
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token


class ClosedPage(QWidget):
    """The way out is a page, a decision of a manager, or somebody else's work."""

    waiting_asked = Signal()
    new_journal = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        row = Row(theme, margins=(32, 32, 32, 32), parent=self)
        card = CardSurface(theme)
        column = Column(theme, spacing=16, margins=(64, 32, 64, 32), parent=card)
        column.addStretch(2)
        column.addWidget(Icon(theme, "hand-palm", 72, Token.NOT_KNOWN_TEXT))
        self._headline = Label(theme, Kind.NEXT, wrap=True)
        self._sentence = Label(theme, Kind.SUBSENTENCE, token=Token.INK_2, wrap=True)
        column.addWidget(self._headline)
        column.addWidget(self._sentence)
        self._details = Details(theme)
        column.addWidget(self._details)
        column.addStretch(3)
        self.hold = HoldButton(theme)
        self.hold.held.connect(self.new_journal)
        column.addWidget(self.hold)
        self._waiting = PrimaryButton(theme, icon="hourglass-medium-fill", key="F12", large=True)
        self._waiting.clicked.connect(self.waiting_asked)
        column.addWidget(self._waiting, 0, Qt.AlignmentFlag.AlignRight)
        row.addWidget(card, 1)

    def show_trouble(self, trouble: TroublePart) -> None:
        relabel(self._headline, tell_message(trouble.headline))
        relabel(self._sentence, tell_message(trouble.sentence))
        reword(self._waiting, tell("view.open_waiting"))
        show_if(self._waiting, trouble.opens_waiting)
        self._details.show_text(tell_message(trouble.details))
        show_if(self.hold, trouble.new_journal is not None)
        if trouble.new_journal is not None:
            why = why_off(trouble.new_journal)
            self.hold.set_words(tell("view.new_journal"), why or tell("view.hold_note"))
            self.hold.setEnabled(why is None)
        self.setAccessibleName(f"{self._headline.text()}. {self._sentence.text()}")
