"""Passkeys in Debian's Chromium, with an authenticator that only the browser believes to be there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from support.portal_client import PortalClient
from support.portal_passkeys import ACCOUNT, PASSKEYS, made
from support.portal_tab import NARROW, OpenTab, Tab, needs_chromium
from support.server_process import ServerProcess

pytestmark = needs_chromium
SIGN_IN = "/portal/sign-in"


@pytest.fixture
def at_its_name(server: ServerProcess, opened: OpenTab) -> Callable[..., Tab]:
    """A tab at the name that passkeys of this portal are bound to, with an authenticator."""

    def open_tab(*look: Any) -> Tab:
        tab = opened(*look)
        tab.url = server.url.replace("127.0.0.1", "localhost")
        line = tab.page.context.new_cdp_session(tab.page)
        line.send("WebAuthn.enable")
        line.send(
            "WebAuthn.addVirtualAuthenticator",
            {
                "options": {
                    "protocol": "ctap2",
                    "transport": "usb",
                    "automaticPresenceSimulation": True,
                }
            },
        )
        return tab

    return open_tab


@pytest.mark.parametrize(
    ("name", "look"), [("anna", ("light", "en-GB")), ("sam", ("dark", "de-DE", NARROW))]
)
def test_a_browser_makes_a_passkey_and_signs_in_with_it(
    at_its_name: Callable[..., Tab], name: str, look: tuple[Any, ...]
) -> None:
    tab = at_its_name(*look)
    page, password = tab.page, f"demo-portal-{name}"
    tab.sign_in(name)
    tab.go(PASSKEYS)
    tab.is_sound()
    page.fill("#name", "the key on my ring")
    page.fill("#password", password)
    page.keyboard.press("Enter")
    page.wait_for_selector("form[data-question] button:focus")
    tab.is_sound()
    page.keyboard.press("Enter")
    page.wait_for_selector("ul.recovery")
    tab.go(ACCOUNT)
    assert page.locator("li.list-group-item strong").inner_text() == "the key on my ring"
    tab.is_sound()
    # Before a change of the account, beside what is typed.
    page.click("button[form=showing]")
    page.click("form[data-question] button")
    page.wait_for_url(f"{tab.url}{ACCOUNT}")
    assert page.locator("#code").count() == 0
    page.context.clear_cookies()
    tab.go("/portal")
    page.fill("#name", name)
    page.fill("#password", password)
    page.keyboard.press("Enter")
    page.wait_for_selector("form[data-question] button:focus")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{tab.url}/portal")
    assert tab.complaints == []
    tab.go(ACCOUNT)
    page.click("li.list-group-item a")
    tab.is_sound()


def test_a_page_at_another_name_says_where_passkeys_work(
    lea: PortalClient, opened: OpenTab
) -> None:
    password = "demo-portal-lea"
    _, recovery = made(lea, "lea's", password=password)
    tab = opened()
    page = tab.page
    tab.go("/portal")
    page.fill("#name", "lea")
    page.fill("#password", password)
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-when=elsewhere]:not([hidden])")
    assert tab.url.replace("127.0.0.1", "localhost") in page.inner_text("[data-when=elsewhere]")
    assert page.locator("form[data-question] button").is_hidden()
    tab.is_sound()
    page.click(f"a[href='{SIGN_IN}']")
    page.fill("#name", "lea")
    page.fill("#password", password)
    page.fill("#code", recovery[0])
    page.keyboard.press("Enter")
    page.wait_for_url(f"{tab.url}/portal")


def test_without_scripts_the_page_says_so_and_a_code_does(
    browser: PortalClient, chromium: Any, server: ServerProcess
) -> None:
    browser.sign_in("admin")
    _, recovery = made(browser, "the administrator's", password="demo-portal-admin")
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server.url}{SIGN_IN}")
    page.fill("#name", "admin")
    page.fill("#password", "demo-portal-admin")
    page.keyboard.press("Enter")
    page.wait_for_selector("noscript .alert")
    assert "scripts" in page.inner_text("noscript .alert")
    page.click(f"a[href='{SIGN_IN}']")
    page.fill("#name", "admin")
    page.fill("#password", "demo-portal-admin")
    page.fill("#code", recovery[0])
    page.keyboard.press("Enter")
    page.wait_for_url(f"{server.url}/portal")
    context.close()
