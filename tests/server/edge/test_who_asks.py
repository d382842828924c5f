"""Sessions, signatures, enrolment, revocation: whom a real server believes."""

from __future__ import annotations

import base64
import threading
import time
from collections.abc import Iterator

import pytest

from card_contract.signing import MAC_HEADER, OPERATOR_HEADER, SESSION_HEADER, TIME_HEADER
from card_contract.states import Role
from server_stub.web.route import Authority
from server_stub.web.terminal_api.table import TERMINAL_ROUTES
from support.call_targets import SUBJECTS, target_of
from support.server_process import ServerProcess
from support.stored_rows import change_rows
from support.till_client import TillClient
from support.tills import Tills

MINUTE_MS = 60_000


def code_of(answer: object) -> tuple[int, str]:
    return (answer.status_code, answer.json()["code"])  # type: ignore[attr-defined]


def now_ms() -> int:
    return time.time_ns() // 1_000_000


def test_a_request_without_session_is_refused(till: TillClient) -> None:
    assert code_of(till.http.get("/v1/shop")) == (401, "NO_SESSION")


def test_a_session_that_nobody_opened_is_refused(till: TillClient) -> None:
    till.session = "f" * 32
    assert code_of(till.get("/v1/shop")) == (401, "NO_SESSION")


@pytest.mark.parametrize("header", [SESSION_HEADER, TIME_HEADER, MAC_HEADER])
def test_a_header_sent_twice_is_a_header_missing(till: TillClient, header: str) -> None:
    signed = list(till.headers("GET", "/v1/shop", b"").items())
    twice = [*signed, (header, dict(signed)[header])]
    assert till.http.get("/v1/shop", headers=twice).status_code == 401


def test_a_mac_covers_method_path_query_body_operator_and_time(till: TillClient) -> None:
    body = b'{"text":"970010000010000018"}'
    target = "/v1/cards/look-up"
    signed = till.headers("POST", target, body)
    good = till.http.post(target, content=body, headers=signed)
    assert good.status_code == 200
    bent = {
        "body": till.http.post(target, content=body.replace(b"18", b"26"), headers=signed),
        "path": till.http.post("/v1/operator-sessions", content=body, headers=signed),
        "query": till.http.post(f"{target}?a=b", content=body, headers=signed),
        "method": till.http.get(target, headers=signed),
        "time": till.http.post(
            target,
            content=body,
            headers={**signed, TIME_HEADER: str(int(signed[TIME_HEADER]) + 1)},
        ),
        "operator": till.http.post(
            target, content=body, headers={**signed, OPERATOR_HEADER: "0" * 26}
        ),
        "mac": till.http.post(target, content=body, headers={**signed, MAC_HEADER: "0" * 64}),
        "no hex": till.http.post(target, content=body, headers={**signed, MAC_HEADER: b"\xff"}),
    }
    assert {name: answer.status_code for name, answer in bent.items()} == {
        "body": 401, "path": 401, "query": 401, "method": 405, "time": 401, "operator": 401,
        "mac": 401, "no hex": 401,
    }  # fmt: skip


@pytest.mark.parametrize("minutes", [-6, 6, -60 * 24, 60 * 24 * 365])
def test_a_clock_that_is_off_is_told_the_servers_time(till: TillClient, minutes: int) -> None:
    answer = till.send("GET", "/v1/shop", time_ms=now_ms() + minutes * MINUTE_MS)
    assert code_of(answer) == (401, "CLOCK_SKEW")
    assert abs(answer.json()["server_time"] - now_ms()) < MINUTE_MS


@pytest.mark.parametrize("minutes", [-4, 4])
def test_a_clock_that_is_a_little_off_is_fine(till: TillClient, minutes: int) -> None:
    answer = till.send("GET", "/v1/shop", time_ms=now_ms() + minutes * MINUTE_MS)
    assert answer.status_code == 200


def test_a_challenge_serves_once_and_only_its_till(
    server: ServerProcess, tills: Tills, till: TillClient
) -> None:
    challenge = till.challenge()
    assert till.handshake(challenge).status_code == 200
    assert code_of(till.handshake(challenge)) == (401, "BAD_SIGNATURE")
    other = tills.enrolled(server)
    assert code_of(other.handshake(till.challenge())) == (401, "BAD_SIGNATURE")


def test_a_challenge_that_we_did_not_make_or_that_is_old_is_refused(till: TillClient) -> None:
    made, nonce, mark = till.challenge().split("-")
    for bent in (
        f"{int(made) - 2 * MINUTE_MS}-{nonce}-{mark}",
        f"{made}-{nonce[::-1]}-{mark}",
        "x" * 100,
        "-" * 20,
    ):
        assert code_of(till.handshake(bent)) == (401, "BAD_SIGNATURE")


