"""SYS_ADD_MULTI_USE_CODE_TYPE and GENERATE_CODES: what they take, refuse and tell."""

from __future__ import annotations

import secrets
from typing import Any

import pytest

from support.braincloud_client import PlayerClient, ServerClient

MAKE = "SYS_ADD_MULTI_USE_CODE_TYPE"


def wanted(**more: Any) -> dict[str, Any]:
    options = {"scanCode": secrets.token_hex(6), "validStart": 0, "validEnd": 2**50, **more}
    return {"codeType": f"shared-{secrets.token_hex(4)}", "jsonOptions": options}


def test_a_campaign_without_a_script_is_synchronous_whatever_was_asked(shop: ServerClient) -> None:
    asked = wanted(**{"async": True}, maxRetries=3, description="Spring", maxRedemptions=None)
    made = shop.call(MAKE, asked)["data"]
    assert "gameId" not in made
    assert (made["codeType"], made["codeUseType"], made["version"]) == (
        asked["codeType"],
        "MULTI",
        1,
    )
    assert (made["async"], made["maxRetries"], made["isDisabled"]) == (False, 0, False)
    assert (made["description"], made["maxRedemptions"]) == ("Spring", None)
    assert made["scanCode"] == asked["jsonOptions"]["scanCode"].upper()


def test_a_campaign_with_a_script_keeps_what_was_asked(
    shop: ServerClient, player: PlayerClient
) -> None:
    asked = wanted(
        **{"async": True},
        maxRetries=3,
        timeout=600,
        redemptionCodeScriptId=None,
        redemptionCodeScriptFullPathName="/demo/async_pending",
    )
    made = shop.call(MAKE, asked)["data"]
    assert (made["async"], made["maxRetries"]) == (True, 3)
    begun = player.redeem(made["scanCode"])["data"]
    assert (begun["codeState"], begun["currentAttempt"]) == ("InProgress", 0)
    assert begun["status"]["scriptId"] == "/demo/async_pending"
    report = {
        "scanCode": made["scanCode"],
        "redemptionCodeId": begun["redemptionCodeId"],
        "codeType": made["codeType"],
        "attempt": 0,
        "asyncResponse": {"success": True, "complete": True},
    }
    told = shop.call("PROCESS_ASYNCHRONOUS_RESPONSE", report)["data"]
    assert (told["codeState"], told["redeemedByProfileId"]) == ("Redeemed", player.profile_id)


def test_a_synchronous_script_delivers_a_shared_code(
    shop: ServerClient, player: PlayerClient
) -> None:
    asked = wanted(customCodeInfo={"coins": 7}, redemptionCodeScriptFullPathName="/demo/wallet")
    made = shop.call(MAKE, asked)["data"]
    assert player.redeem(made["scanCode"])["data"]["customRedemptionInfo"]["coins"] == 7


def test_a_disabled_campaign_takes_no_redemption(shop: ServerClient, player: PlayerClient) -> None:
    made = shop.call(MAKE, wanted(isDisabled=True))["data"]
    assert made["isDisabled"] is True
    assert player.redeem(made["scanCode"])["reason_code"] == 40753
    assert player.redeem(made["scanCode"], made["codeType"])["reason_code"] == 40753


@pytest.mark.parametrize(
    ("bent", "reason"),
    [
        ({"scanCode": None}, 40358),
        ({"scanCode": "  "}, 40358),
        ({"validStart": None}, 40358),
        ({"validEnd": None}, 40358),
        ({"validStart": "1"}, 40359),
        ({"async": "true"}, 40359),
        ({"scanCode": "X" * 21}, 40660),
        ({"validStart": 2, "validEnd": 1}, 40660),
        ({"maxRedemptions": 0}, 40660),
        ({"redemptionCodeScriptFullPathName": "/none/such"}, 40363),
        ({"redemptionCodeScriptId": "5d1c"}, 40363),
    ],
)
def test_what_a_campaign_cannot_be_is_refused(
    shop: ServerClient, bent: dict[str, Any], reason: int
) -> None:
    assert shop.call(MAKE, wanted(**bent))["reason_code"] == reason


