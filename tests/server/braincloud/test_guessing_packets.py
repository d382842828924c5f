"""Players who guess: counted by profile and by address; answered with the protocol's code."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest

from server_stub.domain.guess_limit import WRONG_CODES_MAX
from server_stub.web.redemption_api.players import WINDOW_S, WRONG_BY_ADDRESS_MAX
from support.dispatcher_desk import DeskPlayer, DispatcherDesk, message, play
from support.redemption_desk import PLAIN

pytestmark = pytest.mark.usefixtures("kept_in")

CODE = "A-RIGHT-CODE-OF-MORE-THAN-TWENTY-FIVE-SIGNS"
WRONG = "A-WRONG-CODE-OF-MORE-THAN-TWENTY-FIVE-SIGNS"
AHEAD_S = 30 * 24 * 3_600
REDEEM = {"scanCode": CODE, "codeType": PLAIN}


async def guess(player: DeskPlayer, times: int) -> list[Any]:
    wrong = message("redemptionCode", "REDEEM_CODE", {"scanCode": WRONG})
    said = await player.packet(*[wrong] * times)
    return [answer["reason_code"] for answer in said["responses"]]


def test_a_profile_that_guesses_is_stopped_for_an_hour_even_with_a_right_code(
    tmp_path: Path,
) -> None:
    async def story(desk: DispatcherDesk) -> None:
        shop, ann, bob = await desk.server(), await desk.player("ann"), await desk.player("bob")
        await shop.call("ADD_CODE", {**REDEEM, "codeState": "Available"})
        assert await guess(ann, WRONG_CODES_MAX) == [40395] * WRONG_CODES_MAX
        assert await guess(ann, 1) == [40765]
        assert (await ann.call("REDEEM_CODE", REDEEM))["reason_code"] == 40765
        assert (await ann.call("GET_REDEEMED_CODES"))["status"] == 200
        assert await guess(bob, 1) == [40395]
        for _ in range(6):  # an hour, in which the session is kept alive
            desk.pass_time(WINDOW_S / 6 + 1)
            await ann.beat()
        assert (await ann.call("REDEEM_CODE", REDEEM))["status"] == 200

    play(tmp_path, story)


def test_what_a_clock_that_was_ahead_has_counted_is_over_once_it_is_right(tmp_path: Path) -> None:
    async def story(desk: DispatcherDesk) -> None:
        shop = await desk.server()
        await shop.call("ADD_CODE", {**REDEEM, "codeState": "Available"})
        desk.pass_time(AHEAD_S)
        assert (await guess(await desk.player("ann"), WRONG_CODES_MAX + 1))[-1] == 40765
        desk.pass_time(-AHEAD_S)
        ann = await desk.player("ann")
        assert (await ann.call("REDEEM_CODE", REDEEM))["status"] == 200
        assert (await guess(ann, WRONG_CODES_MAX + 1))[-2:] == [40395, 40765]

    play(tmp_path, story)


def test_an_address_that_guesses_with_many_profiles_is_stopped(tmp_path: Path) -> None:
    async def story(desk: DispatcherDesk) -> None:
        shop = await desk.server()
        await shop.call("ADD_CODE", {**REDEEM, "codeState": "Available"})
        for number in range(WRONG_BY_ADDRESS_MAX // 40):
            player = await desk.player(f"guesser-{number}")
            assert await guess(player, 40) == [40395] * 40
        fresh = await desk.player("fresh")
        assert await guess(fresh, 1) == [40765]
        desk.client = "192.0.2.2"
        assert (await fresh.call("REDEEM_CODE", REDEEM))["status"] == 200

    play(tmp_path, story)


def test_a_repeated_packet_and_a_right_code_are_no_guesses(tmp_path: Path) -> None:
    async def story(desk: DispatcherDesk) -> None:
        shop, ann = await desk.server(), await desk.player("ann")
        await shop.call("ADD_CODE", {**REDEEM, "codeState": "Available"})
        assert (await ann.call("REDEEM_CODE", REDEEM))["status"] == 200
        wrong = message("redemptionCode", "REDEEM_CODE", {"scanCode": WRONG})
        right = message("redemptionCode", "REDEEM_CODE", REDEEM)
        for _ in range(WRONG_BY_ADDRESS_MAX + 1):
            await ann.packet(wrong, packet_id=1000)
        await ann.packet(*[right] * 60, packet_id=1001)
        ann.packets = itertools.count(2000)
        assert await guess(ann, 1) == [40395]

    play(tmp_path, story)


def test_a_success_whose_reply_was_lost_is_told_though_neighbours_have_guessed_since(
    tmp_path: Path,
) -> None:
    async def story(desk: DispatcherDesk) -> None:
        shop, ann = await desk.server(), await desk.player("ann")
        await shop.call("ADD_CODE", {**REDEEM, "codeState": "Available"})
        right = message("redemptionCode", "REDEEM_CODE", REDEEM)
        lost = await ann.packet(right, packet_id=500)
        assert lost["responses"][0]["data"]["codeState"] == "Redeemed"
        for number in range(WRONG_BY_ADDRESS_MAX // 40):
            assert await guess(await desk.player(f"neighbour-{number}"), 40) == [40395] * 40
        assert await ann.packet(right, packet_id=500) == lost
        other = await ann.packet(right, packet_id=501)
        assert other["responses"][0]["reason_code"] == 40765
        # A refusal for the neighbours' sake is a packet too, and no answer that lasts.
        assert (await ann.packet(right, packet_id=499))["responses"][0]["reason_code"] == 40566
        desk.client = "192.0.2.2"
        assert (await ann.packet(right, packet_id=501))["responses"][0]["reason_code"] == 40402

    play(tmp_path, story)


def test_players_behind_a_proxy_on_this_machine_are_not_stopped_together(tmp_path: Path) -> None:
    async def story(desk: DispatcherDesk) -> None:
        desk.client = "127.0.0.1"
        for number in range(WRONG_BY_ADDRESS_MAX // 40 + 1):
            player = await desk.player(f"guesser-{number}")
            assert await guess(player, 40) == [40395] * 40

    play(tmp_path, story)
