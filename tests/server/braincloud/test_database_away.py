"""A database that is away for a moment: no packet is told what is not known, and it comes again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from server_stub.storage.rows.cards import CODE_SECRETS
from server_stub.storage.rows.profiles import SERVER_SESSIONS, SESSION_PLAYERS
from server_stub.web.replies import Reply
from support.core_shop import APP
from support.dispatcher_desk import DeskPlayer, DispatcherDesk, message, play
from support.redemption_desk import PLAIN

pytestmark = pytest.mark.usefixtures("kept_in")

CODE = "A-CODE-OF-MORE-THAN-TWENTY-FIVE-SIGNS"
ABOUT = {"scanCode": CODE, "codeType": PLAIN}


def is_to_come_again(reply: Reply, *, of_player: bool) -> bool:
    said = json.loads(reply.body)
    for_browsers = (b"access-control-allow-origin", b"*") in reply.headers
    assert for_browsers is of_player
    return (reply.status, said["status"], said["reason_code"]) == (503, 503, 49004)


def redeeming(ann: DeskPlayer, packet_id: int) -> dict[str, Any]:
    redeem = message("redemptionCode", "REDEEM_CODE", ABOUT)
    return {"sessionId": ann.session, "packetId": packet_id, "messages": [redeem]}


def test_what_was_redeemed_is_told_although_nothing_can_be_read_behind_the_commit(
    tmp_path: Path,
) -> None:
    async def story(desk: DispatcherDesk) -> None:
        shop, ann = await desk.server(), await desk.player("ann")
        await shop.call("ADD_CODE", {**ABOUT, "codeState": "Available"})
        with desk.reader.cut_for(CODE_SECRETS, SESSION_PLAYERS):
            told = await desk.player_packet(APP, redeeming(ann, 500))
        (code,) = told["responses"]
        assert (code["status"], code["data"]["codeState"]) == (200, "Redeemed")
        assert code["data"]["scanCode"] == CODE

    play(tmp_path, story)


def test_what_was_redeemed_before_is_told_when_the_packet_comes_again(tmp_path: Path) -> None:
    async def story(desk: DispatcherDesk) -> None:
        shop, ann = await desk.server(), await desk.player("ann")
        await shop.call("ADD_CODE", {**ABOUT, "codeState": "Available"})
        redeem = redeeming(ann, 500)
        told = await desk.player_packet(APP, redeem)
        with desk.reader.cut_for(CODE_SECRETS):  # no answer that is kept has the code itself
            assert is_to_come_again(await desk.player_reply(APP, redeem), of_player=True)
        assert await desk.player_packet(APP, redeem) == told

    play(tmp_path, story)


def test_a_player_who_only_looks_is_looked_up_each_time(tmp_path: Path) -> None:
    async def story(desk: DispatcherDesk) -> None:
        ann = await desk.player("ann")
        looks = message("redemptionCode", "GET_REDEEMED_CODES")
        redeem = message("redemptionCode", "REDEEM_CODE", ABOUT)
        for messages in ([looks], [redeem, looks]):
            packet = {"sessionId": ann.session, "packetId": 500, "messages": messages}
            with desk.reader.cut_for(SESSION_PLAYERS):
                assert is_to_come_again(await desk.player_reply(APP, packet), of_player=True)
            assert len((await desk.player_packet(APP, packet))["responses"]) == len(messages)

    play(tmp_path, story)


def test_a_shop_gets_the_codes_that_were_made_for_it_before_the_line_was_cut(
    tmp_path: Path,
) -> None:
    async def story(desk: DispatcherDesk) -> None:
        shop = await desk.server()
        packet = {
            "sessionId": shop.session,
            "packetId": 7,
            "messages": [message("redemptionCode", "ADD_CODE", ABOUT)],
        }
        with desk.reader.cut_for(CODE_SECRETS):
            assert is_to_come_again(await desk.server_reply(packet), of_player=False)
        added = (await desk.server_packet(packet))["messageResponses"][0]
        assert (added["status"], added["data"]["version"]) == (200, 1)
        with desk.reader.cut_for(SERVER_SESSIONS):
            assert is_to_come_again(await desk.server_reply(packet), of_player=False)

    play(tmp_path, story)
