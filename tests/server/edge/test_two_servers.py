"""Two real server processes on one PostgreSQL database: races, what ends at the other, kill -9."""

from __future__ import annotations

import asyncio
import contextlib
import random
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from card_contract.messages import Done
from kill.ground import free_port, shop_with_many_cards
from kill.load import BusyTill, send_again
from server_stub.care.control import ask
from server_stub.shop_folder.data_folder import DataFolder
from server_stub.web.control_api.messages import Disable, Revoke
from support.ear import Ear
from support.patience import until
from support.postgres import PostgresServer, postgres_server, put_into_postgres, query
from support.server_process import ServerProcess, run_command
from support.till_client import TillClient
from support.tills import Tills

RACES = 200
MIA = ("mia", "111111")
JONAS = ("jonas", "222222")
CARDS = 4_500


class Pair:
    """Two servers over one database; a till may speak to either."""

    def __init__(self, url: str, one: ServerProcess, other: ServerProcess, numbers: list[str]):
        self.url = url
        self.one = one
        self.other = other
        self.numbers = iter(numbers)


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    return shop_with_many_cards(tmp_path_factory.mktemp("stocked"), CARDS)


@contextlib.contextmanager
def pair_of(
    postgres: PostgresServer, stocked: tuple[Path, list[str]], folder: Path
) -> Iterator[Pair]:
    """Each has a data folder with the same keys; the first one keeps its port when it is killed."""
    template, numbers = stocked
    one = ServerProcess.of_demo(template, folder / "one", "--port", str(free_port()))
    url = put_into_postgres(postgres, one.data, template)
    shutil.copytree(one.data, folder / "two")
    with one, ServerProcess(folder / "two") as other:
        yield Pair(url, one, other, numbers)


