"""Correcting a printer by what was measured on its test grid. Pure, in millimetres.

Where something is drawn ``x`` from the paper's edge, a printer puts it ``k * x + e``. The cards
are drawn at ``(x + offset) * scale``: with a scale of ``1 / k`` and an offset of ``-e`` they come
out at ``x``.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from pos_terminal.card_design.box import Size
from pos_terminal.sheets.sheet_layout import PrinterFit

_LARGE_MM = 120.0
Length = Annotated[float, Meta(ge=0, le=2_000)]


class NotAFitError(ValueError):
    """Measures that no printer is off by: somebody has measured or typed something else."""


class GridPlaces(Struct, frozen=True):
    """Where the crosses of a test grid stand: ``edge`` from each edge of the page."""

    page: Size
    edge: float

    @classmethod
    def of(cls, page: Size) -> GridPlaces:
        return cls(page, 20.0 if _is_large(page) else 10.0)

    @property
    def is_large(self) -> bool:
        """Whether it is a sheet, and not a card or a label."""
        return _is_large(self.page)

    @property
    def across(self) -> float:
        """Between the left and the right crosses."""
        return self.page.width - 2 * self.edge

    @property
    def down(self) -> float:
        """Between the upper and the lower crosses."""
        return self.page.height - 2 * self.edge


def _is_large(page: Size) -> bool:
    return min(page.width, page.height) > _LARGE_MM


class Measured(Struct, frozen=True, kw_only=True):
    """What was measured on a grid that was printed without a correction.

    ``left`` and ``top`` are from the paper's edges to the upper left cross, of the back as somebody
    sees it who reads its text; a sheet without a back has none.
    """

    left: Length
    top: Length
    across: Length
    down: Length
    back_left: Length | None = None
    back_top: Length | None = None


def fit_of(places: GridPlaces, measured: Measured) -> PrinterFit:
    """The correction that makes a printer print true; raises ``NotAFitError``."""
    stretch_x, stretch_y = measured.across / places.across, measured.down / places.down
    if not stretch_x or not stretch_y:
        raise NotAFitError("Nothing is between two crosses.")
    left, top = stretch_x * places.edge, stretch_y * places.edge
    back_left = left if measured.back_left is None else measured.back_left
    back_top = top if measured.back_top is None else measured.back_top
    found = {
        "offset_x": round(left - measured.left, 2),
        "offset_y": round(top - measured.top, 2),
        "back_offset_x": round(left - back_left, 2),
        "back_offset_y": round(top - back_top, 2),
        "scale_x": round(1 / stretch_x, 5),
        "scale_y": round(1 / stretch_y, 5),
    }
    try:
        return msgspec.convert(found, PrinterFit)
    except msgspec.ValidationError as error:
        raise NotAFitError("No printer is so far off.") from error
