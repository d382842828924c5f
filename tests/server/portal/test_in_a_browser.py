"""The portal in Debian's Chromium: the way from signing in to a card's life, for every eye.

What the browser reports (a script that the policy stops, a request to another host, an error) is a
failure, and so is whatever axe finds.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from support.server_process import ServerProcess

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.sqlite_only,  # what a browser makes of pages, whatever the database is
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]
AXE = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
WIDE, NARROW = (1280, 800), (390, 844)


class Tab:
    """One page of a browser, with all that it complained of."""

    def __init__(self, page: Any, url: str) -> None:
        self.page = page
        self.url = url
        self.complaints: list[str] = []
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._asked)

    def go(self, path: str) -> None:
        self.page.goto(self.url + path)

    def is_sound(self) -> None:
        """Nothing was complained of, nothing is wider than the window, and axe finds nothing."""
        self.page.wait_for_load_state()
        assert self.complaints == []
        assert self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        self.page.evaluate(AXE)
        found = self.page.evaluate("axe.run()")["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []

    def sign_in(self, name: str) -> None:
        self.go("/portal")
        self.page.fill("#name", name)
        self.page.fill("#password", f"demo-portal-{name}")
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(f"{self.url}/portal")

    def find(self, what: str) -> None:
        self.go("/portal/cards")
        self.page.fill("#what", what)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url("**/portal/cards/*")

    def _said(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.url, "data:")):
            self.complaints.append(f"asked another host: {request.url}")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # Root has no sandbox to start Chromium in, and continuous integration is root.
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: Any, server: ServerProcess) -> Iterator[Callable[..., Tab]]:
    contexts = []

    def open_tab(scheme: str = "light", locale: str = "en-GB", size: Any = WIDE) -> Tab:
        viewport = {"width": size[0], "height": size[1]}
        contexts.append(chromium.new_context(color_scheme=scheme, locale=locale, viewport=viewport))
        return Tab(contexts[-1].new_page(), server.url)

    yield open_tab
    for context in contexts:
        context.close()


def test_support_signs_in_and_follows_a_cards_life_on_a_wide_light_screen(
    opened: Callable[..., Tab], server: ServerProcess
) -> None:
    tab = opened()
    tab.go("/portal")
    tab.is_sound()
    tab.sign_in("lea")
    tab.is_sound()
    sold = server.demo["special_numbers"]["sold"]
    tab.find(sold)
    assert tab.page.locator(".timeline-event").count() == 3
    tab.is_sound()
    tab.go(f"/portal/cards?last_four={sold[-4:]}")
    tab.is_sound()
    tab.go("/portal/account")
    tab.is_sound()


def test_support_does_so_on_a_narrow_dark_screen_in_german(
    opened: Callable[..., Tab], server: ServerProcess
) -> None:
    tab = opened("dark", "de-DE", NARROW)
    tab.sign_in("lea")
    page, special = tab.page, server.demo["special_numbers"]
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"
    tab.is_sound()
    tab.find(special["probed"])
    tab.is_sound()
    tab.go(f"/portal/cards?last_four={special['sold'][-4:]}")
    tab.is_sound()
    tab.go("/portal/account/second-factor")
    tab.is_sound()
    page.click(".navbar-toggler")
    page.wait_for_selector("#navigation.show")
    page.click(".btn-person")
    page.wait_for_selector(".dropdown-menu.show")
    tab.is_sound()


def test_colours_and_language_are_kept_as_they_were_chosen(opened: Callable[..., Tab]) -> None:
    tab = opened()
    tab.sign_in("sam")
    page = tab.page
    page.click(".btn-person")
    page.click("button[value=dark]")
    page.wait_for_load_state()
    page.click(".btn-person")
    page.click("button[value=de]")
    page.wait_for_load_state()
    tab.go("/portal/cards")
    assert page.locator("h1").inner_text() == "Eine Karte finden"
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"
    tab.is_sound()


def test_the_keyboard_alone_leads_to_the_content(opened: Callable[..., Tab]) -> None:
    tab = opened()
    tab.sign_in("sam")
    page = tab.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_one_command_serves_the_demo_shop_and_says_how_to_sign_in(
    chromium: Any, template: Path, tmp_path: Path
) -> None:
    data = shutil.copytree(template, tmp_path / "demo")
    command = [sys.executable, "-m", "server_stub.cli", "demo-portal", "--data", str(data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = [process.stdout.readline().strip() for _ in range(6)]
        people = [line.split("\t") for line in said[:4]]
        url = said[5].removeprefix("portal at ").removesuffix("/portal")
        context = chromium.new_context()
        tab = Tab(context.new_page(), url)
        tab.sign_in(people[3][0])
        assert people[3][1:] == ["demo-portal-admin", "administrator"]
        assert "Admin" in tab.page.inner_text(".btn-person")
        context.close()
        process.terminate()


def test_the_word_of_an_invitation_goes_from_the_link_into_its_field(
    opened: Callable[..., Tab],
) -> None:
    tab = opened()
    tab.go("/portal/invitation#ABCDEFGH")
    assert tab.page.input_value("#invitation") == "ABCDEFGH"
    assert "#" not in tab.page.url
    tab.is_sound()
