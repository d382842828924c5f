"""Each paper carries the newest checkpoint of the server's ledger that the till knows, in short."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from card_contract.messages import Checkpoint
from pos_terminal.bootstrap.chosen_printer import ChosenPrinter
from pos_terminal.devices.escpos_port import NetworkPort
from pos_terminal.devices.escpos_printer import EscposPrinter
from pos_terminal.receipts import ReceiptData
from support.fake_escpos_printer import FakePrinter, on_the_network
from support.receipt_examples import refund, sale, waiting_slip
from support.shop_floor import ShopFloor


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[ShopFloor]:
    floor = ShopFloor(tmp_path)
    yield floor
    floor.close()


def checkpoint(position: int, end: str) -> Checkpoint:
    return Checkpoint(
        position=position,
        hash="0" * 56 + end,
        signed_at=1,
        key_id="k",
        signature="s" * 86,
    )


def ledger_on(shop: ShopFloor, receipt: ReceiptData) -> list[str]:
    """What the printed paper says of the ledger."""
    paper = FakePrinter()
    with on_the_network(paper) as (host, port):
        device = EscposPrinter(
            open_port=lambda: NetworkPort(host, port), columns=42, done_timeout_s=0.5
        )
        printer = ChosenPrinter(device, lambda: shop.memory.checkpoint)
        asyncio.run(printer.print_receipt(receipt))
        printer.close()
    return [line.strip() for line in paper.text() if "Ledger" in line]


def test_a_paper_carries_the_newest_checkpoint_also_after_a_restart(shop: ShopFloor) -> None:
    assert ledger_on(shop, sale()) == []  # nothing is known yet, and nothing is claimed
    shop.memory.session_made(epoch=1, checkpoint=checkpoint(41, "0123abcd"))
    for receipt in (sale(), waiting_slip(), refund(), sale(copy=True)):
        assert ledger_on(shop, receipt) == ["Ledger 41: 0123 abcd"]
    shop.memory.session_made(epoch=1, checkpoint=checkpoint(97, "89efcdab"))
    shop.memory.session_made(epoch=1, checkpoint=None)  # a server that has signed nothing since
    shop.restart()
    assert ledger_on(shop, sale(language="en")) == ["Ledger 97: 89ef cdab"]
