"""A server whose disk is full: it says so, goes on reading, and comes back by itself.

The disk is a real one that takes nothing beyond a limit (``RLIMIT_FSIZE``), under a real process;
its log lies on the same disk.
"""

from __future__ import annotations

import contextlib
import sys
import threading
import time
from collections.abc import Iterator

import apsw
import httpx
import pytest

from support.patience import until
from support.server_process import ServerProcess
from support.till_client import TillClient
from support.tills import Tills

if sys.platform != "linux":
    pytest.skip("the limits of another process are set on Linux only", allow_module_level=True)

import resource

RECOVERED_WITHIN_S = 20.0


@contextlib.contextmanager
def full_disk(server: ServerProcess) -> Iterator[None]:
    """Let the server write nothing, neither to its database nor to its log."""
    hard = resource.prlimit(server.pid, resource.RLIMIT_FSIZE)[1]
    resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (1, hard))
    try:
        yield
    finally:
        with contextlib.suppress(ProcessLookupError):  # it was killed meanwhile
            resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (hard, hard))


def is_read_only(answer: httpx.Response) -> bool:
    if answer.status_code != 503:
        return False
    refused = answer.json()
    assert (refused["code"], refused["final"]) == ("READ_ONLY", False)
    assert int(answer.headers["retry-after"]) == refused["retry_after_s"] > 0
    return True


def test_on_a_full_disk_changes_are_refused_reads_go_on_and_it_ends_by_itself(
    own_server: ServerProcess, tills: Tills, numbers: Iterator[str]
) -> None:
    till = tills.demo(own_server, "mia", "111111")
    sold, number = till.sell(next(numbers)), next(numbers)
    card = till.look_up(number).json()
    held, refused = till.new_sale_id(), till.new_sale_id()
    till.reserve(held, [till.look_up(next(numbers)).json()]).raise_for_status()

    with full_disk(own_server):
        assert is_read_only(till.reserve(refused, [card]))
        # Everything that would change something is told the same, whoever asks.
        assert is_read_only(till.confirm(held, 5000))
        assert is_read_only(till.cancel(held))
        assert is_read_only(till.void(till.new_void_id(), sold))
        assert is_read_only(till.sign_in("mia", "111111"))
        assert is_read_only(till.handshake(till.challenge()))
        assert is_read_only(till.send("DELETE", "/v1/operator-sessions"))
        # Reads go on, and nothing of what was refused has happened.
        assert till.look_up(number).json()["refusal"] is None
        assert till.get(f"/v1/sales/{sold}").json()["stage"] == "confirmed"
        assert till.get(f"/v1/sales/{held}").json()["stage"] == "held"
        assert till.get(f"/v1/sales/{refused}").status_code == 404
        health = till.http.get("/healthz")
        assert health.status_code == 503
        assert health.json()["writable"] is False
        assert health.json()["reason"]
        assert "redemption_writable 0.0" in till.http.get("/metrics").text

    until(lambda: till.http.get("/healthz").status_code == 200, limit_s=RECOVERED_WITHIN_S)
    assert till.confirm(held, 5000).json()["replayed"] is False
    again = till.reserve(refused, [card])
    assert (again.status_code, again.json()["replayed"]) == (200, False)
    assert "redemption_writable 1.0" in till.http.get("/metrics").text


def test_what_was_acknowledged_before_a_full_disk_outlives_a_kill(
    own_server: ServerProcess, tills: Tills
) -> None:
    till = tills.demo(own_server, "mia", "111111")
    reserved: list[tuple[str, int]] = []
    turned_read_only = threading.Event()

    def sell() -> None:
        for card_id in range(1, 151):
            sale_id = till.new_sale_id()
            card = {"card_id": str(card_id), "price_minor": 5000, "currency": "EUR"}
            answer = till.reserve(sale_id, [card])
            if answer.status_code == 200:
                reserved.append((sale_id, card_id))
            elif is_read_only(answer):
                turned_read_only.set()
                return

    seller = threading.Thread(target=sell)
    seller.start()
    while len(reserved) < 5:
        assert seller.is_alive()
        time.sleep(0.002)
    with full_disk(own_server):
        assert turned_read_only.wait(30)
        seller.join()
        own_server.kill()
    own_server.start()
    with TillClient.of_demo(own_server.url, own_server.demo) as later:
        later.generation = till.generation
        stages = {later.get(f"/v1/sales/{sale_id}").json()["stage"] for sale_id, _ in reserved}
        assert stages == {"held"}
        confirmed = [later.confirm(sale_id, 5000).status_code for sale_id, _ in reserved]
    assert set(confirmed) == {200}


def test_a_database_that_does_not_verify_keeps_the_server_read_only_until_it_does(
    own_server: ServerProcess, tills: Tills, numbers: Iterator[str]
) -> None:
    till = tills.demo(own_server, "mia", "111111")
    sold, card = till.sell(next(numbers)), till.look_up(next(numbers)).json()
    sale_id = till.new_sale_id()
    with full_disk(own_server):
        assert is_read_only(till.reserve(sale_id, [card]))
        was = last_entry(own_server)
        put_last_entry(own_server, was.replace("sale.confirmed", "sale.forgotten"))

    def reason() -> str | None:
        found: str | None = till.http.get("/healthz").json()["reason"]
        return found

    until(lambda: reason() == "The ledger's chain is broken.", limit_s=RECOVERED_WITHIN_S)
    assert is_read_only(till.reserve(sale_id, [card]))
    assert till.get(f"/v1/sales/{sold}").json()["stage"] == "confirmed"

    put_last_entry(own_server, was)
    until(lambda: reason() is None, limit_s=RECOVERED_WITHIN_S)
    assert till.reserve(sale_id, [card]).status_code == 200


def last_entry(server: ServerProcess) -> str:
    with apsw.Connection(str(server.data / "redemption.db")) as db:
        entry: str = db.execute("SELECT entry FROM ledger ORDER BY position DESC LIMIT 1").get
    return entry


def put_last_entry(server: ServerProcess, entry: str) -> None:
    with apsw.Connection(str(server.data / "redemption.db")) as db:
        db.set_busy_timeout(5000)
        db.execute(
            "UPDATE ledger SET entry = ? WHERE position = (SELECT max(position) FROM ledger)",
            (entry,),
        )
