"""The left side: what a scan does, to which store, and what is on its way here."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from pos_terminal.custody.label_view import name_of
from pos_terminal.custody.model import CarriedCard, Mode, StockIntents, StockPicture
from pos_terminal.custody.sentences_view import tell
from pos_terminal.look.boxes import Column, Hairline, Row
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.chip import Chip
from pos_terminal.look.choice_field import ChoiceField
from pos_terminal.look.fields import TextField
from pos_terminal.look.relabel import relabel, show_if
from pos_terminal.look.scroll import ScrollColumn
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme, Token

_ICONS: Final = {
    Mode.LOOK: "magnifying-glass",
    Mode.RECEIVE: "tray",
    Mode.SHIP: "truck",
}


class SidePanel(CardSurface):
    def __init__(self, theme: Theme, intents: StockIntents) -> None:
        super().__init__(theme)
        column = Column(theme, spacing=10, margins=(22, 18, 22, 18), parent=self)
        self._title = Label(theme, Kind.CARD_TITLE)
        column.addWidget(self._title)
        self.modes: dict[Mode, Chip] = {}
        for mode, icon in _ICONS.items():
            chip = Chip(theme, icon=icon, height=52)
            chip.clicked.connect(partial(intents.choose_mode, mode))
            self.modes[mode] = chip
            column.addWidget(chip)
        self.store = ChoiceField(theme)
        self.store.chosen.connect(intents.choose_store)
        column.addWidget(self.store)
        self.typed = TextField(theme)
        self.typed.edited.connect(intents.write)
        self.typed.entered.connect(intents.take)
        column.addWidget(self.typed)
        column.addWidget(Hairline(theme))
        self.carried = CarriedPart(theme)
        column.addWidget(self.carried, 1)

    def show_state(self, state: StockPicture) -> None:
        relabel(self._title, tell("view.mode"))
        for mode, chip in self.modes.items():
            chip.set_words(tell(f"view.mode.{mode.value}"))
            chip.setChecked(mode is state.mode)
        self.store.set_label(tell("view.store"))
        self.store.set_options(state.stores)
        self.store.set_value(state.store)
        show_if(self.store, state.mode is Mode.SHIP)
        self.typed.set_label(tell("view.typed"))
        self.typed.set_note(tell("view.typed_note"))
        self.typed.set_text(state.typed)
        self.carried.show_carried(state)


class CarriedPart(QWidget):
    """The cartons of which packs are on their way here, the oldest first."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: list[_CarriedRow] = []
        column = Column(theme, spacing=6, parent=self)
        self._title = Label(theme, Kind.CARD_TITLE)
        self._note = Label(theme, Kind.NOTE, token=Token.INK_2, wrap=True)
        column.addWidget(self._title)
        column.addWidget(self._note)
        content = QWidget()
        self._entries = Column(theme, spacing=8, margins=(0, 0, 4, 0), parent=content)
        self._entries.addStretch(1)
        column.addWidget(ScrollColumn(theme, content), 1)

    def show_carried(self, state: StockPicture) -> None:
        relabel(self._title, tell("view.carried"))
        relabel(self._note, _note_of(state), hide_empty=True)
        carried = state.carried or ()
        while len(self._rows) < len(carried):
            row = _CarriedRow(self._theme)
            self._entries.insertWidget(len(self._rows), row)
            self._rows.append(row)
        for place, row in enumerate(self._rows):
            show_if(row, place < len(carried))
            if place < len(carried):
                row.show_carton(carried[place])


class _CarriedRow(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        column = Column(theme, spacing=0, parent=self)
        head = Row(theme, spacing=10)
        self._product = Label(theme, Kind.STRONG, wrap=True)
        self._packs = Label(theme, Kind.NOTE_STRONG)
        head.addWidget(self._product, 1)
        head.addWidget(self._packs)
        column.addLayout(head)
        self._carton = Label(theme, Kind.NOTE, token=Token.INK_2, wrap=True)
        column.addWidget(self._carton)

    def show_carton(self, carton: CarriedCard) -> None:
        relabel(self._product, carton.product)
        packs = tell("view.carried_packs", packs=carton.packs, all=carton.packs_in_carton)
        relabel(self._packs, packs)
        shipped = tell(
            "view.carried_since", carton=name_of(carton.text), shipped_at=carton.shipped_at_ms
        )
        relabel(self._carton, shipped)


def _note_of(state: StockPicture) -> str:
    if state.carried is None:
        return tell("view.carried_asking")
    if not state.carried:
        return tell("view.carried_none")
    return tell("view.carried_more") if state.more_carried else ""
