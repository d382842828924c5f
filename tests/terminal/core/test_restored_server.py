"""A real server restored from a backup, and a real till that tells it again what it lost."""

from __future__ import annotations

import contextlib
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from card_contract.messages import SaleView, VoidReason
from card_contract.outcomes import Refusal
from card_contract.states import CodeState, HoldState, SaleStage
from pos_terminal.checkout.model import Mode
from pos_terminal.journal.records import RefundRecord
from pos_terminal.journal.sale_machine import RefundState
from pos_terminal.sales.model import VoidStage
from server_stub.storage.restoring import mark_restored
from support.command_line import CommandLine
from support.real_till import RealTill
from support.server_process import ServerProcess, demo_template
from support.till_client import TillClient
from support.tills import Tills

BY_ADMIN = ("--operator", "admin", "--reason", "the tills do not start")
MANAGER = ("anna", "333333")


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


def backed_up(server: ServerProcess, backup: Path) -> None:
    server.stop()
    shutil.copy(server.data / "redemption.db", backup)
    server.start()


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
    backed_up(server, tmp_path / "backup.db")
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


def is_told_again(till: RealTill, sale_id: str) -> bool:
    seen, sale = till.journal.server_seen, till.journal.sale(sale_id)
    return (
        seen is not None and seen.epoch == 2 and sale is not None and till.forwarder.has_told(sale)
    )


def refund_of(till: RealTill, sale_id: str) -> RefundRecord:
    refund = till.journal.refund_of(sale_id)
    assert refund is not None
    return refund


def open_without_the_dead(server: ServerProcess, other: TillClient) -> None:
    """The other till has told all; the rest do not start, and the shop is opened without them."""
    other.post("/v1/all-told", {"epoch": 2}).raise_for_status()
    shop = CommandLine(server.data)
    for till_id in ("T01", "T02"):
        shop.says("till", "excuse", till_id, *BY_ADMIN)
    shop.says("redemption", "open", *BY_ADMIN)


def void_and_pay(other: TillClient, sale_id: str) -> None:
    """Another till voids the sale, and gives its money back."""
    void_id = other.new_void_id()
    signed = other.approve(*MANAGER, "void", void_id, sale_id=sale_id).raise_for_status().json()
    answer = other.void(void_id, sale_id, approval=signed["approval"])
    assert answer.status_code == 200, answer.text
    now_ms = time.time_ns() // 1_000_000
    other.post(f"/v1/voids/{void_id}/handed-back", {"at": now_ms}).raise_for_status()


def test_what_another_till_has_given_meanwhile_is_not_given_by_one_that_died_as_it_would(
    server: ServerProcess, tmp_path: Path
) -> None:
    with contextlib.ExitStack() as stack:
        enrolled = Tills(stack).enrolled(server)
        till = RealTill(tmp_path / "till", server.url, server.demo)
        till.sign_in_as("clerk")
        sale_id = sell(till, till.numbers("gift-50")[0])
        backed_up(server, tmp_path / "backup.db")
        till.server_is_at(server.url)
        void(till, sale_id)
        refund_id = refund_of(till, sale_id).refund_id
        till.sales.hand_back(refund_id)
        till.wait(lambda: refund_of(till, sale_id).state is RefundState.CLOSED)
        till.close()
        restore(server, tmp_path / "backup.db")
        other = Tills(stack).twin(enrolled, server)
        other.open_session()
        other.sign_in(*MANAGER).raise_for_status()
        open_without_the_dead(server, other)
        void_and_pay(other, sale_id)
        till = RealTill(tmp_path / "till", server.url, server.demo)
        stack.callback(till.close)
        till.sign_in_as("clerk")
        till.wait(lambda: is_told_again(till, sale_id))
        assert refund_of(till, sale_id).may_not_be_given
        till.waiting.not_given(refund_id)
        assert refund_of(till, sale_id).case is Refusal.SALE_VOIDED
        till.waiting.hand_back(refund_id)
        assert refund_of(till, sale_id).state is RefundState.REFUSED
        assert till.printer.drawer_opened == 0
