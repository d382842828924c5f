"""Reads every symbol of printed pages back and compares it with its card's record.

The pages are rendered so that a module is two pixels, and at 300 dots an inch where that leaves
something open. Each symbol is looked for in its own place, so that one that is missing or is in
another card's place is found out.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pos_terminal.card_design.box import Box
from pos_terminal.card_design.elements import Barcode, QrCode, Side
from pos_terminal.card_design.geometry import is_covered, link_of, qr_module_mm, quiet_box
from pos_terminal.card_design.symbols import MM_PER_INCH, module_mm
from pos_terminal.devices.page_pictures import Cut, PagePictures
from pos_terminal.devices.sheet_printing import SheetRun
from pos_terminal.scanning.decoder import read_printed
from pos_terminal.sheets.sheet_layout import Page, Placement

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Gray = NDArray[np.uint8]
    Reader = Callable[[Gray], list[str]]

READ_DPI: Final = 300
_QUICK_PIXELS: Final = 2  # of the narrowest module; with less, one in two symbols is missed
_AROUND_MM: Final = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongSymbol:
    """A symbol that does not say what its card's record says, counted from 0 in the run."""

    card: int
    sheet: int
    read: bool  # something was read, but another text; what it was may be a code and is not kept


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBack:
    """What was read: how many symbols are right, and those that are not."""

    right: int
    wrong: tuple[WrongSymbol, ...]

    @property
    def proved(self) -> bool:
        """All that should be there were there. A run without symbols proves nothing."""
        return not self.wrong and self.right > 0


@dataclass(frozen=True, slots=True)
class _Expected:
    """One symbol: its place on the page and what it must say."""

    card: int
    box: Box
    text: str
    turned: bool


def read_pages(
    pictures: PagePictures, run: SheetRun, numbers: Iterable[int], reader: Reader = read_printed
) -> ReadBack:
    """Read some pages here and now."""
    right = 0
    wrong: list[WrongSymbol] = []
    quick = {side: _quick_dpi(run, side) for side in run.sides}
    for number in numbers:
        page = run.page(number)
        expected = tuple(_expected(run, page))
        texts = _texts_of(pictures, number, expected, reader, quick[page.side])
        for symbol, read in zip(expected, texts, strict=True):
            if read == [symbol.text]:
                right += 1
            else:
                wrong.append(WrongSymbol(card=symbol.card, sheet=page.sheet, read=bool(read)))
    return ReadBack(right=right, wrong=tuple(wrong))


def _quick_dpi(run: SheetRun, side: Side) -> int:
    """With how many dots an inch the symbols of a side can be read, those of its first card."""
    modules = [
        module_mm(element.module_mm, run.dpi * run.fit.scale_x)
        if isinstance(element, Barcode)
        else qr_module_mm(element, run.cards[0], run.dpi)
        for element in run.design.face(side).elements
        if isinstance(element, (Barcode, QrCode))
    ]
    return min(READ_DPI, math.ceil(_QUICK_PIXELS * MM_PER_INCH / min(modules, default=1.0)))


def _texts_of(
    pictures: PagePictures,
    number: int,
    expected: Sequence[_Expected],
    reader: Reader,
    quick_dpi: int,
) -> list[list[str]]:
    """What is read in the place of each symbol: quickly, and what that misses in full."""
    texts: list[list[str]] = [[] for _ in expected]
    if number >= pictures.count:
        return texts
    for dpi, smooth in ((quick_dpi, False), (READ_DPI, True)):
        missed = [at for at, symbol in enumerate(expected) if texts[at] != [symbol.text]]
        if not missed:
            break
        places = [_place(expected[at], dpi) for at in missed]
        cuts = pictures.cuts(number, dpi, places, smooth=smooth)
        for at, cut in zip(missed, cuts, strict=True):
            texts[at] = reader(cut[::-1, ::-1] if expected[at].turned else cut)
    return texts


def _expected(run: SheetRun, page: Page) -> Iterator[_Expected]:
    """The symbols of a page with their places, in millimetres from its corner."""
    for placed in page.placements:
        card = run.cards[placed.card]
        for element in run.design.face(page.side).elements:
            if isinstance(element, Barcode):
                # The bars are whole dots of the printer, whatever its scale makes of a millimetre.
                box = quiet_box(element, card.barcode, run.dpi * run.fit.scale_x)
                yield _Expected(
                    placed.card, _on_page(run, page, placed, box), card.barcode, placed.turned
                )
            elif isinstance(element, QrCode) and not is_covered(element, card):
                text = link_of(element, card)
                place = _on_page(run, page, placed, element.box)
                yield _Expected(placed.card, place, text, placed.turned)


def _on_page(run: SheetRun, page: Page, placed: Placement, box: Box) -> Box:
    """Where a part of a card is on its page, with the printer's fit."""
    right, down = run.offset(page.side)
    left, top = box.left, box.top
    if placed.turned:
        left, top = placed.box.width - box.right, placed.box.height - box.bottom
    return Box(
        (placed.box.left + right + left) * run.fit.scale_x,
        (placed.box.top + down + top) * run.fit.scale_y,
        box.width * run.fit.scale_x,
        box.height * run.fit.scale_y,
    ).grown(_AROUND_MM, 0.0)


def _place(symbol: _Expected, dpi: int) -> Cut:
    """The pixels of a symbol's place on its page."""
    per_mm = dpi / MM_PER_INCH
    box = symbol.box
    rows = slice(max(0, int(box.top * per_mm)), int(box.bottom * per_mm) + 1)
    return rows, slice(max(0, int(box.left * per_mm)), int(box.right * per_mm) + 1)
