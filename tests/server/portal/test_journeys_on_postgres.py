"""One way through each part of the portal in a browser, over PostgreSQL.

How the pages look and read is tested over SQLite: what is asked here is whether all that a person
comes by (searching, paging, jobs, the live list, figures) works as well over the other database.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from support.portal_client import PortalClient
from support.portal_tab import OpenTab, Tab, chromium_is_there
from support.redemption_floor import RedemptionFloor
from support.server_process import ServerProcess

pytestmark = [pytest.mark.postgres_only, chromium_is_there]

SEND = "main form[method=post] button.btn-primary"
LIMIT_S = 60.0


@pytest.fixture
def tab(opened: OpenTab) -> Iterator[Tab]:
    own = opened()
    yield own
    assert own.complaints == []


def test_support_finds_a_card_by_all_that_a_customer_can_tell(
    tab: Tab, server: ServerProcess
) -> None:
    tab.sign_in("lea")
    sold = server.demo["special_numbers"]["sold"]
    tab.find(sold)
    life = tab.page.url
    assert tab.page.locator(".timeline-event").count() == 3
    receipt = re.search(r"T02-1-\d{6}", tab.page.inner_text("main"))
    assert receipt
    for what in (receipt[0], sold[-4:]):
        tab.go("/portal/cards")
        tab.page.fill("#what", what)
        tab.page.keyboard.press("Enter")
        tab.page.click(f"main table a[href='{life.removeprefix(tab.url)}']")
        tab.page.wait_for_url(life)


def test_the_studio_follows_a_job_and_takes_its_list(tab: Tab) -> None:
    tab.sign_in("sam")
    page = tab.page
    tab.go("/portal/new-campaign")
    page.fill("#campaign", "journey")
    page.fill("#title", "Journey")
    page.click(SEND)
    page.wait_for_url("**/portal/campaigns/journey")
    tab.go("/portal/campaigns/journey/codes")
    page.fill("#quantity", "4000")
    page.click(SEND)
    page.wait_for_url("**/portal/code-jobs/*")
    page.wait_for_selector("text=Give out the list")  # it follows by itself
    assert page.inner_text(".progress-count").startswith("4,000 of 4,000")
    page.click("text=Give out the list")
    page.wait_for_url("**/list")
    page.fill("#reason", "For the partner")
    page.select_option("#second", "admin")
    page.fill("#pin", "666666")
    with page.expect_download() as file:
        page.click(SEND)
    assert len(set(file.value.path().read_text().splitlines())) == 4000


def test_a_customer_redeems_and_support_sees_it_at_once_and_in_the_figures(
    tab: Tab, opened: OpenTab, floor: RedemptionFloor, browser: PortalClient
) -> None:
    (code,) = floor.codes("sync-ok", 1)
    tab.sign_in("lea")
    tab.go("/portal/live?campaign=sync-ok")
    tab.page.wait_for_selector("[data-when=connected]:visible")
    customer = opened()
    customer.go(f"/redeem#{code}")
    customer.page.click("button[name=new]")
    customer.page.fill("#name", "ann@example.com")
    customer.page.fill("#password", "correct horse")
    customer.page.fill("#again", "correct horse")
    customer.page.click("#go")
    customer.page.wait_for_selector("text=ann@example.com")
    customer.page.click("#go")
    customer.page.wait_for_url("**/redeem/code?id=*")
    assert customer.page.inner_text("h1") == "Redeemed"
    assert customer.complaints == []
    tab.page.click(f"tbody tr:has-text('{code[-4:]}') a[href*='/portal/customers/']")
    tab.page.wait_for_url("**/portal/customers/*")
    assert code[-4:] in tab.page.inner_text("main")
    browser.sign_in("lea")
    table = "/portal/status/table?campaign=sync-ok&table=states"
    browser.wait_for(table, "Redeemed,1", limit_s=LIMIT_S)
    tab.go("/portal/status?campaign=sync-ok")
    assert tab.page.locator("main svg.bars").count() > 0


def test_a_manager_pages_through_the_ledger_and_verifies_it(tab: Tab) -> None:
    tab.sign_in("anna")
    page = tab.page
    tab.go("/portal/ledger")
    newest = page.locator("main table tbody tr").first.inner_text()
    page.click("a[rel=next]")
    page.wait_for_url("**/portal/ledger?before=*")
    assert page.locator("main table tbody tr").first.inner_text() != newest
    tab.go("/portal/ledger")
    page.select_option("#kind", "till.enrolled")
    page.click(SEND)
    page.wait_for_url("**/portal/ledger?kind=till.enrolled*")
    rows = page.locator("main table tbody tr")
    assert rows.count() > 0
    assert all("Till let in" in each for each in rows.all_inner_texts())
    tab.go("/portal/ledger/check")
    page.click("main form button")
    page.wait_for_selector("#check:not([data-follow]) .bg-green-lt")
