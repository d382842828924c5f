"""A full disk: packets that change something are to come again, what only reads is answered."""

from __future__ import annotations

import json
import secrets
import sys
from typing import Any

import pytest

from support.braincloud_client import PlayerClient, ServerClient
from support.patience import until
from support.server_process import ServerProcess

if sys.platform != "linux":
    pytest.skip("the limits of another process are set on Linux only", allow_module_level=True)

import resource

from support.plain_http import plain_client

RECOVERED_WITHIN_S = 20.0
CODE = "A-CODE-OF-MORE-THAN-TWENTY-FIVE-SIGNS"


def body_of(player: PlayerClient, operation: str, data: Any, packet_id: int) -> bytes:
    message = {"service": "redemptionCode", "operation": operation, "data": data}
    packet = {"sessionId": player.session, "packetId": packet_id, "messages": [message]}
    return json.dumps(packet).encode()


def test_a_packet_that_could_not_be_stored_is_answered_503_and_later_carried_out(
    own_server: ServerProcess,
) -> None:
    demo = own_server.demo
    with plain_client(own_server.url) as http:
        shop = ServerClient(http, demo["app_id"], demo["server_name"], demo["server_secret"])
        player = PlayerClient(http, demo["app_id"], demo["app_secret"])
        shop.sign_in()
        player.sign_in(secrets.token_hex(8))
        shop.add(CODE, "plain", codeState="Available")
        redeem = body_of(player, "REDEEM_CODE", {"scanCode": CODE}, 10)
        hard = resource.prlimit(own_server.pid, resource.RLIMIT_FSIZE)[1]
        resource.prlimit(own_server.pid, resource.RLIMIT_FSIZE, (1, hard))
        for _ in range(2):
            refused = player.raw(redeem)
            assert (refused.status_code, refused.json()["status"]) == (503, 503)
        listed = player.raw(body_of(player, "GET_REDEEMED_CODES", None, 10)).json()
        assert listed["responses"][0] == {"status": 200, "data": {"codes": []}}
        resource.prlimit(own_server.pid, resource.RLIMIT_FSIZE, (hard, hard))
        answer = until(
            lambda: player.raw(redeem),
            wanted=lambda said: said.status_code != 503,
            limit_s=RECOVERED_WITHIN_S,
        )
        assert answer.json()["responses"][0]["data"]["codeState"] == "Redeemed"
        assert player.raw(redeem).json() == answer.json()
