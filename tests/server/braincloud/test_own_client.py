"""brainCloud's own client for Node, unchanged, as the player; the server's half comes as packets."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from support.braincloud_client import ServerClient
from support.server_process import ServerProcess

if shutil.which("node") is None or shutil.which("npm") is None:
    pytest.skip(
        "brainCloud's own client was not tried: there is no Node (node and npm) here",
        allow_module_level=True,
    )

PLACE = Path(__file__).parents[2] / "braincloud_js"
INSTALL_TIMEOUT_S = 100
_SOON_TOLD = ("--prefer-offline", "--fetch-retries=1", "--fetch-retry-mintimeout=1000")
_NO_REGISTRY = "brainCloud's own client was not tried: npm reached no registry to get it from"
_UNREACHED = ("ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENETUNREACH")
"""What npm says where there is no network."""


@pytest.fixture(scope="module")
def client_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The client of the lock file, installed into a folder that goes away again."""
    folder = tmp_path_factory.mktemp("node") / "player"
    shutil.copytree(PLACE, folder)
    try:
        done = subprocess.run(
            ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", *_SOON_TOLD],
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=INSTALL_TIMEOUT_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        pytest.skip(_NO_REGISTRY)
    if done.returncode != 0 and any(word in done.stderr for word in _UNREACHED):
        pytest.skip(_NO_REGISTRY)
    assert done.returncode == 0, done.stderr
    return folder


class Player:
    """The process in which the client runs."""

    def __init__(self, folder: Path, server: ServerProcess) -> None:
        demo = server.demo
        self._process = subprocess.Popen(
            ["node", "player.js", server.url, demo["app_id"]],
            cwd=folder,
            env={**os.environ, "APP_SECRET": demo["app_secret"]},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def calls(self, *calls: list[Any]) -> list[Any]:
        """Make calls in one tick; their answers."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"calls": calls}) + "\n")
        self._process.stdin.flush()
        for line in self._process.stdout:  # the client prints now and then
            if line.startswith("@@"):
                answers: list[Any] = json.loads(line[2:])
                return answers
        raise AssertionError(f"the client ended with {self._process.wait()}")

    def call(self, service: str, method: str, *given: Any) -> Any:
        return self.calls([service, method, *given])[0]

    def redeem(self, code: str, campaign: str | None = None, info: Any = None) -> Any:
        return self.call("redemptionCode", "redeemCode", code, campaign, info)

    def end(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(20)
        self._process.stdout.close()


@pytest.fixture
def own(client_folder: Path, server: ServerProcess) -> Iterator[Player]:
    player = Player(client_folder, server)
    yield player
    player.end()


@pytest.fixture
def signed_in(own: Player) -> Player:
    assert own.call("wrapper", "authenticateAnonymous")["status"] == 200
    return own


def test_a_player_lives_a_life_with_a_personal_code(
    own: Player, shop: ServerClient, campaigns: dict[str, str], codes: Iterator[str]
) -> None:
    plain, code = campaigns["plain"], next(codes)
    about = {"scanCode": code, "codeType": plain}
    first = own.call("wrapper", "authenticateAnonymous")
    assert (first["status"], first["data"]["newUser"]) == (200, "true")
    assert own.redeem(code, plain)["reason_code"] == 40395
    shop.add(code, plain, customCodeInfo={"coins": 250})
    assert own.redeem(code, plain)["reason_code"] == 40398
    shop.call("ACTIVATE_CODE", about)
    redeemed = own.redeem(code.lower(), None, {"store": "12"})["data"]
    assert redeemed["codeState"] == "Redeemed"
    assert redeemed["redeemedByProfileId"] == first["data"]["profileId"]
    assert redeemed["customRedemptionInfo"] == {"store": "12"}
    assert own.redeem(code, plain)["reason_code"] == 40402
    assert shop.call("INVALIDATE_CODE", about)["reason_code"] == 40401
    assert own.call("redemptionCode", "getRedeemedCodes", plain)["data"]["codes"] == [redeemed]
    assert own.call("playerState", "logout")["status"] == 200
    # From here on the client itself refuses: it has dropped its session.
    assert own.redeem(code, plain)["status"] != 200


def test_calls_of_one_tick_go_as_one_packet_and_are_answered_each(
    signed_in: Player, shop: ServerClient, campaigns: dict[str, str], codes: Iterator[str]
) -> None:
    plain, code = campaigns["plain"], next(codes)
    shop.add(code, plain, codeState="Available")
    answers = signed_in.calls(
        ["redemptionCode", "redeemCode", "NO-SUCH-CODE-OF-THIS-LENGTH-AT-ALL", None, None],
        ["redemptionCode", "redeemCode", code, None, None],
        ["redemptionCode", "getRedeemedCodes", None],
        ["time", "readServerTime"],
    )
    assert [answer["status"] for answer in answers] == [403, 200, 200, 200]
    assert answers[2]["data"]["codes"] == [answers[1]["data"]]
    assert abs(answers[3]["data"]["server_time"] - time.time() * 1000) < 60_000


def test_an_asynchronous_redemption_is_reported_by_the_server_and_then_listed(
    signed_in: Player, shop: ServerClient, campaigns: dict[str, str], codes: Iterator[str]
) -> None:
    slow, code = campaigns["async_pending"], next(codes)
    shop.add(code, slow, codeState="Available")
    begun = signed_in.redeem(code, slow)["data"]
    assert (begun["codeState"], begun["status"]["attemptState"]) == ("InProgress", "IN_PROGRESS")
    assert signed_in.redeem(code, slow)["reason_code"] == 40750
    report = {
        "scanCode": code,
        "redemptionCodeId": begun["redemptionCodeId"],
        "attempt": 0,
        "asyncResponse": {"success": True, "complete": True, "customRedemptionInfo": {"x": 1}},
    }
    assert shop.call("PROCESS_ASYNCHRONOUS_RESPONSE", report)["status"] == 200
    listed = signed_in.call("redemptionCode", "getRedeemedCodes", slow)["data"]["codes"]
    assert [(found["codeState"], found["customRedemptionInfo"]) for found in listed] == [
        ("Redeemed", {"x": 1})
    ]


def test_a_shared_code_is_redeemed_once_by_a_player(signed_in: Player, shop: ServerClient) -> None:
    name, scan_code = f"js-{secrets.token_hex(4)}", secrets.token_hex(6)
    options = {"scanCode": scan_code, "validStart": 0, "validEnd": 2**50}
    shop.call("SYS_ADD_MULTI_USE_CODE_TYPE", {"codeType": name, "jsonOptions": options})
    assert signed_in.redeem(scan_code)["data"]["codeType"] == name
    assert signed_in.redeem(scan_code)["reason_code"] == 40402


def test_a_page_that_is_loaded_again_goes_on_with_its_session(own: Player) -> None:
    profile = own.call("wrapper", "authenticateAnonymous")["data"]["profileId"]
    own.call("wrapper", "reload")
    restored = own.call("wrapper", "restoreSession")
    assert (restored["status"], restored["data"]["profileId"]) == (200, profile)
    own.call("wrapper", "reload")
    again = own.call("wrapper", "authenticateAnonymous")["data"]
    assert (again["profileId"], again["newUser"]) == (profile, "false")


def test_a_universal_player_comes_back_with_the_password(own: Player) -> None:
    name = secrets.token_hex(8)
    made = own.call("wrapper", "authenticateUniversal", name, "correct horse", True)
    assert made["data"]["newUser"] == "true"
    own.call("wrapper", "resetStoredProfileId")
    wrong = own.call("wrapper", "authenticateUniversal", name, "wrong", False)
    assert wrong["reason_code"] == 40307
    right = own.call("wrapper", "authenticateUniversal", name, "correct horse", False)
    assert right["data"]["profileId"] == made["data"]["profileId"]
