"""Measures the printing of a batch at the till: ``print_sheets.py [--cards N] [--link LINK]``.

N cards, ten a sheet, with artwork on both sides, are made by a real server and printed into a PDF
on the page Print of a whole till, in its window: drawn, and each symbol read back. The run is
stopped once while it is read back, and then printed for good. The measure is a bare QPdfWriter loop
that draws the same bars, QR codes and texts in the same run. A link with ``{code}`` gives each card
a QR code of its own. Times are of the clock: the machine should have nothing else to do.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

RATIO_MAX = 3.0
MEMORY_MAX_MB = 400
READ_MAX_S = 90
GAP_MAX_MS = 100
STOP_MAX_S = 2
PICTURES_MAX = 2  # the artwork is stored once, for each side


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, default=10_000)
    parser.add_argument("--link", default="https://shop.example/redeem")
    wished = parser.parse_args()
    # Not above: the processes that read back import this file, and are measured.
    from bare_sheets import bare_s, cards, template
    from pos_terminal.devices.sheet_printing import SheetRun
    from pos_terminal.sheets.sheet_layout import DEFAULT, LAYOUTS
    from printing_till import PrintingTill

    look, count = template(wished.link), wished.cards
    with TemporaryDirectory() as folder:
        with PrintingTill(Path(folder), look, count) as till:
            stopped_s = till.stopped_s()
            took = till.printed()
        run = SheetRun(
            design=look.design, pictures=look.pictures, cards=cards(count), layout=LAYOUTS[DEFAULT]
        )
        bare = bare_s(Path(folder) / "bare.pdf", run)
    print(f"{count} cards, {took.file_mb:.1f} MB; drawn in {took.drawn_s:.1f} s, bare {bare:.1f} s")
    print(f"the till held {took.idle_mb:.0f} MB before it printed")
    judged = (
        ("drawn, times the bare loop", took.drawn_s / bare, RATIO_MAX),
        ("read back, s", took.read_s, READ_MAX_S),
        ("till and readers, MB", took.memory_mb, MEMORY_MAX_MB),
        ("longest gap of the window, ms", took.gap_ms, GAP_MAX_MS),
        ("stopped after, s", stopped_s, STOP_MAX_S),
        ("pictures in the file", took.pictures, PICTURES_MAX),
        ("cards not printed and read back", count - took.cards, 0),
    )
    for name, value, limit in judged:
        print(f"{name:32} {value:8.1f}  limit {limit:5}{'' if value <= limit else '  MISSED'}")
    return 0 if all(value <= limit for _, value, limit in judged) else 1


if __name__ == "__main__":
    sys.exit(main())
