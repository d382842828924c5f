"""A redemption is worded while the disk works: nobody is told, and nothing is done, before it has."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from server_stub.storage.interface import UnavailableError
from server_stub.web.replies import Reply
from support.core_shop import APP, read_all
from support.dispatcher_desk import DeskPlayer, DispatcherDesk, message, play
from support.fulfilment_desk import YES, ToldScripts
from support.patience import until_async
from support.redemption_desk import PLAIN, SYNC, with_script

pytestmark = pytest.mark.usefixtures("kept_in")

CODE = "A-CODE-OF-MORE-THAN-TWENTY-FIVE-SIGNS"
OTHER = "B-CODE-OF-MORE-THAN-TWENTY-FIVE-SIGNS"
FULL = UnavailableError("The disk is full.")


def redeeming(ann: DeskPlayer, *codes: str, campaign: str = PLAIN) -> dict[str, Any]:
    messages = [
        message("redemptionCode", "REDEEM_CODE", {"scanCode": code, "codeType": campaign})
        for code in codes
    ]
    return {"sessionId": ann.session, "packetId": 500, "messages": messages}


async def with_codes(desk: DispatcherDesk, *codes: str, campaign: str = PLAIN) -> DeskPlayer:
    shop, ann = await desk.server(), await desk.player("ann")
    for code in codes:
        about = {"scanCode": code, "codeType": campaign, "codeState": "Available"}
        assert (await shop.call("ADD_CODE", about))["status"] == 200
    return ann


def states(tmp_path: Path) -> list[str]:
    rows = read_all(tmp_path / "shop.db", "SELECT campaign, state FROM codes")
    return [state for campaign, state in rows if campaign == PLAIN]


def told(reply: Reply) -> list[str]:
    return [said["data"]["codeState"] for said in json.loads(reply.body)["responses"]]


def test_a_reply_is_made_before_the_commit_and_withheld_until_it(tmp_path: Path) -> None:
    async def story(desk: DispatcherDesk) -> None:
        ann = await with_codes(desk, CODE)
        desk.shop.commits.pause()
        reply = await desk.reply_made(APP, redeeming(ann, CODE))
        assert reply.withheld is not None
        assert not reply.withheld.commit.done()
        assert states(tmp_path) == ["Available"]
        desk.shop.commits.go_on()
        await reply.withheld.commit
        assert told(reply) == ["Redeemed"]
        assert states(tmp_path) == ["Redeemed"]

    play(tmp_path, story)


def test_where_the_commit_fails_the_packet_is_to_come_again_and_only_that_is_noted(
    tmp_path: Path,
) -> None:
    async def story(desk: DispatcherDesk) -> None:
        ann = await with_codes(desk, CODE)
        notes = desk.fulfilment.redeeming.notes
        desk.shop.commits.pause()
        reply = await desk.reply_made(APP, redeeming(ann, CODE))
        assert reply.withheld is not None
        await notes.write()  # it is not known yet what it came to
        desk.shop.commits.go_on(FULL)
        await asyncio.wait({reply.withheld.commit})
        leaving = reply.withheld.otherwise
        assert (leaving.status, json.loads(leaving.body)["reason_code"]) == (503, 49004)
        assert (b"access-control-allow-origin", b"*") in leaving.headers
        await until_async(lambda: desk.shop.watch.writable == 1)
        await notes.write()
        assert read_all(tmp_path / "shop.db", "SELECT * FROM redemption_requests") == []
        assert told(await desk.player_reply(APP, redeeming(ann, CODE))) == ["Redeemed"]
        await notes.write()
        assert len(read_all(tmp_path / "shop.db", "SELECT * FROM redemption_requests")) == 1

    play(tmp_path, story)


def test_in_a_packet_each_message_but_the_last_is_on_disk_before_the_next_is_read(
    tmp_path: Path,
) -> None:
    async def story(desk: DispatcherDesk) -> None:
        ann = await with_codes(desk, CODE, OTHER)
        desk.shop.commits.pause()
        asked = asyncio.ensure_future(desk.reply_made(APP, redeeming(ann, CODE, OTHER)))
        commits = desk.shop.commits.begun
        await until_async(lambda: desk.shop.commits.begun == commits + 1)
        desk.shop.commits.go_on(FULL)
        reply = await asked
        assert (reply.status, reply.withheld) == (503, None)
        assert states(tmp_path) == ["Available"] * 2
        await until_async(lambda: desk.shop.watch.writable == 1)
        again = await desk.player_reply(APP, redeeming(ann, CODE, OTHER))
        assert told(again) == ["Redeemed"] * 2

    play(tmp_path, story)


def test_no_script_is_called_before_its_attempt_is_on_disk(tmp_path: Path) -> None:
    scripts = ToldScripts([YES])

    async def story(desk: DispatcherDesk) -> None:
        await desk.shop.sow(with_script(SYNC))
        ann = await with_codes(desk, CODE, campaign=SYNC)
        redeem = redeeming(ann, CODE, campaign=SYNC)
        commits = desk.shop.commits.begun
        desk.shop.commits.pause()
        asked = asyncio.ensure_future(desk.player_reply(APP, redeem))
        await until_async(lambda: desk.shop.commits.begun == commits + 1)
        desk.shop.commits.go_on(FULL)
        assert (await asked).status == 503
        assert scripts.asked == []
        await until_async(lambda: desk.shop.watch.writable == 1)
        assert told(await desk.player_reply(APP, redeem)) == ["Redeemed"]
        assert scripts.operations == ["redeem"]

    play(tmp_path, story, scripts=scripts)
