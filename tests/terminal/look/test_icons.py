"""Every icon the sources name exists in the font."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import pos_terminal
from pos_terminal.look import icons

SOURCES = Path(pos_terminal.__file__).parent
# Which argument of a call is the icon.
POSITIONS = {"Icon": 1, "draw_icon": 1, "set_icon": 0, "Entry": 1, "Wording": 1}


def named_icons() -> Iterator[tuple[str, str]]:
    for path in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            function = node.func
            called = (
                function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
            )
            found = [word.value for word in node.keywords if word.arg == "icon"]
            place = POSITIONS.get(called)
            if place is not None:
                found += node.args[place : place + 1]
            for value in found:
                if isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value:
                    yield str(path.relative_to(SOURCES)), value.value


@pytest.mark.usefixtures("qapp")
def test_every_named_icon_exists() -> None:
    _, glyphs = icons._phosphor()
    named = set(named_icons())
    assert len(named) > 20
    assert {(path, name) for path, name in named if name not in glyphs} == set()


@pytest.mark.usefixtures("qapp")
def test_the_fixed_meanings_exist_in_the_weights_they_are_drawn_in() -> None:
    _, glyphs = icons._phosphor()
    for name in (icons.PAY, icons.RECEIPT, icons.WAITING, icons.LOCKED, icons.BADGE):
        assert {name, f"{name}-bold", f"{name}-fill"} <= glyphs.keys()
