"""The operations of the redemption service over a real server, as the protocol numbers them."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from typing import Any

import pytest

from support.braincloud_client import PlayerClient, ServerClient


def now_ms() -> int:
    return time.time_ns() // 1_000_000


def shared(shop: ServerClient, **more: Any) -> tuple[str, str]:
    """A fresh shared campaign; its name and its scan code."""
    name, scan_code = f"shared-{secrets.token_hex(4)}", secrets.token_hex(6).upper()
    options = {
        "scanCode": scan_code,
        "validStart": now_ms() - 1000,
        "validEnd": now_ms() + 3_600_000,
        **more,
    }
    made = shop.call("SYS_ADD_MULTI_USE_CODE_TYPE", {"codeType": name, "jsonOptions": options})
    assert made["status"] == 200, made
    return name, scan_code


def test_a_code_goes_from_added_to_activated_to_redeemed(
    shop: ServerClient, player: PlayerClient, campaigns: dict[str, str], codes: Iterator[str]
) -> None:
    plain, code = campaigns["plain"], next(codes).lower()
    added = shop.add(code, plain, customCodeInfo={"coins": 250})["data"]
    assert added["response"] == {name: added[name] for name in added["response"]}
    assert (added["scanCode"], added["codeState"], added["version"]) == (
        code.upper(),
        "Inactive",
        1,
    )
    assert added["activatedAt"] is None
    assert player.redeem(code, plain)["reason_code"] == 40398
    active = shop.call("ACTIVATE_CODE", {"scanCode": code, "codeType": plain})["data"]
    assert (active["codeState"], active["version"]) == ("Available", 2)
    redeemed = player.redeem(code.upper(), plain, customRedemptionInfo='{"store":"12"}')["data"]
    assert redeemed["codeState"] == "Redeemed"
    assert redeemed["redeemedByProfileId"] == player.profile_id
    assert redeemed["customRedemptionInfo"] == {"store": "12"}
    assert redeemed["customCodeInfo"] == {"coins": 250}
    assert "status" not in redeemed
    assert player.redeemed(plain)["data"]["codes"] == [redeemed]


def test_a_code_is_redeemed_once_and_says_by_whom(
    shop: ServerClient,
    player: PlayerClient,
    other: PlayerClient,
    campaigns: dict[str, str],
    codes: Iterator[str],
) -> None:
    code = next(codes)
    shop.add(code, campaigns["plain"], codeState="Available")
    assert player.redeem(code)["status"] == 200
    assert player.redeem(code)["reason_code"] == 40402
    assert other.redeem(code)["reason_code"] == 40403


@pytest.mark.parametrize(
    ("operation", "data", "reason"),
    [
        ("ADD_CODE", {"codeType": "plain"}, 40358),
        ("ADD_CODE", {"scanCode": " \t", "codeType": "plain"}, 40358),
        ("ADD_CODE", {"scanCode": "X", "codeType": " "}, 40358),
        ("ADD_CODE", {"scanCode": 5, "codeType": "plain"}, 40359),
        ("ADD_CODE", {"scanCode": "X" * 101, "codeType": "plain"}, 40660),
        ("ADD_CODE", {"scanCode": "X", "codeType": "plain", "codeState": "Redeemed"}, 40660),
        ("ADD_CODE", {"scanCode": "X", "codeType": "none-such"}, 40399),
        ("ADD_CODE", {"scanCode": "X", "codeType": "disabled"}, 40753),
        ("ACTIVATE_CODE", {"scanCode": "NONE-SUCH", "codeType": "plain"}, 40395),
        ("INVALIDATE_CODE", {"scanCode": "NONE-SUCH", "codeType": "none-such"}, 40399),
        ("UPDATE_CUSTOM_INFO", {"scanCode": "X", "codeType": "plain"}, 40358),
        ("UPDATE_CUSTOM_INFO", {"scanCode": "X", "codeType": "plain", "version": "1"}, 40359),
        (
            "GENERATE_CODES_INLINE",
            {"codeType": "plain", "quantity": 101, "algorithmName": "FiveByFive"},
            40660,
        ),
        (
            "GENERATE_CODES_INLINE",
            {"codeType": "plain", "quantity": 0, "algorithmName": "FiveByFive"},
            40660,
        ),
        (
            "GENERATE_CODES_INLINE",
            {"codeType": "plain", "quantity": 1, "algorithmName": "x"},
            40660,
        ),
        ("SYS_GET_CODE_TYPE_PAGE", {"context": {"pagination": {"rowsPerPage": 0}}}, 40384),
        ("SYS_GET_CODE_TYPE_PAGE_OFFSET", {"context": "rubbish", "pageOffset": 1}, 40383),
        ("SYS_ADD_MULTI_USE_CODE_TYPE", {"codeType": "x", "jsonOptions": {}}, 40358),
        ("SYS_ADD_MULTI_USE_CODE_TYPE", {"codeType": " ", "jsonOptions": {"x": 1}}, 40358),
        ("SYS_GET_CODE_TYPE_PAGE", {"context": {"searchCriteria": {"$or": []}}}, 40384),
        ("REDEEM_CODE", {"scanCode": "X"}, 40333),
    ],
)
def test_bad_parameters_and_names_are_refused_in_the_protocols_order(
    shop: ServerClient,
    campaigns: dict[str, str],
    operation: str,
    data: dict[str, Any],
    reason: int,
) -> None:
    named = {**data}
    if named.get("codeType") in campaigns:
        named["codeType"] = campaigns[named["codeType"]]
    assert shop.call(operation, named)["reason_code"] == reason


def test_a_code_that_exists_in_any_campaign_is_not_added_again(
    shop: ServerClient, campaigns: dict[str, str], codes: Iterator[str]
) -> None:
    code = next(codes)
    assert shop.add(code, campaigns["plain"])["status"] == 200
    assert shop.add(code.lower(), campaigns["plain_other"])["reason_code"] == 40220


def test_activation_and_invalidation_go_one_way(
    shop: ServerClient, player: PlayerClient, campaigns: dict[str, str], codes: Iterator[str]
) -> None:
    plain, code = campaigns["plain"], next(codes)
    about = {"scanCode": code, "codeType": plain}
    shop.add(code, plain)
    assert shop.call("ACTIVATE_CODE", about)["status"] == 200
    assert shop.call("ACTIVATE_CODE", about)["reason_code"] == 40397
    other = {**about, "codeType": campaigns["plain_other"]}
    assert shop.call("INVALIDATE_CODE", other)["reason_code"] == 40755
    gone = shop.call("INVALIDATE_CODE", {**about, "invalidationReason": "stolen"})["data"]
    assert (gone["codeState"], gone["invalidationReason"]) == ("Invalidated", "stolen")
    assert shop.call("INVALIDATE_CODE", about)["reason_code"] == 40400
    assert shop.call("ACTIVATE_CODE", about)["reason_code"] == 40400
    assert player.redeem(code)["reason_code"] == 40400


def test_custom_info_is_updated_by_version_in_any_state(
    shop: ServerClient, campaigns: dict[str, str], codes: Iterator[str]
) -> None:
    plain, code = campaigns["plain"], next(codes)
    shop.add(code, plain)
    about = {"scanCode": code, "codeType": plain, "customCodeInfo": {"a": 1}}
    updated = shop.call("UPDATE_CUSTOM_INFO", {**about, "version": 1})["data"]
    assert (updated["version"], updated["customCodeInfo"]) == (2, {"a": 1})
    assert shop.call("UPDATE_CUSTOM_INFO", {**about, "version": 1})["reason_code"] == 40396


@pytest.mark.parametrize(("algorithm", "length"), [("FiveByFive", 29), ("StructuredGuid", 36)])
def test_codes_are_generated_at_once_with_their_prefix(
    shop: ServerClient, campaigns: dict[str, str], algorithm: str, length: int
) -> None:
    said = shop.call(
        "GENERATE_CODES_INLINE",
        {
            "codeType": campaigns["plain"],
            "quantity": 7,
            "algorithmName": algorithm,
            "algorithmDetailsJson": {"includeCheck": False},
            "prefix": "ab-",
            "codeState": "Available",
        },
    )["data"]
    made = said["generatedScanCodes"]
    assert len(set(made)) == 7
    assert all(code.startswith("AB-") and len(code) == 3 + length for code in made)
    assert said["message"].startswith(f"Generating 7 redemption codes using {algorithm}")


@pytest.mark.parametrize("operation", ["GENERATE_CODES_INLINE", "GENERATE_CODES"])
def test_codes_have_no_prefix_that_breaks_a_list_of_them(
    shop: ServerClient, campaigns: dict[str, str], operation: str
) -> None:
    about = {"codeType": campaigns["plain"], "quantity": 1, "algorithmName": "FiveByFive"}
    for prefix in ("A\nB", "A B", "Ä"):
        said = shop.call(operation, {**about, "codeState": "Available", "prefix": prefix})
        assert said["reason_code"] == 40660, prefix


def test_a_code_may_be_typed_without_its_dashes_and_comes_back_with_them(
    shop: ServerClient, player: PlayerClient, campaigns: dict[str, str]
) -> None:
    made = shop.call(
        "GENERATE_CODES_INLINE",
        {
            "codeType": campaigns["plain"],
            "quantity": 1,
            "algorithmName": "FiveByFive",
            "codeState": "Available",
        },
    )["data"]["generatedScanCodes"][0]
    redeemed = player.redeem(made.replace("-", "").lower())
    assert redeemed["data"]["scanCode"] == made


def test_a_shared_code_is_redeemed_once_by_each_player_up_to_its_limit(
    shop: ServerClient, player: PlayerClient, other: PlayerClient
) -> None:
    name, scan_code = shared(shop, maxRedemptions=1)
    assert player.redeem("WRONG", name)["reason_code"] == 40769
    mine = player.redeem(scan_code.lower())["data"]
    assert (mine["codeType"], mine["scanCode"], mine["codeState"]) == (name, scan_code, "Redeemed")
    assert player.redeem(scan_code)["reason_code"] == 40402
    assert other.redeem(scan_code)["reason_code"] == 40778
    assert player.redeemed(name)["data"]["codes"] == [mine]


def test_a_shared_code_is_redeemed_within_its_time_only(
    shop: ServerClient, player: PlayerClient
) -> None:
    _, early = shared(shop, validStart=now_ms() + 60_000, validEnd=now_ms() + 120_000)
    _, late = shared(shop, validStart=1, validEnd=2)
    assert player.redeem(early)["reason_code"] == 40776
    assert player.redeem(late)["reason_code"] == 40777


def test_personal_operations_are_refused_for_a_shared_campaign(shop: ServerClient) -> None:
    name, scan_code = shared(shop)
    assert shop.add("X", name)["reason_code"] == 40779
    about = {"scanCode": scan_code, "codeType": name}
    assert shop.call("ACTIVATE_CODE", about)["reason_code"] == 40779
    again = {"codeType": name, "jsonOptions": {"scanCode": "NEW", "validStart": 1, "validEnd": 2}}
    assert shop.call("SYS_ADD_MULTI_USE_CODE_TYPE", again)["reason_code"] == 40220


def test_a_code_without_a_campaign_is_looked_up_by_its_length(
    shop: ServerClient, player: PlayerClient, campaigns: dict[str, str]
) -> None:
    short, middle = secrets.token_hex(6), secrets.token_hex(11)
    shop.add(short, campaigns["plain"], codeState="Available")
    shop.add(middle, campaigns["plain"], codeState="Available")
    assert player.redeem(short)["reason_code"] == 40395
    assert player.redeem(middle)["reason_code"] == 40395
    assert player.redeem(short, campaigns["plain"])["status"] == 200


def test_a_synchronous_script_decides_and_a_failure_may_be_retried(
    shop: ServerClient, player: PlayerClient, campaigns: dict[str, str], codes: Iterator[str]
) -> None:
    good, bad = next(codes), next(codes)
    shop.add(good, campaigns["sync_ok"], codeState="Available")
    shop.add(bad, campaigns["sync_fail"], codeState="Available")
    assert player.redeem(good)["data"]["customRedemptionInfo"] != {}
    assert player.redeem(bad)["reason_code"] == 40757
    assert player.redeem(bad)["reason_code"] == 40757
    assert player.redeem(bad)["reason_code"] == 40752


def test_an_asynchronous_redemption_ends_by_a_servers_report(
    shop: ServerClient,
    player: PlayerClient,
    other: PlayerClient,
    campaigns: dict[str, str],
    codes: Iterator[str],
) -> None:
    slow, code = campaigns["async_pending"], next(codes)
    shop.add(code, slow, codeState="Available")
    begun = player.redeem(code, slow)["data"]
    assert (begun["codeState"], begun["currentAttempt"]) == ("InProgress", 0)
    assert begun["redeemedByProfileId"] is None
    assert begun["status"]["attemptedBy"] == player.profile_id
    assert other.redeem(code, slow)["reason_code"] == 40750
    report = {
        "scanCode": code,
        "redemptionCodeId": begun["redemptionCodeId"],
        "attempt": 0,
        "asyncResponse": {"success": True, "complete": True, "customRedemptionInfo": {"x": 1}},
    }
    operation = "PROCESS_ASYNCHRONOUS_RESPONSE"
    assert shop.call(operation, {**report, "redemptionCodeId": "1"})["reason_code"] in (
        40762,
        40395,
    )
    assert shop.call(operation, {**report, "attempt": 1})["reason_code"] == 40760
    assert shop.call(operation, {**report, "attempt": -1})["reason_code"] == 40759
    assert shop.call(operation, {**report, "asyncResponse": {}})["reason_code"] == 40761
    done = shop.call(operation, report)["data"]
    assert (done["codeState"], done["redeemedByProfileId"]) == ("Redeemed", player.profile_id)
    assert done["customRedemptionInfo"] == {"x": 1}
    assert shop.call(operation, report)["reason_code"] == 40758


def test_an_asynchronous_attempt_whose_time_is_over_fails_by_itself(
    shop: ServerClient, player: PlayerClient, campaigns: dict[str, str], codes: Iterator[str]
) -> None:
    short, code = campaigns["async_short"], next(codes)
    shop.add(code, short, codeState="Available")
    begun = player.redeem(code, short)["data"]
    report = {
        "scanCode": code,
        "redemptionCodeId": begun["redemptionCodeId"],
        "attempt": 0,
        "asyncResponse": {"success": True, "complete": True},
    }
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        time.sleep(0.5)
        state = shop.call("INVALIDATE_CODE", {"scanCode": code, "codeType": "wrong"})
        assert state["reason_code"] == 40399
        said = player.redeem(code, short)
        if said.get("data", {}).get("currentAttempt") == 1:
            break
    assert said["data"]["currentAttempt"] == 1
    late = shop.call("PROCESS_ASYNCHRONOUS_RESPONSE", report)
    assert late["reason_code"] == 40760


def test_a_card_of_a_shop_is_never_made_or_activated_past_its_sale(
    shop: ServerClient,
) -> None:
    refused = shop.add("SOME-CODE-OF-MY-OWN-1234567", "gift-50")
    assert refused["reason_code"] == 49003


def test_a_page_of_campaigns_goes_on_by_its_context(shop: ServerClient) -> None:
    context = {"pagination": {"rowsPerPage": 2, "pageNumber": 1}, "sortCriteria": {"codeType": 1}}
    first = shop.call("SYS_GET_CODE_TYPE_PAGE", {"context": context})["data"]
    assert len(first["results"]["items"]) == 2
    second = shop.call(
        "SYS_GET_CODE_TYPE_PAGE_OFFSET", {"context": first["context"], "pageOffset": 1}
    )["data"]
    assert second["results"]["page"] == 2
    assert second["results"]["items"][0]["codeType"] > first["results"]["items"][1]["codeType"]
