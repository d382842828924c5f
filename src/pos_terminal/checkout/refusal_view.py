"""The red dialog. It names the fact, what to do, and what it means for money and the sale.

There is one way out: hold the button, or F9, for a second. Scanning is locked meanwhile.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_terminal.checkout.model import CheckoutState, RefusalDialog
from pos_terminal.checkout.parts_view import money
from pos_terminal.checkout.sentences_view import tell, tell_message, why_off
from pos_terminal.look.boxes import Column, Hairline, Row
from pos_terminal.look.buttons import SecondaryButton
from pos_terminal.look.details import Details
from pos_terminal.look.dialog import Dialog, DialogPanel
from pos_terminal.look.fact import Fact
from pos_terminal.look.hold_button import HoldButton
from pos_terminal.look.lock_pill import LockPill
from pos_terminal.look.product_art import Artworks, ProductArt
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import RADIUS_DIALOG, Theme, Token
from pos_terminal.look.verdict import VerdictBanner
from pos_terminal.words import CardLine, Tone

_WIDTH: Final = 940
_HEIGHT: Final = 620


class RefusalPanel(Dialog):
    """`acknowledged` comes from the held button alone."""

    acknowledged = Signal()
    manager_called = Signal()

    def __init__(self, theme: Theme, artworks: Artworks) -> None:
        super().__init__(theme, DialogPanel(theme, width=_WIDTH, height=_HEIGHT))
        self._artworks = artworks
        self._cases: list[_Case] = []
        column = Column(theme, parent=self.panel)
        self._banner = VerdictBanner(theme, Tone.REFUSED, height=196, corners=RADIUS_DIALOG)
        self._lock = LockPill(theme)
        self._banner.head.addWidget(self._lock, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addWidget(self._banner)
        body = Column(theme, margins=(48, 28, 48, 36))
        cases = QWidget()
        self._case_column = Column(theme, spacing=16, parent=cases)
        self._case_column.addStretch()
        body.addWidget(ScrollColumn(theme, cases), 1)
        body.gap(16)
        body.addWidget(Hairline(theme))
        body.addLayout(self._build_facts(theme))
        body.addWidget(Hairline(theme))
        body.gap(12)
        self._details = Details(theme)
        body.addWidget(self._details)
        body.gap(16)
        body.addLayout(self._build_foot(theme))
        column.addLayout(body, 1)

    def _build_facts(self, theme: Theme) -> Row:
        facts = Row(theme, spacing=20, margins=(0, 16, 0, 16))
        self._card = Fact(theme, "credit-card")
        self._money = Fact(theme, "money")
        self._rest = Fact(theme, "tote-simple")
        for fact in (self._card, self._money, self._rest):
            facts.addWidget(fact, 1)
        return facts

    def _build_foot(self, theme: Theme) -> Row:
        foot = Row(theme, spacing=16)
        self.hold = HoldButton(theme)
        self.hold.held.connect(self.acknowledged)
        self._call = SecondaryButton(theme, icon="bell-ringing", key="F2")
        self._call.clicked.connect(self.manager_called)
        self._call.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        foot.addWidget(self.hold, 1)
        foot.addWidget(self._call)
        return foot

    def show_refusal(self, state: CheckoutState, refusal: RefusalDialog) -> None:
        self._banner.show_answer(tell_message(refusal.headline), spoken_more=_spoken(refusal))
        self._lock.show_word(tell("view.locked"))
        self._show_cases(state, refusal)
        cards = refusal.cards
        show_if(self._card, len(cards) == 1)
        if len(cards) == 1:
            self._card.show_fact(tell("view.card_ends_in", name=cards[0].name), cards[0].last_four)
        self._money.show_fact(tell("view.money"), tell_message(refusal.money))
        self._rest.show_fact(tell("view.rest"), tell_message(refusal.rest_of_sale))
        self._details.show_text(tell_message(refusal.details))
        title = tell("view.hold", label=tell_message(refusal.confirm_label))
        if self.hold.text() != title:
            self.hold.set_words(title, tell("view.hold_note"))
        called = "view.manager_called" if state.manager_called else "view.call_manager"
        reword(self._call, tell(called), why_off=why_off(state.buttons.call_manager))

    def _show_cases(self, state: CheckoutState, refusal: RefusalDialog) -> None:
        many = len(refusal.facts) > 1
        while len(self._cases) < len(refusal.facts):
            case = _Case(self._theme, self._artworks)
            self._case_column.insertWidget(len(self._cases), case)
            self._cases.append(case)
        for index, case in enumerate(self._cases):
            shown = index < len(refusal.facts)
            show_if(case, shown)
            if shown:
                card = refusal.cards[index] if index < len(refusal.cards) else None
                fact = tell_message(refusal.facts[index])
                case.show_case(fact, card, state.currency, many=many)
        # What to do is the same act for all of them and stands once, after the last fact.
        for case in self._cases:
            case.show_what_to_do("")
        last = self._cases[len(refusal.facts) - 1]
        last.show_what_to_do(tell_message(refusal.what_to_do))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.hold.hold_key_pressed(event)
        event.accept()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        self.hold.hold_key_released(event)
        event.accept()


class _Case(QWidget):
    """One refused card: the fact in a sentence, its picture at the right."""

    def __init__(self, theme: Theme, artworks: Artworks) -> None:
        super().__init__()
        row = Row(theme, spacing=32, parent=self)
        words = Column(theme, spacing=6)
        self._card = Label(theme, Kind.NOTE, token=Token.INK_3, wrap=True)
        words.addWidget(self._card)
        self._fact = Label(theme, Kind.SENTENCE, wrap=True)
        self._what = Label(theme, Kind.SENTENCE, wrap=True)
        words.addWidget(self._fact)
        words.addWidget(self._what)
        words.addStretch()
        row.addLayout(words, 1)
        self._large = ProductArt(theme, artworks, 168, lifted=True)
        self._small = ProductArt(theme, artworks, 84)
        row.addWidget(self._large, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._small, 0, Qt.AlignmentFlag.AlignTop)

    def show_case(self, fact: str, card: CardLine | None, currency: str, *, many: bool) -> None:
        kind = Kind.LEAD if many else Kind.SENTENCE
        self._fact.set_kind(kind, Token.INK)
        self._what.set_kind(kind, Token.INK)
        relabel(self._fact, fact)
        show_if(self._large, card is not None and not many)
        show_if(self._small, card is not None and many)
        name = ""
        if card is not None and many:
            name = f"{tell('view.card_ends_in', name=card.name)} **{card.last_four}**"
        relabel(self._card, name, hide_empty=True)
        if card is not None:
            art = self._small if many else self._large
            art.show_product(card.name, money(card.price_minor, currency), card.artwork)

    def show_what_to_do(self, text: str) -> None:
        relabel(self._what, f"**{text}**" if text else "", hide_empty=True)


def _spoken(refusal: RefusalDialog) -> str:
    parts = [tell_message(fact) for fact in refusal.facts]
    return " ".join([*parts, tell_message(refusal.what_to_do), tell_message(refusal.money)])
