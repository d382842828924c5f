"""What the commands say of themselves is read as it stands: no marks of another notation in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from server_stub.cli import command


def helps(of: Any, path: str) -> Iterator[tuple[str, str]]:
    yield path, of.help or ""
    for parameter in of.params:
        yield path, getattr(parameter, "help", None) or ""
    for name, inner in getattr(of, "commands", {}).items():
        yield from helps(inner, f"{path} {name}")


def test_no_help_shows_marks_of_another_notation() -> None:
    told = list(helps(command(), "redemption-server"))
    assert len(told) > 100
    assert [path for path, text in told if "`" in text] == []
