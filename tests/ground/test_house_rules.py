"""Rules of the house that no linter knows. Each names its offenders in one list."""

from __future__ import annotations

import ast
import functools
import re
from collections import Counter
from pathlib import Path
from typing import Final, NamedTuple

import pytest

ROOT: Final = Path(__file__).parents[2]
SOURCE: Final = ROOT / "src"
TERMINAL: Final = SOURCE / "pos_terminal"

COMMON_NAMES: Final = {"conftest.py", "gallery.py"}  # what pytest reads, and commands
FUNCTION_LINES_MAX: Final = 70
FILE_LINES_MAX: Final = 600
VAGUE_WORDS: Final = {"util", "utils", "helper", "helpers", "manager", "common", "misc"}
# Where Qt may appear: the rim of the program.
QT_PLACES: Final = (
    re.compile(r"[a-z_]+/([a-z_]+_)?view\.py"),
    re.compile(r"(look|devices|scanning)/[a-z_]+\.py"),
    re.compile(r"gateway/qt_bridge\.py"),
    re.compile(r"(bootstrap|demo_day)/[a-z_]+\.py"),
)
QT_PACKAGES: Final = {"PySide6", "qtawesome", "shiboken6"}


def python_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)


class Read(NamedTuple):
    """What the rules ask of a file's tree, which is too large to be kept."""

    docstring: str | None
    packages: frozenset[str]
    long_functions: tuple[str, ...]


@functools.cache
def read(path: Path) -> Read:
    tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    packages: set[str] = set()
    long: list[str] = []
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                packages |= {alias.name.partition(".")[0] for alias in names}
            case ast.ImportFrom(module=str(module)):
                packages.add(module.partition(".")[0])
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                if (node.end_lineno or 0) - node.lineno + 1 > FUNCTION_LINES_MAX:
                    long.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
    return Read(ast.get_docstring(tree), frozenset(packages), tuple(long))


def packages_imported(path: Path) -> frozenset[str]:
    return read(path).packages


def shown(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


def test_every_file_says_what_it_is():
    files = [path for path in python_files(SOURCE) if path.name != "__init__.py"]
    assert shown([path for path in files if not read(path).docstring]) == []


def test_package_files_are_empty():
    files = [path for path in python_files(SOURCE) if path.name == "__init__.py"]
    files = [path for path in files if path.parent.name != "card_contract"]
    assert shown([path for path in files if path.read_text(encoding="utf-8").strip()]) == []


def test_no_file_has_a_name_that_says_nothing():
    files = python_files(SOURCE) + python_files(ROOT / "tests")
    assert shown([path for path in files if VAGUE_WORDS & set(path.stem.split("_"))]) == []


def test_functions_fit_a_screen():
    files = python_files(SOURCE) + python_files(ROOT / "tests")
    assert [function for path in files for function in read(path).long_functions] == []


def test_a_file_is_one_idea():
    files = python_files(SOURCE) + python_files(ROOT / "tests")
    long = [path for path in files if len(path.read_bytes().splitlines()) > FILE_LINES_MAX]
    assert shown(long) == []


def test_qt_appears_only_at_the_rim_of_the_terminal():
    offenders = [
        path
        for path in python_files(SOURCE)
        if packages_imported(path) & QT_PACKAGES
        and not (
            path.is_relative_to(TERMINAL)
            and any(place.fullmatch(str(path.relative_to(TERMINAL))) for place in QT_PLACES)
        )
    ]
    assert shown(offenders) == []


def test_only_storage_and_journal_open_a_database():
    libraries = {"apsw", "sqlite3", "asyncpg"}
    users = {path for path in python_files(SOURCE) if packages_imported(path) & libraries}
    places = (
        SOURCE / "server_stub/storage",
        TERMINAL / "journal",
        SOURCE
        / "server_stub/fulfilment/example_wallet",  # another system's, in a process of its own
    )
    assert shown([path for path in users if not any(map(path.is_relative_to, places))]) == []
    assert shown([path for path in users if "sqlite3" in packages_imported(path)]) == []


def test_the_product_holds_no_test_code():
    tools = {"pytest", "hypothesis", "unittest", "_pytest", "pytestqt"}
    assert shown([path for path in python_files(SOURCE) if packages_imported(path) & tools]) == []


def test_tests_use_real_parts_and_patch_nothing_of_ours():
    files = python_files(ROOT / "tests")
    names = re.compile(r"^\s*(from|import)\s+unittest(\.mock)?\b", re.MULTILINE)
    assert shown([path for path in files if names.search(path.read_text("utf-8"))]) == []


def test_test_files_have_names_of_their_own():
    counted = Counter(path.name for path in python_files(ROOT / "tests"))
    assert [name for name, times in counted.items() if times > 1 and name not in COMMON_NAMES] == []


@pytest.mark.parametrize(
    "page", ["README.md", *sorted(p.name for p in (ROOT / "docs").glob("*.md"))]
)
def test_a_page_names_only_files_that_exist(page):
    place = ROOT / page if page == "README.md" else ROOT / "docs" / page
    text = place.read_text(encoding="utf-8")
    named = re.findall(r"`((?:src|tests|tools|docs|benchmarks|assets)/[\w./-]*)`", text)
    linked = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
    missing = [name for name in named if not (ROOT / name).exists()]
    missing += [link for link in linked if not (place.parent / link).exists()]
    assert missing == []
