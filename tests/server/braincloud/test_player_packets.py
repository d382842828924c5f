"""A player's packets over a real server: signatures, sign-in, sessions, order and repeats."""

from __future__ import annotations

import gzip
import json
import secrets
import threading
from typing import Any

import httpx
import pytest

from support.braincloud_client import PlayerClient, ServerClient
from support.server_process import ServerProcess

TIME = {"service": "time", "operation": "READ"}


def reasons(answers: list[Any]) -> list[int | None]:
    return [answer.get("reason_code") for answer in answers]


def client(server: ServerProcess, http: httpx.Client, **bent: str) -> PlayerClient:
    facts = {"app_id": server.demo["app_id"], "secret": server.demo["app_secret"], **bent}
    return PlayerClient(http, **facts)


def test_a_first_sign_in_makes_a_profile_and_tells_what_clients_need(
    server: ServerProcess, http: httpx.Client
) -> None:
    new = client(server, http)
    said = new.sign_in(secrets.token_hex(8))
    assert said["status"] == 200
    data = said["data"]
    assert (data["newUser"], data["loginCount"]) == ("true", 1)
    assert data["profileId"] == data["id"]
    assert isinstance(data["maxBundleMsgs"], int)
    assert isinstance(data["playerSessionExpiry"], int)
    assert "switchToAppId" not in data


def test_a_known_anonymous_identity_signs_in_with_its_profile_only(
    server: ServerProcess, http: httpx.Client
) -> None:
    name = secrets.token_hex(8)
    first = client(server, http)
    first.sign_in(name)
    again = client(server, http)
    again.profile_id = first.profile_id
    said = again.sign_in(name)
    assert (said["status"], said["data"]["newUser"]) == (200, "false")
    stranger = client(server, http)
    # Another packet than the first one: a repeat of that would be let in.
    assert stranger.sign_in(name, languageCode="de")["reason_code"] == 40209
    stranger.profile_id = "somebody-else"
    assert stranger.sign_in(name)["reason_code"] == 40207


def test_an_unknown_identity_is_refused_by_what_it_lacks(
    server: ServerProcess, http: httpx.Client
) -> None:
    unknown = client(server, http)
    assert unknown.sign_in(secrets.token_hex(8), create=False)["reason_code"] == 40208
    assert unknown.sign_in("", anonymousId="")["reason_code"] == 40358
    unknown.profile_id = secrets.token_hex(16)
    refused = unknown.sign_in(secrets.token_hex(8))
    assert (refused["status"], refused["reason_code"]) == (202, 40206)


def test_a_sign_in_whose_reply_was_lost_gets_the_same_profile_again(
    server: ServerProcess, http: httpx.Client
) -> None:
    first = client(server, http)
    name = secrets.token_hex(8)
    message = {
        "service": "authenticationV2",
        "operation": "AUTHENTICATE",
        "data": {"externalId": name, "authenticationType": "Anonymous", "forceCreate": True},
    }
    lost = first.packet(message, packet_id=0)[0]
    again = first.packet(message, packet_id=0)[0]
    assert again["data"]["profileId"] == lost["data"]["profileId"]


def test_a_universal_identity_needs_its_password(server: ServerProcess, http: httpx.Client) -> None:
    name = secrets.token_hex(8)
    universal = {"authenticationType": "Universal", "authenticationToken": "correct horse"}
    first = client(server, http)
    assert first.sign_in(name, **universal)["data"]["newUser"] == "true"
    again = client(server, http)
    assert again.sign_in(name, **universal)["data"]["profileId"] == first.profile_id
    wrong = {**universal, "authenticationToken": "wrong horse"}
    assert client(server, http).sign_in(name, **wrong)["reason_code"] == 40307


def test_a_packet_without_its_signature_is_refused_once_for_each_message(
    player: PlayerClient,
) -> None:
    body = json.dumps(
        {"packetId": 9, "sessionId": player.session, "messages": [TIME, TIME]}
    ).encode()
    answer = player.raw(body, signature="0" * 32)
    assert answer.status_code == 200
    assert answer.json()["packetId"] == 9
    assert reasons(answer.json()["responses"]) == [40301, 40301]


