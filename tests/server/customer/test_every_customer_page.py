"""What holds for every page for customers, taken from their table: new ones are covered at once."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest

from server_stub.web.customer.route import CustomerRoute
from server_stub.web.customer.site import FORM_BYTES_MAX
from server_stub.web.customer.table import CUSTOMER_ROUTES
from server_stub.web.portal.picture_form import PICTURE_BYTES_MAX
from support.customer_client import CustomerClient
from support.portal_client import FROM_HERE

# What a page is made of, whatever the database is: who may see and send what is asked of both.
once = pytest.mark.sqlite_only

FORGED = (
    {"sec-fetch-site": "cross-site", "origin": "https://elsewhere.example"},
    {"sec-fetch-site": "same-site", "origin": "null"},
    {"sec-fetch-site": "same-origin", "origin": "http://127.0.0.1:1"},
    {"sec-fetch-site": "none"},
    {"origin": "null"},
    {"origin": "http://["},
    {},
)
FORMS = tuple(route for route in CUSTOMER_ROUTES if route.method == "POST")
FORM = "application/x-www-form-urlencoded"


def name_of(route: CustomerRoute) -> str:
    return f"{route.method} {route.path or '/'}"


def is_guarded(answer: httpx.Response) -> None:
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["permissions-policy"].startswith("camera=(self), ")
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\son[a-z]+=|\sstyle=", answer.text)
    assert not re.search(r"(?:src|href|action)=\"(?!/redeem|#)", answer.text)


@pytest.fixture(params=FORMS, ids=name_of)
def form(request: pytest.FixtureRequest) -> CustomerRoute:
    found = request.param
    assert isinstance(found, CustomerRoute)
    return found


def send(customer: CustomerClient, form: CustomerRoute, **fields: Any) -> httpx.Response:
    if form.takes_picture:
        return customer.send_picture(b"", **fields)
    return customer.send(f"/redeem{form.path}", **fields)


@once
def test_a_form_is_taken_from_our_page_alone_with_its_own_token_and_no_longer_than_it_may_be(
    ann: CustomerClient, bob: CustomerClient, form: CustomerRoute
) -> None:
    path = f"/redeem{form.path}"
    ann.get("/redeem")
    bob.get("/redeem")
    for headers in FORGED:
        answer = ann.http.post(path, data={"form_token": ann.token}, headers=headers)
        assert answer.status_code == 403
        is_guarded(answer)
    for token in ("", "0" * 64, bob.token):
        answer = send(ann, form, token=token, code="KEPT")
        assert answer.status_code in (303, 403)
        assert "set-cookie" not in answer.headers
    size_max = PICTURE_BYTES_MAX if form.takes_picture else FORM_BYTES_MAX
    answer = send(ann, form, more="x" * size_max)
    assert answer.status_code == 413
    is_guarded(answer)
    for field in () if form.form is None else form.form.fields:
        ann.get("/redeem")
        assert send(ann, form, **{field.name: "x" * (field.signs_max + 1)}).status_code == 413
    for body, kind in (
        (b"--B\r\n", "multipart/form-data; boundary=B"),
        (b'{"form_token": 1}', "application/json"),
        (b"a=%ff%fe", FORM),
        (b"a=1&a=2", FORM),
        (b"a=%00", FORM),
        (b"&".join(b"f%d=1" % each for each in range(100)), FORM),
    ):
        sent = ann.http.post(path, content=body, headers={**FROM_HERE, "content-type": kind})
        assert sent.status_code == 400
    assert "Signed in as" in ann.get("/redeem").text


def test_a_form_whose_sign_in_changed_is_shown_again_with_its_code(ann: CustomerClient) -> None:
    answer = ann.send("/redeem", token="0" * 64, code="ABCDE-FGH")
    assert answer.status_code == 403
    assert ann.typed == "ABCDE-FGH"
    assert ann.note.startswith("Your sign-in has changed")


@once
def test_pages_are_guarded_and_say_what_they_are(ann: CustomerClient) -> None:
    for route in CUSTOMER_ROUTES:
        if route.method != "GET":
            continue
        answer = ann.get(f"/redeem{route.path}", headers={"accept-language": "de"})
        is_guarded(answer)
        if answer.status_code == 200:
            assert '<html lang="de"' in answer.text
            assert answer.text.count("<h1") == 1
            assert re.search(r"<title>[^<·]+ · [^<]+</title>", answer.text)


def test_nobody_sees_codes_without_signing_in(customers: Any) -> None:
    stranger = customers()
    for path in ("/redeem/codes", "/redeem/code?id=1"):
        assert stranger.get(path).headers["location"] == "/redeem"
    stranger.get("/redeem")
    assert stranger.send("/redeem", code="ABCDE").status_code == 401
    assert stranger.typed == "ABCDE"


@once
def test_what_is_not_there_leads_nowhere_and_other_methods_are_named(ann: CustomerClient) -> None:
    for path in (
        "/redeem?code=ABCDE",
        "/redeem/code",
        "/redeem/code?id=x",
        "/redeem/codes?before=1",
        "/redeem/at/nowhere",
        "/redeem/assets/redeem.js",
        "/redeem/nothing",
    ):
        answer = ann.get(path)
        assert answer.status_code == 404, path
    for route in CUSTOMER_ROUTES:
        answer = ann.http.request("DELETE", f"/redeem{route.path}")
        assert answer.status_code == 405
        assert route.method in answer.headers["allow"]


@once
def test_what_other_sites_add_to_a_link_does_no_harm(ann: CustomerClient) -> None:
    for path in ("/redeem/", "/redeem?fbclid=1", "/redeem/?utm_source=qr&utm_medium=card"):
        answer = ann.get(path)
        assert answer.status_code == 200, path
        assert 'id="code"' in answer.text
    assert ann.get("/redeem/codes/?gclid=1").status_code == 200


@once
def test_what_a_page_loads_is_there_and_may_be_kept_for_ever(ann: CustomerClient) -> None:
    loaded = set(re.findall(r"(?:src|href)=\"(/redeem/assets/[^\"]+)\"", ann.get("/redeem").text))
    assert len(loaded) >= 5
    for path in loaded:
        answer = ann.http.get(path)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
