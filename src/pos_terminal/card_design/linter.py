"""The check before printing: rules that know what will not scan, be cut off or not be read.

Each rule reads one side and yields a finding for all that it looked at, passed or not.
"""

from __future__ import annotations

from typing import Final

from pos_terminal.card_design.design import SAMPLE, CardData, Design, Pictures
from pos_terminal.card_design.elements import (
    Barcode,
    Side,
)
from pos_terminal.card_design.findings import WARNINGS, Finding, Rule
from pos_terminal.card_design.layout_rules import LAYOUT_RULES, code_there
from pos_terminal.card_design.side_look import SideLook
from pos_terminal.card_design.symbol_rules import SYMBOL_RULES

PRINTER_DPI: Final = 1200


def check(
    design: Design, pictures: Pictures, *, card: CardData = SAMPLE, dpi: int = PRINTER_DPI
) -> tuple[Finding, ...]:
    """All findings for a card printed by a printer of ``dpi``: those to fix, then warnings."""
    looks = [SideLook(design, side, pictures, card, dpi) for side in Side]
    found = [
        each for look in looks for rule in (*SYMBOL_RULES, *LAYOUT_RULES) for each in rule(look)
    ]
    found += [_barcode_there(design), code_there(design, card)]
    return tuple(sorted(found, key=lambda each: (each.passed, each.rule in WARNINGS)))


def _barcode_there(design: Design) -> Finding:
    count = sum(isinstance(each, Barcode) for _, each in design.placed())
    return Finding(
        rule=Rule.BARCODE_THERE, passed=count == 1, measured=count, wanted=1, side=Side.BACK
    )
