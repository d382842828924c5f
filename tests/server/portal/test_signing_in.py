"""Signing in at the portal: who gets in, who has to wait, and what ends a session."""

from __future__ import annotations

import html
import random
import re
import time
from collections.abc import Callable

import httpx
import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from server_stub.desks.portal_desk import REFUSED_AFTER_S
from server_stub.domain.portal_rules import FREE_FAILURES
from server_stub.web.portal.route import FORM_SIGNS_MAX, PortalRoute
from server_stub.web.portal.table import PORTAL_ROUTES
from support.command_line import CommandLine
from support.portal_client import PortalClient
from support.portal_form import form_on
from support.server_process import ServerProcess

GOOD = "correct horse battery staple"
CLOSED_FORMS = tuple(each for each in PORTAL_ROUTES if each.form and not each.is_open)
NOT_TYPED = ("key", "version", "seen")
NOT_AS_SENT = {"use", "sells", "code_form", "include_check", "is_async", "key", "without_artwork"}
"""What is shown as one of a few, whatever was sent; and each form has a key of its own."""


@pytest.fixture(scope="module")
def care(server: ServerProcess) -> CommandLine:
    return CommandLine(server.data)


def invited(care: CommandLine, operator: str) -> str:
    """The word of a new invitation."""
    return care.says("operator", "portal-invite", operator).partition("#")[2]


def accept(browser: PortalClient, word: str, name: str, password: str = GOOD) -> int:
    at = "/portal/invitation"
    fields = {"invitation": word, "name": name, "password": password, "again": password}
    return browser.submit(at, at, **fields).status_code


def why(browser: PortalClient) -> str:
    """The sentence with which a page refuses."""
    found = re.search(r'role="alert">.*?<div>([^<]+)</div>', browser.page, re.DOTALL)
    return html.unescape(found[1]) if found else ""


def kinds(care: CommandLine, kind: str) -> list[str]:
    return [line for line in care.says("ledger").splitlines() if kind in line]


def signs_of(route: PortalRoute) -> int:
    """How much may be typed into the form of a page."""
    return sum(each.signs_max for each in route.form.fields) if route.form else 0


def test_who_signs_in_is_let_in_and_out_again(browser: PortalClient, care: CommandLine) -> None:
    answer = browser.sign_in("anna")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert browser.is_signed_in
    assert "Anna Lindt" in browser.page
    session = browser.http.cookies["portal"]
    assert browser.send("/portal/sign-out").headers["location"] == "/portal/sign-in"
    browser.http.cookies.set("portal", session)
    assert not browser.is_signed_in
    assert kinds(care, "portal.signed-in")
    assert kinds(care, "portal.signed-out")


def test_a_password_that_everybody_tries_is_none(
    browser: PortalClient, anna: PortalClient, care: CommandLine
) -> None:
    word = invited(care, "sam")
    for password in ("passwordpassword", "123456789012345", "s@demo.s@demo.s@demo"):
        assert accept(browser, word, "s@demo", password) == 422
        assert "tries this one first" in why(browser)
    at, asked = "/portal/account", {"password": "demo-portal-anna", "code": ""}
    weak = "annaannaannaanna"
    form = asked | {"new_password": weak, "again": weak}
    assert anna.submit(at, f"{at}/password", **form).status_code == 422
    assert "tries this one first" in why(anna)


def test_who_signs_in_where_somebody_is_signed_in_ends_that_session(
    browser: PortalClient,
) -> None:
    browser.get("/portal/sign-in")
    browser.sign_in("anna")
    session = browser.http.cookies["portal"]
    browser.get("/portal")
    answer = browser.send("/portal/sign-in", name="lea", password="demo-portal-lea")
    assert answer.status_code == 303
    assert "Lea" in browser.get("/portal").text
    browser.http.cookies.set("portal", session)
    assert not browser.is_signed_in


def test_a_clerk_has_no_sign_in(browser: PortalClient, care: CommandLine) -> None:
    assert browser.sign_in("mia", "demo-portal-mia").status_code == 403
    assert "NOT_ALLOWED" in care.fails("operator", "portal-invite", "mia")


def test_a_wrong_password_and_an_unknown_name_are_refused_alike(browser: PortalClient) -> None:
    took, said = [], []
    for name, password in (("sam", "not the password"), ("nobody-at-all", "demo-portal-sam")):
        browser.get("/portal/sign-in")
        began = time.monotonic()
        answer = browser.send("/portal/sign-in", name=name, password=password)
        took.append(time.monotonic() - began)
        said.append((answer.status_code, why(browser)))
        assert password not in answer.text
    assert said[0] == said[1] == (403, "Name, password or code are not right.")
    assert min(took) >= REFUSED_AFTER_S


