"""The pictures of the state machines are those of the tables."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tools.diagrams import machines

ROOT = Path(__file__).parents[2]


def test_the_architecture_page_shows_the_tables_as_they_are():
    command = [sys.executable, "-m", "tools.diagrams", "--check"]
    done = subprocess.run(command, cwd=ROOT, timeout=60, check=False)
    assert done.returncode == 0, "run: ./run -- python -m tools.diagrams"


def test_every_machine_is_drawn():
    files = {str(path.relative_to(ROOT)) for path in (ROOT / "src").rglob("*_machine.py")}
    assert files == {each.table for each in machines()} & files, "add it to tools/diagrams.py"
