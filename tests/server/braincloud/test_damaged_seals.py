"""A code whose sealed copy is damaged is redeemed like any other, and hides no other of its player."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from support.braincloud_client import PlayerClient, ServerClient
from support.server_process import ServerProcess
from support.stored_rows import change_rows


def added(shop: ServerClient, campaign: str, code: str) -> int:
    said = shop.add(code, campaign, codeState="Available")
    return int(said["data"]["redemptionCodeId"])


@pytest.fixture
def damaged(
    server: ServerProcess, shop: ServerClient, campaigns: dict[str, str], codes: Iterator[str]
) -> tuple[str, int]:
    """A code that can be redeemed, with the sealed copy of another; and its id."""
    code = next(codes)
    code_id = added(shop, campaigns["plain"], code)
    damage(server, code_id)
    return code, code_id


def damage(server: ServerProcess, code_id: int) -> None:
    change_rows(
        server.data,
        "UPDATE code_secrets SET sealed ="
        " (SELECT o.sealed FROM code_secrets o ORDER BY o.code_id LIMIT 1) WHERE code_id = ?",
        code_id,
    )


def redeem_message(code: str) -> dict[str, Any]:
    return {"service": "redemptionCode", "operation": "REDEEM_CODE", "data": {"scanCode": code}}


def test_it_is_redeemed_once_and_told_as_it_was_sent(
    server: ServerProcess, player: PlayerClient, damaged: tuple[str, int]
) -> None:
    code, code_id = damaged
    first = player.packet(redeem_message(code), packet_id=50)[0]
    assert first["status"] == 200, first
    assert (first["data"]["scanCode"], first["data"]["codeState"]) == (code, "Redeemed")
    # A reply that was lost is given again; a second redemption is none.
    assert player.packet(redeem_message(code), packet_id=50)[0]["data"] == first["data"]
    again = player.packet(redeem_message(code), packet_id=51)[0]
    assert again["reason_code"] == 40402
    assert f"seal of code {code_id} of " in server.log_text()


def test_its_script_delivers_for_what_was_sent(
    server: ServerProcess,
    shop: ServerClient,
    player: PlayerClient,
    campaigns: dict[str, str],
    codes: Iterator[str],
) -> None:
    code = next(codes)
    code_id = added(shop, campaigns["sync_ok"], code)
    damage(server, code_id)
    first = player.packet(redeem_message(code), packet_id=50)[0]
    assert (first["status"], first["data"]["codeState"]) == (200, "Redeemed"), first
    assert player.packet(redeem_message(code), packet_id=50)[0]["data"] == first["data"]
    again = player.packet(redeem_message(code), packet_id=51)[0]
    assert again["reason_code"] == 40402
    assert f"seal of code {code_id} of {campaigns['sync_ok']} (app " in server.log_text()


def test_it_hides_no_other_code_of_its_player(
    shop: ServerClient,
    player: PlayerClient,
    campaigns: dict[str, str],
    codes: Iterator[str],
    damaged: tuple[str, int],
) -> None:
    whole = next(codes)
    added(shop, campaigns["plain"], whole)
    for code in (damaged[0], whole):
        assert player.redeem(code)["status"] == 200
    told = player.redeemed()
    assert told["status"] == 200, told
    found = {each["redemptionCodeId"]: each["scanCode"] for each in told["data"]["codes"]}
    assert found[str(damaged[1])] == ""
    assert whole in found.values()


def test_a_server_that_names_it_is_told_of_it(
    shop: ServerClient, campaigns: dict[str, str], damaged: tuple[str, int]
) -> None:
    said = shop.call(
        "INVALIDATE_CODE",
        {"scanCode": damaged[0], "codeType": campaigns["plain"], "invalidationReason": "lost"},
    )
    assert said["status"] == 200, said
    assert (said["data"]["scanCode"], said["data"]["codeState"]) == (damaged[0], "Invalidated")
