"""A page of the portal in a real browser, and what is wrong with it.

What the browser reports (a script that the policy stops, a request to another host, an error) is a
failure, and so is whatever axe finds.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from importlib import resources
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium")
AXE = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
WIDE, NARROW = (1280, 800), (390, 844)

_LARGE = """async paths => {
  document.documentElement.style.fontSize = "200%";
  const wrong = [], letter = 32;
  for (const path of paths) {
    const answer = await fetch(path);
    if (answer.status === 404) wrong.push(`${path} is not there`);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.querySelector(".page").replaceWith(page.querySelector(".page"));
    if (document.documentElement.scrollWidth > innerWidth) wrong.push(`${path} is too wide`);
    for (const each of document.querySelectorAll("main *")) {
      const at = each.getBoundingClientRect(), card = each.closest(".card");
      if (!at.width || each.closest(".table-responsive, svg, .visually-hidden") || each.matches(".row")) continue;
      const leaves = card && at.right > card.getBoundingClientRect().right + 1;
      const squeezed = each.matches("dt, dd, p, h1, h2, a, button, .badge, .alert > div")
        && each.innerText.length > 3 && at.width < 2 * letter && at.height > 3 * letter;
      if (leaves || squeezed) wrong.push(`${path}: ${each.outerHTML.slice(0, 200)}`);
    }
  }
  return wrong;
}"""
"""Shows the pages one by one with letters of twice the size, and tells what cannot be read."""


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
        wrong = [(each["id"], each["nodes"][0]["html"]) for each in found]
        assert not wrong, wrong

    def is_readable_when_large(self, paths: list[str]) -> None:
        """With letters of 200 % nothing leaves the window or its card, or stands letter by letter.

        The pages are shown in the one that is open, which is far quicker than to open each.
        """
        for width, height in (WIDE, NARROW):
            self.page.set_viewport_size({"width": width, "height": height})
            wrong = self.page.evaluate(_LARGE, paths)
            assert not wrong, wrong

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


OpenTab = Callable[..., Tab]
"""Opens a tab; ``scheme``, ``locale`` and ``size`` are those of whoever looks."""

chromium_is_there = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
needs_chromium = [
    pytest.mark.sqlite_only,  # what a browser makes of pages, whatever the database is
    chromium_is_there,
]
