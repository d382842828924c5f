"""What a manager looks after, over HTTP: late signatures, cases, locked people, tills."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from support.plain_http import plain_client
from support.server_process import ServerProcess
from support.stored_rows import read_rows
from support.till_client import TillClient
from support.tills import Tills

ANNA = ("anna", "333333")
MIA = ("mia", "111111")


def code_of(answer: httpx.Response) -> tuple[int, str]:
    return (answer.status_code, answer.json().get("code", "ok"))


def unsigned_void(till: TillClient, number: str) -> tuple[str, str]:
    """Sell a card and void it without a manager; returns the sale and the void."""
    sale_id, void_id = till.sell(number), till.new_void_id()
    voided = till.void(void_id, sale_id)
    assert voided.json()["signature_owed"] is True, voided.text
    return sale_id, void_id


def signed(till: TillClient, void_id: str, approval: str) -> httpx.Response:
    return till.post(f"/v1/voids/{void_id}/signature", {"approval": approval})


def approval_of(till: TillClient, void_id: str, sale_id: str, **more: Any) -> str:
    answer = till.approve(*ANNA, "void", void_id, sale_id=sale_id, **more)
    return str(answer.json()["approval"])


def open_cases(manager: TillClient) -> dict[str, Any]:
    answer = manager.get("/v1/cases")
    assert answer.status_code == 200, answer.text
    return {case["case_id"]: case for case in answer.json()["cases"]}


# --- A later signature ---------------------------------------------------------------------------


def test_a_void_is_signed_later_and_its_case_is_closed(
    till: TillClient, manager: TillClient, numbers: Iterator[str]
) -> None:
    sale_id, void_id = unsigned_void(till, next(numbers))
    case = open_cases(manager)[f"signature-owed:{void_id}"]
    assert (case["kind"], case["sale_id"]) == ("signature-owed", sale_id)
    assert (case["amount_minor"], case["currency"]) == (5000, "EUR")
    assert (case["till_name"], case["store_name"]) == ("Till 1", "Harbour Street 12")
    assert case["receipt_number"].startswith("T01-")

    approval = approval_of(till, void_id, sale_id)
    assert code_of(signed(till, void_id, approval)) == (200, "ok")
    assert case["case_id"] not in open_cases(manager)


def test_a_signature_whose_answer_was_lost_is_sent_again(
    till: TillClient, numbers: Iterator[str]
) -> None:
    sale_id, void_id = unsigned_void(till, next(numbers))
    approval = approval_of(till, void_id, sale_id)
    assert [signed(till, void_id, approval).status_code for _ in range(2)] == [200, 200]


def test_a_signature_for_something_else_does_not_serve(
    till: TillClient, numbers: Iterator[str]
) -> None:
    sale_id, void_id = unsigned_void(till, next(numbers))
    other_sale, other_void = unsigned_void(till, next(numbers))
    of_other = approval_of(till, other_void, other_sale)
    of_settlement = till.approve(*ANNA, "settle", sale_id).json()["approval"]
    of_one_card = approval_of(till, void_id, sale_id, card_ids=["1"])
    for wrong in (of_other, of_settlement, of_one_card, "0" * 27):
        assert code_of(signed(till, void_id, wrong)) == (403, "APPROVAL_INVALID")
    assert code_of(signed(till, void_id, approval_of(till, void_id, sale_id))) == (200, "ok")


def test_another_tills_void_cannot_be_signed_here(
    till: TillClient, manager: TillClient, numbers: Iterator[str]
) -> None:
    sale_id, void_id = unsigned_void(till, next(numbers))
    approval = approval_of(manager, void_id, sale_id)
    assert code_of(signed(manager, void_id, approval)) == (404, "NOT_FOUND")
    unknown = till.new_void_id()
    assert code_of(signed(till, unknown, approval_of(till, unknown, sale_id))) == (
        404,
        "NOT_FOUND",
    )


def test_a_revoked_till_signs_nothing_any_more(
    server: ServerProcess, tills: Tills, manager: TillClient, numbers: Iterator[str]
) -> None:
    lost = tills.enrolled(server, "jonas", "222222")
    sale_id, void_id = unsigned_void(lost, next(numbers))
    approval = approval_of(lost, void_id, sale_id)
    assert manager.post(f"/v1/tills/{lost.till_id}/revoke", {"reason": "stolen"}).status_code == 200
    assert code_of(signed(lost, void_id, approval)) == (403, "TILL_REVOKED")


# --- Cases ---------------------------------------------------------------------------------------


def test_a_case_is_closed_once_with_a_reason(
    till: TillClient, manager: TillClient, numbers: Iterator[str]
) -> None:
    _, void_id = unsigned_void(till, next(numbers))
    target, reason = f"/v1/cases/signature-owed:{void_id}/close", {"reason": "Seen and signed."}
    assert code_of(manager.post(target, {"reason": "x"})) == (400, "MALFORMED")
    assert code_of(manager.post(target, reason)) == (200, "ok")
    assert code_of(manager.post(target, reason)) == (200, "ok")  # its answer was lost
    assert code_of(manager.post(target, {"reason": "I too paid it out."})) == (404, "NOT_FOUND")
    assert f"signature-owed:{void_id}" not in open_cases(manager)


def test_a_case_that_does_not_exist_is_not_there(manager: TillClient) -> None:
    unknown = f"refund-due:{manager.new_sale_id()}:1"
    answer = manager.post(f"/v1/cases/{unknown}/close", {"reason": "There is none."})
    assert code_of(answer) == (404, "NOT_FOUND")


def test_the_cases_of_a_card_are_found_by_its_number(
    till: TillClient, manager: TillClient, numbers: Iterator[str]
) -> None:
    number, other = next(numbers), next(numbers)
    _, void_id = unsigned_void(till, number)
    unsigned_void(till, other)
    (found,) = manager.get(f"/v1/cases?number={number}").json()["cases"]
    assert found["case_id"] == f"signature-owed:{void_id}"
    assert manager.get(f"/v1/cases?number={next(numbers)}").json()["cases"] == []
    wrong = str(int(number) + 1)
    assert code_of(manager.get(f"/v1/cases?number={wrong}")) == (400, "MALFORMED")


def test_a_clerk_is_told_nothing_of_cases_staff_and_tills(till: TillClient) -> None:
    for path in ("/v1/cases", "/v1/staff", "/v1/tills"):
        assert code_of(till.get(path)) == (403, "NOT_ALLOWED"), path
    closing = till.post(
        f"/v1/cases/refund-due:{till.new_sale_id()}/close", {"reason": "It is mine."}
    )
    assert code_of(closing) == (403, "NOT_ALLOWED")
    assert code_of(till.post("/v1/operators/mia/unlock", {})) == (403, "NOT_ALLOWED")


# --- People and tills ----------------------------------------------------------------------------


def lock(till: TillClient, operator: str) -> None:
    for _ in range(10):
        assert code_of(till.sign_in(operator, "999999")) == (403, "WRONG_PIN")
    assert code_of(till.sign_in(operator, "999999")) == (403, "PIN_LOCKED")


def locked(manager: TillClient) -> list[str]:
    people = manager.get("/v1/staff").json()["people"]
    assert len(people) == 6
    return [person["operator_id"] for person in people if person["locked"]]


def test_a_manager_unlocks_who_was_locked_at_a_till(
    own_server: ServerProcess, tills: Tills
) -> None:
    manager, till = tills.enrolled(own_server, *ANNA), tills.demo(own_server)
    lock(till, "mia")
    assert locked(manager) == ["mia"]
    assert code_of(manager.post("/v1/operators/mia/unlock", {})) == (200, "ok")
    assert locked(manager) == []
    assert code_of(till.sign_in("mia", "111111")) == (200, "ok")
    assert code_of(manager.post("/v1/operators/mia/unlock", {})) == (200, "ok")
    assert till.get("/v1/holds").status_code == 200  # unlocking alone ends no session


def test_a_new_pin_ends_the_sessions_of_the_old_one(
    own_server: ServerProcess, tills: Tills
) -> None:
    manager, till = tills.enrolled(own_server, *ANNA), tills.demo(own_server, "mia", "111111")
    assert till.get("/v1/holds").status_code == 200
    assert code_of(manager.post("/v1/operators/mia/unlock", {"pin": "121212"})) == (200, "ok")
    assert code_of(till.get("/v1/holds")) == (401, "NO_OPERATOR")
    assert code_of(till.sign_in("mia", "111111")) == (403, "WRONG_PIN")
    assert code_of(till.sign_in("mia", "121212")) == (200, "ok")


def test_an_administrator_is_unlocked_by_an_administrator_only(
    own_server: ServerProcess, tills: Tills
) -> None:
    manager, till = tills.enrolled(own_server, *ANNA), tills.demo(own_server)
    lock(till, "admin")
    assert code_of(manager.post("/v1/operators/admin/unlock", {})) == (403, "NOT_ALLOWED")
    assert code_of(manager.post("/v1/operators/nobody/unlock", {})) == (404, "NOT_FOUND")
    administrator = tills.enrolled(own_server, "admin", "666666")
    assert code_of(administrator.post("/v1/operators/admin/unlock", {})) == (200, "ok")
    assert code_of(till.sign_in("admin", "666666")) == (200, "ok")


def test_a_manager_sees_every_till_and_which_one_is_shut_out(
    own_server: ServerProcess, tills: Tills
) -> None:
    manager, lost = tills.enrolled(own_server, *ANNA), tills.enrolled(own_server)
    assert manager.post(f"/v1/tills/{lost.till_id}/revoke", {"reason": "stolen"}).status_code == 200
    listed = {till["till_id"]: till for till in manager.get("/v1/tills").json()["tills"]}
    assert [name for name, till in listed.items() if till["is_own"]] == [manager.till_id]
    assert [name for name, till in listed.items() if till["revoked_at"]] == [lost.till_id]
    own = listed[manager.till_id]
    assert own["store_name"] == "Harbour Street 12"
    assert own["last_seen_at"] >= own["enrolled_at"]


def test_the_sale_of_a_till_that_is_shut_out_is_listed_at_once_and_settled_at_another(
    own_server: ServerProcess, tills: Tills, numbers: Iterator[str]
) -> None:
    manager, lost = tills.enrolled(own_server, *ANNA), tills.enrolled(own_server, *MIA)
    card, sale_id = lost.look_up(next(numbers)).json(), lost.new_sale_id()
    assert code_of(lost.reserve(sale_id, [card])) == (200, "ok")
    assert manager.get("/v1/holds").json()["holds"] == []
    assert manager.post(f"/v1/tills/{lost.till_id}/revoke", {"reason": "stolen"}).status_code == 200
    assert code_of(lost.confirm(sale_id, card["price_minor"])) == (403, "TILL_REVOKED")
    (hold,) = manager.get("/v1/holds").json()["holds"]
    assert (hold["sale"]["sale_id"], hold["till_revoked"]) == (sale_id, True)
    approval = manager.approve(*ANNA, "settle", sale_id).raise_for_status().json()["approval"]
    settled = {
        "was_paid": True,
        "payment": {"kind": "cash", "amount_minor": card["price_minor"]},
        "reason": "The money is in the drawer.",
        "approval": approval,
    }
    assert code_of(manager.post(f"/v1/sales/{sale_id}/settle", settled)) == (200, "ok")
    assert manager.get("/v1/holds").json()["holds"] == []


# --- Refunds -------------------------------------------------------------------------------------


def test_a_refund_that_is_due_is_listed_until_its_till_says_that_it_is_handed_back(
    till: TillClient, manager: TillClient, numbers: Iterator[str]
) -> None:
    sale_id, void_id = unsigned_void(till, next(numbers))
    case_id = f"refund-due:{void_id}"
    assert case_id not in open_cases(manager)
    assert signed(till, void_id, approval_of(till, void_id, sale_id)).status_code == 200
    case = open_cases(manager)[case_id]
    assert (case["kind"], case["void_id"], case["amount_minor"]) == ("refund-due", void_id, 5000)
    target, body = f"/v1/voids/{void_id}/handed-back", {"at": 1}
    assert code_of(manager.post(target, body)) == (404, "NOT_FOUND")
    for _ in range(2):  # the first answer was lost
        assert code_of(till.post(target, body)) == (200, "ok")
    assert case_id not in open_cases(manager)


def test_what_is_said_of_a_sale_or_void_that_is_not_known_is_asked_again(till: TillClient) -> None:
    for target in (f"/v1/voids/{till.new_void_id()}", f"/v1/sales/{till.new_sale_id()}"):
        answer = till.post(f"{target}/handed-back", {"at": 1})
        assert (answer.status_code, answer.json()["final"]) == (404, False)


# --- People who leave, tills that move -----------------------------------------------------------


def test_who_is_let_go_is_out_at_once_and_cannot_sign_in_again(
    own_server: ServerProcess, tills: Tills
) -> None:
    manager, till = tills.enrolled(own_server, *ANNA), tills.demo(own_server, "mia", "111111")
    assert till.get("/v1/holds").status_code == 200
    for _ in range(2):
        assert code_of(manager.send("POST", "/v1/operators/mia/let-go")) == (200, "ok")
    assert code_of(till.get("/v1/holds")) == (401, "NO_OPERATOR")
    assert code_of(till.sign_in("mia", "111111"))[0] == 403
    people = {one["operator_id"]: one for one in manager.get("/v1/staff").json()["people"]}
    assert people["mia"]["disabled"]


def test_who_is_locked_by_hand_is_out_at_once_until_a_manager_unlocks_the_name(
    own_server: ServerProcess, tills: Tills
) -> None:
    manager, till = tills.enrolled(own_server, *ANNA), tills.demo(own_server, "mia", "111111")
    why = {"reason": "The drawer was short twice."}
    assert code_of(manager.post("/v1/operators/mia/lock", {"reason": "x"})) == (400, "MALFORMED")
    assert till.get("/v1/holds").status_code == 200
    for _ in range(2):
        assert code_of(manager.post("/v1/operators/mia/lock", why)) == (200, "ok")
    assert code_of(till.get("/v1/holds")) == (401, "NO_OPERATOR")
    assert code_of(till.sign_in("mia", "111111")) == (403, "SUSPENDED")
    assert code_of(till.sign_in("mia", "999999")) == (403, "SUSPENDED")
    people = {one["operator_id"]: one for one in manager.get("/v1/staff").json()["people"]}
    assert people["mia"]["suspended_why"] == why["reason"]
    assert [name for name, one in people.items() if one["suspended_why"]] == ["mia"]

    assert code_of(manager.post("/v1/operators/mia/unlock", {})) == (403, "SUSPENDED")
    unsaid = manager.post("/v1/operators/mia/unlock", {"lifts": True})
    assert code_of(unsaid) == (400, "MALFORMED")
    counted = {"lifts": True, "reason": "Counted again."}
    assert code_of(manager.post("/v1/operators/mia/unlock", counted)) == (200, "ok")
    entries = manager.get("/v1/ledger?kind=operator.unlocked").text
    assert entries.count("Counted again.") == 1
    assert code_of(till.get("/v1/holds")) == (401, "NO_OPERATOR")
    assert code_of(till.sign_in("mia", "111111")) == (200, "ok")
    for who, asker in (("admin", manager), ("anna", manager), ("jonas", till)):
        answer = asker.post(f"/v1/operators/{who}/lock", why)
        assert code_of(answer) == (403, "NOT_ALLOWED"), who


def test_nobody_lets_go_of_themselves_or_of_who_stands_above(
    own_server: ServerProcess, tills: Tills
) -> None:
    manager, clerk = tills.enrolled(own_server, *ANNA), tills.demo(own_server, "mia", "111111")
    people = manager.get("/v1/staff").json()["people"]
    above = next(one["operator_id"] for one in people if one["role"] == "administrator")
    for who, till in ((above, manager), ("anna", manager), ("jonas", clerk)):
        answer = till.send("POST", f"/v1/operators/{who}/let-go")
        assert code_of(answer) == (403, "NOT_ALLOWED"), who
    assert code_of(manager.send("POST", "/v1/operators/nobody/let-go")) == (404, "NOT_FOUND")


def test_a_till_is_called_otherwise_from_then_on(own_server: ServerProcess, tills: Tills) -> None:
    manager = tills.enrolled(own_server, *ANNA)
    target = f"/v1/tills/{manager.till_id}/rename"
    for _ in range(2):
        assert code_of(manager.post(target, {"name": "Back door"})) == (200, "ok")
    names = {one["till_id"]: one["name"] for one in manager.get("/v1/tills").json()["tills"]}
    assert names[manager.till_id] == "Back door"
    assert manager.open_session()["shop"]["till_name"] == "Back door"
    assert code_of(manager.post(target, {"name": ""})) == (400, "MALFORMED")


def test_what_a_till_that_was_shut_out_holds_comes_to_managers_at_once(
    server: ServerProcess, tills: Tills, manager: TillClient, numbers: Iterator[str]
) -> None:
    lost = tills.enrolled(server, "jonas", "222222")
    sale_id = lost.new_sale_id()
    assert lost.reserve(sale_id, [lost.look_up(next(numbers)).json()]).status_code == 200

    def held() -> set[str]:
        return {one["sale"]["sale_id"] for one in manager.get("/v1/holds").json()["holds"]}

    assert sale_id not in held(), "its till is at work on it"
    assert manager.post(f"/v1/tills/{lost.till_id}/revoke", {"reason": "stolen"}).status_code == 200
    assert sale_id in held()


# --- New people, other roles ---------------------------------------------------------------------

NOOR = {"name": "Noor Haddad", "role": "clerk", "pin": "271828"}


def new_id(number: int) -> str:
    return f"/v1/operators/O-{number:026d}"


def test_a_manager_takes_a_person_on_who_signs_in_and_takes_an_own_pin(
    own_server: ServerProcess, tills: Tills
) -> None:
    manager, till = tills.enrolled(own_server, *ANNA), tills.demo(own_server)
    taken_on = manager.post(new_id(1), NOOR)
    assert code_of(taken_on) == (200, "ok")
    operator_id = taken_on.json()["operator_id"]
    assert new_id(1).endswith(operator_id)
    person = till.sign_in(operator_id, "271828").json()["operator"]
    assert person == {"operator_id": operator_id, "name": "Noor Haddad", "role": "clerk"}
    own_pin = {"pin": "271828", "new_pin": "161803"}
    assert code_of(till.post("/v1/operators/me/pin", own_pin)) == (200, "ok")
    # The first answer was lost, and its repeat comes late: it brings no first PIN back.
    again = manager.post(new_id(1), NOOR)
    assert (again.json()["replayed"], again.json()["at"]) == (True, taken_on.json()["at"])
    assert code_of(till.sign_in(operator_id, "271828")) == (403, "WRONG_PIN")
    assert code_of(till.sign_in(operator_id, "161803")) == (200, "ok")


def test_a_repeat_is_known_by_its_pin_too_also_after_the_server_died(
    own_server: ServerProcess, tills: Tills
) -> None:
    manager = tills.enrolled(own_server, *ANNA)
    assert code_of(manager.post(new_id(2), NOOR)) == (200, "ok")
    own_server.kill()
    own_server.start()
    manager.http.close()
    manager.http = plain_client(own_server.url)
    manager.open_session()
    manager.sign_in(*ANNA)
    assert manager.post(new_id(2), NOOR).json()["replayed"]
    for other in ({"pin": "271829"}, {"name": "Nora"}, {"role": "manager"}):
        assert code_of(manager.post(new_id(2), NOOR | other)) == (422, "KEY_REUSED"), other
    administrator = tills.enrolled(own_server, "admin", "666666")
    assert code_of(administrator.post(new_id(2), NOOR)) == (422, "KEY_REUSED")
    people = manager.get("/v1/staff").json()["people"]
    assert [one["name"] for one in people].count("Noor Haddad") == 1


def test_a_first_pin_stands_nowhere_and_the_ledger_tells_who_took_whom_on(
    own_server: ServerProcess, tills: Tills
) -> None:
    manager = tills.enrolled(own_server, *ANNA)
    assert code_of(manager.post(new_id(3), NOOR | {"pin": "27182818284"})) == (200, "ok")
    (row,) = read_rows(own_server.data, "SELECT entry FROM ledger ORDER BY position DESC LIMIT 1")
    for part in ("operator.added", "operator:anna", "Noor Haddad", '"role":"clerk"'):
        assert part in str(row)
    kept = b"".join(path.read_bytes() for path in own_server.data.iterdir() if path.is_file())
    assert b"27182818284" not in kept + own_server.log_text().encode()


def test_only_an_administrator_takes_an_administrator_on(
    own_server: ServerProcess, tills: Tills
) -> None:
    manager, clerk = tills.enrolled(own_server, *ANNA), tills.demo(own_server, "mia", "111111")
    above = NOOR | {"role": "administrator"}
    assert code_of(manager.post(new_id(4), above)) == (403, "NOT_ALLOWED")
    assert code_of(clerk.post(new_id(4), NOOR)) == (403, "NOT_ALLOWED")
    administrator = tills.enrolled(own_server, "admin", "666666")
    assert code_of(administrator.post(new_id(4), above)) == (200, "ok")


@pytest.mark.parametrize(
    "wrong", [{"pin": "12345"}, {"pin": "12345a"}, {"name": ""}, {"role": "king"}, {"badge": "B1"}]
)
def test_what_is_no_person_is_malformed(manager: TillClient, wrong: dict[str, str]) -> None:
    assert code_of(manager.post(new_id(5), NOOR | wrong)) == (400, "MALFORMED")


def test_another_role_takes_a_new_sign_in(own_server: ServerProcess, tills: Tills) -> None:
    manager, till = tills.enrolled(own_server, *ANNA), tills.demo(own_server, "mia", "111111")
    assert code_of(till.get("/v1/staff")) == (403, "NOT_ALLOWED")
    for _ in range(2):  # the first answer was lost
        assert code_of(manager.post("/v1/operators/mia/role", {"role": "manager"})) == (200, "ok")
    assert code_of(till.get("/v1/holds")) == (401, "NO_OPERATOR")
    assert code_of(till.sign_in("mia", "111111")) == (200, "ok")
    assert code_of(till.get("/v1/staff")) == (200, "ok")
    entries = read_rows(
        own_server.data, "SELECT entry FROM ledger WHERE entry LIKE '%operator.role-changed%'"
    )
    assert len(entries) == 1
    for part in ("operator:anna", '"role":"manager"', '"was":"clerk"'):
        assert part in str(entries[0])


def test_nobody_changes_the_own_role_and_no_manager_that_of_an_administrator(
    own_server: ServerProcess, tills: Tills
) -> None:
    manager, clerk = tills.enrolled(own_server, *ANNA), tills.demo(own_server, "mia", "111111")
    administrator = tills.enrolled(own_server, "admin", "666666")
    for till, who, role in (
        (manager, "anna", "clerk"),
        (administrator, "admin", "manager"),
        (manager, "admin", "clerk"),
        (manager, "mia", "administrator"),
        (clerk, "jonas", "manager"),
    ):
        answer = till.post(f"/v1/operators/{who}/role", {"role": role})
        assert code_of(answer) == (403, "NOT_ALLOWED"), who
    nobody = manager.post("/v1/operators/nobody/role", {"role": "clerk"})
    assert code_of(nobody) == (404, "NOT_FOUND")
    assert code_of(administrator.post("/v1/operators/mia/role", {"role": "administrator"})) == (
        200,
        "ok",
    )
