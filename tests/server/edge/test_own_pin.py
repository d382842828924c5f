"""A new PIN of one's own, over HTTP: the present one proves who asks, and counts like any other."""

from __future__ import annotations

import httpx
import pytest

from support.plain_http import plain_client
from support.server_process import ServerProcess
from support.stored_rows import read_rows
from support.till_client import TillClient
from support.tills import Tills

OK = (200, "ok")
GONE = (401, "NO_OPERATOR")
WRONG = (403, "WRONG_PIN")
LOCKED = (403, "PIN_LOCKED")


def code_of(answer: httpx.Response) -> tuple[int, str]:
    return (answer.status_code, answer.json().get("code", "ok"))


def change_pin(till: TillClient, pin: str, new_pin: str) -> tuple[int, str]:
    return code_of(till.post("/v1/operators/me/pin", {"pin": pin, "new_pin": new_pin}))


@pytest.fixture
def mia(own_copy: ServerProcess, tills: Tills) -> TillClient:
    """The demo till with Mia, a clerk, signed in."""
    return tills.demo(own_copy, "mia", "111111")


@pytest.mark.sqlite_only
def test_whoever_changes_the_own_pin_stays_signed_in_here_and_nowhere_else(
    own_copy: ServerProcess, tills: Tills, mia: TillClient
) -> None:
    elsewhere = tills.enrolled(own_copy, "mia", "111111")
    somebody = tills.enrolled(own_copy, "jonas", "222222")
    for till in (elsewhere, somebody):
        assert code_of(till.get("/v1/holds")) == OK
    assert change_pin(mia, "111111", "271828") == OK
    assert code_of(mia.get("/v1/holds")) == OK
    assert code_of(elsewhere.get("/v1/holds")) == GONE
    assert code_of(somebody.get("/v1/holds")) == OK
    assert code_of(elsewhere.sign_in("mia", "111111")) == WRONG
    assert code_of(elsewhere.sign_in("mia", "271828")) == OK
    assert code_of(elsewhere.get("/v1/holds")) == OK


def test_which_session_goes_on_is_known_after_a_restart(
    own_copy: ServerProcess, tills: Tills, mia: TillClient
) -> None:
    elsewhere = tills.enrolled(own_copy, "mia", "111111")
    assert change_pin(mia, "111111", "271828") == OK
    own_copy.restart()
    for till in (mia, elsewhere):
        till.http.close()
        till.http = plain_client(own_copy.url)
        till.open_session()
    assert code_of(mia.get("/v1/holds")) == OK
    assert code_of(elsewhere.get("/v1/holds")) == GONE


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    ("who", "pin"), [("jonas", "222222"), ("anna", "333333"), ("admin", "666666")]
)
def test_any_role_changes_the_own_pin(
    own_copy: ServerProcess, tills: Tills, who: str, pin: str
) -> None:
    till = tills.demo(own_copy, who, pin)
    assert change_pin(till, pin, "271828") == OK
    assert code_of(till.sign_in(who, "271828")) == OK


def test_a_wrong_present_pin_changes_nothing_and_the_tenth_locks(
    own_copy: ServerProcess, mia: TillClient
) -> None:
    for _ in range(10):
        assert change_pin(mia, "999999", "271828") == WRONG
    assert change_pin(mia, "999999", "271828") == LOCKED
    assert change_pin(mia, "111111", "271828") == LOCKED
    assert code_of(mia.get("/v1/holds")) == OK, "who is signed in can finish the sale"
    assert code_of(mia.sign_in("mia", "111111")) == LOCKED
    (wrong,) = read_rows(
        own_copy.data, "SELECT count(*) FROM ledger WHERE entry LIKE '%pin.wrong%'"
    )
    assert wrong == (10,)


@pytest.mark.sqlite_only
def test_wrong_pins_at_sign_in_and_here_are_counted_together(mia: TillClient) -> None:
    for _ in range(5):
        assert code_of(mia.sign_in("mia", "999999")) == WRONG
        assert change_pin(mia, "999999", "271828") == WRONG
    assert code_of(mia.sign_in("mia", "111111")) == LOCKED


@pytest.mark.sqlite_only
def test_the_right_present_pin_takes_the_count_back(mia: TillClient) -> None:
    for _ in range(9):
        assert change_pin(mia, "999999", "271828") == WRONG
    assert change_pin(mia, "111111", "271828") == OK
    for _ in range(9):
        assert code_of(mia.sign_in("mia", "111111")) == WRONG
    assert code_of(mia.sign_in("mia", "271828")) == OK


@pytest.mark.sqlite_only
def test_a_repeat_after_a_lost_answer_is_told_that_the_present_pin_is_another(
    mia: TillClient,
) -> None:
    assert change_pin(mia, "111111", "271828") == OK
    assert change_pin(mia, "111111", "271828") == WRONG
    assert code_of(mia.get("/v1/holds")) == OK
    assert code_of(mia.sign_in("mia", "271828")) == OK


@pytest.mark.sqlite_only
def test_the_present_pin_is_no_new_one_and_costs_no_attempt(mia: TillClient) -> None:
    for _ in range(12):
        assert change_pin(mia, "111111", "111111") == (409, "SAME_PIN")
    assert code_of(mia.sign_in("mia", "111111")) == OK


@pytest.mark.sqlite_only
@pytest.mark.parametrize("new_pin", ["27182", "2718281828459", "27182a", "", "٢٧١٨٢٨"])
def test_what_is_no_pin_is_malformed_and_costs_no_attempt(mia: TillClient, new_pin: str) -> None:
    for _ in range(11):
        assert change_pin(mia, "111111", new_pin) == (400, "MALFORMED")
    assert code_of(mia.sign_in("mia", "111111")) == OK


@pytest.mark.sqlite_only  # the database's file is looked into
def test_the_ledger_and_the_log_tell_of_the_change_and_of_no_pin(
    own_copy: ServerProcess, mia: TillClient
) -> None:
    assert change_pin(mia, "111111", "27182818") == OK
    rows = read_rows(own_copy.data, "SELECT entry FROM ledger ORDER BY position DESC LIMIT 1")
    text = str(rows)
    assert "operator.pin-changed" in text
    assert text.count("operator:mia") == 1
    assert mia.till_id in text
    assert "argon2" not in text
    kept = b"".join(path.read_bytes() for path in own_copy.data.iterdir() if path.is_file())
    assert b"27182818" not in kept + own_copy.log_text().encode()


@pytest.mark.sqlite_only
def test_who_is_signed_in_no_more_changes_no_pin(
    own_copy: ServerProcess, tills: Tills, mia: TillClient
) -> None:
    tills.demo(own_copy, "jonas", "222222")  # takes Mia's place
    assert change_pin(mia, "111111", "271828") == GONE
