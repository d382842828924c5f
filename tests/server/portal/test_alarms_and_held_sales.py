"""Alarms that a manager looks at, cases that are open, and sales that hang on a dead till."""

from __future__ import annotations

import html
import re

import httpx
import pytest

from support.command_line import CommandLine
from support.portal_client import PortalClient
from support.portal_shop import PortalShop
from support.server_process import ServerProcess
from support.stored_rows import change_rows

PIN = "333333"


def main_text(page: str) -> str:
    main = page.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", main)))


def first_alarm(browser: PortalClient, state: str = "") -> str:
    page = browser.get(f"/portal/alarms{state}").text
    found = re.search(r'href="(/portal/alarms/probed[^"]+)"', page)
    return html.unescape(found[1]) if found else ""


def held_at_home(browser: PortalClient) -> int:
    """How many held sales Home counts; the list has as many."""
    found = re.search(r"Held sales (\d+) ", main_text(browser.get("/portal").text))
    assert found is not None
    listed = browser.get("/portal/holds").text.count('href="/portal/holds/')
    assert listed == int(found[1])
    return listed


def settle(browser: PortalClient, sale: str, **fields: str) -> httpx.Response:
    at = f"/portal/holds/{sale}"
    typed = {"answer": "paid", "reference": "", "reason": "the slip is here", "pin": PIN}
    return browser.submit(at, f"{at}/settle", **(typed | fields))


def test_an_alarm_shows_its_card_beside_its_neighbours(
    anna: PortalClient, server: ServerProcess
) -> None:
    page = main_text(anna.get(first_alarm(anna)).text)
    probed = server.demo["special_numbers"]["probed"]
    assert f"{probed[:6]} {probed[6:11]} {probed[11:17]} {probed[17:]}" in page
    assert "Its code was entered before anybody paid for it" in page
    assert page.count("970010 00002") == 5, "the card, and up to three on either side"


def test_a_manager_looks_at_an_alarm_and_lets_the_card_be_sold_again(
    anna: PortalClient, server: ServerProcess, shop: PortalShop
) -> None:
    at = first_alarm(anna)
    assert anna.submit(at, f"{at}/close", note=" x ").status_code == 422
    assert "three characters" in anna.page
    for _ in range(2):  # a double click
        assert anna.submit(at, f"{at}/close", note="opened by a child").status_code == 303
    page = main_text(anna.get(at).text)
    assert "Looked at" in page
    assert "opened by a child" in page
    assert "Anna Lindt" in page
    assert first_alarm(anna) == ""
    assert first_alarm(anna, "?state=closed") == at
    refused = anna.submit(at, f"{at}/close", note="somebody else")
    assert refused.status_code == 422, "it was closed with another note"
    assert "somebody was quicker" in refused.text
    probed = server.demo["special_numbers"]["probed"]
    assert shop.till.look_up(probed).json()["refusal"] is not None
    for _ in range(2):
        assert anna.submit(at, f"{at}/reopen", reason="shown to a friend").status_code == 303
    assert "Let it be sold again" not in anna.get(at).text
    assert shop.till.look_up(probed).json()["refusal"] is None
    said = CommandLine(server.data).says("ledger")
    assert "opened by a child" in said
    assert "shown to a friend" in said


def test_that_codes_are_tried_out_is_an_alarm_of_portal_and_till(
    anna: PortalClient, server: ServerProcess, shop: PortalShop
) -> None:
    before = int(re.search(r"Open alarms (\d+)", main_text(anna.get("/portal").text))[1])
    change_rows(
        server.data,
        """INSERT INTO cases (app_id, case_id, kind, detail, opened_at, version)
           VALUES (?, 'guessing:HOUR:7', 'guessing', '', 25200000, 1)""",
        server.demo["app_id"],
    )
    assert f"Open alarms {before + 1}" in main_text(anna.get("/portal").text)
    assert "Codes are being tried out" in main_text(anna.get("/portal/alarms").text)
    told = shop.till.get("/v1/alarms").json()["alarms"]
    assert "guessing" in [each["kind"] for each in told]
    at = "/portal/alarms/guessing:HOUR:7"
    page = main_text(anna.get(at).text)
    assert "somebody is trying codes out" in page
    assert anna.get("/portal/live?outcome=not-found").status_code == 200
    assert 'href="/portal/live?outcome=not-found"' in anna.get(at).text
    assert anna.submit(at, f"{at}/close", note="blocked in front").status_code == 303
    assert f"Open alarms {before}" in main_text(anna.get("/portal").text)


def test_a_paid_sale_of_a_dead_till_is_confirmed_with_reason_and_pin(
    anna: PortalClient, shop: PortalShop, server: ServerProcess
) -> None:
    sale = shop.held_by_a_dead_till()
    assert f'href="/portal/holds/{sale}"' in anna.get("/portal/holds").text
    for fields, why in (
        ({"answer": ""}, "Answer first"),
        ({"reason": "no"}, "Write down why"),
        ({"pin": "000000"}, "The PIN is not right"),
        ({"pin": "letters"}, "The PIN is not right"),
        ({"answer": "maybe"}, "Answer first"),
    ):
        refused = settle(anna, sale, **fields)
        assert refused.status_code == 422, fields
        assert why in refused.text
        assert 'value="333333"' not in refused.text
    assert "the slip is here" in settle(anna, sale, pin="000000").text, "what was typed stays"
    lines = "\r\n".join(["y" * 9] * 50)  # as browsers send 499 signs in 50 lines
    assert settle(anna, sale, answer="", reason=lines).status_code == 422
    for _ in range(2):
        assert settle(anna, sale).status_code == 303
    page = main_text(anna.get(f"/portal/holds/{sale}").text)
    assert "Confirmed" in page
    assert "Available" in page
    assert "Was it paid?" not in page
    other = settle(anna, sale, answer="not-paid")
    assert other.status_code == 422
    assert "confirmed meanwhile" in other.text
    assert sale not in anna.get("/portal/holds").text
    entries = [each for each in CommandLine(server.data).rows("ledger") if sale in str(each)]
    settled = [each for each in entries if "sale.settled" in str(each)]
    assert len(settled) == 1
    assert "operator:anna" in str(settled[0])
    assert "portal" in str(settled[0])


