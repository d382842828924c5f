"""Custody over HTTP, on a real server: shipped, received, sold only where it was received."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from card_contract.card_number import CardNumber
from card_contract.scan_text import Label, LabelKind
from support.command_line import CommandLine
from support.server_process import ServerProcess
from support.till_client import TillClient
from support.tills import Tills

HERE = "harbour-12"


@pytest.fixture(scope="module")
def ids() -> Iterator[str]:
    return (f"K-{number:026d}" for number in range(1, 1_000))


def label(number: int, kind: LabelKind = LabelKind.PACK, issuer: str = "970010") -> str:
    return Label(kind, issuer, 1, number).text()


def move(till: TillClient, move_id: str, act: str, text: str, **more: Any) -> httpx.Response:
    return till.post(f"/v1/custody-requests/{move_id}", {"act": act, "label": text, **more})


def code_of(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json().get("code", "ok")


def test_a_carton_is_looked_at_shipped_and_received(
    manager: TillClient, ids: Iterator[str]
) -> None:
    (here,) = manager.get("/v1/stores").json()["stores"]
    assert (here["store_id"], here["is_own"]) == (HERE, True)
    text = label(2, LabelKind.CARTON)
    before = manager.post("/v1/labels/look-up", {"label": text}).json()
    assert [place["state"] for place in before["places"]] == ["warehouse"]
    shipped = move(manager, next(ids), "ship", text, store_id=HERE)
    assert shipped.status_code == 200, shipped.text
    assert shipped.json()["packs"] == before["packs"]
    (carton,) = manager.get("/v1/on-the-way").json()["cartons"]
    assert carton["carton"] == text
    move_id = next(ids)
    first = move(manager, move_id, "receive", text).json()
    again = move(manager, move_id, "receive", text).json()
    assert [row["finding"] for row in first["rows"]] == ["received"]
    assert again == {**first, "replayed": True}
    assert manager.get("/v1/on-the-way").json()["cartons"] == []
    after = manager.post("/v1/labels/look-up", {"label": text}).json()
    assert [place["state"] for place in after["places"]] == ["received"]


def test_bad_input_is_refused_with_its_code(
    server: ServerProcess, manager: TillClient, tills: Tills, ids: Iterator[str]
) -> None:
    foreign = label(1, issuer="970099")
    asked = manager.post("/v1/labels/look-up", {"label": foreign})
    assert code_of(asked) == (404, "LABEL_UNKNOWN")
    assert code_of(move(manager, next(ids), "receive", foreign)) == (404, "LABEL_UNKNOWN")
    nowhere = move(manager, next(ids), "ship", label(1), store_id="nowhere")
    assert code_of(nowhere) == (404, "STORE_UNKNOWN")
    assert code_of(move(manager, next(ids), "ship", label(1))) == (400, "MALFORMED")
    assert code_of(move(manager, next(ids), "receive", "P12")) == (400, "MALFORMED")
    clerk = tills.demo(server, "mia", "111111")
    assert code_of(move(clerk, next(ids), "receive", label(1))) == (403, "NOT_ALLOWED")
    for target in ("/v1/on-the-way", "/v1/misplaced-sales"):
        assert code_of(clerk.get(target)) == (403, "NOT_ALLOWED")
    assert manager.get("/v1/misplaced-sales").json() == {"cards": [], "more": False}


def test_a_card_that_was_not_received_is_refused_at_the_scan_and_at_the_sale(
    template: Path, tmp_path: Path, tills: Tills
) -> None:
    with ServerProcess.of_demo(template, tmp_path / "data") as server:
        shop = CommandLine(server.data)
        shop.says("store", "add", "market", "--name", "Market Square 1")
        shop.says("store", "set", "--store", HERE, "--custody", "refuse")
        till = tills.demo(server, "mia", "111111")
        number = CardNumber.build(issuer="970010", batch=1, sequence=1).digits
        seen = till.look_up(number).json()
        assert seen["refusal"]["refusal"] == "CARD_NOT_RECEIVED"
        refused = till.reserve(till.new_sale_id(), [seen]).json()
        assert refused["code"] == "CARDS_REFUSED"
        assert [card["refusal"] for card in refused["cards"]] == ["CARD_NOT_RECEIVED"]
        assert "never-shipped" in shop.says("custody", "receive", label(1), "--store", HERE)
        assert till.look_up(number).json()["refusal"] is None
        assert till.reserve(till.new_sale_id(), [seen]).status_code == 200


def test_a_recall_may_name_the_store_that_has_the_cards(
    manager: TillClient, ids: Iterator[str]
) -> None:
    asked = {"act": "recall", "selection": {"by": "store", "store_id": HERE}}
    move(manager, next(ids), "ship", label(3), store_id=HERE)
    before = manager.post("/v1/recalls/dry-run", asked).json()["total"]
    move(manager, next(ids), "ship", label(4), store_id=HERE)
    shipped = manager.post("/v1/labels/look-up", {"label": label(4)}).json()["cards"]
    assert manager.post("/v1/recalls/dry-run", asked).json()["total"] == before + shipped
    asked["selection"]["store_id"] = "nowhere"  # type: ignore[index]
    assert code_of(manager.post("/v1/recalls/dry-run", asked)) == (404, "SELECTION_UNKNOWN")
