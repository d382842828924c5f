"""The first start's screen with its acts."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QTimeZone

from pos_terminal.bootstrap.home import identity_file, unfinished_in
from pos_terminal.first_start.model import (
    CURRENCIES,
    Home,
    RecoverySheet,
    ShopDetails,
)
from pos_terminal.first_start.presenter import FirstStartPresenter
from pos_terminal.first_start.setup import RealSetup
from pos_terminal.first_start.view import FirstStartView

if TYPE_CHECKING:
    from pos_terminal.bootstrap.program import Program


class FirstStart(QObject):
    """Shown until the till knows where it belongs; calls ``over`` then."""

    def __init__(self, program: Program, over: Callable[[Home], None]) -> None:
        super().__init__(program)
        self._program = program
        self._over = over
        places = program.places
        setup = RealSetup(
            places.server,
            identity_file(places),
            unfinished_in(places),
            demo_data=program.demo_places().server,
        )
        self.presenter = FirstStartPresenter(
            setup,
            program.tasks,
            suggested=_suggested_shop(),
            choose_place=_choose_place,
            finished=self._finished,
        )
        self.view = FirstStartView(program.theme, self.presenter)
        self.view.language_asked.connect(program.choose_language)
        self.view.appearance_asked.connect(program.choose_look)

    def _finished(self, home: Home) -> None:
        self._over(home)


def _suggested_shop() -> ShopDetails:
    """What this machine's own settings suggest."""
    locale = QLocale.system()
    currency = locale.currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode)
    zone = bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace")
    suggested = ShopDetails()
    return ShopDetails(
        currency=currency if currency in CURRENCIES else suggested.currency,
        time_zone=zone or suggested.time_zone,
        language="de" if locale.language() is QLocale.Language.German else "en",
    )


def _choose_place(sheet: RecoverySheet) -> tuple[int, int]:
    line = secrets.randbelow(len(sheet.lines))
    return line + 1, secrets.randbelow(len(sheet.lines[line].groups)) + 1