def test_a_till_that_another_process_has_heard_is_told_as_heard(
    anna: PortalClient, shop: PortalShop, server: ServerProcess
) -> None:
    """The one that is asked has heard it a moment ago; the note that another one made is newer still."""
    till = shop.till
    sale = till.new_sale_id()
    till.reserve(sale, [till.look_up(next(shop.numbers)).json()]).raise_for_status()
    heard_at = 4_070_952_000_000
    change_rows(
        server.data, "UPDATE tills SET last_seen_at = ? WHERE till_id = ?", heard_at, till.till_id
    )
    assert "Till last heard of 2099-01-01" in main_text(anna.get(f"/portal/holds/{sale}").text)
    assert "2099-01-01" in main_text(anna.get("/portal/tills").text)
    assert "Last heard of 2099-01-01" in main_text(anna.get(f"/portal/tills/{till.till_id}").text)
    own = next(each for each in till.get("/v1/tills").json()["tills"] if each["is_own"])
    assert own["last_seen_at"] == heard_at
    till.cancel(sale).raise_for_status()
    change_rows(server.data, "UPDATE tills SET last_seen_at = 1 WHERE till_id = ?", till.till_id)
    assert "2099" not in anna.get("/portal/tills").text


def test_an_unpaid_sale_is_cancelled_and_its_card_sold_again(
    anna: PortalClient, shop: PortalShop
) -> None:
    sale = shop.held_by_a_dead_till()
    assert held_at_home(anna) == 1, "from the first moment on"
    assert settle(anna, sale, answer="not-paid", reference="ignored").status_code == 303
    assert "Cancelled" in main_text(anna.get(f"/portal/holds/{sale}").text)
    assert held_at_home(anna) == 0


def test_ten_wrong_pins_lock_the_portal_too(
    anna: PortalClient, shop: PortalShop, server: ServerProcess
) -> None:
    sale = shop.held_by_a_dead_till()
    said = [settle(anna, sale, pin="000000").text for _ in range(11)]
    assert "too many wrong PINs" in said[-1]
    assert "too many wrong PINs" in settle(anna, sale).text, "the right one comes too late"
    CommandLine(server.data).says("operator", "unlock", "anna")
    assert settle(anna, sale).status_code == 303


def test_a_refund_that_is_due_is_listed_with_where_it_is_settled(
    anna: PortalClient, shop: PortalShop
) -> None:
    assert "No case is open" in main_text(anna.get("/portal/cases").text)
    number = next(shop.numbers)
    till = shop.till
    sale = till.sell(number)
    void = till.new_void_id()
    signed = till.approve("anna", PIN, "void", void, sale_id=sale).json()["approval"]
    till.void(void, sale, approval=signed).raise_for_status()
    page = anna.get("/portal/cases")
    found = re.search(r'href="(/portal/cases/refund-due[^"]+)"', page.text)
    assert found
    case = main_text(anna.get(html.unescape(found[1])).text)
    assert "Hand it back at a till of the store" in case
    assert "EUR 50.00" in case
    assert anna.get(found[1].replace("/cases/", "/alarms/")).status_code == 404


def test_a_paid_sale_whose_money_goes_back_leads_to_its_case(
    anna: PortalClient, shop: PortalShop
) -> None:
    sale = shop.held_by_a_dead_till()
    for _ in range(2):  # a double click
        assert settle(anna, sale, answer="money-back").status_code == 303
    page = anna.get(f"/portal/holds/{sale}").text
    assert "Voided" in main_text(page)
    assert "Close the case at a till of Harbour Street 12 first" in main_text(page)
    assert settle(anna, sale, answer="paid").status_code == 422
    found = re.search(r'href="(/portal/cases/refund-due[^"]+)"', page)
    assert found
    case = main_text(anna.get(html.unescape(found[1])).text)
    assert "Refund due" in case
    assert "Its own till gives nothing back" in case
    assert "EUR 50.00" in case
    assert "the slip is here" in case
    assert "Of recalls" not in anna.get("/portal/cases").text
    assert "No case is open" in main_text(anna.get("/portal/cases?recall=7").text)


def test_a_refund_that_its_till_speaks_against_says_that_it_is_in_doubt(
    anna: PortalClient, shop: PortalShop
) -> None:
    till = shop.till
    sale = till.new_sale_id()
    till.reserve(sale, [till.look_up(next(shop.numbers)).json()]).raise_for_status()
    assert settle(anna, sale, answer="money-back").status_code == 303
    assert till.cancel(sale).status_code == 409
    found = re.search(
        r'href="(/portal/cases/refund-due-denied[^"]+)"', anna.get(f"/portal/holds/{sale}").text
    )
    assert found
    case = main_text(anna.get(html.unescape(found[1])).text)
    assert "Refund in doubt" in case
    assert "Find out whether it was paid before any money goes back" in case


@pytest.mark.parametrize("path", ["alarms/probed:999999:1", "cases/probed:999999:1"])
def test_what_there_is_not_is_nothing(anna: PortalClient, path: str) -> None:
    assert anna.get(f"/portal/{path}").status_code == 404
