"""What stands against a sheet that somebody has laid out in millimetres. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from pos_terminal.card_design.box import Size
from pos_terminal.card_design.design import CR80
from pos_terminal.sheets.sheet_layout import LAYOUTS, SheetLayout, layout_for, slot_box

COUNT_MAX: Final = 60
LENGTH_MM_MAX: Final = 1000.0
NAME_LENGTH_MAX: Final = 40
_OFF_MM: Final = 1e-6


class SheetFault(StrEnum):
    """Why cards have no place on a sheet."""

    TOO_WIDE = "too_wide"
    TOO_HIGH = "too_high"


def fault_of(layout: SheetLayout) -> SheetFault | None:
    """Say where the last card reaches beyond the paper."""
    last = slot_box(layout, layout.slots - 1)
    if last.right > layout.page.width + _OFF_MM:
        return SheetFault.TOO_WIDE
    return SheetFault.TOO_HIGH if last.bottom > layout.page.height + _OFF_MM else None


def is_tight(layout: SheetLayout, bleed_mm: float) -> bool:
    """Whether a gap is narrower than the bleed: what is cut a little off shows the neighbour."""
    gaps = []
    if layout.columns > 1:
        gaps.append(layout.gap_x)
    if layout.rows > 1:
        gaps.append(layout.gap_y)
    return any(gap < bleed_mm for gap in gaps)


def layout_named(name: str, slot: Size = CR80, *, own: Mapping[str, SheetLayout]) -> SheetLayout:
    """A shipped sheet or one of one's own; raises ``ValueError``."""
    if name in LAYOUTS or name not in own:
        return layout_for(name, slot)
    if own[name].slot != slot:
        raise ValueError(f"The places of {name} are of another size than the cards.")
    return own[name]
