"""Packets that sign in or out, and what else they carry: done once, however often they come."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from server_stub.storage.rows.cards import CODE_SECRETS
from server_stub.storage.rows.profiles import PLAYER_SESSIONS
from server_stub.web.braincloud.callers import REPEAT_MS, session_id_of
from support.core_shop import APP
from support.dispatcher_desk import (
    SERVER,
    SERVER_SECRETS,
    DeskPlayer,
    DeskServer,
    DispatcherDesk,
    message,
    play,
)
from support.fulfilment_desk import NO, ToldScripts
from support.redemption_desk import PLAIN

pytestmark = pytest.mark.usefixtures("kept_in")

CODE = "A-CODE-OF-MORE-THAN-TWENTY-FIVE-SIGNS"
ABOUT = {"scanCode": CODE, "codeType": PLAIN}
ADD = message("redemptionCode", "ADD_CODE", {**ABOUT, "codeState": "Available"})
REDEEM = message("redemptionCode", "REDEEM_CODE", ABOUT)
LIST = message("redemptionCode", "GET_REDEEMED_CODES")
LOG_OUT = message("playerState", "LOGOUT")
UNIVERSAL = message(
    "authenticationV2",
    "AUTHENTICATE",
    {"externalId": "ann", "authenticationType": "Universal", "authenticationToken": "a word"},
)
ANONYMOUS = message(
    "authenticationV2", "AUTHENTICATE", {"externalId": "x", "authenticationType": "Anonymous"}
)
OF_SERVER = message(
    "authenticationV2",
    "AUTHENTICATE",
    {"appId": APP, "serverName": SERVER, "serverSecret": SERVER_SECRETS[APP]},
)


def reasons(said: Any) -> list[int]:
    answers = said.get("responses") or said["messageResponses"]
    return [answer.get("reason_code", answer["status"]) for answer in answers]


async def with_code(desk: DispatcherDesk) -> None:
    assert reasons(await (await desk.server()).packet(ADD)) == [200]


async def with_failing_script(desk: DispatcherDesk) -> None:
    options = {
        "scanCode": "FREE100",
        "validStart": 0,
        "validEnd": 2**50,
        "maxRetries": 1,
        "redemptionCodeScriptFullPathName": "/wallet",
    }
    shop = await desk.server()
    about = {"codeType": "free", "jsonOptions": options}
    assert (await shop.call("SYS_ADD_MULTI_USE_CODE_TYPE", about))["status"] == 200


@pytest.mark.parametrize("sign_in", [ANONYMOUS, UNIVERSAL], ids=["anonymous", "universal"])
def test_what_stands_behind_a_sign_in_is_answered_as_before(
    tmp_path: Path, sign_in: dict[str, Any]
) -> None:
    async def story(desk: DispatcherDesk) -> None:
        await with_code(desk)
        ann = DeskPlayer(desk, APP)
        lost = (await ann.packet(sign_in, REDEEM, LIST, packet_id=7))["responses"]
        desk.pass_time(100)
        again = (await ann.packet(sign_in, REDEEM, LIST, packet_id=7))["responses"]
        assert again[1:] == lost[1:]
        assert again[1]["data"]["codeState"] == "Redeemed"
        # Nobody has the first token; the one that arrived is good, and counts from its packet.
        first, second = (said[0]["data"]["sessionId"] for said in (lost, again))
        assert first != second
        assert again[0]["data"]["profileId"] == lost[0]["data"]["profileId"]
        ann.session = second
        assert reasons(await ann.packet(REDEEM, packet_id=8)) == [40402]
        assert reasons(await ann.packet(REDEEM, packet_id=7)) == [40566]

    play(tmp_path, story)


def test_copies_that_come_at_once_are_done_once_in_one_process_and_in_two(tmp_path: Path) -> None:
    async def story(desk: DispatcherDesk) -> None:
        await with_code(desk)
        other = DispatcherDesk(desk.shop, desk.scripts)
        packet = {"packetId": 7, "messages": [UNIVERSAL, REDEEM]}
        copies = await asyncio.gather(
            *(each.player_packet(APP, packet) for each in (desk, other, desk, other))
        )
        redeemed = copies[0]["responses"][1]
        assert redeemed["data"]["codeState"] == "Redeemed"
        assert [copy["responses"][1] for copy in copies] == [redeemed] * 4
        tokens = {copy["responses"][0]["data"]["sessionId"] for copy in copies}
        assert len(tokens) == 4
        await other.close()

    play(tmp_path, story)


def test_the_same_bytes_are_a_new_packet_when_no_client_repeats_them_any_more(
    tmp_path: Path,
) -> None:
    async def story(desk: DispatcherDesk) -> None:
        await with_code(desk)
        ann = DeskPlayer(desk, APP)
        into_span_s = desk.now_ms() % REPEAT_MS / 1000
        desk.pass_time(REPEAT_MS / 1000 - into_span_s - 1)  # at the end of a span of keys
        assert reasons(await ann.packet(UNIVERSAL, REDEEM, packet_id=7)) == [200, 200]
        desk.pass_time(REPEAT_MS / 1000 - 1)
        assert reasons(await ann.packet(UNIVERSAL, REDEEM, packet_id=7)) == [200, 200]
        desk.pass_time(3)
        assert reasons(await ann.packet(UNIVERSAL, REDEEM, packet_id=7)) == [200, 40402]

    play(tmp_path, story)


def test_a_script_is_called_once_and_the_players_retry_is_left(tmp_path: Path) -> None:
    scripts = ToldScripts([NO])
    redeem = message("redemptionCode", "REDEEM_CODE", {"scanCode": "FREE100"})

    async def story(desk: DispatcherDesk) -> None:
        await with_failing_script(desk)
        ann = DeskPlayer(desk, APP)
        for process in (desk, desk, DispatcherDesk(desk.shop, scripts)):
            ann.desk = process  # the last one has begun since, after a crash
            assert reasons(await ann.packet(UNIVERSAL, redeem, packet_id=7)) == [200, 40757]
        assert len(scripts.asked) == 1
        assert reasons(await ann.packet(UNIVERSAL, redeem, packet_id=8)) == [200, 40757]
        assert len(scripts.asked) == 2
        await ann.desk.close()

    play(tmp_path, story, scripts=scripts)


def test_a_bundle_that_was_cut_short_goes_on_where_it_was(tmp_path: Path) -> None:
    async def story(desk: DispatcherDesk) -> None:
        await with_code(desk)
        ann = DeskPlayer(desk, APP)
        packet = {"packetId": 7, "messages": [ANONYMOUS, REDEEM, LIST]}
        with desk.reader.cut_for(CODE_SECRETS):
            assert (await desk.player_reply(APP, packet)).status == 503
        said = await ann.packet(ANONYMOUS, REDEEM, LIST, packet_id=7)
        assert reasons(said) == [40209, 40304, 40304]  # other bytes: another packet
        said = (await desk.player_packet(APP, packet))["responses"]
        assert said[1]["data"]["codeState"] == "Redeemed"
        assert len(said[2]["data"]["codes"]) == 1

    play(tmp_path, story)


def test_a_servers_bundle_is_done_once_but_codes_are_made_anew_for_each(tmp_path: Path) -> None:
    scripts = ToldScripts([{"a": 1}, {"a": 2}])
    run = message("script", "RUN", {"scriptName": "/any/script"})
    wanted = {"codeType": PLAIN, "quantity": 2, "algorithmName": "FiveByFive"}
    make = message("redemptionCode", "GENERATE_CODES_INLINE", wanted)

    async def story(desk: DispatcherDesk) -> None:
        shop = DeskServer(desk, APP)
        lost = await shop.packet(OF_SERVER, ADD, run, make, packet_id=0)
        again = await shop.packet(OF_SERVER, ADD, run, make, packet_id=0)
        assert reasons(lost) == reasons(again) == [200] * 4
        first, second = lost["messageResponses"], again["messageResponses"]
        assert first[1:3] == second[1:3]
        assert second[2]["data"]["response"] == {"a": 1}
        made = [said[3]["data"]["generatedScanCodes"] for said in (first, second)]
        assert not set(made[0]) & set(made[1])
        assert reasons(await shop.packet(OF_SERVER, ADD, packet_id=1)) == [200, 40220]

    play(tmp_path, story, scripts=scripts)


def test_a_packet_that_signs_out_is_answered_as_before_and_opens_nothing(tmp_path: Path) -> None:
    async def story(desk: DispatcherDesk) -> None:
        await with_code(desk)
        ann = await desk.player("ann")
        packet = (REDEEM, LIST, LOG_OUT, LIST, REDEEM)
        lost = await ann.packet(*packet, packet_id=500)
        assert reasons(lost) == [200, 200, 200, 40304, 40304]
        again = await ann.packet(*packet, packet_id=500)
        assert again["responses"][0] == lost["responses"][0]
        # What was stored is told; who has signed out reads and does nothing any more.
        assert reasons(again) == [200, 40304, 200, 40304, 40304]
        assert reasons(await ann.packet(REDEEM, packet_id=501)) == [40304]
        assert reasons(await ann.packet(REDEEM, packet_id=499)) == [40304]
        assert reasons(await ann.packet(LIST, REDEEM, packet_id=500)) == [40304, 40304]
        desk.pass_time(REPEAT_MS / 1000 + 1)
        assert reasons(await ann.packet(*packet, packet_id=500)) == [40304] * 5

    play(tmp_path, story)


def test_what_was_not_decided_before_a_crash_is_not_decided_after_signing_out(
    tmp_path: Path,
) -> None:
    async def story(desk: DispatcherDesk) -> None:
        await with_code(desk)
        ann = await desk.player("ann")
        assert reasons(await ann.packet(LOG_OUT, packet_id=500)) == [200]
        assert reasons(await ann.packet(REDEEM, LOG_OUT, packet_id=500)) == [40304, 200]
        session = await desk.shop.find(PLAYER_SESSIONS.at(session_id_of(ann.session)))
        assert (session.last_packet_id, session.ended_at is None) == (500, False)
        bob = await desk.player("bob")
        assert reasons(await bob.packet(REDEEM, packet_id=500)) == [200]

    play(tmp_path, story)


def test_a_packet_without_a_number_is_each_time_a_new_one(tmp_path: Path) -> None:
    async def story(desk: DispatcherDesk) -> None:
        shop, ann = await desk.server(), await desk.player("ann")
        activate = message("redemptionCode", "ACTIVATE_CODE", ABOUT)
        inactive = message("redemptionCode", "ADD_CODE", ABOUT)
        assert reasons(await shop.packet(inactive, packet_id=-1)) == [200]
        assert reasons(await shop.packet(activate, packet_id=-1)) == [200]
        assert reasons(await shop.packet(activate, packet_id=-1)) == [40397]
        # Beside packets with numbers, whose order stays as it is.
        assert reasons(await ann.packet(LIST, packet_id=500)) == [200]
        assert reasons(await ann.packet(REDEEM, packet_id=-1)) == [200]
        assert reasons(await ann.packet(REDEEM, packet_id=-1)) == [40402]
        assert reasons(await ann.packet(REDEEM, packet_id=499)) == [40566]
        # A session that was opened without one takes any number of packets too.
        said = await desk.server_packet({"messages": [OF_SERVER, activate, activate]})
        assert reasons(said) == [200, 40397, 40397]
        shop.session = said["messageResponses"][0]["data"]["sessionId"]
        for operation in ("ACTIVATE_CODE", "INVALIDATE_CODE"):
            called = message("redemptionCode", operation, ABOUT)
            assert 40566 not in reasons(await shop.packet(called, packet_id=-1))
        assert reasons(await ann.packet(LOG_OUT, packet_id=-1)) == [200]
        assert reasons(await ann.packet(LOG_OUT, packet_id=-1)) == [40304]

    play(tmp_path, story)
