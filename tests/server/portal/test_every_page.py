"""What holds for every page, taken from the table of pages itself: new pages are covered at once."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest

from card_contract.states import Role
from server_stub.web.portal.guard import Guard
from server_stub.web.portal.route import PortalRoute
from server_stub.web.portal.site import FORM_BYTES_MAX
from server_stub.web.portal.table import PORTAL_ROUTES
from support.portal_client import FROM_HERE, PortalClient
from support.server_process import ServerProcess

# What a form is made of, whatever the database is: who may see and send what is asked of both.
once = pytest.mark.sqlite_only

CODES = "/portal/campaigns/plain/codes"
SUBJECTS = {
    "/portal/account/passkeys/": "0" * 64,
    "/portal/alarms/": "till-gap:T01:1",
    "/portal/artworks/": "demo-gift-25",
    "/portal/campaigns/": "gift-25",
    "/portal/cases/": "till-gap:T01:1",
    "/portal/code-jobs/": "5",
    "/portal/failed-jobs/": "work-1-1",
    "/portal/holds/": f"T01.1.000001.{'0' * 26}",
    "/portal/tills/": "T99",
}
"""What a page is about, where it is not something with the number 1."""
PEOPLE = {
    Role.MANAGER: "anna",
    Role.STUDIO: "sam",
    Role.SUPPORT: "lea",
    Role.ADMINISTRATOR: "admin",
}
FORGED = {
    "another site": {"sec-fetch-site": "cross-site", "origin": "https://elsewhere.example"},
    "another host of the site": {"sec-fetch-site": "same-site", "origin": "null"},
    "another origin": {"origin": "https://elsewhere.example"},
    "a page that hides where it is from": {"origin": "null"},
    "a link from a mail": {"sec-fetch-site": "none"},
    "another origin that says it is ours": {
        "sec-fetch-site": "same-origin",
        "origin": "http://127.0.0.1:1",
    },
    "nothing at all": {},
}
ROUTES = PORTAL_ROUTES
FORMS = tuple(route for route in ROUTES if route.method == "POST")
CLOSED = tuple(route for route in ROUTES if not route.is_open)


def path_of(route: PortalRoute) -> str:
    before, mark, after = route.path.partition("{}")
    return before + SUBJECTS.get(before, "1") + after if mark else before


def name_of(route: PortalRoute) -> str:
    return f"{route.method} {route.path}"


def is_guarded(answer: httpx.Response) -> None:
    """No answer lets a page of another host in, or is kept anywhere."""
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert answer.headers["cache-control"] == "no-store"
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\son[a-z]+=|\sstyle=", answer.text)
    assert not re.search(r"(?:src|href|action)=\"(?!/portal|#)", answer.text)


@pytest.fixture(params=CLOSED, ids=name_of)
def closed(request: pytest.FixtureRequest) -> PortalRoute:
    found = request.param
    assert isinstance(found, PortalRoute)
    return found


@pytest.fixture(params=FORMS, ids=name_of)
def form(request: pytest.FixtureRequest) -> PortalRoute:
    found = request.param
    assert isinstance(found, PortalRoute)
    return found


@once
def test_nobody_gets_past_the_sign_in(browser: PortalClient, closed: PortalRoute) -> None:
    if closed.method == "GET":
        answer = browser.get(path_of(closed))
        assert answer.status_code == 303
        assert answer.headers["location"].partition("?")[0] == "/portal/sign-in"
    else:
        browser.get("/portal/sign-in")
        answer = browser.send(path_of(closed))
        assert answer.status_code == 401
        assert 'action="/portal/sign-in"' in answer.text
    is_guarded(answer)


@pytest.fixture(scope="module")
def people(server: ServerProcess) -> Iterator[dict[Role, PortalClient]]:
    """One browser for each role, signed in."""
    found = {role: PortalClient(server.url) for role in PEOPLE}
    for role, browser in found.items():
        assert browser.sign_in(PEOPLE[role]).status_code == 303
    begun = found[Role.STUDIO].fill(CODES, quantity="1")
    assert begun.headers["location"] == "/portal/code-jobs/5"
    yield found
    for browser in found.values():
        browser.close()


def test_a_page_is_there_for_its_roles_and_for_no_other(
    people: dict[Role, PortalClient], closed: PortalRoute
) -> None:
    for role, browser in people.items():
        if closed.method == "GET":
            answer = browser.get(path_of(closed))
        else:
            answer = browser.submit("/portal", path_of(closed))
        is_guarded(answer)
        if role not in closed.roles:
            nothing = browser.get("/portal/nowhere")
            assert (answer.status_code, answer.text) == (404, nothing.text)
        else:
            assert answer.status_code < 500
            assert answer.status_code not in (401, 403)


@once
@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
def test_what_does_not_come_from_a_page_of_ours_is_refused(
    people: dict[Role, PortalClient], form: PortalRoute, forged: dict[str, str]
) -> None:
    browser = people[Role.ADMINISTRATOR]
    browser.get("/portal")
    data = {"form_token": browser.token}
    answer = browser.http.post(path_of(form), data=data, headers=forged)
    assert answer.status_code == 403
    is_guarded(answer)


@once
def test_a_browser_that_tells_its_origin_alone_is_believed(browser: PortalClient) -> None:
    """As those do that do not name the relation yet; our pages let them tell it."""
    browser.get("/portal/sign-in")
    typed = {"form_token": browser.token, "name": "lea", "password": "demo-portal-lea"}
    origin = str(browser.http.base_url).rstrip("/")
    answer = browser.http.post("/portal/sign-in", data=typed, headers={"origin": origin})
    assert (answer.status_code, answer.headers["location"]) == (303, "/portal")


@once
def test_a_form_without_its_own_token_does_nothing(
    people: dict[Role, PortalClient], form: PortalRoute
) -> None:
    browser = people[Role.ADMINISTRATOR]
    browser.get("/portal")
    others = people[Role.MANAGER]
    others.get("/portal")
    for token in ("", "0" * 64, others.token):
        answer = browser.http.post(path_of(form), data={"form_token": token}, headers=FROM_HERE)
        # 404 where the subject of the form is not there: that is looked at first.
        assert answer.status_code in (303, 403, 404)
        assert answer.headers.get("location", "/portal") in ("/portal", "/portal/sign-in")
        assert "set-cookie" not in answer.headers
    assert browser.is_signed_in


@once
def test_an_oversized_form_is_refused(people: dict[Role, PortalClient], form: PortalRoute) -> None:
    browser = people[Role.ADMINISTRATOR]
    browser.get("/portal")
    answer = browser.send(path_of(form), more="x" * FORM_BYTES_MAX)
    assert answer.status_code == 413
    is_guarded(answer)
    for field in () if form.form is None else form.form.fields:
        browser.get("/portal")
        answer = browser.send(path_of(form), **{field.name: "x" * (field.signs_max + 1)})
        assert answer.status_code == 413, field.name


@once
def test_what_is_no_form_is_refused(people: dict[Role, PortalClient], form: PortalRoute) -> None:
    browser = people[Role.ADMINISTRATOR]
    kind = {"content-type": "application/x-www-form-urlencoded"}
    for body, headers in (
        (b'{"form_token": 1}', {"content-type": "application/json"}),
        (b"a=%ff%fe", kind),
        (b"a=1&a=2", kind),
        (b"a=%00", kind),
        ("a=ü".encode(), kind),
        (b"&".join(b"f%d=1" % each for each in range(100)), kind),
        (b"", {}),
    ):
        answer = browser.http.post(path_of(form), content=body, headers=FROM_HERE | headers)
        assert answer.status_code == 400, body
        is_guarded(answer)


@once
def test_other_methods_are_refused_with_those_that_there_are(lea: PortalClient) -> None:
    for route in ROUTES:
        answer = lea.http.request("DELETE", path_of(route))
        assert answer.status_code == 405
        assert route.method in answer.headers["allow"]


@once
def test_a_query_that_a_page_does_not_know_leads_nowhere(lea: PortalClient) -> None:
    for path in ("/portal?a=1", "/portal/cards?before=x", "/portal/cards?last_four=%ff"):
        assert lea.get(path).status_code == 404


@once
def test_every_page_has_a_title_a_language_and_one_main_heading(lea: PortalClient) -> None:
    for route in CLOSED:
        if route.method == "GET":
            answer = lea.get(path_of(route), headers={"accept-language": "de"})
            if answer.headers["content-type"].startswith("image/"):
                continue
            text = answer.text
            assert '<html lang="de"' in text
            assert text.count("<h1") == 1
            assert re.search(r"<title>[^<·]+ · [^<]+</title>", text)


def test_over_tls_cookies_are_for_this_host_alone() -> None:
    guard = Guard(is_secure=True)
    _, cookie = guard.session_cookie("portal", "token")
    assert cookie == b"__Host-portal=token; Path=/; SameSite=Lax; Secure; HttpOnly"
    assert guard.cookie_of({"portal": "planted", "__Host-portal": "token"}, "portal") == "token"
    assert b"strict-transport-security" in dict(guard.headers)
    assert b"strict-transport-security" not in dict(Guard(is_secure=False).headers)


@once
def test_what_a_page_loads_is_there_and_may_be_kept_for_ever(browser: PortalClient) -> None:
    page = browser.get("/portal/sign-in").text
    loaded = set(re.findall(r"(?:src|href)=\"(/portal/assets/[^\"]+)\"", page))
    assert len(loaded) >= 5
    for path in loaded:
        answer = browser.http.get(path)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
        assert not re.search(r"url\((?!\s*[\"']?data:)", answer.text)
        for accepted, sent in (("br, gzip", "gzip"), ("gzip;q=0", None), ("identity", None)):
            other = browser.http.get(path, headers={"accept-encoding": accepted})
            assert other.headers.get("content-encoding") == sent
            assert other.headers["vary"] == "accept-encoding"
            assert other.content == answer.content
    assert browser.http.get("/portal/assets/../keys.json").status_code == 404
    assert browser.http.get("/portal/assets/portal.css").status_code == 404
