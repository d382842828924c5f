"""``/v1/events`` over HTTP, on a real server: tills hear of a recall at once, and come back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from card_contract.card_number import CardNumber
from support.ear import EVENTS, Ear
from support.server_process import ServerProcess
from support.till_client import TillClient
from support.tills import Tills

ANNA = ("anna", "333333")


@pytest.fixture
def manager(own_server: ServerProcess, tills: Tills) -> TillClient:
    return tills.enrolled(own_server, *ANNA)


@pytest.fixture(scope="module")
def names() -> Iterator[str]:
    return (f"R-{number:026d}" for number in range(1, 100))


def recalled(manager: TillClient, name: str, sequence: int, act: str = "recall") -> dict[str, Any]:
    number = CardNumber.build(issuer="970010", batch=1, sequence=sequence).digits
    card_id = manager.look_up(number).json()["card_id"]
    selection = {"by": "cards", "card_ids": [card_id]}
    request = {"act": act, "selection": selection, "reason": "lost", "note": "Gone."}
    begun = manager.post(f"/v1/recall-requests/{name}", request)
    assert begun.status_code == 200, begun.text
    return {**begun.json(), "card_id": card_id}


def test_every_till_that_listens_hears_which_cards_were_changed_and_says_so(
    own_server: ServerProcess, tills: Tills, manager: TillClient, names: Iterator[str]
) -> None:
    till = tills.demo(own_server)
    ears = [Ear(till), Ear(manager)]
    recall = recalled(manager, next(names), 5)
    for ear in ears:
        news = ear.next()
        assert news is not None
        assert (news["recall_id"], news["act"]) == (recall["recall_id"], "recall")
        assert news["card_ids"] == [recall["card_id"]]
    target = f"/v1/recalls/{recall['recall_id']}"
    hearing = manager.get(target).json()["hearing"]
    assert hearing == {"tills": 2, "waiting": 2, "slowest_ms": None}
    for ear in ears:
        said = ear.till.post(f"{target}/heard", {"serial": news["serial"]})
        assert said.status_code == 200
    hearing = manager.get(target).json()["hearing"]
    assert (hearing["tills"], hearing["waiting"]) == (2, 0)
    assert hearing["slowest_ms"] >= 0


def test_nobody_listens_without_a_session(own_server: ServerProcess, tills: Tills) -> None:
    stranger = tills.new(own_server)
    assert stranger.http.get(EVENTS).json()["code"] == "NO_SESSION"
    till = tills.demo(own_server)
    till.mac_key = b"\x00" * 32
    assert till.get(EVENTS).json()["code"] == "BAD_SIGNATURE"


def test_a_till_that_is_shut_out_hears_no_more(
    own_server: ServerProcess, tills: Tills, manager: TillClient
) -> None:
    lost = tills.enrolled(own_server)
    ear = Ear(lost)
    assert manager.post(f"/v1/tills/{lost.till_id}/revoke", {"reason": "stolen"}).status_code == 200
    assert ear.next() is None
    assert lost.get(EVENTS).json()["code"] == "TILL_REVOKED"


def test_a_server_ends_cleanly_while_tills_listen(own_server: ServerProcess, tills: Tills) -> None:
    ear = Ear(tills.demo(own_server))
    assert own_server.stop() == 0
    assert ear.next() is None


def test_a_killed_server_is_heard_again_once_it_is_back(
    own_server: ServerProcess, tills: Tills, names: Iterator[str]
) -> None:
    ear = Ear(tills.demo(own_server))
    own_server.kill()
    assert ear.next() is None
    own_server.start()
    again = Ear(tills.demo(own_server))
    recalled(tills.enrolled(own_server, *ANNA), next(names), 6, act="stop-sale")
    news = again.next()
    assert news is not None
    assert news["act"] == "stop-sale"


def test_other_requests_go_on_beside_a_line_that_listens(
    own_server: ServerProcess, tills: Tills
) -> None:
    till = tills.demo(own_server)
    for _ in range(3):  # a till that listens anew has one line
        Ear(till)
    assert till.get("/v1/shop").status_code == 200
