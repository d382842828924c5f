"""A manager's signature over HTTP: what it serves for, and every way in which it does not."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from support.server_process import ServerProcess
from support.stored_rows import change_rows
from support.till_client import TillClient
from support.tills import Tills

ANNA = ("anna", "333333")
DAY_MS = 24 * 60 * 60 * 1000
INVALID = (403, "APPROVAL_INVALID")
OK = (200, "ok")


def code_of(answer: httpx.Response) -> tuple[int, str]:
    return (answer.status_code, answer.json().get("code", "ok"))


def signed(till: TillClient, purpose: str, subject: str, **about: Any) -> str:
    answer = till.approve(*ANNA, purpose, subject, **about)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["approval"])


def files_of(server: ServerProcess) -> bytes:
    paths: list[Path] = [path for path in server.data.iterdir() if path.is_file()]
    return b"".join(path.read_bytes() for path in paths) + server.log_text().encode()


# --- Voids ---------------------------------------------------------------------------------------


def test_a_signature_serves_once(till: TillClient, numbers: Iterator[str]) -> None:
    sale_id = till.sell(next(numbers), next(numbers))
    cards = [line["card_id"] for line in till.get(f"/v1/sales/{sale_id}").json()["lines"]]
    first, second = till.new_void_id(), till.new_void_id()
    approval = signed(till, "void", first, sale_id=sale_id, card_ids=cards[:1])
    voided = till.void(first, sale_id, card_ids=cards[:1], approval=approval)
    assert (code_of(voided), voided.json()["signature_owed"]) == (OK, False)
    again = till.void(first, sale_id, card_ids=cards[:1], approval=approval)
    assert again.json() == {**voided.json(), "replayed": True}
    assert code_of(till.void(second, sale_id, card_ids=cards[1:], approval=approval)) == INVALID


@pytest.mark.parametrize("wrong", ["void", "sale", "cards", "purpose", "till", "nothing"])
def test_a_signature_for_anything_else_does_not_serve(
    server: ServerProcess, tills: Tills, till: TillClient, numbers: Iterator[str], wrong: str
) -> None:
    sale_id, void_id = till.sell(next(numbers)), till.new_void_id()
    approval = {
        "void": lambda: signed(till, "void", till.new_void_id(), sale_id=sale_id),
        "sale": lambda: signed(till, "void", void_id, sale_id=till.new_sale_id()),
        "cards": lambda: signed(till, "void", void_id, sale_id=sale_id, card_ids=["1"]),
        "purpose": lambda: signed(till, "settle", void_id, sale_id=sale_id),
        "till": lambda: signed(tills.enrolled(server), "void", void_id, sale_id=sale_id),
        "nothing": lambda: "0" * 27,
    }[wrong]()
    assert code_of(till.void(void_id, sale_id, approval=approval)) == INVALID
    # It was not final: with the right one the same void goes through under its key.
    right = signed(till, "void", void_id, sale_id=sale_id)
    assert code_of(till.void(void_id, sale_id, approval=right)) == OK


def test_a_signature_serves_for_a_day(
    server: ServerProcess, till: TillClient, numbers: Iterator[str]
) -> None:
    sale_id, void_id = till.sell(next(numbers)), till.new_void_id()
    approval = signed(till, "void", void_id, sale_id=sale_id)
    change_rows(
        server.data,
        "UPDATE approvals SET created_at = created_at - ? WHERE subject = ?",
        DAY_MS,
        void_id,
    )
    assert code_of(till.void(void_id, sale_id, approval=approval)) == INVALID


def test_neither_database_nor_log_has_a_signature_in_the_clear(
    own_server: ServerProcess, tills: Tills
) -> None:
    till = tills.demo(own_server, "mia", "111111")
    sale_id = till.sell(own_server.demo["campaigns"][0]["sample_numbers"][0])
    void_id = till.new_void_id()
    approval = signed(till, "void", void_id, sale_id=sale_id)
    assert approval.encode() not in files_of(own_server)
    assert code_of(till.void(till.new_void_id(), sale_id, approval=approval)) == INVALID
    assert code_of(till.void(void_id, sale_id, approval=approval)) == OK
    assert approval.encode() not in files_of(own_server)
    own_server.stop()
    assert approval.encode() not in files_of(own_server)


def test_without_a_signature_only_an_own_sale_of_today_is_voided(
    server: ServerProcess, tills: Tills, till: TillClient, numbers: Iterator[str]
) -> None:
    other = tills.enrolled(server, "jonas", "222222")
    today, earlier = till.sell(next(numbers)), till.sell(next(numbers))
    change_rows(
        server.data, "UPDATE sales SET day_at = day_at - ? WHERE sale_id = ?", DAY_MS, earlier
    )
    assert code_of(other.void(other.new_void_id(), today)) == INVALID
    assert code_of(till.void(till.new_void_id(), earlier)) == INVALID
    assert till.void(till.new_void_id(), today).json()["signature_owed"] is True
    void_id = other.new_void_id()
    approval = signed(other, "void", void_id, sale_id=earlier)
    assert code_of(other.void(void_id, earlier, approval=approval)) == OK


def test_a_void_is_one_tills_and_one_requests(
    server: ServerProcess, tills: Tills, till: TillClient, numbers: Iterator[str]
) -> None:
    sale_id, void_id = till.sell(next(numbers)), till.new_void_id()
    other = tills.enrolled(server, "jonas", "222222")
    assert code_of(other.void(void_id, sale_id)) == (404, "NOT_FOUND")
    assert code_of(till.void(void_id, sale_id)) == OK
    assert code_of(till.void(void_id, sale_id, reason="other")) == (422, "KEY_REUSED")
    assert code_of(till.void(till.new_void_id(), sale_id)) == (409, "SALE_VOIDED")


def test_who_may_not_sell_may_not_void_unsigned(
    server: ServerProcess, tills: Tills, numbers: Iterator[str]
) -> None:
    till = tills.demo(server, "mia", "111111")
    sale_id, void_id = till.sell(next(numbers)), till.new_void_id()
    support = tills.demo(server, "lea", "555555")
    assert code_of(support.void(void_id, sale_id)) == (401, "NO_OPERATOR")
    again = tills.demo(server, "mia", "111111")
    assert code_of(again.void(void_id, sale_id)) == OK


# --- Settlements ---------------------------------------------------------------------------------


class Settling:
    """A sale held at one till, and a manager at another."""

    def __init__(self, server: ServerProcess, tills: Tills, number: str) -> None:
        self.till = tills.enrolled(server, "jonas", "222222")
        self.manager = tills.enrolled(server, *ANNA)
        self.sale_id = self.till.new_sale_id()
        card = self.till.look_up(number).json()
        assert self.till.reserve(self.sale_id, [card]).status_code == 200

    def sign(self, **about: Any) -> str:
        return signed(self.manager, "settle", self.sale_id, **about)

    def settle(
        self, approval: str, *, was_paid: bool = True, money_back: bool = False, **payment: Any
    ) -> httpx.Response:
        paid = {"kind": "cash", "amount_minor": 5000, "given_minor": 5000, **payment}
        body = {"was_paid": was_paid, "reason": "Seen in the drawer.", "approval": approval}
        body |= {"money_back": True} if money_back else {}
        return self.manager.post(
            f"/v1/sales/{self.sale_id}/settle", {**body, **({"payment": paid} if was_paid else {})}
        )


@pytest.fixture
def settling(server: ServerProcess, tills: Tills, numbers: Iterator[str]) -> Settling:
    return Settling(server, tills, next(numbers))


def test_a_settlement_takes_a_signature_of_its_own(settling: Settling) -> None:
    void_id = settling.manager.new_void_id()
    for wrong in (
        signed(settling.manager, "void", void_id, sale_id=settling.sale_id),
        signed(settling.manager, "settle", settling.manager.new_sale_id()),
        signed(settling.till, "settle", settling.sale_id),
        settling.sign(card_ids=["1"]),
        "0" * 27,
    ):
        assert code_of(settling.settle(wrong)) == INVALID
    assert code_of(settling.settle(settling.sign())) == OK


def test_a_payment_that_was_mistyped_at_a_settlement_is_corrected(settling: Settling) -> None:
    approval = settling.sign()
    wrong = settling.settle(approval, amount_minor=4900)
    assert (code_of(wrong), wrong.json()["final"]) == ((409, "PAYMENT_MISMATCH"), False)
    settled = settling.settle(approval)
    assert settled.json()["stage"] == "confirmed"
    assert settling.settle(approval).json() == {**settled.json(), "replayed": True}
    assert code_of(settling.settle(approval, was_paid=False)) == (422, "KEY_REUSED")


def test_a_reference_that_has_paid_already_settles_nothing(
    settling: Settling, till: TillClient, numbers: Iterator[str]
) -> None:
    reference = f"terminal-{time.time_ns()}"
    card = till.look_up(next(numbers)).json()
    other = till.new_sale_id()
    till.reserve(other, [card])
    paid = till.confirm(other, 5000, kind="reference", given_minor=None, reference=reference)
    assert paid.status_code == 200, paid.text
    approval = settling.sign()
    used = settling.settle(approval, kind="reference", given_minor=None, reference=reference)
    assert (code_of(used), used.json()["final"]) == ((409, "PAYMENT_REFERENCE_USED"), False)
    assert code_of(settling.settle(approval)) == OK


def test_a_sale_that_has_ended_another_way_is_not_settled(settling: Settling) -> None:
    settling.till.cancel(settling.sale_id).raise_for_status()
    assert code_of(settling.settle(settling.sign())) == (409, "SALE_CANCELLED")
    assert code_of(settling.settle(settling.sign(), was_paid=False)) == OK


def test_a_settlement_elsewhere_meets_the_tills_own_requests(settling: Settling) -> None:
    assert code_of(settling.settle(settling.sign(), was_paid=False)) == OK
    assert code_of(settling.till.confirm(settling.sale_id, 5000)) == (409, "SALE_CANCELLED")
    assert code_of(settling.till.cancel(settling.sale_id)) == OK


def test_a_repeat_asks_anew_whether_the_money_is_owed_whatever_the_answer_said(
    server: ServerProcess, settling: Settling
) -> None:
    approval = settling.sign()
    first = settling.settle(approval, money_back=True).json()
    assert (first["stage"], first["owed"]) == ("voided", True)
    # An answer of a version that told no case.
    change_rows(
        server.data,
        "UPDATE answers SET body = replace(body, ?, '') WHERE key LIKE ?",
        ',"owed":true',
        f"{settling.sale_id}/SETTLE/%",
    )
    again = settling.settle(approval, money_back=True).json()
    assert (again["owed"], again["replayed"]) == (True, True)
    # Its till says that it was not paid: what is owed is in doubt, and open all the same.
    assert code_of(settling.till.cancel(settling.sale_id)) == (409, "SALE_VOIDED")
    assert settling.settle(approval, money_back=True).json()["owed"] is True
    (case,) = [
        each
        for each in settling.manager.get("/v1/cases").json()["cases"]
        if each["sale_id"] == settling.sale_id and each["kind"] == "refund-due"
    ]
    assert case["doubt"] == "denied"
    target, said = f"/v1/cases/{case['case_id']}/close", {"reason": "The drawer is right."}
    closed = settling.manager.post(target, {**said, "unpaid": True})
    assert code_of(closed) == OK
    assert code_of(settling.manager.post(target, said)) == (404, "NOT_FOUND")
    assert settling.settle(approval, money_back=True).json()["owed"] is False


def test_an_unknown_sale_is_not_settled(settling: Settling) -> None:
    settling.sale_id = settling.manager.new_sale_id()
    assert code_of(settling.settle(settling.sign())) == (404, "SALE_UNKNOWN")


def test_a_clerk_settles_nothing(settling: Settling) -> None:
    approval = settling.sign()
    settling.manager.sign_in("mia", "111111").raise_for_status()
    assert code_of(settling.settle(approval)) == (403, "NOT_ALLOWED")
