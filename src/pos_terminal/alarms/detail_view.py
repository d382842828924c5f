"""One alarm, opened: what happened, what it means, what to do, and the buttons that do it."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from pos_terminal.alarms.list_view import seen_at
from pos_terminal.alarms.model import (
    REASON_LENGTH_MAX,
    REASON_LENGTH_MIN,
    AlarmDetail,
    AlarmedCard,
    AlarmsIntents,
    Way,
)
from pos_terminal.alarms.pack_view import PackStrip
from pos_terminal.alarms.sentences_view import tell, tell_message, why_off
from pos_terminal.look.boxes import Column, Hairline, Row
from pos_terminal.look.buttons import PrimaryButton, SecondaryButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.fact import Fact
from pos_terminal.look.fields import TextField
from pos_terminal.look.icons import RECEIPT
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token

_WAY_ICONS = {
    Way.RECALL: "prohibit",
    Way.TILLS: "desktop",
    Way.SALE: RECEIPT,
    Way.LEDGER: "link",
}


class AlarmPanel(CardSurface):
    def __init__(self, theme: Theme, intents: AlarmsIntents) -> None:
        super().__init__(theme)
        self._intents = intents
        self._detail: AlarmDetail | None = None
        column = Column(theme, spacing=12, margins=(32, 24, 32, 24), parent=self)
        content = QWidget()
        inner = Column(theme, spacing=14, margins=(0, 0, 6, 0), parent=content)
        head = Column(theme, spacing=4)
        self._fact = Label(theme, Kind.TITLE, wrap=True)
        self._seen = Label(theme, Kind.QUIET, wrap=True)
        head.addWidget(self._fact)
        head.addWidget(self._seen)
        inner.addLayout(head)
        self._meaning = Label(theme, Kind.BODY, token=Token.INK, wrap=True)
        inner.addWidget(self._meaning)
        inner.addWidget(self._build_todo(theme))
        self.pack = PackStrip(theme)
        inner.addWidget(self.pack)
        self._card = Fact(theme, "credit-card")
        self._standing = Fact(theme, "info")
        facts = Row(theme, spacing=20)
        for fact in (self._card, self._standing):
            facts.addWidget(fact, 1)
        inner.addLayout(facts)
        self._card_note = Label(theme, Kind.BODY, wrap=True)
        inner.addWidget(self._card_note)
        inner.addStretch(1)
        column.addWidget(ScrollColumn(theme, content), 1)
        column.addWidget(Hairline(theme))
        self._build_foot(theme, column)

    def _build_todo(self, theme: Theme) -> QWidget:
        well = CardSurface(theme, ground=Token.CANVAS, radius=16)
        column = Column(theme, spacing=4, margins=(20, 14, 20, 16), parent=well)
        self._todo_head = Label(theme, Kind.FIELD_LABEL, wrap=True)
        self._todo = Label(theme, Kind.BODY, token=Token.INK, wrap=True)
        column.addWidget(self._todo_head)
        column.addWidget(self._todo)
        ways = Row(theme, spacing=8, margins=(0, 8, 0, 0))
        self.ways = {way: SecondaryButton(theme, icon=icon) for way, icon in _WAY_ICONS.items()}
        for way, button in self.ways.items():
            button.clicked.connect(partial(self._intents.go, way))
            ways.addWidget(button)
        ways.addStretch(1)
        column.addLayout(ways)
        return well

    def _build_foot(self, theme: Theme, column: Column) -> None:
        self.reason = TextField(theme)
        self.reason.line.setMaxLength(REASON_LENGTH_MAX)
        self.reason.edited.connect(lambda _: self._show_buttons())
        column.addWidget(self.reason)
        self._stays = Label(theme, Kind.NOTE, token=Token.INK_2, wrap=True)
        column.addWidget(self._stays)
        self._fault = Label(theme, Kind.BODY, token=Token.REFUSED_TEXT, wrap=True)
        column.addWidget(self._fault)
        foot = Row(theme, spacing=12)
        self.reopen = SecondaryButton(theme, icon="lock-simple-open", large=True)
        self.reopen.clicked.connect(lambda: self._intents.reopen(self.reason.text()))
        self.acknowledge = PrimaryButton(theme, icon="check-bold", key="F12", large=True)
        self.acknowledge.clicked.connect(lambda: self._intents.acknowledge(self.reason.text()))
        foot.addWidget(self.reopen, 1)
        foot.addWidget(self.acknowledge, 1)
        column.addLayout(foot)

    def show_detail(self, detail: AlarmDetail) -> None:
        if self._detail is None or self._detail.case_id != detail.case_id:
            self.reason.set_text("")
        self._detail = detail
        relabel(self._fact, tell_message(detail.fact))
        relabel(self._meaning, tell_message(detail.meaning))
        relabel(self._todo_head, tell("view.todo"))
        relabel(self._todo, tell_message(detail.what_to_do))
        seen = seen_at(detail.store_name, detail.till_name, detail.at_ms)
        if detail.receipt_number is not None:
            seen = tell("view.seen_in_sale", seen=seen, number=detail.receipt_number)
        relabel(self._seen, seen)
        self._show_card(detail.card)
        relabel(self._card_note, tell_message(detail.card_note), hide_empty=True)
        for way, button in self.ways.items():
            show_if(button, way in detail.ways)
            reword(button, tell(f"view.way.{way.value}"))
        self.reason.set_label(tell("view.reason"))
        relabel(self._stays, tell_message(detail.stays), hide_empty=True)
        relabel(self._fault, tell_message(detail.fault), hide_empty=True)
        self._show_buttons()
        self.setAccessibleName(f"{self._fact.text()}. {self._todo.text()}")

    def _show_card(self, card: AlarmedCard | None) -> None:
        for part in (self._card, self._standing):
            show_if(part, card is not None)
        self.pack.show_pack(None if card is None else card.pack)
        if card is None:
            return
        words = tell("view.card_digits", name=card.name, digits=card.last_four)
        if card.number is not None:
            words = tell("view.card_number", name=card.name, number=card.number)
        self._card.show_fact(tell("view.card"), words)
        standing = tell(f"view.standing.{card.standing.value}")
        sold = tell_message(card.sold)
        self._standing.show_fact(
            tell("view.card_state"), f"{standing}. {sold}" if sold else standing
        )

    def _show_buttons(self) -> None:
        detail = self._detail
        if detail is None:
            return
        unsaid = None
        if len(self.reason.text().strip()) < REASON_LENGTH_MIN:
            unsaid = tell("view.reason_first")
        show_if(self.acknowledge, detail.acknowledge is not None)
        if detail.acknowledge is not None:
            words, off = tell("view.acknowledge"), why_off(detail.acknowledge)
            reword(self.acknowledge, words, why_off=off or unsaid)
        show_if(self.reopen, detail.reopen is not None)
        if detail.reopen is not None:
            reword(self.reopen, tell("view.reopen"), why_off=why_off(detail.reopen) or unsaid)
