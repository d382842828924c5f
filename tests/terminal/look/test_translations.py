"""German is complete and compiled, and every marked sentence is well formed."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import pos_terminal
from support.translation_table import messages

SOURCES = Path(pos_terminal.__file__).parent
TRANSLATIONS = SOURCES / "look" / "translations"
TOOLS = Path(sys.executable).parent


def tables_in_sources() -> Iterator[tuple[str, dict[str, str]]]:
    for path in SOURCES.rglob("*.py"):
        text = path.read_text("utf-8")
        if "SENTENCES: Final" in text and "CONTEXT: Final" in text:
            name = ".".join(("pos_terminal", *path.relative_to(SOURCES).with_suffix("").parts))
            module = importlib.import_module(name)
            yield module.CONTEXT, module.SENTENCES


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The translation file as it would be after collecting the sentences now."""
    table = tmp_path_factory.mktemp("ts") / "de.ts"
    table.write_bytes((TRANSLATIONS / "de.ts").read_bytes())
    sources = sorted(str(path) for path in SOURCES.rglob("*.py"))
    subprocess.run(
        [TOOLS / "pyside6-lupdate", *sources, "-ts", table, "-locations", "none", "-no-obsolete"],
        check=True,
        capture_output=True,
    )
    return table


def test_no_sentence_lacks_its_german(collected: Path) -> None:
    missing = [
        (context, source)
        for context, source, translation in messages(collected)
        if translation is None or translation.get("type") or not translation.text
    ]
    assert missing == []


def test_the_translation_file_holds_no_sentence_that_is_gone(collected: Path) -> None:
    now = {(context, source) for context, source, _ in messages(collected)}
    kept = {(context, source) for context, source, _ in messages(TRANSLATIONS / "de.ts")}
    assert kept - now == set()


def test_the_compiled_file_is_up_to_date(tmp_path: Path) -> None:
    compiled = tmp_path / "de.qm"
    subprocess.run(
        [TOOLS / "pyside6-lrelease", TRANSLATIONS / "de.ts", "-qm", compiled],
        check=True,
        capture_output=True,
    )
    assert compiled.read_bytes() == (TRANSLATIONS / "de.qm").read_bytes()


def test_translations_keep_values_plurals_and_bold_words() -> None:
    for _, source, translation in messages(TRANSLATIONS / "de.ts"):
        german = translation.text or ""
        assert set(re.findall(r"{(\w+)}", source)) == set(re.findall(r"{(\w+)}", german)), source
        assert source.count("|") == german.count("|"), source
        assert german.count("**") % 2 == 0, source


def test_every_table_of_sentences_is_known_to_the_translation_file() -> None:
    known = {(context, source) for context, source, _ in messages(TRANSLATIONS / "de.ts")}
    used = {
        (context, source)
        for context, sentences in tables_in_sources()
        for source in sentences.values()
    }
    assert len(used) > 100
    assert used - known == set()


def test_sentences_shout_at_nobody() -> None:
    for context, source, translation in messages(TRANSLATIONS / "de.ts"):
        for text in (source, translation.text or ""):
            assert "!" not in text, (context, text)
            assert not re.search(r"\b(Please|Oops|Error|Bitte)\b", text), (context, text)
