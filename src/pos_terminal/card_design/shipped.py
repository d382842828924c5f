"""The designs that come with the program: own drawings, of shapes alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from pos_terminal.card_design.box import Box
from pos_terminal.card_design.design import SAMPLE, Design, Face
from pos_terminal.card_design.elements import (
    WHITE,
    AnyElement,
    Barcode,
    Code,
    Form,
    QrCode,
    Shape,
    Text,
    TextAlign,
    TextField,
)
from pos_terminal.card_design.geometry import barcode_box

_MODULE_MM: Final = 0.3387  # 16 dots at 1200 an inch, 4 at 300
_LINK: Final = "{redeem}"
_INK: Final = "#1c1b22"
_GREY: Final = "#5b5966"
_LEGAL: Final = "Worth nothing until it is paid for. Not for resale."


def gift_card() -> Design:
    """A parcel in deep green with a golden ribbon."""
    front: tuple[AnyElement, ...] = (
        _area("ground", Box(-3, -3, 91.6, 59.98), "#0f6b57", "#07302f", degrees=35),
        _round("light", Box(-22, -40, 78, 78), WHITE, 0.05),
        _round("light-2", Box(-10, -28, 54, 54), WHITE, 0.05),
        *_ribbon(),
        _words(
            "front-product", Box(6, 7.5, 48, 10), 5.2, WHITE, field=TextField.PRODUCT, bold=True
        ),
        _words("wish", Box(6, 17.5, 48, 4), 1.9, "#bfe3d7", "For you, with best wishes"),
        _words(
            "front-price", Box(6, 40.5, 40, 9), 6.4, "#f7dc98", field=TextField.PRICE, bold=True
        ),
    )
    back = _back(band="#0f6b57", shade="#07302f", how="Scratch the panel, redeem the code online.")
    return Design(name="Gift card", front=Face(elements=front), back=back)


def game_card() -> Design:
    """A game pad and falling pixels on violet."""
    front: tuple[AnyElement, ...] = (
        _area("ground", Box(-3, -3, 91.6, 59.98), "#231263", "#6b36d9", degrees=25),
        _round("glow", Box(34, -6, 66, 66), "#8d5bff", 0.28),
        *_pixels(),
        *_game_pad(),
        _words(
            "front-product", Box(6, 34.5, 60, 9), 5.2, WHITE, field=TextField.PRODUCT, bold=True
        ),
        _words(
            "front-price", Box(6, 44, 40, 6.5), 3.8, "#ff9be0", field=TextField.PRICE, bold=True
        ),
    )
    back = _back(
        band="#231263", shade="#5a2fc2", how="Scratch the panel, redeem the code in the app."
    )
    return Design(name="Game card", front=Face(elements=front), back=back)


def plain_card() -> Design:
    """Black on white: for printers that have no colours, and to begin with."""
    front: tuple[AnyElement, ...] = (
        _area("edge", Box(-3, 44, 91.6, 12.98), _INK),
        _words("front-product", Box(6, 8, 73, 12), 6.0, _INK, field=TextField.PRODUCT, bold=True),
        _words("front-price", Box(6, 21, 73, 8), 4.4, _GREY, field=TextField.PRICE),
    )
    back = _back(band=_INK, shade=_INK, how="Scratch the panel, redeem the code online.")
    return Design(name="Plain card", front=Face(elements=front), back=back)


SHIPPED: Final[Mapping[str, Callable[[], Design]]] = {
    "gift-card": gift_card,
    "game-card": game_card,
    "plain-card": plain_card,
}


def _back(*, band: str, shade: str, how: str) -> Face:
    """A coloured band with the code and the way to the page, the bars on white below it."""
    bars = barcode_box(_MODULE_MM, SAMPLE.barcode, 0, 31.2, 11.6)
    elements: tuple[AnyElement, ...] = (
        _area("band", Box(-3, -3, 91.6, 31), band, shade, degrees=20),
        _area("qr-ground", Box(63, 4.5, 19, 19), WHITE, radius=1.6),
        _words("product", Box(5, 4.5, 55, 5), 3.0, WHITE, field=TextField.PRODUCT, bold=True),
        _words("how", Box(5, 9.7, 56, 2.4), 1.5, "#e6e3f5", how),
        Code(id="code", box=Box(5, 14, 57, 9.5), size_mm=1.8),
        QrCode(id="qr", box=Box(63.5, 5, 18, 18), link=_LINK),
        Barcode(
            id="barcode",
            box=bars.moved((85.6 - bars.width) / 2, 0),
            module_mm=_MODULE_MM,
            digits_mm=2.3,
        ),
        _words("legal", Box(5, 47.6, 62, 3.3), 1.2, _GREY, _LEGAL, field=TextField.LEGAL),
        _words(
            "batch",
            Box(71, 47.6, 9.6, 2),
            1.2,
            _GREY,
            field=TextField.BATCH,
            align=TextAlign.RIGHT,
        ),
    )
    return Face(elements=elements)


def _ribbon() -> tuple[Shape, ...]:
    gold, light, dark = "#d99a2b", "#f7dc98", "#b97a18"
    return (
        _area("ribbon", Box(60, -3, 9, 59.98), gold, light),
        _area("ribbon-across", Box(-3, 25.5, 91.6, 7), gold, light, degrees=90),
        _round("bow-left", Box(48.5, 19.5, 16, 11), dark, shade=light),
        _round("bow-left-inside", Box(52, 22.2, 9, 5.6), "#8a5810"),
        _round("bow-right", Box(64.5, 19.5, 16, 11), light, shade=dark),
        _round("bow-right-inside", Box(68, 22.2, 9, 5.6), "#8a5810"),
        _area("knot", Box(61.2, 21.2, 6.6, 9.2), light, gold, degrees=90, radius=2.4),
    )


def _pixels() -> tuple[Shape, ...]:
    """Squares that fall from the corner, fainter with their way."""
    edge = 6.6
    columns = (5, 4, 3, 2, 1)  # how many squares stand in each, from the edge inwards
    return tuple(
        _area(
            f"pixel-{column}-{row}",
            Box(88.6 - edge * (column + 1), -3 if row == 0 else edge * row - 3, edge, edge),
            "#ff6fd0",
            opacity=round(0.78 / (1 + 0.55 * (column + row)), 2),
        )
        for column, count in enumerate(columns)
        for row in range(count)
    )


def _game_pad() -> tuple[Shape, ...]:
    pale, dark = "#f4f0ff", "#3a1f9c"
    return (
        _area("pad", Box(10, 9, 40, 20), WHITE, "#cdbcff", degrees=90, radius=10),
        _round("grip-left", Box(8.5, 13.5, 16, 18), "#d9ccff", shade="#cdbcff"),
        _round("grip-right", Box(35.5, 13.5, 16, 18), "#d9ccff", shade="#cdbcff"),
        _area("pad-face", Box(12, 10.2, 36, 16), WHITE, "#e2d8ff", degrees=90, radius=8),
        _round("shine", Box(15, 10.8, 30, 4), pale, 0.9),
        _area("cross-1", Box(16, 16.4, 9, 3), dark, radius=0.8),
        _area("cross-2", Box(19, 13.4, 3, 9), dark, radius=0.8),
        _area("menu-1", Box(27.4, 17.2, 2.2, 1.4), "#a995ef", radius=0.7),
        _area("menu-2", Box(30.8, 17.2, 2.2, 1.4), "#a995ef", radius=0.7),
        _round("button-1", Box(38.2, 12.6, 3.2, 3.2), "#ff6fd0"),
        _round("button-2", Box(41.6, 16.2, 3.2, 3.2), "#35c6c0"),
        _round("button-3", Box(38.2, 19.8, 3.2, 3.2), "#6b36d9"),
        _round("button-4", Box(34.8, 16.2, 3.2, 3.2), "#ffb648"),
    )


def _area(
    element_id: str,
    box: Box,
    colour: str,
    shade: str | None = None,
    *,
    degrees: float = 0.0,
    radius: float = 0.0,
    opacity: float = 1.0,
) -> Shape:
    return Shape(
        id=element_id,
        box=box,
        colour=colour,
        shade=shade,
        degrees=degrees,
        radius_mm=radius,
        opacity=opacity,
    )


def _round(
    element_id: str, box: Box, colour: str, opacity: float = 1.0, *, shade: str | None = None
) -> Shape:
    return Shape(
        id=element_id, box=box, colour=colour, shade=shade, form=Form.ELLIPSE, opacity=opacity
    )


def _words(
    element_id: str,
    box: Box,
    size: float,
    colour: str,
    text: str = "",
    *,
    field: TextField = TextField.FIXED,
    bold: bool = False,
    align: TextAlign = TextAlign.LEFT,
) -> Text:
    return Text(
        id=element_id,
        box=box,
        size_mm=size,
        colour=colour,
        text=text,
        field=field,
        bold=bold,
        align=align,
    )
