"""The page in the assembled program on a real server: a printed batch is scanned back and shipped."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from card_contract.print_messages import (
    CardsGiven,
    GiveCardsRequest,
    OpenPrintRunRequest,
    PrintReportRequest,
    Sequences,
)
from card_contract.sale_id import crockford
from card_contract.studio_messages import BatchRequest, BatchState
from pos_terminal.card_design.design import CardData
from pos_terminal.card_design.elements import Side
from pos_terminal.card_design.shipped import plain_card
from pos_terminal.devices.sheet_printing import SheetRun, write_sheets
from pos_terminal.gateway.answers import NoAnswerError
from pos_terminal.look.rail import PROOF
from pos_terminal.proofing.model import Standing
from pos_terminal.sheets.sheet_layout import DEFAULT, LAYOUTS
from support.assembled_till import AssembledTill, demo_till_folder
from support.server_process import ServerProcess, demo_template

T = TypeVar("T")
CARDS = 11


def draw(letter: str) -> str:
    return f"{letter}-{crockford(secrets.token_bytes(17))}"


class Studio:
    """What was done before the page is opened: a batch made, and on paper."""

    def __init__(self, till: AssembledTill) -> None:
        self._till = till
        self._gateway = till.room.core.gateway

    def ask(self, call: Callable[[], Coroutine[Any, Any, T]]) -> T:
        answers: list[T] = []
        errors: list[NoAnswerError] = []
        self._till.program.tasks.run(call, then=answers.append, failed=errors.append)
        self._till.wait("an answer", lambda: bool(answers or errors))
        return answers[0]

    def make_batch(self) -> int:
        request = BatchRequest(
            campaign="gift-50", quantity=CARDS, cards_per_pack=10, packs_per_carton=2
        )
        begun: Any = self.ask(lambda: self._gateway.begin_batch(draw("S"), request))
        number: int = begun.batch.batch
        self._till.wait("the batch", lambda: self._state(number) is BatchState.MADE)
        return number

    def _state(self, batch: int) -> BatchState:
        told: Any = self.ask(lambda: self._gateway.batch(batch))
        return BatchState(told.batch.state)

    def print_cards(self, batch: int, file: Path) -> list[str]:
        """All but the last card, as sheets of their backs; the numbers that were printed."""
        everyone, printed = Sequences(first=1, last=CARDS), Sequences(first=1, last=CARDS - 1)
        run = draw("Q")
        opened = OpenPrintRunRequest(batch=batch, cards=everyone, reason="winter cards")
        self.ask(lambda: self._gateway.open_print_run(run, opened))
        given = self.ask(lambda: self._gateway.give_cards(run, GiveCardsRequest(cards=everyone)))
        assert isinstance(given, CardsGiven)
        report = PrintReportRequest(run_id=run, printed=[printed])
        self.ask(lambda: self._gateway.report_print(draw("J"), report))
        cards = [
            CardData(
                barcode=one.number, number=one.number, code=one.code, batch=str(batch),
                product="Gift card", price="€50",
            )
            for one in given.cards
        ]  # fmt: skip
        sheets = SheetRun(
            design=plain_card(), cards=cards, layout=LAYOUTS[DEFAULT], sides=(Side.BACK,)
        )
        write_sheets(file, sheets)
        return [card.barcode for card in cards]


def test_a_printed_batch_is_scanned_back_recorded_and_may_be_shipped(
    qapp: QApplication, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    base = tmp_path_factory.mktemp("proof-shop")
    with ServerProcess.of_demo(demo_template(), base / "served") as server:
        root = demo_till_folder(server.data, tmp_path)
        with AssembledTill(qapp, root, url=server.url) as till:
            till.wait_for_staff()
            till.sign_in("studio")
            studio, page = Studio(till), till.pages.proof
            batch = studio.make_batch()
            numbers = studio.print_cards(batch, tmp_path / "backs.pdf")
            till.clerk.click("Proof")
            assert till.pages.frame.current_page() == PROOF.page
            till.wait("the batches", lambda: bool(page.state.choices))
            assert page.state.choices[0].batch == batch, "printed and not proven comes first"
            till.clerk.scan(numbers[0])
            till.wait("its batch", lambda: page.state.count is not None)
            assert page.state.batch == batch
            till.pages.proof_view.drop.dropped.emit([str(tmp_path / "backs.pdf")])
            till.wait("the sheet", lambda: page.state.reading is None, limit_s=60)
            assert page.state.waiting == CARDS
            assert all(row.print is not None for row in page.state.rows)
            till.clerk.press(Qt.Key.Key_F12)
            till.wait("the answer", lambda: page.state.waiting == 0)
            count = page.state.count
            assert count is not None
            assert (count.proven, count.shippable) == (CARDS - 1, False)
            assert count.unprinted is not None, "the last card is out in an open run"
            assert page.state.headline.id == "head.packs"
            assert [one.id for one in count.print] == ["count.contrast", "count.quiet"]
            refused = [row for row in page.state.rows if row.standing is Standing.REFUSED]
            assert [row.number.replace(" ", "") for row in refused] == [numbers[-1]]
            assert refused[0].fact is not None
            assert refused[0].fact.id == "found.unprinted"
