"""Paid, and the first answer is on its way: it says what is so, and to keep the cards."""

from __future__ import annotations

from PySide6.QtCore import Qt

from pos_terminal.checkout.model import CheckoutState
from pos_terminal.checkout.sentences_view import tell_message
from pos_terminal.look.boxes import Column, Hairline
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.icons import WAITING, Icon
from pos_terminal.look.kept_cards import KeptCards
from pos_terminal.look.product_art import Artworks
from pos_terminal.look.relabel import relabel
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token


class ActivatingCard(CardSurface):
    """Calm, not amber: nothing is in doubt yet."""

    def __init__(self, theme: Theme, artworks: Artworks) -> None:
        super().__init__(theme)
        column = Column(theme, spacing=14, margins=(40, 40, 40, 32), parent=self)
        column.addWidget(Icon(theme, WAITING, 64, Token.INK_3), 0, Qt.AlignmentFlag.AlignLeft)
        self._sentence = Label(theme, Kind.NEXT, wrap=True)
        self._note = Label(theme, Kind.SUBSENTENCE, token=Token.INK_2, wrap=True)
        column.addWidget(self._sentence)
        column.addWidget(self._note)
        column.gap(12)
        column.addWidget(Hairline(theme))
        self._cards = KeptCards(theme, artworks)
        column.addWidget(ScrollColumn(theme, self._cards), 1)

    def show_activating(self, state: CheckoutState) -> None:
        relabel(self._sentence, tell_message(state.sentence))
        relabel(self._note, tell_message(state.note), hide_empty=True)
        self._cards.show_cards(state.lines, state.currency)
