"""Rules that know what will not be read by people, or be cut off, or show paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from pos_terminal.card_design.artwork import DPI_MIN, picture_size
from pos_terminal.card_design.box import Box
from pos_terminal.card_design.design import CardData, Design
from pos_terminal.card_design.elements import (
    AnyElement,
    Artwork,
    Barcode,
    Code,
    Ground,
    Number,
    QrCode,
    Side,
    Text,
)
from pos_terminal.card_design.findings import Finding, Rule
from pos_terminal.card_design.geometry import (
    PANEL_EDGE_MM,
    carries_code,
    covered,
    printed_dpi,
    squeezed_mm,
    text_width_mm,
)
from pos_terminal.card_design.moves import (
    Add,
    Change,
    Place,
    Resize,
    free_id,
)
from pos_terminal.card_design.side_look import SideLook

NUMBER_MIN_MM: Final = 1.8
TEXT_MIN_MM: Final = 1.1
_COMES_TO_CUT_MM: Final = 0.5
_DPI_PASSES: Final = 0.99 * DPI_MIN  # a picture's edges are whole pixels, a card's are not


def _number_height(look: SideLook) -> Iterator[Finding]:
    for element in look.elements:
        match element:
            case Number():
                bigger: AnyElement = msgspec.structs.replace(element, size_mm=NUMBER_MIN_MM)
                size = element.size_mm
            case Barcode(digits=True):
                bigger = msgspec.structs.replace(element, digits_mm=NUMBER_MIN_MM)
                size = element.digits_mm
            case Code():
                bigger = _readable(element, look)
                size = squeezed_mm(element, look.card)
            case _:
                continue
        yield look.finding(Rule.NUMBER_HEIGHT, element, size, NUMBER_MIN_MM, fix=Change(bigger))


def _readable(code: Code, look: SideLook) -> Code:
    """High enough, on a panel that is wide enough for it."""
    width = text_width_mm(look.card.signs_of_code, NUMBER_MIN_MM) + 2 * PANEL_EDGE_MM
    box = code.box.grown(max(0.0, width - code.box.width) / 2, 0.0).within(look.design.safe)
    return msgspec.structs.replace(code, size_mm=NUMBER_MIN_MM, box=box)


def _text_height(look: SideLook) -> Iterator[Finding]:
    for element in look.elements:
        if isinstance(element, Text):
            fix = Change(msgspec.structs.replace(element, size_mm=TEXT_MIN_MM))
            yield look.finding(Rule.TEXT_HEIGHT, element, element.size_mm, TEXT_MIN_MM, fix=fix)


def _scratch_covers(look: SideLook) -> Iterator[Finding]:
    for element in look.elements:
        if not isinstance(element, Code):
            continue
        width = text_width_mm(look.card.signs_of_code, element.size_mm)
        box = element.box
        spare = min(box.width - width, box.height - element.size_mm) / 2
        wider = max(0.0, width + 2 * PANEL_EDGE_MM - box.width) / 2
        higher = max(0.0, element.size_mm + 2 * PANEL_EDGE_MM - box.height) / 2
        fix = Resize(element.id, box.grown(wider, higher).within(look.design.safe))
        yield look.finding(Rule.SCRATCH_COVERS, element, spare, PANEL_EDGE_MM, fix=fix)


def _safe_zone(look: SideLook) -> Iterator[Finding]:
    """What people or scanners need keeps away from the cut."""
    safe, trim, wanted = look.design.safe, look.design.trim, look.design.safe_mm
    for element in look.elements:
        if isinstance(element, Ground):
            continue
        place = covered(element, look.card, look.dpi)
        near = min(
            place.left - trim.left,
            place.top - trim.top,
            trim.right - place.right,
            trim.bottom - place.bottom,
        )
        inside = place.within(safe)
        left, top = inside.left - place.left, inside.top - place.top
        fits = place.width <= safe.width and place.height <= safe.height
        fix = Place(element.id, element.box.left + left, element.box.top + top) if fits else None
        yield look.finding(Rule.SAFE_ZONE, element, min(near, wanted), wanted, fix=fix)


def _bleed(look: SideLook) -> Iterator[Finding]:
    """Shapes and pictures that come to the cut go on beyond it."""
    trim, bleed, wanted = look.design.trim, look.design.bleed, look.design.bleed_mm
    for element in look.elements:
        if not isinstance(element, Ground):
            continue
        box = element.box
        edges = (
            (trim.left - box.left, box.left <= trim.left + _COMES_TO_CUT_MM),
            (trim.top - box.top, box.top <= trim.top + _COMES_TO_CUT_MM),
            (box.right - trim.right, box.right >= trim.right - _COMES_TO_CUT_MM),
            (box.bottom - trim.bottom, box.bottom >= trim.bottom - _COMES_TO_CUT_MM),
        )
        beyond = [reach for reach, comes in edges if comes]
        if not beyond:
            continue
        left = min(box.left, bleed.left) if edges[0][1] else box.left
        top = min(box.top, bleed.top) if edges[1][1] else box.top
        right = max(box.right, bleed.right) if edges[2][1] else box.right
        bottom = max(box.bottom, bleed.bottom) if edges[3][1] else box.bottom
        fix = Resize(element.id, Box(left, top, right - left, bottom - top))
        yield look.finding(Rule.BLEED, element, min(*beyond, wanted), wanted, fix=fix)


def _artwork_dpi(look: SideLook) -> Iterator[Finding]:
    for element in look.elements:
        if isinstance(element, Artwork) and element.picture in look.pictures:
            pixels = picture_size(look.pictures[element.picture])
            dpi = printed_dpi(element, pixels)
            wanted = DPI_MIN if dpi < _DPI_PASSES else min(dpi, DPI_MIN)
            yield look.finding(Rule.ARTWORK_DPI, element, dpi, wanted)


def code_there(design: Design, card: CardData) -> Finding:
    """A card has its code, to read, in a link, or where the barcode is the code, in its bars: a
    sold one could not be redeemed without.
    """
    count = sum(_says_code(element, card) for _, element in design.placed())
    width, height = text_width_mm(card.signs_of_code, NUMBER_MIN_MM), NUMBER_MIN_MM
    middle = Box(*design.trim.middle, 0.0, 0.0)
    panel = middle.grown(width / 2 + PANEL_EDGE_MM, height / 2 + PANEL_EDGE_MM)
    code = Code(id=free_id(design, "code"), box=panel, size_mm=NUMBER_MIN_MM)
    return Finding(
        rule=Rule.CODE_THERE,
        passed=count > 0,
        measured=count,
        wanted=1,
        side=Side.BACK,
        fix=None if count else Add(Side.BACK, code),
    )


def _says_code(element: AnyElement, card: CardData) -> bool:
    match element:
        case Code():
            return True
        case QrCode():
            return carries_code(element)
        case Barcode():
            return card.barcode == card.code
    return False


LAYOUT_RULES: Final = (
    _number_height,
    _text_height,
    _scratch_covers,
    _safe_zone,
    _bleed,
    _artwork_dpi,
)
