"""A practice till: the same till in a folder of its own, with trouble on its way to the server."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QApplication

from card_contract.messages import Shop
from pos_terminal.bootstrap.cannot_open import CannotOpenError
from pos_terminal.bootstrap.home import Home
from pos_terminal.bootstrap.places import Places
from pos_terminal.bootstrap.program import Program, Start
from pos_terminal.bootstrap.residence import Residence
from pos_terminal.first_start.model import FirstStartState, Page
from pos_terminal.gateway.on_duty import OnDuty
from pos_terminal.gateway.wire import Line, ServerAddress, Wire
from pos_terminal.practice.people import PracticeDuty
from pos_terminal.practice.power_cut import CutNote, ProcessPower
from pos_terminal.practice.presenter import PracticePresenter
from pos_terminal.practice.ribbon_view import PracticeRibbon
from pos_terminal.practice.sheet_view import PracticeSheet
from pos_terminal.practice.troubled_line import Power, TroubledLine
from pos_terminal.practice.troubles import Troubles
from pos_terminal.words import Message


class PracticeProgram(Program):
    """Is never a real till and never a demo: it knows no shop but its own."""

    def __init__(
        self,
        application: QApplication,
        start: Start,
        places: Places,
        residence: Residence | None = None,
        *,
        power: Power | None = None,
    ) -> None:
        self.troubles = Troubles()
        note = CutNote(places.till)
        self._power = ProcessPower(note) if power is None else power
        super().__init__(application, replace(start, demo=True), places, residence)
        self.practice = PracticePresenter(self.troubles, note, self.tasks)
        self.ribbon = PracticeRibbon(self.theme, self.practice, self.window)
        self.sheet = PracticeSheet(self.theme, self.practice, self.ribbon)

    def line_to(self, address: ServerAddress | None) -> Line:
        return TroubledLine(Wire(address), self.troubles, self._power)

    def people_of(self, shop: Shop) -> OnDuty:
        return PracticeDuty(shop)

    def show_unreal(self, demo: bool) -> None:
        """The ribbon of practice says it all the time."""

    def speak(self, *, currency: str, time_zone: str) -> None:
        super().speak(currency=currency, time_zone=time_zone)
        self.practice.refresh()

    def settle_in(self, home: Home) -> None:
        if not home.demo:
            raise CannotOpenError(Message("practice_is_shop", {"folder": str(self.places.root)}))
        super().settle_in(home)
        if self.room is not None:
            self.practice.till_opened(self.room.core.journal)

    def _after_first_paint(self) -> None:
        furnished = self.room is not None and self.room.is_furnished
        super()._after_first_paint()
        if self.room is not None and not furnished:
            self.room.furniture.scanners.hub.scanned.connect(self.practice.put_away)

    def _show_first_start(self) -> None:
        """There is nothing to choose: a practice till makes its own shop, or says why it cannot."""
        super()._show_first_start()
        assert self._first_start is not None, "shown just now"  # noqa: S101  # a bug
        self._first_start.presenter.watch(self._first_start_shows)

    def _first_start_shows(self, state: FirstStartState) -> None:
        if state.page is Page.CHOOSE:
            folder = {"folder": str(self.places.root)}
            self._cannot_open(CannotOpenError(Message("practice_not_made", folder)))