def test_a_name_that_nobody_has_is_not_written_down(
    browser: PortalClient, care: CommandLine
) -> None:
    browser.sign_in("my secret password", "x")
    text = care.says("ledger")
    assert "portal.sign-in-refused" in text
    assert "secret password" not in text


def test_after_too_many_tries_even_the_right_password_waits(
    browsers: Callable[[], PortalClient], care: CommandLine
) -> None:
    word = invited(care, "admin")
    browser = browsers()
    assert accept(browser, word, "guessed-at") == 303
    for _ in range(FREE_FAILURES):
        assert browser.sign_in("guessed-at", "wrong").status_code == 403
    assert browser.sign_in("guessed-at", GOOD).status_code == 403
    assert "quarter of an hour" in why(browser)
    # Only that account waits, and a new invitation ends it.
    assert browsers().sign_in("anna").status_code == 303
    assert accept(browser, invited(care, "admin"), "admin", "demo-portal-admin") == 303
    assert browser.sign_in("admin").status_code == 303


def test_an_invitation_serves_once_and_the_newest_alone(
    browser: PortalClient, care: CommandLine
) -> None:
    older, newer = invited(care, "sam"), invited(care, "sam")
    assert accept(browser, older, "sam") == 422
    assert accept(browser, newer, "sam", "too short") == 422
    assert "15" in why(browser)
    assert accept(browser, newer, "Lea") == 422  # taken, whatever its letters
    assert "Somebody else" in why(browser)
    assert accept(browser, newer, "sam@shop.example") == 303
    assert accept(browser, newer, "sam") == 422
    assert browser.sign_in("SAM@shop.example", GOOD).status_code == 303
    assert browser.sign_in("sam", GOOD).status_code == 303 or not browser.is_signed_in


def test_a_new_password_ends_every_other_session(
    browsers: Callable[[], PortalClient], care: CommandLine
) -> None:
    assert accept(browsers(), invited(care, "anna"), "anna", "demo-portal-anna") == 303
    here, elsewhere = browsers(), browsers()
    here.sign_in("anna")
    elsewhere.sign_in("anna")
    at = "/portal/account"
    wrong = {"password": "not it", "code": "", "new_password": GOOD, "again": GOOD}
    assert here.submit(at, f"{at}/password", **wrong).status_code == 422
    assert elsewhere.is_signed_in
    right = wrong | {"password": "demo-portal-anna"}
    assert here.submit(at, f"{at}/password", **right).status_code == 200
    assert here.is_signed_in
    assert not elsewhere.is_signed_in
    assert accept(browsers(), invited(care, "anna"), "anna", "demo-portal-anna") == 303
    assert not here.is_signed_in


def code_of(secret: bytes, steps: int = 0) -> str:
    # RFC 6238 with what every authenticator app knows.
    return TOTP(secret, 6, SHA1(), 30).generate(time.time() + 30 * steps).decode()  # noqa: S303 - see above


