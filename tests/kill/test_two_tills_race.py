"""Two tills reach for one card at the same moment, 200 times: exactly one of them sells it."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import httpx

from support.server_process import ServerProcess
from support.till_client import TillClient

RACES = 200


def test_two_tills_with_one_card_sell_it_exactly_once(
    stocked_shop: tuple[Path, list[str]], tmp_path: Path
):
    template, numbers = stocked_shop
    with ServerProcess.of_demo(template, tmp_path / "data") as server:
        first, second = _two_tills(server)
        winners = [_race(first, second, number) for number in numbers[-RACES:]]
        first.http.close()
        second.http.close()
    assert len(winners) == RACES
    assert set(winners) == {0, 1}, "one till always won: the races were none"


def _two_tills(server: ServerProcess) -> tuple[TillClient, TillClient]:
    pins = {person["id"]: person["pin"] for person in server.demo["operators"]}
    first = TillClient.of_demo(server.url, server.demo)
    assert first.sign_in("anna", pins["anna"]).status_code == 200
    code = first.post("/v1/enrolment-codes", {"till_name": "Till 2"}).raise_for_status().json()
    second = TillClient(server.url)
    assert second.enrol(code["code"]).status_code == 200
    second.open_session()
    assert second.sign_in("jonas", pins["jonas"]).status_code == 200
    return first, second


def _race(first: TillClient, second: TillClient, number: str) -> int:
    """Let both reserve the card, and the winner sell it; returns which of the two it was."""
    tills = (first, second)
    card = first.look_up(number).raise_for_status().json()
    sales = [till.new_sale_id() for till in tills]
    answers: list[httpx.Response | None] = [None, None]
    start = threading.Barrier(len(tills))

    def run(place: int) -> None:
        start.wait()
        answers[place] = tills[place].reserve(sales[place], [card])

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(tills))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    winner, loser = _sorted_out([answer for answer in answers if answer is not None])
    assert tills[loser].confirm(sales[loser], card["price_minor"]).status_code in (404, 409)
    sold = tills[winner].confirm(sales[winner], card["price_minor"]).raise_for_status().json()
    assert [line["activated"] for line in sold["lines"]] == [True]
    view = tills[loser].look_up(number).json()
    assert view["refusal"]["sale_id"] == sales[winner], view
    return winner


def _sorted_out(answers: list[httpx.Response]) -> tuple[int, int]:
    codes = [answer.status_code for answer in answers]
    assert sorted(codes) == [200, 409], [answer.text for answer in answers]
    refused: dict[str, Any] = answers[codes.index(409)].json()
    assert [card["refusal"] for card in refused["cards"]] == ["CARD_HELD_ELSEWHERE"]
    return codes.index(200), codes.index(409)
