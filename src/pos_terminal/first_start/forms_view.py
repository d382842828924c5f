"""The pages to fill in: shop, administrator, server address, enrolment code."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QTimeZone
from PySide6.QtWidgets import QGridLayout, QWidget

from pos_terminal.first_start.model import (
    CURRENCIES,
    PIN_DIGITS_MAX,
    Field,
    FirstStartIntents,
    FirstStartState,
    ShopDetails,
)
from pos_terminal.first_start.parts_view import PageCard
from pos_terminal.first_start.sentences_view import word, words
from pos_terminal.look.choice_field import ChoiceField
from pos_terminal.look.fields import NumberField, TextField
from pos_terminal.look.language import LANGUAGES
from pos_terminal.look.theme import Theme

_GAP: Final = 20


def _fault_of(state: FirstStartState, place: Field) -> str | None:
    fault = state.faults.get(place)
    return words(fault) if fault is not None else None


def _chain(fields: Sequence[TextField]) -> None:
    """Enter goes to the next field; it never sends a page off."""
    for field, following in itertools.pairwise(fields):
        field.entered.connect(following.setFocus)


class _Grid(QGridLayout):
    """Columns of fields, of equal width, at the scale's distance."""

    def __init__(self, theme: Theme, columns: int) -> None:
        super().__init__()
        self._theme = theme
        self.setContentsMargins(0, 0, 0, 0)
        for column in range(columns):
            self.setColumnStretch(column, 1)
        theme.changed.connect(self._rescale)
        self._rescale()

    def _rescale(self) -> None:
        self.setSpacing(self._theme.px(_GAP))


