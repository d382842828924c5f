"""The first question: demo, a shop of one's own, or another server's till."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from pos_terminal.first_start.model import FirstStartIntents, FirstStartState
from pos_terminal.first_start.sentences_view import word, words
from pos_terminal.look.banner import StatusBanner
from pos_terminal.look.boxes import Column, Gap, Row
from pos_terminal.look.buttons import Button, PrimaryButton, SecondaryButton
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.icons import Icon
from pos_terminal.look.pill import Mood
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import RADIUS_KEY, Theme, Token

_FACTS: Final = (1, 2, 3)
_ROOM_FOR_FACTS: Final = 640


class _Way(CardSurface):
    """One of the three cards."""

    def __init__(self, theme: Theme, name: str, icon: str, button: Button) -> None:
        super().__init__(theme)
        self._name = name
        self._button = button
        column = Column(theme, margins=(28, 28, 28, 28), parent=self)
        disc = CardSurface(theme, ground=Token.ACCENT_TINT, edge=None, radius=RADIUS_KEY)
        inside = Row(theme, margins=(14, 14, 14, 14), parent=disc)
        inside.addWidget(Icon(theme, icon, 32, Token.ACCENT_TEXT))
        left = Qt.AlignmentFlag.AlignLeft
        column.addWidget(disc, 0, left)
        column.gap(20)
        self._title = Label(theme, Kind.TITLE, wrap=True)
        self._text = Label(theme, Kind.BODY, wrap=True)
        column.addWidget(self._title)
        column.gap(8)
        column.addWidget(self._text)
        column.gap(20)
        self._facts = []
        self._fact_list = QWidget()
        facts = Column(theme, spacing=8, parent=self._fact_list)
        for _ in _FACTS:
            row = Row(theme, spacing=10)
            row.addWidget(Icon(theme, "check-bold", 18, Token.INK_3), 0, left)
            label = Label(theme, Kind.NOTE, wrap=True)
            row.addWidget(label, 1)
            facts.addLayout(row)
            self._facts.append(label)
        column.addWidget(self._fact_list)
        column.addStretch(1)
        column.gap(20)
        column.addWidget(button)

    def show_facts(self, shown: bool) -> None:
        """In a low window the facts go, before anything is cut off."""
        self._fact_list.setVisible(shown)

    def retranslate(self) -> None:
        self._title.setText(word(self._name))
        self._text.setText(word(f"{self._name}_text"))
        for number, label in zip(_FACTS, self._facts, strict=True):
            label.setText(word(f"{self._name}_fact_{number}"))
        self._button.set_words(word(self._name))


class ChoosePage(QWidget):
    def __init__(self, theme: Theme, intents: FirstStartIntents) -> None:
        super().__init__()
        self._theme = theme
        column = Column(theme, parent=self)
        self._title = Label(theme, Kind.NEXT, wrap=True)
        self._note = Label(theme, Kind.LEAD, wrap=True)
        self._fault = StatusBanner(theme, Mood.REFUSED)
        column.addStretch(1)
        column.addWidget(self._title)
        column.gap(6)
        column.addWidget(self._note)
        column.gap(28)
        column.addWidget(self._fault)
        self._fault_gap = Gap(theme, 20)
        column.addWidget(self._fault_gap)
        row = Row(theme, spacing=24)
        column.addLayout(row, 3)
        column.addStretch(1)
        self._ways = []
        acts: tuple[tuple[str, str, Button, Callable[[], None]], ...] = (
            ("join", "share-network", SecondaryButton(theme), intents.join_server),
            ("shop", "storefront", SecondaryButton(theme), intents.set_up_shop),
            ("demo", "flask", PrimaryButton(theme, key="F12"), intents.try_demo),
        )
        # The demo stands right, where the main button of every screen is.
        for name, icon, button, act in acts:
            button.clicked.connect(act)
            way = _Way(theme, name, icon, button)
            self._ways.append(way)
            row.addWidget(way, 1)

    def show_state(self, state: FirstStartState) -> None:
        self._title.setText(word("welcome"))
        self._note.setText(word("welcome_note"))
        for way in self._ways:
            way.retranslate()
        self._fault.setVisible(state.fault is not None)
        self._fault_gap.setVisible(state.fault is not None)
        if state.fault is not None:
            self._fault.show_fact(Mood.REFUSED, words(state.fault), "")

    def first_field(self) -> QWidget | None:
        return None

    def resizeEvent(self, event: object) -> None:
        for way in self._ways:
            way.show_facts(self.height() >= self._theme.px(_ROOM_FOR_FACTS))
