"""Each operation on a code of each state, and each check before the state, as the protocol has them."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any, Final

import httpx
import pytest

from card_contract.states import CodeState
from support.braincloud_client import PlayerClient, ServerClient
from support.server_process import ServerProcess

REPORT: Final = "PROCESS_ASYNCHRONOUS_RESPONSE"
DONE: Final = {"success": True, "complete": True}
HEARTBEAT: Final = {"service": "heartbeat", "operation": "READ"}

# What comes of it on a code of each state: a refusal's number, or the state that the code has then.
OUTCOMES: Final[Mapping[str, Mapping[str, int | str]]] = {
    "Inactive": {
        "ACTIVATE_CODE": "Available",
        "INVALIDATE_CODE": "Invalidated",
        "UPDATE_CUSTOM_INFO": "Inactive",
        "redeem": 40398,
        "redeem by another": 40398,
        REPORT: 40767,
    },
    "Available": {
        "ACTIVATE_CODE": 40397,
        "INVALIDATE_CODE": "Invalidated",
        "UPDATE_CUSTOM_INFO": "Available",
        "redeem": "Redeemed",
        "redeem by another": "Redeemed",
        REPORT: 40767,
    },
    "InProgress": {
        "ACTIVATE_CODE": 40397,
        "INVALIDATE_CODE": 40750,
        "UPDATE_CUSTOM_INFO": "InProgress",
        "redeem": 40750,
        "redeem by another": 40750,
        REPORT: "Redeemed",
    },
    "Redeemed": {
        "ACTIVATE_CODE": 40397,
        "INVALIDATE_CODE": 40401,
        "UPDATE_CUSTOM_INFO": "Redeemed",
        "redeem": 40402,
        "redeem by another": 40403,
        REPORT: 40767,
    },
    "Failed": {
        "ACTIVATE_CODE": 40397,
        "INVALIDATE_CODE": "Invalidated",
        "UPDATE_CUSTOM_INFO": "Failed",
        "redeem": "InProgress",
        "redeem by another": 40751,
        REPORT: 40758,
    },
    "Invalidated": {
        "ACTIVATE_CODE": 40400,
        "INVALIDATE_CODE": 40400,
        "UPDATE_CUSTOM_INFO": "Invalidated",
        "redeem": 40400,
        "redeem by another": 40400,
        REPORT: 40767,
    },
}
SLOW: Final = frozenset({"InProgress", "Failed"})
"""The states that only a code of an asynchronous campaign is left in."""


class Counter:
    """Makes a code of each state, and does each thing to it."""

    def __init__(
        self,
        shop: ServerClient,
        player: PlayerClient,
        other: PlayerClient,
        campaigns: Mapping[str, str],
    ) -> None:
        self.shop = shop
        self.player = player
        self.other = other
        self.campaigns = campaigns

    def code_in(self, state: str) -> dict[str, Any]:
        """A new code as it was last told, in this state."""
        campaign = self.campaigns["async_pending" if state in SLOW else "plain"]
        born = "Inactive" if state == "Inactive" else "Available"
        text = secrets.token_hex(14).upper()
        code = self.shop.add(text, campaign, codeState=born)["data"]
        if state == "Invalidated":
            code = self.shop.call("INVALIDATE_CODE", _about(code))["data"]
        elif state not in ("Inactive", "Available"):
            code = self.player.redeem(text)["data"]
        if state == "Failed":
            code = self._report(code, {"success": False, "complete": True})["data"]
        assert code["codeState"] == state
        return code

    def do(self, what: str, code: dict[str, Any]) -> Any:
        if what == "redeem":
            return self.player.redeem(code["scanCode"])
        if what == "redeem by another":
            return self.other.redeem(code["scanCode"])
        if what == REPORT:
            return self._report(code, DONE)
        return self.shop.call(what, {**_about(code), "version": code["version"]})

    def _report(self, code: dict[str, Any], response: dict[str, bool]) -> Any:
        named = {"redemptionCodeId": code["redemptionCodeId"], "attempt": 0}
        return self.shop.call(REPORT, {**_about(code), **named, "asyncResponse": response})


def _about(code: dict[str, Any]) -> dict[str, Any]:
    return {"scanCode": code["scanCode"], "codeType": code["codeType"]}


@pytest.fixture
def counter(
    shop: ServerClient, player: PlayerClient, other: PlayerClient, campaigns: dict[str, str]
) -> Counter:
    return Counter(shop, player, other, campaigns)


def test_every_state_is_in_the_table() -> None:
    assert OUTCOMES.keys() == {state.value for state in CodeState}


@pytest.mark.parametrize("state", OUTCOMES)
def test_what_is_done_to_a_code_of_a_state_comes_to_what_the_table_says(
    counter: Counter, state: str
) -> None:
    for what, outcome in OUTCOMES[state].items():
        code = counter.code_in(state)
        said = counter.do(what, code)
        if isinstance(outcome, int):
            assert said.get("reason_code") == outcome, what
            unchanged = counter.do("UPDATE_CUSTOM_INFO", code)  # takes the version that it was told
            assert unchanged["data"]["codeState"] == state, what
        else:
            assert said["status"] == 200, (what, said)
            assert said["data"]["codeState"] == outcome, what
            assert said["data"]["version"] > code["version"], what


# --- The checks before the state ------------------------------------------------------------------

PERSONAL: Final = (
    "ADD_CODE",
    "ACTIVATE_CODE",
    "INVALIDATE_CODE",
    "UPDATE_CUSTOM_INFO",
    "GENERATE_CODES",
    "GENERATE_CODES_INLINE",
)


@pytest.mark.parametrize("operation", PERSONAL)
def test_the_campaigns_kind_is_checked_before_whether_it_is_enabled_and_that_before_the_code(
    shop: ServerClient, campaigns: dict[str, str], operation: str
) -> None:
    known, shared = secrets.token_hex(14), f"shared-{secrets.token_hex(4)}"
    shop.add(known, campaigns["plain"])
    options = {"scanCode": secrets.token_hex(6), "validStart": 1, "validEnd": 2, "isDisabled": True}
    made = shop.call("SYS_ADD_MULTI_USE_CODE_TYPE", {"codeType": shared, "jsonOptions": options})
    assert made["status"] == 200
    data = {"scanCode": known, "version": 9, "quantity": 1, "algorithmName": "FiveByFive"}
    for campaign, reason in ((shared, 40779), (campaigns["disabled"], 40753), ("none", 40399)):
        assert shop.call(operation, {**data, "codeType": campaign})["reason_code"] == reason


def test_a_redemption_is_checked_by_its_campaign_before_its_code(
    shop: ServerClient, player: PlayerClient, campaigns: dict[str, str]
) -> None:
    code, unknown = secrets.token_hex(14), secrets.token_hex(14)
    shop.add(code, campaigns["plain"])
    assert player.redeem(unknown, "none")["reason_code"] == 40399
    assert player.redeem(unknown, campaigns["disabled"])["reason_code"] == 40753
    assert player.redeem(unknown, campaigns["plain"])["reason_code"] == 40395
    assert player.redeem(code, campaigns["plain_other"])["reason_code"] == 40755
    assert player.redeem(code, campaigns["plain"])["reason_code"] == 40398


def test_own_codes_are_told_by_campaign_and_only_those_that_are_redeemed(
    counter: Counter, player: PlayerClient, campaigns: dict[str, str]
) -> None:
    codes = {state: counter.code_in(state) for state in OUTCOMES}
    told = player.redeemed()["data"]["codes"]
    assert [code["scanCode"] for code in told] == [codes["Redeemed"]["scanCode"]]
    assert player.redeemed(campaigns["async_pending"])["data"]["codes"] == []
    assert player.redeemed(campaigns["disabled"])["data"]["codes"] == []
    assert player.redeemed("none")["reason_code"] == 40399


# --- Packets at their edges ----------------------------------------------------------------------


def test_what_stands_behind_a_logout_in_its_packet_is_without_session(player: PlayerClient) -> None:
    said = player.packet(HEARTBEAT, {"service": "playerState", "operation": "LOGOUT"}, HEARTBEAT)
    assert [answer.get("reason_code") for answer in said] == [None, None, 40304]


def test_a_count_begins_with_its_sign_ins_packet_and_may_skip_numbers(player: PlayerClient) -> None:
    data = {"externalId": secrets.token_hex(8), "forceCreate": True}
    sign_in = {"service": "authenticationV2", "operation": "AUTHENTICATE", "data": data}
    (welcome,) = player.packet(sign_in, packet_id=500)
    player.keep(welcome)
    for packet_id, reason in ((499, 40566), (501, None), (900, None), (502, 40566)):
        (said,) = player.packet(HEARTBEAT, packet_id=packet_id)
        assert said.get("reason_code") == reason, packet_id


def test_a_packet_without_its_headers_is_refused_as_one_with_wrong_ones(
    player: PlayerClient, http: httpx.Client
) -> None:
    body = b'{"packetId":7,"messages":[{"service":"heartbeat","operation":"READ"}]}'
    for headers, reason in (({}, 40316), ({"X-APPID": player.app_id}, 40301)):
        said = http.post("/dispatcherv2", content=body, headers=headers)
        assert said.status_code == 200
        (refused,) = said.json()["responses"]
        assert (said.json()["packetId"], refused["reason_code"]) == (7, reason)


def test_a_page_before_the_first_is_the_first_and_one_after_the_last_is_empty(
    shop: ServerClient,
) -> None:
    operation = "SYS_GET_CODE_TYPE_PAGE_OFFSET"
    asked = {"context": {"pagination": {"rowsPerPage": 2, "pageNumber": 2}}}
    context = shop.call("SYS_GET_CODE_TYPE_PAGE", asked)["data"]["context"]

    def results(pages: int) -> dict[str, Any]:
        said = shop.call(operation, {"context": context, "pageOffset": pages})
        found: dict[str, Any] = said["data"]["results"]
        return found

    first, after = results(-9), results(900)
    assert (first["page"], first["moreBefore"], first["moreAfter"]) == (1, False, True)
    assert (after["items"], after["moreBefore"], after["moreAfter"]) == ([], True, False)


@pytest.mark.parametrize("call", ["ADD_CODE", "READ"])
def test_a_servers_call_that_carries_its_secret_needs_no_session_and_no_number(
    server: ServerProcess, shop: ServerClient, campaigns: dict[str, str], call: str
) -> None:
    about = {"scanCode": secrets.token_hex(14), "codeType": campaigns["plain"]}
    asked = {
        "appId": shop.app_id,
        "serverName": shop.name,
        "service": "time" if call == "READ" else "redemptionCode",
        "operation": call,
        "data": about,
    }
    assert shop.send({**asked, "serverSecret": shop.secret})["status"] == 200
    refused = shop.send({**asked, "serverSecret": "guessed"})
    assert (refused["status"], refused["reason_code"]) == (403, 40301)
    assert server.log_text().count('"event": "fault"') == 0
