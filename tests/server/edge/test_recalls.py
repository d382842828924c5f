"""Recalls over HTTP, on a real server: from the dry run to the result, and through a kill -9."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from card_contract.card_number import CardNumber
from card_contract.recall_messages import RecallRequest, digest_of
from card_contract.scan_text import Label, LabelKind
from server_stub.storage.ledger import Link, first_broken
from server_stub.storage.rows.cards import CodeRow
from support.core_shop import ledger_of, read_all
from support.server_process import ServedCopy
from support.till_client import TillClient
from support.tills import Tills

ANNA = ("anna", "333333")
ADMIN = ("admin", "666666")
WAIT_S = 90.0


@pytest.fixture(scope="module")
def asked() -> Iterator[str]:
    return (f"R-{number:026d}" for number in range(1, 1_000))


def request_of(selection: dict[str, Any], **more: Any) -> dict[str, Any]:
    facts = {"act": "recall", "selection": selection, "reason": "stolen", "note": "Carton 93."}
    return {**facts, **more}


def signed(till: TillClient, name: str, request: dict[str, Any], who: tuple[str, str]) -> str:
    digest = digest_of(msgspec.convert(request, RecallRequest))
    answer = till.approve(*who, "recall", digest, sale_id=name)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["approval"])


def begin(till: TillClient, name: str, request: dict[str, Any]) -> httpx.Response:
    return till.post(f"/v1/recall-requests/{name}", request)


def ended(till: TillClient, recall_id: int) -> dict[str, Any]:
    until = time.monotonic() + WAIT_S
    while time.monotonic() < until:
        view: dict[str, Any] = till.get(f"/v1/recalls/{recall_id}").raise_for_status().json()
        if view["state"] != "running":
            return view
    raise AssertionError("The recall did not end.")


def matrix(view: dict[str, Any]) -> dict[str, tuple[int, str]]:
    return {row["kind"]: (row["count"], row["effect"]) for row in view["rows"]}


def code_of(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json().get("code", "ok")


def digits(sequence: int, batch: int = 1) -> str:
    return CardNumber.build(issuer="970010", batch=batch, sequence=sequence).digits


def test_a_pack_is_looked_at_and_then_recalled(manager: TillClient, asked: Iterator[str]) -> None:
    label = Label(LabelKind.PACK, "970010", 1, 2).text()
    selection = {"by": "label", "label": label}
    dry = manager.post("/v1/recalls/dry-run", {"act": "recall", "selection": selection}).json()
    (row,) = dry["rows"]
    assert (row["kind"], row["effect"], row["count"]) == ("inactive", "invalidated", dry["total"])
    begun = begin(manager, next(asked), request_of(selection))
    assert begun.status_code == 200, begun.text
    view = ended(manager, begun.json()["recall_id"])
    assert (view["state"], view["done"], view["asked_by"]) == ("done", dry["total"], "Anna Lindt")
    assert matrix(view) == {"inactive": (dry["total"], "invalidated")}
    cards = manager.get(f"/v1/recalls/{view['recall_id']}/cards").json()
    number = cards["cards"][0]["number"]
    assert manager.look_up(number).json()["refusal"]["refusal"] == "CARD_RECALLED"
    found = manager.get(f"/v1/recalls/{view['recall_id']}/cards?number={number}").json()["cards"]
    assert [card["number"] for card in found] == [number]
    none = manager.get(f"/v1/recalls/{view['recall_id']}/cards?effect=refund-due").json()
    assert none == {"cards": [], "more": False}


def test_sold_cards_are_recalled_with_a_second_signature_and_open_cases(
    manager: TillClient, asked: Iterator[str]
) -> None:
    number = digits(1)
    manager.sell(number)
    card_id = manager.look_up(number).json()["card_id"]
    request = request_of({"by": "cards", "card_ids": [card_id]}, include_sold=True)
    name = next(asked)
    assert code_of(begin(manager, name, request)) == (403, "APPROVAL_INVALID")
    own = signed(manager, name, request, ANNA)
    assert code_of(begin(manager, name, {**request, "approval": own})) == (403, "SAME_MANAGER")
    other = signed(manager, name, request, ADMIN)
    begun = begin(manager, name, {**request, "approval": other})
    assert code_of(begun) == (200, "ok")
    view = ended(manager, begun.json()["recall_id"])
    assert matrix(view) == {"available": (1, "refund-due")}
    recall_id, listed = begun.json()["recall_id"], manager.get("/v1/cases").json()
    assert {"recall_id": recall_id, "count": 1} in listed["recalls"]
    assert card_id not in {case["card_id"] for case in listed["cases"]}
    (case,) = manager.get(f"/v1/cases?recall={recall_id}").json()["cases"]
    assert (case["kind"], case["card_id"], case["recall_id"]) == ("refund-due", card_id, recall_id)
    behind = manager.get(f"/v1/cases?recall={recall_id}&after={case['case_id']}").json()
    assert (behind["cases"], behind["more"]) == ([], False)
    assert code_of(manager.get("/v1/cases?recall=x")) == (400, "MALFORMED")
    needless = begin(manager, next(asked), request_of(request["selection"]))
    assert code_of(needless) == (409, "RECALL_NEEDLESS")


def test_a_clerk_may_not_even_look(till: TillClient, asked: Iterator[str]) -> None:
    selection = {"by": "batch", "batch": 1}
    dry = till.post("/v1/recalls/dry-run", {"act": "recall", "selection": selection})
    assert code_of(dry) == (403, "NOT_ALLOWED")
    assert code_of(begin(till, next(asked), request_of(selection))) == (403, "NOT_ALLOWED")


@pytest.mark.parametrize(
    ("selection", "code"),
    [
        ({"by": "range", "first": digits(5), "last": digits(900_000)}, "SELECTION_UNKNOWN"),
        ({"by": "range", "first": digits(5), "last": digits(5, batch=2)}, "RANGE_INVALID"),
        ({"by": "label", "label": "P97001000001990003"}, "SELECTION_UNKNOWN"),
        (
            {"by": "label", "label": Label(LabelKind.CARTON, "970020", 1, 1).text()},
            "SELECTION_UNKNOWN",
        ),
        ({"by": "batch", "batch": 99_999}, "SELECTION_UNKNOWN"),
        ({"by": "campaign", "campaign": "elsewhere"}, "SELECTION_UNKNOWN"),
        ({"by": "cards", "card_ids": ["x"]}, "SELECTION_UNKNOWN"),
        ({"by": "list", "list_id": f"L-{9:026d}"}, "SELECTION_UNKNOWN"),
        ({"by": "recall", "recall_id": 999}, "SELECTION_UNKNOWN"),
        ({"by": "recall", "recall_id": 0}, "MALFORMED"),
        ({"by": "everything"}, "MALFORMED"),
    ],
)
def test_what_means_no_card_is_refused_and_nothing_begins(
    manager: TillClient, asked: Iterator[str], selection: dict[str, Any], code: str
) -> None:
    before = manager.get("/v1/recalls").json()
    dry = manager.post("/v1/recalls/dry-run", {"act": "recall", "selection": selection})
    assert dry.json()["code"] == code
    assert begin(manager, next(asked), request_of(selection)).json()["code"] == code
    assert manager.get("/v1/recalls").json() == before


@pytest.mark.parametrize("missing", ["reason", "note"])
def test_a_recall_without_reason_or_note_is_refused(
    manager: TillClient, asked: Iterator[str], missing: str
) -> None:
    request = request_of({"by": "batch", "batch": 1})
    del request[missing]
    assert code_of(begin(manager, next(asked), request)) == (400, "MALFORMED")


def test_a_list_is_sent_up_in_pieces_without_a_gap(
    manager: TillClient, asked: Iterator[str]
) -> None:
    target = f"/v1/card-lists/L-{1:026d}"
    first = {"place": 0, "numbers": [digits(40), digits(41)]}
    for _ in range(2):  # the first answer was lost
        assert manager.post(target, first).json() == {"size": 2}
    gap = manager.post(target, {"place": 5, "numbers": [digits(42)]})
    assert code_of(gap) == (404, "NOT_FOUND")
    bent = manager.post(target, {"place": 2, "numbers": ["9" + "1" * 17]})
    assert code_of(bent) == (400, "MALFORMED")
    selection = {"by": "list", "list_id": target.rpartition("/")[2]}
    begun = begin(manager, next(asked), request_of(selection, act="stop-sale")).json()
    assert matrix(ended(manager, begun["recall_id"])) == {"inactive": (2, "stopped")}
    these = {"by": "recall", "recall_id": begun["recall_id"]}
    dry = manager.post("/v1/recalls/dry-run", {"act": "lift", "selection": these}).json()
    assert [(row["count"], row["effect"]) for row in dry["rows"]] == [(2, "lifted")]
    name, lift = next(asked), request_of(these, act="lift")
    lifted = begin(manager, name, lift).json()
    assert begin(manager, name, lift).json()["recall_id"] == lifted["recall_id"], "asked twice"
    assert matrix(ended(manager, lifted["recall_id"])) == {"inactive": (2, "lifted")}
    newest = manager.get("/v1/recalls").json()["recalls"]
    older = manager.get(f"/v1/recalls?before={lifted['recall_id']}").json()
    assert older == {"recalls": newest[1:], "more": False}


def test_cards_of_an_earlier_recall_are_signed_for_as_those_and_no_others(
    manager: TillClient, asked: Iterator[str]
) -> None:
    number = digits(45)
    manager.sell(number)
    card_id = manager.look_up(number).json()["card_id"]
    chosen = {"by": "cards", "card_ids": [card_id, manager.look_up(digits(46)).json()["card_id"]]}
    stopped = begin(manager, next(asked), request_of(chosen, act="stop-sale")).json()
    assert matrix(ended(manager, stopped["recall_id"]))["available"] == (1, "sold-stays")
    these = {"by": "recall", "recall_id": stopped["recall_id"]}
    name, request = next(asked), request_of(these, include_sold=True)
    for_others = signed(manager, name, request_of(chosen, include_sold=True), ADMIN)
    refused = begin(manager, name, {**request, "approval": for_others})
    assert code_of(refused) == (403, "APPROVAL_INVALID")
    approval = signed(manager, name, request, ADMIN)
    begun = begin(manager, name, {**request, "approval": approval}).json()
    assert matrix(ended(manager, begun["recall_id"])) == {
        "available": (1, "refund-due"),
        "inactive": (1, "invalidated"),
    }
    titles = [each["title"] for each in manager.get("/v1/recall-products").json()["products"]]
    (line,) = manager.get(f"/v1/recalls/{begun['recall_id']}/cards?number={number}").json()["cards"]
    assert line["product"] in titles


def test_a_stopped_recall_does_no_more(manager: TillClient, asked: Iterator[str]) -> None:
    begun = begin(manager, next(asked), request_of({"by": "cards", "card_ids": ["60"]})).json()
    target = f"/v1/recalls/{begun['recall_id']}/stop"
    for _ in range(2):
        assert manager.send("POST", target).json()["state"] in ("done", "cancelled")
    assert code_of(manager.send("POST", "/v1/recalls/999/stop")) == (404, "NOT_FOUND")


# --- kill -9 -------------------------------------------------------------------------------------

STOCK = 60_000
_MORE = """
    INSERT INTO codes ({columns})
    WITH RECURSIVE places (place) AS
        (SELECT 1 UNION ALL SELECT place + 1 FROM places WHERE place < {stock})
    SELECT {values} FROM codes, places WHERE number = 97001000001000001