def test_a_signature_in_upper_case_and_a_gzip_body_are_taken(player: PlayerClient) -> None:
    import hashlib

    body = json.dumps({"packetId": 90, "sessionId": player.session, "messages": [TIME]}).encode()
    body += b"\r\n\r\n"
    signed = hashlib.md5(body + player.secret.encode(), usedforsecurity=False).hexdigest()
    upper = player.raw(body, signature=signed.upper())
    assert upper.json()["responses"][0]["status"] == 200
    packed = player.raw(body, **{"Content-Encoding": "gzip"})
    assert packed.json()["responses"][0]["status"] == 200


def test_a_packet_whose_body_names_another_app_is_refused_once_for_each_message(
    player: PlayerClient,
) -> None:
    packet = {"gameId": "other", "packetId": 9, "sessionId": player.session, "messages": [TIME] * 3}
    said = player.raw(json.dumps(packet).encode()).json()
    assert (said["packetId"], reasons(said["responses"])) == (9, [40610] * 3)


def test_an_unknown_app_is_refused_and_tells_nothing_else(
    server: ServerProcess, http: httpx.Client
) -> None:
    nobody = client(server, http, app_id="99999")
    assert nobody.packet(TIME)[0]["reason_code"] == 40316


def test_what_needs_a_session_is_refused_without_one(
    server: ServerProcess, http: httpx.Client, player: PlayerClient
) -> None:
    assert client(server, http).packet(TIME)[0]["reason_code"] == 40304
    player.session = "f" * 40
    assert player.packet(TIME)[0]["reason_code"] == 40304


def test_a_session_lives_by_heartbeats_and_ends_by_logging_out(player: PlayerClient) -> None:
    assert player.call("heartbeat", "READ") == {"status": 200, "data": None}
    assert player.call("playerState", "LOGOUT")["status"] == 200
    assert player.call("heartbeat", "READ")["reason_code"] == 40304


def test_messages_after_a_sign_in_use_the_new_session(
    server: ServerProcess, http: httpx.Client
) -> None:
    new = client(server, http)
    sign_in = {
        "service": "authenticationV2",
        "operation": "AUTHENTICATE",
        "data": {
            "externalId": secrets.token_hex(8),
            "authenticationType": "Anonymous",
            "forceCreate": True,
        },
    }
    answers = new.packet(TIME, sign_in, TIME)
    assert [answer["status"] for answer in answers] == [403, 200, 200]


def test_a_refused_message_does_not_stop_the_following_ones(player: PlayerClient) -> None:
    answers = player.packet(
        {"service": "none", "operation": "SUCH"},
        {"service": "redemptionCode", "operation": "REDEEM_CODE", "data": {}},
        {"service": "redemptionCode", "operation": "ADD_CODE", "data": {}},
        TIME,
    )
    assert reasons(answers) == [40333, 40358, 40333, None]


def test_a_repeated_packet_is_not_executed_again_and_an_old_one_is_refused(
    campaigns: dict[str, str], player: PlayerClient, shop: ServerClient, codes: Any
) -> None:
    plain = campaigns["plain"]
    code, second = next(codes), next(codes)
    for scan_code in (code, second):
        shop.add(scan_code, plain, codeState="Available")
    message = {
        "service": "redemptionCode",
        "operation": "REDEEM_CODE",
        "data": {"scanCode": code, "codeType": plain},
    }
    first = player.packet(message, packet_id=100)
    assert player.packet(message, packet_id=100) == first
    assert player.packet(TIME, packet_id=99)[0]["reason_code"] == 40566
    other = {**message, "data": {"scanCode": second, "codeType": plain}}
    assert player.packet(other, packet_id=100)[0]["reason_code"] == 40566
    assert player.packet(other, packet_id=250)[0]["status"] == 200


def test_two_windows_of_one_session_read_and_redeem_under_one_number(
    campaigns: dict[str, str], player: PlayerClient, shop: ServerClient, codes: Any
) -> None:
    """Each window of a browser counts for itself from where the session was taken up."""
    code = next(codes)
    shop.add(code, campaigns["plain"], codeState="Available")
    redeem = {
        "service": "redemptionCode",
        "operation": "REDEEM_CODE",
        "data": {"scanCode": code, "codeType": campaigns["plain"]},
    }
    assert player.packet(TIME, packet_id=200)[0]["status"] == 200
    redeemed = player.packet(redeem, packet_id=200)
    assert redeemed[0]["status"] == 200
    # From here on the number is that of a change: it is answered as before, and reading harms nobody.
    assert player.packet(redeem, packet_id=200) == redeemed
    assert player.packet(TIME, packet_id=200)[0]["status"] == 200
    assert player.packet(redeem, packet_id=200) == redeemed


