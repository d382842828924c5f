"""Cancelling a paid sale, or cards of it: which, why, what goes back, and a manager's signature."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from card_contract.messages import VoidReason
from card_contract.states import PaymentKind
from pos_terminal.look.boxes import Column, Hairline, Row
from pos_terminal.look.buttons import PrimaryButton, SecondaryButton
from pos_terminal.look.chip import Chip
from pos_terminal.look.fields import TextField
from pos_terminal.look.relabel import relabel, reword, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.sentences import manner
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme
from pos_terminal.sales.model import SaleDetail, SalesIntents, VoidForm
from pos_terminal.sales.sentences_view import tell, tell_message, why_off
from pos_terminal.words import CardLine, LineState

_NOTE_MAX: Final = 500
_REASONS_IN_A_ROW: Final = 3
_REFUND_WORDS: Final = {
    None: "view.refund",
    PaymentKind.CASH: "view.refund_in_cash",
    PaymentKind.REFERENCE: "view.refund_by_card",
}


class VoidPart(QWidget):
    def __init__(self, theme: Theme, intents: SalesIntents) -> None:
        super().__init__()
        self._theme = theme
        self._intents = intents
        self._form: VoidForm | None = None
        self._lines: tuple[CardLine, ...] = ()
        self._cards: list[Chip] = []
        column = Column(theme, spacing=10, parent=self)
        self._title = Label(theme, Kind.CARD_TITLE, wrap=True)
        self._whole = Label(theme, Kind.BODY, wrap=True)
        self._all_of_it = Label(theme, Kind.STRONG, wrap=True)
        for label in (self._title, self._whole, self._all_of_it):
            column.addWidget(label)
        content = QWidget()
        self._column = Column(theme, spacing=8, margins=(2, 2, 6, 2), parent=content)
        self._column.addStretch(1)
        column.addWidget(ScrollColumn(theme, content), 1)
        self._why = Label(theme, Kind.CARD_TITLE, wrap=True)
        column.addWidget(self._why)
        self._grid = QGridLayout()
        self._reasons: dict[VoidReason, Chip] = {}
        for index, reason in enumerate(VoidReason):
            chip = Chip(theme)
            chip.clicked.connect(partial(self._choose_reason, reason))
            self._reasons[reason] = chip
            self._grid.addWidget(chip, *divmod(index, _REASONS_IN_A_ROW))
        column.addLayout(self._grid)
        self._note = TextField(theme)
        self._note.line.setMaxLength(_NOTE_MAX)
        self._note.edited.connect(intents.write_note)
        column.addWidget(self._note)
        column.addWidget(Hairline(theme))
        self._build_foot(column, theme)
        theme.changed.connect(self._rescale)
        self._rescale()

    def _build_foot(self, column: Column, theme: Theme) -> None:
        foot = Row(theme, spacing=16)
        self._close = SecondaryButton(theme, key="Esc")
        self._close.clicked.connect(self._intents.close_void)
        foot.addWidget(self._close, 0, Qt.AlignmentFlag.AlignVCenter)
        foot.addStretch(1)
        words = Column(theme)
        self._refund_word = Label(theme, Kind.BODY, align=Qt.AlignmentFlag.AlignRight)
        self._refund = Label(theme, Kind.PRODUCT, align=Qt.AlignmentFlag.AlignRight)
        words.addWidget(self._refund_word)
        words.addWidget(self._refund)
        foot.addLayout(words)
        self._sign = PrimaryButton(theme, icon="identification-badge", key="F12", large=True)
        self._sign.clicked.connect(self._intents.sign_void)
        foot.addWidget(self._sign)
        column.addLayout(foot)

    def show_form(self, detail: SaleDetail, form: VoidForm) -> None:
        self._form = form
        self._lines = tuple(_that_can_come_back(detail.lines))
        relabel(self._title, tell("view.void_title"))
        relabel(self._whole, tell("view.whole_only") if form.whole_only else "", hide_empty=True)
        self._show_cards(detail.currency, form)
        listed = "\n".join(self._words_of(line, detail.currency) for line in self._lines)
        relabel(self._all_of_it, listed if form.whole_only else "", hide_empty=True)
        relabel(self._why, tell("view.why"))
        for reason, chip in self._reasons.items():
            chip.set_words(tell(f"reason.{reason.value}"))
            chip.setChecked(form.reason is reason)
        self._note.set_label(tell("view.note"))
        self._note.set_text(form.note)
        reword(self._close, tell("view.close"))
        relabel(self._refund_word, tell(_REFUND_WORDS[form.way.kind]))
        relabel(self._refund, manner().money(form.refund_minor, detail.currency))
        reword(self._sign, tell("view.sign"), why_off=why_off(form.sign))

    def _show_cards(self, currency: str, form: VoidForm) -> None:
        while len(self._cards) < len(self._lines):
            chip = Chip(self._theme, icon="square")
            chip.clicked.connect(partial(self._turn, len(self._cards)))
            self._column.insertWidget(len(self._cards), chip)
            self._cards.append(chip)
        for index, chip in enumerate(self._cards):
            # Where only the whole sale can go back, there is nothing to choose.
            shown = index < len(self._lines) and not form.whole_only
            show_if(chip, shown)
            if shown:
                line = self._lines[index]
                chosen = line.card_id in form.chosen
                chip.set_icon("check-square-fill" if chosen else "square")
                chip.set_words(self._words_of(line, currency))
                chip.setChecked(chosen)

    def _words_of(self, line: CardLine, currency: str) -> str:
        price = manner().money(line.price_minor, currency)
        return f"{line.name}, {line.last_four}, {price}, {tell_message(line.state_word)}"

    def _turn(self, index: int) -> None:
        if self._form is not None and index < len(self._lines):
            card = self._lines[index].card_id
            self._intents.choose_card(card, chosen=card not in self._form.chosen)

    def _choose_reason(self, reason: VoidReason) -> None:
        self._intents.choose_reason(reason)

    def _rescale(self) -> None:
        self._grid.setSpacing(self._theme.px(8))


def _that_can_come_back(lines: tuple[CardLine, ...]) -> list[CardLine]:
    """Cards that were refused or are cancelled already have nothing to come back for."""
    gone = (LineState.NOT_ACTIVATED, LineState.VOIDED, LineState.FREED)
    return [line for line in lines if line.state not in gone]
