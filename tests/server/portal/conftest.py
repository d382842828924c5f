"""A real server over the demo shop, and browsers in front of its portal."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from support.portal_client import PortalClient
from support.portal_shop import PortalShop
from support.portal_tab import CHROMIUM, WIDE, OpenTab, Tab
from support.redemption_floor import RedemptionFloor
from support.server_process import ServerProcess

Browsers = Callable[[], PortalClient]


@pytest.fixture
def browsers(server: ServerProcess) -> Iterator[Browsers]:
    with contextlib.ExitStack() as stack:

        def opened() -> PortalClient:
            browser = PortalClient(server.url)
            stack.callback(browser.close)
            return browser

        yield opened


@pytest.fixture
def browser(browsers: Browsers) -> PortalClient:
    return browsers()


@pytest.fixture
def lea(browser: PortalClient) -> PortalClient:
    """Lea from support has signed in."""
    assert browser.sign_in("lea").headers["location"] == "/portal"
    return browser


@pytest.fixture
def anna(browser: PortalClient) -> PortalClient:
    """Anna, a manager, has signed in."""
    assert browser.sign_in("anna").headers["location"] == "/portal"
    return browser


@pytest.fixture(scope="module")
def shop(server: ServerProcess) -> Iterator[PortalShop]:
    """What is going on at the tills."""
    own = PortalShop(server.url, server.demo)
    yield own
    own.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # Root has no sandbox to start Chromium in, and continuous integration is root.
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: Any, server: ServerProcess) -> Iterator[OpenTab]:
    contexts = []

    def open_tab(scheme: str = "light", locale: str = "en-GB", size: Any = WIDE) -> Tab:
        viewport = {"width": size[0], "height": size[1]}
        contexts.append(chromium.new_context(color_scheme=scheme, locale=locale, viewport=viewport))
        return Tab(contexts[-1].new_page(), server.url)

    yield open_tab
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def floor(server: ServerProcess) -> Iterator[RedemptionFloor]:
    """The demo shop's customers, and its own server."""
    found = RedemptionFloor(server)
    yield found
    found.close()
