"""Schemathesis over the player's calls, as a player who is signed in, against the real server."""

from __future__ import annotations

import os

import msgspec
import requests
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from server_stub.web.openapi import openapi
from server_stub.web.redemption_api.table import REDEMPTION_ROUTES
from support.server_process import ServerProcess

EXAMPLES = int(os.environ.get("REDEMPTION_FUZZ_EXAMPLES", "20"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]

schema = schemathesis.openapi.from_dict(
    msgspec.json.decode(openapi(REDEMPTION_ROUTES, version="test"))
)


class Bearer(requests.auth.AuthBase):
    def __init__(self, headers: dict[str, str]) -> None:
        self._headers = headers

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers.update(self._headers)
        return request


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    database=None,
)
def test_no_request_of_a_player_brings_the_server_out_of_its_manners(
    case: schemathesis.Case, server: ServerProcess, ann
) -> None:
    answer = case.call(base_url=server.url, auth=Bearer(ann.headers), timeout=20)
    case.validate_response(answer, checks=CHECKS)
    assert '"event": "fault"' not in server.log_text()
