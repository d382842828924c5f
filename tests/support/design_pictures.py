"""States of the page *Design*, made by its own presenter."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from PIL import Image

from pos_terminal.card_design.elements import Side
from pos_terminal.designer.model import DesignerPicture
from pos_terminal.designer.new_elements import Tool
from support.design_office import DesignOffice


def made(act: Callable[[DesignOffice], None]) -> DesignerPicture:
    with tempfile.TemporaryDirectory() as folder:
        office = DesignOffice(Path(folder))
        try:
            act(office)
            return office.state
        finally:
            office.close()


def fresh() -> DesignerPicture:
    """As the page is found first."""
    return made(lambda _office: None)


def too_close() -> DesignerPicture:
    """The barcode is chosen, and a text stands in its quiet zone."""
    return made(_too_close)


def _too_close(office: DesignOffice) -> None:
    page = office.page
    page.begin("game-card")
    page.turn(Side.BACK)
    page.choose_tool(Tool.TEXT)
    page.press(12.0, 36.0)
    page.set_field("text", "Questions? 0800 000 000")
    page.set_field("size", "1.7")
    page.set_field("left", "5.4")
    page.set_field("top", "33")
    page.set_field("width", "17")
    page.set_field("height", "6")
    page.choose("barcode")
    page.save()


def text_chosen() -> DesignerPicture:
    def act(office: DesignOffice) -> None:
        office.page.choose("front-product")

    return made(act)


def dragging() -> DesignerPicture:
    """A text is being moved, drawn to a line."""

    def act(office: DesignOffice) -> None:
        office.page.choose("front-price")
        office.page.grab()
        office.page.drag(0.2, -10.0, 1.0)

    return made(act)


def bad_bars() -> DesignerPicture:
    """Much is wrong, and a number was mistyped."""

    def act(office: DesignOffice) -> None:
        page = office.page
        page.turn(Side.BACK)
        page.choose("barcode")
        page.set_field("module", "0.15")
        page.set_field("height", "5")
        page.set_field("colour", "#b0201c")
        page.nudge(-20.0, 0.0)
        page.set_field("left", "much")

    return made(act)


def artwork() -> DesignerPicture:
    """A picture from outside, too coarse for print."""

    def act(office: DesignOffice) -> None:
        picture = Image.linear_gradient("L").resize((400, 260)).convert("RGB")
        buffer = io.BytesIO()
        picture.save(buffer, "PNG")
        file = office.folder.parent / "sky.png"
        file.write_bytes(buffer.getvalue())
        office.page.begin("plain-card")
        office.floor.tasks.deliver()
        office.page.choose_artwork(file)

    return made(act)


def refused() -> DesignerPicture:
    """A file was refused, with the designs of the till to open."""

    def act(office: DesignOffice) -> None:
        office.page.save()
        office.page.save_copy()
        file = office.folder.parent / "newer.carddesign"
        file.write_bytes(b'{"format":"card design","version":9}')
        office.page.open_file(file)

    return made(act)


def product() -> DesignerPicture:
    """A scanned card's product is printed with an earlier state of the design."""

    def act(office: DesignOffice) -> None:
        office.scan(office.card())
        office.page.give()
        office.page.choose("wish")
        office.page.nudge(0.5, 0.0)
        office.page.choose(None)

    return made(act)


def given() -> DesignerPicture:
    """A product is printed with the design, and tills show it so."""
    return made(_given)


def not_known() -> DesignerPicture:
    """The design is given, and no answer came about its picture."""

    def act(office: DesignOffice) -> None:
        office.floor.server.faults.lose_replies["save_campaign"] = 1
        _given(office)

    return made(act)


def _given(office: DesignOffice) -> None:
    office.products.add("winter-25", "Winter card")
    office.open()
    office.page.choose_sample("winter-25")
    office.page.choose(None)
    if office.state.give.enabled:
        office.page.give()


PICTURES: dict[str, Callable[[], DesignerPicture]] = {
    "d1-fresh": fresh,
    "d2-too-close": too_close,
    "d3-text": text_chosen,
    "d4-dragging": dragging,
    "d5-bad-bars": bad_bars,
    "d6-artwork": artwork,
    "d7-refused": refused,
    "d8-product": product,
    "d9-given": given,
    "d9b-not-known": not_known,
}


def _said(make: Callable[[], DesignerPicture]) -> Callable[[object], DesignerPicture]:
    once = cache(make)
    return lambda _say: once()


PICTURES_SAID = {name: _said(make) for name, make in PICTURES.items()}
