"""A NUL in a packet, which only one of the databases could keep, is refused or found nowhere."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from support.braincloud_client import PlayerClient, ServerClient
from support.server_process import ServerProcess

NUL = "a\0b"


@pytest.mark.parametrize("data", [{"scanCode": NUL}, {"scanCode": "X", "codeType": NUL}])
def test_a_parameter_with_a_nul_is_an_answer_and_no_fault(
    player: PlayerClient, shop: ServerClient, data: dict[str, str]
) -> None:
    for answer in (
        player.call("redemptionCode", "REDEEM_CODE", {"codeType": None, **data}),
        shop.call("ADD_CODE", {"codeType": "plain", **data}),
        shop.call("ACTIVATE_CODE", {"codeType": "plain", **data}),
    ):
        assert answer["status"] == 400, answer
        assert "null character" in answer["status_message"]


def test_who_signs_in_with_a_nul_is_refused_or_unknown(
    player: PlayerClient, shop: ServerClient, server: ServerProcess
) -> None:
    assert player.sign_in(NUL)["status"] == 400
    shop.name = NUL
    assert shop.sign_in()["status"] != 200
    single = {
        "appId": NUL,
        "serverName": NUL,
        "serverSecret": NUL,
        "service": "time",
        "operation": "READ",
    }
    assert shop.send(single)["status"] != 200
    shop.session = player.session = NUL
    assert shop.packet({"service": "time", "operation": "READ"})["status"] != 200
    assert player.call("time", "READ")["status"] != 200
    assert '"fault"' not in server.log_text()


def test_information_may_have_one_and_keeps_it(
    shop: ServerClient, player: PlayerClient, campaigns: dict[str, str], codes: Iterator[str]
) -> None:
    code = next(codes)
    added = shop.add(code, campaigns["plain"], codeState="Available", customCodeInfo={"t": NUL})
    assert added["status"] == 200, added
    redeemed = player.redeem(code, customRedemptionInfo={"t": NUL})
    assert redeemed["status"] == 200, redeemed
    assert redeemed["data"]["customCodeInfo"] == {"t": NUL}


def test_the_rest_twin_refuses_it(http: httpx.Client, player: PlayerClient) -> None:
    headers = {"Authorization": f"Bearer {player.session}"}
    body = {"key": "key-0000000000000001", "code": NUL}
    answer = http.post("/v1/redemptions", json=body, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (400, "MALFORMED")
