"""What holds for every route, taken from the route table itself: new routes are covered at once."""

from __future__ import annotations

import contextlib
import re
import socket
import time
from collections.abc import Iterator

import httpx
import msgspec
import pytest

from card_contract.messages import RefusalAnswer
from card_contract.outcomes import MEANINGS
from server_stub.web.connection import HEAD_BYTES_MAX
from server_stub.web.control_api.table import CONTROL_ROUTES
from server_stub.web.openapi import refusals_of
from server_stub.web.route import Authority, Route
from server_stub.web.terminal_api.table import TERMINAL_ROUTES
from support.call_targets import target_of
from support.server_process import ServerProcess
from support.till_client import TillClient
from support.tills import Tills

pytestmark = pytest.mark.sqlite_only  # what a request is made of, whatever the database is

ROUTES = (*TERMINAL_ROUTES, *CONTROL_ROUTES)
MALFORMED = {
    "nothing": b"",
    "no JSON": b"{",
    "a list": b"[]",
    "a number": b"1",
    "null": b"null",
    "an empty object": b"{}",
    "an unknown field": b'{"unheard_of": 1}',
    "no UTF-8": b'{"code": "\xff\xfe"}',
    "half a surrogate": b'{"code": "\\ud800"}',
    "deep nesting": b"[" * 30_000,
    "huge numbers": b'{"lines": 1e999999, "was_paid": 99999999999999999999999999}',
    "NUL": b"\x00" * 100,
}


def refused(answer: httpx.Response) -> RefusalAnswer:
    """Every refusal is one body, one status, one code that agree."""
    found = msgspec.json.decode(answer.content, type=RefusalAnswer, strict=True)
    assert answer.status_code == MEANINGS[found.code].http
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "no-store"
    assert abs(found.server_time - time.time() * 1000) < 60_000
    return found


@pytest.fixture(scope="module")
def signed_in(server: ServerProcess) -> Iterator[TillClient]:
    """A till at which Mia has signed in, once for all routes: a PIN takes the server its time."""
    with contextlib.ExitStack() as stack:
        yield Tills(stack).enrolled(server, "mia", "111111")


@pytest.fixture
def till(server: ServerProcess, tills: Tills, signed_in: TillClient) -> Iterator[TillClient]:
    """That till with a line of the test's own, whose signatures it may bend."""
    own = tills.twin(signed_in, server)
    yield own
    signed_in.operator = own.operator


@pytest.fixture(params=ROUTES, ids=lambda route: f"{route.method} {route.path}")
def route(request: pytest.FixtureRequest) -> Route:
    found = request.param
    assert isinstance(found, Route)
    return found


def test_nobody_is_refused_where_somebody_must_ask(till: TillClient, route: Route) -> None:
    if route.authority is Authority.NOBODY:
        return
    answer = till.http.request(route.method, target_of(route))
    assert refused(answer).code == "NO_SESSION"


def test_a_signature_of_another_key_is_refused(till: TillClient, route: Route) -> None:
    if route.authority is Authority.NOBODY:
        return
    till.mac_key = b"\x00" * 32
    if route.authority is Authority.KEYS:
        till.session = "control"
    assert refused(till.send(route.method, target_of(route))).code == "BAD_SIGNATURE"


def test_a_till_without_operator_is_refused_where_one_is_needed(
    server: ServerProcess, tills: Tills, route: Route
) -> None:
    if route.authority is not Authority.OPERATOR:
        return
    bare = tills.demo(server)
    assert refused(bare.send(route.method, target_of(route))).code == "NO_OPERATOR"


def test_a_malformed_body_is_refused_and_never_a_fault(till: TillClient, route: Route) -> None:
    if route.authority is Authority.KEYS:
        return
    till_is_enough = route.authority is not Authority.OPERATOR or "clerk" in route.roles
    for name, body in MALFORMED.items():
        answer = till.send(route.method, target_of(route), body)
        if route.request is None and not body:
            assert answer.status_code in (200, 400, 403, 404), name
            if route.name == "sign_out":
                till.sign_in("mia", "111111")
            continue
        expected = "MALFORMED" if till_is_enough else "NOT_ALLOWED"
        assert refused(answer).code == expected, name


def test_an_oversized_body_is_refused(till: TillClient, route: Route) -> None:
    for size in (route.body_bytes_max + 1, route.body_bytes_max + 240_000):
        answer = till.send(route.method, target_of(route), b" " * size)
        assert refused(answer).code == "TOO_LARGE"