"""
_NEW = {"code_id": "1000000 + place", "number": "97001000001500000 + place"}


def more_stock(database: Path) -> None:
    """Put so many cards more into batch 1, behind the numbers that are there."""
    columns = CodeRow.__struct_fields__
    values = ", ".join(_NEW.get(name, name) for name in columns)
    read_all(database, _MORE.format(columns=", ".join(columns), values=values, stock=STOCK))


def test_a_server_killed_in_the_middle_of_a_recall_ends_it_whole_and_each_card_once(
    served_copy: ServedCopy, template: Path, tmp_path: Path, tills: Tills
) -> None:
    server = served_copy(template, tmp_path / "data")
    database = server.data / "redemption.db"
    more_stock(database)
    numbers = [f"97001000001{500_000 + place}" for place in (1, STOCK)]
    first, last = (CardNumber.from_stored(int(number)).digits for number in numbers)
    with server:
        manager = tills.enrolled(server, *ANNA)
        request = request_of({"by": "range", "first": first, "last": last})
        name = f"R-{1:026d}"
        request["approval"] = signed(manager, name, request, ADMIN)
        recall_id = begin(manager, name, request).raise_for_status().json()["recall_id"]
        killed = done = 0
        for _ in range(3):
            until, before = time.monotonic() + WAIT_S, done
            while done <= before < STOCK:
                assert time.monotonic() < until, "the recall does not go on"
                done = manager.get(f"/v1/recalls/{recall_id}").raise_for_status().json()["done"]
            server.kill()
            killed += 0 < done < STOCK
            server.start()
            manager.close()
            manager = tills.demo(server, *ANNA)
        assert killed, "it was never killed in the middle"
        view = ended(manager, recall_id)
        assert (view["state"], view["done"]) == ("done", STOCK)
        assert matrix(view) == {"inactive": (STOCK, "invalidated")}
    recalled = f"FROM codes WHERE recall_id = '{recall_id}'"
    counted = read_all(database, f"SELECT count(*), min(version), max(version) {recalled}")
    assert counted == [(STOCK, 2, 2)]
    runs = read_all(database, "SELECT code_ids FROM recall_runs ORDER BY last_place")
    ids = [code_id for (text,) in runs for code_id in json.loads(text)]
    assert ids == list(range(1_000_001, 1_000_001 + STOCK))
    told = [
        entry[6].get("invalidated", [])
        for entry in ledger_of(database)
        if entry[3] == "recall.cards"
    ]
    assert [code_id for piece in told for code_id in piece] == ids
    links = msgspec.convert(
        read_all(database, "SELECT position, app_id, entry, hash FROM ledger ORDER BY position"),
        list[Link],
    )
    assert first_broken(links) is None
