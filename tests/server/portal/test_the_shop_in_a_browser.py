"""What moves on the pages of the shop and of the server in Debian's Chromium."""

from __future__ import annotations

from typing import Any

import pytest

from support.portal_shop import PortalShop
from support.portal_tab import NARROW, OpenTab, Tab, needs_chromium

pytestmark = needs_chromium


@pytest.fixture(params=["wide", "narrow"])
def tab(request: pytest.FixtureRequest, opened: OpenTab) -> Tab:
    """On a wide light screen in English, and on a narrow dark one in German."""
    return opened() if request.param == "wide" else opened("dark", "de-DE", NARROW)


def test_the_ledger_is_verified_while_one_looks_on(tab: Tab) -> None:
    tab.sign_in("anna")
    tab.go("/portal/ledger/check")
    tab.page.click("main form button")
    tab.page.wait_for_selector("#check:not([data-follow]) .bg-green-lt")
    tab.is_sound()


def test_somebody_is_invited_by_a_whole_link(tab: Tab) -> None:
    tab.sign_in("admin")
    tab.go("/portal/operators/anna")
    tab.page.click("form[action$='/invite'] button")
    tab.page.wait_for_selector("#link")
    assert tab.page.input_value("#link").startswith(f"{tab.url}/portal/invitation#")
    tab.is_sound()


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
