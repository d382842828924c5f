"""Every sentence of the customer's page is there in German, and no translation is left over."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

from server_stub.web import customer

FOLDER = Path(customer.__file__).parent
GERMAN: dict[str, str] = json.loads((FOLDER / "translations/de.json").read_text("utf-8"))
IN_TEMPLATES = re.compile(r"\b_\((?:\"([^\"]+)\"|'([^']+)')")


def sentences() -> Iterator[str]:
    for template in (FOLDER / "templates").glob("*.html"):
        for double, single in IN_TEMPLATES.findall(template.read_text("utf-8")):
            yield double or single
    for file in FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(attr="say" | "to_say") | ast.Name(id="say" | "to_say"),
                    args=[ast.Constant(value=str(text)), *_],
                ):
                    yield text


def test_the_german_sentences_are_those_that_there_are() -> None:
    assert sorted(GERMAN) == sorted(set(sentences()))


def test_a_translation_has_the_same_places_to_be_filled_in() -> None:
    places = re.compile(r"\{\w+\}")
    for english, german in GERMAN.items():
        assert sorted(places.findall(english)) == sorted(places.findall(german))
