"""The page *Import* without a window: a real till and real files, a scripted studio behind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from card_contract.card_number import CardNumber
from card_contract.messages import Operator
from card_contract.studio_messages import (
    BatchFault,
    CampaignsAnswer,
    ImportAnswer,
    ImportRequest,
    LineOutcome,
)
from pos_terminal.card_import.model import (
    NOTE_FILE,
    ImportNote,
    ImportPicture,
    OpenedFile,
    Opening,
    ReadFault,
)
from pos_terminal.card_import.presenter import ImportPresenter
from pos_terminal.card_import.reading import looks_encrypted, read_cards, write_report
from pos_terminal.card_import.sentences_view import tell_message
from pos_terminal.gateway.answers import Refused
from pos_terminal.gateway.connection import Connection, Reach
from pos_terminal.note_file import NoteFile
from support.batches_office import SAM, product
from support.said import messages_of
from support.shop_floor import ShopFloor
from support.virtual_time import NOON_MS

ISSUER, BATCH = "970010", 77
SECRET = "MADEX"


def number(sequence: int) -> str:
    return CardNumber.build(issuer=ISSUER, batch=BATCH, sequence=sequence).digits


def code(sequence: int) -> str:
    return f"{SECRET}-ELSEW-HEREX-CARDS-{sequence:05d}"


def text_of(sequences: range) -> str:
    """A file of cards, ten in a pack."""
    lines = [f"{number(each)},{code(each)},{(each - 1) // 10 + 1}" for each in sequences]
    return "card number,code,pack\n" + "".join(f"{line}\n" for line in lines)


class FilesAtOnce:
    """Real files, read when it is asked, not in a thread that a virtual clock knows nothing of."""

    async def is_encrypted(self, file: Path) -> bool | ReadFault:
        return looks_encrypted(file)

    async def read(self, opening: Opening) -> OpenedFile | ReadFault:
        return read_cards(opening)

    async def write(self, file: Path, content: bytes) -> bool:
        return write_report(file, content)


class ScriptedImport:
    """Takes each card once; ``refused`` are numbers that it does not take."""

    def __init__(self, call: Any) -> None:
        self._call = call
        self.cards: dict[str, str] = {}
        self.refused: dict[str, LineOutcome] = {}
        self.faults: tuple[BatchFault, ...] = ()

    async def campaigns(self) -> CampaignsAnswer | Refused:
        found = CampaignsAnswer(campaigns=[product("gift", "Gift card"), product("game", "Game")])
        return await self._call("campaigns", lambda: found)

    async def import_cards(self, campaign: str, request: ImportRequest) -> ImportAnswer | Refused:
        def decide() -> ImportAnswer:
            if self.faults:
                return ImportAnswer(outcomes=[], faults=self.faults)
            outcomes = []
            for card in request.cards:
                there = self.cards.get(card.number)
                outcome = self.refused.get(card.number, LineOutcome.ACCEPTED)
                if there is not None:
                    is_same = there == card.code
                    outcome = LineOutcome.ALREADY_THERE if is_same else LineOutcome.NUMBER_TAKEN
                outcomes.append(outcome)
                if outcome is LineOutcome.ACCEPTED and not request.dry_run:
                    self.cards[card.number] = card.code
            return ImportAnswer(outcomes=outcomes)

        return await self._call("dry_run" if request.dry_run else "import_cards", decide)


class ImportOffice:
    """The page as the studio works it; ``restart`` is the till turned off and on again."""

    def __init__(self, folder: Path, who: Operator = SAM) -> None:
        self.folder = folder
        self.floor = ShopFloor(folder)
        self.faults = self.floor.server.faults
        self.studio = ScriptedImport(self.floor.server._call)
        self.went_back = 0
        self.notes = NoteFile(folder / NOTE_FILE, ImportNote)
        self._open_page()
        self.floor.on_duty.signed_in(who)
        self.page.open()

    def _open_page(self) -> None:
        self.page = ImportPresenter(
            self.floor.till, self.studio, FilesAtOnce(), self.notes, self._go_back
        )
        self.page.watch(self._listen)

    def restart(self, who: Operator = SAM) -> None:
        """Nothing is left of the page but what it has noted."""
        self.floor.close()
        self.floor = ShopFloor(self.folder)
        self.faults = self.floor.server.faults
        self.studio._call = self.floor.server._call
        self._open_page()
        self.floor.on_duty.signed_in(who)

    def _go_back(self) -> None:
        self.went_back += 1

    @staticmethod
    def _listen(state: ImportPicture) -> None:
        for message in messages_of(state):
            assert "{" not in tell_message(message)
        assert SECRET not in repr(state)

    @property
    def state(self) -> ImportPicture:
        self.floor.tasks.deliver()
        return self.page.state

    @property
    def fault(self) -> str | None:
        fault = self.state.fault
        return None if fault is None else fault.id

    def file(self, sequences: range = range(1, 251), name: str = "cards.csv") -> Path:
        path = self.folder / name
        path.write_text(text_of(sequences))
        return path

    def choose(self, file: Path) -> ImportPicture:
        assert self.state.campaigns
        self.page.choose_campaign("gift")
        self.page.choose_file(file)
        return self.state

    def act(self) -> ImportPicture:
        self.page.act()
        return self.state

    def line(self, reach: Reach) -> None:
        self.page.connection_changed(Connection(reach=reach, since_ms=NOON_MS))

    def close(self) -> None:
        self.floor.close()
