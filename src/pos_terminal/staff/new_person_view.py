"""Taking a person on: the name and what this person does, then a first PIN."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from pos_terminal.look.boxes import Column, Row
from pos_terminal.look.buttons import PrimaryButton, SecondaryButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.fields import TextField
from pos_terminal.look.relabel import relabel, reword
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token
from pos_terminal.staff.model import NAME_LENGTH_MAX, NewPerson, StaffIntents
from pos_terminal.staff.new_pin_view import NewPinPart
from pos_terminal.staff.roles_view import RoleChips
from pos_terminal.staff.sentences_view import tell, tell_message, why_off


class NewPersonPanel(CardSurface):
    """Only the main button of the PIN sends anything."""

    def __init__(self, theme: Theme, intents: StaffIntents) -> None:
        super().__init__(theme)
        self._form: NewPerson | None = None
        self._typing = False
        column = Column(theme, spacing=12, margins=(32, 24, 32, 24), parent=self)
        self._stack = QStackedLayout()
        column.addLayout(self._stack, 1)
        self._who = self._build_who(theme, intents)
        self.pin = NewPinPart(theme, intents)
        for part in (self._who, self.pin):
            self._stack.addWidget(part)
        self._fault = Label(theme, Kind.BODY, token=Token.REFUSED_TEXT, wrap=True)
        column.addWidget(self._fault)
        foot = Row(theme, spacing=12)
        self._back = SecondaryButton(theme, key="Esc")
        self._back.clicked.connect(intents.back)
        self._act = PrimaryButton(theme, key="F12", large=True)
        self._act.clicked.connect(intents.take_on)
        foot.addWidget(self._back, 0, Qt.AlignmentFlag.AlignBottom)
        foot.addWidget(self._act, 1)
        column.addLayout(foot)

    def _build_who(self, theme: Theme, intents: StaffIntents) -> QWidget:
        content = QWidget()
        inner = Column(theme, spacing=14, margins=(0, 4, 0, 0), parent=content)
        self._title = Label(theme, Kind.PRODUCT, wrap=True)
        inner.addWidget(self._title)
        self.name = TextField(theme, size=20)
        self.name.line.setMaxLength(NAME_LENGTH_MAX)
        self.name.edited.connect(intents.name_new_person)
        inner.addWidget(self.name)
        inner.gap(2)
        self._does = Label(theme, Kind.CARD_TITLE, wrap=True)
        inner.addWidget(self._does)
        self.roles = RoleChips(theme, intents.choose_role)
        inner.addWidget(self.roles)
        inner.addStretch(1)
        who = QWidget()
        Column(theme, parent=who).addWidget(ScrollColumn(theme, content), 1)
        return who

    def show_form(self, form: NewPerson) -> None:
        self._form = form
        relabel(self._title, tell("view.new_person"))
        self.name.set_label(tell("view.person_name"))
        self.name.set_note(tell_message(form.note) or tell("view.person_name_note"))
        self.name.set_text(form.name)
        relabel(self._does, tell("view.new_role"))
        self.roles.show_roles(form.roles, form.role)
        if form.pin is not None:
            prompt = tell("view.pin.first_one")
            self.pin.show_form("", form.name.strip(), form.pin, form.note, prompt=prompt)
        self._stack.setCurrentWidget(self._who if form.pin is None else self.pin)
        relabel(self._fault, tell_message(form.fault), hide_empty=True)
        reword(self._back, tell("view.back"))
        reword(self._act, tell_message(form.act_word), why_off=why_off(form.act))
        self.setAccessibleName(self._title.text())

    def take_key(self, event: QKeyEvent) -> bool:
        """Take a key for the PIN; tell whether it was one."""
        wants = self._form is not None and self._form.pin is not None
        return wants and self.pin.pad.take_key(event)

    def hideEvent(self, event: object) -> None:
        self._typing = False

    def take_focus(self) -> None:
        """The one thing to type first is the name."""
        typing = self.name.isVisible()
        if typing and not self._typing:
            self.name.setFocus()
        self._typing = typing
