"""What the page *Labels* shows: the labels of a batch's packs and cartons, and their sheets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final, Protocol

from card_contract.studio_messages import BatchDetail, LabelLine, LabelsAnswer
from pos_terminal.gateway.answers import Refused
from pos_terminal.sheets.sheet_layout import LAYOUTS, SheetLayout, sheets_needed
from pos_terminal.words import Button, Message, Toast

SHEETS: Final = ("a4-labels-14", "letter-labels-10", "label-roll")
NUMBER_DIGITS_MAX: Final = 5


class LabelsOf(StrEnum):
    """What the labels stand on; the value is the server's word."""

    PACKS = "packs"
    CARTONS = "cartons"


class Scope(StrEnum):
    """Which of them are wanted."""

    ALL = "all"
    IN_CARTON = "in_carton"
    ONE = "one"


SCOPES: Final = {
    LabelsOf.PACKS: (Scope.ALL, Scope.IN_CARTON, Scope.ONE),
    LabelsOf.CARTONS: (Scope.ALL, Scope.ONE),
}


class Stage(StrEnum):
    """What is being done with the sheets."""

    DRAWING = "drawing"
    READING = "reading"
    PRINTING = "printing"


class LabelsFault(StrEnum):
    """Why there are no labels, or not all."""

    CANNOT_WRITE = "cannot_write"
    DISK_FULL = "disk_full"
    NOT_READ_BACK = "not_read_back"
    READING_BROKE = "reading_broke"
    PRINTER_GONE = "printer_gone"
    OTHER_PAPER = "other_paper"
    OTHER_DOTS = "other_dots"
    PRINTER_REJECTS = "printer_rejects"
    QUEUE_STOPPED = "queue_stopped"
    NO_SPOOLER = "no_spooler"
    NOT_ALLOWED = "print_not_allowed"
    REFUSED = "print_refused"
    SPOOLER_SILENT = "spooler_silent"
    BROKE_OFF = "broke_off"
    CANCELLED = "cancelled"
    PRINTING_CANCELLED = "printing_cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Labels on their sheets; ``start`` places of the first one are used, counted from 0."""

    batch: int
    title: str
    lines: tuple[LabelLine, ...]
    sheet: str
    start: int

    @property
    def layout(self) -> SheetLayout:
        return LAYOUTS[self.sheet]

    @property
    def sheets(self) -> int:
        return sheets_needed(self.layout, len(self.lines), start=self.start)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Whom to tell how far it is (in sheets), and whom to ask whether it is still wanted.

    Both are called from a thread in the background.
    """

    tell: Callable[[Stage, int, int], None]
    cancelled: Callable[[], bool]


class Workshop(Protocol):
    """Draws labels and reads each back before it is released, beside the window's thread."""

    async def printers(self) -> tuple[str, ...]:
        """The names of the system's printers, the usual one first."""

    async def save(self, file: Path, order: Order, watch: Watch) -> LabelsFault | None:
        """Write a PDF; with a fault there is no new file."""

    async def print(self, printer: str, order: Order, watch: Watch) -> LabelsFault | None:
        """Hand the sheets to a printer."""


class LabelServer(Protocol):
    """What the page asks of the redemption server."""

    async def batch(self, batch: int) -> BatchDetail | Refused: ...
    async def batch_labels(
        self, batch: int, *, of: str = "packs", after: int = 0
    ) -> LabelsAnswer | Refused: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """How far the sheets are."""

    stage: Stage
    done: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelsPicture:
    """One picture of the page.

    ``order`` is what would come out now; without it there is nothing to be shown, and ``nothing``
    says why. ``printer`` is empty for a PDF. ``work`` is there while sheets are being made.
    """

    about: Message | None
    loading: bool
    nothing: Message | None
    can_retry: bool
    of: LabelsOf
    scope: Scope
    number: str
    number_fault: Message | None
    sheet: str
    start: int
    shown_sheet: int
    order: Order | None
    printers: tuple[str, ...]
    printer: str
    act: Button
    act_word: Message
    work: Work | None
    fault: Message | None
    toast: Toast | None = None


class LabelsIntents(Protocol):
    """What the page may ask for."""

    @property
    def state(self) -> LabelsPicture:
        """The picture to show now."""

    def watch(self, show: Callable[[LabelsPicture], None]) -> None:
        """Show the picture now and whenever it changes."""

    def open(self) -> None:
        """The page came to the front, or is to be asked for anew (F5)."""

    def choose_of(self, of: LabelsOf) -> None:
        """Labels of packs, or of cartons."""

    def choose_scope(self, scope: Scope) -> None:
        """All of them, those in one carton, or one."""

    def edit_number(self, text: str) -> None:
        """The number of the carton or pack, as it was typed."""

    def choose_sheet(self, sheet: str) -> None:
        """Another sheet."""

    def choose_start(self, start: int) -> None:
        """The first free place on a used sheet, counted from 0."""

    def turn(self, step: int) -> None:
        """Show the next sheet, or the one before."""

    def choose_printer(self, printer: str) -> None:
        """A printer by its name, or none for a PDF."""

    def save(self, file: Path) -> None:
        """Write the PDF (F12, after the file was named)."""

    def print(self) -> None:
        """Hand the sheets to the printer (F12)."""

    def cancel(self) -> None:
        """Make no more sheets."""

    def back(self) -> None:
        """Go back to the batch (Esc)."""
