"""Passkeys at the portal: made and removed in one's account, asked for after the password."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from server_stub.desks.webauthn import passkey_of
from support.command_line import CommandLine
from support.portal_client import PortalClient
from support.portal_passkeys import ACCOUNT, PASSKEYS, made, question_on
from support.server_process import ServerProcess
from support.soft_passkey import SoftPasskey

SIGN_IN = "/portal/sign-in"


def show(
    browser: PortalClient, passkey: SoftPasskey, name: str, password: str, **lies: Any
) -> httpx.Response:
    """Sign in with password and passkey, or one that lies."""
    assert browser.sign_in(name, password).status_code == 200
    question, _, word = question_on(browser)
    return browser.send(f"{SIGN_IN}/passkey", word=word, answer=passkey.shown(question, **lies))


@pytest.fixture
def care(server: ServerProcess) -> CommandLine:
    return CommandLine(server.data)


@pytest.fixture
def person(browsers: Callable[[], PortalClient], care: CommandLine) -> Iterator[str]:
    """Lea, who has a new password and no second factor, before and after."""
    password = "demo-portal-lea"

    def begin_anew() -> None:
        word = care.says("operator", "portal-invite", "lea").partition("#")[2]
        typed = {"invitation": word, "name": "lea", "password": password, "again": password}
        answer = browsers().submit("/portal/invitation", "/portal/invitation", **typed)
        assert answer.status_code == 303

    begin_anew()
    yield password
    begin_anew()


def test_a_passkey_is_made_asked_for_and_removed(
    browsers: Callable[[], PortalClient], care: CommandLine, person: str
) -> None:
    here, there = browsers(), browsers()
    here.sign_in("lea", person)
    passkey, recovery = made(here, "the key on my ring", password=person)
    assert len(recovery) == 10
    assert "the key on my ring" in here.get(ACCOUNT).text
    assert "not used yet" in here.page
    # The password alone is half of it; the page that was asked for is kept in mind.
    answer = there.submit("/portal/sign-in?to=/portal/cards", SIGN_IN, name="lea", password=person)
    assert answer.status_code == 200
    assert not answer.headers.get("set-cookie", "").startswith("portal=")
    question, _, word = question_on(there)
    given = {"word": word, "answer": passkey.shown(question), "to": "/portal/cards"}
    answer = there.send(f"{SIGN_IN}/passkey", **given)
    assert answer.headers["location"] == "/portal/cards"
    assert there.is_signed_in
    assert "last used" in there.get(ACCOUNT).text
    # A change of the account takes it, or a code: eight characters are enough with it.
    short = {"new_password": "8 signs!", "again": "8 signs!", "password": person}
    assert there.submit(ACCOUNT, f"{ACCOUNT}/password", **short, code="").status_code == 422
    assert "Show a passkey first" in there.page
    there.submit(ACCOUNT, f"{ACCOUNT}/confirm", to=ACCOUNT)
    question, _, word = question_on(there)
    shown = {"word": word, "answer": passkey.shown(question), "to": ACCOUNT}
    assert there.send(f"{ACCOUNT}/confirmed", **shown).headers["location"] == ACCOUNT
    assert "the next change takes no code" in there.get(ACCOUNT).text
    assert there.submit(ACCOUNT, f"{ACCOUNT}/password", **short, code="").status_code == 200
    # The last one goes only from a password that can stand alone, and a second one stays.
    gone = f"{PASSKEYS}/{passkey_of(passkey.credential_id)}/remove"
    typed = {"password": "8 signs!", "code": recovery[0]}
    assert there.submit(gone, gone, **typed).status_code == 422
    assert "at least 15 characters" in there.page
    second, more = made(there, "my telephone", password="8 signs!", code=recovery[0])
    assert more == []
    typed["code"] = recovery[1]
    assert there.submit(gone, gone, **typed).headers["location"] == ACCOUNT
    assert there.get(gone).status_code == 404
    assert show(browsers(), passkey, "lea", "8 signs!").status_code == 403
    assert show(browsers(), second, "lea", "8 signs!").status_code == 303
    ledger = care.says("ledger")
    for kind in ("passkey-added", "passkey-shown", "passkey-removed", "sign-in-refused"):
        assert f"portal.{kind}" in ledger
    assert "the key on my ring" in ledger
    assert word not in ledger


def test_what_is_no_right_answer_lets_nobody_in(
    browsers: Callable[[], PortalClient], care: CommandLine, person: str
) -> None:
    here, tab, other = browsers(), browsers(), browsers()
    here.sign_in("lea", person)
    passkey, _ = made(here, "lea's", password=person)
    passkey.count = 4
    assert show(browsers(), passkey, "lea", person).status_code == 303
    other.sign_in("anna")
    annas, recovery = made(other, "anna's", password="demo-portal-anna")
    for lies in (
        {"origin": "http://127.0.0.1:1"},
        {"origin": "http://localhost"},
        {"count": 0},
        {"challenge": "A" * 43},
    ):
        assert show(tab, passkey, "lea", person, **lies).status_code == 403
        assert "The passkey is not right" in tab.page
    assert show(tab, annas, "lea", person).status_code == 403
    passkey.count = 5
    # What was asked once is answered once, here and in whatever browser.
    assert tab.sign_in("lea", person).status_code == 200
    question, _, word = question_on(tab)
    answer = {"word": word, "answer": passkey.shown(question)}
    assert tab.send(f"{SIGN_IN}/passkey", **answer).status_code == 303
    assert tab.get("/portal").status_code == 200
    again = browsers()
    again.get(SIGN_IN)
    assert again.send(f"{SIGN_IN}/passkey", **answer).status_code == 403
    assert "answered before" in again.page
    assert not again.is_signed_in
    # A passkey does not become somebody else's, nor is an answer taken for another question.
    other.submit(ACCOUNT, f"{ACCOUNT}/confirm", to=ACCOUNT)
    question, _, word = question_on(other)
    stolen = {"word": word, "answer": passkey.shown(question), "to": ACCOUNT}
    assert other.send(f"{ACCOUNT}/confirmed", **stolen).status_code == 422
    assert here.get(f"{PASSKEYS}/{passkey_of(annas.credential_id)}/remove").status_code == 404
    gone = f"{PASSKEYS}/{passkey_of(annas.credential_id)}/remove"
    typed = {"password": "demo-portal-anna", "code": recovery[0]}
    assert other.submit(gone, gone, **typed).status_code == 303
    assert "count went back" in care.says("ledger")


def test_a_session_that_ended_in_a_form_goes_on_after_a_passkey(
    browsers: Callable[[], PortalClient], person: str
) -> None:
    browser, tab = browsers(), browsers()
    browser.sign_in("lea", person)
    passkey, _ = made(browser, "lea's", password=person)
    browser.get("/portal/cards")
    tab.http.cookies = browser.http.cookies
    tab.get("/portal")
    tab.send("/portal/sign-out")
    assert browser.send("/portal/cards", what="", day="2026-11-28").status_code == 401
    browser.send(SIGN_IN, name="lea", password=person, **browser.kept)
    question, _, word = question_on(browser)
    kept = browser.kept
    given = {"word": word, "answer": passkey.shown(question)}
    answer = browser.send(f"{SIGN_IN}/passkey", **given, **kept)
    assert answer.status_code == 200
    assert 'value="2026-11-28"' in answer.text
