"""brainCloud's clients as the server sees them: signed packets of a player, packets of a server."""

from __future__ import annotations

import gzip
import hashlib
import itertools
import json
from collections.abc import Callable
from typing import Any

import httpx

from support.patience import until


def repeated(send: Callable[[], httpx.Response]) -> httpx.Response:
    """Send a packet as often as 503 asks for it, as clients do; anything else is 200."""
    answer = until(send, wanted=lambda said: said.status_code != 503)
    assert answer.status_code == 200, answer.text
    return answer


class PlayerClient:
    """One installation of a customer's app. What it sends can be bent for a test."""

    def __init__(self, http: httpx.Client, app_id: str, secret: str) -> None:
        self.http = http
        self.app_id = app_id
        self.secret = secret
        self.session = ""
        self.profile_id = ""
        self._packets = itertools.count()

    def raw(self, body: bytes, *, signature: str | None = None, **headers: str) -> httpx.Response:
        if signature is None:
            signed = body + self.secret.encode()
            signature = hashlib.md5(signed, usedforsecurity=False).hexdigest()
        content = gzip.compress(body) if headers.get("Content-Encoding") == "gzip" else body
        return self.http.post(
            "/dispatcherv2",
            content=content,
            headers={"X-SIG": signature, "X-APPID": self.app_id, **headers},
        )

    def packet(self, *messages: dict[str, Any], packet_id: int | None = None) -> list[Any]:
        """Send messages in one packet; its responses."""
        number = next(self._packets) if packet_id is None else packet_id
        body = {
            "gameId": self.app_id,
            "sessionId": self.session,
            "packetId": number,
            "messages": list(messages),
        }
        raw = json.dumps(body).encode()
        answer = repeated(lambda: self.raw(raw))
        said = answer.json()
        assert said["packetId"] == number
        assert len(said["responses"]) == len(messages)
        return said["responses"]

    def call(self, service: str, operation: str, data: Any = None, **packet: Any) -> Any:
        """Send one message; its response."""
        message = {"service": service, "operation": operation, "data": data}
        return self.packet(message, **packet)[0]

    def sign_in(self, anonymous_id: str, *, create: bool = True, **more: Any) -> Any:
        answer = self.call(
            "authenticationV2",
            "AUTHENTICATE",
            {
                "gameId": self.app_id,
                "externalId": anonymous_id,
                "authenticationToken": "",
                "authenticationType": "Anonymous",
                "forceCreate": create,
                "anonymousId": anonymous_id,
                "profileId": self.profile_id,
                **more,
            },
        )
        self.keep(answer)
        return answer

    def keep(self, answer: Any) -> None:
        if answer["status"] == 200:
            self.session = answer["data"]["sessionId"]
            self.profile_id = answer["data"]["profileId"]

    def redeem(self, scan_code: str, campaign: str | None = None, **more: Any) -> Any:
        data = {"scanCode": scan_code, "codeType": campaign, **more}
        return self.call("redemptionCode", "REDEEM_CODE", data)

    def redeemed(self, campaign: str | None = None) -> Any:
        return self.call("redemptionCode", "GET_REDEEMED_CODES", {"codeType": campaign})


class ServerClient:
    """A server of the customer."""

    def __init__(self, http: httpx.Client, app_id: str, name: str, secret: str) -> None:
        self.http = http
        self.app_id = app_id
        self.name = name
        self.secret = secret
        self.session = ""
        self._packets = itertools.count()

    def sign_in(self) -> Any:
        data = {"appId": self.app_id, "serverName": self.name, "serverSecret": self.secret}
        message = {"service": "authenticationV2", "operation": "AUTHENTICATE", "data": data}
        answer = self.send({"packetId": next(self._packets), "messages": [message]})
        first = answer["messageResponses"][0]
        if first["status"] == 200:
            self.session = first["data"]["sessionId"]
        return first

    def send(self, packet: Any) -> Any:
        content = json.dumps(packet) + "\r\n\r\n"
        return repeated(lambda: self.http.post("/s2sdispatcher", content=content)).json()

    def packet(self, *messages: dict[str, Any], packet_id: int | None = None) -> Any:
        number = next(self._packets) if packet_id is None else packet_id
        return self.send(
            {"packetId": number, "sessionId": self.session, "messages": list(messages)}
        )

    def call(self, operation: str, data: Any = None, **packet: Any) -> Any:
        """Send one message to the redemption service; its response."""
        message = {"service": "redemptionCode", "operation": operation, "data": data}
        return self.packet(message, **packet)["messageResponses"][0]

    def add(self, scan_code: str, campaign: str, **more: Any) -> Any:
        return self.call("ADD_CODE", {"scanCode": scan_code, "codeType": campaign, **more})
