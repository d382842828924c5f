"""Packets that no client sends, to both dispatchers of a real server: an answer to each, as JSON.

They are built from what the protocol knows, bent: known names beside strange ones, values of every
kind, packets within packets, bytes cut and swapped. ``REDEMPTION_FUZZ_EXAMPLES`` sets how many of
each kind; 100 by default, which takes some seconds, over a file and over PostgreSQL.
"""

from __future__ import annotations

import gzip
import itertools
import json
import os
import secrets
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.braincloud_client import PlayerClient, ServerClient
from support.plain_http import plain_client
from support.server_process import ServerProcess

EXAMPLES = int(os.environ.get("REDEMPTION_FUZZ_EXAMPLES", "100"))
ANSWERED_WITHIN_S = 15.0
FAULT = 49005
COUNT = itertools.count(1)
fuzz = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

SERVICES = ["redemptionCode", "authenticationV2", "heartbeat", "playerState", "time", "script"]
OF_PLAYERS = ["REDEEM_CODE", "GET_REDEEMED_CODES"]
OF_SERVERS = [
    "ADD_CODE", "ACTIVATE_CODE", "INVALIDATE_CODE", "UPDATE_CUSTOM_INFO", "GENERATE_CODES",
    "GENERATE_CODES_INLINE", "PROCESS_ASYNCHRONOUS_RESPONSE", "SYS_ADD_MULTI_USE_CODE_TYPE",
    "SYS_GET_CODE_TYPE_PAGE", "SYS_GET_CODE_TYPE_PAGE_OFFSET",
]  # fmt: skip
OPERATIONS = [*OF_PLAYERS, *OF_SERVERS, "READ", "RUN", "HEARTBEAT", "LOGOUT", "AUTHENTICATE"]
CAMPAIGNS = ["plain", "plain-other", "disabled", "sync-ok", "sync-fail", "async-pending", "gift-50"]
CODES = ["", "A", "FREE100", "X" * 20, "Y" * 22, "Z" * 30, "z" * 30, "W" * 101, "ß" * 25, "İ" * 60]

# No half of a surrogate pair: nothing could put it on the wire as UTF-8.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
numbers = st.one_of(
    st.integers(),
    st.sampled_from([-1, 0, 1, 2**31, 2**53, 2**63 - 1, 2**63, 2**64, 10**40, -(2**63) - 1]),
    st.floats(allow_nan=False, allow_infinity=False),
)
scalars = st.one_of(st.none(), st.booleans(), numbers, texts)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
infos = st.one_of(st.dictionaries(texts, values, max_size=2), st.just('{"a":1}'), values)
criteria = st.dictionaries(
    st.sampled_from(["codeType", "version", "async", "customCodeInfo", "x"]),
    st.one_of(
        values,
        st.dictionaries(
            st.sampled_from(["$lt", "$lte", "$gt", "$gte", "$ne", "$in", "$regex", "$x"]),
            values | st.sampled_from(["^p", "(a+)+$", "[", "a*"]),
            max_size=2,
        ),
    ),
    max_size=2,
)
searches = st.one_of(
    values,
    st.fixed_dictionaries(
        {},
        optional={
            "pagination": st.fixed_dictionaries(
                {}, optional={"rowsPerPage": numbers, "pageNumber": numbers, "doCount": values}
            ),
            "searchCriteria": criteria,
            "sortCriteria": st.dictionaries(texts, st.sampled_from([1, -1, 0]), max_size=2),
        },
    ),
)
PARAMETERS: dict[str, st.SearchStrategy[Any]] = {
    "scanCode": st.sampled_from(CODES),
    "codeType": st.sampled_from(CAMPAIGNS),
    "codeState": st.sampled_from(["Inactive", "Available", "Redeemed", ""]),
    "customCodeInfo": infos,
    "customRedemptionInfo": infos,
    "invalidationReason": texts,
    "version": st.integers(0, 3) | numbers,
    "quantity": st.sampled_from([0, 1, 2, 100, 101, 1.5]),
    "algorithmName": st.sampled_from(["FiveByFive", "StructuredGuid", "x"]),
    "algorithmDetailsJson": infos | st.just({"includeCheck": True}),
    "prefix": texts,
    "emailAddress": texts,
    "redemptionCodeId": st.sampled_from(["0", "1", "9" * 16, "9" * 40, "-1", "x", "١"]),
    "attempt": st.integers(0, 1) | numbers,
    "asyncResponse": infos | st.just({"success": True, "complete": True}),
    "jsonOptions": st.fixed_dictionaries(
        {
            "scanCode": st.sampled_from(CODES),
            "validStart": st.integers(0, 9),
            "validEnd": st.integers(9, 2**50),
        },
        optional={
            "maxRedemptions": numbers,
            "maxRetries": numbers,
            "timeout": numbers,
            "async": values,
            "isDisabled": values,
            "description": values,
            "customCodeInfo": infos,
            "redemptionCodeScriptFullPathName": st.sampled_from(["/demo/wallet", "/none"]),
        },
    ),
    "context": searches,
    "pageOffset": st.integers(-3, 3) | numbers,
    "externalId": texts,
    "anonymousId": texts,
    "authenticationType": st.sampled_from(["Anonymous", "Email", ""]),
    "profileId": texts,
    "forceCreate": values,
    "appId": st.sampled_from(["demo", "x"]),
    "serverName": texts,
    "serverSecret": texts,
    "scriptName": st.sampled_from(["/demo/async_pending", "/demo/sync_fail", "/none"]),
    "scriptData": infos,
}
fitting = st.fixed_dictionaries(PARAMETERS)
some_bent = st.builds(
    lambda known, bent, left_out: {
        name: bent.get(name, value) for name, value in known.items() if name not in left_out
    },
    fitting,
    st.dictionaries(st.sampled_from(sorted(PARAMETERS)), values, max_size=3),
    st.sets(st.sampled_from(sorted(PARAMETERS)), max_size=3),
)


