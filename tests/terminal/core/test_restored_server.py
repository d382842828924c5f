"""A real server restored from a backup, and a real till that tells it again what it lost."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from card_contract.messages import SaleView, VoidReason
from card_contract.states import CodeState, HoldState, SaleStage
from pos_terminal.checkout.model import Mode
from pos_terminal.sales.model import VoidStage
from server_stub.storage.restoring import mark_restored
from support.real_till import RealTill
from support.server_process import ServerProcess, demo_template


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ServerProcess]:
    with ServerProcess.of_demo(demo_template(), tmp_path / "data") as server:
        yield server


def sell(till: RealTill, number: str) -> str:
    till.scan(number)
    till.checkout.take_payment()
    till.wait(lambda: till.screen.mode is Mode.PAYMENT)
    till.checkout.pay_cash(5000)
    till.wait(lambda: till.screen.mode is Mode.ACTIVATED)
    sale_id = till.checkout.on_screen
    assert sale_id is not None
    till.checkout.next_sale()
    return sale_id


def void(till: RealTill, sale_id: str) -> None:
    till.sales.show_sale(sale_id, void=True)
    till.wait(lambda: not till.sales.state.searching)
    till.sales.choose_reason(VoidReason.WRONG_CARD)
    till.sales.sign_void()
    till.sign()
    till.wait(lambda: stage_of(till) is VoidStage.REFUND_DUE)


def stage_of(till: RealTill) -> VoidStage | None:
    detail = till.sales.state.detail
    return detail.result.stage if detail is not None and detail.result is not None else None


def restore(server: ServerProcess, backup: Path) -> None:
    """Stop the server, take the backup into use, and start it again."""
    server.stop()
    for name in ("redemption.db-wal", "redemption.db-shm"):
        (server.data / name).unlink(missing_ok=True)
    shutil.copy(backup, server.data / "redemption.db")
    mark_restored(server.data / "redemption.db", at_ms=time.time_ns() // 1_000_000)
    server.start()


def view_of(till: RealTill, sale_id: str) -> SaleView:
    view = till.loop.submit(lambda: till.gateway.sale(sale_id)).result(5)
    assert isinstance(view, SaleView)
    return view


def test_sales_and_voids_are_there_again_and_nothing_is_sold_twice(
    server: ServerProcess, tmp_path: Path
) -> None:
    till = RealTill(tmp_path / "till", server.url, server.demo)
    till.sign_in_as("clerk")
    server.stop()
    shutil.copy(server.data / "redemption.db", tmp_path / "backup.db")
    server.start()
    till.server_is_at(server.url)
    first, second = till.numbers("gift-50")[:2]
    kept, undone = sell(till, first), sell(till, second)
    void(till, undone)
    restore(server, tmp_path / "backup.db")
    till.server_is_at(server.url)
    till.on_duty.signed_out()
    till.sign_in_as("clerk")
    till.wait(lambda: till.journal.server_seen is not None and till.journal.server_seen.epoch == 2)
    till.scan(first)
    till.wait(lambda: till.screen.refusal is not None)
    assert till.screen.refusal is not None
    assert till.screen.refusal.facts[0].id.startswith("refused.CARD_SOLD")
    view = view_of(till, kept)
    assert view.stage is SaleStage.CONFIRMED
    assert [line.code_state for line in view.lines] == [CodeState.AVAILABLE]
    view = view_of(till, undone)
    assert view.stage is SaleStage.VOIDED
    assert [line.hold_state for line in view.lines] == [HoldState.VOIDED]
    assert all(not record.contradicted for record in till.journal.newest(10))
    till.close()
