"""A role to choose, and in words what it may do; another role for somebody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from card_contract.states import Role
from pos_terminal.look.avatar import Avatar
from pos_terminal.look.boxes import Column, Hairline, Row
from pos_terminal.look.chip import Chip
from pos_terminal.look.relabel import relabel
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token
from pos_terminal.staff.model import PersonCard, StaffIntents
from pos_terminal.staff.parts_view import role_word
from pos_terminal.staff.sentences_view import tell, tell_message

_IN_A_ROW: Final = 3


class RoleChips(QWidget):
    """Only the roles that can be given stand there."""

    def __init__(self, theme: Theme, choose: Callable[[Role], None]) -> None:
        super().__init__()
        self._theme = theme
        self._shown: tuple[Role, ...] = ()
        column = Column(theme, spacing=10, parent=self)
        self._grid = QGridLayout()
        for place in range(_IN_A_ROW):
            self._grid.setColumnStretch(place, 1)
        column.addLayout(self._grid)
        self._may = Label(theme, Kind.BODY, wrap=True)
        column.addWidget(self._may)
        self.chips: dict[Role, Chip] = {}
        for role in Role:
            chip = Chip(theme)
            chip.clicked.connect(partial(choose, role))
            chip.setParent(self)
            self.chips[role] = chip
        theme.changed.connect(self._respace)
        self._respace()

    def show_roles(self, roles: Sequence[Role], chosen: Role | None) -> None:
        self._place(tuple(roles))
        for role, chip in self.chips.items():
            chip.set_words(role_word(role))
            chip.setChecked(role is chosen)
        may = "" if chosen is None else tell(f"view.may.{chosen.value}")
        relabel(self._may, may, hide_empty=True)

    def _place(self, roles: tuple[Role, ...]) -> None:
        if roles == self._shown:
            return
        self._shown = roles
        for chip in self.chips.values():
            self._grid.removeWidget(chip)
            chip.hide()
        for place, role in enumerate(roles):
            self._grid.addWidget(self.chips[role], *divmod(place, _IN_A_ROW))
            self.chips[role].show()

    def _respace(self) -> None:
        self._grid.setSpacing(self._theme.px(10))


class NewRolePart(QWidget):
    """Who gets another role, which, and what that ends."""

    def __init__(self, theme: Theme, intents: StaffIntents) -> None:
        super().__init__()
        content = QWidget()
        column = Column(theme, spacing=14, margins=(0, 4, 0, 0), parent=content)
        who = Row(theme, spacing=14)
        self._avatar = Avatar(theme, 48)
        names = Column(theme, spacing=2)
        self._name = Label(theme, Kind.HEAD, wrap=True)
        self._role = Label(theme, Kind.QUIET, wrap=True)
        names.addWidget(self._name)
        names.addWidget(self._role)
        who.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignTop)
        who.addLayout(names, 1)
        column.addLayout(who)
        column.gap(2)
        self._does = Label(theme, Kind.CARD_TITLE, wrap=True)
        column.addWidget(self._does)
        self.chips = RoleChips(theme, intents.choose_role)
        column.addWidget(self.chips)
        column.addWidget(Hairline(theme))
        self._note = Label(theme, Kind.BODY, token=Token.INK, wrap=True)
        column.addWidget(self._note)
        column.addStretch(1)
        Column(theme, parent=self).addWidget(ScrollColumn(theme, content), 1)

    def show_card(self, card: PersonCard) -> None:
        self._avatar.show_person(card.operator_id, card.name)
        relabel(self._name, card.name)
        relabel(self._role, role_word(card.role))
        relabel(self._does, tell("view.role_from_now_on", name=card.name))
        self.chips.show_roles(card.roles, card.new_role)
        relabel(self._note, tell_message(card.note))
