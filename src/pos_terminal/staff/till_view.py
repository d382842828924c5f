"""One till, opened: what is known of it, and shutting it out, which nothing brings back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from pos_terminal.look.boxes import Column, Hairline, Row
from pos_terminal.look.buttons import SecondaryButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.fields import TextField
from pos_terminal.look.hold_button import HoldButton
from pos_terminal.look.pill import Mood, Pill
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token
from pos_terminal.staff.model import NAME_LENGTH_MAX, REASON_LENGTH_MAX, StaffIntents, TillCard
from pos_terminal.staff.parts_view import TILLS, Fact, MarkedLine, TillTile
from pos_terminal.staff.sentences_view import tell, tell_message, why_off

_CONSEQUENCES = (
    ("view.if_1", "prohibit"),
    ("view.if_2", "hourglass-medium"),
    ("view.if_3", "info"),
)


class TillPanel(CardSurface):
    def __init__(self, theme: Theme, intents: StaffIntents) -> None:
        super().__init__(theme)
        self._till_id = ""
        self._card: TillCard | None = None
        column = Column(theme, spacing=12, margins=(32, 24, 32, 24), parent=self)
        content = QWidget()
        inner = Column(theme, spacing=16, margins=(0, 4, 0, 0), parent=content)
        inner.addLayout(self._build_head(theme))
        self._sentence = Label(theme, Kind.LEAD, token=Token.INK, wrap=True)
        inner.addWidget(self._sentence)
        inner.addWidget(Hairline(theme))
        self._facts = (Fact(theme), Fact(theme))
        facts = Row(theme, spacing=24)
        for fact in self._facts:
            facts.addWidget(fact, 1)
        inner.addLayout(facts)
        inner.addLayout(self._build_rename(theme, intents))
        inner.gap(2)
        inner.addWidget(self._build_consequences(theme))
        inner.addStretch(1)
        column.addWidget(ScrollColumn(theme, content), 1)
        self._fault = Label(theme, Kind.BODY, token=Token.REFUSED_TEXT, wrap=True)
        column.addWidget(self._fault)
        self.reason = TextField(theme)
        self.reason.line.setMaxLength(REASON_LENGTH_MAX)
        self.reason.edited.connect(intents.give_till_reason)
        column.addWidget(self.reason)
        self.hold = HoldButton(theme)
        self.hold.held.connect(intents.shut_out)
        column.addWidget(self.hold)

    def _build_head(self, theme: Theme) -> Row:
        head = Row(theme, spacing=18)
        head.addWidget(TillTile(theme, 64), 0, Qt.AlignmentFlag.AlignVCenter)
        names = Column(theme, spacing=2)
        self._name = Label(theme, Kind.PRODUCT, wrap=True)
        self._place = Label(theme, Kind.QUIET, wrap=True)
        names.addWidget(self._name)
        names.addWidget(self._place)
        head.addLayout(names, 1)
        self._pill = Pill(theme, Mood.QUIET)
        head.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _build_rename(self, theme: Theme, intents: StaffIntents) -> Row:
        row = Row(theme, spacing=12)
        self.new_name = TextField(theme)
        self.new_name.line.setMaxLength(NAME_LENGTH_MAX)
        self.new_name.edited.connect(lambda _: self._show_rename())
        self.rename = SecondaryButton(theme, icon="pencil-simple")
        self.rename.clicked.connect(lambda: intents.rename_till(self.new_name.text()))
        row.addWidget(self.new_name, 1)
        row.addWidget(self.rename, 0, Qt.AlignmentFlag.AlignBottom)
        return row

    def _build_consequences(self, theme: Theme) -> QWidget:
        self._well = CardSurface(theme, ground=Token.CANVAS, radius=16)
        column = Column(theme, spacing=10, margins=(20, 16, 20, 18), parent=self._well)
        self._if = Label(theme, Kind.STRONG, wrap=True)
        column.addWidget(self._if)
        self._lines = [MarkedLine(theme, icon=icon) for _, icon in _CONSEQUENCES]
        for line in self._lines:
            column.addWidget(line)
        return self._well

    def show_card(self, card: TillCard) -> None:
        if self._till_id != card.till_id:
            self.hold.hide()  # what was begun at another till must not end at this one
            self.new_name.set_text(card.name)
        self._till_id = card.till_id
        self._card = card
        mood, icon = TILLS[card.standing]
        relabel(self._name, card.name)
        relabel(self._place, tell("view.till_place", number=card.till_id, store=card.store_name))
        self._pill.show_state(mood, tell(f"view.till.{card.standing.value}"), icon=icon)
        relabel(self._sentence, tell_message(card.sentence))
        self._show_facts(card)
        self._show_rename()
        relabel(self._if, tell("view.if_shut_out"))
        for line, (words, _) in zip(self._lines, _CONSEQUENCES, strict=True):
            line.show_words(tell(words))
        relabel(self._fault, tell_message(card.fault), hide_empty=True)
        show_if(self._well, card.shut_out is not None)
        show_if(self.hold, card.shut_out is not None)
        show_if(self.reason, card.reason is not None)
        self.reason.set_label(tell("view.shut_out_reason", name=card.name))
        self.reason.set_text(card.reason or "")
        if card.shut_out is not None:
            why = why_off(card.shut_out)
            self.hold.setEnabled(why is None)
            self.hold.set_words(
                tell("view.shut_out", name=card.name), why or tell("view.shut_out_note")
            )
        self.setAccessibleName(f"{card.name}, {self._pill.text()}")

    def _show_rename(self) -> None:
        card = self._card
        if card is None:
            return
        self.new_name.set_label(tell("view.rename_label"))
        for part in (self.new_name, self.rename):
            show_if(part, card.rename is not None)
        if card.rename is not None:
            unchanged = self.new_name.text().strip() in ("", card.name)
            why = why_off(card.rename) or (tell("view.rename_first") if unchanged else None)
            reword(self.rename, tell("view.rename"), why_off=why)

    def _show_facts(self, card: TillCard) -> None:
        enrolled, heard = self._facts
        enrolled.show_fact(tell("view.enrolled"), _time(card.enrolled_at_ms))
        heard.show_fact(tell("view.heard_of"), _time(card.heard_at_ms))

    def take_key(self, event: QKeyEvent) -> bool:
        """Take the key that holds; tell whether it was that one."""
        return self.hold.isVisible() and self.hold.hold_key_pressed(event)

    def let_key_go(self, event: QKeyEvent) -> bool:
        return self.hold.hold_key_released(event)


def _time(at_ms: int | None) -> str:
    return tell("view.never") if at_ms is None else tell("view.at", what_at=at_ms)
