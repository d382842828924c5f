"""Every page of the portal in Debian's Chromium, for every eye, from the table of pages itself.

Everything and everybody has the longest name that there may be, of signs that a browser would run, and
the words are German, the longer ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from server_stub.web.portal.route import PortalRoute
from support.portal_pages import LOOKED_AT, NOBODYS, SCRIPTED, PortalPages
from support.portal_tab import NARROW, WIDE, Tab, needs_chromium
from support.server_process import ServerProcess

pytestmark = needs_chromium

RAN = "window.ran = () => { window.hasRun = true; };"
OPEN = [route.path for route in LOOKED_AT if route.is_open]
CLOSED = [route for route in LOOKED_AT if not route.is_open]


@pytest.fixture(scope="module")
def pages(server: ServerProcess) -> Iterator[PortalPages]:
    found = PortalPages(server)
    found.rename(SCRIPTED)
    yield found
    found.close()


def tab_of(chromium: Any, pages: PortalPages, *, is_in: bool) -> Tab:
    viewport = {"width": WIDE[0], "height": WIDE[1]}
    context = chromium.new_context(locale="de-DE", viewport=viewport, reduced_motion="reduce")
    context.add_init_script(RAN)
    if is_in:
        context.add_cookies(pages.cookies())
    return Tab(context.new_page(), pages.server.url)


@pytest.fixture(scope="module")
def staff(chromium: Any, pages: PortalPages) -> Tab:
    """The one tab of an administrator in which page after page is opened."""
    return tab_of(chromium, pages, is_in=True)


@pytest.fixture(scope="module")
def stranger(chromium: Any, pages: PortalPages) -> Tab:
    return tab_of(chromium, pages, is_in=False)


def is_for_every_eye(tab: Tab) -> None:
    """On a wide light screen and a narrow dark one, with letters as they are and twice as large."""
    assert tab.page.evaluate("window.hasRun") is None
    tab.is_sound()
    tab.stands(letters=2)
    tab.is_led_through_by_keyboard()
    tab.wear("dark", NARROW)
    tab.stands()
    tab.stands(letters=2)
    tab.passes_axe()
    tab.wear("light", WIDE)


@pytest.mark.parametrize("route", CLOSED, ids=lambda route: route.path)
def test_a_page_is_for_every_eye_and_runs_nothing(
    route: PortalRoute, pages: PortalPages, staff: Tab
) -> None:
    for address in pages.addresses(route):
        staff.complaints.clear()
        assert staff.go(address) == 200
        is_for_every_eye(staff)


@pytest.mark.parametrize("path", [*OPEN, *NOBODYS])
def test_a_page_that_is_open_to_everybody_is_for_every_eye(path: str, stranger: Tab) -> None:
    stranger.complaints.clear()
    if stranger.go(path) == 404:
        stranger.complaints.clear()  # that there is nothing
    is_for_every_eye(stranger)
