"""``kill -9`` in a recall: it ends whole, and a card in a sale is sold or recalled, never both.

Each step of each piece once; ``--long`` recalls a larger stock, and kills a busy server oftener.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

import support.dying_recall as dying
from card_contract.outcomes import CardRefusal
from card_contract.recall_messages import RecallRequest, digest_of
from card_contract.states import RecallEffect, RecallState
from kill.ground import free_port, ledger_of
from kill.load import PATIENCE_S, BusyTill
from server_stub.desks.ledger_keeper import LedgerKeeper
from server_stub.storage.sealing import Keys
from support.core_shop import CoreShop, open_shop, read_all
from support.forked_program import run_until_dead
from support.recall_floor import RecallFloor, asked, cards
from support.server_process import ServerProcess
from support.till_client import TillClient

STOCK = 10
STOCK_FOR_LONG = 60
STEPS = ("before-store", "before-commit", "after-commit")
HELD = 5
DECIDED = "SELECT each.value AS code_id, effect FROM recall_runs, json_each(code_ids) AS each"
"""What a recall decided, card by card."""


@pytest.mark.usefixtures("kept_in")
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("step", STEPS)
def test_a_recall_killed_at_any_step_of_any_piece_ends_whole(
    tmp_path: Path, step: str, rounds: int
) -> None:
    stock = STOCK if rounds == 1 else STOCK_FOR_LONG
    steps_of_recall = 1 + -(-stock // dying.PIECE_CARDS)  # it is begun, then come its pieces
    for nth in range(1, steps_of_recall + 1):
        folder = tmp_path / str(nth)
        folder.mkdir()
        asyncio.run(_make(folder, stock))
        said = run_until_dead(dying.run, folder, step, nth, stock)
        asyncio.run(_look_and_go_on(folder, stock, begun="begun" in said))
        _check_each_card_once(folder, stock)


async def _make(folder: Path, stock: int) -> None:
    """A shop in which one card is in a sale that has asked for its money."""
    keys = Keys.create(folder / "keys.json")
    shop = await open_shop(folder / "shop.db", cards=stock, keys=keys)
    await shop.reserve(1, HELD)
    await shop.close()


async def _look_and_go_on(folder: Path, stock: int, *, begun: bool) -> None:
    shop = CoreShop(folder / "shop.db", Keys.read(folder / "keys.json"))
    floor = RecallFloor(shop, piece_max=dying.PIECE_CARDS)
    try:
        # The manager, who may not have been told, asks again under the same id.
        again = await floor.begin(asked(cards(*range(1, stock + 1))))
        assert again.replayed or not begun
        await floor.finish()
        view = await floor.queries.recall("demo", again.recall_id)
        assert view is not None
        assert (view.state, view.done) == (RecallState.DONE, stock)
        told = await shop.confirm(1)
        (line,) = told.lines
        assert not line.activated
        assert line.refusal.refusal is CardRefusal.RECALLED
        assert (await LedgerKeeper(shop.reader, shop.keys).verify()).is_sound
    finally:
        await shop.close()


def _check_each_card_once(folder: Path, stock: int) -> None:
    file = folder / "shop.db"
    decided = sorted(read_all(file, DECIDED))
    assert [code_id for code_id, _ in decided] == list(range(1, stock + 1))
    assert dict(decided)[HELD] == RecallEffect.SALE_REFUSED
    states = read_all(file, "SELECT state, hold, count(*) FROM codes GROUP BY state, hold")
    assert states == [("Invalidated", "free", stock)]
    # Held, recalled and let go; all others were written once.
    versions = Counter(version for (version,) in read_all(file, "SELECT version FROM codes"))
    assert versions == {2: stock - 1, 4: 1}


# --- A busy server -------------------------------------------------------------------------------

KILLS = 5
TILLS = 2


class WatchfulTill(BusyTill):
    """Notes of each card what the till was told: sold, or refused at reserve or confirm."""

    def __init__(self, client: TillClient, numbers: Iterator[str], seed: int) -> None:
        super().__init__(client, numbers, seed)
        self.refused: list[str] = []

    def _one_sale(self, number: str) -> None:
        card = self.insist("/v1/cards/look-up", {"text": number}).answer
        sale_id = self._client.new_sale_id()
        line = {"card_id": card["card_id"], "price_minor": card["price_minor"]}
        reserve = {"lines": [line], "currency": card["currency"], "created_at": 1}
        held = self.insist(f"/v1/sales/{sale_id}/reserve", reserve)
        if held.status != 200:
            assert [one["refusal"] for one in held.answer["cards"]] == ["CARD_RECALLED"], held
            self.refused.append(card["card_id"])
            return
        payment = {"kind": "cash", "amount_minor": card["price_minor"]}
        paid = {"payment": payment, "paid_at": time.time_ns() // 1_000_000}
        confirmed = self.insist(f"/v1/sales/{sale_id}/confirm", paid)
        (told,) = confirmed.answer["lines"]
        (self.sold if told["activated"] else self.refused).append(card["card_id"])


@pytest.mark.timeout(3600)
def test_a_busy_server_killed_in_a_recall_sells_or_recalls_each_card_and_says_which(
    stocked_shop: tuple[Path, list[str]], tmp_path: Path, rounds: int
) -> None:
    template, numbers = stocked_shop
    for number in range(rounds):
        data = tmp_path / str(number)
        with ServerProcess.of_demo(template, data, "--port", str(free_port())) as server:
            tills, recall_id = _recall_killed(server, numbers, random.Random(number))
        _check_sold_or_recalled(data, tills, recall_id, len(numbers))


def _recall_killed(
    server: ServerProcess, numbers: list[str], chance: random.Random
) -> tuple[list[WatchfulTill], int]:
    manager, tills = _people(server, numbers)
    request = _request(manager, numbers)
    for till in tills:
        till.start()
    until = time.monotonic() + PATIENCE_S
    while not all(till.sold for till in tills):
        assert time.monotonic() < until, "nothing is sold"
        time.sleep(0.01)
    recall_id = int(_insist(manager, f"/v1/recall-requests/R-{1:026d}", request)["recall_id"])
    for _ in range(KILLS):
        time.sleep(chance.uniform(0.0, 0.15))
        server.kill()
        server.start()
    end = time.monotonic() + 300
    while _insist(manager, f"/v1/recalls/{recall_id}", None)["state"] == "running":
        assert time.monotonic() < end, "the recall never ended"
    for till in tills:
        till.stop()
    manager.close()
    return tills, recall_id


def _people(server: ServerProcess, numbers: list[str]) -> tuple[TillClient, list[WatchfulTill]]:
    """A manager at a till of her own, and tills of a clerk: half of the stock is for sale."""
    pins = {person["id"]: person["pin"] for person in server.demo["operators"]}
    first = TillClient.of_demo(server.url, server.demo, timeout_s=8)
    assert first.sign_in("anna", pins["anna"]).status_code == 200
    code = first.post("/v1/enrolment-codes", {"till_name": "Office"}).raise_for_status().json()
    manager = TillClient(server.url, timeout_s=8)
    assert manager.enrol(code["code"]).status_code == 200
    manager.open_session()
    assert manager.sign_in("anna", pins["anna"]).status_code == 200
    assert first.sign_in("mia", pins["mia"]).status_code == 200
    second = TillClient.of_demo(server.url, server.demo, timeout_s=8)
    second.operator = first.operator
    # Both begin in the middle of what a recall reaches late, so that it overtakes them.
    shares = (numbers[len(numbers) // 2 :], numbers[: len(numbers) // 2])
    return manager, [
        WatchfulTill(client, iter(share), seed)
        for seed, (client, share) in enumerate(zip((first, second), shares, strict=True))
    ]


def _request(manager: TillClient, numbers: list[str]) -> dict[str, Any]:
    request = {
        "act": "recall",
        "selection": {"by": "range", "first": numbers[0], "last": numbers[-1]},
        "reason": "stolen",
        "note": "A carton is missing.",
    }
    digest = digest_of(msgspec.convert(request, RecallRequest))
    signed = manager.approve("admin", "666666", "recall", digest, sale_id=f"R-{1:026d}")
    return {**request, "approval": signed.raise_for_status().json()["approval"]}


def _insist(manager: TillClient, target: str, body: dict[str, Any] | None) -> dict[str, Any]:
    """Ask as often as it takes; the server comes and goes."""
    asked_of = BusyTill(manager, iter(()), 0)
    answered = asked_of.insist(target, body)
    assert answered.status == 200, answered
    return answered.answer


def _check_sold_or_recalled(
    data: Path, tills: list[WatchfulTill], recall_id: int, stock: int
) -> None:
    file = data / "redemption.db"
    codes = {
        code_id: (state, hold, recall)
        for code_id, state, hold, recall in read_all(
            file, "SELECT code_id, state, hold, recall_id FROM codes"
        )
    }
    cards_of = [(card, *codes[card]) for card, _ in read_all(file, DECIDED)]
    assert len(cards_of) == stock
    sold = {
        str(card) for card, state, hold, _ in cards_of if (state, hold) == ("Available", "sold")
    }
    dead = {
        str(card)
        for card, state, hold, recall in cards_of
        if (state, hold, recall) == ("Invalidated", "free", str(recall_id))
    }
    assert len(sold) + len(dead) == stock
    assert sold == {card for till in tills for card in till.sold}
    assert dead >= {card for till in tills for card in till.refused}
    assert sold, "nothing was sold"
    decided = [entry for entry in ledger_of(data) if entry["kind"] == "recall.cards"]
    entered = Counter(card for entry in decided for effect in _effects(entry) for card in effect)
    assert set(entered.values()) == {1}
    assert len(entered) == stock


def _effects(entry: dict[str, Any]) -> list[list[int]]:
    return [cards for name, cards in entry["detail"].items() if name != "act"]
