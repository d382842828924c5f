"""The page in the assembled program, on a real server: what is received here can be sold here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from card_contract.card_number import CardNumber
from card_contract.custody_messages import CustodyRequest
from card_contract.outcomes import CardRefusal
from card_contract.scan_text import Label, LabelKind
from card_contract.states import CustodyAct
from pos_terminal.custody.deed_notes import DeedNote, DeedNotes
from pos_terminal.custody.model import Mode, Standing
from pos_terminal.look.rail import CHECKOUT, STOCK
from support.assembled_till import AssembledTill, demo_till_folder
from support.command_line import CommandLine
from support.server_process import ServerProcess, demo_template

HERE = "harbour-12"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    """The demo shop with a second store; it refuses what its first store has not received."""
    base = tmp_path_factory.mktemp("stock-shop")
    with ServerProcess.of_demo(demo_template(), base / "served") as server:
        shop = CommandLine(server.data)
        shop.says("store", "add", "market", "--name", "Market Square 1")
        shop.says("store", "set", "--store", HERE, "--custody", "refuse")
        yield server


@pytest.fixture
def till(qapp: QApplication, server: ServerProcess, tmp_path: Path) -> Iterator[AssembledTill]:
    root = demo_till_folder(server.data, tmp_path)
    with AssembledTill(qapp, root, url=server.url) as till:
        yield till.wait_for_staff()


def label(pack: int) -> str:
    return Label(LabelKind.PACK, "970010", 1, pack).text()


def card_of(pack: int, place: int = 1) -> str:
    """A card of a pack; the demo's have ten."""
    return CardNumber.build(issuer="970010", batch=1, sequence=(pack - 1) * 10 + place).digits


def test_a_clerk_finds_no_such_page(till: AssembledTill) -> None:
    till.sign_in("clerk")
    assert till.pages.frame.rail.entry(STOCK.page) is None


def test_a_card_is_refused_until_its_pack_was_received_here(till: AssembledTill) -> None:
    till.sign_in("manager")
    checkout, stock = till.pages.checkout, till.pages.stock
    till.clerk.scan(card_of(5))
    till.wait("the refusal", lambda: checkout.state.refusal is not None)
    refusal = checkout.state.refusal
    assert refusal is not None
    words = [fact.id for fact in refusal.facts]
    assert f"refused.{CardRefusal.NOT_RECEIVED}" in words
    checkout.acknowledge_refusal()
    till.clerk.click("Stock")
    till.clerk.scan(label(5))
    till.wait("the label", lambda: stock.state.label is not None)
    till.clerk.press(Qt.Key.Key_F12)
    till.wait("the answer", lambda: [r.standing for r in stock.state.rows] == [Standing.DIFFERS])
    assert [fact.id for fact in stock.state.rows[0].facts] == ["found.never-shipped"]
    till.pages.show_page(CHECKOUT.page)
    till.scan_into_basket(card_of(5, place=2))


def test_packs_are_shipped_to_the_other_store_and_kept_back_here(till: AssembledTill) -> None:
    till.sign_in("manager")
    checkout, stock = till.pages.checkout, till.pages.stock
    till.clerk.click("Stock")
    till.wait("the stores", lambda: bool(stock.state.stores))
    till.clerk.click("Ship to a store")
    assert stock.state.mode is Mode.SHIP
    till.pages.stock_view.side.store.chosen.emit("market")
    for pack in (6, 7):
        till.clerk.scan(label(pack))
    till.wait("both", lambda: [r.standing for r in stock.state.rows] == [Standing.DONE] * 2)
    assert all(row.to == "Market Square 1" for row in stock.state.rows)
    till.pages.show_page(CHECKOUT.page)
    till.clerk.scan(card_of(6))
    till.wait("the refusal", lambda: checkout.state.refusal is not None)


def test_a_label_that_waited_when_the_till_ended_is_received_after_all(
    qapp: QApplication, server: ServerProcess, tmp_path: Path
) -> None:
    root = demo_till_folder(server.data, tmp_path)
    request = CustodyRequest(act=CustodyAct.RECEIVE, label=label(8))
    waited = DeedNote(move_id=f"K-{'0' * 26}", request=request, to="Harbour Street 12", at_ms=0)
    notes = DeedNotes(root / "data" / "till")
    notes.keep([waited])
    with AssembledTill(qapp, root, url=server.url) as till:
        till.wait_for_staff().sign_in("manager")
        stock = till.pages.stock
        assert [row.text for row in stock.state.rows] == [label(8)]
        stock.retry()
        till.wait("the answer", lambda: stock.state.rows[0].standing is Standing.DIFFERS)
    assert notes.load() == []
