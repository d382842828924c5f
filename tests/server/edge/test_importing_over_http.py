"""Importing over HTTP, on a real server: a piece is checked, taken in once, and its codes stay shut."""

from __future__ import annotations

from typing import Any

from card_contract.card_number import CardNumber
from support.server_process import ServerProcess
from support.till_client import TillClient
from support.tills import Tills

ROUTE = "/v1/campaigns/gift-25/cards"
BATCH = 88


def piece(server: ServerProcess, sequences: range, *, batch: int = BATCH) -> list[dict[str, Any]]:
    issuer = str(server.demo["campaigns"][0]["sample_numbers"][0])[:6]
    return [
        {
            "number": CardNumber.build(issuer=issuer, batch=batch, sequence=each).digits,
            "code": f"madex-elsew-herex-{batch:05d}-{each:05d}",
            "pack": 1,
            "pack_first": sequences.start,
            "pack_last": sequences.stop - 1,
        }
        for each in sequences
    ]


def test_a_piece_is_checked_taken_in_and_given_again(
    server: ServerProcess, studio: TillClient
) -> None:
    cards = piece(server, range(1, 11))
    checked = studio.post(ROUTE, {"cards": cards, "dry_run": True})
    assert checked.json()["outcomes"] == ["accepted"] * 10
    again = studio.post(ROUTE, {"cards": cards, "dry_run": True})
    assert again.json()["outcomes"] == ["accepted"] * 10
    taken = studio.post(ROUTE, {"cards": cards})
    assert taken.json()["outcomes"] == ["accepted"] * 10
    assert "elsew" not in taken.text.lower()
    repeated = studio.post(ROUTE, {"cards": cards})
    assert repeated.json()["outcomes"] == ["already-there"] * 10
    other = [{**cards[0], "code": "quite-another-code-for-it-00"}]
    assert studio.post(ROUTE, {"cards": other}).json()["outcomes"] == ["number-taken"]
    shown = studio.get(f"/v1/batches/{BATCH}").json()
    assert (shown["batch"]["made"], shown["figures"]["packs"]) == (10, 1)
    labels = studio.get(f"/v1/batches/{BATCH}/labels").json()
    assert [line["cards"] for line in labels["lines"]] == [10]


def test_a_number_with_a_wrong_digit_and_too_many_cards_are_malformed(
    server: ServerProcess, studio: TillClient
) -> None:
    (card,) = piece(server, range(1, 2), batch=89)
    last = (int(card["number"][-1]) + 1) % 10
    wrong = [{**card, "number": f"{card['number'][:-1]}{last}"}]
    assert studio.post(ROUTE, {"cards": wrong}).json()["code"] == "MALFORMED"
    many = piece(server, range(1, 102), batch=89)
    assert studio.post(ROUTE, {"cards": many}).json()["code"] == "MALFORMED"
    assert studio.post(ROUTE, {"cards": []}).json()["code"] == "MALFORMED"


def test_a_product_that_takes_none_says_why(server: ServerProcess, studio: TillClient) -> None:
    cards = piece(server, range(1, 2), batch=90)
    answer = studio.post("/v1/campaigns/none-such/cards", {"cards": cards}).json()
    assert (answer["outcomes"], answer["faults"]) == ([], ["CAMPAIGN_UNKNOWN"])


def test_the_largest_piece_fits_into_one_request(server: ServerProcess, studio: TillClient) -> None:
    cards = [
        {**card, "code": f"{place:0100d}"}
        for place, card in enumerate(piece(server, range(1, 101), batch=91))
    ]
    assert studio.post(ROUTE, {"cards": cards}).json()["outcomes"] == ["accepted"] * 100


def test_no_manager_and_no_clerk_imports(server: ServerProcess, tills: Tills) -> None:
    for person in (("anna", "333333"), ("mia", "111111")):
        till = tills.enrolled(server, *person)
        answer = till.post(ROUTE, {"cards": piece(server, range(1, 2))})
        assert answer.json()["code"] == "NOT_ALLOWED"