def good_messages(operations: list[str]) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries(
        {
            "service": st.just("redemptionCode"),
            "operation": st.sampled_from(operations),
            "data": fitting | some_bent,
        }
    )


known_messages = st.fixed_dictionaries(
    {"service": st.sampled_from(SERVICES), "operation": st.sampled_from(OPERATIONS)},
    optional={"data": st.none() | some_bent},
)
strange_messages = st.fixed_dictionaries(
    {"service": texts | values, "operation": texts | values},
    optional={"data": values, "extra": values},
)
strange_packets = st.fixed_dictionaries(
    {"messages": st.lists(known_messages | strange_messages, max_size=3) | values},
    optional={"packetId": numbers | st.integers(0, 50), "gameId": values, "extra": values},
)


def packets_of(operations: list[str]) -> st.SearchStrategy[Any]:
    """Packets with these operations, and now and then one with whatever there is."""
    known = good_messages(operations)
    good = st.fixed_dictionaries(
        {"messages": st.lists(st.one_of(known, known, known_messages), min_size=1, max_size=4)}
    )
    return st.one_of(good, good, good, strange_packets)


mostly = st.sampled_from([True, True, True, False])
strange_bytes = st.one_of(
    st.binary(max_size=200),
    st.sampled_from(
        [b"", b"null", b"[" * 5000, b'{"messages":[{}]}', b'{"a":' * 2000, b"\xef\xbb\xbf{}"]
    ),
)


@pytest.fixture(scope="module")
def wire(server: ServerProcess) -> Iterator[httpx.Client]:
    with plain_client(server.url, timeout_s=ANSWERED_WITHIN_S) as client:
        yield client


@pytest.fixture(scope="module")
def fuzzed_player(server: ServerProcess, wire: httpx.Client) -> PlayerClient:
    client = PlayerClient(wire, server.demo["app_id"], server.demo["app_secret"])
    client.sign_in(secrets.token_hex(8))
    return client


@pytest.fixture(scope="module")
def fuzzed_shop(server: ServerProcess, wire: httpx.Client) -> ServerClient:
    demo = server.demo
    client = ServerClient(wire, demo["app_id"], demo["server_name"], demo["server_secret"])
    client.sign_in()
    return client


@pytest.fixture(scope="module", autouse=True)
def nothing_went_wrong_inside(server: ServerProcess) -> Iterator[None]:
    yield
    faults = [line for line in server.log_text().splitlines() if '"event": "fault"' in line]
    assert faults == []


