"""What the page *Design* has done beside the window's thread: checks, reading back, files."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from pos_terminal.card_design.artwork import product_picture
from pos_terminal.card_design.design import CardData
from pos_terminal.card_design.linter import PRINTER_DPI, check
from pos_terminal.card_design.template_file import Template
from pos_terminal.designer.model import Inspection
from pos_terminal.look.money import format_price

Result = TypeVar("Result")


class DesignWorkshop:
    """Each thing in a thread of its own; results come back to the window by the task runner."""

    async def inspect(self, template: Template, card: CardData) -> Inspection:
        return await asyncio.to_thread(_inspect, template, card)

    async def product_picture(self, template: Template, card: CardData) -> bytes:
        return await asyncio.to_thread(_product_picture, template, card)

    async def away(self, work: Callable[[], Result]) -> Result:
        return await asyncio.to_thread(work)


def price_on_card(language: Callable[[], str]) -> Callable[[int, str], str]:
    """Write prices as they are printed: in the shop's ``language``, whatever the screen's is."""
    return lambda minor, currency: format_price(minor, currency, language())


def _inspect(template: Template, card: CardData) -> Inspection:
    from pos_terminal.devices.drawing_reading import read_drawing

    findings = check(template.design, template.pictures, card=card, dpi=PRINTER_DPI)
    return Inspection(findings=findings, texts=read_drawing(template, card))


def _product_picture(template: Template, card: CardData) -> bytes:
    from pos_terminal.devices.card_picture import front_picture

    return product_picture(front_picture(template, card))
