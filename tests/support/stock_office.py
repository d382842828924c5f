"""The page *Stock* without a window: a real till below, a scripted server behind."""

from __future__ import annotations

from pathlib import Path

from pos_terminal.custody.deed_notes import DeedNotes
from pos_terminal.custody.model import SittingRow, StockPicture
from pos_terminal.custody.presenter import StockPresenter
from pos_terminal.custody.sentences_view import tell_message
from pos_terminal.gateway.connection import Connection, Reach
from pos_terminal.words import ScanSource, Sound
from support.said import messages_of
from support.scripted_server import ANNA, JONAS, MIA
from support.scripted_shop import SHOP
from support.shop_floor import ShopFloor
from support.virtual_time import NOON_MS


class StockOffice:
    """The page as a manager works it, at the store of the till."""

    def __init__(self, folder: Path, *, is_down: bool = False) -> None:
        self.folder = folder
        self.floor = ShopFloor(folder)
        self.server = self.floor.server
        self.custody = self.server.all_custody
        self.floor.on_duty.shop_told(SHOP, (MIA, JONAS, ANNA))
        self.server.faults.down = is_down
        self._open()

    def _open(self) -> None:
        self.page = StockPresenter(self.floor.till, DeedNotes(self.folder))
        self.page.watch(self._listen)
        self.floor.on_duty.signed_in(ANNA)
        self.page.open()
        self.floor.tasks.deliver()

    def restart(self) -> None:
        """Kill the till as it is, and start it again; the same manager signs in."""
        self.floor.restart()
        self._open()

    @staticmethod
    def _listen(state: StockPicture) -> None:
        for message in messages_of(state):
            assert "{" not in tell_message(message)

    @property
    def state(self) -> StockPicture:
        self.floor.tasks.deliver()
        return self.page.state

    def scan(self, text: str) -> StockPicture:
        self.page.on_scan(text, ScanSource.WEDGE)
        return self.state

    @property
    def newest(self) -> SittingRow:
        return self.state.rows[0]

    @property
    def facts(self) -> list[str]:
        """What was told of the newest label."""
        return [fact.id for fact in self.newest.facts]

    @property
    def fault(self) -> str | None:
        fault = self.state.fault
        return None if fault is None else fault.id

    @property
    def heard(self) -> list[Sound]:
        return self.floor.sounds.heard

    def line(self, reach: Reach) -> None:
        self.page.connection_changed(Connection(reach=reach, since_ms=NOON_MS))

    def close(self) -> None:
        self.floor.close()
