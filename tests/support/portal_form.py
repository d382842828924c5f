"""A form on a page of the portal, read as a browser reads it: what it sends if nobody types."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any


class FormReader(HTMLParser):
    """Gathers the fields of the form that goes to one path by POST."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._action = action
        self._is_inside = False
        self._select = ""
        self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._is_inside = given.get("action") == self._action and given["method"] == "post"
        if not self._is_inside:
            return
        if tag == "input":
            self._input(given)
        elif tag == "textarea":
            self._area = given["name"]
            self.fields[self._area] = ""
        elif tag == "select":
            self._select = given["name"]
        elif tag == "option" and self._select:
            is_first = self._select not in self.fields
            if is_first or "selected" in given:
                self.fields[self._select] = given.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._area:
            self.fields[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._is_inside = False
        elif tag == "textarea" and self._area:
            # A line's end right after the tag is none of the text.
            self.fields[self._area] = self.fields[self._area].removeprefix("\n")
            self._area = ""
        elif tag == "select":
            self._select = ""

    def _input(self, given: dict[str, Any]) -> None:
        is_box = given.get("type") == "checkbox"
        if "name" in given and (not is_box or "checked" in given):
            self.fields[given["name"]] = given.get("value", "")


def form_on(page: str, action: str) -> dict[str, str]:
    reader = FormReader(action)
    reader.feed(page)
    return reader.fields
