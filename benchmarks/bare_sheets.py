"""Cards with artwork on both sides, and what anybody would write first to print them: a bare
QPdfWriter loop that draws each bar, each module and each text of each card, and nothing else.
"""

from __future__ import annotations

import io
import random
import time
from pathlib import Path

import msgspec
import numpy as np
from PIL import Image
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPdfWriter

from card_contract.card_number import CardNumber
from pos_terminal.card_design.artwork import TakenArtwork, take_artwork
from pos_terminal.card_design.box import Box
from pos_terminal.card_design.design import CardData
from pos_terminal.card_design.elements import Artwork, QrCode, Side, Text
from pos_terminal.card_design.geometry import link_of, text_of
from pos_terminal.card_design.moves import Add, Change, Order, Remove, Reorder
from pos_terminal.card_design.shipped import game_card
from pos_terminal.card_design.symbols import bars_of, code128_modules, qr_rows
from pos_terminal.card_design.template_file import Template
from pos_terminal.devices.card_text import CardFont
from pos_terminal.devices.sheet_printing import SheetRun, set_page

MODULE_DOTS = 16
QR_DOTS = 20
DOTS_PER_MM = 1200 / 25.4
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def template(link: str) -> Template:
    """The shipped game card on artwork, with a QR code to ``link``."""
    art, design = _artwork(), game_card()
    for ground in ("band", "ground"):
        design = Remove(ground).applied(design)
    for side in Side:
        picture = Artwork(id=f"art-{side}", box=design.bleed, picture=art.picture)
        design = Add(side, picture).applied(design)
        design = Reorder(picture.id, Order.TO_BOTTOM).applied(design)
    found = design.find("qr")
    assert found is not None
    assert isinstance(found[1], QrCode)
    design = Change(msgspec.structs.replace(found[1], link=link)).applied(design)
    design = msgspec.structs.replace(design, name="Benchmark")
    return Template(design=design, pictures={art.picture: art.content})


def _artwork() -> TakenArtwork:
    """A picture with soft noise, as large as a card with its bleed at 300 dpi."""
    chance = np.random.default_rng(1)
    small = chance.integers(170, 255, (44, 68, 3), dtype=np.uint8)
    picture = Image.fromarray(small).resize((1082, 708), Image.Resampling.BICUBIC)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return take_artwork(buffer.getvalue())


def cards(count: int) -> list[CardData]:
    """Numbers and codes as the server makes them."""
    chance = random.Random(1)  # noqa: S311  # chance that repeats
    made = []
    for sequence in range(1, count + 1):
        number = CardNumber.build(issuer="912345", batch=20417, sequence=sequence)
        code = "-".join("".join(chance.choices(LETTERS, k=5)) for _ in range(5))
        made.append(CardData.numbered(number, product="Game card", price="€25", code=code))
    return made


def bare_s(file: Path, run: SheetRun) -> float:
    """How long the bare loop takes, in seconds."""
    started = time.perf_counter()
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
            if page.side is Side.BACK:
                painter.setFont(large)
                _symbols(painter, run, card, left, top)
    painter.end()
    return time.perf_counter() - started


def _symbols(painter: QPainter, run: SheetRun, card: CardData, left: int, top: int) -> None:
    painter.drawText(_at(left, top, Box(20, 45, 0, 0)), card.number)
    painter.drawText(_at(left, top, Box(10, 20, 0, 0)), card.code or "")
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("black"))
    bars = bars_of(code128_modules(card.barcode))
    painter.drawRects(
        [QRect(left + 950 + 16 * bar.start, top + 1474, 16 * bar.width, 548) for bar in bars]
    )
    found = run.design.find("qr")
    assert found is not None
    assert isinstance(found[1], QrCode)
    painter.drawRects(
        [
            QRect(left + 3000 + QR_DOTS * bar.start, top + 300 + QR_DOTS * y, bar.width * 20, 20)
            for y, row in enumerate(qr_rows(link_of(found[1], card)))
            for bar in bars_of(row)
        ]
    )


def _at(left: int, top: int, box: Box) -> QPointF:
    return QPointF(left + box.left * DOTS_PER_MM, top + (box.top + 2) * DOTS_PER_MM)