def test_another_key_cannot_open_a_tills_session(server: ServerProcess, till: TillClient) -> None:
    with TillClient(server.url, till_id=till.till_id) as thief:
        assert code_of(thief.handshake(thief.challenge())) == (401, "BAD_SIGNATURE")
    with TillClient(server.url, till_id="T99") as nobody:
        assert code_of(nobody.handshake(nobody.challenge())) == (403, "TILL_UNKNOWN")


def test_an_operator_session_is_of_one_till(server: ServerProcess, tills: Tills) -> None:
    here, elsewhere = tills.demo(server, "mia", "111111"), tills.enrolled(server)
    elsewhere.operator = here.operator
    assert code_of(elsewhere.get("/v1/holds")) == (401, "NO_OPERATOR")


def test_an_operator_session_outlives_the_till_session_that_is_remade(till: TillClient) -> None:
    till.open_session()
    assert till.get("/v1/holds").status_code == 200


def test_signing_out_ends_the_session_at_once(till: TillClient) -> None:
    assert till.send("DELETE", "/v1/operator-sessions").status_code == 200
    assert code_of(till.get("/v1/holds")) == (401, "NO_OPERATOR")


def test_roles_decide_who_may_do_what(server: ServerProcess, tills: Tills) -> None:
    clerk = tills.demo(server, "mia", "111111")
    assert code_of(clerk.post("/v1/enrolment-codes", {"till_name": "x"})) == (403, "NOT_ALLOWED")
    assert code_of(clerk.post("/v1/tills/T02/revoke", {"reason": "stolen"})) == (403, "NOT_ALLOWED")
    support = tills.demo(server, "lea", "555555")
    reserve = support.reserve(
        support.new_sale_id(), [{"card_id": "1", "price_minor": 5000, "currency": "EUR"}]
    )
    assert code_of(reserve) == (403, "NOT_ALLOWED")


def test_every_call_is_for_the_roles_that_its_row_names_and_for_no_other(
    server: ServerProcess, tills: Tills
) -> None:
    """No body is sent, so that whoever may ask is told of that, or of what is not there."""
    asked = [each for each in TERMINAL_ROUTES if each.name not in ("enrol", "sign_in", "sign_out")]
    people = {person["role"]: person for person in server.demo["operators"]}
    assert people.keys() == set(Role)
    for role, person in people.items():
        till = tills.demo(server, person["id"], person["pin"])
        for route in asked:
            # The own till: of another one's day a clerk is refused further on.
            target = target_of(route).replace(SUBJECTS["till_id"], till.till_id)
            answer = till.send(route.method, target)
            is_for_them = route.authority is not Authority.OPERATOR or role in route.roles
            told = (role, route.method, route.path, answer.text[:200])
            assert (answer.status_code == 403) is not is_for_them, told
            assert is_for_them or answer.json()["code"] == "NOT_ALLOWED", told


def test_another_tills_sale_looks_like_one_that_does_not_exist(
    server: ServerProcess, tills: Tills, numbers: Iterator[str]
) -> None:
    owner, other = tills.demo(server, "mia", "111111"), tills.enrolled(server)
    card = owner.look_up(next(numbers)).json()
    sale_id = owner.new_sale_id()
    owner.reserve(sale_id, [card])
    unknown = other.new_sale_id()

    assert code_of(other.get(f"/v1/sales/{sale_id}")) == code_of(other.get(f"/v1/sales/{unknown}"))
    assert code_of(other.confirm(sale_id, 5000)) == (404, "SALE_UNKNOWN")
    assert code_of(other.cancel(sale_id)) == (404, "SALE_UNKNOWN")
    # And nothing of it meets the sale's own till.
    assert owner.confirm(sale_id, 5000).json()["replayed"] is False


def test_a_revoked_till_is_refused_at_its_next_request(server: ServerProcess, tills: Tills) -> None:
    manager, lost = tills.demo(server, "anna", "333333"), tills.enrolled(server, "mia", "111111")
    assert lost.get("/v1/holds").status_code == 200
    assert manager.post(f"/v1/tills/{lost.till_id}/revoke", {"reason": "stolen"}).status_code == 200
    assert code_of(lost.get("/v1/holds")) == (403, "TILL_REVOKED")
    assert code_of(lost.handshake(lost.challenge())) == (403, "TILL_REVOKED")
    assert code_of(manager.post("/v1/tills/T9999/revoke", {"reason": "stolen"})) == (
        404,
        "NOT_FOUND",
    )


# --- Enrolment -----------------------------------------------------------------------------------


def new_code(server: ServerProcess, tills: Tills) -> str:
    manager = tills.demo(server, "anna", "333333")
    answer = manager.post("/v1/enrolment-codes", {"till_name": "Till 7"}).json()
    assert 14 * MINUTE_MS < answer["expires_at"] - now_ms() <= 15 * MINUTE_MS
    return str(answer["code"])


