"""What stands on a side of a card: elements in millimetres from the card's trimmed corner.

Elements are painted in their order, the last on top. Each has an id that no other element of the
design has, and a box: for bars the place of the bars alone, without quiet zones and digits; for the
code the place of its scratch panel. The size of a text is how high its capitals and digits stand.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final

from msgspec import Meta, Struct

from pos_terminal.card_design.box import Box

Colour = Annotated[str, Meta(pattern=r"^#[0-9a-f]{6}$")]
TextSize = Annotated[float, Meta(ge=0.5, le=40)]
TextLine = Annotated[str, Meta(max_length=300)]

BLACK: Final = "#000000"
WHITE: Final = "#ffffff"


class Side(StrEnum):
    """The two sides of a card."""

    FRONT = "front"
    BACK = "back"


class TextField(StrEnum):
    """Where a text comes from: the design (fixed, legal), or the card's campaign and batch."""

    FIXED = "fixed"
    PRODUCT = "product"
    PRICE = "price"
    LEGAL = "legal"
    BATCH = "batch"


class TextAlign(StrEnum):
    """Where lines stand in their box."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class Form(StrEnum):
    """The form of a shape in its box."""

    RECTANGLE = "rectangle"
    ELLIPSE = "ellipse"


class Fit(StrEnum):
    """How a picture lies in its box: it fills it and is cropped, or it is there whole."""

    FILL = "fill"
    WHOLE = "whole"


class Element(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What all elements have."""

    id: Annotated[str, Meta(min_length=1, max_length=40)]
    box: Box


class Shape(Element, frozen=True, kw_only=True, tag="shape"):
    """A plain or shaded area: from ``colour`` to ``shade`` in the direction of ``degrees``."""

    colour: Colour
    shade: Colour | None = None
    degrees: Annotated[float, Meta(ge=0, le=360)] = 0.0
    form: Form = Form.RECTANGLE
    radius_mm: Annotated[float, Meta(ge=0, le=100)] = 0.0
    opacity: Annotated[float, Meta(ge=0, le=1)] = 1.0


class Artwork(Element, frozen=True, kw_only=True, tag="artwork"):
    """A picture, named by its hash; the focus says which part stays when it is cropped."""

    picture: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]
    fit: Fit = Fit.FILL
    focus_x: Annotated[float, Meta(ge=0, le=1)] = 0.5
    focus_y: Annotated[float, Meta(ge=0, le=1)] = 0.5


class Text(Element, frozen=True, kw_only=True, tag="text"):
    """Words, wrapped in their box; ``text`` is what they say where the design itself says it."""

    field: TextField = TextField.FIXED
    text: TextLine = ""
    size_mm: TextSize = 3.0
    bold: bool = False
    colour: Colour = BLACK
    align: TextAlign = TextAlign.LEFT


class Barcode(Element, frozen=True, kw_only=True, tag="barcode"):
    """A Code 128 symbol, in the middle of its box, with its digits below where they are wanted.

    ``module_mm`` is a wish: the printed module is the nearest whole number of printer dots.
    """

    module_mm: Annotated[float, Meta(ge=0.05, le=2)] = 0.254
    colour: Colour = BLACK
    digits: bool = True
    digits_mm: TextSize = 2.7


class Number(Element, frozen=True, kw_only=True, tag="number"):
    """The card number in its groups, for people."""

    size_mm: TextSize = 2.7
    bold: bool = False
    colour: Colour = BLACK
    align: TextAlign = TextAlign.CENTRE


class Code(Element, frozen=True, kw_only=True, tag="code"):
    """The secret code on its ground, in the place that the scratch panel will cover.

    Where the code is not given (on screens and in previews), the panel itself is painted.
    """

    size_mm: TextSize = 3.2
    colour: Colour = BLACK
    ground: Colour = WHITE


class QrCode(Element, frozen=True, kw_only=True, tag="qr"):
    """A QR code that leads to the redemption page, in its box with its quiet zone around it.

    One whose link has ``{code}`` in it is as secret as the code: its box is that of a scratch
    panel, which is painted where the code is not given.
    """

    link: Annotated[str, Meta(min_length=1, max_length=300)]
    colour: Colour = BLACK


AnyElement = Shape | Artwork | Text | Barcode | Number | Code | QrCode
Ground = Shape | Artwork  # what others stand on, the same on every card

QUIET_MODULES: Final = 10  # left and right of a Code 128 symbol (ISO/IEC 15417)
QR_QUIET_MODULES: Final = 4
DIGITS_GAP_MM: Final = 0.8
