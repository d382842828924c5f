"""Where things of a design really are when they are printed, with bars of whole printer dots."""

from __future__ import annotations

from typing import Final

from pos_terminal.card_design.box import Box
from pos_terminal.card_design.design import CardData, Design
from pos_terminal.card_design.elements import (
    DIGITS_GAP_MM,
    QUIET_MODULES,
    AnyElement,
    Artwork,
    Barcode,
    Code,
    Fit,
    QrCode,
    Text,
    TextField,
)
from pos_terminal.card_design.symbols import MM_PER_INCH, code128_modules, module_mm, qr_modules

# Sans-serif faces, in ems: how high capitals stand, and how wide a sign of a code is on average in
# the widest of codes that are made at random (of 20,000, none had more than 0.742).
CAPITAL_EMS: Final = 0.727
_ADVANCE_EMS: Final = 0.75
PANEL_EDGE_MM: Final = 1.5  # a scratch panel is put on by hand or machine, a little off
CODE_BEHIND: Final = "#{code}"
"""How a link ends that brings the code along: browsers send nothing of what stands behind the #."""
_CODE: Final = "{code}"
_PAGE: Final = "{redeem}"
_NO_PAGE: Final = "https://example.com/redeem"


def symbol_box(barcode: Barcode, text: str, dpi: float) -> Box:
    """The bars as printed: in the middle of their box, as wide as whole dots make them."""
    width = len(code128_modules(text)) * module_mm(barcode.module_mm, dpi)
    return barcode.box.grown((width - barcode.box.width) / 2, 0.0)


def quiet_box(barcode: Barcode, text: str, dpi: float) -> Box:
    """The bars with the quiet zones that a scanner needs left and right of them."""
    quiet = QUIET_MODULES * module_mm(barcode.module_mm, dpi)
    return symbol_box(barcode, text, dpi).grown(quiet, 0.0)


def digits_box(barcode: Barcode) -> Box:
    """The place of the digits below the bars."""
    return Box(
        barcode.box.left,
        barcode.box.bottom + DIGITS_GAP_MM,
        barcode.box.width,
        barcode.digits_mm,
    )


def barcode_box(wish_mm: float, text: str, left: float, top: float, height: float) -> Box:
    """The box for bars of a wished module width."""
    return Box(left, top, len(code128_modules(text)) * wish_mm, height)


def covered(element: AnyElement, card: CardData, dpi: int) -> Box:
    """The place that an element takes of the card."""
    if not isinstance(element, Barcode):
        return element.box
    bars = symbol_box(element, card.barcode, dpi)
    if not element.digits:
        return bars
    bottom = digits_box(element).bottom
    return Box(bars.left, bars.top, bars.width, bottom - bars.top)


def text_of(element: Text, card: CardData) -> str:
    """What a text says on a card."""
    match element.field:
        case TextField.PRODUCT:
            return card.product
        case TextField.PRICE:
            return card.price
        case TextField.BATCH:
            return card.batch
    return card.words.get(element.id, element.text)


def link_of(element: QrCode, card: CardData) -> str:
    """Where a QR code leads; ``{number}`` and ``{code}`` in it stand for those of the card,
    ``{redeem}`` for the page where it is redeemed.

    ``{redeem}#{code}`` leads to the customer's page, with the code in its field.
    """
    link = element.link.replace(_PAGE, card.redeem_page or _NO_PAGE)
    link = link.replace("{number}", card.number.replace(" ", ""))
    return link.replace(_CODE, card.signs_of_code)


def leads_to_page(design: Design) -> bool:
    """Whether a QR code leads to the page that the shop has for it."""
    return any(
        isinstance(element, QrCode) and _PAGE in element.link for _, element in design.placed()
    )


def carries_code(element: QrCode) -> bool:
    """Whether the secret code is in it: then it lies under a scratch panel, as the code does."""
    return _CODE in element.link


def is_covered(element: QrCode, card: CardData) -> bool:
    """Whether its scratch panel is what there is to see."""
    return carries_code(element) and card.code is None


def qr_module_mm(element: QrCode, card: CardData, dpi: int) -> float:
    """How wide a module of a QR code is printed: whole dots that fit into its box."""
    dots_per_mm = dpi / MM_PER_INCH
    edge = min(element.box.width, element.box.height)
    dots = int(edge * dots_per_mm) // qr_modules(link_of(element, card))
    return max(1, dots) / dots_per_mm


def text_width_mm(text: str, size_mm: float) -> float:
    """How wide a code of so many digits and capitals is."""
    return len(text) * size_mm / CAPITAL_EMS * _ADVANCE_EMS


def squeezed_mm(element: Code, card: CardData) -> float:
    """How high the code is printed: lower than wished where its panel would not cover it."""
    room = max(0.0, element.box.width - 2 * PANEL_EDGE_MM)
    return element.size_mm * min(1.0, room / text_width_mm(card.signs_of_code, element.size_mm))


def crop_of(element: Artwork, pixels: tuple[int, int]) -> tuple[Box, Box]:
    """Which part of a picture (in pixels) is painted, and where on the card.

    A picture that fills its box loses what does not fit, around its focus; one that is there whole
    leaves a part of its box free.
    """
    width, height = pixels
    box = element.box
    if element.fit is Fit.FILL:
        scale = min(width / box.width, height / box.height)
        part_width, part_height = box.width * scale, box.height * scale
        left = (width - part_width) * element.focus_x
        top = (height - part_height) * element.focus_y
        return Box(left, top, part_width, part_height), box
    scale = max(width / box.width, height / box.height)
    place_width, place_height = width / scale, height / scale
    left = box.left + (box.width - place_width) * element.focus_x
    top = box.top + (box.height - place_height) * element.focus_y
    return Box(0, 0, width, height), Box(left, top, place_width, place_height)


def printed_dpi(element: Artwork, pixels: tuple[int, int]) -> float:
    """How many pixels an inch of the printed picture has."""
    part, place = crop_of(element, pixels)
    return part.width / (place.width / MM_PER_INCH)
