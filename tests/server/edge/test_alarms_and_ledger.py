"""Alarms and the ledger over HTTP: seen by managers of all stores, settled with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import apsw

from support.server_process import ServerProcess, run_command
from support.till_client import TillClient
from support.tills import Tills

ANNA = ("anna", "333333")


def open_alarms(manager: TillClient) -> list[Any]:
    answer = manager.get("/v1/alarms")
    assert answer.status_code == 200, answer.text
    return list(answer.json()["alarms"])


def ledger(manager: TillClient, query: str = "") -> Any:
    answer = manager.get(f"/v1/ledger{query}")
    assert answer.status_code == 200, answer.text
    return answer.json()


# --- Alarms --------------------------------------------------------------------------------------


def test_a_probed_card_is_shown_reopened_and_sold(
    server: ServerProcess, tills: Tills, manager: TillClient
) -> None:
    till = tills.demo(server, "mia", "111111")
    number = server.demo["special_numbers"]["probed"]
    assert till.look_up(number).json()["refusal"]["refusal"] == "CARD_PROBED"
    (alarm,) = [one for one in open_alarms(manager) if one["kind"] == "probed"]
    assert number not in str(alarm), "the list tells the last digits only"

    shown = manager.get(f"/v1/alarms/{alarm['case_id']}/card").json()
    assert (shown["card"]["number"], shown["card"]["stop"]) == (number, "probed")
    assert shown["pack"]["total"] >= len(shown["pack"]["neighbours"]) + 1

    target = f"/v1/cards/{alarm['card_id']}/reopen"
    request = {"stopped_at": shown["stopped_at"], "reason": "looked at, untouched"}
    assert manager.post(target, {**request, "reason": ""}).status_code == 400
    wrong = manager.post(target, {**request, "stopped_at": shown["stopped_at"] + 1})
    assert (wrong.status_code, wrong.json()["code"]) == (409, "STOPPED_ANEW")
    assert [manager.post(target, request).status_code for _ in range(2)] == [200, 200]
    assert alarm["case_id"] not in {one["case_id"] for one in open_alarms(manager)}
    till.sell(number)


def test_a_clerk_sees_no_alarm_and_no_ledger(server: ServerProcess, tills: Tills) -> None:
    till = tills.demo(server, "mia", "111111")
    for target in ("/v1/alarms", "/v1/ledger", "/v1/ledger-check"):
        answer = till.get(target)
        assert (answer.status_code, answer.json()["code"]) == (403, "NOT_ALLOWED")


def test_a_copied_till_is_an_alarm_at_its_next_session(
    server: ServerProcess, tills: Tills, manager: TillClient
) -> None:
    lost = tills.enrolled(server)
    for sequence in (7, 12, 9):
        lost.open_session(journal={"generation": 1, "sequence": sequence})
    (alarm,) = [one for one in open_alarms(manager) if one["till_id"] == lost.till_id]
    assert (alarm["kind"], alarm["detail"]) == ("till-gap", "1-000012 1-000009")
    assert alarm["store_name"] == "Harbour Street 12"
    close = f"/v1/cases/{alarm['case_id']}/close"
    closed = [manager.post(close, {"reason": "an old disk"}).status_code for _ in range(2)]
    assert closed == [200, 200]
    assert alarm["case_id"] not in {one["case_id"] for one in open_alarms(manager)}


# --- The ledger ----------------------------------------------------------------------------------


def test_a_sale_is_found_by_receipt_and_by_card(
    server: ServerProcess, tills: Tills, manager: TillClient, numbers: Iterator[str]
) -> None:
    till, number = tills.demo(server, "mia", "111111"), next(numbers)
    sale_id = till.sell(number)
    receipt = manager.get(f"/v1/sales/{sale_id}").json()["receipt_number"]
    for query in (f"?receipt={receipt}", f"?card={number}"):
        found = ledger(manager, query)
        kinds = [entry["kind"] for entry in found["entries"]]
        assert kinds == ["sale.confirmed", "sale.held"], query
        assert {entry["subject"] for entry in found["entries"]} == {sale_id}
    (confirmed,) = ledger(manager, f"?receipt={receipt}&kind=sale.confirmed")["entries"]
    assert (confirmed["actor"], confirmed["actor_name"]) == ("till:T01", "Till 1")
    assert ledger(manager, f"?receipt={receipt}&till=T02")["entries"] == []


def test_people_and_days_narrow_the_ledger_down(manager: TillClient) -> None:
    signed_in = ledger(manager, "?operator=anna&kind=operator.signed-in")["entries"]
    assert signed_in[0]["actor_name"] == "Anna Lindt"
    assert ledger(manager, "?from=2020-01-01&to=2020-12-31")["entries"] == []
    assert ledger(manager, "?from=2020-01-01")["entries"]
    label = "P97001000001000038"
    assert ledger(manager, f"?label={label}")["entries"] == []
    for query in (
        "?from=2020-02-31",
        "?card=970010000010000011",
        "?card=1&receipt=T01-1-000001",
        "?label=P1",
    ):
        assert manager.get(f"/v1/ledger{query}").status_code == 400, query


def test_the_ledger_tells_no_secret(server: ServerProcess, manager: TillClient) -> None:
    text, before = "", ""
    while True:
        page = ledger(manager, before)
        text += str(page["entries"])
        if not page["more"]:
            break
        before = f"?before={page['looked_to']}"
    assert "shop.made" in text
    secrets = [server.demo["app_secret"], server.demo["server_secret"]]
    for secret in (*secrets, *(one["pin"] for one in server.demo["operators"])):
        assert f"'{secret}'" not in text


def test_the_ledger_is_verified_in_stretches_and_tells_what_tills_keep(
    server: ServerProcess, tills: Tills, manager: TillClient
) -> None:
    till = tills.demo(server)
    kept = till.open_session()["checkpoint"]
    if kept is not None:
        till.open_session(checkpoint=kept)
    answer = manager.get("/v1/ledger-check").json()
    assert (answer["upto"], answer["broken_at"]) == (answer["end"], None)
    (own,) = [one for one in answer["tills"] if one["till_id"] == till.till_id]
    assert own["position"] == (None if kept is None else kept["position"])
    assert manager.get(f"/v1/ledger-check?after={answer['end'] + 1000}").status_code == 404


def test_a_rewritten_entry_is_found_by_the_verification(
    own_server: ServerProcess, tills: Tills
) -> None:
    manager = tills.demo(own_server, *ANNA)
    end = manager.get("/v1/ledger-check").json()["end"]
    with apsw.Connection(str(own_server.data / "redemption.db")) as db:
        db.execute(
            "UPDATE ledger SET entry = replace(entry, 'demo', 'Demo') WHERE position = ?",
            (end - 1,),
        )
    assert manager.get("/v1/ledger-check").json()["broken_at"] == end - 1


# --- The command line ----------------------------------------------------------------------------


def test_the_command_line_lists_alarms_and_searches_the_ledger(
    own_server: ServerProcess,
) -> None:
    data = ("--data", str(own_server.data))
    listed = run_command("alarm", "list", *data)
    assert listed.returncode == 0, listed.stderr
    assert "\tprobed\t" in listed.stdout
    found = run_command("ledger", "--kind", "card.probed", *data)
    assert found.returncode == 0, found.stderr
    assert "card.probed" in found.stdout
    wrong = run_command("ledger", "--card", "123", *data)
    assert wrong.returncode != 0
    assert "no card number" in wrong.stderr


def test_the_command_line_lists_acknowledged_alarms_of_stopped_cards_where_it_is_asked_for_all(
    own_server: ServerProcess, tills: Tills
) -> None:
    manager = tills.demo(own_server, *ANNA)
    (alarm,) = [one for one in open_alarms(manager) if one["kind"] == "probed"]
    closed = manager.post(f"/v1/cases/{alarm['case_id']}/close", {"reason": "looked at"})
    assert closed.status_code == 200, closed.text
    data = ("--data", str(own_server.data))
    assert alarm["case_id"] not in run_command("alarm", "list", *data).stdout
    assert alarm["case_id"] in run_command("alarm", "list", "--all", *data).stdout
