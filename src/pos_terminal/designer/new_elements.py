"""The elements that the tools put on the card, as they are before anybody has changed them."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import msgspec

from pos_terminal.card_design.artwork import TakenArtwork
from pos_terminal.card_design.box import Box
from pos_terminal.card_design.design import SAMPLE, Design
from pos_terminal.card_design.elements import (
    AnyElement,
    Artwork,
    Barcode,
    Code,
    Fit,
    Number,
    QrCode,
    Side,
    Text,
)
from pos_terminal.card_design.geometry import barcode_box
from pos_terminal.card_design.moves import free_id

_MODULE_MM: Final = 0.254  # 12 dots at 1200 an inch
_OFFSET_MM: Final = 2.0
_LINK: Final = "{redeem}"


class Tool(StrEnum):
    """What a press on the card does: choose, or put something there."""

    SELECT = "select"
    ARTWORK = "artwork"
    TEXT = "text"
    BARCODE = "barcode"
    NUMBER = "number"
    CODE = "code"
    QR = "qr"


def new_element(tool: Tool, design: Design, words: str) -> AnyElement:
    """An element in the middle of the card; ``words`` are what a new text says."""
    name = free_id(design, tool.value)
    match tool:
        case Tool.BARCODE:
            bars = barcode_box(_MODULE_MM, SAMPLE.barcode, 0, 0, 12.0)
            return Barcode(id=name, box=_in_middle(design, bars), module_mm=_MODULE_MM)
        case Tool.NUMBER:
            return Number(id=name, box=_in_middle(design, Box(0, 0, 46, 3.4)))
        case Tool.CODE:
            return Code(id=name, box=_in_middle(design, Box(0, 0, 69, 9.5)), size_mm=2.2)
        case Tool.QR:
            return QrCode(id=name, box=_in_middle(design, Box(0, 0, 16, 16)), link=_LINK)
    return Text(id=name, box=_in_middle(design, Box(0, 0, 36, 5)), text=words)


def artwork_element(design: Design, taken: TakenArtwork) -> Artwork:
    """A picture over the whole card with its bleed, as most artwork is meant."""
    name = free_id(design, Tool.ARTWORK.value)
    return Artwork(id=name, box=design.bleed, picture=taken.picture, fit=Fit.FILL)


def moved_to(element: AnyElement, at: tuple[float, float]) -> AnyElement:
    """The element with its middle at a place of the card."""
    middle = element.box.middle
    box = element.box.moved(at[0] - middle[0], at[1] - middle[1])
    return msgspec.structs.replace(element, box=box)


def copy_of(design: Design, element: AnyElement) -> AnyElement:
    """The same once more, a little beside."""
    kind = element.id.rpartition("-")[0] or element.id
    return msgspec.structs.replace(
        element, id=free_id(design, kind), box=element.box.moved(_OFFSET_MM, _OFFSET_MM)
    )


def topmost_at(design: Design, side: Side, at: tuple[float, float]) -> str | None:
    """The id of the element on top at a place of the card."""
    spot = Box(at[0], at[1], 0, 0)
    found = (each.id for each in reversed(design.face(side).elements) if each.box.holds(spot))
    return next(found, None)


def _in_middle(design: Design, box: Box) -> Box:
    middle = design.trim.middle
    return box.moved(middle[0] - box.middle[0], middle[1] - box.middle[1])
