"""Photographs every page of the portal's table over the demo shop: `python tests/server/portal/gallery.py OUT`.

Options after OUT: pages to photograph (by the beginning of their addresses, as `/portal/alarms`), `dark`,
`narrow` (390 pixels), `de` (German), `large` (letters of 200 %), `long` (everything with the longest name).
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from playwright.sync_api import Browser, Page, sync_playwright

from support.portal_pages import LOOKED_AT, NOBODYS, SCRIPTED, PortalPages
from support.portal_tab import CHROMIUM, NARROW, WIDE
from support.server_process import ServerProcess, demo_template

WORDS = ("dark", "narrow", "de", "large", "long")


def addresses(pages: PortalPages) -> Iterator[tuple[str, bool]]:
    """Each page, and whether somebody has to have signed in."""
    for route in LOOKED_AT:
        for address in pages.addresses(route):
            yield address, not route.is_open
    yield from ((address, False) for address in NOBODYS)


def tab(browser: Browser, pages: PortalPages, options: list[str], *, is_in: bool) -> Page:
    width, height = NARROW if "narrow" in options else WIDE
    context = browser.new_context(
        color_scheme="dark" if "dark" in options else "light",
        locale="de-DE" if "de" in options else "en-GB",
        viewport={"width": width, "height": height},
        reduced_motion="reduce",
    )
    if is_in:
        cookies: Any = pages.cookies()
        context.add_cookies(cookies)
    return context.new_page()


def name_of(address: str) -> str:
    """A file's name of an address, however long that is."""
    sign = (each if each.isalnum() or each in "-=." else "_" for each in address.strip("/"))
    return "".join(sign)[:100]


def photograph(pages: PortalPages, out: Path, options: list[str]) -> None:
    suffix = "".join(f"-{word}" for word in WORDS if word in options)
    wanted = tuple(option for option in options if option.startswith("/"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        tabs = {is_in: tab(browser, pages, options, is_in=is_in) for is_in in (True, False)}
        for address, is_in in addresses(pages):
            if wanted and not address.startswith(wanted):
                continue
            page = tabs[is_in]
            page.goto(pages.server.url + address)
            if "large" in options:
                page.evaluate("document.documentElement.style.fontSize = '200%'")
            page.screenshot(path=out / f"{name_of(address)}{suffix}.png", full_page=True)
        browser.close()


def main() -> None:
    out, options = Path(sys.argv[1]), sys.argv[2:]
    out.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="portal-gallery-") as folder,
        ServerProcess.of_demo(demo_template(), Path(folder) / "shop") as server,
    ):
        pages = PortalPages(server)
        if "long" in options:
            pages.rename(SCRIPTED)
        photograph(pages, out, options)
        pages.close()


if __name__ == "__main__":
    main()
