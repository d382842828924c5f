"""Searching the ledger in the portal, one entry with its place in the chain, and verifying it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import httpx

from server_stub.web.portal.cards.pages import MISSES_TOLD_FROM
from support.command_line import CommandLine
from support.portal_client import PortalClient
from support.server_process import ServerProcess


def main_text(page: str) -> str:
    main = page.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", main)))


def search(browser: PortalClient, **fields: str) -> httpx.Response:
    return browser.submit("/portal/ledger", "/portal/ledger", **fields)


def positions(page: str) -> list[int]:
    return [int(each) for each in re.findall(r'href="/portal/ledger/(\d+)"', page)]


def test_entries_are_found_by_card_receipt_person_till_kind_and_day(
    anna: PortalClient, server: ServerProcess
) -> None:
    sold = server.demo["special_numbers"]["sold"]
    to = search(anna, about=f"{sold[:6]} {sold[6:]}").headers["location"]
    assert to == f"/portal/ledger?card={sold}"
    of_card = main_text(anna.get(to).text)
    assert "Cards held for a sale" in of_card
    assert "Batch" not in of_card.partition("Entries,")[2]
    to = search(anna, about="t02-1-000001", kind="sale.confirmed").headers["location"]
    assert to == "/portal/ledger?receipt=T02-1-000001&kind=sale.confirmed"
    assert len(positions(anna.get(to).text)) == 1
    for fields in ({"operator": "anna"}, {"till": "T02"}, {"kind": "till.enrolled"}):
        found = anna.get(search(anna, **fields).headers["location"])
        assert positions(found.text), fields
        assert "selected" in found.text
    assert positions(anna.get("/portal/ledger?to=2001-01-01").text) == []


def test_a_search_that_cannot_be_read_is_a_sentence_and_shows_no_code(anna: PortalClient) -> None:
    code = "ABCDE-FGHJK-LMNPQ-RSTUV-WXYZ2"
    answer = search(anna, about=code, first_day="2026-11-01")
    assert answer.status_code == 422
    assert "That is no number of a card" in answer.text
    assert code not in answer.text
    assert 'value="2026-11-01"' in answer.text
    assert search(anna, first_day="2026-02-30").status_code == 422
    assert search(anna, first_day="2026-02-02", last_day="2026-02-01").status_code == 422
    assert anna.get(f"/portal/ledger?card={code}").status_code == 404


def test_pages_of_entries_join_without_gap_to_the_first(anna: PortalClient) -> None:
    seen, at = [], "/portal/ledger?steps=yes"
    while at:
        page = anna.get(at).text
        seen += positions(page)
        found = re.search(r'href="([^"]+)" rel="next"', page)
        at = html.unescape(found[1]) if found else ""
    assert seen[-1] == 1
    assert seen == sorted(seen, reverse=True)
    assert len(set(seen)) == len(seen)


def test_the_steps_of_long_jobs_are_left_out_until_they_are_asked_for(
    anna: PortalClient, browsers: Callable[[], PortalClient]
) -> None:
    sam, at = browsers(), "/portal/campaigns/plain/codes"
    sam.sign_in("sam")
    job = sam.fill(at, quantity="2500", born="Available").headers["location"]
    sam.wait_for(job, "Give out the list")
    number = job.rpartition("/")[2]
    page = main_text(anna.get("/portal/ledger").text).partition("Entries,")[2]
    assert f"Making codes: begun {number}" in page
    since = page.partition(f"Making codes: begun {number}")[0]
    assert f"Making codes: done {number}" in since
    assert "Codes made" not in since
    to = search(anna, steps="yes").headers["location"]
    assert to == "/portal/ledger?steps=yes"
    assert "Codes made" in main_text(anna.get(to).text).partition("Entries,")[2]
    assert "checked" in anna.page
    of_kind = search(anna, kind="codes.generated").headers["location"]
    assert len(positions(anna.get(of_kind).text)) >= 25
    begun = search(anna, kind="job.begun").headers["location"]
    newest = positions(anna.get(begun).text)[0]
    assert "Making codes: begun" in main_text(anna.get(f"/portal/ledger/{newest}").text)


def test_an_entry_shows_its_hash_and_the_one_it_follows_from(anna: PortalClient) -> None:
    pages = [main_text(anna.get(f"/portal/ledger/{position}").text) for position in (2, 3)]
    hashes = [re.findall(r"\b[0-9a-f]{64}\b", page) for page in pages]
    assert hashes[1][-1] == hashes[0][0], "the hash before is the one of the entry before"
    page = main_text(anna.page)
    assert "Follows from the one before" in page
    assert anna.get("/portal/ledger/1").status_code == 200
    assert anna.get("/portal/ledger/999999999").status_code == 404


def test_a_stretch_is_verified_and_what_came_of_it_stands_in_the_ledger(
    anna: PortalClient, server: ServerProcess
) -> None:
    at = "/portal/ledger/check"
    for first, last in (("0", ""), ("9", "3"), ("1", "999999999"), ("x", "")):
        assert anna.submit(at, at, first=first, last=last).status_code == 422
    assert anna.submit(at, at, first="2", last="30").status_code == 303
    page = main_text(anna.wait_for(at, "Last verified"))
    assert "As it was written" in page
    assert "Entries 2 to 30, by Anna Lindt" in page
    assert "ledger.verified" in CommandLine(server.data).says("ledger")


def test_who_looks_for_many_cards_in_vain_is_told_of_once(
    anna: PortalClient, server: ServerProcess
) -> None:
    anna.get("/portal/cards")
    for each in range(MISSES_TOLD_FROM + 5):
        assert anna.send("/portal/cards", what=f"99{each:07}").status_code == 200
    said = CommandLine(server.data).says("ledger")
    assert said.count("portal.cards-not-found") == 1


def test_an_entry_says_money_names_and_changes_as_people_do(
    anna: PortalClient, browsers: Callable[[], PortalClient]
) -> None:
    sam = browsers()
    sam.sign_in("sam")
    edit = "/portal/campaigns/plain/edit"
    assert sam.fill(edit, title="Sams Titel, neu").status_code == 303

    def newest(kind: str) -> str:
        anna.get(f"/portal/ledger?kind={kind}")
        return main_text(anna.page).partition("Entries,")[2]

    assert "Title: A code → Sams Titel, neu" in newest("campaign.changed")
    assert "Where: Portal" in newest("campaign.changed")
    sold = newest("sale.confirmed")
    assert re.search(r"Cards: #\d+ · Paid: EUR [\d.,]+", sold)
    assert re.search(r"Codes: \d+–\d+", newest("codes.generated"))
    assert "Second factor: None" in newest("portal.signed-in")
    anna.get("/portal/ledger?kind=portal.signed-in", headers={"accept-language": "de"})
    assert "Zweiter Faktor: Keiner" in main_text(anna.page)


def test_every_detail_of_the_demo_shops_entries_has_a_word(anna: PortalClient) -> None:
    at, bare = "/portal/ledger?steps=yes", set()
    while at:
        page = anna.get(at).text
        bare |= {each for each in re.findall(r"· ([^:·<]+): ", page) if each == each.lower()}
        found = re.search(r'href="([^"]+)" rel="next"', page)
        at = html.unescape(found[1]) if found else ""
    assert bare == set()
