"""What is searched for in the ledger: a number, a person, a till, a kind of entry, days."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QCollator, QLocale
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from pos_terminal.ledger.model import (
    KINDS,
    Choice,
    LedgerIntents,
    LedgerState,
    Narrowing,
    Section,
)
from pos_terminal.ledger.sentences_view import kind_words, tell, tell_message
from pos_terminal.look.boxes import Column, Row, keep_size
from pos_terminal.look.buttons import SecondaryButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.chip import Chip
from pos_terminal.look.choice_field import ChoiceField
from pos_terminal.look.fields import TextField
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.sentences import manner
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme

_WIDTH: Final = 376
_CHOICES: Final = (Narrowing.PERSON, Narrowing.TILL, Narrowing.KIND)
_DAYS: Final = (Narrowing.FIRST_DAY, Narrowing.LAST_DAY)
_DAY_SIGNS_MAX: Final = 10


class SearchPanel(CardSurface):
    """Enter searches; so does each choice."""

    def __init__(self, theme: Theme, intents: LedgerIntents) -> None:
        super().__init__(theme)
        self._intents = intents
        keep_size(theme, self, width=_WIDTH)
        column = Column(theme, spacing=12, margins=(16, 20, 16, 16), parent=self)
        sections = Row(theme, spacing=8)
        self.sections = {section: Chip(theme, height=48) for section in Section}
        for section, chip in self.sections.items():
            chip.clicked.connect(partial(intents.open_section, section))
            sections.addWidget(chip, 1)
        column.addLayout(sections)
        content = QWidget()
        form = Column(theme, spacing=12, margins=(0, 0, 4, 0), parent=content)
        self.number = TextField(theme, icon="magnifying-glass")
        self.number.line.setMaxLength(64)
        self.number.entered.connect(self._search)
        QShortcut(QKeySequence("F3"), self).activated.connect(self._take_focus)
        form.addWidget(self.number)
        self.choices = {by: ChoiceField(theme) for by in _CHOICES}
        for by, choice in self.choices.items():
            choice.chosen.connect(partial(intents.narrow, by))
            form.addWidget(choice)
        days = Row(theme, spacing=8)
        self.days = {by: TextField(theme) for by in _DAYS}
        for day in self.days.values():
            day.line.setMaxLength(_DAY_SIGNS_MAX)
            day.entered.connect(self._search)
            days.addWidget(day, 1)
        form.addLayout(days)
        form.addStretch(1)
        self._form = ScrollColumn(theme, content)
        column.addWidget(self._form, 1)
        self.search = SecondaryButton(theme, icon="magnifying-glass")
        self.search.clicked.connect(self._search)
        column.addWidget(self.search)
        self._about = Label(theme, Kind.BODY, wrap=True)
        column.addWidget(self._about)
        column.addStretch()

    def show_search(self, state: LedgerState) -> None:
        for section, chip in self.sections.items():
            chip.set_words(tell(f"view.{section.value}"))
            chip.setChecked(section is state.section)
        searching = state.section is Section.ENTRIES
        show_if(self._form, searching)
        show_if(self.search, searching)
        show_if(self._about, not searching)
        relabel(self._about, tell("view.what_is_verified"))
        form = state.form
        self.number.set_label(tell("view.number"))
        self.number.set_note(tell("view.number_note"))
        if form.fault is not None:
            self.number.set_fault(tell_message(form.fault))
        if not self.number.line.hasFocus():
            self.number.set_text(form.text)
        in_order = QCollator(QLocale(manner().language))  # of letters as people read them
        named = (Choice(value=kind, name=kind_words(kind)) for kind in KINDS)
        kinds = tuple(sorted(named, key=lambda choice: in_order.sortKey(choice.name)))
        self._show_choice(Narrowing.PERSON, "view.everybody", form.people, form.person)
        self._show_choice(Narrowing.TILL, "view.every_till", form.tills, form.till)
        self._show_choice(Narrowing.KIND, "view.every_kind", kinds, form.kind)
        for by, text in ((_DAYS[0], form.first_day), (_DAYS[1], form.last_day)):
            field = self.days[by]
            field.set_label(tell(f"view.{by.value}"))
            if not field.line.hasFocus():
                field.set_text(text)
        self.days[Narrowing.FIRST_DAY].set_fault(tell_message(form.day_fault) or None)
        reword(self.search, tell("view.search"))

    def _show_choice(
        self, by: Narrowing, nothing: str, choices: tuple[Choice, ...], value: str
    ) -> None:
        field = self.choices[by]
        field.set_label(tell(f"view.{by.value}"))
        options = [("", tell(nothing)), *((choice.value, choice.name) for choice in choices)]
        field.set_options(options)
        field.set_value(value)

    def _search(self) -> None:
        for by, day in self.days.items():
            self._intents.narrow(by, day.text())
        self._intents.find(self.number.text())

    def _take_focus(self) -> None:
        self.number.setFocus()
        self.number.select_all()
