"""How cards lie on sheets, in millimetres from the sheet's corner: columns, rows, gaps, backs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Final

import msgspec
from msgspec import Meta, Struct

from pos_terminal.card_design.box import Box, Extent, Size
from pos_terminal.card_design.design import CR80
from pos_terminal.card_design.elements import Side

A4: Final = Size(210.0, 297.0)
LETTER: Final = Size(215.9, 279.4)

DPI_MIN: Final = 150
DPI_MAX: Final = 4800

_MARK_MM: Final = 4.0
_MARK_GAP_MM: Final = 3.5  # marks stay outside of the bleed

Count = Annotated[int, Meta(ge=1, le=60)]


class Duplex(StrEnum):
    """How a sheet is turned for its back: not at all (backs on sheets of their own, mirrored by
    nobody), over its long edge or over its short one.
    """

    NONE = "none"
    LONG_EDGE = "long_edge"
    SHORT_EDGE = "short_edge"


class SheetLayout(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sheet with its slots. Those of a ``die_cut`` one have their size and place."""

    name: str
    page: Size
    slot: Size = CR80
    columns: Count = 1
    rows: Count = 1
    gap_x: Extent = 0.0
    gap_y: Extent = 0.0
    left: Extent = 0.0
    top: Extent = 0.0
    duplex: Duplex = Duplex.LONG_EDGE
    crop_marks: bool = False
    die_cut: bool = False

    @property
    def slots(self) -> int:
        return self.columns * self.rows

    @property
    def paper_sides(self) -> tuple[Side, ...]:
        """The sides of the paper that are printed on. What is not turned has all on its front."""
        return (Side.FRONT,) if self.duplex is Duplex.NONE else tuple(Side)

    def bleed(self, bleed_mm: float) -> tuple[float, float]:
        """How far artwork may go on beyond the cut, across and along: half a gap at most, the same
        for all slots.
        """
        free_x = self.gap_x / 2 if self.columns > 1 else self.left
        free_y = self.gap_y / 2 if self.rows > 1 else self.top
        return min(bleed_mm, free_x), min(bleed_mm, free_y)


class Placement(Struct, frozen=True):
    """One card on a page; ``turned`` ones stand on their head."""

    card: int
    box: Box
    turned: bool = False


class Page(Struct, frozen=True, kw_only=True):
    """One side of a sheet; sheets are counted from 1, cards from 0."""

    sheet: int
    side: Side
    placements: tuple[Placement, ...]


class Line(Struct, frozen=True):
    """A crop mark."""

    x1: float
    y1: float
    x2: float
    y2: float


