"""The pages of the shop and of the server in Debian's Chromium, for every eye."""

from __future__ import annotations

import re
from typing import Any

import pytest

from server_stub.web.portal.table import PORTAL_ROUTES
from support.portal_client import PortalClient
from support.portal_shop import PortalShop
from support.portal_tab import NARROW, OpenTab, Tab, needs_chromium
from support.redemption_floor import RedemptionFloor
from support.server_process import ServerProcess, run_command

pytestmark = needs_chromium

FILES = (".csv", "/status/table")
HAVE_NO_SUBJECT = ("/portal/cases/{}", "/portal/account/passkeys/{}/remove")
PICTURES = "/portal/artworks/{}"
"""Pages about what this shop has none of: no case is open, and nobody has a passkey."""


@pytest.fixture(scope="module")
def held_sale(shop: PortalShop) -> str:
    return shop.held_by_a_dead_till()


@pytest.fixture(scope="module")
def receiver(server: ServerProcess) -> str:
    address = "https://127.0.0.1:9/hook"
    done = run_command("webhook", "add", "books", address, "--data", str(server.data))
    assert done.returncode == 0, done.stderr
    return "books"


@pytest.fixture
def subjects(
    browser: PortalClient, shop: PortalShop, floor: RedemptionFloor, held_sale: str, receiver: str
) -> dict[str, str]:
    """What each page is about that is about something."""
    assert browser.sign_in("admin").status_code == 303
    job = browser.fill("/portal/campaigns/plain/codes", quantity="1").headers["location"]
    return {
        "alarms": re.findall(r"/portal/alarms/([^\"]+)", browser.get("/portal/alarms").text)[0],
        "campaigns": "gift-25",
        "cards": "1",
        "code-jobs": job.rpartition("/")[2],
        "customers": floor.customer().profile_id,
        "holds": held_sale,
        "ledger": "7",
        "operators": "anna",
        "recalls": str(shop.stop_sale(next(shop.numbers))),
        "stores": "harbour-12",
        "tills": "T01",
        "webhooks": receiver,
    }


@pytest.fixture(params=["wide", "narrow"])
def tab(request: pytest.FixtureRequest, opened: OpenTab) -> Tab:
    """On a wide light screen in English, and on a narrow dark one in German."""
    return opened() if request.param == "wide" else opened("dark", "de-DE", NARROW)


def test_alarms_cases_and_held_sales(tab: Tab, held_sale: str) -> None:
    tab.sign_in("anna")
    for path in ("alarms?state=closed", "cases", "holds", f"holds/{held_sale}"):
        tab.go(f"/portal/{path}")
        tab.is_sound()
    tab.go("/portal/alarms")
    tab.is_sound()
    tab.page.click("main table a")
    tab.page.wait_for_url("**/portal/alarms/probed*")
    tab.is_sound()


def test_the_ledger_and_its_verification(tab: Tab) -> None:
    tab.sign_in("anna")
    for path in ("ledger", "ledger?kind=till.told", "ledger/7", "ledger/check"):
        tab.go(f"/portal/{path}")
        tab.is_sound()
    tab.page.click("main form button")
    tab.page.wait_for_selector("#check:not([data-follow]) .bg-green-lt")
    tab.is_sound()


def test_recalls_stores_tills_and_people(tab: Tab, shop: PortalShop) -> None:
    recall = shop.stop_sale(next(shop.numbers))
    tab.sign_in("admin")
    for path in ("recalls", f"recalls/{recall}", "stores", "stores/harbour-12", "tills"):
        tab.go(f"/portal/{path}")
        tab.is_sound()
    for path in ("tills/T01", "tills/enrol", "operators", "take-on", "operators/anna"):
        tab.go(f"/portal/{path}")
        tab.is_sound()
    tab.page.click("form[action$='/invite'] button")
    tab.page.wait_for_selector("#link")
    assert tab.page.input_value("#link").startswith(f"{tab.url}/portal/invitation#")
    tab.is_sound()


def test_webhooks_and_health(tab: Tab, receiver: str) -> None:
    tab.sign_in("admin")
    for path in ("webhooks", f"webhooks/{receiver}", "health"):
        tab.go(f"/portal/{path}")
        tab.is_sound()


def about(path: str, subjects: dict[str, str]) -> str:
    return path.format(subjects[path.split("/")[2]]) if "{}" in path else path


def test_every_page_can_be_read_with_letters_of_twice_the_size(
    opened: OpenTab, subjects: dict[str, str]
) -> None:
    """In German, whose words are the longer ones."""
    tab = opened("light", "de-DE")
    tab.sign_in("admin")
    routes = [
        route.path
        for route in PORTAL_ROUTES
        if route.method == "GET" and not (route.is_open or route.is_stream)
    ]
    pages = [
        path
        for path in routes
        if not path.endswith(FILES) and path not in (*HAVE_NO_SUBJECT, PICTURES)
    ]
    tab.is_readable_when_large([about(path, subjects) for path in pages])


def test_a_recall_that_is_followed_leaves_the_keyboard_where_it_is(
    opened: OpenTab, shop: PortalShop
) -> None:
    """Its page as it is while it runs, which here is over too soon to be looked at."""
    recall = shop.stop_sale(next(shop.numbers))
    tab = opened()
    tab.sign_in("anna")
    at = f"/portal/recalls/{recall}"

    def as_if_running(route: Any) -> None:
        page = route.fetch()
        text = page.text().replace('<div id="recall"', f'<div id="recall" data-follow="{at}"')
        route.fulfill(response=page, body=text)

    tab.page.route(f"**{at}", as_if_running)
    tab.go(at)
    effect = f"#recall a[href^='{at}?effect=']"
    tab.page.wait_for_selector(effect)
    tab.page.focus(effect)
    for _ in range(2):
        tab.page.evaluate("document.getElementById('recall').dataset.old = 'yes'")
        tab.page.wait_for_selector("#recall:not([data-old])")
        assert tab.page.locator(effect).evaluate("link => link === document.activeElement")
    tab.page.evaluate("document.getElementById('recall').dataset.old = 'yes'")
    tab.page.hover(effect)
    tab.page.mouse.down()
    with tab.page.expect_response(f"**{at}"):
        pass
    assert tab.page.is_visible("#recall[data-old]"), "what is being pressed is not replaced"
