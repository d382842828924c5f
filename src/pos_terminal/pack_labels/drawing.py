"""How a label looks: drawn as a card of one side, so that it is printed and read back as cards are.

Bars and digits in the middle below; above them what a person looks for: the pack or carton, its
product and batch, how many cards are in it and which.
"""

from __future__ import annotations

from typing import Final

from card_contract.card_number import CardNumber
from card_contract.studio_messages import LabelLine
from pos_terminal.card_design.box import Box, Size
from pos_terminal.card_design.design import CardData, Design, Face
from pos_terminal.card_design.elements import Barcode, Side, Text, TextAlign
from pos_terminal.devices.sheet_printing import SheetRun
from pos_terminal.look.sentences import QT_TRANSLATE_NOOP, say
from pos_terminal.pack_labels.model import Order
from pos_terminal.words import Message

CONTEXT: Final = "pack_label"
SENTENCES: Final[dict[str, str]] = {
    "pack": QT_TRANSLATE_NOOP("pack_label", "Pack {number}"),
    "carton": QT_TRANSLATE_NOOP("pack_label", "Carton {number}"),
    "batch": QT_TRANSLATE_NOOP("pack_label", "Batch {number}"),
    "cards": QT_TRANSLATE_NOOP("pack_label", "One card|{count} cards"),
    "numbers": QT_TRANSLATE_NOOP("pack_label", "{first} to {last}"),
}
_EDGE_MM: Final = 4.0
_BARS_TOP_MM: Final = 19.0
_BELOW_BARS_MM: Final = 7.6  # the digits, and room to the edge
_MODULE_MM: Final = 0.33


def run_of(order: Order) -> SheetRun:
    """The sheets of an order, as they are printed."""
    return SheetRun(
        design=label_design(order.layout.slot, title=order.title, batch=order.batch),
        cards=[label_data(line) for line in order.lines],
        layout=order.layout,
        start=order.start,
        sides=(Side.FRONT,),
    )


def label_data(line: LabelLine) -> CardData:
    """What stands on one label and on no other."""
    kind = "carton" if line.is_carton else "pack"
    first, last = (
        CardNumber.parse(number).grouped() for number in (line.first_number, line.last_number)
    )
    return CardData(
        barcode=line.label,
        number=grouped(line.label),
        words={
            "kind": _word(kind, number=str(line.number)),
            "carton": "" if line.is_carton else _word("carton", number=str(line.carton)),
            "cards": _word("cards", count=line.cards),
            "numbers": _word("numbers", first=first, last=last),
        },
    )


def label_design(size: Size, *, title: str, batch: int) -> Design:
    """A label of this size; on a higher one the bars are higher."""
    left, wide = _EDGE_MM, size.width - 2 * _EDGE_MM
    right = TextAlign.RIGHT

    def part(start: float, end: float, top: float, height: float) -> Box:
        """From one share of the width to another."""
        return Box(left + wide * start, top, wide * (end - start), height)

    bars_high = size.height - _BARS_TOP_MM - _BELOW_BARS_MM
    elements = (
        Text(id="kind", box=part(0, 0.6, 4.0, 5.0), size_mm=4.4, bold=True),
        Text(id="carton", box=part(0.6, 1, 4.6, 4.0), size_mm=3.0, bold=True, align=right),
        Text(id="title", text=title, box=part(0, 0.56, 10.4, 3.4), size_mm=2.5),
        Text(
            id="batch",
            text=_word("batch", number=str(batch)),
            box=part(0.57, 0.77, 10.4, 3.4),
            size_mm=2.5,
            align=right,
        ),
        Text(id="cards", box=part(0.78, 1, 10.4, 3.4), size_mm=2.5, align=right),
        Text(id="numbers", box=part(0, 1, 14.8, 2.8), size_mm=2.1),
        Barcode(
            id="bars",
            box=Box(left, _BARS_TOP_MM, wide, bars_high),
            module_mm=_MODULE_MM,
            digits_mm=2.4,
        ),
    )
    return Design(
        name=f"{title} {batch}"[:80], size=size, bleed_mm=0.0, front=Face(elements=elements)
    )


def grouped(label: str) -> str:
    """A label's text as people read it: P 900001 00007 00012 3."""
    parts = label[:1], label[1:7], label[7:12], label[12:17], label[17:]
    return " ".join(parts)


def _word(name: str, **values: str | int) -> str:
    return say(CONTEXT, SENTENCES, Message(name, values))