def test_two_copies_of_one_packet_at_once_redeem_once_and_get_one_answer(
    campaigns: dict[str, str], player: PlayerClient, shop: ServerClient, codes: Any
) -> None:
    plain, code = campaigns["plain"], next(codes)
    shop.add(code, plain, codeState="Available")
    body = json.dumps(
        {
            "gameId": player.app_id,
            "sessionId": player.session,
            "packetId": 300,
            "messages": [
                {
                    "service": "redemptionCode",
                    "operation": "REDEEM_CODE",
                    "data": {"scanCode": code, "codeType": plain},
                }
            ],
        }
    ).encode()
    answers: list[Any] = []
    threads = [
        threading.Thread(target=lambda: answers.append(player.raw(body).json())) for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer["responses"][0]["status"] for answer in answers] == [200] * 6
    assert all(answer == answers[0] for answer in answers)


@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"[]", b"{", b'{"messages":5}', b"[" * 60_000, b"\xff\xfe", b"0" * 200_000],
)
def test_a_packet_that_is_none_is_refused_as_json(player: PlayerClient, body: bytes) -> None:
    answer = player.raw(body)
    assert answer.status_code == 200
    assert answer.json()["responses"][0]["reason_code"] == 40408


def test_a_packet_that_is_too_large_is_refused_once_for_each_message(
    player: PlayerClient, shop: ServerClient
) -> None:
    large = {**TIME, "data": {"x": "y" * 100_000}}
    packet = {"packetId": 9, "sessionId": player.session, "messages": [large] * 4}
    body = json.dumps(packet).encode()
    for encoding in ({}, {"Content-Encoding": "gzip"}):
        answer = player.raw(body, **encoding)
        assert (answer.status_code, answer.json()["packetId"]) == (200, 9)
        assert reasons(answer.json()["responses"]) == [40408] * 4
        assert answer.headers["access-control-allow-origin"] == "*"
    of_server = shop.send({**packet, "sessionId": shop.session})
    assert (of_server["packetId"], of_server["reason_code"]) == (9, 40408)
    many = json.dumps({**packet, "messages": [TIME] * 2_000}).encode()
    assert reasons(player.raw(many).json()["responses"]) == [40660] * 2_000


def test_a_packet_beyond_all_measure_is_refused_at_once(player: PlayerClient) -> None:
    for path in ("/dispatcherv2", "/s2sdispatcher"):
        answer = player.http.post(path, content=b" " * 1_500_000)
        assert answer.status_code == 200
        said = answer.json().get("responses", [answer.json()])
        assert (answer.json()["packetId"], reasons(said)) == (-1, [40408])
        is_for_browsers = path == "/dispatcherv2"
        assert ("access-control-allow-origin" in answer.headers) is is_for_browsers
    bomb = gzip.compress(b" " * 20_000_000)
    answer = player.http.post(
        "/dispatcherv2",
        content=bomb,
        headers={"Content-Encoding": "gzip", "X-APPID": player.app_id, "X-SIG": "0"},
    )
    assert answer.json()["responses"][0]["reason_code"] == 40408


def test_a_large_answer_comes_as_gzip_where_that_is_accepted(player: PlayerClient) -> None:
    body = json.dumps(
        {"packetId": 700, "sessionId": player.session, "messages": [TIME] * 60}
    ).encode()
    answer = player.raw(body, **{"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert len(answer.json()["responses"]) == 60
    plain = player.raw(body, **{"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers


def test_a_page_of_another_site_may_send_packets_of_players_but_none_of_servers(
    player: PlayerClient,
) -> None:
    asking = {
        "Origin": "https://shop.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type,x-appid,x-sig",
    }
    may = player.http.options("/dispatcherv2", headers=asking)
    assert may.status_code == 200
    assert may.headers["access-control-allow-origin"] == "*"
    assert {"x-appid", "x-sig"} <= set(may.headers["access-control-allow-headers"].split(", "))
    body = json.dumps({"sessionId": player.session, "packetId": 800, "messages": [TIME]}).encode()
    assert player.raw(body).headers["access-control-allow-origin"] == "*"
    assert player.raw(b"").headers["access-control-allow-origin"] == "*"
    servers = player.http.options("/s2sdispatcher", headers=asking)
    assert servers.status_code in (404, 405)
    assert "access-control-allow-origin" not in servers.headers
