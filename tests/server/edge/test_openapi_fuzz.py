"""Schemathesis over the OpenAPI page: signed requests of every form, against the real server.

``REDEMPTION_FUZZ_EXAMPLES`` sets how many per call; short by default.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import msgspec
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from card_contract.sale_id import ID_PATTERN
from server_stub.web.openapi import openapi
from server_stub.web.terminal_api.table import TERMINAL_ROUTES
from support.server_process import ServerProcess
from support.till_client import TillClient
from support.tills import Tills

pytestmark = pytest.mark.sqlite_only  # what is malformed is refused before any database

CARD = "970010010000010018"
EXAMPLES = int(os.environ.get("REDEMPTION_FUZZ_EXAMPLES", "40"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]

schema = schemathesis.openapi.from_dict(
    msgspec.json.decode(openapi(TERMINAL_ROUTES, version="test"))
)


class Signed(requests.auth.AuthBase):
    """Signs what goes out, as it goes out."""

    def __init__(self, till: TillClient) -> None:
        self._till = till

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        body = request.body or b""
        raw = body.encode() if isinstance(body, str) else body
        parts = urlsplit(request.url or "")
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        request.headers.update(self._till.headers(request.method or "", target, raw))
        return request


def _aim(case: schemathesis.Case, till_id: str) -> None:
    """Let ids of the right form be this till's own, and cards some that exist."""
    for name in ("sale_id", "void_id"):
        subject = (case.path_parameters or {}).get(name)
        if isinstance(subject, str) and re.match(ID_PATTERN, subject.removeprefix("V-")):
            case.path_parameters[name] = re.sub(r"^(V-)?[A-Z0-9]+", rf"\g<1>{till_id}", subject)
    parameters = case.path_parameters or {}
    if len(parameters.get("operator_id") or "") % 2:
        parameters["operator_id"] = "jonas"
    if isinstance(parameters.get("case_id"), str) and re.search(ID_PATTERN, parameters["case_id"]):
        parameters["case_id"] = re.sub(
            ID_PATTERN, f"{till_id}.1.000001.{'0' * 26}", parameters["case_id"]
        )
    body = case.body if isinstance(case.body, dict) else {}
    numbers = body.get("numbers")
    for place, number in enumerate(numbers if isinstance(numbers, list) else []):
        if isinstance(number, str) and re.match(r"9[0-9]{17}$", number):
            numbers[place] = CARD  # few that are drawn have the right check digit
    lines = body.get("lines")
    for place, line in enumerate(lines if isinstance(lines, list) else []):
        if isinstance(line, dict) and isinstance(line.get("card_id"), str) and len(lines) % 2:
            line.update(card_id=str(len(line["card_id"]) + place + 1), price_minor=5000)


@pytest.fixture(scope="module")
def manager(server: ServerProcess) -> Iterator[TillClient]:
    with TillClient.of_demo(server.url, server.demo) as till:
        assert till.sign_in("anna", "333333").status_code == 200
        yield till


@schema.exclude(operation_id=["sign_out"]).parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    database=None,
)
def test_no_request_brings_the_server_out_of_its_manners(
    case: schemathesis.Case, server: ServerProcess, manager: TillClient
) -> None:
    _aim(case, manager.till_id)
    answer = case.call(base_url=server.url, auth=Signed(manager), timeout=20)
    case.validate_response(answer, checks=CHECKS)


def test_afterwards_the_server_is_well(server: ServerProcess, tills: Tills) -> None:
    till = tills.demo(server)
    assert till.http.get("/healthz").json()["writable"] is True
    assert '"event": "fault"' not in server.log_text()
    figures = till.http.get("/metrics").text
    # The requests came as far as the commands; signatures and ids were no wall before them.
    for route in (
        *("reserve", "cancel", "void", "sales", "issue_enrolment_code"),
        *("unlock_operator", "cases", "staff", "tills", "holds"),
        *("add_to_list", "dry_run", "begin_recall", "recalls"),
    ):
        reached = re.findall(f'outcome="([A-Za-z_]+)",route="{route}"', figures)
        assert set(reached) - {"BAD_SIGNATURE", "NOT_FOUND", "MALFORMED"}, route
    # These end where nothing of theirs is found: in the command, not at a gate before it.
    for route in ("close_case", "sign_void", "recall", "stop_recall", "recall_cards"):
        assert f'outcome="NOT_FOUND",route="{route}"' in figures
    cases = re.findall(r"redemption_requests_total\{.*\} (\d+)", figures)
    assert sum(map(int, cases)) >= EXAMPLES * len(TERMINAL_ROUTES)