@pytest.fixture(scope="module")
def pair(
    postgres: PostgresServer,
    stocked: tuple[Path, list[str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Pair]:
    with pair_of(postgres, stocked, tmp_path_factory.mktemp("pair")) as both:
        yield both


def code_of(answer: httpx.Response) -> tuple[int, str]:
    return (answer.status_code, answer.json().get("code", "ok"))


def insist(ask: Callable[[], httpx.Response]) -> httpx.Response:
    """Ask again while told to, as a till does."""
    while code_of(answer := ask()) == (503, "BUSY"):
        time.sleep(0.02)
    return answer


def test_two_processes_that_race_for_one_card_have_one_winner(pair: Pair, tills: Tills) -> None:
    one = tills.demo(pair.one, *MIA)
    other = tills.twin(tills.enrolled(pair.one, *JONAS), pair.other)
    ready = threading.Barrier(2)

    def reserve(till: TillClient, card: dict[str, object]) -> httpx.Response:
        sale_id = till.new_sale_id()
        ready.wait(20)
        return insist(lambda: till.reserve(sale_id, [card]))

    with ThreadPoolExecutor(2) as pool:
        for _ in range(RACES):
            card = one.look_up(next(pair.numbers)).json()
            answers = list(pool.map(lambda till, card=card: reserve(till, card), (one, other)))
            assert sorted(answer.status_code for answer in answers) == [200, 409], [
                answer.text for answer in answers
            ]
    held = query(
        pair.url, "SELECT count(*), count(DISTINCT sale_id) FROM codes WHERE hold = 'held'"
    )
    assert held == [(RACES, RACES)]
    assert run_command("verify", "--data", str(pair.one.data)).returncode == 0


def test_one_request_to_both_at_once_is_answered_alike(pair: Pair, tills: Tills) -> None:
    one = tills.demo(pair.one, *MIA)
    other = tills.twin(one, pair.other)
    with ThreadPoolExecutor(2) as pool:
        for _ in range(30):
            card, sale_id = one.look_up(next(pair.numbers)).json(), one.new_sale_id()
            asks: list[Callable[[TillClient], httpx.Response]] = [
                lambda till, card=card, sale_id=sale_id: till.reserve(sale_id, [card]),
                lambda till, sale_id=sale_id: till.confirm(sale_id, 5000),
            ]
            for send in asks:
                told = pool.map(lambda till, send=send: insist(lambda: send(till)), (one, other))
                answers = [answer.json() for answer in told]
                assert sorted(answer.pop("replayed") for answer in answers) == [False, True]
                assert answers[0] == answers[1]


def test_a_till_that_is_revoked_at_one_is_refused_at_the_others_next_request(
    pair: Pair, tills: Tills
) -> None:
    manager = tills.demo(pair.one, "anna", "333333")
    for _ in range(10):
        till = tills.enrolled(pair.one, *JONAS)
        twin = tills.twin(till, pair.other)
        assert twin.get("/v1/shop").status_code == 200
        assert twin.look_up(next(pair.numbers)).status_code == 200
        assert (
            manager.post(f"/v1/tills/{till.till_id}/revoke", {"reason": "stolen"}).status_code
            == 200
        )
        assert code_of(twin.get("/v1/shop")) == (403, "TILL_REVOKED")
        assert code_of(till.get("/v1/shop")) == (403, "TILL_REVOKED")


def test_a_till_that_the_command_line_revokes_is_refused_at_both(pair: Pair, tills: Tills) -> None:
    till = tills.enrolled(pair.one, *JONAS)
    twin = tills.twin(till, pair.other)
    assert twin.get("/v1/shop").status_code == 200
    request = Revoke(till=till.till_id, reason="gone")
    asyncio.run(ask(DataFolder(pair.one.data), "revoke", request, Done))
    assert code_of(till.get("/v1/shop")) == (403, "TILL_REVOKED")
    assert code_of(twin.get("/v1/shop")) == (403, "TILL_REVOKED")


def test_tills_at_both_hear_of_a_recall(pair: Pair, tills: Tills) -> None:
    manager = tills.demo(pair.one, "anna", "333333")
    ears = [Ear(tills.enrolled(server, *JONAS)) for server in (pair.one, pair.other)]
    card_id = manager.look_up(next(pair.numbers)).json()["card_id"]
    request = {
        "act": "stop-sale",
        "selection": {"by": "cards", "card_ids": [card_id]},
        "reason": "lost",
        "note": "Gone.",
    }
    assert manager.post(f"/v1/recall-requests/R-{7:026d}", request).status_code == 200
    for ear in ears:
        news = ear.next()
        assert news is not None
        assert news["card_ids"] == [card_id]


def test_who_signs_in_or_out_at_one_is_known_at_the_other(pair: Pair, tills: Tills) -> None:
    till = tills.enrolled(pair.one, *MIA)
    twin = tills.twin(till, pair.other)
    number = next(pair.numbers)
    assert twin.look_up(number).status_code == 200
    # Jonas signs in at the same till, over the other server: Mia's session is over at both.
    newcomer = tills.twin(till, pair.other)
    newcomer.operator = ""
    assert newcomer.sign_in(*JONAS).status_code == 200
    assert code_of(till.look_up(number)) == (401, "NO_OPERATOR")
    assert code_of(twin.look_up(number)) == (401, "NO_OPERATOR")
    assert newcomer.look_up(number).status_code == 200


def test_a_new_pin_ends_the_other_sessions_at_both_and_keeps_its_own(
    pair: Pair, tills: Tills
) -> None:
    here, elsewhere = tills.enrolled(pair.one, *JONAS), tills.enrolled(pair.other, *JONAS)
    twin = tills.twin(here, pair.other)
    number, (_, old) = next(pair.numbers), JONAS
    for till in (elsewhere, twin):
        assert till.look_up(number).status_code == 200
    changed = here.post("/v1/operators/me/pin", {"pin": old, "new_pin": "271828"})
    assert changed.status_code == 200
    assert code_of(elsewhere.look_up(number)) == (401, "NO_OPERATOR")
    assert here.look_up(number).status_code == 200
    assert twin.look_up(number).status_code == 200
    back = twin.post("/v1/operators/me/pin", {"pin": "271828", "new_pin": old})
    assert back.status_code == 200  # for the tests after this one


def test_somebody_who_is_dismissed_is_refused_at_both(pair: Pair, tills: Tills) -> None:
    till = tills.enrolled(pair.one, *JONAS)
    twin = tills.twin(till, pair.other)
    number = next(pair.numbers)
    assert twin.look_up(number).status_code == 200
    request = Disable(operator="jonas")
    asyncio.run(ask(DataFolder(pair.one.data), "disable", request, Done))
    assert code_of(twin.look_up(number)) == (401, "NO_OPERATOR")
    assert code_of(till.look_up(number)) == (401, "NO_OPERATOR")


def test_a_session_cannot_be_believed_while_the_database_is_away(
    stocked: tuple[Path, list[str]], tmp_path: Path, tills: Tills
) -> None:
    with postgres_server() as own, pair_of(own, stocked, tmp_path) as both:
        till = tills.demo(both.one, *MIA)
        assert till.get("/v1/shop").status_code == 200
        own.stop(signal.SIGINT)
        assert till.get("/v1/shop").status_code == 503
        own.start()
        until(lambda: till.look_up(next(both.numbers)).status_code == 200)


@pytest.mark.timeout(600)
def test_a_process_killed_under_load_loses_nothing_acknowledged(
    stocked: tuple[Path, list[str]], tmp_path: Path, rounds: int
) -> None:
    """The database is one that waits for its disk; the tills' server comes back at its port."""
    chance = random.Random(3)  # noqa: S311 - a killing that repeats
    settings = {"fsync": "on", "full_page_writes": "on"}
    with (
        postgres_server(**settings) as own,
        pair_of(own, stocked, tmp_path) as both,
        contextlib.ExitStack() as stack,
    ):
        tills = Tills(stack)
        numbers = list(both.numbers)
        survivor = [tills.enrolled(both.other, *JONAS), tills.enrolled(both.other, *MIA)]
        doomed = [tills.enrolled(both.one, *JONAS), tills.enrolled(both.one, *MIA)]
        busy = [
            BusyTill(client, iter(numbers[place * 1000 : (place + 1) * 1000]), seed=place)
            for place, client in enumerate((*survivor, *doomed))
        ]
        for till in busy:
            till.start()
        for _ in range(5 * rounds):
            time.sleep(chance.uniform(0.1, 0.5))
            both.one.kill()
            both.one.start()
        until = time.monotonic() + 60
        while sum(len(till.acknowledged) for till in busy) <= 100:
            assert time.monotonic() < until, "hardly anything is acknowledged"
            time.sleep(0.1)
        for till in busy:
            till.stop()
        for client, till in zip((*survivor, *doomed), busy, strict=True):
            again = tills.twin(client, both.other)
            for answer in till.acknowledged:
                send_again(again, answer)
        assert run_command("verify", "--data", str(both.one.data)).returncode == 0
        twice = query(both.url, "SELECT 1 FROM ledger GROUP BY entry::json->>3, entry::json->>5"
                      " HAVING count(*) > 1 AND entry::json->>3 = 'sale.confirmed'")  # fmt: skip
        assert twice == []
