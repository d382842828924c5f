"""Bring the translation files up to date: collect the sentences, then compile what is translated.

``./run -- python tools/translate.py`` after a sentence was added or changed; then fill in what is
marked as unfinished in ``src/pos_terminal/look/translations/de.ts`` and run it once more.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "src" / "pos_terminal"
TRANSLATIONS = SOURCES / "look" / "translations"


def main() -> int:
    bin_folder = Path(sys.executable).parent
    sources = sorted(str(path.relative_to(ROOT)) for path in SOURCES.rglob("*.py"))
    for table in sorted(TRANSLATIONS.glob("*.ts")):
        collect = [str(bin_folder / "pyside6-lupdate"), *sources, "-ts", str(table)]
        subprocess.run([*collect, "-locations", "none", "-no-obsolete"], cwd=ROOT, check=True)
        compiled = table.with_suffix(".qm")
        release = [str(bin_folder / "pyside6-lrelease"), str(table), "-qm", str(compiled)]
        subprocess.run(release, cwd=ROOT, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
