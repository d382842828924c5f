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

_FAULTS = """letters => {
  document.documentElement.style.fontSize = letters === 1 ? "" : `${100 * letters}%`;
  const wrong = [], letter = 16 * letters, root = document.documentElement;
  const tell = (why, each) => wrong.push(`${why}: ${each.outerHTML.slice(0, 200)}`);
  const box = each => each.getBoundingClientRect();
  if (root.scrollWidth > innerWidth) wrong.push(`the page is ${root.scrollWidth - innerWidth} px too wide`);
  for (const each of document.querySelectorAll("main *, header *")) {
    const at = box(each), within = each.closest(".card, header");
    if (!at.width || each.closest(".table-responsive, svg, .visually-hidden") || each.matches(".row")) continue;
    const squeezed = each.matches("dt, dd, p, h1, h2, a, button, .badge, .alert > div")
      && each.innerText.length > 3 && at.width < 2 * letter && at.height > 3 * letter;
    if (within && at.right > box(within).right + 1) tell("leaves its card", each);
    else if (squeezed) tell("stands letter by letter", each);
  }
  for (const each of letters === 1 ? document.querySelectorAll(".btn, .badge") : []) {
    const words = document.createRange();
    for (const text of [...each.childNodes].filter(one => one.nodeType === 3 && one.data.trim())) {
      words.selectNodeContents(text);
      if (words.getClientRects().length > 1 && !/\\s/.test(text.data.trim())) tell("breaks within its word", each);
    }
  }
  for (const chart of document.querySelectorAll("svg.bars")) {
    const frame = box(chart), texts = [...chart.querySelectorAll("text")].map(each => [each, box(each)]);
    for (const [each, at] of texts) {
      if (at.left < frame.left - 1 || at.right > frame.right + 1 || at.bottom > frame.bottom + 1) {
        tell("leaves its chart", each);
      }
      if (texts.some(([other, there]) => other !== each && at.left < there.right
          && there.left < at.right && at.top + 2 < there.bottom && there.top + 2 < at.bottom)) {
        tell("runs into another", each);
      }
    }
  }
  root.style.fontSize = "";
  return wrong;
}"""
"""What cannot be read with letters so many times as large."""

_FOLLOW = """() => {
  const main = document.getElementById("main");
  const wanted = [...main.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
  )].filter(each => each.checkVisibility({ visibilityProperty: true }) && !each.disabled
    && !(each.type === "radio" && !each.checked)).slice(0, 40);
  window.followed = { wanted, unseen: [] };
  document.addEventListener("focusin", event => {
    const at = wanted.indexOf(event.target);
    if (at >= 0) delete wanted[at];
    if (at >= 0 && getComputedStyle(event.target).outlineStyle === "none") window.followed.unseen.push(event.target);
  });
  const parts = [...main.querySelectorAll("input[type^=date], input[type=radio]")];
  return wanted.length + parts.length * 6;
}"""
"""Follows the keyboard through what there is to do on the page; how often it moves on, at most.

The day, the month and the year of a date are places of their own.
"""

_FROM_THE_TOP = """() => {
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
}"""
"""Lets the keyboard begin before everything, whatever field the page has put it in."""

_NOT_FOLLOWED = """() => [...window.followed.wanted.filter(Boolean), ...window.followed.unseen]
  .map(each => each.outerHTML.slice(0, 200))"""


class Tab:
    """One page of a browser, with all that it complained of."""

    def __init__(self, page: Any, url: str) -> None:
        self.page = page
        self.url = url
        self.complaints: list[str] = []
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._asked)

    def go(self, path: str) -> int:
        """Open a page; returns the status of the answer."""
        status: int = self.page.goto(self.url + path).status
        return status

    def is_sound(self) -> None:
        """Nothing was complained of, nothing leaves its place, and axe finds nothing."""
        self.page.wait_for_load_state()
        assert self.complaints == []
        self.stands()
        self.passes_axe()

    def stands(self, letters: int = 1) -> None:
        """With letters of this size nothing leaves the window or its card, or runs into others."""
        wrong = self.page.evaluate(_FAULTS, letters)
        assert not wrong, wrong

    def passes_axe(self) -> None:
        self.page.evaluate(AXE)
        found = self.page.evaluate("axe.run({ resultTypes: ['violations'] })")["violations"]
        wrong = [
            (each["id"], node["html"], node["failureSummary"])
            for each in found
            for node in each["nodes"][:3]
        ]
        assert not wrong, wrong

    def wear(self, theme: str, size: tuple[int, int]) -> None:
        """Have the page that is open in these colours, in a window of this size."""
        self.page.set_viewport_size({"width": size[0], "height": size[1]})
        self.page.evaluate("theme => document.documentElement.dataset.bsTheme = theme", theme)

    def is_led_through_by_keyboard(self) -> None:
        """The keyboard leads past the menu to the content, and to all that is to be done there."""
        press, page = self.page.keyboard.press, self.page
        stops = page.evaluate(_FOLLOW)
        page.evaluate(_FROM_THE_TOP)
        press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip-link"
        press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        for _ in range(stops):
            press("Tab")
        missed = page.evaluate(_NOT_FOLLOWED)
        assert not missed, missed

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
