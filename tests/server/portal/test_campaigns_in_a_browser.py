"""Campaigns and what may be done to a card next, in Debian's Chromium."""

from __future__ import annotations

from urllib.parse import quote

from PIL import Image

from support.card_photos import as_png
from support.portal_tab import NARROW, OpenTab, needs_chromium
from support.server_process import ServerProcess

pytestmark = needs_chromium

ALONE_MAX = 500
"""So many codes one person takes out alone."""
PICTURE = as_png(Image.new("RGB", (400, 252), "#2060a0"))
SEND = "main form[method=post] button.btn-primary"


def test_the_studio_makes_a_campaign_and_follows_its_codes_on_a_wide_light_screen(
    opened: OpenTab,
) -> None:
    tab = opened()
    tab.sign_in("sam")
    page = tab.page
    tab.go("/portal/new-campaign")
    page.fill("#campaign", "wide")
    page.fill("#title", "Wide")
    page.fill("#custom_code_info", '{"coins": 5}')
    picture = {"name": "wide.png", "mimeType": "image/png", "buffer": PICTURE}
    page.set_input_files("#picture", [picture])
    page.click(SEND)
    page.wait_for_url("**/portal/campaigns/wide")
    assert page.evaluate("document.querySelector('img.product-picture').naturalWidth") == 400
    tab.go("/portal/campaigns/wide/codes")
    page.fill("#quantity", "1000000")
    page.click(SEND)
    page.wait_for_url("**/portal/code-jobs/*")
    first = page.evaluate("window.first = document.querySelector('.progress-count').innerText")
    assert "of 1,000,000 codes" in first
    page.wait_for_selector(f".progress-count:not(:text-is('{first}'))")
    assert page.evaluate("window.first") == first  # it is the same page still
    tab.is_sound()
    page.context.set_offline(True)
    page.wait_for_selector("[data-lost]:visible")
    page.context.set_offline(False)
    page.wait_for_selector("[data-lost]", state="hidden")
    tab.complaints.clear()  # that nothing could be reached
    page.click("text=Make no more")
    page.wait_for_selector("text=Give out the list")
    made = int(page.inner_text(".progress-count").partition(" of ")[0].replace(",", ""))
    tab.is_sound()
    page.click("text=Give out the list")
    page.wait_for_url("**/list")
    page.fill("#reason", "For the partner")
    if made > ALONE_MAX:
        page.select_option("#second", "admin")
        page.fill("#pin", "666666")
    with page.expect_download() as file:
        page.click(SEND)
    assert len(file.value.path().read_text().splitlines()) == made


def test_a_page_that_follows_a_job_leads_to_the_sign_in_once_its_session_has_ended(
    opened: OpenTab,
) -> None:
    tab = opened()
    tab.sign_in("sam")
    page = tab.page
    tab.go("/portal/campaigns/plain/codes")
    page.fill("#quantity", "1000000")
    page.click(SEND)
    page.wait_for_url("**/portal/code-jobs/*")
    job = page.url.removeprefix(tab.url)
    page.context.clear_cookies()
    page.wait_for_url(f"**/portal/sign-in?to={quote(job, safe='')}")
    tab.is_sound()
    page.fill("#name", "sam")
    page.fill("#password", "demo-portal-sam")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{job}")
    page.click("text=Make no more")
    page.wait_for_selector(f"main:not(:has([data-follow='{job}']))")


def test_what_is_refused_and_what_is_shown_is_for_every_eye(
    opened: OpenTab, server: ServerProcess
) -> None:
    tab = opened("dark", "de-DE", NARROW)
    tab.sign_in("admin")
    page = tab.page
    tab.go("/portal/campaigns/sync-ok/edit")
    page.fill("#price", "viel")
    page.fill("#retries_max", "-1")
    page.click(SEND)
    assert page.locator("#price-hint").inner_text().startswith("Geben Sie einen Betrag")
    tab.complaints.clear()  # that the form was refused
    tab.is_sound()
    tab.find(server.demo["special_numbers"]["sold"])
    page.click("text=Den Code zeigen")
    page.fill("#reason", "Unleserlich")
    page.click(SEND)
    assert page.locator(".code-in-clear").inner_text()
    tab.is_sound()
