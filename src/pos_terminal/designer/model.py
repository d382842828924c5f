"""What the page *Design* shows: the card, what is chosen on it, its properties and its check."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol, TypeVar

from card_contract.studio_messages import (
    ArtworkAnswer,
    BatchDetail,
    CampaignAnswer,
    CampaignsAnswer,
    CampaignView,
    SaveCampaignRequest,
)
from pos_terminal.card_design.box import Box
from pos_terminal.card_design.design import CardData, Design, Pictures
from pos_terminal.card_design.elements import Side
from pos_terminal.card_design.findings import Finding
from pos_terminal.card_design.moves import Order
from pos_terminal.card_design.template_file import Template
from pos_terminal.designer.checks import CheckRow
from pos_terminal.designer.fields import Field
from pos_terminal.designer.new_elements import Tool
from pos_terminal.designer.snapping import Guide, Handle
from pos_terminal.gateway.answers import Refused
from pos_terminal.words import Button, Message, ScanSource, Toast

Result = TypeVar("Result")


class ReadBack(StrEnum):
    """What the drawing itself says when it is read as a scanner reads a card."""

    READING = "reading"
    SAME = "same"
    OTHER = "other"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What was found out about a drawing: its check, and the texts that its symbols say."""

    findings: tuple[Finding, ...]
    texts: tuple[str, ...]


class ProductServer(Protocol):
    """The server, as far as the page asks it about its products and their batches."""

    async def campaigns(self) -> CampaignsAnswer | Refused: ...
    async def campaign(self, campaign: str) -> CampaignView | Refused: ...
    async def batch(self, batch: int) -> BatchDetail | Refused: ...
    async def store_artwork(self, content: bytes) -> ArtworkAnswer | Refused: ...
    async def save_campaign(
        self, request_id: str, request: SaveCampaignRequest
    ) -> CampaignAnswer | Refused: ...


class Workshop(Protocol):
    """What takes too long for the window's thread."""

    async def inspect(self, template: Template, card: CardData) -> Inspection:
        """Check a design and read its drawing back."""

    async def product_picture(self, template: Template, card: CardData) -> bytes:
        """The front of a card as the server takes it for a product."""

    async def away(self, work: Callable[[], Result]) -> Result:
        """Do something in a thread of its own: files, pictures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A product and a card of it for the preview."""

    campaign: str
    name: str
    card: CardData


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The element that is chosen: where it is drawn, and its properties."""

    element_id: str
    kind: str
    box: Box
    outline: Box  # with the quiet zone, where it has one
    fields: tuple[Field, ...]
    can_replace: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignerPicture:
    """One picture of the page. ``card`` is what is printed on the preview; it never has a code."""

    design: Design
    pictures: Pictures
    card: CardData
    side: Side
    tool: Tool
    selection: Selection | None
    design_fields: tuple[Field, ...]
    guides: tuple[Guide, ...]
    standing: Message
    can_undo: bool
    can_redo: bool
    to_fix: tuple[CheckRow, ...]
    passed: tuple[Message, ...]
    rules: int
    checking: bool
    read_back: ReadBack
    samples: tuple[tuple[str, str], ...]
    sample: str
    names: tuple[str, ...]
    save: Button
    give: Button
    given: Message | None
    can_open_given: bool
    fault: Message | None
    wrong: tuple[str, Message] | None
    toast: Toast | None


class DesignerIntents(Protocol):
    """What the page may ask for."""

    @property
    def state(self) -> DesignerPicture:
        """The picture to show now."""

    def watch(self, show: Callable[[DesignerPicture], None]) -> None:
        """Show the picture now and whenever it changes."""

    def open(self) -> None:
        """The page came to the front."""

    def turn(self, side: Side) -> None:
        """Show the other side."""

    def choose_tool(self, tool: Tool) -> None:
        """The next press on the card puts such a thing there."""

    def press(self, x: float, y: float) -> None:
        """The card was pressed at a place, in millimetres."""

    def choose(self, element_id: str | None) -> None:
        """Choose an element, or the card itself."""

    def choose_next(self, *, backwards: bool = False) -> None:
        """Choose the element after the chosen one."""

    def grab(self) -> None:
        """The chosen element is about to be moved or sized by hand."""

    def drag(self, right: float, down: float, reach_mm: float) -> None:
        """It was moved so far since it was grabbed; lines within reach draw it."""

    def stretch(
        self, handle: Handle, right: float, down: float, reach_mm: float, *, in_proportion: bool
    ) -> None:
        """A handle of it was drawn so far since it was grabbed."""

    def drop(self) -> None:
        """It was let go: one step that can be undone."""

    def nudge(self, right: float, down: float) -> None:
        """Move the chosen element by millimetres (the arrow keys)."""

    def set_field(self, name: str, text: str) -> None:
        """Something was typed into a property."""

    def reorder(self, order: Order) -> None:
        """Bring the chosen element above or below others."""

    def duplicate(self) -> None:
        """Once more (Ctrl+D)."""

    def remove(self) -> None:
        """Take the chosen element away (Delete)."""

    def undo(self) -> None:
        """Ctrl+Z."""

    def redo(self) -> None:
        """Ctrl+Shift+Z."""

    def fix(self, row_id: str) -> None:
        """Do what a row of the check offers."""

    def show_row(self, row_id: str) -> None:
        """Choose what a row of the check is about."""

    def choose_artwork(self, file: Path) -> None:
        """Put the picture on the card, or in the place of the chosen one."""

    def choose_sample(self, campaign: str) -> None:
        """Show the card of another product."""

    def on_scan(self, text: str, source: ScanSource) -> None:
        """A card was scanned: it is shown on the preview."""

    def begin(self, template: str) -> None:
        """Begin with one of the shipped designs."""

    def open_named(self, name: str) -> None:
        """Open a design of this till."""

    def open_given(self) -> None:
        """Open the design that the chosen product is printed with."""

    def open_file(self, file: Path) -> None:
        """Open a design from elsewhere."""

    def save(self) -> None:
        """Save the design under its name (Ctrl+S)."""

    def save_copy(self) -> None:
        """Go on with a copy under another name."""

    def save_to(self, file: Path) -> None:
        """Write the design to a file elsewhere."""

    def give(self) -> None:
        """Print the product's cards with this design from now on."""
