"""What the pages of the first start are made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QWidget

from pos_terminal.first_start.model import FirstStartState
from pos_terminal.first_start.sentences_view import word, words
from pos_terminal.look.banner import StatusBanner
from pos_terminal.look.boxes import Column, Gap, Row, keep_size
from pos_terminal.look.buttons import PrimaryButton, QuietButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.pill import Mood
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme

PAGE_WIDTH: Final = 840
_WIDE: Final = 1000  # so much more than the sides, that the card takes all it may


class PageCard(QWidget):
    """Title, what it is about, the content, and at the foot *Back* and the one main button.

    Without a foot the page puts its main button into the content itself.
    """

    def __init__(
        self,
        theme: Theme,
        *,
        title: str,
        note: str,
        main: str,
        act: Callable[[], None],
        back: Callable[[], None] | None,
        width: float = PAGE_WIDTH,
        foot: bool = True,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._ids = (title, note, main)
        middle = Column(theme, parent=self)
        card = CardSurface(theme)
        keep_size(theme, card, width_max=width)
        # Not centred by alignment: the height would then be reckoned for the whole width.
        centred = Row(theme)
        centred.addStretch(1)
        centred.addWidget(card, _WIDE)
        centred.addStretch(1)
        middle.addStretch(1)
        middle.addLayout(centred)
        middle.addStretch(1)
        column = Column(theme, margins=(40, 36, 40, 32), parent=card)
        self._title = Label(theme, Kind.PRODUCT, wrap=True)
        self._note = Label(theme, Kind.LEAD, wrap=True)
        self._fault = StatusBanner(theme, Mood.REFUSED)
        self.content = Column(theme, spacing=20)
        column.addWidget(self._title)
        column.gap(8)
        column.addWidget(self._note)
        column.gap(24)
        column.addWidget(self._fault)
        self._fault_gap = Gap(theme, 20)
        column.addWidget(self._fault_gap)
        column.addLayout(self.content)
        self.main = PrimaryButton(theme, key="F12", large=True)
        self.main.clicked.connect(act)
        self._back = QuietButton(theme, icon="arrow-left")
        self.foot = Row(theme, spacing=16)
        if back is not None:
            self._back.clicked.connect(back)
            self.foot.addWidget(self._back)
        self.foot.addStretch(1)
        if foot:
            self.foot.addWidget(self.main)
            column.gap(32)
            column.addLayout(self.foot)

    def first_field(self) -> QWidget | None:
        """Where typing begins on this page."""
        return None

    def show_state(self, state: FirstStartState) -> None:
        title, note, main = self._ids
        self._title.setText(word(title))
        self._note.setText(self._note_text(state, note))
        self.main.set_words(word(main))
        self._back.set_words(word("back"))
        self._fault.setVisible(state.fault is not None)
        self._fault_gap.setVisible(state.fault is not None)
        if state.fault is not None:
            self._fault.show_fact(Mood.REFUSED, words(state.fault), "")

    def _note_text(self, state: FirstStartState, note: str) -> str:
        return word(note)
