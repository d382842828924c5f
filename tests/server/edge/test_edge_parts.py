"""The parts of the edge by themselves: log filter, brakes, route table, days, sheet, pictures."""

from __future__ import annotations

import asyncio
import datetime as dt
import io
import json
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from card_contract.messages import CancelRequest
from card_contract.outcomes import MEANINGS, Refusal
from server_stub.demo.artwork import HEIGHT, WIDTH, draw
from server_stub.desks.limits import CALLERS_MAX, FailureBrake, SlowChecks, TooManyWaitingError
from server_stub.domain.business_day import day_bounds_ms
from server_stub.shop_folder.recovery_sheet import (
    MistypedRowError,
    key_from_rows,
    key_rows,
    keys_from_sheet,
    sheet_text,
)
from server_stub.storage.sealing import new_key_file
from server_stub.web.control_api.table import CONTROL_ROUTES
from server_stub.web.observer import make_logger
from server_stub.web.openapi import openapi, refusals_of
from server_stub.web.route import Authority, Found, RouteTable, WrongMethod
from server_stub.web.serving import Listening, PlainHttpError
from server_stub.web.terminal_api.table import TERMINAL_ROUTES

HOUR_MS = 60 * 60 * 1000


class HandClock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def monotonic(self) -> float:
        return self.seconds

    def now_ms(self) -> int:
        return int(self.seconds * 1000)


# --- Logs ----------------------------------------------------------------------------------------


def test_a_log_line_carries_allowed_fields_only() -> None:
    out = io.StringIO()
    make_logger(out).info("request", route="confirm", pin="111111", body=b"x", till_id="T01")
    line = json.loads(out.getvalue())
    assert line.keys() == {"event", "level", "timestamp", "route", "till_id"}


def test_the_log_tells_what_a_script_printed_and_which_it_was() -> None:
    out = io.StringIO()
    make_logger(out).info("script-output", script="/wallet/credit", output="no such wallet")
    line = json.loads(out.getvalue())
    assert (line["script"], line["output"]) == ("/wallet/credit", "no such wallet")


def test_a_long_text_is_cut_and_a_line_stays_one_line() -> None:
    out = io.StringIO()
    make_logger(out).info("read-only", reason="a\nb" * 1000)
    assert out.getvalue().count("\n") == 1
    assert len(out.getvalue()) < 600


# --- Brakes --------------------------------------------------------------------------------------


def test_a_brake_counts_failures_of_a_caller_and_lets_go_after_its_window() -> None:
    clock = HandClock()
    brake = FailureBrake(clock, failures_max=3, window_s=60)
    for _ in range(3):
        assert not brake.is_on("10.0.0.1")
        brake.note_failure("10.0.0.1")
    assert brake.is_on("10.0.0.1")
    assert not brake.is_on("10.0.0.2")
    clock.seconds += 61
    assert not brake.is_on("10.0.0.1")


def test_a_flood_of_callers_makes_a_brake_forget_the_oldest_and_nobody_else() -> None:
    clock = HandClock()
    brake = FailureBrake(clock, failures_max=2, window_s=60)
    for number in range(CALLERS_MAX):
        brake.note_failure(f"address {number}")
    clock.seconds += 61
    brake.note_failure("address 0")  # begins anew, so it is the youngest now
    for number in range(CALLERS_MAX - 1):
        brake.note_failure(f"another {number}")
    brake.note_failure("address 0")
    assert brake.is_on("address 0")
    brake.note_failure("one more")
    brake.note_failure("address 0")
    assert not brake.is_on("address 0"), "its failures were forgotten to keep those of others"


def test_slow_checks_turn_away_who_would_wait_too_long() -> None:
    async def scene() -> tuple[int, int]:
        checks = SlowChecks(running_max=2, waiting_max=5)
        most = running = turned_away = 0

        async def check() -> None:
            nonlocal most, running, turned_away
            try:
                async with checks.turn():
                    running += 1
                    most = max(most, running)
                    await asyncio.sleep(0.01)
                    running -= 1
            except TooManyWaitingError:
                turned_away += 1

        await asyncio.gather(*(check() for _ in range(9)))
        return most, turned_away

    assert asyncio.run(scene()) == (2, 4)


# --- Routes --------------------------------------------------------------------------------------


def test_every_route_is_found_by_its_own_path() -> None:
    table = RouteTable((*TERMINAL_ROUTES, *CONTROL_ROUTES))
    sale = "T01.1.000001.00000000000000000000000000"
    subjects = {
        "sale_id": sale,
        "void_id": f"V-{sale}",
        "till_id": "T01",
        "artwork": "a-1",
        "case_id": f"signature-owed:V-{sale}",
        "operator_id": "mia",
        "new_operator_id": "O-00000000000000000000000000",
        "card_id": "17",
        "list_id": "L-00000000000000000000000000",
        "request_id": "R-00000000000000000000000000",
        "recall_id": "7",
        "campaign": "gift25",
        "batch": "17",
        "studio_request": "S-00000000000000000000000000",
        "move_id": "K-00000000000000000000000000",
        "run_id": "Q-00000000000000000000000000",
        "report_id": "J-00000000000000000000000000",
        "proof_id": "F-00000000000000000000000000",
    }
    for route in table.routes:
        path = route.path
        if route.subject is not None:
            path = path.replace("{" + route.subject.name + "}", subjects[route.subject.name])
        found = table.find(route.method, path)
        assert isinstance(found, Found)
        assert found.ready.route is route
        assert isinstance(table.find("TRACE", path), WrongMethod)


