"""Packets as bytes: signatures, forms, sizes, and refusals that every client understands."""

from __future__ import annotations

import gzip
import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server_stub.web.braincloud import packets
from server_stub.web.braincloud.packets import UnreadableError
from server_stub.web.braincloud.reasons import Reason, Yes, refused, status_of

SECRET = "a0b1-secret"
BODY = b'{"gameId":"20001","sessionId":"f0","packetId":7,"messages":[{"service":"time","operation":"READ"}]}'


def signature(text: bytes) -> str:
    return hashlib.md5(text + SECRET.encode(), usedforsecurity=False).hexdigest()


@pytest.mark.parametrize("tail", [b"", b"\r\n\r\n", b" \n"])
def test_the_signature_is_that_of_the_bytes_as_sent_in_either_case(tail: bytes) -> None:
    text = BODY + tail
    assert packets.is_signed(text, SECRET, signature(text))
    assert packets.is_signed(text, SECRET, signature(text).upper())
    assert packets.read_client_packet(text).packet_id == 7


@pytest.mark.parametrize("wrong", ["", "0" * 32, signature(BODY)[:-1], "ü"])
def test_another_signature_does_not_fit(wrong: str) -> None:
    assert not packets.is_signed(BODY, SECRET, wrong)


def test_one_changed_byte_breaks_the_signature() -> None:
    assert not packets.is_signed(BODY + b" ", SECRET, signature(BODY))


def test_a_gzip_body_is_read_and_signed_as_the_text_inside() -> None:
    assert packets.plain_text(gzip.compress(BODY, mtime=0), "GZIP") == BODY
    assert packets.plain_text(BODY, "") == BODY


@pytest.mark.parametrize(
    "body",
    [
        gzip.compress(b"0" * (packets.TEXT_BYTES_MAX + 1)),
        gzip.compress(b"0" * 50_000_000, mtime=0),
        gzip.compress(BODY, mtime=0)[:-9],
        b"no gzip",
        b"",
    ],
)
def test_a_gzip_bomb_or_a_torn_body_is_refused(body: bytes) -> None:
    with pytest.raises(UnreadableError) as refusal:
        packets.plain_text(body, "gzip")
    assert refusal.value.no.reason is Reason.JSON_PARSING_ERROR


def test_fields_that_are_left_out_or_null_or_unknown_do_no_harm() -> None:
    packet = packets.read_client_packet(
        b'{"messages":[{"service":"s","operation":"o","data":null,"x":1}],"sessionId":null,"y":{}}'
    )
    assert (packet.packet_id, packet.session_id, packet.messages[0].data) == (-1, None, None)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'{"messages":[]}',
        b'{"messages":{}}',
        b'{"messages":[1]}',
        b'{"messages":[{"service":"s"}]}',
        b'{"messages":[{"service":"s","operation":"o","data":[]}]}',
        b'{"packetId":"7","messages":[{"service":"s","operation":"o"}]}',
        b'{"packetId":-2,"messages":[{"service":"s","operation":"o"}]}',
        b'{"packetId":99999999999999999999,"messages":[{"service":"s","operation":"o"}]}',
        b"[" * 100_000,
        b'{"messages":['
        + b'{"service":"s","operation":"o"},' * 100
        + b'{"service":"s","operation":"o"}]}',
        b'\xff{"messages":[]}',
    ],
)
def test_what_is_no_packet_is_refused_with_a_code(text: bytes) -> None:
    for read in (packets.read_client_packet, packets.read_server_packet):
        with pytest.raises(UnreadableError):
            read(text)


@given(st.binary(max_size=300))
def test_whatever_bytes_come_they_are_a_packet_or_the_one_error(text: bytes) -> None:
    for read in (packets.read_client_packet, packets.read_server_packet):
        try:
            read(text)
        except UnreadableError:
            continue
    json.loads(packets.client_refusal(text, refused(Reason.BAD_SIGNATURE)))
    json.loads(packets.server_refusal(text, refused(Reason.BAD_SIGNATURE)))


def test_a_packets_refusal_is_repeated_for_each_of_its_messages() -> None:
    text = b'{"packetId":4,"messages":[{"service":"a"},{},3]}'
    reply = json.loads(packets.client_refusal(text, refused(Reason.NO_SESSION, "Sign in.")))
    assert reply["packetId"] == 4
    assert (
        reply["responses"]
        == [
            {
                "status": 403,
                "reason_code": 40304,
                "status_message": "Sign in.",
                "severity": "ERROR",
            }
        ]
        * 3
    )


def test_a_servers_refusal_stands_at_packet_level_where_its_client_looks() -> None:
    text = b'{"packetId":4,"sessionId":"9c","messages":[{"service":"a","operation":"b"}]}'
    reply = json.loads(packets.server_refusal(text, refused(Reason.SERVER_SESSION_EXPIRED)))
    assert (reply["packetId"], reply["status"], reply["reason_code"]) == (4, 403, 40365)
    assert "messageResponses" not in reply


def test_a_yes_carries_its_data_even_where_that_is_null() -> None:
    reply = json.loads(packets.client_reply(3, [Yes(), Yes({"a": 1})]))
    assert reply == {
        "packetId": 3,
        "responses": [{"status": 200, "data": None}, {"status": 200, "data": {"a": 1}}],
    }


def test_a_servers_single_call_carries_its_secret_instead_of_a_session() -> None:
    call = packets.read_server_packet(
        b'{"appId":"1","serverName":"shop","serverSecret":"s","service":"a","operation":"b"}'
    )
    assert isinstance(call, packets.SingleCall)


def test_large_answers_go_out_as_gzip_where_that_is_accepted() -> None:
    body = b"x" * packets.GZIP_FROM_BYTES
    packed, is_gzip = packets.packed(body, "deflate, gzip")
    assert is_gzip
    assert gzip.decompress(packed) == body
    assert packets.packed(body, "") == (body, False)
    assert packets.packed(b"small", "gzip") == (b"small", False)


def test_every_reason_has_a_status() -> None:
    assert {status_of(reason) for reason in Reason} == {202, 400, 403, 500}
