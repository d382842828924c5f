"""``kill -9`` of the till on both sides of every journal step: every sale ends, exactly once.

Each life finishes what the life before left open, works, and dies at its step. ``--long`` dies 25
times at each.
"""

from __future__ import annotations

import signal
from collections import Counter
from pathlib import Path

import apsw
import pytest

from kill import till_life
from kill.ground import ledger_of
from kill.till_life import Drawer, Plan
from pos_terminal.bootstrap.core import SystemClock
from pos_terminal.journal.disk import FolderDisk
from pos_terminal.journal.journal import Journal
from pos_terminal.journal.records import SaleRecord
from pos_terminal.journal.sale_machine import RefundState, SaleState
from support.forked_program import run_program
from support.server_process import ServerProcess
from support.till_client import TillClient

# In an order in which every step comes about: a sale that dies new is cancelled by the next life,
# at its start; the second "cancel" is the clerk's own.
STEPS = (
    "begun", "cancel", "reserved", "reserve_refused", "paid", "confirm_answered", "cancel",
    "cancel_answered", "receipt_printed", "void_decided", "void_answered", "handed_back",
    "given_doubted", "given_known", "back_told", "refund_printed", "payment_corrected", "signed",
    "signature_answered", "cards_told", "acknowledged",
)  # fmt: skip
CARDS_PER_LIFE = 10


@pytest.mark.timeout(3600)
def test_a_till_killed_at_every_step_ends_every_sale_exactly_once(
    stocked_shop: tuple[Path, list[str]], tmp_path: Path, rounds: int
):
    template, numbers = stocked_shop
    folder = tmp_path / "till"
    folder.mkdir()
    with ServerProcess.of_demo(template, tmp_path / "data") as server:
        kills = _live_and_die(server, folder, numbers, rounds)
        till = TillClient.of_demo(server.url, server.demo)
        _compare(folder, till)
        till.http.close()
        server.stop()
        _check_confirmed_once(server.data)
        _check_no_refund_waits(server.data)
    assert kills == len(STEPS) * 2 * rounds


def _live_and_die(server: ServerProcess, folder: Path, numbers: list[str], rounds: int) -> int:
    demo = server.demo
    pins = {operator["id"]: operator["pin"] for operator in demo["operators"]}
    kills = 0
    cards = iter(numbers)
    points = [(kind, side) for kind in STEPS for side in (True, False)] * rounds
    for kind, before in [*points, (None, False)]:
        plan = Plan(
            folder=str(folder),
            url=server.url,
            till_id=demo["till"]["id"],
            key_file=demo["till"]["key_file"],
            clerk_pin=pins["mia"],
            manager_pin=pins["anna"],
            numbers=[next(cards) for _ in range(CARDS_PER_LIFE)],
            kind=kind,
            before=before,
        )
        ended = run_program(till_life.live, plan)
        wanted = 0 if kind is None else -signal.SIGKILL
        assert ended.returncode == wanted, f"{kind} {before}: {ended.stderr[-3000:]}"
        kills += kind is not None
    return kills


def _compare(folder: Path, till: TillClient) -> None:
    """Hold journal, drawer and server against each other."""
    journal = Journal(folder, till=till.till_id, clock=SystemClock(), disk=FolderDisk(folder))
    try:
        assert journal.open_records() == ()
        records = journal.newest(100_000)
    finally:
        journal.close()
    drawer = Drawer(folder)
    sold = {
        (sale.sale_id, card)
        for sale in records
        if isinstance(sale, SaleRecord)
        for card in _cards_that_stay_sold(sale, till)
    }
    paid = drawer.counted("paid")
    handed_back = drawer.counted("handed_back")
    assert set(paid.values()) == {1}
    assert set(handed_back.values()) == {1}
    assert sold.isdisjoint(handed_back)
    assert sold | handed_back.keys() == paid.keys()
    refunds = [record for record in records if not isinstance(record, SaleRecord)]
    assert {refund.state for refund in refunds} <= {RefundState.CLOSED, RefundState.REFUSED}


def _cards_that_stay_sold(sale: SaleRecord, till: TillClient) -> list[str]:
    answer = till.get(f"/v1/sales/{sale.sale_id}")
    if sale.state is SaleState.CLOSED and answer.status_code == 404:
        return []  # refused or cancelled before the server had made a sale of it
    view = answer.raise_for_status().json()
    lines = {line["card_id"]: line for line in view["lines"]}
    if sale.state is SaleState.CLOSED:
        assert view["stage"] in ("cancelled", "voided"), view
        return []
    assert sale.state is SaleState.DONE, sale
    assert view["stage"] == "confirmed", view
    for line in sale.lines:
        wanted = ("voided", "Invalidated") if line.voided else ("sold", "Available")
        found = lines[line.card_id]
        assert (found["hold_state"], found["code_state"]) == wanted, (sale, found)
    return [line.card_id for line in sale.lines if not line.voided]


def _check_confirmed_once(data: Path) -> None:
    entries = ledger_of(data)
    confirmed = Counter(entry["subject"] for entry in entries if entry["kind"] == "sale.confirmed")
    assert confirmed
    assert set(confirmed.values()) == {1}


def _check_no_refund_waits(data: Path) -> None:
    """Every case of money owed was closed by the till's own word that it is back."""
    database = apsw.Connection(str(data / "redemption.db"))
    try:
        cases = database.execute(
            "SELECT case_id, closed_by FROM cases WHERE kind = 'refund-due'"
        ).fetchall()
    finally:
        database.close()
    assert cases
    assert [case for case in cases if not str(case[1]).startswith("till:")] == []
