"""A player's redemptions over REST: done once, told to their owner, and to nobody else why not."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from support.braincloud_client import ServerClient
from support.server_process import ServerProcess

GENERIC = "This code cannot be redeemed."


def available(shop: ServerClient, code: str, campaign: str = "plain") -> str:
    assert shop.add(code, campaign, codeState="Available")["status"] == 200
    return code


def refusal(answer: httpx.Response) -> tuple[int, str, str]:
    said = answer.json()
    return answer.status_code, said["code"], said["sentence"]


def test_a_code_is_redeemed_once_and_a_repeat_is_told_the_same(
    ann: Any, shop: ServerClient, codes: Iterator[str]
) -> None:
    code = available(shop, next(codes))
    first = ann.redeem(code.lower(), key="a" * 20, info={"device": "tv"})
    assert first.status_code == 200
    said = first.json()
    assert (said["state"], said["campaign"], said["replayed"]) == ("redeemed", "plain", False)
    assert said["redemption_info"] == {"device": "tv"}
    assert code not in first.text
    again = ann.redeem(code.lower(), key="a" * 20, info={"device": "tv"})
    assert again.json() == said | {"replayed": True}
    assert ann.status(said["redemption_id"]).json() == said
    assert [found["redemption_id"] for found in ann.history()] == [said["redemption_id"]]


def test_a_key_serves_one_request(ann: Any, shop: ServerClient, codes: Iterator[str]) -> None:
    ann.redeem(available(shop, next(codes)), key="b" * 20)
    other = ann.redeem(available(shop, next(codes)), key="b" * 20)
    assert (other.status_code, other.json()["code"]) == (422, "KEY_REUSED")


def test_the_owner_who_sends_a_redeemed_code_again_is_told_so(
    ann: Any, shop: ServerClient, codes: Iterator[str]
) -> None:
    code = available(shop, next(codes))
    first, again = ann.redeem(code).json(), ann.redeem(code).json()
    assert (again["state"], again["redemption_id"]) == ("redeemed", first["redemption_id"])


def test_a_shared_code_is_its_owners_also_where_a_personal_one_reads_the_same(
    ann: Any, shop: ServerClient
) -> None:
    code = available(shop, f"TWIN-{secrets.token_hex(4).upper()}")
    options = {"scanCode": code, "validStart": 0, "validEnd": 2**50}
    shop.call("SYS_ADD_MULTI_USE_CODE_TYPE", {"codeType": code.lower(), "jsonOptions": options})
    first, again = ann.redeem(code).json(), ann.redeem(code).json()
    assert first["campaign"] == code.lower()
    assert (again["state"], again["redemption_id"]) == ("redeemed", first["redemption_id"])


def test_whatever_is_wrong_with_a_code_one_sentence_is_told(
    ann: Any, bob: Any, shop: ServerClient, codes: Iterator[str]
) -> None:
    taken = available(shop, next(codes))
    bob.redeem(taken)
    inactive = next(codes)
    shop.add(inactive, "plain")
    dead = available(shop, next(codes))
    shop.call("INVALIDATE_CODE", {"scanCode": dead, "codeType": "plain"})
    other = available(shop, next(codes), "plain-other")
    wrong = [
        ann.redeem(taken),
        ann.redeem(inactive),
        ann.redeem(dead),
        ann.redeem(next(codes)),
        ann.redeem("SHORT"),
        ann.redeem("X" * 22),
        ann.redeem(other, campaign="plain"),
        ann.redeem(other, campaign="nowhere"),
    ]
    told = {(refusal(answer), tuple(sorted(answer.json()))) for answer in wrong}
    assert len(told) == 1
    assert told.pop()[0] == (404, "NOT_FOUND", GENERIC)
    assert ann.history() == []


def test_a_script_delivers_and_a_script_that_refuses_is_told_as_failed(
    ann: Any, shop: ServerClient, codes: Iterator[str]
) -> None:
    good = ann.redeem(available(shop, next(codes), "sync-ok")).json()
    assert good["state"] == "redeemed"
    assert good["redemption_info"]
    bad = ann.redeem(available(shop, next(codes), "sync-fail"))
    assert (bad.status_code, bad.json()["state"], bad.json()["may_retry"]) == (200, "failed", True)
    assert ann.status(bad.json()["redemption_id"]).json()["state"] == "failed"
    assert [found["campaign"] for found in ann.history()] == ["sync-ok"]
    assert ann.history(campaign="plain") == []


def test_goods_that_take_their_time_are_in_progress(
    ann: Any, bob: Any, shop: ServerClient, codes: Iterator[str]
) -> None:
    code = available(shop, next(codes), "async-pending")
    begun = ann.redeem(code, key="c" * 20).json()
    assert begun["state"] == "in-progress"
    assert ann.status(begun["redemption_id"]).json()["state"] == "in-progress"
    assert ann.redeem(code).json()["state"] == "in-progress"
    assert refusal(bob.redeem(code))[2] == GENERIC
    assert refusal(bob.status(begun["redemption_id"]))[0] == 404


def test_a_redemption_is_shown_to_its_owner_only(
    ann: Any, bob: Any, shop: ServerClient, codes: Iterator[str]
) -> None:
    number = ann.redeem(available(shop, next(codes))).json()["redemption_id"]
    for wanted in (number, "999999999", "0", "x"):
        assert bob.status(wanted).status_code == 404


def test_racing_players_have_one_winner(
    server: ServerProcess, ann: Any, bob: Any, shop: ServerClient, codes: Iterator[str]
) -> None:
    code = available(shop, next(codes))

    def ask(player: Any) -> int:
        body = {"key": secrets.token_hex(16), "code": code}
        answer = httpx.post(f"{server.url}/v1/redemptions", json=body, headers=player.headers)
        return answer.status_code

    with ThreadPoolExecutor(8) as pool:
        said = sorted(pool.map(ask, [ann, bob] * 4))
    assert said == [200] * 4 + [404] * 4  # the winner's own repeats are told of it


@pytest.mark.parametrize(
    "header", [None, "Bearer", "Bearer nobody", "Basic YTpi", "Bearer " + "x" * 500]
)
def test_without_a_session_nothing_is_answered(http: httpx.Client, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header}
    for answer in (
        http.post("/v1/redemptions", json={"key": "k" * 20, "code": "C"}, headers=headers),
        http.get("/v1/redemptions", headers=headers),
        http.get("/v1/redemptions/1", headers=headers),
    ):
        assert refusal(answer) == (401, "NO_SESSION", "Sign the player in first.")


def test_a_player_who_has_logged_out_is_out(ann: Any) -> None:
    ann.client.call("playerState", "LOGOUT")
    assert ann.redeem("X" * 30).json()["code"] == "NO_SESSION"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"key": "short", "code": "X"},
        {"key": "k" * 20, "code": ""},
        {"key": "k" * 20, "code": "X" * 101},
        {"key": "k" * 20, "code": "X", "info": 5},
        {"key": "k" * 20, "code": "X", "info": {"long": "\u20ac" * 5_500}},
        {"key": "k" * 20, "code": "X", "more": 1},
    ],
)
def test_a_request_that_cannot_be_is_refused(ann: Any, body: dict[str, Any]) -> None:
    answer = ann.http.post("/v1/redemptions", json=body, headers=ann.headers)
    assert (answer.status_code, answer.json()["code"]) == (400, "MALFORMED")


def test_a_profile_that_guesses_has_to_wait_whatever_it_sends(
    ann: Any, shop: ServerClient, codes: Iterator[str]
) -> None:
    good = available(shop, next(codes))
    for _ in range(50):
        assert ann.redeem(next(codes)).status_code == 404
    late = ann.redeem(good)
    assert (late.status_code, late.json()["code"]) == (429, "THROTTLED")
    assert 3_500 < late.json()["retry_after_s"] <= 3_600
    assert late.headers["retry-after"] == str(late.json()["retry_after_s"])
    over_there = ann.client.redeem(good)
    assert over_there["reason_code"] == 40765


def test_no_code_and_no_session_stands_in_the_log(
    server: ServerProcess, ann: Any, shop: ServerClient, codes: Iterator[str]
) -> None:
    code = available(shop, next(codes))
    ann.redeem(code)
    ann.redeem(next(codes))
    assert code not in server.log_text()
    assert ann.client.session not in server.log_text()
    assert '"fault"' not in server.log_text()
