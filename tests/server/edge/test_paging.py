"""Lists that go on where their last page ended, though many sales share one moment."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from server_stub.queries.sales import PAGE_HOLDS, PAGE_SALES
from support.server_process import ServerProcess
from support.stored_rows import change_rows
from support.till_client import TillClient
from support.tills import Tills

SALES = 120
MOMENT = time.time_ns() // 1_000_000 - 3 * 24 * 60 * 60 * 1000  # the demo's own sales are of today
DAY = dt.datetime.fromtimestamp(MOMENT / 1000, ZoneInfo("Europe/Berlin")).date()


@pytest.fixture(scope="module")
def held(server: ServerProcess) -> list[str]:
    """Sales of one round, held at one moment long ago: three pages of them."""
    with TillClient.of_demo(server.url, server.demo) as till:
        assert till.sign_in("mia", "111111").status_code == 200
        sales = []
        for card_id in range(1, SALES + 1):
            sales.append(till.new_sale_id())
            line = {"card_id": str(card_id), "price_minor": 5000, "currency": "EUR"}
            assert till.reserve(sales[-1], [line]).status_code == 200
    change_rows(
        server.data, "UPDATE sales SET held_at = ?, day_at = ? WHERE stage = 'held'", MOMENT, MOMENT
    )
    return sales


def pages(till: TillClient, target: str, key: str, cursor: str) -> Iterator[list[dict[str, Any]]]:
    """Read a list to its end, as the till does: from the last one of each page."""
    last = ""
    while True:
        answer = till.get(
            target + (f"{'&' if '?' in target else '?'}{cursor}={last}" if last else "")
        )
        assert answer.status_code == 200, answer.text
        page = answer.json()
        yield page[key]
        if not page["more"]:
            return
        found = page[key][-1]
        last = found["sale_id"] if cursor == "before" else found["sale"]["sale_id"]


def test_a_day_is_read_to_its_end_without_losing_a_sale(
    server: ServerProcess, tills: Tills, held: list[str]
) -> None:
    till = tills.demo(server, "mia", "111111")
    read = list(pages(till, f"/v1/sales?day={DAY}", "sales", "before"))
    assert [len(page) for page in read] == [PAGE_SALES, PAGE_SALES, SALES - 2 * PAGE_SALES]
    assert sorted(sale["sale_id"] for page in read for sale in page) == sorted(held)


def test_holds_are_read_to_their_end(server: ServerProcess, tills: Tills, held: list[str]) -> None:
    till = tills.demo(server, "mia", "111111")
    read = list(pages(till, "/v1/holds", "holds", "after"))
    assert [len(page) for page in read] == [PAGE_HOLDS, PAGE_HOLDS, SALES - 2 * PAGE_HOLDS]
    assert sorted(hold["sale"]["sale_id"] for page in read for hold in page) == sorted(held)


def test_a_receipt_and_a_card_are_searched_before_a_sale_too(
    server: ServerProcess, tills: Tills, held: list[str]
) -> None:
    till = tills.demo(server, "mia", "111111")
    sale = till.get(f"/v1/sales/{held[0]}").json()
    card = sale["lines"][0]["number"]
    for query in (f"receipt={sale['receipt_number']}", f"card={card}"):
        found = till.get(f"/v1/sales?{query}").json()
        assert [each["sale_id"] for each in found["sales"]] == [held[0]]
        nothing = till.get(f"/v1/sales?{query}&before={held[0]}").json()
        assert nothing == {"sales": [], "more": False}


def test_a_page_after_a_sale_that_does_not_exist_is_not_there(
    server: ServerProcess, tills: Tills
) -> None:
    till = tills.demo(server, "mia", "111111")
    unknown = till.new_sale_id()
    till.cancel(unknown)  # remembered, but never held: it stands in no list
    for target in (f"/v1/sales?day={DAY}&before={unknown}", f"/v1/holds?after={unknown}"):
        answer = till.get(target)
        assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND"), target


def test_another_apps_sale_is_no_place_in_a_list(
    server: ServerProcess, tills: Tills, held: list[str]
) -> None:
    till = tills.demo(server, "mia", "111111")
    foreign = held[0].replace("T01.", "T99.")
    assert till.get(f"/v1/holds?after={foreign}").status_code == 404
