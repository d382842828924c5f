"""Finding a customer, and what the page of one says."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest

from server_stub.queries.portal_cards import PAGE_CARDS
from support.portal_client import PortalClient
from support.portal_tab import NARROW, OpenTab, needs_chromium
from support.redemption_floor import RedemptionFloor, soon
from support.server_process import ServerProcess
from support.stored_rows import change_rows, read_rows

MAIL = "ann.berg@example.com"


def search(browser: PortalClient, what: str) -> str:
    """Where a search leads, or nothing."""
    answer = browser.submit("/portal/customers", "/portal/customers", what=what)
    return answer.headers.get("location", "")


def card_of(browser: PortalClient, code: str) -> str:
    return browser.submit("/portal/cards", "/portal/cards", what=code).headers["location"]


def failed_of(browser: PortalClient, name: str) -> list[str]:
    """The lines of a customer in the list of failed deliveries."""
    rows = re.findall(r"<tr>.*?</tr>", browser.get("/portal/failed").text, re.DOTALL)
    lines = [re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", row))) for row in rows]
    return [line for line in lines if name in line]


def main_text(page: str) -> str:
    main = page.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", main)))


def test_a_customer_is_found_by_mail_and_id_and_shown_with_all_that_is_known(
    lea: PortalClient, floor: RedemptionFloor
) -> None:
    ann = floor.customer(MAIL)
    (code,), (failing,) = floor.codes("plain"), floor.codes("sync-fail")
    ann.redeem(code)
    ann.redeem(failing)
    ann.redeem("ABCDE-FGHJK-MNPQR-STUVW-XYZ99")
    address = f"/portal/customers/{ann.profile_id}"
    assert search(lea, MAIL) == search(lea, MAIL.upper()) == search(lea, ann.profile_id) == address
    page = soon(lambda: lea.get(address).text, lambda text: "There is no such code" in text)
    said = main_text(page)
    assert f"Signs in with {MAIL}" in said
    assert f"…{code[-4:]} A code Redeemed" in said
    assert "The script said no. One more try" in said
    assert "1 of 50 wrong codes" in said
    assert code[:5] not in page
    assert re.search(r'href="/portal/cards/\d+">…' + code[-4:], page)
    assert "Nobody was found" in lea.submit("/portal/customers", "/portal/customers", what="x").text
    assert MAIL not in lea.get("/portal/customers").text


def test_a_try_that_is_left_says_why_none_can_be_made_now(
    lea: PortalClient, floor: RedemptionFloor, server: ServerProcess
) -> None:
    ida = floor.customer("ida@example.com")
    ida.redeem(floor.codes("sync-fail")[0])
    at = f"/portal/customers/{ida.profile_id}"
    assert "The script said no. One more try" in main_text(lea.get(at).text)
    switch = "UPDATE campaigns SET disabled = ? WHERE campaign = 'sync-fail'"
    change_rows(server.data, switch, True)
    try:
        page = main_text(lea.get(at).text)
        assert "The script said no. None now: The campaign is disabled" in page
    finally:
        change_rows(server.data, switch, False)
    assert "The script said no. One more try" in main_text(lea.get(at).text)


def test_a_card_says_who_redeemed_it_and_who_tried(
    lea: PortalClient, browsers: Callable[[], PortalClient], floor: RedemptionFloor
) -> None:
    eva = floor.customer("eva.roth@example.com")
    (code,), (failing,) = floor.codes("plain"), floor.codes("sync-fail")
    eva.redeem(code)
    eva.redeem(failing)
    link = f'<a href="/portal/customers/{eva.profile_id}">eva.roth@example.com</a>'
    redeemed, failed = card_of(lea, code), card_of(lea, failing)
    page = lea.get(redeemed).text
    assert re.search(r"Redeemed by</dt><dd>" + re.escape(link), page)
    assert re.search(r"Redeemed</h3>.{0,200}" + re.escape(link), page, re.DOTALL)
    page = lea.get(failed).text
    assert re.search(r"Attempt \d</strong>.{0,400}" + re.escape(link), page, re.DOTALL)
    assert "Redeemed by" not in page
    for act in ("retry", "release", "fulfil"):
        assert f"Customer who tried last: {link}" in lea.get(f"{failed}/{act}").text
    assert link not in lea.get(f"{failed}/reveal").text
    sam = browsers()
    sam.sign_in("sam")
    seen = sam.get(redeemed).text
    assert "eva.roth" not in seen, "the studio looks up no customers"
    assert "Redeemed by A customer" in main_text(seen)


def test_every_failed_delivery_is_listed_until_somebody_has_looked_after_it(
    lea: PortalClient, floor: RedemptionFloor
) -> None:
    kim = floor.customer("kim@example.com")
    (refused,), (unanswered,) = floor.codes("sync-fail"), floor.codes("async-short")
    kim.redeem(refused)
    kim.redeem(unanswered)
    listed = soon(lambda: failed_of(lea, "kim@example.com"), lambda found: len(found) == 2)
    assert f"…{unanswered[-4:]}" in listed[0], "the newest first, and whenever it ended"
    assert "Nobody answered in time." in listed[0]
    assert f"…{refused[-4:]}" in listed[1]
    assert "The script said no." in listed[1]
    home = main_text(lea.get("/portal").text)
    assert re.search(r"Failed deliveries [1-9]", home)
    assert 'href="/portal/failed"' in lea.page
    card = card_of(lea, refused)
    assert f'href="{card}"' in lea.get("/portal/failed").text
    assert lea.fill(f"{card}/fulfil", reason="the goods are there").status_code == 303
    assert [unanswered[-4:] in line for line in failed_of(lea, "kim@example.com")] == [True]


def test_pages_of_failed_deliveries_join_without_gap(
    lea: PortalClient, floor: RedemptionFloor, server: ServerProcess
) -> None:
    made = floor.codes("plain", PAGE_CARDS + 5)
    failed = "UPDATE codes SET state = 'Failed' WHERE campaign = 'plain' AND state = 'Available'"
    change_rows(server.data, failed)
    try:
        seen, path = [], "/portal/failed"
        while path:
            page = lea.get(path).text
            seen += re.findall(r'text-nowrap" href="/portal/cards/(\d+)"', page)
            onward = re.search(r'href="(/portal/failed\?before=\d+-\d+)"', page)
            path = onward[1] if onward else ""
        rows = read_rows(server.data, "SELECT code_id FROM codes WHERE state = 'Failed'")
        assert len(seen) == len(set(seen)) == len(rows) >= len(made)
    finally:
        back = "UPDATE codes SET state = 'Available' WHERE campaign = 'plain' AND state = 'Failed'"
        change_rows(server.data, back)
    assert "There is nothing more" in main_text(lea.get("/portal/failed?before=1-1").text)


@pytest.mark.sqlite_only
def test_customers_are_for_those_who_help_them(
    lea: PortalClient, browser: PortalClient, floor: RedemptionFloor
) -> None:
    bob = floor.customer()
    address = f"/portal/customers/{bob.profile_id}"
    assert lea.get(address).status_code == 200
    assert lea.get("/portal/customers/nobody").status_code == 404
    browser.sign_in("sam")
    assert browser.get(address).status_code == 404
    assert browser.get("/portal/live").status_code == 404


class TestInABrowser:
    pytestmark = needs_chromium

    def test_it_is_readable_on_wide_light_and_narrow_dark_screens(
        self, opened: OpenTab, floor: RedemptionFloor
    ) -> None:
        cem = floor.customer("cem.aydin@example.com")
        for redeemed in (*floor.codes("plain", 2), *floor.codes("sync-fail")):
            cem.redeem(redeemed)
        for scheme, language, *size in (("light", "en-GB"), ("dark", "de-DE", NARROW)):
            tab = opened(scheme, language, *size)
            tab.sign_in("lea")
            for path in ("/portal/failed", "/portal/customers"):
                tab.go(path)
                tab.is_sound()
            tab.page.fill("#what", "cem.aydin@example.com")
            tab.page.keyboard.press("Enter")
            tab.page.wait_for_url(f"**/portal/customers/{cem.profile_id}")
            tab.is_sound()
