"""The page *Proof* without a window: a real till below, a scripted server and sheet reader behind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from card_contract.card_number import CardNumber
from card_contract.messages import Operator
from card_contract.print_messages import (
    BatchProof,
    PrintRunsAnswer,
    PrintRunState,
    PrintRunView,
    ProofFinding,
    ProofRequest,
    ProofScan,
    Sequences,
)
from card_contract.states import Role
from card_contract.studio_messages import BatchesAnswer
from pos_terminal.gateway.answers import Refused
from pos_terminal.gateway.connection import Connection, Reach
from pos_terminal.proofing.grades import PrintReading
from pos_terminal.proofing.model import ProofPicture, SampleRow
from pos_terminal.proofing.presenter import ProofPresenter
from pos_terminal.proofing.sentences_view import tell_message
from pos_terminal.proofing.sheet_news import (
    News,
    PageRead,
    PagesCounted,
    Place,
    ReadingOver,
    Symbol,
)
from pos_terminal.words import ScanSource
from support.batches_office import batch_view
from support.said import messages_of
from support.shop_floor import ShopFloor
from support.virtual_time import NOON_MS

SAM = Operator(operator_id="O7", name="Sam Okafor", role=Role.STUDIO)
RITA = Operator(operator_id="O8", name="Rita Moss", role=Role.STUDIO)
ISSUER = "970010"
BATCH = 2
DEMANDED = 3
GOOD = PrintReading(contrast_percent=88, edge_percent=70, left_tenths=120, right_tenths=110)
THIN = PrintReading(contrast_percent=88, edge_percent=70, left_tenths=60, right_tenths=110)
POOR = PrintReading(contrast_percent=30, edge_percent=70, left_tenths=120, right_tenths=110)
SHAPE = 1.414


def card(sequence: int, batch: int = BATCH, issuer: str = ISSUER) -> str:
    return CardNumber.build(issuer=issuer, batch=batch, sequence=sequence).digits


def symbol(number: str = "", **more: Any) -> Symbol:
    return Symbol(place=Place(left=0.1, top=0.1, width=0.2, height=0.05), number=number, **more)


def page(*symbols: Symbol, file: str = "sheet.pdf", number: int = 1, pages: int = 1) -> PageRead:
    return PageRead(file=file, page=number, pages=pages, shape=SHAPE, symbols=symbols)


class ScriptedPress:
    """A shop with three batches: 3 is made, 2 is printed, 1 is printed and proven."""

    def __init__(self, call: Callable[..., Any]) -> None:
        self._call = call
        self.printed = {card(number) for number in range(1, 11)}
        self.spoiled = {card(11)}
        self.proven: dict[int, set[str]] = {1: {card(1, 1), card(2, 1), card(3, 1)}}
        self.unprinted = 0
        self.made = [3, 2, 1]
        self.page_size = 100
        self.runs = [_run(1), _run(2)]
        self.requests: list[tuple[str, ProofRequest]] = []

    async def batches(self, *, before: int | None = None) -> BatchesAnswer | Refused:
        def decide() -> BatchesAnswer:
            older = [number for number in self.made if before is None or number < before]
            page = [batch_view(number) for number in older[: self.page_size]]
            return BatchesAnswer(batches=page, more=len(older) > len(page))

        return await self._call("batches", decide)

    async def print_runs(self) -> PrintRunsAnswer | Refused:
        runs = PrintRunsAnswer(runs=self.runs, signed_above=9)
        return await self._call("print_runs", lambda: runs)

    async def batch_proof(self, batch: int) -> BatchProof | Refused:
        return await self._call("batch_proof", lambda: self._proof(batch))

    async def prove_print(self, proof_id: str, request: ProofRequest) -> BatchProof | Refused:
        self.requests.append((proof_id, request))

        def decide() -> BatchProof:
            findings = [self._finding(scan) for scan in request.scans]
            right = {
                scan.text
                for scan, finding in zip(request.scans, findings, strict=True)
                if finding is ProofFinding.MATCHES
            }
            self.proven.setdefault(request.batch, set()).update(right)
            return self._proof(request.batch, findings)

        return await self._call("prove_print", decide, f"{proof_id}/PROOF")

    def _finding(self, scan: ProofScan) -> ProofFinding:
        if scan.text in self.spoiled:
            return ProofFinding.SPOILED
        if scan.text not in self.printed:
            return ProofFinding.UNPRINTED
        counts = any(scan.text in proven for proven in self.proven.values())
        return ProofFinding.POOR if scan.is_left_out and not counts else ProofFinding.MATCHES

    def _proof(self, batch: int, findings: Sequence[ProofFinding] = ()) -> BatchProof:
        proven = len(self.proven.get(batch, ()))
        return BatchProof(
            batch=batch,
            proven=proven,
            demanded=DEMANDED,
            shippable=proven >= DEMANDED and not self.unprinted,
            unprinted=self.unprinted,
            findings=[*findings],
        )


class ScriptedReader:
    """Reads nothing by itself: a test says what is told of the files."""

    def __init__(self) -> None:
        self.files: list[Path] = []
        self.cancelled = False
        self.told: Callable[[News], None] = lambda _news: None

    def read(self, files: Sequence[Path], told: Callable[[News], None]) -> None:
        self.files, self.told = [*files], told

    def cancel(self) -> None:
        self.cancelled = True


class ProofOffice:
    """The page as the studio works it."""

    def __init__(self, folder: Path, who: Operator = SAM) -> None:
        self.floor = ShopFloor(folder)
        self.faults = self.floor.server.faults
        self.press = ScriptedPress(self.floor.server._call)
        self.reader = ScriptedReader()
        self.page = ProofPresenter(self.floor.till, self.press, self.reader)
        self.page.watch(self._listen)
        self.floor.on_duty.signed_in(who)
        self.page.open()

    @staticmethod
    def _listen(state: ProofPicture) -> None:
        for message in messages_of(state):
            assert "{" not in tell_message(message)

    @property
    def state(self) -> ProofPicture:
        self.floor.tasks.deliver()
        return self.page.state

    @property
    def rows(self) -> tuple[SampleRow, ...]:
        return self.state.rows

    def row(self, number: str) -> SampleRow:
        return next(row for row in self.rows if row.number.replace(" ", "") == number)

    def scan(self, *texts: str) -> None:
        for text in texts:
            self.page.on_scan(text, ScanSource.WEDGE)

    def read(self, *news: News, over: bool = True) -> None:
        """Files are chosen, and their reader tells this of them."""
        self.page.read_files([Path("sheet.pdf")])
        for one in news:
            if isinstance(one, PageRead) and one.page == 1:
                self.reader.told(PagesCounted(file=one.file, pages=one.pages))
            self.reader.told(one)
        if over:
            self.reader.told(ReadingOver(cancelled=False))

    def record(self) -> None:
        self.floor.tasks.deliver()
        self.page.record()
        self.floor.tasks.deliver()

    def line(self, reach: Reach) -> None:
        self.page.connection_changed(Connection(reach=reach, since_ms=NOON_MS))

    def close(self) -> None:
        self.floor.close()


def _run(batch: int) -> PrintRunView:
    return PrintRunView(
        run_id=f"Q-{batch:026d}",
        batch=batch,
        product="Gift card",
        cards=Sequences(first=1, last=50),
        state=PrintRunState.ENDED,
        reprint=False,
        reason="winter cards",
        till_id="T1",
        operator_id="O7",
        approved_by=None,
        waiting=39,
        given=0,
        printed=10,
        spoiled=1,
        replaced=0,
        opened_at=NOON_MS,
        ended_at=NOON_MS,
    )