def test_a_second_factor_is_asked_for_and_each_code_serves_once(
    browsers: Callable[[], PortalClient], care: CommandLine
) -> None:
    from base64 import b32decode

    browser = browsers()
    assert accept(browser, invited(care, "lea"), "lea", "demo-portal-lea") == 303
    browser.sign_in("lea")
    at = "/portal/account/second-factor"
    letters = re.search(r'id="letters">([A-Z2-7 ]+)<', browser.get(at).text)
    enrolment = re.search(r'name="enrolment" value="([^"]+)"', browser.page)
    assert letters
    assert enrolment
    secret = b32decode(letters[1].replace(" ", ""))
    fields = {"enrolment": enrolment[1], "password": "demo-portal-lea"}
    assert browser.send(at, **fields, new_code="000000").status_code == 422
    answer = browser.send(at, **fields, new_code=code_of(secret))
    recovery = re.findall(r"<li>([0-9A-Z-]{19})</li>", answer.text)
    assert len(recovery) == 10
    other = browsers()
    assert other.sign_in("lea").status_code == 403
    assert other.sign_in("lea", code="000000").status_code == 403
    later = code_of(secret, 1)  # clocks may differ by one step
    assert other.sign_in("lea", code=later).status_code == 303
    assert browsers().sign_in("lea", code=later).status_code == 403
    assert browsers().sign_in("lea", code=recovery[3].lower()).status_code == 303
    assert browsers().sign_in("lea", code=recovery[3]).status_code == 403
    # With it a short password will do, and a new invitation is the way out of a lost telephone.
    account = "/portal/account"
    short = {"password": "demo-portal-lea", "new_password": "8 signs!", "again": "8 signs!"}
    changed = other.submit(account, f"{account}/password", **short, code=recovery[4])
    assert changed.status_code == 200
    text = care.says("ledger")
    assert "portal.second-factor-set" in text
    assert not any(code in text for code in recovery)
    # Without it the password has to be long again; the right one and a code are asked for.
    without = f"{at}/remove"
    removal = {"password": "8 signs!", "code": recovery[5]}
    assert other.submit(without, without, **removal).status_code == 422
    assert "at least 15 characters" in why(other)
    long = {"password": "8 signs!", "new_password": GOOD, "again": GOOD, "code": recovery[6]}
    assert other.submit(account, f"{account}/password", **long).status_code == 200
    second = browsers()
    assert second.sign_in("lea", GOOD, code=recovery[7]).status_code == 303
    assert other.submit(without, without, password=GOOD, code="000000").status_code == 422
    removal = {"password": GOOD, "code": recovery[5]}
    assert other.submit(without, without, **removal).headers["location"] == account
    assert other.is_signed_in
    assert not second.is_signed_in
    assert browsers().sign_in("lea", GOOD).status_code == 303
    assert other.submit(without, without, **removal).headers["location"] == account
    assert len(kinds(care, "portal.second-factor-removed")) == 1
    assert accept(browsers(), invited(care, "lea"), "lea", "demo-portal-lea") == 303
    assert browsers().sign_in("lea").status_code == 303


def test_who_is_let_go_or_locked_or_gets_another_role_is_out_at_the_next_request(
    browsers: Callable[[], PortalClient], care: CommandLine
) -> None:
    care.says(
        "operator", "add", "noor", "--name", "Noor Haddad", "--role", "support", stdin="777777\n"
    )
    browser = browsers()
    assert accept(browser, invited(care, "noor"), "noor") == 303
    browser.sign_in("noor", GOOD)
    assert browser.is_signed_in
    care.says("operator", "role", "noor", "--role", "manager")
    assert not browser.is_signed_in, "what a support session showed is no manager's"
    browser.sign_in("noor", GOOD)
    assert "Manager" in browser.get("/portal").text
    care.says("operator", "role", "noor", "--role", "clerk")
    assert not browser.is_signed_in
    care.says("operator", "role", "noor", "--role", "support")
    browser.sign_in("noor", GOOD)
    assert browser.is_signed_in
    care.says("operator", "lock", "noor", "--reason", "A customer complained.")
    assert not browser.is_signed_in
    assert browser.sign_in("noor", GOOD).status_code == 403
    care.says("operator", "unlock", "noor", "--reason", "It was not her.")
    assert not browser.is_signed_in, "what was open before the lock stays over"
    browser.sign_in("noor", GOOD)
    assert browser.is_signed_in
    care.says("operator", "disable", "noor")
    assert not browser.is_signed_in
    assert browser.sign_in("noor", GOOD).status_code == 403


def test_what_was_typed_comes_back_after_signing_in_again_but_no_secret(
    browsers: Callable[[], PortalClient],
) -> None:
    browser, tab, other = browsers(), browsers(), browsers()
    browser.sign_in("admin")
    browser.get("/portal/cards")
    tab.http.cookies = browser.http.cookies
    tab.get("/portal")
    tab.send("/portal/sign-out")
    typed = {"what": "ABCD-SECRET-CODE", "campaign": "gift-25", "day": "2026-11-28"}
    answer = browser.send("/portal/cards", **typed)
    assert answer.status_code == 401
    assert "SECRET" not in answer.text
    assert "2026-11-28" not in answer.text, "sealed: another one may be here next"
    kept = browser.kept
    assert kept["kept_at"] == "/portal/cards"
    wrong = browser.send("/portal/sign-in", name="admin", password="no", **kept)
    assert wrong.status_code == 403
    assert browser.kept == kept
    answer = browser.send(
        "/portal/sign-in", name="admin", password="demo-portal-admin", **browser.kept
    )
    assert answer.status_code == 200
    assert 'value="2026-11-28"' in answer.text
    assert 'value="gift-25" selected' in answer.text
    assert "SECRET" not in answer.text
    assert "signed in again" in answer.text
    # Somebody else sees nothing of it, and a broken one keeps nobody from coming in.
    for name, more in (("lea", kept), ("admin", kept | {"kept": "nonsense"})):
        answer = other.sign_in(name, **more)
        assert answer.status_code == 303
        assert answer.headers["location"] == "/portal"
        assert other.is_signed_in
        other.send("/portal/sign-out")
    # It is the form itself again, and can be sent.
    assert browser.send("/portal/cards", what="0000").status_code == 303


