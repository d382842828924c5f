"""An app that is disabled: its customers and servers are turned away, its tills go on."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

import httpx
import pytest

from support.braincloud_client import PlayerClient, ServerClient
from support.command_line import CommandLine
from support.plain_http import plain_client
from support.server_process import ServerProcess
from support.till_client import TillClient

DISABLED = 40372
ASKED_MAX = 20_000


class Shop:
    """A server, everybody who asks it, and the administrator's command line over its folder."""

    def __init__(self, server: ServerProcess, http: httpx.Client) -> None:
        self.server = server
        self.http = http
        demo = server.demo
        self.administrator = CommandLine(server.data)
        self.player = PlayerClient(http, demo["app_id"], demo["app_secret"])
        assert self.player.sign_in(secrets.token_hex(8))["status"] == 200
        self.backend = self.new_backend()
        assert self.backend.sign_in()["status"] == 200

    def new_backend(self) -> ServerClient:
        demo = self.server.demo
        return ServerClient(self.http, demo["app_id"], demo["server_name"], demo["server_secret"])

    def switch(self, verb: str) -> None:
        """Disable or enable the app, and ask until the server knows of it: two seconds."""
        self.administrator.says("app", verb)
        asked = (self.is_disabled() for _ in range(ASKED_MAX))
        assert (verb == "disable") in asked

    def is_disabled(self) -> bool:
        return self.player.call("time", "READ").get("reason_code") == DISABLED


@pytest.fixture(scope="module")
def visited(server: ServerProcess) -> Iterator[Shop]:
    with plain_client(server.url) as http:
        yield Shop(server, http)


@pytest.fixture
def shop(visited: Shop) -> Shop:
    """The shop with its app disabled."""
    if not visited.is_disabled():
        visited.switch("disable")
    return visited


def test_a_disabled_app_takes_no_packet_of_its_players_and_says_so_to_each_message(shop: Shop):
    redeem = {"service": "redemptionCode", "operation": "REDEEM_CODE", "data": {"scanCode": "A"}}
    answers = shop.player.packet(redeem, {"service": "heartbeat", "operation": "READ"})
    assert [(answer["status"], answer["reason_code"]) for answer in answers] == [
        (403, DISABLED)
    ] * 2
    signing_in = PlayerClient(shop.http, shop.player.app_id, shop.player.secret)
    assert signing_in.sign_in(secrets.token_hex(8))["reason_code"] == DISABLED


def test_a_disabled_app_takes_no_packet_of_its_servers_in_whatever_form(shop: Shop):
    heartbeat = {"service": "heartbeat", "operation": "HEARTBEAT"}
    refused = shop.backend.packet(heartbeat)
    assert (refused["status"], refused["reason_code"]) == (403, DISABLED)
    assert "messageResponses" not in refused
    assert shop.new_backend().sign_in()["reason_code"] == DISABLED
    single = {
        "appId": shop.backend.app_id,
        "serverName": shop.backend.name,
        "serverSecret": shop.backend.secret,
        "service": "time",
        "operation": "READ",
    }
    assert shop.backend.send(single)["reason_code"] == DISABLED


def test_whoever_has_not_the_secret_does_not_learn_that_an_app_is_disabled(shop: Shop):
    stranger = PlayerClient(shop.http, shop.player.app_id, "guessed")
    assert stranger.call("time", "READ")["reason_code"] == 40301
    backend = shop.new_backend()
    backend.secret = "guessed"
    assert backend.sign_in()["reason_code"] == 40301


def test_over_rest_a_disabled_app_is_refused_too(shop: Shop):
    headers = {"Authorization": f"Bearer {shop.player.session}"}
    answer = shop.http.get("/v1/redemptions", headers=headers)
    assert answer.status_code == 403
    assert (answer.json()["code"], answer.json()["final"]) == ("NOT_ALLOWED", False)


def test_tills_of_a_disabled_app_go_on_selling(shop: Shop):
    demo = shop.server.demo
    number = next(each["sample_numbers"][0] for each in demo["campaigns"] if each["sample_numbers"])
    clerk = demo["operators"][0]
    with TillClient.of_demo(shop.server.url, demo) as till:
        assert till.sign_in(clerk["id"], clerk["pin"]).status_code == 200
        till.sell(number)


def test_once_enabled_again_sessions_go_on(shop: Shop):
    shop.switch("enable")
    assert shop.player.call("heartbeat", "READ")["status"] == 200
    answers = shop.backend.packet({"service": "heartbeat", "operation": "HEARTBEAT"})
    assert answers["messageResponses"][0]["status"] == 200
