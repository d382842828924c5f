"""The portal in Debian's Chromium: the way from signing in to a card's life, for every eye."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from support.portal_tab import NARROW, OpenTab, Tab, needs_chromium
from support.server_process import ServerProcess

pytestmark = needs_chromium


def test_support_signs_in_and_follows_a_cards_life_on_a_narrow_dark_screen_in_german(
    opened: OpenTab, server: ServerProcess
) -> None:
    tab = opened("dark", "de-DE", NARROW)
    page = tab.page
    tab.sign_in("lea")
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"
    tab.find(server.demo["special_numbers"]["sold"])
    assert page.locator(".timeline-event").count() == 3
    page.click(".navbar-toggler")
    page.wait_for_selector("#navigation.show")
    page.click(".btn-person")
    page.wait_for_selector(".dropdown-menu.show")
    tab.is_sound()


def test_colours_and_language_are_kept_as_they_were_chosen(opened: OpenTab) -> None:
    tab = opened()
    tab.sign_in("sam")
    page = tab.page
    page.click(".btn-person")
    with page.expect_response("**/portal/tastes"):
        page.click("button[value=dark]")
    assert page.locator("html").get_attribute("data-bs-theme") == "dark", (
        "without being loaded anew"
    )
    with page.expect_navigation():
        page.click("button[value=de]")
    tab.go("/portal/cards")
    assert page.locator("h1").inner_text() == "Eine Karte finden"
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"
    tab.is_sound()


def test_another_language_leads_to_the_same_page_and_takes_away_nothing_unasked(
    opened: OpenTab,
) -> None:
    tab = opened()
    tab.sign_in("sam")
    page, asked = tab.page, []
    tab.go("/portal/cards?last_four=ABCD")
    page.click(".btn-person")
    with page.expect_navigation():
        page.click("button[value=de]")
    assert page.url.endswith("/portal/cards?last_four=ABCD")
    tab.go("/portal/campaigns/plain/edit")
    page.fill("#title", "Half typed")
    page.click(".btn-person")
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.evaluate("window.onbeforeunload = () => { window.wasAsked = true; }")
    page.click("button[value=light]")
    page.evaluate("document.querySelector('button[value=en]').click()")
    page.wait_for_function("window.wasAsked")
    assert asked == ["beforeunload"]
    assert page.input_value("#title") == "Half typed"


def test_one_command_serves_the_demo_shop_and_says_how_to_sign_in(
    chromium: Any, template: Path, tmp_path: Path
) -> None:
    data = shutil.copytree(template, tmp_path / "demo")
    command = [sys.executable, "-m", "server_stub.cli", "demo-portal", "--data", str(data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = [process.stdout.readline().strip() for _ in range(7)]
        people = [line.split("\t") for line in said[:4]]
        url = said[5].removeprefix("portal at ").removesuffix("/portal")
        context = chromium.new_context()
        tab = Tab(context.new_page(), url)
        tab.sign_in(people[3][0])
        assert people[3][1:] == ["demo-portal-admin", "administrator"]
        assert "Admin" in tab.page.inner_text(".btn-person")
        tab.page.goto(said[6].removeprefix("redeem a code at "))
        assert len(tab.page.input_value("#code")) == len("AAAAA-AAAAA-AAAAA-AAAAA-AAAAA")
        context.close()
        process.terminate()


def test_the_word_of_an_invitation_goes_from_the_link_into_its_field(
    opened: OpenTab,
) -> None:
    tab = opened()
    tab.go("/portal/invitation#ABCDEFGH")
    assert tab.page.input_value("#invitation") == "ABCDEFGH"
    assert "#" not in tab.page.url
    tab.is_sound()
