"""Recalls with what became of each card, stores, tills and people: looked at and decided."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Callable

import pytest

from card_contract.card_number import CardNumber
from support.command_line import CommandLine
from support.portal_client import PortalClient
from support.portal_shop import CLERK, PortalShop
from support.server_process import ServerProcess
from support.stored_rows import change_rows, read_rows

Browsers = Callable[[], PortalClient]
GOOD = "correct horse battery staple"


def main_text(page: str) -> str:
    main = page.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", main)))


@pytest.fixture
def admin(browser: PortalClient) -> PortalClient:
    assert browser.sign_in("admin").status_code == 303
    return browser


# --- Recalls -------------------------------------------------------------------------------------


def test_a_stop_sale_is_shown_as_a_matrix_card_by_card_and_as_a_file(
    anna: PortalClient, shop: PortalShop
) -> None:
    sold, *rest = [next(shop.numbers) for _ in range(4)]
    shop.till.sell(sold)
    recall = shop.stop_sale(sold, *rest)
    at = f"/portal/recalls/{recall}"
    assert f'href="{at}"' in anna.get("/portal/recalls").text
    page = main_text(anna.wait_for(at, "4 of 4"))
    assert "Not sold Stopped from being sold 3" in page
    assert "Sold, not redeemed Sold: left alone 1" in page
    assert "seen in the back yard" in page
    of_effect = main_text(anna.get(f"{at}?effect=sold-stays").text)
    assert of_effect.count("970010 00001") == 1
    to = anna.submit(at, f"{at}/find", number=rest[0]).headers["location"]
    assert main_text(anna.get(to).text).count("970010 00001") == 1
    assert anna.submit(at, f"{at}/find", number="ABCDE-CODE").status_code == 422
    assert "ABCDE-CODE" not in anna.page
    file = anna.get(f"{at}/cards.csv")
    assert file.headers["content-disposition"] == f'attachment; filename="recall-{recall}.csv"'
    assert file.headers["content-type"].startswith("text/csv")
    lines = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))))
    numbers = [CardNumber.parse(number).grouped() for number in sorted([sold, *rest])]
    assert [line["Card"] for line in lines] == numbers
    assert {line["It became"] for line in lines} == {"Sold: left alone", "Stopped from being sold"}
    in_german = anna.get(f"{at}/cards.csv", headers={"accept-language": "de"}).content
    assert in_german.decode("utf-8-sig").startswith("Platz;Karte;Letzte vier;Id;War;Ist geworden")
    stopped = anna.get(f"{at}/cards.csv?effect=stopped").text.strip().splitlines()
    assert len(stopped) == 4
    head = anna.http.head(f"{at}/cards.csv")
    assert (head.status_code, head.text) == (200, "")


def test_the_cases_of_a_recall_stand_under_it_card_by_card(
    anna: PortalClient, shop: PortalShop
) -> None:
    numbers = [next(shop.numbers) for _ in range(2)]
    for number in numbers:
        shop.till.sell(number)
    recall = shop.recall_sold(*numbers)
    at, cases = f"/portal/recalls/{recall}", f"/portal/cases?recall={recall}"
    assert "Open cases 2" in main_text(anna.wait_for(at, "2 of 2"))
    assert f'href="{cases}"' in anna.get(at).text
    assert f'href="{cases}"' in anna.get("/portal/cases").text
    page = anna.get(cases).text
    assert main_text(page).count("970010 00001") == 2
    found = re.search(r'href="(/portal/cases/refund-due[^"]+)"', page)
    assert found
    assert f'href="{at}"' in anna.get(html.unescape(found[1])).text
    # The words for it are those of whoever reads the card's page aloud.
    at_card = anna.submit("/portal/cards", "/portal/cards", what=numbers[0]).headers["location"]
    in_german = main_text(anna.get(at_card, headers={"accept-language": "de"}).text)
    assert "Warum ungültig Zurückgerufen" in in_german
    assert "Warum: Gestohlen" in in_german
    assert "Art: Rückruf oder Verkaufsstopp" in in_german
    assert "0,02 EUR" not in in_german, "what a job counts is no money"


def test_a_recall_that_is_done_stays_as_it_is_and_one_that_is_not_names_its_file_so(
    anna: PortalClient, shop: PortalShop, server: ServerProcess
) -> None:
    recall = shop.stop_sale(next(shop.numbers))
    at = f"/portal/recalls/{recall}"
    anna.wait_for(at, "1 of 1")
    assert anna.send(f"{at}/call-off").status_code == 303
    assert "Done" in main_text(anna.get(at).text)
    undone = "UPDATE jobs SET state = 'cancelled', total = 3 WHERE job_id = ?"
    change_rows(server.data, undone, recall)
    said = anna.get(f"{at}/cards.csv").headers["content-disposition"]
    assert said == f'attachment; filename="recall-{recall}-cancelled-1-of-3.csv"'
    for missing in ("/portal/recalls/999999", "/portal/recalls/999999/cards.csv"):
        assert anna.get(missing).status_code == 404
    assert anna.send("/portal/recalls/999999/call-off").status_code == 404


# --- Tills ---------------------------------------------------------------------------------------


def test_a_till_is_let_in_named_and_shut_out_with_a_reason(
    anna: PortalClient, shop: PortalShop, server: ServerProcess
) -> None:
    at = "/portal/tills/enrol"
    assert anna.submit(at, at, name="  ", store="harbour-12").status_code == 422
    assert anna.submit(at, at, name="Kiosk", store="nowhere").status_code == 422
    given = anna.submit(at, at, name="Kiosk", store="harbour-12").text
    code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", given)
    assert code
    till = shop.let_in(code[0])
    here = f"/portal/tills/{till.till_id}"
    assert anna.submit(here, f"{here}/rename", name="Kiosk <b>").status_code == 303
    assert "Kiosk &lt;b&gt;" in anna.get("/portal/tills").text
    till.sign_in(*CLERK).raise_for_status()
    card = till.look_up(next(shop.numbers)).json()
    sale = till.new_sale_id()
    till.reserve(sale, [card]).raise_for_status()
    assert anna.submit(here, f"{here}/revoke", reason="").status_code == 422
    for _ in range(2):
        assert anna.submit(here, f"{here}/revoke", reason="stolen at night").status_code == 303
    assert till.get("/v1/shop").json()["code"] == "TILL_REVOKED", "with its next request"
    till.close()
    assert "It holds sales that nobody has settled: 1" in main_text(anna.get(here).text)
    assert sale in anna.get("/portal/holds").text
    said = CommandLine(server.data).says("ledger", "--store", "harbour-12")
    assert said.count("stolen at night") == 1
    assert anna.get("/portal/tills/T99").status_code == 404
    assert anna.submit("/portal", "/portal/tills/T99/revoke", reason="none").status_code == 404


# --- Stores --------------------------------------------------------------------------------------


def test_an_administrator_opens_and_changes_a_store_and_a_manager_looks_at_it(
    admin: PortalClient, browsers: Browsers
) -> None:
    new = {"name": "Market <i>", "store_id": "market-3", "address": "Market 3\nLübeck"}
    at = "/portal/stores"
    assert admin.submit(at, at, **new | {"store_id": "no/id"}, like="harbour-12").status_code == 422
    assert 'value="Market &lt;i&gt;"' in admin.page, "what was typed stays"
    assert admin.submit(at, at, **new, like="harbour-12").status_code == 303
    assert admin.submit(at, at, **new, like="harbour-12").status_code == 422
    abroad = {"name": "Limmat", "store_id": "limmat-1", "like": "harbour-12"}
    for wrong, why in (
        ({"currency": "XXX"}, "That is no currency"),
        ({"time_zone": "Europe"}, "no such time zone"),
        ({"time_zone": "../etc/passwd"}, "no such time zone"),
    ):
        assert why in main_text(admin.fill(at, **abroad | wrong).text)
    there = admin.fill(at, **abroad, currency="chf", time_zone="Europe/Zurich")
    assert "Money CHF Time zone Europe/Zurich" in main_text(
        admin.get(there.headers["location"]).text
    )
    here = "/portal/stores/market-3"
    texts = {"address": "Market 4", "header": "Market", "legal": "No refunds\n" * 7}
    changed = {"name": "Market", "custody_rule": "refuse"}
    refused = admin.fill(here, **changed, **texts)
    assert "six lines" in refused.text
    assert refused.text.count("No refunds") == 7
    assert admin.refill(here, legal="VAT 1").status_code == 303
    page = main_text(admin.get(here).text)
    assert "Not sold" in page
    assert "VAT 1" in page
    manager = browsers()
    manager.sign_in("anna")
    assert "Change it" not in manager.get(here).text
    assert manager.submit("/portal", here, **changed, **texts).status_code == 404


def test_two_people_who_change_one_store_undo_nothing_of_each_other(
    admin: PortalClient, browsers: Browsers, server: ServerProcess
) -> None:
    at, here = "/portal/stores", "/portal/stores/quay-7"
    new = {"name": "Quay", "store_id": "quay-7", "address": "Quay 7"}
    assert admin.submit(at, at, **new, like="harbour-12").status_code == 303
    other = browsers()
    other.sign_in("admin")
    other.get(here)
    assert admin.fill(here, custody_rule="refuse").status_code == 303
    for _ in range(2):
        assert other.refill(here, address="Quay 8").status_code == 303, "sent twice"
    ((rule, header),) = read_rows(
        server.data,
        "SELECT custody_rule, receipt_header FROM stores WHERE store_id = ?",
        "quay-7",
    )
    assert rule == "refuse"
    assert "Quay 8" in header, "the usual head of the receipt follows the address"
    other.get(here)
    assert admin.fill(here, legal="VAT 2").status_code == 303
    overtaken = other.refill(here, legal="VAT 3")
    assert overtaken.status_code == 422
    assert "Somebody has changed the same thing" in overtaken.text
    assert "VAT 2" in main_text(overtaken.text)
    assert other.refill(here).status_code == 303, "after a look at it"
    assert "VAT 3" in main_text(admin.get(here).text)


def test_a_store_that_cannot_be_opened_is_told_why(admin: PortalClient) -> None:
    at = "/portal/stores"
    new = {"name": "Pier", "store_id": "pier-1", "address": "Pier 1"}
    refused = admin.submit(at, at, **new, like="nowhere")
    assert refused.status_code == 422
    assert "It is not there any more" in refused.text
    assert "of that id already" not in refused.text


# --- People --------------------------------------------------------------------------------------


def test_roles_locks_and_leaving_are_decided_by_others_only(
    anna: PortalClient, shop: PortalShop, server: ServerProcess
) -> None:
    care = CommandLine(server.data)
    who = ("--name", "Noor Haddad", "--role", "clerk")
    care.says("operator", "add", "noor", *who, stdin="777777\n")
    here, why = "/portal/operators/noor", {"role_reason": "helps customers now"}
    for _ in range(10):
        shop.till.post("/v1/approvals", wrong_pin("noor"))
    assert "Locked" in main_text(anna.get(here).text)
    assert anna.submit(here, f"{here}/unlock", pin="12").status_code == 422
    assert anna.submit(here, f"{here}/unlock", pin="").status_code == 303
    assert "Locked after wrong PINs" not in main_text(anna.get(here).text)
    assert anna.submit(here, f"{here}/role", role="king", **why).status_code == 422
    assert anna.submit(here, f"{here}/role", role="administrator", **why).status_code == 422
    for act, fields in (("role", {"role": "support"}), ("let-go", {})):
        nothing_said = anna.submit(here, f"{here}/{act}", role_reason="x", go_reason=" ", **fields)
        assert nothing_said.status_code == 422
        assert "Write down why" in nothing_said.text
    assert anna.submit(here, f"{here}/role", role="support", **why).status_code == 303
    gone = {"go_reason": "moved to another town"}
    for act, fields in (("role", {"role": "clerk", **why}), ("let-go", gone)):
        own = anna.submit("/portal/operators/anna", f"/portal/operators/anna/{act}", **fields)
        above = anna.submit("/portal/operators/admin", f"/portal/operators/admin/{act}", **fields)
        assert (own.status_code, above.status_code) == (422, 422)
    for _ in range(2):
        assert anna.submit(here, f"{here}/let-go", **gone).status_code == 303
    said = care.says("ledger", "--store", "harbour-12")
    assert said.count("helps customers now") == said.count("moved to another town") == 1
    assert "cannot sign in any more" in anna.get(here).text
    assert anna.get("/portal/operators/nobody").status_code == 404


def test_a_person_is_taken_on_once_and_signs_in_at_a_till_with_the_pin_they_typed(
    anna: PortalClient, shop: PortalShop, server: ServerProcess
) -> None:
    at = "/portal/take-on"
    new = {"name": "Ines  Ruiz", "role": "clerk", "pin": "580317", "again": "580317"}
    for wrong, why in (
        ({"name": " "}, "called"),
        ({"role": "king"}, "Choose a role"),
        ({"role": "administrator"}, "Choose a role"),
        ({"again": "580318"}, "not the same"),
        ({"pin": "5803", "again": "5803"}, "6 to 12 digits"),
        ({"pin": "234567", "again": "234567"}, "would try this PIN first"),
        ({"operator_id": "mia"}, "send the form again"),
    ):
        refused = anna.fill(at, **(new | wrong))
        assert refused.status_code == 422
        assert why in main_text(refused.text)
        assert "5803" not in refused.text, "a PIN does not come back"
    anna.refill(at, **(new | {"name": "mia KERN"}))
    assert "mia KERN is on the list already" in main_text(anna.page)
    first = anna.fill(at, **new)
    here = first.headers["location"]
    assert here.startswith("/portal/operators/O-")
    taken = here.rpartition("/")[2]
    repeat = {"operator_id": taken, "namesake": ""}
    assert anna.submit(at, at, **new, **repeat).headers["location"] == here
    assert anna.submit(at, at, **(new | {"role": "support"}), **repeat).status_code == 422
    assert "has taken somebody on before" in anna.page
    assert "Ines Ruiz" in anna.get("/portal/operators").text
    with shop.new_till("Front") as till:
        till.sign_in(taken, new["pin"]).raise_for_status()
    # Somebody of the same name is taken on once it is said again.
    assert anna.fill(at, **new).status_code == 422
    other = anna.refill(at, **(new | {"pin": "604218", "again": "604218"})).headers["location"]
    assert other != here
    for _ in range(2):
        gone = anna.submit(other, f"{other}/let-go", go_reason="taken on twice")
        assert gone.status_code == 303
    said = CommandLine(server.data).says("ledger", "--store", "harbour-12")
    assert said.count("Ines Ruiz") == 2
    assert "580317" not in said


def test_a_person_locked_by_hand_is_shown_so_and_let_in_again_for_a_reason(
    anna: PortalClient, browsers: Browsers, shop: PortalShop, server: ServerProcess
) -> None:
    here, lea = "/portal/operators/lea", browsers()
    assert lea.sign_in("lea").status_code == 303
    assert anna.submit(here, f"{here}/lock", reason=" ").status_code == 422
    assert lea.is_signed_in
    for _ in range(2):
        assert anna.submit(here, f"{here}/lock", reason="gave codes away").status_code == 303
    assert not lea.is_signed_in
    assert lea.sign_in("lea").status_code != 303
    page = main_text(anna.get(here).text)
    assert "Locked by a manager" in page
    assert "gave codes away" in page
    assert "In use" not in page
    row = anna.get("/portal/operators").text.partition(here)[2].partition("</tr>")[0]
    assert "Locked by a manager" in row
    assert "May sign in" not in row
    listed = shop.till.get("/v1/operators").json()["operators"]
    assert "lea" not in [each["operator_id"] for each in listed], "nobody asks them to sign"
    assert "Lift that lock first" in anna.send(f"{here}/unlock", pin="").text
    assert anna.submit(here, f"{here}/lift", reason="").status_code == 422
    assert anna.submit(here, f"{here}/lift", reason="it was somebody else").status_code == 303
    assert "Locked by a manager" not in main_text(anna.get(here).text)
    assert lea.sign_in("lea").status_code == 303
    said = CommandLine(server.data).says("ledger", "--store", "harbour-12")
    assert said.count("gave codes away") == 1
    assert said.count("it was somebody else") == 1
    own = "/portal/operators/anna"
    assert anna.submit(own, f"{own}/lock", reason="to try it").status_code == 422
    above = "/portal/operators/admin"
    assert anna.submit(own, f"{above}/lock", reason="to try it").status_code == 422


def wrong_pin(operator: str) -> dict[str, str]:
    about = {"purpose": "settle", "subject": "x", "sale_id": "x"}
    return {"approver": operator, "pin": "000000", **about}


def test_only_an_administrator_invites_and_nobody_invites_themselves(
    admin: PortalClient, browsers: Browsers, server: ServerProcess
) -> None:
    here = "/portal/operators/lea"
    invited = admin.submit(here, f"{here}/invite")
    link = re.search(r'data-path="(/portal/invitation#[^"]+)"', invited.text)
    assert link
    guest, at = browsers(), "/portal/invitation"
    word = link[1].partition("#")[2]
    fields = {"name": "lea", "password": GOOD, "again": GOOD}
    assert guest.submit(at, at, invitation=word, **fields).status_code == 303
    assert guest.sign_in("lea", GOOD).status_code == 303
    assert admin.submit(here, "/portal/operators/admin/invite").status_code == 422
    assert admin.submit(here, "/portal/operators/mia/invite").status_code == 422, "a clerk"
    manager = browsers()
    manager.sign_in("anna")
    assert "Invite to the portal" not in manager.get(here).text
    assert manager.send(f"{here}/invite").status_code == 404
    entries = CommandLine(server.data).rows("ledger", "--store", "harbour-12")
    assert [e for e in entries if "portal.invited" in str(e) and "operator:admin" in str(e)]


@pytest.mark.sqlite_only
def test_no_name_turns_the_letters_beside_it_round(anna: PortalClient, browsers: Browsers) -> None:
    admin, sam, turned = browsers(), browsers(), "Till \u202e01"
    admin.sign_in("admin")
    sam.sign_in("sam")
    store = {"name": turned, "store_id": "turned", "address": "Market 3", "like": "harbour-12"}
    person = {"name": turned, "role": "clerk", "pin": "580319", "again": "580319"}
    for browser, at, to, typed in (
        (anna, "/portal/tills/T02", "/portal/tills/T02/rename", {"name": turned}),
        (anna, "/portal/tills/enrol", "", {"name": turned, "store": "harbour-12"}),
        (anna, "/portal/take-on", "", person),
        (admin, "/portal/stores", "", store),
        (admin, "/portal/stores/harbour-12", "", {"legal": "VAT \u2066 7"}),
        (sam, "/portal/campaigns/plain/edit", "", {"title": "\u202egnp.exe"}),
    ):
        answer = browser.fill(at, to, **typed)
        assert answer.status_code in (409, 422), at
        assert "signs that turn letters round" in main_text(answer.text), at
    for at in ("/portal/tills", "/portal/stores", "/portal/operators", "/portal/campaigns"):
        assert "\u202e" not in admin.get(at).text
