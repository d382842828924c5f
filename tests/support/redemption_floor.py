"""Customers of the demo shop who redeem codes, and its server that makes them."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from support.braincloud_client import PlayerClient, ServerClient
from support.patience import until
from support.plain_http import plain_client
from support.server_process import ServerProcess


class RedemptionFloor:
    def __init__(self, server: ServerProcess) -> None:
        self.demo: dict[str, Any] = server.demo
        self.http = plain_client(server.url)
        demo = self.demo
        self.shop = ServerClient(
            self.http, demo["app_id"], demo["server_name"], demo["server_secret"]
        )
        assert self.shop.sign_in()["status"] == 200

    def codes(self, campaign: str, quantity: int = 1, state: str = "Available") -> list[str]:
        """New codes of a campaign without cards."""
        asked = {
            "codeType": campaign,
            "quantity": quantity,
            "algorithmName": "FiveByFive",
            "codeState": state,
        }
        answer = self.shop.call("GENERATE_CODES_INLINE", asked)
        assert answer["status"] == 200, answer
        made: list[str] = answer["data"]["generatedScanCodes"]
        return made

    def customer(self, sign_in: str | None = None) -> PlayerClient:
        """A customer of their own, with a name to sign in with or without one."""
        customer = PlayerClient(self.http, self.demo["app_id"], self.demo["app_secret"])
        more: dict[str, Any] = {
            "authenticationType": "Universal",
            "authenticationToken": "a good secret",
        }
        answer = customer.sign_in(sign_in or secrets.token_hex(8), **(more if sign_in else {}))
        assert answer["status"] == 200, answer
        return customer

    def close(self) -> None:
        self.http.close()


def soon(look: Callable[[], Any], wanted: Callable[[Any], bool]) -> Any:
    """Look until it is as it will be in a moment, within a limit."""
    return until(look, wanted=wanted)
