"""The customer's page in Debian's Chromium: from the link on a card to the goods, for every eye."""

from __future__ import annotations

from typing import Any

import pytest

from support.card_photos import card_back, photo
from support.portal_tab import NARROW, OpenTab, Tab, needs_chromium

pytestmark = needs_chromium

DETECTOR = """
window.BarcodeDetector = class {
  static async getSupportedFormats() { return ["qr_code"]; }
  async detect(video) {
    return video.videoWidth ? [{ rawValue: "https://shop.example/redeem#SCANNED-CODE" }] : [];
  }
};
"""
"""Desktop browsers on Linux have none: what one gives once the camera sees a card."""


def register(tab: Tab, name: str) -> None:
    page = tab.page
    page.click("button[name=new]")
    page.fill("#name", name)
    page.fill("#password", "correct horse")
    page.fill("#again", "correct horse")
    page.click("#go")
    page.wait_for_selector("text=" + name)


def typed(tab: Tab) -> str:
    value: str = tab.page.input_value("#code")
    return value


def holds(tab: Tab, code: str) -> None:
    """Wait until the code stands in its field."""
    from playwright.sync_api import expect

    expect(tab.page.locator("#code")).to_have_value(code)


def test_a_link_on_a_card_leads_to_the_goods_on_a_telephone(opened: OpenTab, new_code: Any) -> None:
    tab = opened(size=NARROW)
    asked: list[str] = []
    tab.page.on("request", lambda request: asked.append(request.url + str(request.headers)))
    code = new_code("sync-ok")
    tab.go(f"/redeem#{code}")
    assert typed(tab) == code
    assert tab.page.url == f"{tab.url}/redeem"
    tab.is_sound()
    register(tab, "ann-narrow@example.com")
    assert typed(tab) == code
    tab.is_sound()
    tab.page.dblclick("#go")
    tab.page.wait_for_url("**/redeem/code?id=*")
    assert tab.page.inner_text("h1") == "Redeemed"
    tab.is_sound()
    assert not [url for url in asked if code in url]
    tab.page.go_back()
    assert (tab.page.url, typed(tab)) == (f"{tab.url}/redeem", "")
    tab.is_sound()


def test_goods_that_arrive_later_show_themselves_on_a_wide_dark_screen_in_german(
    opened: OpenTab, new_code: Any
) -> None:
    tab = opened("dark", "de-DE")
    tab.go("/redeem")
    register(tab, "ann-wide@example.com")
    page = tab.page
    page.fill("#code", new_code("async-pending").lower())
    page.keyboard.press("Enter")
    page.wait_for_url("**/redeem/code?id=*")
    assert page.inner_text("h1") == "Unterwegs"
    tab.is_sound()
    tab.go("/redeem")
    page.fill("#code", new_code("async-ok").lower())
    page.keyboard.press("Enter")
    page.wait_for_url("**/redeem/code?id=*")
    page.wait_for_selector("#state[data-state=Redeemed]")
    assert page.inner_text("h1") == "Eingelöst"
    tab.is_sound()
    tab.go("/redeem/codes")
    tab.is_sound()


def test_a_page_that_waits_for_goods_survives_a_hiccup_and_says_when_it_looks_no_more(
    opened: OpenTab, new_code: Any
) -> None:
    tab = opened(size=NARROW)
    page, states = tab.page, "**/redeem/state?id=*"
    tab.go("/redeem")
    register(tab, "ann-waiting@example.com")
    page.fill("#code", new_code("async-ok"))
    page.click("#go")
    page.wait_for_url("**/redeem/code?id=*")
    page.route(states, lambda route: route.fulfill(status=503, body=""), times=1)
    page.wait_for_selector("#state[data-state=Redeemed]")
    tab.go("/redeem")
    page.fill("#code", new_code("async-pending"))
    page.click("#go")
    page.wait_for_url("**/redeem/code?id=*")
    page.context.clear_cookies(name="customer")
    page.wait_for_selector("text=Sign in again to see whether the goods are there.")


def test_a_code_from_a_link_is_lost_by_nothing_that_is_done_before_it_is_redeemed(
    opened: OpenTab,
) -> None:
    without = opened()
    without.go("/redeem/nothing#FROM-THE-LINK")
    assert without.page.url.endswith("#FROM-THE-LINK"), "a page without the field keeps it"
    tab = opened(size=NARROW)
    page = tab.page
    tab.go("/redeem/?fbclid=1#FROM-THE-LINK")
    holds(tab, "FROM-THE-LINK")
    page.click("button[lang=de]")
    page.wait_for_selector("html[lang=de]")
    holds(tab, "FROM-THE-LINK")
    page.click("button[name=new]")
    page.wait_for_selector("#again")
    holds(tab, "FROM-THE-LINK")
    page.reload()
    page.wait_for_selector("#again")
    holds(tab, "FROM-THE-LINK")
    page.click("button[name=old]")
    page.wait_for_selector("button[name=new]")
    holds(tab, "FROM-THE-LINK")
    tab.is_sound()


def test_a_telephone_with_large_letters_shows_all_of_the_page(
    opened: OpenTab,
) -> None:
    tab = opened("dark", "de-DE", NARROW)
    tab.go("/redeem")
    tab.page.evaluate("document.documentElement.style.fontSize = '200%'")
    tab.is_sound()


