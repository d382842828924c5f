"""Accounts on the customer's page: who gets in, who has to wait, and what nobody is told."""

from __future__ import annotations

import secrets
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from server_stub.web.braincloud.callers import session_id_of
from server_stub.web.customer.accounts import SESSION_MS_MAX
from support.braincloud_client import PlayerClient
from support.customer_client import PASSWORD, CustomerClient
from support.portal_client import FROM_HERE
from support.server_process import ServerProcess
from support.stored_rows import change_rows, read_rows

WRONG = "Name or password are not right."


def test_who_makes_an_account_is_in_and_gets_in_again(customers: Any) -> None:
    new = customers()
    made = new.register()
    cookie = made.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert f"Signed in as {new.name}." in new.get("/redeem").text
    session = new.http.cookies["customer"]
    assert new.send("/redeem/sign-out").headers["location"] == "/redeem"
    assert "Signed in as" not in new.get("/redeem").text
    thief = customers()
    thief.http.cookies.set("customer", session)
    assert "Signed in as" not in thief.get("/redeem").text
    assert new.enter(new.name).headers["location"] == "/redeem"
    assert f"Signed in as {new.name}." in new.get("/redeem").text


@pytest.mark.sqlite_only  # nothing is written
def test_a_wrong_password_and_a_name_that_nobody_has_are_refused_alike(
    ann: CustomerClient, customers: Any
) -> None:
    stranger = customers()
    for name, password in ((ann.name, "wrong horse"), ("nobody@example.com", PASSWORD), ("", "")):
        answer = stranger.enter(name, password, code="ABCDE")
        assert answer.status_code == 403
        assert stranger.why == WRONG
        assert stranger.typed == "ABCDE"
        assert f'value="{name}"' in stranger.page
        assert password not in stranger.page or not password


@pytest.mark.sqlite_only  # counted in memory
def test_who_tries_passwords_has_to_wait_and_so_has_their_owner(
    ann: CustomerClient, customers: Any
) -> None:
    thief = customers()
    for name in (ann.name, "nobody-else@example.com"):
        said = [thief.enter(name, f"wrong horse {number}").status_code for number in range(12)]
        assert said == [403] * 10 + [429] * 2, "whether or not somebody has the name"
    assert thief.enter(ann.name).status_code == 429
    assert f"Signed in as {ann.name}." in ann.get("/redeem").text


@pytest.mark.sqlite_only
def test_of_passwords_that_are_sent_at_once_no_more_are_looked_at(
    bob: CustomerClient, customers: Any
) -> None:
    thief = customers()
    thief.get("/redeem")

    def tried(number: int) -> int:
        form = {"form_token": thief.token, "name": bob.name, "password": f"wrong horse {number}"}
        answer = thief.http.post("/redeem/sign-in", data=form, headers=FROM_HERE)
        return int(answer.status_code)

    with ThreadPoolExecutor(16) as pool:
        assert sorted(pool.map(tried, range(16))) == [403] * 10 + [429] * 6


def test_a_session_that_another_one_takes_the_place_of_is_over(
    ann: CustomerClient, bob: CustomerClient, customers: Any
) -> None:
    before = ann.http.cookies["customer"]
    ann.get("/redeem")
    ann.send("/redeem/sign-in", name=bob.name, password=PASSWORD)
    assert f"Signed in as {bob.name}." in ann.get("/redeem").text
    thief = customers()
    thief.http.cookies.set("customer", before)
    assert "Signed in as" not in thief.get("/redeem").text


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"name": "  "}, "Choose a name to sign in with"),
        ({"password": "short", "again": "short"}, "A password has at least 8 characters."),
        ({"password": "Passw0rd", "again": "Passw0rd"}, "tries this one first"),
        ({"password": "aaaaaaaaaaaa", "again": "aaaaaaaaaaaa"}, "tries this one first"),
        ({"again": "another horse"}, "The two passwords differ."),
        ({"name": PASSWORD.upper()}, "A password must not be the name."),
    ],
)
@pytest.mark.sqlite_only
def test_an_account_is_not_made_of_less(customers: Any, fields: dict[str, str], why: str) -> None:
    new = customers()
    typed = {"name": "new@example.com", "password": PASSWORD, "again": PASSWORD, **fields}
    answer = new.submit("/redeem/register", "/redeem/register", code="ABCDE", **typed)
    assert answer.status_code == 422
    assert why in new.why
    assert new.typed == "ABCDE"
    assert PASSWORD not in new.page.replace(f'value="{typed["name"]}"', "")


