"""When a session is over, it is over at the next request: for tills and for people."""

from __future__ import annotations

import httpx
import pytest

from support.command_line import CommandLine
from support.plain_http import plain_client
from support.server_process import ServerProcess
from support.till_client import TillClient
from support.tills import Tills

GONE = (401, "NO_OPERATOR")


def code_of(answer: httpx.Response) -> tuple[int, str]:
    return (answer.status_code, answer.json().get("code", "ok"))


def care(server: ServerProcess, *arguments: str, stdin: str = "") -> None:
    CommandLine(server.data).says(*arguments, stdin=stdin)


@pytest.fixture
def mia(own_copy: ServerProcess, tills: Tills) -> TillClient:
    """The demo till with Mia signed in, and her session known to the server's memory."""
    till = tills.demo(own_copy, "mia", "111111")
    assert till.get("/v1/holds").status_code == 200
    return till


def reserve_one(till: TillClient, card: int) -> httpx.Response:
    line = {"card_id": str(card), "price_minor": 5000, "currency": "EUR"}
    return till.reserve(till.new_sale_id(), [line])


@pytest.mark.parametrize("restarted", [False, True], ids=["same process", "after a restart"])
def test_who_signs_in_at_a_till_ends_the_session_before(
    own_copy: ServerProcess, tills: Tills, mia: TillClient, *, restarted: bool
) -> None:
    jonas = tills.demo(own_copy, "jonas", "222222")
    if restarted:
        own_copy.restart()
        for till in (mia, jonas):
            till.http.close()
            till.http = plain_client(own_copy.url)
            till.open_session()
    assert code_of(mia.get("/v1/holds")) == GONE
    assert code_of(reserve_one(mia, 1)) == GONE
    assert code_of(reserve_one(jonas, 1)) == (200, "ok")


def test_who_signs_in_elsewhere_stays_signed_in_here(
    own_copy: ServerProcess, tills: Tills, mia: TillClient
) -> None:
    elsewhere = tills.enrolled(own_copy, "mia", "111111")
    assert code_of(reserve_one(elsewhere, 1)) == (200, "ok")
    assert code_of(reserve_one(mia, 2)) == (200, "ok")


def test_a_new_pin_from_the_command_line_ends_every_session(
    own_copy: ServerProcess, tills: Tills, mia: TillClient
) -> None:
    elsewhere = tills.enrolled(own_copy, "mia", "111111")
    care(own_copy, "operator", "unlock", "mia", "--new-pin", stdin="121212\n")
    assert code_of(mia.get("/v1/holds")) == GONE
    assert code_of(elsewhere.get("/v1/holds")) == GONE
    assert mia.sign_in("mia", "121212").status_code == 200
    assert mia.get("/v1/holds").status_code == 200


def test_an_old_session_stays_over_across_a_restart(
    own_copy: ServerProcess, mia: TillClient
) -> None:
    care(own_copy, "operator", "unlock", "mia", "--new-pin", stdin="121212\n")
    own_copy.restart()
    mia.http.close()
    mia.http = plain_client(own_copy.url)
    mia.open_session()
    assert code_of(mia.get("/v1/holds")) == GONE


def test_who_is_let_go_sells_nothing_more_and_a_paid_sale_is_confirmed_all_the_same(
    own_copy: ServerProcess, mia: TillClient
) -> None:
    sale_id = mia.new_sale_id()
    line = {"card_id": "1", "price_minor": 5000, "currency": "EUR"}
    assert mia.reserve(sale_id, [line]).status_code == 200
    care(own_copy, "operator", "disable", "mia")
    assert code_of(reserve_one(mia, 2)) == GONE
    assert code_of(mia.confirm(sale_id, 5000)) == (200, "ok")


def test_a_revoked_till_can_neither_sell_nor_confirm_nor_void(
    own_copy: ServerProcess, mia: TillClient
) -> None:
    sold, held = mia.sell(_number(own_copy)), mia.new_sale_id()
    line = {"card_id": "2", "price_minor": 5000, "currency": "EUR"}
    assert mia.reserve(held, [line]).status_code == 200
    care(own_copy, "till", "revoke", mia.till_id, "--reason", "stolen")
    refused = (403, "TILL_REVOKED")
    assert code_of(reserve_one(mia, 3)) == refused
    assert code_of(mia.confirm(held, 5000)) == refused
    assert code_of(mia.cancel(held)) == refused
    assert code_of(mia.void(mia.new_void_id(), sold)) == refused
    assert code_of(mia.handshake(mia.challenge())) == refused
    assert code_of(mia.sign_in("mia", "111111")) == refused


def _number(server: ServerProcess) -> str:
    return str(server.demo["campaigns"][0]["sample_numbers"][0])
