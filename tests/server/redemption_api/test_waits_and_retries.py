"""What a refusal for wrong codes says of the wait, and a failed redemption of another try."""

from __future__ import annotations

import itertools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from card_contract.messages import RefusalAnswer
from server_stub.domain.guess_limit import WINDOW_MS, WRONG_CODES_MAX
from server_stub.domain.ids import AppId
from server_stub.storage.change import changed
from server_stub.storage.rows.cards import CAMPAIGNS, CODES
from server_stub.web.redemption_api import desk as rest
from server_stub.web.redemption_api.messages import RedeemRequest
from server_stub.web.redemption_api.players import WRONG_BY_ADDRESS_MAX
from support.core_shop import APP
from support.dispatcher_desk import DeskPlayer, DispatcherDesk, play
from support.fulfilment_desk import ToldScripts
from support.redemption_desk import FREE, FREE_CODE, PLAIN, SYNC, shared, with_script
from support.rest_desk import over_rest, services_of

pytestmark = pytest.mark.usefixtures("kept_in")

CODE = "A-CODE-OF-MORE-THAN-TWENTY-FIVE-SIGNS"
NO: Any = {"success": False, "complete": True, "errorCode": 7}
YES: Any = {"success": True, "complete": True}


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Somebody else in the same network."""

    app_id: AppId = APP
    profile_id: str = "bob"


class Rest:
    """One player's calls."""

    def __init__(self, desk: DispatcherDesk, player: DeskPlayer) -> None:
        self.desk = desk
        self.services = services_of(desk)
        self.client = "192.0.2.1"
        self._player = player
        self._keys = itertools.count()

    async def wait(self, seconds: float) -> None:
        """Let time pass, and be heard of often enough for the session to live."""
        while seconds > 0:
            self.desk.pass_time(min(seconds, 900))
            seconds -= 900
            await self.status("1")

    async def redeem(self, code: str, *, key: str | None = None, campaign: str | None = None):
        request = RedeemRequest(
            key=key or f"key-{next(self._keys):016d}", code=code, campaign=campaign
        )
        return await over_rest(
            rest.redeem, self.services, self._player, request=request, client=self.client
        )

    async def status(self, redemption: str) -> Any:
        return await over_rest(rest.status, self.services, self._player, subject=redemption)


def rest_story(
    path: Path, story: Callable[[Rest], Awaitable[None]], *, says: list[Any] | None = None
) -> None:
    """Play with a personal code that is available, in a campaign whose script says these things."""

    async def whole(desk: DispatcherDesk) -> None:
        await desk.shop.sow(with_script(SYNC), shared(script="/wallet/credit", retries_max=1))
        about = {"scanCode": CODE, "codeType": SYNC, "codeState": "Available"}
        assert (await (await desk.server()).call("ADD_CODE", about))["status"] == 200
        await story(Rest(desk, await desk.player("ann")))

    play(path, whole, scripts=ToldScripts(says=says or [YES]))


# --- Waits ---------------------------------------------------------------------------------------


def test_a_profile_that_guessed_is_told_when_its_hour_is_over(tmp_path: Path) -> None:
    async def story(ann: Rest) -> None:
        for number in range(WRONG_CODES_MAX):
            assert (await ann.redeem(f"WRONG-{number}")).code == "NOT_FOUND"
            ann.desk.pass_time(1)
        ann.desk.pass_time(600.5)
        late = await ann.redeem(CODE)
        assert isinstance(late, RefusalAnswer)
        assert late.code == "THROTTLED"
        assert late.retry_after_s == WINDOW_MS // 1000 - WRONG_CODES_MAX - 600
        # Nothing tells whose count it was, or how many there were.
        assert late.sentence == "Too many codes were wrong; try again later."
        await ann.wait(late.retry_after_s - 1)
        again = await ann.redeem(CODE)
        assert (again.code, again.retry_after_s) == ("THROTTLED", 1)
        ann.desk.pass_time(1)
        assert (await ann.redeem(CODE)).state == "redeemed"

    rest_story(tmp_path, story)


