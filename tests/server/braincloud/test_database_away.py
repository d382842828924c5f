"""A database that is away for a moment: no packet is told what is not known, and it comes again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from server_stub.storage.rows.cards import CODE_SECRETS
from server_stub.storage.rows.profiles import SERVER_SESSIONS, SESSION_PLAYERS
from server_stub.web.replies import Reply
from support.core_shop import APP
from support.dispatcher_desk import DispatcherDesk, message, play
from support.redemption_desk import PLAIN

pytestmark = pytest.mark.usefixtures("kept_in")

CODE = "A-CODE-OF-MORE-THAN-TWENTY-FIVE-SIGNS"
ABOUT = {"scanCode": CODE, "codeType": PLAIN}


def is_to_come_again(reply: Reply, *, of_player: bool) -> bool:
    said = json.loads(reply.body)
    for_browsers = (b"access-control-allow-origin", b"*") in reply.headers
    assert for_browsers is of_player
    return (reply.status, said["status"], said["reason_code"]) == (503, 503, 49004)


def test_a_redemption_that_was_stored_is_told_when_the_packet_comes_again(tmp_path: Path) -> None:
    async def story(desk: DispatcherDesk) -> None:
        shop, ann = await desk.server(), await desk.player("ann")
        await shop.call("ADD_CODE", {**ABOUT, "codeState": "Available"})
        redeem = {
            "sessionId": ann.session,
            "packetId": 500,
            "messages": [message("redemptionCode", "REDEEM_CODE", ABOUT)],
        }
        with desk.reader.cut_for(CODE_SECRETS):  # what is read behind the commit
            assert is_to_come_again(await desk.player_reply(APP, redeem), of_player=True)
        again = (await desk.player_packet(APP, redeem))["responses"][0]
        assert (again["status"], again["data"]["codeState"]) == (200, "Redeemed")
        assert again["data"]["scanCode"] == CODE
        with desk.reader.cut_for(SESSION_PLAYERS):  # what is read before anything is done
            assert is_to_come_again(await desk.player_reply(APP, redeem), of_player=True)
        assert (await desk.player_packet(APP, redeem))["responses"][0] == again

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
