"""One person, opened: where the name stands, and the way back to work."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from pos_terminal.look.avatar import Avatar
from pos_terminal.look.boxes import Column, Hairline, Row
from pos_terminal.look.buttons import PrimaryButton, SecondaryButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.chip import Chip
from pos_terminal.look.fields import TextField
from pos_terminal.look.hold_button import HoldButton
from pos_terminal.look.pill import Mood, Pill
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token
from pos_terminal.staff.model import REASON_LENGTH_MAX, PersonCard, StaffIntents, Way
from pos_terminal.staff.new_pin_view import NewPinPart
from pos_terminal.staff.parts_view import PEOPLE, role_word
from pos_terminal.staff.roles_view import NewRolePart
from pos_terminal.staff.sentences_view import tell, tell_message, why_off

_WAY_ICONS = {
    Way.SAME_PIN: "lock-simple-open",
    Way.NEW_PIN: "key",
    Way.ANOTHER_ROLE: "identification-badge",
    Way.LOCK: "lock-simple",
    Way.LET_GO: "sign-out",
}


class PersonPanel(CardSurface):
    """Choosing and typing send nothing; the main button does."""

    def __init__(self, theme: Theme, intents: StaffIntents) -> None:
        super().__init__(theme)
        self._card: PersonCard | None = None
        column = Column(theme, spacing=12, margins=(32, 24, 32, 24), parent=self)
        self._stack = QStackedLayout()
        column.addLayout(self._stack, 1)
        self._detail = _Detail(theme, intents)
        self.pin = NewPinPart(theme, intents)
        self.role = NewRolePart(theme, intents)
        for part in (self._detail, self.pin, self.role):
            self._stack.addWidget(part)
        self._fault = Label(theme, Kind.BODY, token=Token.REFUSED_TEXT, wrap=True)
        column.addWidget(self._fault)
        foot = Row(theme, spacing=12)
        self._back = SecondaryButton(theme, key="Esc")
        self._back.clicked.connect(intents.back)
        self._act = PrimaryButton(theme, key="F12", large=True)
        self._act.clicked.connect(intents.confirm_person)
        foot.addWidget(self._back, 0, Qt.AlignmentFlag.AlignBottom)
        foot.addWidget(self._act, 1)
        self.let_go = HoldButton(theme)
        self.let_go.held.connect(intents.let_go)
        foot.addWidget(self.let_go, 1)
        column.addLayout(foot)

    def show_card(self, card: PersonCard) -> None:
        if self._card is None or self._card.operator_id != card.operator_id:
            self.let_go.hide()  # what was begun about somebody must not end about another
        self._card = card
        self._detail.show_card(card)
        if card.pin is not None:
            prompt = tell("view.pin.first")
            self.pin.show_form(card.operator_id, card.name, card.pin, card.note, prompt=prompt)
        if card.roles:
            self.role.show_card(card)
        self._stack.setCurrentWidget(self._part(card))
        relabel(self._fault, tell_message(card.fault), hide_empty=True)
        reword(self._back, tell("view.back"))
        show_if(self._back, card.way is not None)
        reword(self._act, tell_message(card.act_word), why_off=why_off(card.act))
        show_if(self._act, card.let_go is None)
        show_if(self.let_go, card.let_go is not None)
        if card.let_go is not None:
            why = why_off(card.let_go)
            self.let_go.setEnabled(why is None)
            self.let_go.set_words(
                tell("view.let_go", name=card.name), why or tell("view.let_go_note")
            )
        self.setAccessibleName(f"{card.name}, {role_word(card.role)}")

    def _part(self, card: PersonCard) -> QWidget:
        """What is to be done next about this person stands alone."""
        if card.pin is not None:
            return self.pin
        return self.role if card.roles else self._detail

    def take_key(self, event: QKeyEvent) -> bool:
        """Take a key for the PIN, or the key that holds; tell whether it was one."""
        if self._card is not None and self._card.pin is not None:
            return self.pin.pad.take_key(event)
        return self.let_go.isVisible() and self.let_go.hold_key_pressed(event)

    def let_key_go(self, event: QKeyEvent) -> bool:
        return self.let_go.hold_key_released(event)


class _Detail(QWidget):
    def __init__(self, theme: Theme, intents: StaffIntents) -> None:
        super().__init__()
        content = QWidget()
        column = Column(theme, spacing=16, margins=(0, 4, 0, 0), parent=content)
        head = Row(theme, spacing=18)
        self._avatar = Avatar(theme, 64)
        head.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignVCenter)
        names = Column(theme, spacing=2)
        self._name = Label(theme, Kind.PRODUCT, wrap=True)
        self._role = Label(theme, Kind.QUIET, wrap=True)
        names.addWidget(self._name)
        names.addWidget(self._role)
        head.addLayout(names, 1)
        self._pill = Pill(theme, Mood.QUIET)
        head.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        self._sentence = Label(theme, Kind.LEAD, token=Token.INK, wrap=True)
        column.addWidget(self._sentence)
        self._line = Hairline(theme)
        column.addWidget(self._line)
        self._how = Label(theme, Kind.CARD_TITLE, wrap=True)
        column.addWidget(self._how)
        chips = Row(theme, spacing=12)
        self.chips: dict[Way, Chip] = {}
        for way, icon in _WAY_ICONS.items():
            chip = Chip(theme, icon=icon, height=72)
            chip.clicked.connect(partial(intents.choose_way, way))
            self.chips[way] = chip
            chips.addWidget(chip, 1)
        column.addLayout(chips)
        self.reason = TextField(theme)
        self.reason.line.setMaxLength(REASON_LENGTH_MAX)
        self.reason.edited.connect(intents.give_reason)
        column.addWidget(self.reason)
        self._note = Label(theme, Kind.BODY, wrap=True)
        column.addWidget(self._note)
        column.addStretch(1)
        outer = Column(theme, parent=self)
        outer.addWidget(ScrollColumn(theme, content), 1)

    def show_card(self, card: PersonCard) -> None:
        mood, icon = PEOPLE[card.standing]
        self._avatar.show_person(card.operator_id, card.name)
        relabel(self._name, card.name)
        relabel(self._role, role_word(card.role))
        self._pill.show_state(mood, tell(f"view.person.{card.standing.value}"), icon=icon)
        relabel(self._sentence, tell_message(card.sentence))
        choice = len(card.ways) > 1
        show_if(self._line, choice)
        relabel(self._how, tell("view.how", name=card.name) if choice else "", hide_empty=True)
        for way, chip in self.chips.items():
            show_if(chip, choice and way in card.ways)
            chip.set_words(tell(f"view.way.{way.value}"))
            chip.setChecked(way is card.way)
        show_if(self.reason, card.reason is not None)
        word = "view.lock_reason" if card.way is Way.LOCK else "view.lift_reason"
        self.reason.set_label(tell(word, name=card.name))
        self.reason.set_note(tell("view.lock_reason_note"))
        self.reason.set_text(card.reason or "")
        relabel(self._note, tell_message(card.note), hide_empty=True)
