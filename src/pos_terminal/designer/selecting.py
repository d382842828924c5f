"""The chosen element as the page shows it: its place, its frame, its properties."""

from __future__ import annotations

from pos_terminal.card_design.box import Box
from pos_terminal.card_design.design import CardData
from pos_terminal.card_design.elements import AnyElement, Artwork, Barcode
from pos_terminal.card_design.geometry import covered, quiet_box
from pos_terminal.card_design.linter import PRINTER_DPI
from pos_terminal.card_design.template_file import Template
from pos_terminal.designer.fields import element_fields
from pos_terminal.designer.model import Selection


def selected(element: AnyElement, template: Template, card: CardData) -> Selection:
    """Show an element as the chosen one."""
    return Selection(
        element_id=element.id,
        kind=str(type(element).__struct_config__.tag),
        box=element.box,
        outline=_outline(element, card),
        fields=element_fields(element, template.pictures, PRINTER_DPI),
        can_replace=isinstance(element, Artwork),
    )


def _outline(element: AnyElement, card: CardData) -> Box:
    if isinstance(element, Barcode):
        return quiet_box(element, card.barcode, PRINTER_DPI)
    return covered(element, card, PRINTER_DPI)
