"""``kill -9`` of the server under load: nothing acknowledged is lost, and the ledger still holds.

25 kills; ``--long`` kills 25 times as often.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from pathlib import Path

import pytest

from kill.ground import free_port, ledger_of
from kill.load import BusyTill, send_again
from support.server_process import ServerProcess
from support.till_client import TillClient

KILLS = 25
TILLS = 3


@pytest.mark.timeout(3600)
def test_a_server_killed_under_load_loses_nothing_acknowledged(
    stocked_shop: tuple[Path, list[str]], tmp_path: Path, rounds: int
):
    template, numbers = stocked_shop
    chance = random.Random(2)
    # The port stays: the tills open their sessions anew and ask again.
    data = tmp_path / "data"
    with ServerProcess.of_demo(template, data, "--port", str(free_port())) as server:
        tills = _tills(server, numbers)
        for till in tills:
            till.start()
        for _ in range(KILLS * rounds):
            time.sleep(chance.uniform(0.05, 0.5))
            server.kill()
            server.start()
        time.sleep(0.5)
        for till in tills:
            till.stop()
        acknowledged = [answer for till in tills for answer in till.acknowledged]
        _check_nothing_is_lost(server, tills)
        server.stop()
        confirmed = _confirmed_in_ledger(server.data, till_id=server.demo["till"]["id"])
    assert len(acknowledged) > KILLS * rounds
    sales = {answer.target.split("/")[3] for answer in acknowledged if "/confirm" in answer.target}
    assert set(confirmed.values()) == {1}
    assert set(confirmed) == sales


def _tills(server: ServerProcess, numbers: list[str]) -> list[BusyTill]:
    """All are the demo's one till, where one operator can be signed in: they share his session."""
    share = len(numbers) // TILLS
    first = _signed_in(server)
    clients = [first]
    for _ in range(TILLS - 1):
        clients.append(TillClient.of_demo(server.url, server.demo, timeout_s=8))
        clients[-1].operator = first.operator
    return [
        BusyTill(client, iter(numbers[place * share : (place + 1) * share]), seed=place)
        for place, client in enumerate(clients)
    ]


def _signed_in(server: ServerProcess) -> TillClient:
    client = TillClient.of_demo(server.url, server.demo, timeout_s=8)
    pin = next(person["pin"] for person in server.demo["operators"] if person["id"] == "mia")
    assert client.sign_in("mia", pin).status_code == 200
    return client


def _check_nothing_is_lost(server: ServerProcess, tills: list[BusyTill]) -> None:
    client = _signed_in(server)
    for till in tills:
        for answer in till.acknowledged:
            send_again(client, answer)
    client.http.close()


def _confirmed_in_ledger(data: Path, *, till_id: str) -> Counter[str]:
    """How often each sale of the till was confirmed; the demo shop has sold a card elsewhere."""
    return Counter(
        entry["subject"]
        for entry in ledger_of(data)
        if entry["kind"] == "sale.confirmed" and entry["actor"] == f"till:{till_id}"
    )