class ShopPage(PageCard):
    def __init__(self, theme: Theme, intents: FirstStartIntents) -> None:
        super().__init__(
            theme,
            title="shop_title",
            note="shop_note",
            main="continue",
            act=self._done,
            back=intents.back,
            width=1080,
        )
        self._intents = intents
        self._shown: ShopDetails | None = None
        self._fields = {
            Field.SHOP_NAME: TextField(theme),
            Field.STORE_NAME: TextField(theme),
            Field.STREET: TextField(theme),
            Field.CITY: TextField(theme),
        }
        self._legal = TextField(theme)
        texts = [*self._fields.values(), self._legal]
        _chain(texts)
        grid = _Grid(theme, 3)
        for place, field in enumerate(texts):
            field.line.setMaxLength(80)
            width = 2 if field is self._legal else 1
            grid.addWidget(field, place // 3, place % 3, 1, width)
        self._currency = ChoiceField(theme)
        self._currency.set_options([(code, code) for code in CURRENCIES])
        self._language = ChoiceField(theme)
        self._language.set_options(list(LANGUAGES.items()))
        self._time_zone = ChoiceField(theme)
        zones = [bytes(zone.data()).decode() for zone in QTimeZone.availableTimeZoneIds()]
        self._time_zone.set_options(
            [(zone, zone.replace("_", " ")) for zone in sorted(zones) if "/" in zone]
        )
        for column, choice in enumerate((self._currency, self._language, self._time_zone)):
            grid.addWidget(choice, 2, column)
        self.content.addLayout(grid)

    def first_field(self) -> QWidget | None:
        return self._fields[Field.SHOP_NAME]

    def show_state(self, state: FirstStartState) -> None:
        super().show_state(state)
        for place, field in self._fields.items():
            field.set_label(word(place))
            field.set_fault(_fault_of(state, place))
        self._legal.set_label(word("legal"))
        self._currency.set_label(word("currency"))
        self._language.set_label(word("language"))
        self._time_zone.set_label(word("time_zone"))
        if state.shop != self._shown:
            self._fill(state.shop)

    def _fill(self, shop: ShopDetails) -> None:
        self._shown = shop
        self._fields[Field.SHOP_NAME].set_text(shop.shop_name)
        self._fields[Field.STORE_NAME].set_text(shop.store_name)
        self._fields[Field.STREET].set_text(shop.street)
        self._fields[Field.CITY].set_text(shop.city)
        self._legal.set_text(shop.legal)
        self._currency.set_value(shop.currency)
        self._language.set_value(shop.language)
        self._time_zone.set_value(shop.time_zone)

    def _done(self) -> None:
        self._intents.describe_shop(
            ShopDetails(
                shop_name=self._fields[Field.SHOP_NAME].text().strip(),
                store_name=self._fields[Field.STORE_NAME].text().strip(),
                street=self._fields[Field.STREET].text().strip(),
                city=self._fields[Field.CITY].text().strip(),
                legal=self._legal.text().strip(),
                currency=self._currency.value(),
                time_zone=self._time_zone.value(),
                language=self._language.value(),
            )
        )


class AdministratorPage(PageCard):
    def __init__(self, theme: Theme, intents: FirstStartIntents) -> None:
        super().__init__(
            theme,
            title="admin_title",
            note="admin_note",
            main="make_shop",
            act=self._done,
            back=intents.back,
        )
        self._intents = intents
        self._name = TextField(theme, icon="user")
        self._name.line.setMaxLength(80)
        self._pin = NumberField(theme, digits_max=PIN_DIGITS_MAX)
        self._again = NumberField(theme, digits_max=PIN_DIGITS_MAX)
        for field in (self._pin, self._again):
            field.hide_characters()
        _chain([self._name, self._pin, self._again])
        grid = _Grid(theme, 2)
        grid.addWidget(self._name, 0, 0, 1, 2)
        grid.addWidget(self._pin, 1, 0)
        grid.addWidget(self._again, 1, 1)
        self.content.addLayout(grid)

    def first_field(self) -> QWidget | None:
        return self._name

    def show_state(self, state: FirstStartState) -> None:
        super().show_state(state)
        self._name.set_label(word("admin_name"))
        self._pin.set_label(word("pin"))
        self._again.set_label(word("pin_again"))
        self._pin.set_note(word("pin_note"))
        self._name.set_fault(_fault_of(state, Field.ADMINISTRATOR))
        self._pin.set_fault(_fault_of(state, Field.PIN))
        self._again.set_fault(_fault_of(state, Field.PIN_AGAIN))

    def _done(self) -> None:
        self._intents.name_administrator(self._name.text(), self._pin.text(), self._again.text())


class ServerPage(PageCard):
    def __init__(self, theme: Theme, intents: FirstStartIntents) -> None:
        super().__init__(
            theme,
            title="server_title",
            note="server_note",
            main="find",
            act=self._done,
            back=intents.back,
        )
        self._intents = intents
        self._address = TextField(theme, icon="globe")
        self.content.addWidget(self._address)

    def first_field(self) -> QWidget | None:
        return self._address

    def show_state(self, state: FirstStartState) -> None:
        super().show_state(state)
        self._address.set_label(word("address"))
        self._address.set_note(word("address_note"))
        self._address.set_fault(_fault_of(state, Field.ADDRESS))

    def _done(self) -> None:
        self._intents.find_server(self._address.text())


class CodePage(PageCard):
    def __init__(self, theme: Theme, intents: FirstStartIntents) -> None:
        super().__init__(
            theme,
            title="code_title",
            note="code_note",
            main="join_now",
            act=self._done,
            back=intents.back,
        )
        self._intents = intents
        self._code = TextField(theme, icon="key", size=20, spacing=3)
        self._code.line.setMaxLength(64)
        self.content.addWidget(self._code)

    def first_field(self) -> QWidget | None:
        return self._code

    def show_state(self, state: FirstStartState) -> None:
        super().show_state(state)
        self._code.set_label(word("code"))
        self._code.set_fault(_fault_of(state, Field.CODE))

    def _done(self) -> None:
        self._intents.enrol(self._code.text())


class CheckPage(PageCard):
    """The sheet is asked back: one group, typed from the paper."""

    def __init__(self, theme: Theme, intents: FirstStartIntents) -> None:
        super().__init__(
            theme,
            title="check_title",
            note="check_note",
            main="continue",
            act=self._done,
            back=intents.back,
        )
        self._intents = intents
        self._group = TextField(theme, icon="file-text", size=20, spacing=3)
        self.content.addWidget(self._group)

    def first_field(self) -> QWidget | None:
        return self._group

    def show_state(self, state: FirstStartState) -> None:
        super().show_state(state)
        line, group = state.check
        self._group.set_label(word("check_field", line=line, group=group))
        self._group.set_fault(_fault_of(state, Field.GROUP))

    def _note_text(self, state: FirstStartState, note: str) -> str:
        line, group = state.check
        return word(note, line=line, group=group)

    def _done(self) -> None:
        self._intents.answer_check(self._group.text())