class PrinterFit(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a printer does wrong, measured on its test grid, as the correction that undoes it."""

    offset_x: Annotated[float, Meta(ge=-20, le=20)] = 0.0
    offset_y: Annotated[float, Meta(ge=-20, le=20)] = 0.0
    back_offset_x: Annotated[float, Meta(ge=-20, le=20)] = 0.0
    back_offset_y: Annotated[float, Meta(ge=-20, le=20)] = 0.0
    scale_x: Annotated[float, Meta(ge=0.95, le=1.05)] = 1.0
    scale_y: Annotated[float, Meta(ge=0.95, le=1.05)] = 1.0

    def offset(self, side: Side) -> tuple[float, float]:
        if side is Side.FRONT:
            return self.offset_x, self.offset_y
        return self.back_offset_x, self.back_offset_y


def pages(
    layout: SheetLayout, count: int, *, start: int = 0, sides: tuple[Side, ...] = tuple(Side)
) -> Iterator[Page]:
    """The pages for ``count`` cards, fronts first; ``start`` slots of the first sheet are used."""
    if not 0 <= start < layout.slots:
        raise ValueError(f"A sheet has {layout.slots} slots, the first is number 0.")
    for number in range(len(sides) * sheets_needed(layout, count, start=start)):
        yield page(layout, count, number, start=start, sides=sides)


def page(
    layout: SheetLayout,
    count: int,
    number: int,
    *,
    start: int = 0,
    sides: tuple[Side, ...] = tuple(Side),
) -> Page:
    """One of the pages for ``count`` cards, counted from 0."""
    sheet, turn = divmod(number, len(sides))
    first = sheet * layout.slots - start
    cards = range(max(0, first), min(count, first + layout.slots))
    placed = tuple(_placed(layout, sides[turn], card, card - first) for card in cards)
    return Page(sheet=sheet + 1, side=sides[turn], placements=placed)


def sheets_needed(layout: SheetLayout, count: int, *, start: int = 0) -> int:
    """How many sheets ``count`` cards take."""
    return -(-(start + count) // layout.slots) if count else 0


def slot_box(layout: SheetLayout, slot: int) -> Box:
    """The place of a slot, row by row, on the front."""
    row, column = divmod(slot, layout.columns)
    return Box(
        layout.left + column * (layout.slot.width + layout.gap_x),
        layout.top + row * (layout.slot.height + layout.gap_y),
        layout.slot.width,
        layout.slot.height,
    )


def crop_marks(layout: SheetLayout) -> tuple[Line, ...]:
    """Marks at the ends of every cut, in the margin around all slots."""
    if not layout.crop_marks:
        return ()
    last = slot_box(layout, layout.slots - 1)
    near_x, near_y = layout.left - _MARK_GAP_MM, layout.top - _MARK_GAP_MM
    far_x, far_y = last.right + _MARK_GAP_MM, last.bottom + _MARK_GAP_MM
    lines = []
    for column in range(layout.columns):
        box = slot_box(layout, column)
        for x in (box.left, box.right):
            lines.append(Line(x, near_y - _MARK_MM, x, near_y))
            lines.append(Line(x, far_y, x, far_y + _MARK_MM))
    for row in range(layout.rows):
        box = slot_box(layout, row * layout.columns)
        for y in (box.top, box.bottom):
            lines.append(Line(near_x - _MARK_MM, y, near_x, y))
            lines.append(Line(far_x, y, far_x + _MARK_MM, y))
    return tuple(lines)


def n_up(
    name: str, page: Size, slot: Size, *, gap_x: float, gap_y: float, edge: float = 4.0
) -> SheetLayout:
    """As many slots as fit, in the middle of the page; raises ``ValueError`` where none does."""
    columns = int((page.width - 2 * edge + gap_x) // (slot.width + gap_x))
    rows = int((page.height - 2 * edge + gap_y) // (slot.height + gap_y))
    if columns < 1 or rows < 1:
        raise ValueError("The card is larger than the sheet.")
    return SheetLayout(
        name=name,
        page=page,
        slot=slot,
        columns=columns,
        rows=rows,
        gap_x=gap_x,
        gap_y=gap_y,
        left=(page.width - columns * slot.width - (columns - 1) * gap_x) / 2,
        top=(page.height - rows * slot.height - (rows - 1) * gap_y) / 2,
        crop_marks=True,
    )


DEFAULT: Final = "a4-10up"
LAYOUTS: Final[Mapping[str, SheetLayout]] = {
    layout.name: layout
    for layout in (
        n_up(DEFAULT, A4, CR80, gap_x=6.0, gap_y=3.0),
        n_up("letter-8up", LETTER, CR80, gap_x=6.0, gap_y=6.0),
        SheetLayout(name="card-printer", page=CR80, duplex=Duplex.LONG_EDGE),
        SheetLayout(
            name="a4-labels-14",
            page=A4,
            slot=Size(99.1, 38.1),
            columns=2,
            rows=7,
            gap_x=2.5,
            left=4.65,
            top=15.15,
            duplex=Duplex.NONE,
            die_cut=True,
        ),
        SheetLayout(
            name="letter-labels-10",
            page=LETTER,
            slot=Size(101.6, 50.8),
            columns=2,
            rows=5,
            gap_x=4.76,
            left=3.97,
            top=12.7,
            duplex=Duplex.NONE,
            die_cut=True,
        ),
        SheetLayout(
            name="label-roll",
            page=Size(100.0, 50.0),
            slot=Size(100.0, 50.0),
            duplex=Duplex.NONE,
            die_cut=True,
        ),
    )
}


def layout_for(name: str, slot: Size = CR80) -> SheetLayout:
    """The named layout, for cards of a free size as many as fit; raises ``ValueError``."""
    layout = LAYOUTS.get(name)
    if layout is None:
        raise ValueError(f"There is no sheet called {name}.")
    if layout.slot == slot:
        return layout
    if layout.die_cut:
        raise ValueError(f"The labels of {name} are of another size than the cards.")
    if layout.slots == 1:
        return msgspec.structs.replace(layout, page=slot, slot=slot)
    return n_up(name, layout.page, slot, gap_x=layout.gap_x, gap_y=layout.gap_y)


def turned(layout: SheetLayout, turn: Duplex | None) -> SheetLayout:
    """The same sheets, turned otherwise where somebody says how."""
    return layout if turn is None else msgspec.structs.replace(layout, duplex=turn)


def for_sides(layout: SheetLayout, sides: tuple[Side, ...]) -> SheetLayout:
    """The same sheets, not turned where cards have something on one side only."""
    return layout if len(sides) > 1 else turned(layout, Duplex.NONE)


def _placed(layout: SheetLayout, side: Side, card: int, slot: int) -> Placement:
    """On the back a card lies behind its front when the sheet is turned."""
    box = slot_box(layout, slot)
    if side is Side.FRONT or layout.duplex is Duplex.NONE:
        return Placement(card, box)
    if layout.duplex is Duplex.LONG_EDGE:
        mirrored = layout.page.width - box.right
        return Placement(card, Box(mirrored, box.top, box.width, box.height))
    # Over the short edge top and bottom change places, and what stood upright stands on its head.
    mirrored = layout.page.height - box.bottom
    return Placement(card, Box(box.left, mirrored, box.width, box.height), turned=True)
