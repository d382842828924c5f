"""The pictures of the state machines are those of the tables."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_architecture_page_shows_the_tables_as_they_are():
    command = [sys.executable, "-m", "tools.diagrams", "--check"]
    done = subprocess.run(command, cwd=ROOT, timeout=60, check=False)
    assert done.returncode == 0, "run: ./run -- python -m tools.diagrams"


def test_every_machine_is_drawn():
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    tables = [str(path.relative_to(ROOT)) for path in (ROOT / "src").rglob("*_machine.py")]
    assert [table for table in tables if table not in page] == [], "add it to tools/diagrams.py"
