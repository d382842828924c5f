"""The left side where a recall is shown: which cards it was asked for, and why."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from pos_terminal.look.boxes import Column
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.fact import Fact
from pos_terminal.look.recall_words import act_word, meant_words, reason_word
from pos_terminal.look.relabel import relabel, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme
from pos_terminal.recall.model import AskedFor
from pos_terminal.recall.sentences_view import tell

_FACTS: Final = {
    "which": "stack",
    "reason": "warning-circle",
    "note": "pencil-simple",
    "begun": "clock",
    "ended": "check-circle",
}


class AskedPanel(CardSurface):
    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        column = Column(theme, spacing=12, margins=(22, 18, 22, 18), parent=self)
        self._title = Label(theme, Kind.CARD_TITLE, wrap=True)
        column.addWidget(self._title)
        content = QWidget()
        facts = Column(theme, spacing=14, margins=(0, 0, 4, 0), parent=content)
        self._facts = {name: Fact(theme, icon) for name, icon in _FACTS.items()}
        for fact in self._facts.values():
            facts.addWidget(fact)
        facts.addStretch(1)
        column.addWidget(ScrollColumn(theme, content), 1)

    def show_asked(self, asked: AskedFor) -> None:
        title = tell("view.earlier_title", act=act_word(asked.act), number=str(asked.recall_id))
        relabel(self._title, title)
        which = meant_words(asked.selection, asked.named)
        if asked.with_sold:
            which += "\n" + tell("view.asked.sold")
        ended = asked.ended_at_ms
        values = {
            "which": which,
            "reason": reason_word(asked.reason),
            "note": asked.note,
            "begun": tell("view.at", told_at=asked.begun_at_ms),
            "ended": "" if ended is None else tell("view.at", told_at=ended),
        }
        for name, fact in self._facts.items():
            show_if(fact, bool(values[name]))
            fact.show_fact(tell(f"view.asked.{name}"), values[name])