def test_a_player_waits_for_the_longest_of_all_limits(tmp_path: Path) -> None:
    async def story(ann: Rest) -> None:
        for number in range(WRONG_CODES_MAX):
            await ann.redeem(f"WRONG-{number}")
        ann.desk.pass_time(1_000)
        ann.client = "192.0.2.2"
        for _ in range(WRONG_BY_ADDRESS_MAX):
            ann.services.guessing.note_wrong(ann.client, Neighbour())
        assert (await ann.redeem(CODE)).retry_after_s == 3_600
        await ann.wait(2_700)
        assert (await ann.redeem(CODE)).retry_after_s == 900

    rest_story(tmp_path, story)


# --- Retries -------------------------------------------------------------------------------------


def test_a_failed_redemption_says_whether_its_code_may_be_sent_again(tmp_path: Path) -> None:
    async def story(ann: Rest) -> None:
        first = await ann.redeem(CODE, key="a" * 20)
        assert (first.state, first.may_retry) == ("failed", True)
        assert (await ann.status(first.redemption_id)).may_retry
        second = await ann.redeem(CODE)
        assert (second.state, second.may_retry) == ("failed", False)
        assert not (await ann.status(first.redemption_id)).may_retry
        # A repeat tells what it came to then, and what is left now.
        repeat = await ann.redeem(CODE, key="a" * 20)
        assert (repeat.replayed, repeat.state, repeat.may_retry) == (True, "failed", False)

    rest_story(tmp_path, story, says=[NO, NO])


def test_a_redemption_that_succeeded_at_its_second_try_has_none_left(tmp_path: Path) -> None:
    async def story(ann: Rest) -> None:
        failed = await ann.redeem(CODE, key="a" * 20)
        done = await ann.redeem(CODE)
        assert (done.state, done.may_retry) == ("redeemed", False)
        assert not (await ann.redeem(CODE, key="a" * 20)).may_retry
        assert not (await ann.status(failed.redemption_id)).may_retry

    rest_story(tmp_path, story, says=[NO, YES])


def test_no_retry_is_promised_that_a_campaign_or_a_recall_forbids(tmp_path: Path) -> None:
    async def story(ann: Rest) -> None:
        failed = await ann.redeem(CODE)
        shop = ann.desk.shop
        campaign = await shop.find(CAMPAIGNS.at(APP, SYNC))
        await shop.change(changed(campaign, disabled=True))
        assert not (await ann.status(failed.redemption_id)).may_retry
        campaign = await shop.find(CAMPAIGNS.at(APP, SYNC))
        await shop.change(changed(campaign, disabled=False))
        assert (await ann.status(failed.redemption_id)).may_retry
        code = await shop.find(CODES.at(APP, int(failed.redemption_id)))
        await shop.change(changed(code, recall_id="r1"))
        assert not (await ann.status(failed.redemption_id)).may_retry

    rest_story(tmp_path, story, says=[NO])


def test_a_shared_code_is_tried_again_only_within_its_time_and_below_its_limit(
    tmp_path: Path,
) -> None:
    async def story(ann: Rest) -> None:
        failed = await ann.redeem(FREE_CODE, campaign=FREE)
        assert (failed.state, failed.may_retry) == ("failed", True)
        shop = ann.desk.shop
        for rule, may in (({"redemptions_max": 0}, False), ({"redemptions_max": None}, True)):
            await shop.change(changed(await shop.find(CAMPAIGNS.at(APP, FREE)), **rule))
            assert (await ann.status(failed.redemption_id)).may_retry is may
        over = changed(await shop.find(CAMPAIGNS.at(APP, FREE)), valid_end=1)
        await shop.change(over)
        assert not (await ann.status(failed.redemption_id)).may_retry

    rest_story(tmp_path, story, says=[NO])


def test_what_is_redeemed_has_no_retry(tmp_path: Path) -> None:
    async def story(ann: Rest) -> None:
        about = {"scanCode": CODE[::-1], "codeType": PLAIN, "codeState": "Available"}
        await (await ann.desk.server()).call("ADD_CODE", about)
        assert not (await ann.redeem(CODE[::-1])).may_retry

    rest_story(tmp_path, story)
