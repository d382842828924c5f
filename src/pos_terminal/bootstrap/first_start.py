"""The first start's screen with its acts."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QTimeZone

from pos_terminal.bootstrap.home import identity_file
from pos_terminal.bootstrap.places import DEMO_FILE
from pos_terminal.first_start.model import (
    CURRENCIES,
    Failed,
    Home,
    RecoverySheet,
    ShopDetails,
)
from pos_terminal.first_start.presenter import FirstStartPresenter
from pos_terminal.first_start.setup import RealSetup
from pos_terminal.first_start.view import FirstStartView
from pos_terminal.identity import IdentityFile

if TYPE_CHECKING:
    from pos_terminal.bootstrap.program import Program


class FirstStart(QObject):
    """Shown until the till knows where it belongs; calls ``over`` then."""

    def __init__(self, program: Program, over: Callable[[Home], None]) -> None:
        super().__init__(program)
        self._program = program
        self._over = over
        setup = _Setup(
            program.places.server, identity_file(program.places), program.demo_places().server
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


class _Setup(RealSetup):
    """The demo lies apart, so that the shop's folder stays free for the shop."""

    def __init__(self, shop: Path, identity: IdentityFile, demo: Path) -> None:
        super().__init__(shop, identity)
        self._demo_folder = demo
        self._demo = RealSetup(demo, identity)

    async def make_demo(self) -> Home | Failed:
        if (self._demo_folder / DEMO_FILE).exists():
            return Home.DEMO  # made before: it goes on where it was left
        return await self._demo.make_demo()


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
