"""The people, or the tills, one of each to choose; at its foot the way to a new one."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from pos_terminal.look.avatar import Avatar
from pos_terminal.look.boxes import Column, Row, keep_size
from pos_terminal.look.buttons import LinkButton, SecondaryButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.chip import Chip
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token
from pos_terminal.staff.model import PersonRow, Section, StaffIntents, StaffState, TillRow
from pos_terminal.staff.parts_view import PEOPLE, TILLS, ListRow, TillTile, role_word
from pos_terminal.staff.sentences_view import tell, tell_message

_WIDTH: Final = 388
_ICONS: Final = {Section.PEOPLE: "users", Section.TILLS: "desktop"}


class StaffList(CardSurface):
    def __init__(self, theme: Theme, intents: StaffIntents) -> None:
        super().__init__(theme)
        self._intents = intents
        self._rows: dict[str, ListRow] = {}
        keep_size(theme, self, width=_WIDTH)
        column = Column(theme, spacing=10, margins=(16, 16, 16, 16), parent=self)
        sections = Row(theme, spacing=10)
        self.sections: dict[Section, Chip] = {}
        for section, icon in _ICONS.items():
            chip = Chip(theme, icon=icon)
            chip.clicked.connect(partial(intents.open_section, section))
            self.sections[section] = chip
            sections.addWidget(chip, 1)
        column.addLayout(sections)
        self._old = Label(theme, Kind.NOTE, token=Token.NOT_KNOWN_TEXT, wrap=True)
        column.addWidget(self._old)
        self._retry = LinkButton(theme, icon="arrow-clockwise-bold", key="F5")
        self._retry.clicked.connect(intents.open)
        column.addWidget(self._retry)
        content = QWidget()
        self._entries = Column(theme, spacing=8, margins=(0, 0, 4, 0), parent=content)
        self._entries.addStretch(1)
        self._scroll = ScrollColumn(theme, content)
        column.addWidget(self._scroll, 1)
        self.new_person = SecondaryButton(theme, icon="plus", key="F3")
        self.new_person.clicked.connect(intents.open_new_person)
        self.new_till = SecondaryButton(theme, icon="plus", key="F3")
        self.new_till.clicked.connect(intents.open_new_till)
        for new in (self.new_person, self.new_till):
            column.addWidget(new)

    def rows(self) -> list[ListRow]:
        """The rows as they stand."""
        return sorted(self._rows.values(), key=self._entries.indexOf)

    def show_list(self, state: StaffState) -> None:
        for section, chip in self.sections.items():
            chip.set_words(tell(f"view.{section.value}"))
            chip.setChecked(section is state.section)
        people = state.section is Section.PEOPLE
        rows: list[PersonRow | TillRow] = [*state.people] if people else [*state.tills]
        old = bool(rows) and state.list_note is not None
        relabel(self._old, tell_message(state.list_note) if old else "", hide_empty=True)
        show_if(self._retry, old)
        reword(self._retry, tell("view.loading" if state.loading else "view.retry"))
        self._keep(rows)
        for place, row in enumerate(rows):
            entry = self._row_of(row, place)
            if isinstance(row, PersonRow):
                _show_person(entry, row)
            else:
                _show_till(entry, row)
            if row.chosen:
                self._scroll.keep_in_sight(entry)
        reword(self.new_till, tell("view.new_till"))
        show_if(self.new_till, not people and bool(rows) and state.new_till is None)
        reword(self.new_person, tell("view.new_person"))
        told = bool(rows) or not (state.loading or state.list_note)
        show_if(self.new_person, people and told and state.new_person is None)

    def _keep(self, rows: list[PersonRow | TillRow]) -> None:
        keys = {_key(row) for row in rows}
        for key in [key for key in self._rows if key not in keys]:
            gone = self._rows.pop(key)
            self._entries.removeWidget(gone)
            gone.hide()
            gone.deleteLater()

    def _row_of(self, row: PersonRow | TillRow, place: int) -> ListRow:
        key = _key(row)
        entry = self._rows.get(key)
        if entry is None:
            theme = self._theme
            if isinstance(row, PersonRow):
                entry = ListRow(theme, key, Avatar(theme, 48))
                entry.clicked.connect(partial(self._intents.choose_person, row.operator_id))
            else:
                entry = ListRow(theme, key, TillTile(theme, 48))
                entry.clicked.connect(partial(self._intents.choose_till, row.till_id))
            self._rows[key] = entry
        if self._entries.indexOf(entry) != place:
            self._entries.removeWidget(entry)
            self._entries.insertWidget(place, entry)
        return entry


def _key(row: PersonRow | TillRow) -> str:
    return f"person:{row.operator_id}" if isinstance(row, PersonRow) else f"till:{row.till_id}"


def _show_person(entry: ListRow, row: PersonRow) -> None:
    mood, icon = PEOPLE[row.standing]
    if isinstance(entry.picture, Avatar):
        entry.picture.show_person(row.operator_id, row.name)
    entry.show_entry(
        title=row.name,
        note=role_word(row.role),
        state=tell(f"view.person.{row.standing.value}"),
        mood=mood,
        icon=icon,
        chosen=row.chosen,
    )


def _show_till(entry: ListRow, row: TillRow) -> None:
    mood, icon = TILLS[row.standing]
    heard = tell("view.never_heard")
    if row.heard_at_ms is not None:
        heard = tell("view.heard", heard_at=row.heard_at_ms)
    entry.show_entry(
        title=row.name,
        note=f"{row.till_id}, {heard}",
        state=tell(f"view.till.{row.standing.value}"),
        mood=mood,
        icon=icon,
        chosen=row.chosen,
    )