def test_a_name_has_one_account_and_making_it_twice_signs_in(
    ann: CustomerClient, customers: Any
) -> None:
    other = customers()
    assert other.register(ann.name, "another horse").status_code == 422
    assert other.why.startswith("Somebody has this name already.")
    again = customers()
    assert again.register(ann.name).headers["location"] == "/redeem"
    assert f"Signed in as {ann.name}." in again.get("/redeem").text


def test_capitals_make_no_other_account_of_a_name(customers: Any, server: ServerProcess) -> None:
    mail = f"Ann.{secrets.token_hex(6)}@Example.com"
    customers().register(mail)
    named = "SELECT count(*) FROM identities WHERE lower(external_id) = ?"
    for typed in (mail, mail.lower(), mail.upper()):
        other = customers()
        assert other.enter(typed).headers["location"] == "/redeem", typed
        again = customers()
        again.register(typed)
        assert again.http.cookies.get("customer"), "making it twice signs in"
        assert customers().enter(typed, "wrong horse").status_code == 403
    assert read_rows(server.data, named, mail.lower()) == [(1,)]


def test_a_name_that_is_no_mail_address_stays_as_it_is_typed(
    customers: Any, server: ServerProcess
) -> None:
    name = f"Kim-{secrets.token_hex(6)}"
    customers().register(name)
    kept = read_rows(server.data, "SELECT external_id FROM identities WHERE external_id = ?", name)
    assert kept == [(name,)], "as the shop's app asks for it"
    assert customers().enter(name).headers["location"] == "/redeem"


def test_from_signing_in_to_an_account_the_code_and_the_name_go_along(customers: Any) -> None:
    new = customers()
    fields = {"name": "mia@example.com", "password": "", "code": "ABCDE-1", "new": "1"}
    assert new.submit("/redeem", "/redeem/sign-in", **fields).status_code == 200
    assert new.typed == "ABCDE-1"
    assert 'value="mia@example.com"' in new.page
    assert 'action="/redeem/register"' in new.page
    back = new.send("/redeem/sign-in", name="mia@example.com", code=new.typed, old="1")
    assert back.status_code == 200
    assert new.typed == "ABCDE-1"
    assert 'value="mia@example.com"' in new.page
    assert 'action="/redeem/sign-in"' in new.page


def test_a_session_of_the_page_is_none_of_the_apps_and_the_other_way_round(
    ann: CustomerClient, customers: Any, server: ServerProcess
) -> None:
    demo, session = server.demo, ann.http.cookies["customer"]
    bearer = {"authorization": f"Bearer {session}"}
    assert ann.http.get("/v1/redemptions", headers=bearer).status_code == 401
    app = PlayerClient(ann.http, demo["app_id"], demo["app_secret"])
    app.session = session
    assert app.call("redemptionCode", "GET_REDEEMED_CODES")["reason_code"] == 40304
    app.sign_in(ann.name, authenticationType="Universal", authenticationToken=PASSWORD)
    bearer = {"authorization": f"Bearer {app.session}"}
    assert ann.http.get("/v1/redemptions", headers=bearer).status_code == 200
    other = customers()
    other.http.cookies.set("customer", app.session)
    assert "Signed in as" not in other.get("/redeem").text


def test_a_session_ends_with_nobody_there_and_after_half_a_day(
    ann: CustomerClient, bob: CustomerClient, server: ServerProcess
) -> None:
    idle = session_id_of(ann.http.cookies["customer"])
    old = session_id_of(bob.http.cookies["customer"])
    of = "UPDATE player_sessions SET"
    (before,) = read_rows(
        server.data, "SELECT expires_at FROM player_sessions WHERE session_id = ?", idle
    )
    change_rows(server.data, f"{of} expires_at = expires_at - 600000 WHERE session_id = ?", idle)
    ann.get("/redeem/state?id=1")
    (by_itself,) = read_rows(
        server.data, "SELECT expires_at FROM player_sessions WHERE session_id = ?", idle
    )
    assert by_itself[0] == before[0] - 600_000, "a page that looks by itself is nobody"
    assert "Signed in as" in ann.get("/redeem").text, "and being there makes it go on"
    (after,) = read_rows(
        server.data, "SELECT expires_at FROM player_sessions WHERE session_id = ?", idle
    )
    assert after[0] >= before[0]
    change_rows(server.data, f"{of} expires_at = opened_at WHERE session_id = ?", idle)
    change_rows(
        server.data, f"{of} opened_at = opened_at - {SESSION_MS_MAX} WHERE session_id = ?", old
    )
    for customer in (ann, bob):
        assert "Signed in as" not in customer.get("/redeem").text
