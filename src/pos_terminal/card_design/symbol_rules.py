"""Rules that know what will not scan: bars, quiet zones, contrast, QR codes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from pos_terminal.card_design.box import Box
from pos_terminal.card_design.clearance import moved_clear, overlap_mm
from pos_terminal.card_design.elements import (
    BLACK,
    QUIET_MODULES,
    WHITE,
    AnyElement,
    Barcode,
    Code,
    Ground,
    QrCode,
    Shape,
)
from pos_terminal.card_design.findings import Finding, Rule
from pos_terminal.card_design.geometry import (
    CODE_BEHIND,
    carries_code,
    covered,
    link_of,
    qr_module_mm,
    quiet_box,
    symbol_box,
)
from pos_terminal.card_design.ground_reading import contrast, readable_contrast
from pos_terminal.card_design.moves import (
    Add,
    Change,
    Module,
    Move,
    Order,
    Place,
    Reorder,
    Resize,
    Together,
    free_id,
)
from pos_terminal.card_design.side_look import SideLook
from pos_terminal.card_design.symbols import MM_PER_INCH, module_mm, qr_modules

MODULE_MIN_MM: Final = 0.25
BAR_HEIGHT_MIN_MM: Final = 8.0
CONTRAST_MIN: Final = 7.0
CODE_CONTRAST_MIN: Final = 4.5
QR_MODULE_MIN_MM: Final = 0.33
_EXAMPLES: Final = (".example", ".example.com", ".example.net", ".example.org")  # RFC 2606


def _module_width(look: SideLook) -> Iterator[Finding]:
    for bars in _barcodes(look):
        printed = module_mm(bars.module_mm, look.dpi)
        dots = -(-MODULE_MIN_MM * look.dpi // MM_PER_INCH)  # rounded up
        fix = Module(bars.id, dots * MM_PER_INCH / look.dpi)
        yield look.finding(Rule.MODULE_WIDTH, bars, printed, MODULE_MIN_MM, fix=fix)


def _bar_height(look: SideLook) -> Iterator[Finding]:
    for bars in _barcodes(look):
        box = bars.box
        fix = Resize(bars.id, Box(box.left, box.top, box.width, BAR_HEIGHT_MIN_MM))
        yield look.finding(Rule.BAR_HEIGHT, bars, box.height, BAR_HEIGHT_MIN_MM, fix=fix)


def _quiet_zone(look: SideLook) -> Iterator[Finding]:
    """Each element that comes too near, or the free space beside the bars."""
    for bars in _barcodes(look):
        symbol = symbol_box(bars, look.card.barcode, look.dpi)
        quiet = quiet_box(bars, look.card.barcode, look.dpi)
        wanted = QUIET_MODULES * module_mm(bars.module_mm, look.dpi)
        free = wanted
        for other in _others(look, bars):
            place = covered(other, look.card, look.dpi)
            if not place.touches(quiet) or place.touches(symbol):
                continue
            free = max(symbol.left - place.right, place.left - symbol.right)
            fix = moved_clear(look.design, other, place, quiet)
            yield look.finding(
                Rule.QUIET_ZONE, other, max(0.0, free), wanted, fix=fix, other=bars.id
            )
        beside = min(symbol.left, look.design.size.width - symbol.right)
        if beside < wanted:
            left = min(max(quiet.left, 0.0), look.design.size.width - quiet.width)
            fix = Place(bars.id, bars.box.left + left - quiet.left, bars.box.top)
            fits = quiet.width <= look.design.size.width
            yield look.finding(Rule.QUIET_ZONE, bars, beside, wanted, fix=fix if fits else None)
        elif free == wanted:
            yield look.finding(Rule.QUIET_ZONE, bars, wanted, wanted)


def _nothing_over_bars(look: SideLook) -> Iterator[Finding]:
    for bars in _symbols(look):
        yield from _clear(look, Rule.NOTHING_OVER_BARS, bars, _symbol_place(look, bars))


def _code_clear(look: SideLook) -> Iterator[Finding]:
    for element in look.elements:
        if isinstance(element, Code):
            yield from _clear(look, Rule.CODE_CLEAR, element, element.box)


def _clear(look: SideLook, rule: Rule, kept: AnyElement, place: Box) -> Iterator[Finding]:
    """Texts and symbols on it wherever they are in order; shapes only above it."""
    above = look.elements[look.elements.index(kept) + 1 :]
    over = [*_others(look, kept), *(each for each in above if isinstance(each, Ground))]
    clear = True
    for other in over:
        box = covered(other, look.card, look.dpi)
        if box.touches(place):
            clear = False
            fix: Move | None = Reorder(kept.id, Order.TO_TOP)
            if not isinstance(other, Ground):
                fix = moved_clear(look.design, other, box, place)
            depth = overlap_mm(box, place)
            yield look.finding(rule, other, depth, 0.0, fix=fix, other=kept.id, most=True)
    if clear:
        yield look.finding(rule, kept, 0.0, 0.0, most=True)


def _code_contrast(look: SideLook) -> Iterator[Finding]:
    for element in look.elements:
        if isinstance(element, Code):
            ratio = readable_contrast(element.colour, element.ground)
            fix = Change(msgspec.structs.replace(element, colour=BLACK, ground=WHITE))
            yield look.finding(Rule.CODE_CONTRAST, element, ratio, CODE_CONTRAST_MIN, fix=fix)


def _contrast(look: SideLook) -> Iterator[Finding]:
    face = look.design.face(look.side)
    for bars in _symbols(look):
        below = face.elements[: face.elements.index(bars)]
        place = (
            quiet_box(bars, look.card.barcode, look.dpi) if isinstance(bars, Barcode) else bars.box
        )
        ratio = contrast(place, bars.colour, face.ground, below, look.pictures)
        yield look.finding(
            Rule.CONTRAST, bars, ratio, CONTRAST_MIN, fix=_black_on_white(look, bars, place)
        )


def _black_on_white(look: SideLook, bars: Barcode | QrCode, place: Box) -> Move:
    """Black bars on a white area that is laid directly below them."""
    box = place.grown(0.5)
    if isinstance(bars, Barcode):
        box = Box(
            box.left, box.top, box.width, covered(bars, look.card, look.dpi).bottom + 1.0 - box.top
        )
    ground = Shape(id=free_id(look.design, "shape"), box=box, colour=WHITE)
    black = msgspec.structs.replace(bars, colour=BLACK)
    over = look.elements[look.elements.index(bars) + 1 :]
    lifted = tuple(Reorder(each.id, Order.TO_TOP) for each in (black, *over))
    return Together((Change(black), Add(look.side, ground), *lifted))


def _qr_module(look: SideLook) -> Iterator[Finding]:
    for element in look.elements:
        if isinstance(element, QrCode):
            printed = qr_module_mm(element, look.card, look.dpi)
            edge = qr_modules(link_of(element, look.card)) * (
                QR_MODULE_MIN_MM + MM_PER_INCH / look.dpi
            )
            fix = Resize(element.id, Box(element.box.left, element.box.top, edge, edge))
            yield look.finding(Rule.QR_MODULE, element, printed, QR_MODULE_MIN_MM, fix=fix)


def _code_behind_hash(look: SideLook) -> Iterator[Finding]:
    for element in look.elements:
        if isinstance(element, QrCode) and carries_code(element):
            is_behind = element.link.count("{code}") == 1 and element.link.endswith(CODE_BEHIND)
            page = element.link.partition("#")[0].partition("?")[0]
            page = page.replace("/{code}", "").replace("{code}", "")
            fix = Change(msgspec.structs.replace(element, link=page + CODE_BEHIND))
            yield look.finding(Rule.CODE_BEHIND_HASH, element, float(is_behind), 1.0, fix=fix)


def _link_is_example(look: SideLook) -> Iterator[Finding]:
    for element in look.elements:
        if isinstance(element, QrCode):
            host = re.split("[/?#:]", link_of(element, look.card).rpartition("://")[2])[0].lower()
            is_own = not f".{host}".endswith(_EXAMPLES)
            yield look.finding(Rule.LINK_IS_EXAMPLE, element, float(is_own), 1.0)


def _barcodes(look: SideLook) -> Iterator[Barcode]:
    return (each for each in look.elements if isinstance(each, Barcode))


def _symbols(look: SideLook) -> Iterator[Barcode | QrCode]:
    return (each for each in look.elements if isinstance(each, Barcode | QrCode))


def _symbol_place(look: SideLook, symbol: Barcode | QrCode) -> Box:
    if isinstance(symbol, Barcode):
        return symbol_box(symbol, look.card.barcode, look.dpi)
    return symbol.box


def _others(look: SideLook, symbol: AnyElement) -> Iterator[AnyElement]:
    """What must keep away: all but the ground that everything stands on."""
    return (each for each in look.elements if each is not symbol and not isinstance(each, Ground))


SYMBOL_RULES: Final = (
    _module_width,
    _bar_height,
    _quiet_zone,
    _nothing_over_bars,
    _contrast,
    _code_clear,
    _code_contrast,
    _qr_module,
    _code_behind_hash,
    _link_is_example,
)
