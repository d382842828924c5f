"""A till's ways through a real server, over HTTP."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from support.server_process import ServerProcess
from support.till_client import TillClient
from support.tills import Tills


def test_a_sale_goes_from_look_up_to_activated(till: TillClient, numbers: Iterator[str]) -> None:
    card = till.look_up(next(numbers)).json()
    assert card["refusal"] is None
    assert card["price_minor"] == 5000
    sale_id = till.new_sale_id()

    held = till.reserve(sale_id, [card])
    assert held.status_code == 200
    assert till.look_up(card["number"]).json()["refusal"]["refusal"] == "CARD_HELD_ELSEWHERE"
    confirmed = till.confirm(sale_id, held.json()["total_minor"])

    assert [line["activated"] for line in confirmed.json()["lines"]] == [True]
    sale = till.get(f"/v1/sales/{sale_id}").json()
    assert sale["stage"] == "confirmed"
    assert sale["operator_name"] == "Mia Kern"
    assert sale["lines"][0]["code_state"] == "Available"
    assert sale["payment"]["kind"] == "cash"


def test_the_same_request_again_gets_the_stored_answer_marked_as_replayed(
    till: TillClient, numbers: Iterator[str]
) -> None:
    card = till.look_up(next(numbers)).json()
    sale_id = till.new_sale_id()
    till.reserve(sale_id, [card])
    first = till.confirm(sale_id, 5000).json()
    again = till.confirm(sale_id, 5000).json()
    assert again == {**first, "replayed": True}


def test_the_same_key_with_another_request_is_refused(
    till: TillClient, numbers: Iterator[str]
) -> None:
    card = till.look_up(next(numbers)).json()
    sale_id = till.new_sale_id()
    till.reserve(sale_id, [card])
    till.confirm(sale_id, 5000)
    other = till.confirm(sale_id, 5000, given_minor=10_000)
    assert (other.status_code, other.json()["code"]) == (422, "KEY_REUSED")


def test_a_cancel_frees_the_cards_and_a_late_confirm_is_refused(
    till: TillClient, numbers: Iterator[str]
) -> None:
    card = till.look_up(next(numbers)).json()
    sale_id = till.new_sale_id()
    till.reserve(sale_id, [card])
    assert till.cancel(sale_id).json()["freed"] == [card["card_id"]]
    late = till.confirm(sale_id, 5000)
    assert (late.status_code, late.json()["code"]) == (409, "SALE_CANCELLED")
    assert till.look_up(card["number"]).json()["refusal"] is None


def test_a_void_with_a_managers_signature_kills_the_card_and_owes_its_price(
    till: TillClient, numbers: Iterator[str]
) -> None:
    number = next(numbers)
    sale_id = till.sell(number)
    void_id = till.new_void_id()
    approval = till.approve("anna", "333333", "void", void_id, sale_id=sale_id).json()["approval"]
    voided = till.void(void_id, sale_id, approval=approval).json()
    assert voided["refund_minor"] == 5000
    assert till.look_up(number).json()["refusal"]["refusal"] == "CARD_VOIDED"


def test_an_approval_is_for_one_act_only(till: TillClient, numbers: Iterator[str]) -> None:
    sale_id, other_id = till.sell(next(numbers)), till.sell(next(numbers))
    void_id = till.new_void_id()
    approval = till.approve("anna", "333333", "void", void_id, sale_id=sale_id).json()["approval"]
    other = till.void(till.new_void_id(), other_id, approval=approval)
    assert (other.status_code, other.json()["code"]) == (403, "APPROVAL_INVALID")
    assert till.void(void_id, sale_id, approval=approval).status_code == 200


def test_a_clerk_cannot_sign_as_a_manager(till: TillClient) -> None:
    answer = till.approve("mia", "111111", "void", till.new_void_id())
    assert (answer.status_code, answer.json()["code"]) == (403, "NOT_ALLOWED")


def test_cards_that_cannot_be_sold_say_why(server: ServerProcess, till: TillClient) -> None:
    special = server.demo["special_numbers"]
    reasons = {
        name: till.look_up(number).json()["refusal"]["refusal"] for name, number in special.items()
    }
    assert reasons == {
        "sold": "CARD_SOLD",
        "probed": "CARD_PROBED",
        "invalidated": "CARD_INVALIDATED",
    }
    sold = till.look_up(special["sold"]).json()["refusal"]
    assert sold["till_name"] == "Till 2"
    assert sold["store_name"] == "Harbour Street 12"


def test_a_text_that_is_no_card_of_ours_is_unknown(till: TillClient) -> None:
    for text in ("4006381333931", "HELLO", "\u0661\u0662\u0663", "x" * 200, "a\x00b"):
        answer = till.look_up(text)
        assert answer.status_code == 409, text
        assert answer.json()["cards"][0]["refusal"] == "CARD_UNKNOWN"


def test_sales_are_found_by_receipt_card_and_day(till: TillClient, numbers: Iterator[str]) -> None:
    number = next(numbers)
    sale_id = till.sell(number)
    receipt = till.get(f"/v1/sales/{sale_id}").json()["receipt_number"]
    today = dt.datetime.now(ZoneInfo("Europe/Berlin")).date()
    for query in (f"receipt={receipt}", f"card={number}", f"day={today}"):
        found = till.get(f"/v1/sales?{query}").json()["sales"]
        assert sale_id in [sale["sale_id"] for sale in found], query
    yesterday = today - dt.timedelta(days=1)
    assert till.get(f"/v1/sales?day={yesterday}").json() == {"sales": [], "more": False}


def test_the_list_of_a_day_goes_on_where_its_last_page_ended(
    till: TillClient, numbers: Iterator[str]
) -> None:
    sold = [till.sell(next(numbers)) for _ in range(3)]
    today = dt.datetime.now(ZoneInfo("Europe/Berlin")).date()
    newest = till.get(f"/v1/sales?day={today}").json()["sales"]
    assert newest[0]["sale_id"] == sold[-1]
    older = till.get(f"/v1/sales?day={today}&before={newest[0]['sale_id']}").json()["sales"]
    assert sold[-1] not in [sale["sale_id"] for sale in older]
    assert sold[0] in [sale["sale_id"] for sale in older]


def test_a_held_sale_of_a_dead_till_is_settled_by_a_manager_elsewhere(
    server: ServerProcess, tills: Tills, numbers: Iterator[str]
) -> None:
    manager = tills.demo(server, "anna", "333333")
    dead = tills.enrolled(server, "jonas", "222222")
    card = dead.look_up(next(numbers)).json()
    sale_id = dead.new_sale_id()
    dead.reserve(sale_id, [card])
    assert manager.post(f"/v1/tills/{dead.till_id}/revoke", {"reason": "stolen"}).status_code == 200

    approval = manager.approve("anna", "333333", "settle", sale_id).json()["approval"]
    settled = manager.post(
        f"/v1/sales/{sale_id}/settle",
        {
            "was_paid": True,
            "payment": {"kind": "cash", "amount_minor": 5000, "given_minor": 5000},
            "reason": "The money is in the drawer.",
            "approval": approval,
        },
    )
    assert settled.status_code == 200, settled.text
    assert settled.json()["stage"] == "confirmed"
    assert settled.json()["lines"][0]["activated"] is True


def test_the_shop_its_people_and_its_pictures_are_told(till: TillClient) -> None:
    shop = till.get("/v1/shop").json()
    assert shop["demo"] is True
    assert (shop["issuers"], shop["sells_codes"]) == (["970010"], False)
    assert "DEMO" in shop["receipt"]["legal"][0]
    people = till.get("/v1/operators").json()["operators"]
    assert [person["role"] for person in people if person["name"] == "Anna Lindt"] == ["manager"]
    picture = till.get("/v1/artwork/demo-game-25")
    assert picture.headers["content-type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    assert till.get("/v1/artwork/nothing").status_code == 404


def test_of_two_tills_with_one_card_exactly_one_holds_it_in_200_races(
    own_server: ServerProcess, tills: Tills
) -> None:
    racers = (
        tills.demo(own_server, "mia", "111111"),
        tills.enrolled(own_server, "jonas", "222222"),
    )
    won: list[list[int]] = [[], []]
    at_the_line = threading.Barrier(2)

    def race(place: int) -> None:
        for card_id in range(1, 201):
            card = {"card_id": str(card_id), "price_minor": 5000, "currency": "EUR"}
            at_the_line.wait(30)
            answer = racers[place].reserve(racers[place].new_sale_id(), [card])
            if answer.status_code == 200:
                won[place].append(card_id)
            else:
                refused = answer.json()["cards"][0]["refusal"]
                assert refused == "CARD_HELD_ELSEWHERE"

    threads = [threading.Thread(target=race, args=(place,)) for place in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won[0] + won[1]) == list(range(1, 201))
