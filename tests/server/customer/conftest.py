"""A real server over the demo shop, its codes, and customers in front of their page."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from support.braincloud_client import ServerClient
from support.customer_client import CustomerClient
from support.plain_http import plain_client
from support.portal_tab import CHROMIUM, WIDE, OpenTab, Tab
from support.server_process import ServerProcess

Customers = Callable[[], CustomerClient]
NewCode = Callable[..., str]


@pytest.fixture
def customers(server: ServerProcess) -> Iterator[Customers]:
    with contextlib.ExitStack() as stack:

        def arrived() -> CustomerClient:
            customer = CustomerClient(server.url)
            stack.callback(customer.close)
            return customer

        yield arrived


@pytest.fixture
def ann(customers: Customers) -> CustomerClient:
    """Ann has an account and is signed in."""
    customer = customers()
    assert customer.register().headers["location"] == "/redeem"
    return customer


@pytest.fixture
def bob(customers: Customers) -> CustomerClient:
    customer = customers()
    assert customer.register().headers["location"] == "/redeem"
    return customer


@pytest.fixture
def shop(server: ServerProcess) -> Iterator[ServerClient]:
    demo = server.demo
    with plain_client(server.url) as http:
        client = ServerClient(http, demo["app_id"], demo["server_name"], demo["server_secret"])
        client.sign_in()
        yield client


@pytest.fixture
def new_code(shop: ServerClient) -> NewCode:
    """A code of a campaign that nobody has used yet."""

    def made(campaign: str = "plain", state: str = "Available", form: str = "FiveByFive") -> str:
        wanted = {
            "codeType": campaign,
            "quantity": 1,
            "algorithmName": form,
            "algorithmDetailsJson": {"includeCheck": form == "FiveByFive"},
            "codeState": state,
        }
        answer = shop.call("GENERATE_CODES_INLINE", wanted)
        code: str = answer["data"]["generatedScanCodes"][0]
        return code

    return made


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    cameras = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
    with sync_playwright() as playwright:
        # Root has no sandbox to start Chromium in, and continuous integration is root.
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", *cameras]
        )
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: Any, server: ServerProcess) -> Iterator[OpenTab]:
    contexts = []

    def open_tab(
        scheme: str = "light", locale: str = "en-GB", size: Any = WIDE, **more: Any
    ) -> Tab:
        viewport = {"width": size[0], "height": size[1]}
        contexts.append(
            chromium.new_context(color_scheme=scheme, locale=locale, viewport=viewport, **more)
        )
        return Tab(contexts[-1].new_page(), server.url)

    yield open_tab
    for context in contexts:
        context.close()