def check(answer: httpx.Response) -> Any:
    """HTTP 200 and JSON, whatever came, and no fault of the server's own in it."""
    assert answer.status_code == 200, answer.text
    said = answer.json()
    entries = said.get("responses", said.get("messageResponses", [said]))
    for entry in entries:
        assert entry["status"] in (200, 202, 400, 403), entry
        assert entry["status"] == 200 or isinstance(entry["reason_code"], int)
        assert entry.get("reason_code") != FAULT
    return said


def is_stuck(said: Any) -> bool:
    """Whether a packet's number was so high that none after it is taken, or its session ended."""
    entries = said.get("responses", said.get("messageResponses", [said]))
    return any(entry.get("reason_code") in (40566, 40304, 40365) for entry in entries)


def sent(packet: dict[str, Any]) -> bytes:
    return json.dumps(packet).encode()


@fuzz
@given(packet=packets_of(OF_PLAYERS), in_session=mostly)
def test_any_packet_of_a_player_is_answered(
    fuzzed_player: PlayerClient, packet: dict[str, Any], in_session: bool
) -> None:
    session = fuzzed_player.session if in_session else ""
    numbered = {"packetId": next(COUNT), "sessionId": session, **packet}
    said = check(fuzzed_player.raw(sent(numbered)))
    if is_stuck(said):
        fuzzed_player.session = ""
        fuzzed_player.profile_id = ""
        fuzzed_player.sign_in(secrets.token_hex(8))
    listed = packet["messages"]
    if isinstance(listed, list) and isinstance(packet.get("packetId", 0), int):
        assert len(said["responses"]) == max(1, len(listed))


@fuzz
@given(packet=packets_of(OF_SERVERS), in_session=mostly)
def test_any_packet_of_a_server_is_answered(
    fuzzed_shop: ServerClient, packet: dict[str, Any], in_session: bool
) -> None:
    session = fuzzed_shop.session if in_session else ""
    body = sent({"packetId": next(COUNT), "sessionId": session, **packet})
    if is_stuck(check(fuzzed_shop.http.post("/s2sdispatcher", content=body))):
        fuzzed_shop.session = ""
        fuzzed_shop.sign_in()


@fuzz
@given(call=good_messages(OF_SERVERS) | known_messages | strange_messages, right=mostly)
def test_any_call_without_a_session_is_answered(
    fuzzed_shop: ServerClient, call: dict[str, Any], right: bool
) -> None:
    who = {
        "appId": fuzzed_shop.app_id,
        "serverName": fuzzed_shop.name,
        "serverSecret": fuzzed_shop.secret if right else "x",
    }
    check(fuzzed_shop.http.post("/s2sdispatcher", content=sent({**who, **call})))


@fuzz
@given(body=strange_bytes, is_gzip=st.booleans(), signature=st.none() | texts)
def test_any_bytes_are_answered(
    fuzzed_player: PlayerClient, body: bytes, is_gzip: bool, signature: str | None
) -> None:
    headers = {"Content-Encoding": "gzip"} if is_gzip else {}
    wrong = None if signature is None else quote(signature)
    check(fuzzed_player.raw(body, signature=wrong, **headers))
    content = gzip.compress(body) if is_gzip else body
    check(fuzzed_player.http.post("/s2sdispatcher", content=content, headers=headers))


@fuzz
@given(where=st.integers(0, 400), what=st.binary(min_size=1, max_size=3))
def test_a_good_packet_with_swapped_bytes_is_answered(
    fuzzed_player: PlayerClient, fuzzed_shop: ServerClient, where: int, what: bytes
) -> None:
    message = {
        "service": "redemptionCode",
        "operation": "REDEEM_CODE",
        "data": {"scanCode": "X" * 30, "codeType": "plain", "customRedemptionInfo": {"a": "b"}},
    }
    for client, send in (
        (fuzzed_player, fuzzed_player.raw),
        (fuzzed_shop, lambda body: fuzzed_shop.http.post("/s2sdispatcher", content=body)),
    ):
        good = sent({"sessionId": client.session, "packetId": 51, "messages": [message]})
        place = where % len(good)
        check(send(good[:place] + what + good[place + len(what) :]))
