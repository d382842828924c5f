"""The left side: what a scan does, to which store, and what is on its way here."""

from __future__ import annotations

from functools import partial
from typing import Final

from pos_terminal.custody.entries_view import Entry, EntryList, note_of
from pos_terminal.custody.label_view import name_of
from pos_terminal.custody.model import CarriedCard, Mode, StockIntents, StockPicture
from pos_terminal.custody.sentences_view import tell
from pos_terminal.look.boxes import Column, Hairline
from pos_terminal.look.card_surface import CardSurface
from pos_terminal.look.chip import Chip
from pos_terminal.look.choice_field import ChoiceField
from pos_terminal.look.fields import TextField
from pos_terminal.look.relabel import relabel, show_if
from pos_terminal.look.text import Kind, Label
from pos_terminal.look.theme import Theme

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
        self.carried = EntryList(theme)
        column.addWidget(self.carried, 1)

    def show_state(self, state: StockPicture) -> None:
        relabel(self._title, tell("view.mode"))
        for mode, chip in self.modes.items():
            chip.set_words(tell(f"view.mode.{mode.value}"))
            chip.setChecked(mode is state.mode)
        self.store.set_label(tell("view.store"))
        self.store.set_options(
            [
                (one, tell("view.own_store", name=name) if one == state.own_store else name)
                for one, name in state.stores
            ]
        )
        self.store.set_value(state.store)
        show_if(self.store, state.mode is Mode.SHIP)
        self.typed.set_label(tell("view.typed"))
        self.typed.set_note(tell("view.typed_note"))
        self.typed.set_text(state.typed)
        more = "view.carried_more" if state.more_carried else None
        self.carried.show_entries(
            tell("view.carried"),
            note_of(state.carried, none="view.carried_none", more=more),
            [_carton(one) for one in state.carried or ()],
        )


def _carton(carton: CarriedCard) -> Entry:
    return Entry(
        carton.product,
        tell("view.carried_since", carton=name_of(carton.text), shipped_at=carton.shipped_at_ms),
        tell("view.carried_packs", packs=carton.packs, all=carton.packs_in_carton),
    )
