"""A NUL, which only one of the databases could keep, is refused in what is said and found nowhere."""

from __future__ import annotations

from collections.abc import Iterator

import httpx

from support.till_client import TillClient


def code_of(answer: httpx.Response) -> tuple[int, str]:
    return (answer.status_code, answer.json().get("code", "ok"))


def test_a_text_with_a_nul_is_malformed(till: TillClient, numbers: Iterator[str]) -> None:
    card, sale_id = till.look_up(next(numbers)).json(), till.new_sale_id()
    assert till.reserve(sale_id, [card]).status_code == 200
    paid = till.confirm(sale_id, 5000, kind="reference", reference="a\0b", given_minor=None)
    assert code_of(paid) == (400, "MALFORMED")
    assert code_of(till.sign_in("mia\0", "111111")) == (400, "MALFORMED")
    assert till.confirm(sale_id, 5000).status_code == 200


def test_a_path_or_query_with_a_nul_names_nothing(till: TillClient) -> None:
    assert till.get("/v1/pictures/a%00b").status_code in (400, 404)
    for target in ("/v1/sales/a%00b", "/v1/sales?receipt_number=a%00b", "/v1/holds?after=a%00b"):
        assert till.get(target).status_code in (200, 400, 403, 404), target
