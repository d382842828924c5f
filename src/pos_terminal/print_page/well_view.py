"""The left half: the sheet in its well, which of them it is, and what is on it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from pos_terminal.card_design.elements import Side
from pos_terminal.look.boxes import Column, Hairline, Row, keep_size
from pos_terminal.look.buttons import SecondaryButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.icon_button import IconButton
from pos_terminal.look.icons import Icon
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token
from pos_terminal.print_page.intents import PrintIntents
from pos_terminal.print_page.model import Pager, PrintPicture
from pos_terminal.print_page.sentences_view import tell, tell_message
from pos_terminal.print_page.sheet_view import SheetWidget
from pos_terminal.words import Message

_SIDE: Final = 176
_FACTS: Final = 2
_ICONS: Final = {
    "fact.cards": "cards",
    "fact.used": "prohibit",
    "fact.some_cards": "cards",
    "fact.printed": "check-circle",
    "fact.left": "cards",
}


class Well(CardSurface):
    def __init__(self, theme: Theme, intents: PrintIntents) -> None:
        super().__init__(theme, ground=Token.SUNKEN)
        self._intents = intents
        row = Row(theme, spacing=18, margins=(14, 14, 20, 14), parent=self)
        self.sheet = SheetWidget(theme, intents)
        row.addWidget(self.sheet, 1)
        side = QWidget()
        keep_size(theme, side, width=_SIDE)
        column = Column(theme, spacing=12, margins=(0, 10, 0, 10), parent=side)
        self._build_pager(theme, column)
        self._facts = [_Fact(theme) for _ in range(_FACTS)]
        for fact in self._facts:
            column.addWidget(fact)
        column.addStretch(1)
        column.addWidget(Hairline(theme))
        column.addWidget(Icon(theme, "eye-slash", 22, Token.INK_2))
        self._no_codes = Label(theme, Kind.NOTE, wrap=True)
        column.addWidget(self._no_codes)
        row.addWidget(side)

    def _build_pager(self, theme: Theme, column: Column) -> None:
        words = Column(theme, spacing=0)
        self._caption = Label(theme, Kind.QUIET)
        self._page = Label(theme, Kind.TITLE, wrap=True)
        words.addWidget(self._caption)
        words.addWidget(self._page)
        column.addLayout(words)
        steps = Row(theme, spacing=8)
        self.back = IconButton(theme, "caret-left-bold", side=56, framed=True)
        self.forth = IconButton(theme, "caret-right-bold", side=56, framed=True)
        self.back.clicked.connect(lambda: self._intents.turn_page(-1))
        self.forth.clicked.connect(lambda: self._intents.turn_page(1))
        steps.addWidget(self.back)
        steps.addWidget(self.forth)
        steps.addStretch(1)
        column.addLayout(steps)
        self.turn_over = SecondaryButton(theme)
        self.turn_over.clicked.connect(self._turn_over)
        column.addWidget(self.turn_over)
        column.gap(2)

    def _turn_over(self) -> None:
        sight = self._intents.state.sight
        if sight is not None:
            self._intents.show_side(Side.BACK if sight.side is Side.FRONT else Side.FRONT)

    def show_state(self, state: PrintPicture) -> None:
        sight, pager = state.sight, state.pager
        self.sheet.show_sight(sight)
        relabel(self._caption, "" if pager is None else tell("view.page"))
        self._show_pager(pager)
        is_front = sight is None or sight.side is Side.FRONT
        reword(self.turn_over, tell("view.show_backs" if is_front else "view.show_fronts"))
        show_if(self.turn_over, sight is not None and sight.can_turn_over)
        spoken = tell("view.spoken.front" if is_front else "view.spoken.back")
        facts = [*state.facts][:_FACTS]
        self.sheet.setAccessibleName(spoken)
        self.sheet.setAccessibleDescription(". ".join(tell_message(one) for one in facts))
        for place, fact in enumerate(self._facts):
            show_if(fact, place < len(facts))
            if place < len(facts):
                fact.show_fact(facts[place])
        relabel(self._no_codes, tell("view.no_codes"))

    def _show_pager(self, pager: Pager | None) -> None:
        for button, word in ((self.back, "view.page_back"), (self.forth, "view.page_forth")):
            button.set_words(tell(word))
            show_if(button, pager is not None and pager.sheets != 1)
        if pager is None:
            relabel(self._page, "")
            return
        relabel(self._page, tell("view.page_of", sheet=pager.sheet, sheets=pager.sheets))
        self.back.setEnabled(pager.back.enabled)
        self.forth.setEnabled(pager.forth.enabled)


class _Fact(QWidget):
    """An icon, what is so, and under it more of it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        row = Row(theme, spacing=10, parent=self)
        self._icon = Icon(theme, "cards", 20, Token.INK_2)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words = Column(theme)
        self._fact = Label(theme, Kind.NOTE_STRONG, wrap=True)
        self._note = Label(theme, Kind.NOTE, wrap=True)
        words.addWidget(self._fact)
        words.addWidget(self._note)
        row.addLayout(words, 1)

    def show_fact(self, fact: Message) -> None:
        self._icon.set_icon(_ICONS[fact.id], Token.INK_2)
        relabel(self._fact, tell_message(fact))
        relabel(self._note, tell_message(Message(f"{fact.id}.note", fact.values)))
