"""PROCESS_ASYNCHRONOUS_RESPONSE: each check in its turn, and what a report changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from support.braincloud_client import PlayerClient, ServerClient
from support.dispatcher_desk import DispatcherDesk, play
from support.fulfilment_desk import ToldScripts

OPERATION = "PROCESS_ASYNCHRONOUS_RESPONSE"
GOES_ON = {"success": True, "complete": False}
DONE = {"success": True, "complete": True}
FAILED = {"success": False, "complete": True, "errorCode": 7, "errorMsg": "no wallet"}


@pytest.fixture
def report(
    shop: ServerClient, player: PlayerClient, campaigns: dict[str, str], codes: Iterator[str]
) -> dict[str, Any]:
    """A report about an attempt that is in progress."""
    code, slow = next(codes), campaigns["async_pending"]
    shop.add(code, slow, codeState="Available")
    begun = player.redeem(code, slow)["data"]
    return {
        "scanCode": code,
        "redemptionCodeId": begun["redemptionCodeId"],
        "attempt": 0,
        "asyncResponse": GOES_ON,
    }


# Each line is wrong in everything that the lines below it name too: the first check decides.
BENT: list[tuple[dict[str, Any], int]] = [
    ({"redemptionCodeId": None}, 40358),
    ({"attempt": None}, 40358),
    ({"asyncResponse": None}, 40358),
    ({"redemptionCodeId": "999999999999", "scanCode": "X", "codeType": "plain"}, 40762),
    ({"redemptionCodeId": "none", "scanCode": "X", "codeType": "plain"}, 40762),
    ({"scanCode": "X", "codeType": "plain", "attempt": "x"}, 40395),
    ({"codeType": "plain", "attempt": "x"}, 40755),
    ({"attempt": "x", "asyncResponse": {}}, 40759),
    ({"attempt": -1, "asyncResponse": {}}, 40759),
    ({"attempt": 1.5, "asyncResponse": {}}, 40759),
    ({"attempt": 1, "asyncResponse": {}}, 40760),
    ({"asyncResponse": {}}, 40761),
    ({"asyncResponse": {"success": True}}, 40761),
    ({"asyncResponse": {"success": "true", "complete": True}}, 40761),
    ({"redemptionCodeId": "999999999999", "asyncResponse": {**DONE, "errorCode": "x"}}, 40762),
    ({"attempt": 1, "asyncResponse": {**DONE, "errorMsg": 5}}, 40760),
    ({"asyncResponse": {**DONE, "errorCode": "x"}}, 40761),
    ({"asyncResponse": {**DONE, "errorMsg": 5}}, 40761),
    ({"asyncResponse": {**DONE, "customRedemptionInfo": [1]}}, 40761),
]


@pytest.mark.parametrize(("bent", "reason"), BENT)
def test_the_first_check_that_fails_names_the_reason(
    shop: ServerClient, report: dict[str, Any], bent: dict[str, Any], reason: int
) -> None:
    assert shop.call(OPERATION, {**report, **bent})["reason_code"] == reason
    assert shop.call(OPERATION, report)["status"] == 200


def test_a_report_about_a_synchronous_campaign_is_refused(
    shop: ServerClient, player: PlayerClient, campaigns: dict[str, str], codes: Iterator[str]
) -> None:
    code = next(codes)
    shop.add(code, campaigns["plain"], codeState="Available")
    redeemed = player.redeem(code)["data"]
    report = {
        "scanCode": code,
        "redemptionCodeId": redeemed["redemptionCodeId"],
        "attempt": 0,
        "asyncResponse": DONE,
    }
    assert shop.call(OPERATION, report)["reason_code"] == 40767


def test_a_report_that_it_goes_on_leaves_the_code_in_progress(
    shop: ServerClient, report: dict[str, Any]
) -> None:
    said = {**GOES_ON, "customRedemptionInfo": {"step": 1}}
    told = shop.call(OPERATION, {**report, "asyncResponse": said})["data"]
    assert (told["codeState"], told["currentAttempt"]) == ("InProgress", 0)
    assert told["customRedemptionInfo"] == {"step": 1}
    assert (told["redeemedAt"], told["redeemedByProfileId"]) == (None, None)
    assert told["status"]["attemptState"] == "IN_PROGRESS"
    assert "response" not in told


def test_a_report_of_success_redeems_for_the_player_who_tried(
    shop: ServerClient, player: PlayerClient, other: PlayerClient, report: dict[str, Any]
) -> None:
    told = shop.call(OPERATION, {**report, "asyncResponse": DONE})["data"]
    assert (told["codeState"], told["redeemedByProfileId"]) == ("Redeemed", player.profile_id)
    assert told["status"]["attemptState"] == "COMPLETED"
    assert player.redeem(report["scanCode"])["reason_code"] == 40402
    assert other.redeem(report["scanCode"])["reason_code"] == 40403
    assert shop.call(OPERATION, report)["reason_code"] == 40758


@pytest.mark.parametrize("said", [FAILED, {**FAILED, "complete": False}])
def test_a_report_of_failure_fails_the_attempt_and_the_player_may_try_again(
    shop: ServerClient,
    player: PlayerClient,
    other: PlayerClient,
    report: dict[str, Any],
    said: dict[str, Any],
) -> None:
    code = report["scanCode"]
    told = shop.call(OPERATION, {**report, "asyncResponse": said})["data"]
    assert (told["codeState"], told["status"]["attemptState"]) == ("Failed", "FAILED")
    assert told["status"]["response"]["errorCode"] == 7
    assert told["status"]["response"]["errorMsg"] == "no wallet"
    assert other.redeem(code)["reason_code"] == 40751
    again = player.redeem(code)["data"]
    assert (again["codeState"], again["currentAttempt"]) == ("InProgress", 1)
    assert shop.call(OPERATION, report)["reason_code"] == 40760
    told = shop.call(OPERATION, {**report, "attempt": 1, "asyncResponse": said})["data"]
    assert told["codeState"] == "Failed"
    assert player.redeem(code)["reason_code"] == 40752


def test_a_repeated_report_is_answered_as_before(
    shop: ServerClient, report: dict[str, Any]
) -> None:
    about = {**report, "asyncResponse": DONE}
    first = shop.call(OPERATION, about, packet_id=1000)
    assert first["data"]["codeState"] == "Redeemed"
    assert shop.call(OPERATION, about, packet_id=1000) == first


def test_a_report_that_an_attempt_goes_on_comes_too_late_once_its_time_is_over(
    tmp_path: Path,
) -> None:
    async def story(desk: DispatcherDesk) -> None:
        shop, ann = await desk.server(), await desk.player("ann")
        options = {
            "scanCode": "FREE100",
            "validStart": 0,
            "validEnd": 2**50,
            "redemptionCodeScriptFullPathName": "/wallet",
            "async": True,
            "timeout": 60,
        }
        about = {"codeType": "free", "jsonOptions": options}
        assert (await shop.call("SYS_ADD_MULTI_USE_CODE_TYPE", about))["status"] == 200
        begun = await ann.call("REDEEM_CODE", {"scanCode": "FREE100", "codeType": "free"})
        late = {
            "scanCode": "FREE100",
            "redemptionCodeId": begun["data"]["redemptionCodeId"],
            "attempt": 0,
            "asyncResponse": GOES_ON,
        }
        desk.pass_time(61)
        assert (await shop.call(OPERATION, late))["reason_code"] == 40768
        assert (await shop.call(OPERATION, {**late, "asyncResponse": DONE}))["reason_code"] == 40758

    play(tmp_path, story, scripts=ToldScripts([GOES_ON]))
