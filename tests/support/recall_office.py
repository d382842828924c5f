"""The page *Recall* without a window: a real till below, a scripted server behind."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

from card_contract.card_number import CardNumber
from card_contract.recall_messages import RecallCardView, RecallView
from card_contract.states import RecallReason
from pos_terminal.gateway.connection import Connection, Reach
from pos_terminal.recall.model import By, RecallPicture, Signing
from pos_terminal.recall.number_file import FaultyLine
from pos_terminal.recall.presenter import RecallPresenter
from pos_terminal.recall.sentences_view import tell_message
from pos_terminal.words import ScanSource
from support.said import messages_of
from support.scripted_server import ANNA, JONAS, MIA, PINS, TOM
from support.scripted_shop import SHOP
from support.shop_floor import ShopFloor
from support.virtual_time import NOON_MS

TOMS_PIN = PINS[TOM.operator_id]


class MemoryPapers:
    """Keeps what was saved, or fails as a full disk does."""

    def __init__(self) -> None:
        self.fails = False
        self.csv: list[list[RecallCardView]] = []
        self.pdf: list[list[RecallCardView]] = []
        self.faults: dict[str, list[FaultyLine]] = {}
        self.shown: list[str] = []
        self.written_by: set[int] = set()

    def save_csv(self, recall: RecallView, cards: list[RecallCardView], path: Path) -> None:
        self._check()
        self.csv.append(cards)

    def save_pdf(self, recall: RecallView, cards: list[RecallCardView], path: Path) -> None:
        self._check()
        self.pdf.append(cards)

    def save_faults(self, faults: Sequence[FaultyLine], path: Path) -> None:
        self._check()
        self.faults[path.name] = list(faults)

    def show(self, file: Path) -> None:
        self.shown.append(file.name)

    def _check(self) -> None:
        self.written_by.add(threading.get_ident())
        if self.fails:
            raise OSError("no space left")


class RecallOffice:
    """The page as a manager works it; Tom may sign what Anna asks for."""

    def __init__(self, folder: Path) -> None:
        self.floor = ShopFloor(folder)
        self.server = self.floor.server
        self.recalls = self.server.all_recalls
        self.papers = MemoryPapers()
        self.floor.on_duty.shop_told(SHOP, (MIA, JONAS, ANNA, TOM))
        self.page = RecallPresenter(self.floor.till, self.floor.approval, self.papers)
        self.page.watch(self._listen)
        self.floor.on_duty.signed_in(ANNA)
        self.page.open()

    @staticmethod
    def _listen(state: RecallPicture) -> None:
        for message in messages_of(state):
            if not message.id.startswith("sign."):
                assert "{" not in tell_message(message)

    @property
    def state(self) -> RecallPicture:
        self.floor.tasks.deliver()
        return self.page.state

    @property
    def signing(self) -> Signing:
        signing = self.state.signing
        assert signing is not None
        return signing

    def scan(self, text: str) -> RecallPicture:
        self.page.on_scan(text, ScanSource.WEDGE)
        return self.state

    def choose_range(self, first: int = 1, last: int = 40) -> None:
        self.page.choose_by(By.RANGE)
        self.scan(digits(first))
        self.scan(digits(last))

    def looked(self) -> RecallPicture:
        """A range was chosen and looked at."""
        self.choose_range()
        self.page.look()
        return self.state

    def ready(self) -> RecallPicture:
        """Nothing is missing but a second signature, where one is needed."""
        self.looked()
        self.page.choose_reason(RecallReason.STOLEN)
        self.page.write_note("Carton 93 is missing.")
        return self.state

    def sign(self) -> None:
        """Tom signs what is asked for."""
        self.page.sign()
        self.floor.sign(TOMS_PIN, TOM)

    def line(self, reach: Reach) -> None:
        self.page.connection_changed(Connection(reach=reach, since_ms=NOON_MS))

    @property
    def fault(self) -> str | None:
        fault = self.state.fault
        return None if fault is None else fault.id

    @property
    def toast(self) -> str | None:
        toast = self.state.toast
        return None if toast is None else toast.fact.id

    def close(self) -> None:
        self.floor.close()


def digits(sequence: int, batch: int = 1) -> str:
    return CardNumber.build(issuer="970010", batch=batch, sequence=sequence).digits
