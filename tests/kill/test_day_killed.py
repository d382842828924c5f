"""``kill -9`` in the close of a day: one Z and all its marks, or nothing; and who asks again is told.

Each step of the close once; ``--long`` kills a busy server oftener.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import itertools
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

import support.dying_day as dying
from card_contract.day_messages import DayMoney
from card_contract.states import DayFigure
from kill.ground import free_port, ledger_of
from kill.load import PATIENCE_S, BusyTill
from server_stub.commands.approvals import approval_id
from server_stub.day.report import DayContent
from server_stub.desks.ledger_keeper import LedgerKeeper
from server_stub.domain.business_day import day_of_ms
from server_stub.storage.rows.days import DAY_CLOSES
from server_stub.storage.rows.staff import APPROVALS
from server_stub.storage.sealing import Keys
from support.closing import (
    BERLIN,
    DAY_AFTER,
    TOMORROW,
    cash,
    close,
    counts,
    money,
    sign,
    to_day_after,
    to_tomorrow,
)
from support.core_shop import (
    APP,
    OTHER_TILL,
    PRICE,
    TILL,
    CoreShop,
    open_shop,
    read_all,
    sale_id,
    void_id,
)
from support.core_shop import ledger_of as entries_of
from support.forked_program import run_until_dead
from support.recall_floor import RecallFloor, cards
from support.server_process import ServerProcess
from support.stored_rows import change_rows, read_rows
from support.till_client import TillClient

MARKS = {
    "sales": "SELECT z_number FROM sales WHERE till_id = 'T1'",
    "voids": "SELECT z_number FROM voids WHERE till_id = 'T1'",
    "recalled": "SELECT z_recalled FROM sale_lines WHERE code_id IN (1, 5)",
    "voided elsewhere": "SELECT z_elsewhere FROM sale_lines WHERE code_id = 1",
    "paid elsewhere": "SELECT z_kept FROM cases WHERE kept_till_id = 'T1'",
    "paid for another": "SELECT z_paid FROM cases WHERE paid_till_id = 'T1'",
}
"""All that a close marks as counted by it."""
ONE_MORE = {"voided elsewhere": {0: 1}, "paid elsewhere": {0: 1}, "paid for another": {0: 1}}
BEFORE = {"sales": {1: 1, 0: 4}, "voids": {0: 1}, "recalled": {1: 1, 0: 1}, **ONE_MORE}
AFTER = {name: {2: 1} for name in ONE_MORE} | {
    "sales": {1: 1, 2: 3, 0: 1},  # the held one is counted where it ends
    "voids": {2: 1},
    "recalled": {1: 1, 2: 1},
}
HELD = 9
RECALLED_CASE = f"refund-due:{sale_id(8)}:5"


@pytest.mark.usefixtures("kept_in")
@pytest.mark.parametrize("step", ["before-store", "before-commit", "after-commit"])
def test_a_day_is_closed_whole_or_not_at_all(tmp_path: Path, step: str) -> None:
    asyncio.run(_make(tmp_path))
    run_until_dead(dying.run, tmp_path, step)
    is_done = step == "after-commit"
    assert _marks(tmp_path / "shop.db") == (AFTER if is_done else BEFORE)
    asyncio.run(_ask_again_and_go_on(tmp_path, is_done=is_done))
    kinds = Counter(entry[3] for entry in entries_of(tmp_path / "shop.db"))
    assert kinds["day.closed"] == 4


async def _make(folder: Path) -> None:
    """A till with a closed day, and one on which all happened that a close can count."""
    keys = Keys.create(folder / "keys.json")
    shop = await open_shop(folder / "shop.db", cards=6, keys=keys)
    floor = RecallFloor(shop)
    await floor.hire_tom()
    await shop.sell(1, 1)
    await floor.carried_out(cards(1), include_sold=True)
    assert (await close(shop, approval=await sign(shop, [f"refund-due:{sale_id(1)}:1"]))).row
    for number, card in ((3, 2), (4, 3), (8, 5)):  # paid today, and confirmed tomorrow
        await shop.reserve(number, card)

    to_tomorrow(shop)
    await shop.void_signed(2, 1, till=OTHER_TILL)
    await shop.close_case(f"refund-due:{void_id(2, OTHER_TILL)}", till=OTHER_TILL)
    await shop.confirm(3)
    await shop.confirm(4)
    await shop.void_signed(5, 4)
    await shop.close_case(f"refund-due:{void_id(5)}", till=OTHER_TILL)
    await shop.reserve(6, 4, till=OTHER_TILL)
    await shop.confirm(6, till=OTHER_TILL)
    await shop.void_signed(7, 6, till=OTHER_TILL, sale_till=OTHER_TILL)
    await shop.close_case(f"refund-due:{void_id(7, OTHER_TILL)}", till=TILL)
    await shop.confirm(8)
    await floor.carried_out(cards(5), include_sold=True, number=2)
    await shop.reserve(HELD, 6)
    signed = approval_id(dying.SIGNATURE)
    await sign(shop, [str(sale_id(HELD)), RECALLED_CASE], TOMORROW, approval=signed)
    await shop.close()


def _marks(file: Path) -> dict[str, Counter[int]]:
    return {name: Counter(z for (z,) in read_all(file, sql)) for name, sql in MARKS.items()}


async def _ask_again_and_go_on(folder: Path, *, is_done: bool) -> None:
    shop = CoreShop(folder / "shop.db", Keys.read(folder / "keys.json"))
    try:
        there = await shop.find(DAY_CLOSES.at(APP, TILL, TOMORROW.isoformat()))
        second = await dying.closed(shop)
        assert there == (second.row if is_done else None)
        assert await dying.closed(shop) == second
        signature = await shop.find(APPROVALS.at(APP, approval_id(dying.SIGNATURE)))
        assert signature.used_at == second.row.closed_at
        assert counts(second, late=True) == {DayFigure.SOLD: 3}
        of_the_day = (DayFigure.IN_DOUBT, DayFigure.RECALLED, DayFigure.VOIDED)
        assert counts(second) == dict.fromkeys(of_the_day, 1)

        to_day_after(shop)
        await shop.confirm(HELD)
        await shop.close_case(RECALLED_CASE)
        third = await close(shop, DAY_AFTER)
        other = await close(shop, DAY_AFTER, till=OTHER_TILL)
        assert [each.row.z_number for each in (second, third, other)] == [2, 3, 1]
        # Each close says what has to be there; the other till has paid for two and kept one.
        in_hand = [cash(each).in_hand_minor for each in (second, third, other)]
        assert in_hand == [2 * PRICE, 0, -PRICE]
        assert (await LedgerKeeper(shop.reader, shop.keys).verify()).is_sound
    finally:
        await shop.close()


# --- A busy server -------------------------------------------------------------------------------

KILLS = 3
SEED = 4
MARKED = {
    "taken_minor": "SELECT z_number, sum(total_minor) FROM sales"
    " WHERE till_id = ? AND confirmed_at IS NOT NULL GROUP BY z_number",
    "returned_minor": "SELECT z_number, sum(refund_minor) FROM voids"
    " WHERE till_id = ? GROUP BY z_number",
    "elsewhere_minor": "SELECT z_kept, sum(paid_minor) FROM cases"
    " WHERE kept_till_id = ? GROUP BY z_kept",
}
"""What a close says of its cash, and the marks that it is made of."""


class Seller(BusyTill):
    """Sells and voids; a manager in the office hands back what was paid."""

    def __init__(self, client: TillClient, office: TillClient, numbers: Iterator[str]) -> None:
        super().__init__(client, numbers, SEED)
        self._office = BusyTill(office, iter(()), SEED)

    def _one_sale(self, number: str) -> None:
        super()._one_sale(number)
        told = self.acknowledged[-1].answer
        if told.get("signature_owed"):
            case = f"/v1/cases/signature-owed:{told['void_id']}/close"
            assert self._office.insist(case, {"reason": "refunded"}).status == 200
        time.sleep(self._chance.uniform(0.0, 0.05))  # nothing is open until the next customer comes

    def taken_and_returned(self) -> tuple[int, int]:
        """The money of all sales that were confirmed, and of all voids."""
        bodies = [msgspec.json.decode(told.body) for told in self.acknowledged]
        taken = sum(body["payment"]["amount_minor"] for body in bodies if "payment" in body)
        return taken, sum(told.answer.get("refund_minor", 0) for told in self.acknowledged)


class Closer(BusyTill):
    """A manager in the office who closes a till's day, asks once more, and makes it long ago."""

    def __init__(self, office: TillClient, till_id: str, data: Path) -> None:
        super().__init__(office, itertools.repeat(till_id), SEED)
        self._data = data
        self.closes = threading.Semaphore(0)

    def _one_sale(self, till_id: str) -> None:
        z_number = self.close_day(till_id)
        long_ago = dt.date(2000, 1, 1) + dt.timedelta(z_number)
        aged = "UPDATE day_closes SET day = ? WHERE till_id = ? AND z_number = ?"
        change_rows(self._data, aged, long_ago.isoformat(), till_id, z_number)
        self.closes.release()

    def close_day(self, till_id: str) -> int:
        """Ask until nothing is open; returns the number of the close."""
        today = day_of_ms(time.time_ns() // 1_000_000, BERLIN).isoformat()
        body = {"day": today, "counted_cash_minor": len(self.acknowledged), "note": "Counted."}
        target = f"/v1/tills/{till_id}/close-day"
        self._acknowledge(target, body)
        told = self.acknowledged[-1]
        assert self.insist(target, body) == told
        return int(told.answer["closing"]["z_number"])


@pytest.mark.timeout(3600)
def test_a_busy_server_killed_as_its_days_are_closed_counts_everything_once(
    stocked_shop: tuple[Path, list[str]], tmp_path: Path, rounds: int
) -> None:
    template, numbers = stocked_shop
    chance, data = random.Random(SEED), tmp_path / "data"
    with ServerProcess.of_demo(template, data, "--port", str(free_port())) as server:
        clerk, office, second = _people(server)
        till_id, office_id = clerk.till_id, office.till_id
        seller = Seller(clerk, office, iter(numbers))
        closer = Closer(second, till_id, data)
        seller.start()
        closer.start()
        for _ in range(KILLS * rounds):
            assert closer.closes.acquire(timeout=PATIENCE_S), "no day was closed"
            time.sleep(chance.uniform(0.1, 0.4))
            server.kill()
            server.start()
        closer.stop()
        seller.stop()
        evening = Closer(office, till_id, data)
        last = evening.close_day(till_id)
        assert evening.close_day(office_id) == 1
        office.close()
    told = [answer.answer["closing"]["z_number"] for answer in closer.acknowledged]
    _check_counted_once(data, till_id, [*told, last])
    taken, returned = seller.taken_and_returned()
    assert returned, "nothing was voided"
    assert sum(day.in_hand_minor for day in _closes(data, till_id).values()) == taken
    assert _closes(data, office_id)[1].in_hand_minor == -returned


def _people(server: ServerProcess) -> tuple[TillClient, TillClient, TillClient]:
    """A clerk at the demo's till, and a manager at a till of her own, twice."""
    pins = {person["id"]: person["pin"] for person in server.demo["operators"]}
    clerk = TillClient.of_demo(server.url, server.demo, timeout_s=8)
    assert clerk.sign_in("anna", pins["anna"]).status_code == 200
    code = clerk.post("/v1/enrolment-codes", {"till_name": "Office"}).raise_for_status().json()
    assert clerk.sign_in("mia", pins["mia"]).status_code == 200
    office = TillClient(server.url, timeout_s=8)
    assert office.enrol(code["code"]).status_code == 200
    office.open_session()
    assert office.sign_in("anna", pins["anna"]).status_code == 200
    second = TillClient(server.url, till_id=office.till_id, key=office.key, timeout_s=8)
    second.open_session()
    second.operator = office.operator
    return clerk, office, second


def _check_counted_once(data: Path, till_id: str, numbers_told: list[int]) -> None:
    closes = _closes(data, till_id)
    assert sorted(closes) == list(range(1, len(closes) + 1)) == numbers_told
    for figure, sql in MARKED.items():
        said = {z: getattr(told, figure) for z, told in closes.items()}
        assert dict(read_rows(data, sql, till_id)) == {
            z: minor for z, minor in said.items() if minor
        }
    entries = [entry for entry in ledger_of(data) if entry["kind"] == "day.closed"]
    assert Counter(entry["subject"] for entry in entries)[till_id] == len(closes)


def _closes(data: Path, till_id: str) -> dict[int, DayMoney]:
    """The cash of each stored close, by its number."""
    rows = read_rows(data, "SELECT z_number, report FROM day_closes WHERE till_id = ?", till_id)
    return {z: money(msgspec.json.decode(report, type=DayContent).money) for z, report in rows}