def test_an_enrolment_code_serves_one_till(server: ServerProcess, tills: Tills) -> None:
    code = new_code(server, tills)
    first, second = tills.new(server), tills.new(server)
    enrolled = first.enrol(code.lower().replace("-", " "))
    assert enrolled.status_code == 200
    assert enrolled.json()["store_id"] == "harbour-12"
    assert code_of(second.enrol(code)) == (403, "ENROLMENT_CODE_INVALID")


def test_a_till_whose_enrolment_answer_was_lost_gets_it_again(
    server: ServerProcess, tills: Tills
) -> None:
    code = new_code(server, tills)
    till = tills.new(server)
    assert till.enrol(code).json() == till.enrol(code).json()


def test_of_tills_that_race_for_one_code_exactly_one_wins(
    server: ServerProcess, tills: Tills
) -> None:
    for _ in range(5):
        code = new_code(server, tills)
        racers = [tills.new(server) for _ in range(6)]
        threads = [threading.Thread(target=racer.enrol, args=(code,)) for racer in racers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len([racer for racer in racers if racer.till_id]) == 1


def test_an_expired_code_and_a_wrong_one_are_refused(own_copy: ServerProcess, tills: Tills) -> None:
    code = new_code(own_copy, tills)
    own_copy.stop()
    change_rows(own_copy.data, "UPDATE enrolment_codes SET expires_at = ?", now_ms() - 1)
    own_copy.start()
    till = tills.new(own_copy)
    assert code_of(till.enrol(code)) == (403, "ENROLMENT_CODE_INVALID")
    assert code_of(till.enrol("WRNG-WRNG-WRNG")) == (403, "ENROLMENT_CODE_INVALID")
    for _ in range(60):
        last = till.enrol("WRNG-WRNG-WRNG")
    assert code_of(last) == (429, "THROTTLED")
    assert last.headers["retry-after"] == "1"


def test_a_key_that_is_none_is_malformed(server: ServerProcess, tills: Tills) -> None:
    code = new_code(server, tills)
    till = tills.new(server)
    for key in ("A" * 43, "?" * 43, base64.b64encode(b"x" * 31).decode()):
        answer = till.http.post("/v1/enrol", json={"code": code, "public_key": key})
        assert answer.status_code in (200, 400), key
        if len(key) == 44 or "?" in key:
            assert answer.status_code == 400


# --- PINs ----------------------------------------------------------------------------------------


def test_ten_wrong_pins_lock_an_operator_at_that_till_even_across_a_restart(
    own_copy: ServerProcess, tills: Tills
) -> None:
    till = tills.demo(own_copy)
    for _ in range(10):
        assert code_of(till.sign_in("mia", "999999")) == (403, "WRONG_PIN")
    assert code_of(till.sign_in("mia", "111111")) == (403, "PIN_LOCKED")
    own_copy.restart()
    again = tills.demo(own_copy)
    assert code_of(again.sign_in("mia", "111111")) == (403, "PIN_LOCKED")
    assert again.sign_in("jonas", "222222").status_code == 200
    elsewhere = tills.enrolled(own_copy)
    assert elsewhere.sign_in("mia", "111111").status_code == 200


def test_guesses_sent_side_by_side_are_counted_one_by_one(
    own_copy: ServerProcess, tills: Tills
) -> None:
    callers = [tills.demo(own_copy) for _ in range(6)]
    seen: list[str] = []

    def guess(caller: TillClient) -> None:
        seen.extend(caller.sign_in("mia", "999999").json()["code"] for _ in range(4))

    threads = [threading.Thread(target=guess, args=(caller,)) for caller in callers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen.count("WRONG_PIN") == 10
    assert seen.count("PIN_LOCKED") == 14


@pytest.mark.sqlite_only  # twenty PINs looked at; that they are counted is asked of both
def test_a_right_pin_takes_back_the_wrong_ones(own_copy: ServerProcess, tills: Tills) -> None:
    till = tills.demo(own_copy)
    for _ in range(2):
        for _ in range(9):
            assert code_of(till.sign_in("mia", "999999")) == (403, "WRONG_PIN")
        assert till.sign_in("mia", "111111").status_code == 200


def test_wrong_pins_of_approvals_count_too(own_copy: ServerProcess, tills: Tills) -> None:
    till = tills.demo(own_copy)
    subject = till.new_void_id()
    for _ in range(10):
        assert code_of(till.approve("anna", "999999", "void", subject)) == (403, "WRONG_PIN")
    assert code_of(till.sign_in("anna", "333333")) == (403, "PIN_LOCKED")


def test_a_badge_names_its_operator(server: ServerProcess, tills: Tills) -> None:
    badge = server.demo["operators"][0]["badge"]
    answer = tills.demo(server).sign_in(badge, "111111")
    assert answer.json()["operator"]["name"] == "Mia Kern"


def test_an_operator_who_is_nobody_has_a_wrong_pin(till: TillClient) -> None:
    assert code_of(till.sign_in("nobody", "111111")) == (403, "WRONG_PIN")
