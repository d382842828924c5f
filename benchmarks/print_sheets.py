"""Measures the printing of sheets: ``print_sheets.py [--cards N]``.

N cards, ten a sheet, with artwork on both sides, are written as a PDF in a thread beside a living
event loop and read back from it. The measure is a bare QPdfWriter loop that draws the same bars and
the same texts in the same run. Times are of the clock: the machine should have nothing else to do.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import resource
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PIL import Image
from PySide6.QtCore import QEventLoop, QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPdfWriter

from card_contract.card_number import CardNumber
from pos_terminal.card_design.artwork import TakenArtwork, take_artwork
from pos_terminal.card_design.box import Box
from pos_terminal.card_design.design import CardData, Design
from pos_terminal.card_design.elements import Artwork, Side, Text
from pos_terminal.card_design.geometry import text_of
from pos_terminal.card_design.moves import Add, Order, Remove, Reorder
from pos_terminal.card_design.shipped import game_card
from pos_terminal.card_design.symbols import bars_of, code128_modules
from pos_terminal.devices.card_text import CardFont
from pos_terminal.devices.reading_processes import read_back
from pos_terminal.devices.sheet_printing import SheetRun, set_page, write_sheets
from pos_terminal.sheets.sheet_layout import DEFAULT, LAYOUTS

RATIO_MAX = 3.0
MEMORY_MAX_MB = 400
READ_MAX_S = 90
GAP_MAX_MS = 100
MODULE_DOTS = 16
DOTS_PER_MM = 1200 / 25.4
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


class Gaps:
    """The longest time that the event loop did nothing else."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.timeout.connect(self._tick)
        self._timer.start(5)

    def _tick(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._last)
        self._last = now


def artwork() -> TakenArtwork:
    """A picture with soft noise, as large as a card with its bleed at 300 dpi."""
    chance = np.random.default_rng(1)
    small = chance.integers(170, 255, (44, 68, 3), dtype=np.uint8)
    picture = Image.fromarray(small).resize((1082, 708), Image.Resampling.BICUBIC)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return take_artwork(buffer.getvalue())


def design_with(picture: str) -> Design:
    design = Remove("band").applied(Remove("ground").applied(game_card()))
    for side in Side:
        art = Artwork(id=f"art-{side}", box=design.bleed, picture=picture)
        design = Add(side, art).applied(design)
        design = Reorder(art.id, Order.TO_BOTTOM).applied(design)
    return Remove("qr").applied(design)


def cards(count: int) -> list[CardData]:
    chance = random.Random(1)  # noqa: S311  # chance that repeats
    made = []
    for sequence in range(count):
        number = CardNumber.build(issuer="912345", batch=20417, sequence=sequence)
        code = "".join(chance.choices(LETTERS, k=16))
        made.append(
            CardData(
                barcode=number.digits,
                number=number.grouped(),
                code=code,
                product="Game card",
                price="€25",
                batch="20417",
            )
        )
    return made


def bare(file: Path, run: SheetRun) -> None:
    """What anybody would write first: each bar and each text of each card, and nothing else."""
    writer = QPdfWriter(str(file))
    writer.setResolution(1200)
    set_page(writer, run.layout.page)
    painter = QPainter(writer)
    fonts = {
        side: [
            (each, CardFont(each.size_mm * DOTS_PER_MM, bold=each.bold).font)
            for each in run.design.face(side).elements
            if isinstance(each, Text)
        ]
        for side in Side
    }
    large = CardFont(2.3 * DOTS_PER_MM, bold=False).font
    for at, page in enumerate(run.pages()):
        if at:
            writer.newPage()
        for placed in page.placements:
            card = run.cards[placed.card]
            left, top = round(placed.box.left * DOTS_PER_MM), round(placed.box.top * DOTS_PER_MM)
            painter.setPen(QColor("black"))
            for text, font in fonts[page.side]:
                painter.setFont(font)
                painter.drawText(_at(left, top, text.box), text_of(text, card))
            if page.side is Side.FRONT:
                continue
            painter.setFont(large)
            painter.drawText(_at(left, top, Box(20, 45, 0, 0)), card.number)
            painter.drawText(_at(left, top, Box(10, 20, 0, 0)), card.code or "")
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor("black"))
            painter.drawRects(
                [
                    QRect(left + 950 + bar.start * MODULE_DOTS, top + 1474, bar.width * 16, 548)
                    for bar in bars_of(code128_modules(card.barcode))
                ]
            )
    painter.end()


def _at(left: int, top: int, box: Box) -> QPointF:
    return QPointF(left + box.left * DOTS_PER_MM, top + (box.top + 2) * DOTS_PER_MM)


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def beside_the_loop(app: QGuiApplication, work: Callable[[], object]) -> tuple[float, float]:
    """How long the work takes in a thread, and the longest gap of the event loop meanwhile."""
    gaps = Gaps()
    taken = [0.0]

    def in_thread() -> None:
        taken[0] = timed(work)

    thread = threading.Thread(target=in_thread)
    thread.start()
    # The loop itself looks for the end: asked to quit from a thread, it may wait for that thread.
    while thread.is_alive():
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    thread.join()
    return taken[0], gaps.longest * 1000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, default=10_000)
    count = parser.parse_args().cards
    app = QGuiApplication([])
    picture = artwork()
    run = SheetRun(
        design=design_with(picture.picture),
        pictures={picture.picture: picture.content},
        cards=cards(count),
        layout=LAYOUTS[DEFAULT],
    )
    results = []
    with TemporaryDirectory() as folder:
        file = Path(folder) / "cards.pdf"
        bare_s = timed(lambda: bare(Path(folder) / "bare.pdf", run))
        write_s, write_gap = beside_the_loop(app, lambda: write_sheets(file, run))
        read_s, read_gap = beside_the_loop(app, lambda: results.append(read_back(file, run)))
        size = file.stat().st_size / 2**20
    usage = [
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ]
    memory = max(usage) / 1024
    right = results[0].right if results else 0
    print(f"{count} cards, {size:.1f} MB; bare loop {bare_s:.1f} s")
    judged = (
        ("written, times the bare loop", write_s / bare_s, RATIO_MAX),
        ("peak memory of a process, MB", memory, MEMORY_MAX_MB),
        ("read back, s", read_s, READ_MAX_S),
        ("longest gap while writing, ms", write_gap, GAP_MAX_MS),
        ("longest gap while reading, ms", read_gap, GAP_MAX_MS),
    )
    for name, value, limit in judged:
        print(f"{name:32} {value:8.1f}  limit {limit}")
    print(f"{right} of {count} symbols read")
    return 0 if right == count and all(value <= limit for _, value, limit in judged) else 1


if __name__ == "__main__":
    sys.exit(main())
