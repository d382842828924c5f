"""The till's translation file, sentence by sentence: for tests of its words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pos_terminal

GERMAN = Path(pos_terminal.__file__).parent / "look" / "translations" / "de.ts"


def messages(table: Path = GERMAN) -> Iterator[tuple[str, str, ET.Element | None]]:
    """Context, English source, and what stands as its translation."""
    for context in ET.parse(table).getroot().iter("context"):  # noqa: S314 - the project's own file
        for message in context.iter("message"):
            source = message.findtext("source") or ""
            yield context.findtext("name") or "", source, message.find("translation")
