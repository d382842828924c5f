"""A till's business day over HTTP: who may see it, who may close it, and what comes of a repeat."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest

from card_contract.day_messages import DayOpenItem, digest_of_open, subject_of_day
from card_contract.states import OpenKind
from support.server_process import ServerProcess
from support.till_client import TillClient
from support.tills import Tills

ANNA = ("anna", "333333")
MIA = ("mia", "111111")


def today() -> dt.date:
    """The day of the shop, when it is asked for: a run may pass midnight."""
    return dt.datetime.now(ZoneInfo("Europe/Berlin")).date()


@pytest.fixture
def seller(server: ServerProcess, tills: Tills) -> TillClient:
    """A till of its own for each test, with Mia, a clerk, signed in."""
    return tills.enrolled(server, *MIA)


def code_of(answer: httpx.Response) -> tuple[int, str]:
    return (answer.status_code, answer.json().get("code", "ok"))


def day_of(asker: TillClient, till: TillClient) -> httpx.Response:
    return asker.get(f"/v1/tills/{till.till_id}/day?day={today()}")


def close(asker: TillClient, till: TillClient, **more: Any) -> httpx.Response:
    body = {"day": today().isoformat(), **more}
    return asker.post(f"/v1/tills/{till.till_id}/close-day", body)


def signed(asker: TillClient, till: TillClient, open_ids: list[str]) -> str:
    items = [DayOpenItem(item_id=item_id, kind=OpenKind.HELD) for item_id in open_ids]
    subject = subject_of_day(till.till_id, today().isoformat())
    answer = asker.approve(*ANNA, "close-day", subject, sale_id=digest_of_open(items))
    assert answer.status_code == 200, answer.text
    return str(answer.json()["approval"])


def figures(report: dict[str, Any]) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for row in report["rows"]:
        count, value = found.get(row["figure"], (0, 0))
        found[row["figure"]] = (count + row["count"], value + row["value_minor"])
    return found


def hold(till: TillClient, number: str) -> str:
    sale_id = till.new_sale_id()
    till.reserve(sale_id, [till.look_up(number).json()]).raise_for_status()
    return sale_id


def test_a_clerk_sees_the_day_of_the_own_till_as_it_stands(
    seller: TillClient, numbers: Iterator[str]
) -> None:
    seller.sell(next(numbers), next(numbers))
    report = day_of(seller, seller).json()
    assert figures(report) == {"sold": (2, 10_000)}
    assert (report["closing"], report["currency"], report["open"]) == (None, "EUR", [])
    assert report["names"]["mia"] == "Mia Kern"
    cash = next(row for row in report["money"] if row["kind"] == "cash")
    assert cash["taken_minor"] == 10_000


def test_another_tills_clerk_is_refused_and_its_manager_is_not(
    seller: TillClient, manager: TillClient, server: ServerProcess, tills: Tills
) -> None:
    other = tills.enrolled(server, "jonas", "222222")
    for path in ("day", "day-sales"):
        target = f"/v1/tills/{seller.till_id}/{path}?day={today()}"
        assert code_of(other.get(target)) == (403, "NOT_ALLOWED")
        assert code_of(manager.get(target)) == (200, "ok")
    assert code_of(other.get(f"/v1/days?day={today()}")) == (403, "NOT_ALLOWED")
    assert code_of(close(other, other)) == (403, "NOT_ALLOWED")
    assert code_of(manager.get(f"/v1/tills/T77/day?day={today()}")) == (404, "NOT_FOUND")


def test_a_day_is_closed_with_its_count_and_stays_closed(
    seller: TillClient, manager: TillClient, numbers: Iterator[str]
) -> None:
    seller.sell(next(numbers))
    outdated = {"counted_cash_minor": 5100, "expected_cash_minor": 5100}
    assert code_of(close(manager, seller, **outdated)) == (409, "DAY_CHANGED")
    assert code_of(close(manager, seller, counted_cash_minor=-5100)) == (409, "DAY_DIFFERS")
    answer = close(manager, seller, counted_cash_minor=5100, note="one euro over")
    assert code_of(answer) == (200, "ok")
    closing = answer.json()["closing"]
    assert (closing["z_number"], closing["closed_by"]) == (1, "Anna Lindt")
    assert (closing["counted_cash_minor"], closing["note"]) == (5100, "one euro over")

    seller.sell(next(numbers))  # after the close: it is in the next one
    assert figures(day_of(seller, seller).json()) == {"sold": (1, 5000)}
    listed = manager.get(f"/v1/days?day={today()}").json()["tills"]
    assert {till["till_id"]: till["z_number"] for till in listed}[seller.till_id] == 1
    assert code_of(close(manager, seller, counted_cash_minor=1)) == (409, "DAY_CLOSED")


def test_a_close_whose_reply_was_lost_is_asked_for_again(
    seller: TillClient, manager: TillClient, numbers: Iterator[str]
) -> None:
    seller.sell(next(numbers))
    first, again = (close(manager, seller, counted_cash_minor=5000) for _ in range(2))
    assert first.json() == again.json()


def test_what_is_open_is_signed_for_at_the_till_where_the_day_is_closed(
    seller: TillClient, manager: TillClient, numbers: Iterator[str]
) -> None:
    sale_id = hold(seller, next(numbers))
    assert code_of(close(manager, seller)) == (409, "DAY_OPEN")
    at_another_till = signed(seller, seller, [sale_id])
    assert code_of(close(manager, seller, approval=at_another_till)) == (403, "APPROVAL_INVALID")
    approval = signed(manager, seller, [sale_id])
    report = close(manager, seller, approval=approval).json()
    assert report["closing"]["signed_by"] == "Anna Lindt"
    assert [item["item_id"] for item in report["open"]] == [sale_id]


def test_a_case_of_the_till_is_open_until_it_is_settled(
    seller: TillClient, manager: TillClient, numbers: Iterator[str]
) -> None:
    sale_id, void_id = seller.sell(next(numbers)), seller.new_void_id()
    seller.void(void_id, sale_id).raise_for_status()
    open_items = day_of(seller, seller).json()["open"]
    assert [item["item_id"] for item in open_items] == [f"signature-owed:{void_id}"]
    assert open_items[0]["case_kind"] == "signature-owed"
    assert code_of(close(manager, seller)) == (409, "DAY_OPEN")


def test_the_sales_of_a_day_are_told_to_be_compared(
    seller: TillClient, manager: TillClient, numbers: Iterator[str]
) -> None:
    sale_id, void_id = seller.sell(next(numbers)), seller.new_void_id()
    target = f"/v1/tills/{seller.till_id}/day-sales?day={today()}"
    seller.void(void_id, sale_id).raise_for_status()
    seller.void(seller.new_void_id(), hold(seller, next(numbers))).raise_for_status()
    told = manager.get(target).json()
    assert [(sale["sale_id"], sale["amount_minor"]) for sale in told["sales"]] == [(sale_id, 5000)]
    assert [(void["void_id"], void["amount_minor"]) for void in told["voids"]] == [(void_id, 5000)]
    assert told["voids"][0]["receipt_number"] == told["sales"][0]["receipt_number"]
    open_ids = [item["item_id"] for item in day_of(seller, seller).json()["open"]]
    approval = signed(manager, seller, open_ids)
    asked = {"approval": approval, "pos_total_minor": -100, "pos_differing": 3}
    assert code_of(close(manager, seller, **asked)) == (409, "DAY_DIFFERS")
    asked |= {"note": "Two are missing."}
    closed = close(manager, seller, **asked).raise_for_status().json()["closing"]
    assert (closed["counted_cash_minor"], closed["pos_total_minor"]) == (None, -100)
    assert (closed["pos_compared_minor"], closed["pos_differing"]) == (0, 3)
    seller.sell(next(numbers))
    after = manager.get(target).json()
    assert (after["sales"], after["voids"]) == (told["sales"], told["voids"])


@pytest.mark.parametrize("day", ["2026-02-30", "0001-01-01", "9999-12-31"])
def test_a_day_that_no_calendar_has_is_refused(manager: TillClient, day: str) -> None:
    for target in (f"/v1/tills/{manager.till_id}/day?day={day}", f"/v1/days?day={day}"):
        assert code_of(manager.get(target)) == (400, "MALFORMED")
    body = {"day": day}
    answer = manager.post(f"/v1/tills/{manager.till_id}/close-day", body)
    assert code_of(answer) == (400, "MALFORMED")


def test_a_server_killed_right_after_a_close_has_it_once(
    own_server: ServerProcess, tills: Tills, numbers: Iterator[str]
) -> None:
    till = tills.demo(own_server, *ANNA)
    till.sell(next(numbers))
    first = close(till, till, counted_cash_minor=5000).json()
    own_server.kill()
    own_server.start()
    till = tills.demo(own_server, *ANNA)
    assert day_of(till, till).json() == first
    assert close(till, till, counted_cash_minor=5000).json() == first