def test_a_code_is_scanned_where_the_browser_can(opened: OpenTab) -> None:
    tab = opened(size=NARROW, permissions=["camera"])
    tab.page.add_init_script(DETECTOR)
    tab.go("/redeem")
    assert not tab.page.is_visible("#shot-take")
    tab.page.click("#scan-start")
    holds(tab, "SCANNED-CODE")
    assert not tab.page.is_visible("#scan-view")
    assert tab.page.inner_text("#scan-said") == "Read. Look once more, then go on."
    tab.is_sound()
    tab.page.evaluate("() => { navigator.mediaDevices.getUserMedia = () => Promise.reject() }")
    tab.page.click("#scan-start")
    tab.page.wait_for_selector("text=The camera cannot be used from this page.")


@pytest.mark.parametrize(
    ("detector", "said"),
    [
        (DETECTOR.replace('["qr_code"]', "[]"), ""),
        (
            DETECTOR.replace("return video.videoWidth", "throw new Error(); return 0"),
            "Take a picture",
        ),
    ],
    ids=["it knows no codes", "it reads none"],
)
def test_where_the_browsers_own_scanner_is_of_no_use_a_picture_is_offered(
    opened: OpenTab, detector: str, said: str
) -> None:
    tab = opened(size=NARROW, permissions=["camera"])
    tab.page.add_init_script(detector)
    tab.go("/redeem")
    if said:
        tab.page.click("#scan-start")
        tab.page.wait_for_selector(f"text={said}")
    tab.page.wait_for_selector("#shot-take", state="visible")
    tab.is_sound()


def test_a_scanned_link_without_a_code_is_told_from_a_code(opened: OpenTab) -> None:
    tab = opened(size=NARROW, permissions=["camera"])
    tab.page.add_init_script(DETECTOR.replace("#SCANNED-CODE", ""))
    tab.go("/redeem")
    tab.page.click("#scan-start")
    tab.page.wait_for_selector("text=This is the link that leads to this page.")
    assert typed(tab) == ""
    assert tab.page.is_visible("#scan-view"), "it goes on looking"


def choose(tab: Tab, picture: bytes, kind: str = "image/jpeg") -> None:
    """Take a picture with the telephone's camera."""
    with tab.page.expect_file_chooser() as chosen:
        tab.page.click("#shot-take")
    chosen.value.set_files([{"name": "IMG_1", "mimeType": kind, "buffer": picture}])


@pytest.mark.usefixtures("qapp")
def test_where_the_browser_reads_no_codes_a_picture_is_read_with_and_without_script(
    opened: OpenTab,
) -> None:
    back = card_back("PMMK8-2JQWR-7XHTC-V5GE3-9DNFA")
    tab = opened(size=NARROW)
    page = tab.page
    sizes: list[int] = []
    page.on("request", lambda request: sizes.append(len(request.post_data_buffer or b"")))
    tab.go("/redeem")
    assert not page.is_visible("#scan-start")
    page.fill("#password", "is still there")
    large = photo(back, degrees=17, kind="PNG", by=3)
    choose(tab, large, "image/png")
    holds(tab, "PMMK8-2JQWR-7XHTC-V5GE3-9DNFA")
    page.wait_for_selector("#shot-said:has-text('Read. Look once more, then go on.')")
    assert page.input_value("#password") == "is still there"
    assert max(sizes) < len(large), "it is made smaller on its way"
    tab.is_sound()
    page.fill("#code", "TYPED")
    choose(tab, b"\0\0\0\x18ftypheic" + bytes(40), "image/heic")
    page.wait_for_selector("text=Pictures of the kind HEIC cannot be read here.")
    assert typed(tab) == "TYPED"
    page.route("**/redeem/picture", lambda route: route.abort())
    choose(tab, photo(back))
    page.wait_for_selector("text=The picture could not be sent. Type the code instead.")
    plain = opened("dark", "de-DE", NARROW, java_script_enabled=False)
    plain.go("/redeem")
    assert not plain.page.is_visible("#shot-take")
    picture = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": photo(back)}
    plain.page.set_input_files("#picture", [picture])
    plain.page.click("[formaction='/redeem/picture']")
    plain.page.wait_for_selector("text=Gelesen.")
    assert typed(plain) == "PMMK8-2JQWR-7XHTC-V5GE3-9DNFA"


def test_without_a_line_nothing_is_sent_and_what_was_typed_stays(opened: OpenTab) -> None:
    tab = opened("dark", "de-DE", NARROW)
    page = tab.page
    tab.go("/redeem")
    register(tab, "ann-offline@example.com")
    page.fill("#code", "KEPT-CODE")
    page.context.set_offline(True)
    page.click("#go")
    page.wait_for_selector("text=Sie sind offline.")
    assert typed(tab) == "KEPT-CODE"
    tab.is_sound()
    page.context.set_offline(False)
    page.wait_for_selector("#offline", state="hidden")
    page.click("#go")
    page.wait_for_selector("text=Diesen Code gibt es nicht.")


def test_another_card_is_read_into_the_page_that_is_open(opened: OpenTab) -> None:
    tab = opened()
    tab.go("/redeem#FIRST")
    tab.page.evaluate("location.hash = '#A%23SECOND'")
    holds(tab, "A#SECOND")
    assert tab.page.url == f"{tab.url}/redeem"


def test_without_script_codes_are_typed_and_redeemed(opened: OpenTab, new_code: Any) -> None:
    tab = opened(size=NARROW, java_script_enabled=False)
    page = tab.page
    tab.go("/redeem")
    page.fill("#code", new_code())
    register(tab, "bob@example.com")
    page.click("#go")
    page.wait_for_url("**/redeem/code?id=*")
    assert page.inner_text("h1") == "Redeemed"
    assert tab.complaints == []