@given(st.text(max_size=60))
def test_no_path_brings_the_table_down(path: str) -> None:
    found = RouteTable(TERMINAL_ROUTES).find("GET", "/" + path)
    assert found is None or isinstance(found, Found | WrongMethod)


def test_two_routes_cannot_stand_at_one_place() -> None:
    with pytest.raises(AssertionError, match="stands twice"):
        RouteTable((TERMINAL_ROUTES[0], TERMINAL_ROUTES[0]))


def test_the_openapi_page_tells_every_route_with_its_refusals() -> None:
    page = json.loads(openapi(TERMINAL_ROUTES, version="1"))
    assert page["openapi"].startswith("3.1")
    for route in TERMINAL_ROUTES:
        told = page["paths"][route.path][route.method.lower()]
        statuses = {str(MEANINGS[refusal].http) for refusal in refusals_of(route)}
        assert set(told["responses"]) == {"200", *statuses}
        assert bool(told["security"]) == (route.authority is not Authority.NOBODY)
    assert "/control/generate" not in page["paths"]
    reasons = page["components"]["schemas"][CancelRequest.__name__]
    assert reasons["additionalProperties"] is False


def test_every_route_that_changes_something_declares_that_it_may_be_read_only() -> None:
    only_reading = {"challenge", "look_up_card", "look_up_label", "dry_run", "heard"}
    for route in TERMINAL_ROUTES:
        if route.method != "GET" and route.name not in only_reading:
            assert Refusal.READ_ONLY in refusals_of(route), route.name


# --- Days ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "hours"),
    [("2026-03-29", 23), ("2026-10-25", 25), ("2026-11-23", 24), ("2027-01-01", 24)],
)
def test_a_day_is_as_long_as_the_clocks_make_it(day: str, hours: int) -> None:
    start, end = day_bounds_ms(dt.date.fromisoformat(day), ZoneInfo("Europe/Berlin"))
    assert end - start == hours * HOUR_MS


@given(st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)))
def test_days_follow_one_another_without_gap_or_overlap(day: dt.date) -> None:
    zone = ZoneInfo("America/New_York")
    assert day_bounds_ms(day, zone)[1] == day_bounds_ms(day + dt.timedelta(days=1), zone)[0]


# --- Recovery sheet ------------------------------------------------------------------------------


@given(st.binary(min_size=32, max_size=32))
def test_a_key_that_is_typed_back_is_the_same(key: bytes) -> None:
    assert key_from_rows("s1", key_rows("s1", key)) == key


@given(st.binary(min_size=32, max_size=32), st.integers(0, 27), st.sampled_from("0123456789ABCDEF"))
def test_one_mistyped_sign_is_nearly_always_named_with_its_row(
    key: bytes, place: int, sign: str
) -> None:
    rows = key_rows("s1", key)
    signs = rows[1].replace(" ", "")
    bent = signs[:place] + sign + signs[place + 1 :]
    if bent == signs:
        return
    said = ""
    try:
        # Ten bits of check let one slip in a thousand through; then another key comes out.
        said = "ours" if key_from_rows("s1", [rows[0], bent]) == key else "another"
    except MistypedRowError as error:
        said = str(error)
    assert said in ("Row 2 of key s1 is mistyped.", "another")


def test_rows_cannot_be_swapped_or_left_out() -> None:
    rows = key_rows("s1", bytes(range(32)))
    for wrong in (rows[::-1], rows[:1], [], [*rows, rows[0]]):
        with pytest.raises(MistypedRowError):
            key_from_rows("s1", wrong)
    with pytest.raises(MistypedRowError):
        key_from_rows("s2", rows)


@given(st.text())
def test_any_text_is_a_sheet_or_mistyped(text: str) -> None:
    with pytest.raises(MistypedRowError):
        keys_from_sheet(text)


def test_a_whole_sheet_comes_back_with_the_current_keys_in_use() -> None:
    keys = new_key_file()
    assert keys_from_sheet("Recovery sheet\n\n" + sheet_text(keys) + "\nnote: nothing") == keys


# --- Small things --------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["gift", "game", "voucher"])
def test_a_demo_picture_is_a_card_in_colour(kind: str) -> None:
    with Image.open(io.BytesIO(draw(kind, name="Gift card", value="€50"))) as picture:
        assert picture.size == (WIDTH, HEIGHT)
        assert picture.mode == "RGB"
        colours = picture.getcolors(WIDTH * HEIGHT)
        assert colours is not None
        assert len(colours) > 1000


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "localhost", "::1"])
def test_loopback_may_be_spoken_to_in_plain_http(host: str) -> None:
    Listening(host=host, port=0).check()


def test_a_certificate_without_its_key_is_refused(tmp_path) -> None:
    with pytest.raises(PlainHttpError):
        Listening(host="127.0.0.1", port=0, certificate=tmp_path / "a.pem").check()