def test_a_name_and_a_scan_code_are_given_once(shop: ServerClient) -> None:
    first, second = wanted(), wanted()
    assert shop.call(MAKE, first)["status"] == 200
    assert shop.call(MAKE, {**second, "codeType": first["codeType"]})["reason_code"] == 40220
    taken = wanted(scanCode=first["jsonOptions"]["scanCode"].upper())
    assert shop.call(MAKE, taken)["reason_code"] == 40220


@pytest.mark.parametrize("operation", ["GENERATE_CODES", "GENERATE_CODES_INLINE"])
@pytest.mark.parametrize(
    ("bent", "reason"),
    [
        ({"codeType": None}, 40358),
        ({"quantity": None}, 40358),
        ({"algorithmName": None}, 40358),
        ({"quantity": "5"}, 40359),
        ({"quantity": 0}, 40660),
        ({"algorithmName": "Dice"}, 40660),
        ({"codeState": "Redeemed"}, 40660),
        ({"codeType": "none-such"}, 40399),
        ({"codeType": "disabled"}, 40753),
        ({"codeType": "gift-50"}, 49003),
    ],
)
def test_what_cannot_be_generated_is_refused(
    shop: ServerClient, operation: str, bent: dict[str, Any], reason: int
) -> None:
    good = {"codeType": "plain", "quantity": 3, "algorithmName": "FiveByFive"}
    assert shop.call(operation, {**good, **bent})["reason_code"] == reason


def test_a_shared_campaign_has_no_codes_to_generate(shop: ServerClient) -> None:
    made = shop.call(MAKE, wanted())["data"]
    asked = {"codeType": made["codeType"], "quantity": 3, "algorithmName": "FiveByFive"}
    for operation in ("GENERATE_CODES", "GENERATE_CODES_INLINE"):
        assert shop.call(operation, asked)["reason_code"] == 40779


def test_many_codes_are_begun_with_a_message_and_never_told(shop: ServerClient) -> None:
    asked = {
        "codeType": "plain",
        "quantity": 1000,
        "algorithmName": "FiveByFive",
        "algorithmDetailsJson": {"includeCheck": True},
        "emailAddress": "somebody@example.org",
    }
    message = (
        "Generating 1000 redemption codes using FiveByFive algorithm and options"
        " (includeCheck=true)"
    )
    assert shop.call("GENERATE_CODES", asked) == {"status": 200, "data": {"message": message}}


@pytest.mark.parametrize("address", ["nobody", "a@b\nBcc: c@d", "a@b, c@d", "A <a@b>"])
def test_a_list_is_mailed_to_one_address_only(shop: ServerClient, address: str) -> None:
    asked = {
        "codeType": "plain", "quantity": 5, "algorithmName": "FiveByFive", "emailAddress": address,
    }  # fmt: skip
    assert shop.call("GENERATE_CODES", asked)["reason_code"] == 40660


def test_custom_info_is_counted_in_bytes(shop: ServerClient) -> None:
    asked = {
        "codeType": "plain", "quantity": 1, "algorithmName": "FiveByFive",
        "customCodeInfo": {"long": "\u20ac" * 5_500},
    }  # fmt: skip
    assert shop.call("GENERATE_CODES_INLINE", asked)["reason_code"] == 40660
    short = {**asked, "customCodeInfo": {"long": "\u20ac" * 5_000}}
    assert shop.call("GENERATE_CODES_INLINE", short)["status"] == 200


def test_a_repeated_packet_gets_the_same_codes(shop: ServerClient) -> None:
    asked = {
        "codeType": "plain",
        "quantity": 5,
        "algorithmName": "FiveByFive",
        "algorithmDetailsJson": {"includeCheck": True},
    }
    first = shop.call("GENERATE_CODES_INLINE", asked, packet_id=500)["data"]["generatedScanCodes"]
    again = shop.call("GENERATE_CODES_INLINE", asked, packet_id=500)["data"]["generatedScanCodes"]
    assert again == first
    assert {len(code) for code in first} == {29}