def test_other_methods_are_refused_with_those_that_are_allowed(
    till: TillClient, route: Route
) -> None:
    answer = till.http.request("PATCH", target_of(route))
    assert refused(answer).code == "METHOD_NOT_ALLOWED"
    assert route.method in answer.headers["allow"]


def test_a_subject_of_another_form_is_not_there(till: TillClient, route: Route) -> None:
    if route.subject is None:
        return
    for wrong in ("x", "..", "%00", "a" * 5000, "T01.1.1.x%0A", "%E2%82%AC", "T01%2F2"):
        if re.fullmatch(route.subject.pattern, wrong):
            continue
        path = route.path.replace("{" + route.subject.name + "}", wrong)
        answer = till.send(route.method, path)
        assert answer.status_code in (404, 405), path[:80]
        refused(answer)


def test_a_query_that_is_not_taken_is_refused(till: TillClient, route: Route) -> None:
    if route.authority is Authority.KEYS or (
        route.authority is Authority.OPERATOR and "clerk" not in route.roles
    ):
        return
    answer = till.send(route.method, target_of(route) + "?surprise=1")
    assert refused(answer).code == "MALFORMED"


def test_every_refusal_seen_is_one_that_the_route_declares(till: TillClient, route: Route) -> None:
    answers = [
        till.http.request(route.method, target_of(route)),
        till.send(route.method, target_of(route), b"{"),
        till.send(route.method, target_of(route), b" " * 70_000),
    ]
    if route.authority is Authority.KEYS:
        return
    declared = refusals_of(route)
    for answer in answers:
        if answer.status_code != 200:
            assert refused(answer).code in declared


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?receipt=x",
        "?card=123",
        "?card=970010000010000019",
        "?day=2026-13-45",
        "?day=0001-01-01",
        "?day=9999-12-31",
        "?receipt=T01-1-000001&card=970010000010000018",
        "?before=T01.1.000001.00000000000000000000000000",
        "?day=2026-01-01&before=99999999999999999",
        "?day=2026-01-01&day=2026-01-02",
        "?day=%FF",
        "?=&&;%zz",
        "?" + "&".join(f"a{n}=1" for n in range(50)),
    ],
)
def test_odd_searches_are_refused_or_find_nothing(till: TillClient, query: str) -> None:
    answer = till.get(f"/v1/sales{query}")
    if answer.status_code == 200:
        assert answer.json()["sales"] == []
    else:
        assert refused(answer).code == "MALFORMED"


@pytest.mark.parametrize("path", ["/", "/v1", "/v1/", "/v2/shop", "/v1/sales/", "//", "/v1/shop/"])
def test_an_unknown_path_is_not_there(till: TillClient, path: str) -> None:
    assert refused(till.http.get(path)).code == "NOT_FOUND"


def test_pages_take_get_and_head_only(till: TillClient) -> None:
    for path in ("/healthz", "/metrics", "/v1/openapi.json", "/v1/docs"):
        assert till.http.get(path).status_code == 200
        assert till.http.head(path).content == b""
        assert refused(till.http.post(path, content=b"{}")).code == "METHOD_NOT_ALLOWED"


def test_the_docs_page_loads_nothing_from_elsewhere(till: TillClient) -> None:
    page = till.http.get("/v1/docs")
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert not re.search(r"(src|href)=.?(https?:)?//|<script|@import|url\(", page.text)
    for route in TERMINAL_ROUTES:
        assert route.path in page.text


# --- Below HTTP's good manners -------------------------------------------------------------------


def _raw(server: ServerProcess, content: bytes, *, timeout_s: float = 30.0) -> bytes:
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=timeout_s) as line:
        line.sendall(content)
        received = b""
        while chunk := line.recv(65536):
            received += chunk
        return received


def test_what_is_no_http_gets_a_refusal_and_the_line_is_closed(server: ServerProcess) -> None:
    received = _raw(server, b"\x16\x03\x01\x02\x00HELLO\r\n\r\n")
    assert received.startswith(b"HTTP/1.1 400")
    assert b'"code":"MALFORMED"' in received
    assert b'"final":false' in received


def test_a_head_without_end_is_cut_off(server: ServerProcess) -> None:
    endless = b"GET /v1/shop HTTP/1.1\r\nX-A: " + b"a" * (HEAD_BYTES_MAX + 1000)
    received = _raw(server, endless)
    assert received.startswith(b"HTTP/1.1 400")


def test_the_server_is_still_well(server: ServerProcess, till: TillClient) -> None:
    """After everything above: nothing of it was a fault."""
    assert till.http.get("/healthz").json()["writable"] is True
    assert '"event": "fault"' not in server.log_text()