@pytest.mark.sqlite_only  # what a browser carries along, whatever the database is
def test_the_longest_form_comes_back_whole_after_signing_in_again(browser: PortalClient) -> None:
    """Filled with signs that take the most bytes, and that nothing makes shorter."""
    route, signs = max(((each, signs_of(each)) for each in CLOSED_FORMS), key=lambda each: each[1])
    assert 20_000 < signs < FORM_SIGNS_MAX
    assert route.form is not None
    path = route.path.replace("{}", "gift-25")
    draw = random.Random(1)  # noqa: S311 - signs that are the same every time
    browser.sign_in("admin")
    before = form_on(browser.get(path).text, path)
    typed = {
        each.name: "".join(chr(draw.randrange(0x20000, 0x2A000)) for _ in range(each.signs_max))
        for each in route.form.fields
    } | {name: before[name] for name in NOT_TYPED}
    session = browser.http.cookies["portal"]
    browser.send("/portal/sign-out")
    browser.http.cookies.set("portal", session)
    assert browser.send(path, **typed).status_code == 401
    answer = browser.refill("/portal/sign-in", name="admin", password="demo-portal-admin")
    assert answer.status_code == 200
    shown = form_on(browser.page, path)
    assert {name for name in typed if shown.get(name) != typed[name]} <= NOT_AS_SENT
    assert len(shown["custom_code_info"]) > 20_000


def test_the_page_that_was_asked_for_is_shown_after_signing_in(browser: PortalClient) -> None:
    to_sign_in = browser.get("/portal/cards/17").headers["location"]
    assert 'name="to" value="/portal/cards/17"' in browser.get(to_sign_in).text
    fields = {"name": "admin", "password": "demo-portal-admin"}
    answer = browser.send("/portal/sign-in", **fields, to="/portal/cards/17")
    assert answer.headers["location"] == "/portal/cards/17"
    browser.get("/portal")
    browser.send("/portal/sign-out")
    for elsewhere in ("https://elsewhere.example", "//elsewhere.example", "/portal/../v1/docs"):
        browser.get("/portal/sign-in")
        answer = browser.send("/portal/sign-in", **fields, to=elsewhere)
        assert answer.headers["location"] == "/portal"
        browser.get("/portal")
        browser.send("/portal/sign-out")
        assert browser.get(f"/portal/sign-in?to={elsewhere}").status_code == 404


def test_cookies_of_other_programs_keep_nobody_out(
    browser: PortalClient, server: ServerProcess
) -> None:
    browser.sign_in("admin")
    session = browser.http.cookies["portal"]
    others = f'a={{"b": 1, "c"}}; =; ;;portal-theme=odd; portal={session}; z="'
    answer = httpx.get(f"{server.url}/portal", headers={"cookie": others})
    assert answer.status_code == 200


@pytest.mark.sqlite_only  # the database's file is looked into
def test_the_database_has_neither_passwords_nor_tokens(
    browser: PortalClient, server: ServerProcess
) -> None:
    browser.sign_in("admin")
    session = browser.http.cookies["portal"]
    for file in (server.data / "redemption.db", server.data / "redemption.db-wal", server.log):
        content = file.read_bytes()
        assert session.encode() not in content
        assert b"demo-portal-" not in content


@pytest.mark.sqlite_only
def test_an_address_that_people_type_leads_to_a_page(browser: PortalClient) -> None:
    slash = browser.get("/portal/")
    assert (slash.status_code, slash.headers["location"]) == (303, "/portal")
    people = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    front = browser.get("/", headers=people)
    assert (front.status_code, front.headers["location"]) == (303, "/redeem")
    program = browser.get("/", headers={"accept": "application/json"})
    assert (program.status_code, program.json()["code"]) == (404, "NOT_FOUND")
    assert browser.http.post("/", headers=people).status_code == 405
