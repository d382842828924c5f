"""The pages *Alarms* and *Ledger* without a window: a real till below, a scripted server behind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from card_contract.messages import Operator
from pos_terminal.alarms import sentences_view as alarm_words
from pos_terminal.alarms.model import AlarmDetail, AlarmsState
from pos_terminal.alarms.presenter import AlarmsPresenter
from pos_terminal.gateway.connection import Connection, Reach
from pos_terminal.ledger import sentences_view as ledger_words
from pos_terminal.ledger.model import LedgerState
from pos_terminal.ledger.presenter import LedgerPresenter
from support.said import messages_of
from support.scripted_server import ANNA
from support.scripted_watch import ScriptedWatch
from support.shop_floor import ShopFloor
from support.virtual_time import NOON_MS


class RecordedWays:
    """Where alarms led to."""

    def __init__(self) -> None:
        self.taken: list[str] = []

    def to_recall(self, label: str) -> None:
        self.taken.append(f"recall {label}")

    def to_tills(self) -> None:
        self.taken.append("tills")

    def to_sale(self, sale_id: str) -> None:
        self.taken.append(f"sale {sale_id}")

    def to_ledger(self) -> None:
        self.taken.append("ledger")


class WatchOffice:
    """Both pages as a manager works them."""

    def __init__(self, folder: Path) -> None:
        self.floor = ShopFloor(folder)
        self.ways = RecordedWays()
        self.alarms = AlarmsPresenter(self.floor.till, self.ways)
        self.ledger = LedgerPresenter(self.floor.till)
        self.alarms.watch(self._listen)
        self.ledger.watch(self._listen)
        self.sign_in(ANNA)

    @staticmethod
    def _listen(state: AlarmsState | LedgerState) -> None:
        words: Any = alarm_words if isinstance(state, AlarmsState) else ledger_words
        for message in messages_of(state):
            assert "{" not in words.tell_message(message)

    @property
    def server(self) -> ScriptedWatch:
        return self.floor.server.watch

    def calls(self, name: str) -> int:
        self.settle()
        return self.floor.server.calls.count(name)

    def sign_in(self, operator: Operator) -> None:
        self.floor.on_duty.signed_in(operator)
        self.settle()

    def settle(self) -> None:
        self.floor.tasks.deliver()

    def line(self, reach: Reach) -> None:
        connection = Connection(reach=reach, since_ms=NOON_MS)
        self.alarms.connection_changed(connection)
        self.ledger.connection_changed(connection)
        self.settle()

    @property
    def listed(self) -> AlarmsState:
        self.settle()
        return self.alarms.state

    @property
    def opened(self) -> AlarmDetail:
        detail = self.listed.detail
        assert detail is not None
        return detail

    @property
    def searched(self) -> LedgerState:
        self.settle()
        return self.ledger.state

    def look(self) -> AlarmsState:
        self.alarms.open()
        return self.listed

    def close(self) -> None:
        self.floor.close()
