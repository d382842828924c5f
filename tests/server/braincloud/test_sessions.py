"""Sessions of players and servers: how long they live, what ends them, and whose they are."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

import msgspec
import pytest

from card_contract.outcomes import Refusal
from server_stub.commands.requests import ServerMessage
from server_stub.commands.server_codes import (
    ActivateCode,
    AddCode,
    InvalidateByServer,
    UpdateCustomInfo,
)
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import CODE_SECRETS_BY_HASH, CODES
from server_stub.storage.rows.profiles import PLAYER_SESSIONS
from server_stub.storage.sealing import Keys, new_key_file, with_new_keys
from server_stub.web.braincloud.callers import (
    PLAYER_SESSION_S,
    PLAYERS_KNOWN_MAX,
    SERVER_SESSION_S,
    Callers,
    Player,
    session_id_of,
)
from server_stub.web.redemption_api.players import Players
from support.braincloud_client import PlayerClient, ServerClient
from support.core_shop import APP
from support.dispatcher_desk import (
    OTHER_APP,
    SERVER,
    SERVER_SECRETS,
    DeskPlayer,
    DeskServer,
    DispatcherDesk,
    message,
    play,
)
from support.plain_http import plain_client
from support.redemption_desk import PLAIN, new_code
from support.server_process import ServerProcess

pytestmark = pytest.mark.usefixtures("kept_in")

TIME = message("time", "READ")
CODE = "A-CODE-OF-MORE-THAN-TWENTY-FIVE-SIGNS"


def test_sessions_and_answers_outlive_the_server_process(own_server: ServerProcess) -> None:
    demo = own_server.demo
    add = message(
        "redemptionCode",
        "ADD_CODE",
        {"scanCode": CODE, "codeType": "plain", "codeState": "Available"},
    )
    redeem = message("redemptionCode", "REDEEM_CODE", {"scanCode": CODE, "codeType": "plain"})
    with plain_client(own_server.url) as http:
        shop = ServerClient(http, demo["app_id"], demo["server_name"], demo["server_secret"])
        player = PlayerClient(http, demo["app_id"], demo["app_secret"])
        shop.sign_in()
        player.sign_in(secrets.token_hex(8))
        added = shop.packet(add, packet_id=10)
        redeemed = player.packet(redeem, packet_id=10)
        assert redeemed[0]["status"] == 200
    own_server.kill()
    own_server.start()
    with plain_client(own_server.url) as http:
        shop.http, player.http = http, http
        assert shop.packet(add, packet_id=10) == added
        assert player.packet(redeem, packet_id=10) == redeemed
        assert shop.packet(TIME, packet_id=11)["messageResponses"][0]["status"] == 200
        assert player.packet(TIME, packet_id=11)[0]["status"] == 200


def test_an_unknown_session_of_a_server_is_refused_at_packet_level(shop: ServerClient) -> None:
    shop.session = "f" * 40
    said = shop.packet(TIME, TIME, packet_id=4)
    assert (said["packetId"], said["status"], said["reason_code"]) == (4, 403, 40365)
    assert "messageResponses" not in said


def test_a_packet_of_a_server_that_has_not_signed_in_is_refused(shop: ServerClient) -> None:
    for session in ({}, {"sessionId": ""}, {"sessionId": None}):
        said = shop.send({"packetId": 0, "messages": [TIME, TIME], **session})
        assert [one["reason_code"] for one in said["messageResponses"]] == [40304, 40304]


@pytest.mark.parametrize("wrong", [{"serverSecret": "x"}, {"serverName": "x"}, {"appId": "x"}])
def test_a_server_signs_in_by_app_name_and_secret(
    shop: ServerClient, wrong: dict[str, str]
) -> None:
    right = {"appId": shop.app_id, "serverName": shop.name, "serverSecret": shop.secret}
    sign_in = message("authenticationV2", "AUTHENTICATE", {**right, **wrong})
    said = shop.send({"packetId": 0, "messages": [sign_in, TIME]})["messageResponses"]
    assert [one["reason_code"] for one in said] == [40301, 40304]
    both = shop.send(
        {"packetId": 0, "messages": [message("authenticationV2", "AUTHENTICATE", right), TIME]}
    )
    assert [one["status"] for one in both["messageResponses"]] == [200, 200]


def test_a_servers_session_lives_by_heartbeats_and_expires_in_silence(tmp_path: Path) -> None:
    async def story(desk: DispatcherDesk) -> None:
        shop = await desk.server()
        for _ in range(3):
            desk.pass_time(1800)  # what brainCloud's client for Node waits
            assert (await shop.beat())["messageResponses"][0]["status"] == 200
        desk.pass_time(SERVER_SESSION_S + 1)
        assert (await shop.beat())["reason_code"] == 40365
        await shop.sign_in()
        assert (await shop.beat())["messageResponses"][0] == {"status": 200, "data": None}

    play(tmp_path, story)


def test_a_players_session_lives_by_what_it_does_and_expires_in_silence(tmp_path: Path) -> None:
    async def story(desk: DispatcherDesk) -> None:
        shop, player = await desk.server(), await desk.player("ann")
        about = {"scanCode": CODE, "codeType": PLAIN}
        await shop.call("ADD_CODE", {**about, "codeState": "Available"})
        desk.pass_time(PLAYER_SESSION_S * 0.85)
        assert (await player.beat())["status"] == 200
        desk.pass_time(PLAYER_SESSION_S * 0.85)
        assert (await player.call("REDEEM_CODE", about))["status"] == 200
        desk.pass_time(PLAYER_SESSION_S * 0.85)
        assert (await player.beat())["status"] == 200
        desk.pass_time(PLAYER_SESSION_S + 1)
        assert (await player.beat())["reason_code"] == 40303
        assert (await player.call("GET_REDEEMED_CODES"))["reason_code"] == 40303

    play(tmp_path, story)


def test_a_players_session_lives_by_reading_alone_and_keeps_the_order_of_its_packets(
    tmp_path: Path,
) -> None:
    async def story(desk: DispatcherDesk) -> None:
        player = await desk.player("ann")
        for _ in range(8):
            desk.pass_time(PLAYER_SESSION_S * 0.3)
            assert (await player.call("GET_REDEEMED_CODES"))["status"] == 200
        number = next(player.packets)
        for what in (message("none", "SUCH"), message("redemptionCode", "REDEEM_CODE")):
            assert (await player.packet(what, packet_id=number + 5))["packetId"] == number + 5
            late = await player.packet(TIME, packet_id=number + 4)
            assert late["responses"][0]["reason_code"] == 40566
        desk.pass_time(PLAYER_SESSION_S + 1)
        assert (await player.call("GET_REDEEMED_CODES"))["reason_code"] == 40303

    play(tmp_path, story)


def test_a_session_that_ended_at_another_process_redeems_no_more(tmp_path: Path) -> None:
    async def story(desk: DispatcherDesk) -> None:
        shop, ann, bob = await desk.server(), await desk.player("ann"), await desk.player("bob")
        about = {"scanCode": CODE, "codeType": PLAIN}
        await shop.call("ADD_CODE", {**about, "codeState": "Available"})
        session = await desk.shop.find(PLAYER_SESSIONS.at(session_id_of(ann.session)))
        await desk.shop.change(changed(session, ended_at=desk.now_ms()))
        assert (await ann.call("REDEEM_CODE", about))["reason_code"] == 40304
        assert (await bob.call("REDEEM_CODE", about))["status"] == 200

    play(tmp_path, story)


def test_a_packet_that_another_process_has_overtaken_redeems_nothing(tmp_path: Path) -> None:
    async def story(desk: DispatcherDesk) -> None:
        shop, ann, bob = await desk.server(), await desk.player("ann"), await desk.player("bob")
        about = {"scanCode": CODE, "codeType": PLAIN}
        await shop.call("ADD_CODE", {**about, "codeState": "Available"})
        session = await desk.shop.find(PLAYER_SESSIONS.at(session_id_of(ann.session)))
        await desk.shop.change(changed(session, last_packet_id=500))
        redeem = message("redemptionCode", "REDEEM_CODE", about)
        late = await ann.packet(redeem, packet_id=499)
        assert late["responses"][0]["reason_code"] == 40566
        assert (await bob.call("REDEEM_CODE", about))["status"] == 200

    play(tmp_path, story)


def test_what_was_answered_is_told_again_by_an_open_session_and_its_last_packet_alone(
    tmp_path: Path,
) -> None:
    async def story(desk: DispatcherDesk) -> None:
        shop, ann = await desk.server(), await desk.player("ann")
        codes = [f"{number}-{CODE}" for number in range(2)]
        redeem = [
            message("redemptionCode", "REDEEM_CODE", {"scanCode": code, "codeType": PLAIN})
            for code in codes
        ]
        for code in codes:
            about = {"scanCode": code, "codeType": PLAIN}
            await shop.call("ADD_CODE", {**about, "codeState": "Available"})
        first = await ann.packet(redeem[0], packet_id=500)
        assert await ann.packet(redeem[0], packet_id=500) == first
        last = await ann.packet(redeem[1], packet_id=501)
        assert await ann.packet(redeem[1], packet_id=501) == last
        early = await ann.packet(redeem[0], packet_id=500)
        assert early["responses"][0]["reason_code"] == 40566
        session = await desk.shop.find(PLAYER_SESSIONS.at(session_id_of(ann.session)))
        await desk.shop.change(changed(session, ended_at=desk.now_ms()))
        desk.pass_time(600)  # longer than the packet that ended it may come again
        for what, number in ((redeem[0], 500), (redeem[1], 501), (redeem[0], 501)):
            said = (await ann.packet(what, packet_id=number))["responses"][0]
            assert said["reason_code"] == 40304

    play(tmp_path, story)


def test_what_another_process_has_answered_is_told_again_by_an_open_session_alone(
    tmp_path: Path,
) -> None:
    async def story(desk: DispatcherDesk) -> None:
        shop, ann = await desk.server(), await desk.player("ann")
        other = DispatcherDesk(desk.shop, desk.scripts)
        about = {"scanCode": CODE, "codeType": PLAIN}
        await shop.call("ADD_CODE", {**about, "codeState": "Available"})
        packet = {
            "sessionId": ann.session,
            "packetId": 500,
            "messages": [message("redemptionCode", "REDEEM_CODE", about)],
        }
        told = await other.player_packet(APP, packet)
        assert await desk.player_packet(APP, packet) == told
        packet["packetId"] = 501
        await other.player_packet(APP, packet)
        session = await desk.shop.find(PLAYER_SESSIONS.at(session_id_of(ann.session)))
        await desk.shop.change(changed(session, ended_at=desk.now_ms()))
        desk.pass_time(600)
        refused = (await desk.player_packet(APP, packet))["responses"][0]
        assert refused["reason_code"] == 40304
        await other.close()

    play(tmp_path, story)


@pytest.mark.parametrize(("has_ended", "reason"), [(False, 40566), (True, 40304)])
def test_a_packet_id_used_elsewhere_is_refused_for_that_only_while_its_session_lives(
    tmp_path: Path, reason: int, *, has_ended: bool
) -> None:
    async def story(desk: DispatcherDesk) -> None:
        ann = await desk.player("ann")
        other = DispatcherDesk(desk.shop, desk.scripts)

        def packet(code: str) -> dict[str, Any]:
            about = {"scanCode": code, "codeType": PLAIN}
            redeem = message("redemptionCode", "REDEEM_CODE", about)
            return {"sessionId": ann.session, "packetId": 500, "messages": [redeem]}

        await other.player_packet(APP, packet(CODE))
        if has_ended:
            session = await desk.shop.find(PLAYER_SESSIONS.at(session_id_of(ann.session)))
            await desk.shop.change(changed(session, ended_at=desk.now_ms()))
            desk.pass_time(600)
        said = (await desk.player_packet(APP, packet(f"1-{CODE}")))["responses"][0]
        assert said["reason_code"] == reason
        await other.close()

    play(tmp_path, story)


def test_a_session_that_turned_out_dead_is_known_no_more(tmp_path: Path) -> None:
    async def story(desk: DispatcherDesk) -> None:
        ann = await desk.player("ann")
        session = await desk.shop.find(PLAYER_SESSIONS.at(session_id_of(ann.session)))
        await desk.shop.change(changed(session, ended_at=desk.now_ms()))
        desk.pass_time(600)
        about = {"scanCode": CODE, "codeType": PLAIN}
        assert (await ann.call("REDEEM_CODE", about))["reason_code"] == 40304
        rounds = len(desk.shop.watch.rounds)
        assert (await ann.call("REDEEM_CODE", about))["reason_code"] == 40304
        assert len(desk.shop.watch.rounds) == rounds, "a look is enough"

    play(tmp_path, story)


def test_who_asks_in_no_session_is_not_among_those_who_asked(tmp_path: Path) -> None:
    async def story(desk: DispatcherDesk) -> None:
        ann = await desk.player("ann")
        about = {"scanCode": CODE, "codeType": PLAIN}
        await ann.call("REDEEM_CODE", about)
        session = await desk.shop.find(PLAYER_SESSIONS.at(session_id_of(ann.session)))
        await desk.shop.change(changed(session, ended_at=desk.now_ms()))
        await ann.call("REDEEM_CODE", about)
        await desk.fulfilment.redeeming.notes.write()
        noted = await desk.shop.reader.fetch(list, "SELECT outcome FROM redemption_requests")
        assert noted == [["not-found"]]

    play(tmp_path, story)


def test_of_more_players_than_are_known_the_others_are_looked_up(tmp_path: Path) -> None:
    async def story(desk: DispatcherDesk) -> None:
        callers = Callers(desk.reader, desk.shop.keys, desk)
        known = [await desk.player(name) for name in ("ann", "bob")]
        ann, bob = (session_id_of(player.session) for player in known)
        row = await callers.player(APP, bob, 500)
        assert isinstance(row, Player)
        for number in range(PLAYERS_KNOWN_MAX - 1):
            callers.remember(msgspec.structs.replace(row, session_id=f"{number}"))
        assert callers.known_player(APP, bob, 500) == row
        await callers.player(APP, ann, 500)
        assert callers.known_player(APP, bob, 500) is None
        assert callers.known_player(APP, ann, 500) is not None
        assert callers.known_player(OTHER_APP, ann, 500) is None

    play(tmp_path, story)


def test_a_servers_session_lives_by_reading_alone_and_reading_has_no_order(tmp_path: Path) -> None:
    async def story(desk: DispatcherDesk) -> None:
        shop = await desk.server()
        for _ in range(5):
            desk.pass_time(SERVER_SESSION_S * 0.3)
            said = await shop.call("SYS_GET_CODE_TYPE_PAGE", {"context": {}})
            assert said["status"] == 200
        await shop.call("SYS_GET_CODE_TYPE_PAGE", {"context": {}}, packet_id=90)
        # A server may have several packets under way, and they may overtake one another.
        about = {"scanCode": CODE, "codeType": PLAIN}
        assert (await shop.call("ADD_CODE", about, packet_id=80))["status"] == 200

    play(tmp_path, story)


def test_a_session_is_stored_once_a_packet_and_for_repeats_only_now_and_then(
    tmp_path: Path,
) -> None:
    async def story(desk: DispatcherDesk) -> None:
        shop, player = await desk.server(), await desk.player("ann")
        about = {"scanCode": CODE, "codeType": PLAIN}
        await shop.call("ADD_CODE", {**about, "codeState": "Available"})

        async def stored() -> int:
            row = await desk.shop.find(PLAYER_SESSIONS.at(session_id_of(player.session)))
            return int(row.version)

        before = await stored()
        redeem = message("redemptionCode", "REDEEM_CODE", about)
        for messages in ((redeem, TIME), (TIME, redeem), (TIME, message("heartbeat", "READ"))):
            await player.packet(*messages)
        assert await stored() == before + 3
        for seconds, times in ((0, 0), (PLAYER_SESSION_S * 0.2, 0), (PLAYER_SESSION_S * 0.1, 1)):
            desk.pass_time(seconds)
            for _ in range(3):
                await player.packet(TIME, message("heartbeat", "READ"), packet_id=103)
            assert await stored() == before + 3 + times
        players = Players(desk.shop.engine, desk.shop.reader, desk)
        for seconds, times in ((0, 1), (PLAYER_SESSION_S * 0.2, 1), (PLAYER_SESSION_S * 0.1, 2)):
            desk.pass_time(seconds)
            for _ in range(3):
                assert isinstance(await players.of(f"Bearer {player.session}"), Player)
            assert await stored() == before + 3 + times
        for _ in range(5):
            desk.pass_time(PLAYER_SESSION_S * 0.9)
            assert isinstance(await players.of(f"Bearer {player.session}"), Player)
        desk.pass_time(PLAYER_SESSION_S + 1)
        assert await players.of(f"Bearer {player.session}") is Refusal.SESSION_EXPIRED

    play(tmp_path, story)


def test_apps_of_one_server_are_blind_to_each_other(tmp_path: Path) -> None:
    async def story(desk: DispatcherDesk) -> None:
        about = {"scanCode": CODE, "codeType": PLAIN}
        ours, theirs = await desk.server(APP), await desk.server(OTHER_APP)
        ann, bob = await desk.player("ann", APP), await desk.player("ann", OTHER_APP)
        # One scan code in both apps: two codes.
        for shop in (ours, theirs):
            added = await shop.call("ADD_CODE", {**about, "codeState": "Available"})
            assert added["data"]["gameId"] == shop.app_id
        assert (await ann.call("REDEEM_CODE", about))["data"]["gameId"] == APP
        assert (await bob.call("REDEEM_CODE", about))["data"]["gameId"] == OTHER_APP
        assert len((await ann.call("GET_REDEEMED_CODES"))["data"]["codes"]) == 1
        await _make_shared(ours, "ours-only")
        assert await _names(ours) == {"gift25", PLAIN, "ours-only"}
        assert await _names(theirs) == {PLAIN}
        assert (await bob.call("REDEEM_CODE", {"scanCode": "OURS-ONLY"}))["reason_code"] == 40395
        named = {"scanCode": "OURS-ONLY", "codeType": "ours-only"}
        assert (await bob.call("REDEEM_CODE", named))["reason_code"] == 40399

    play(tmp_path, story)


def test_a_session_and_a_secret_are_good_for_their_own_app_only(tmp_path: Path) -> None:
    async def story(desk: DispatcherDesk) -> None:
        ann = await desk.player("ann", APP)
        stranger = DeskPlayer(desk, OTHER_APP)
        stranger.session = ann.session
        assert (await stranger.beat())["reason_code"] == 40304
        profile = await desk.player("bob", APP)
        data = {"externalId": "bob", "profileId": profile.session, "forceCreate": False}
        refused = await stranger.call("AUTHENTICATE", data, service="authenticationV2")
        assert refused["reason_code"] == 40206
        mixed = {"appId": APP, "serverName": SERVER, "serverSecret": SERVER_SECRETS[OTHER_APP]}
        shop = DeskServer(desk, APP)
        said = await shop.packet(message("authenticationV2", "AUTHENTICATE", mixed))
        assert said["messageResponses"][0]["reason_code"] == 40301

    play(tmp_path, story)


def test_a_context_of_one_app_searches_another_ones_own_campaigns(tmp_path: Path) -> None:
    async def story(desk: DispatcherDesk) -> None:
        ours, theirs = await desk.server(APP), await desk.server(OTHER_APP)
        context = {"pagination": {"rowsPerPage": 1, "pageNumber": 1}}
        page = (await ours.call("SYS_GET_CODE_TYPE_PAGE", {"context": context}))["data"]
        stolen = {"context": page["context"], "pageOffset": 0}
        said = (await theirs.call("SYS_GET_CODE_TYPE_PAGE_OFFSET", stolen))["data"]
        assert [item["gameId"] for item in said["results"]["items"]] == [OTHER_APP]

    play(tmp_path, story)


async def _make_shared(shop: DeskServer, name: str) -> None:
    options = {"scanCode": name, "validStart": 0, "validEnd": 2**50}
    made = await shop.call(
        "SYS_ADD_MULTI_USE_CODE_TYPE", {"codeType": name, "jsonOptions": options}
    )
    assert made["status"] == 200, made


async def _names(shop: DeskServer) -> set[str]:
    said = await shop.call("SYS_GET_CODE_TYPE_PAGE", {"context": {}})
    return {item["codeType"] for item in said["data"]["results"]["items"]}


def test_a_packet_that_comes_again_after_a_rotation_of_keys_is_answered_as_before(
    tmp_path: Path,
) -> None:
    file = new_key_file()
    about = {"scanCode": CODE, "codeType": PLAIN}
    packets = [
        message("redemptionCode", "ADD_CODE", about),
        message("redemptionCode", "ACTIVATE_CODE", about),
        message("redemptionCode", "UPDATE_CUSTOM_INFO", {**about, "version": 2}),
        message("redemptionCode", "INVALIDATE_CODE", about),
    ]

    async def story(desk: DispatcherDesk) -> None:
        server = await desk.server()
        for number, packet in enumerate(packets, start=7):
            told = await server.packet(packet, packet_id=number)
            assert told["messageResponses"][0]["status"] == 200
            desk.shop.keys = Keys(with_new_keys(file))
            server.desk = DispatcherDesk(desk.shop, desk.scripts)
            assert await server.packet(packet, packet_id=number) == told
            await server.desk.close()
            desk.shop.keys, server.desk = Keys(file), desk

    play(tmp_path, story, keys=Keys(file))


def test_a_packet_whose_reply_was_lost_over_an_update_is_answered_as_before(
    tmp_path: Path,
) -> None:
    """Older versions knew what was asked about a code by the code's hashes."""
    about = {"scanCode": CODE, "codeType": PLAIN}

    async def story(desk: DispatcherDesk) -> None:
        server = await desk.server()
        hashes = [found.value for found in desk.shop.keys.code_hashes(APP, CODE)]

        async def by_older_version(kind: Any, number: int, **more: Any) -> Any:
            request = ServerMessage(
                session_id=session_id_of(server.session),
                packet_id=number,
                index=0,
                expires_at=desk.now_ms() + SERVER_SESSION_S * 1000,
            )
            if kind is not AddCode:
                more["code_hashes"] = hashes
            command = kind(app_id=APP, request=request, server_name=SERVER, campaign=PLAIN, **more)
            answer = await desk.shop.engine.submit(command)
            assert answer.outcome is RedemptionOutcome.DONE
            return answer.code.version

        new = {"code": new_code(desk.shop.keys, CODE), "known_hashes": hashes}
        for number, operation, kind, more, data in (
            (7, "ADD_CODE", AddCode, new, {}),
            (8, "ACTIVATE_CODE", ActivateCode, {}, {}),
            (
                9,
                "UPDATE_CUSTOM_INFO",
                UpdateCustomInfo,
                {"version": 2, "custom_code_info": "{}"},
                {"version": 2},
            ),
            (10, "INVALIDATE_CODE", InvalidateByServer, {}, {}),
        ):
            version = await by_older_version(kind, number, **more)
            asked = message("redemptionCode", operation, {**about, **data})
            for _ in range(2):
                (told,) = (await server.packet(asked, packet_id=number))["messageResponses"]
                assert (told["status"], told["data"]["version"]) == (200, version)
            # Another request under the number is none of it, and nothing is done.
            other = message("redemptionCode", operation, {**about, **data, "codeType": "other"})
            (told,) = (await server.packet(other, packet_id=number))["messageResponses"]
            assert told["reason_code"] == 40566
        secret = await desk.shop.find(CODE_SECRETS_BY_HASH.at(APP, hashes[0]))
        assert (await desk.shop.find(CODES.at(APP, secret.code_id))).version == 4

    play(tmp_path, story)
