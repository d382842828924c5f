"""What the page *Print* has done: by the server, and by the room that draws and reads back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final, Protocol

from card_contract.print_messages import BatchPrint, BatchProof
from card_contract.studio_messages import BatchDetail, BatchesAnswer, BatchView
from pos_terminal.card_design.design import CardData
from pos_terminal.card_design.template_file import Template
from pos_terminal.gateway.answers import Refused
from pos_terminal.sheets.drawing import NOT_NOTED, Drawing, drawing_of
from pos_terminal.sheets.sheet_layout import PrinterFit, SheetLayout
from pos_terminal.words import Message


class PrintServer(Protocol):
    """What the page itself asks of the redemption server; the runs are the room's."""

    async def batches(self, *, before: int | None = None) -> BatchesAnswer | Refused: ...
    async def batch(self, batch: int) -> BatchDetail | Refused: ...
    async def batch_print(self, batch: int) -> BatchPrint | Refused: ...
    async def batch_proof(self, batch: int) -> BatchProof | Refused: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignChoice:
    """A design that cards can be printed in; ``key`` is what the room knows it by.

    ``is_own`` says that the product was given it; it stands first.
    """

    key: str
    name: Message
    is_own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedDesign:
    """A design, opened. ``shown`` is the same with pictures no larger than a screen needs.

    ``digest`` tells it from all others. ``to_fix`` is how many faults its check has found; a design
    is ``too_coarse`` where they are there with the dots of the chosen printer only.
    """

    template: Template
    digest: str
    shown: Template
    to_fix: int
    too_coarse: bool = False


class TargetKind(StrEnum):
    """Where sheets go."""

    FILE = "file"
    PRINTER = "printer"
    SHOP = "shop"  # one encrypted file for an outside print shop


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A place that sheets can go to; printers have a ``name``."""

    kind: TargetKind
    name: str = ""


A_FILE: Final = Target(kind=TargetKind.FILE)
A_SHOP: Final = Target(kind=TargetKind.SHOP)


class Stage(StrEnum):
    """What a run is doing."""

    OPENING = "opening"
    GIVING = "giving"
    DRAWING = "drawing"
    READING = "reading"
    FEEDING = "feeding"
    REPORTING = "reporting"
    STOPPING = "stopping"
    ENDING = "ending"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a run is: so many cards or pages of ``of``, which is 0 where they are not counted."""

    stage: Stage
    done: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FedSheets:
    """Sheets that were handed over to a printer: only a person knows which came out well.

    ``cards`` are the sequences on each of them, from the sheet ``first`` on; ``last`` is the last
    one that the run has, ``used`` the places of the first that were used before, of ``slots``.
    """

    first: int
    last: int
    used: int
    slots: int
    cards: tuple[tuple[int, ...], ...]

    @property
    def fed(self) -> int:
        """The last one that was handed over."""
        return self.first - 1 + len(self.cards)


class Which(StrEnum):
    """Which cards of the batch are printed."""

    ALL = "all"
    REST = "rest"  # what is not printed yet
    AGAIN = "again"  # all; new cards stand for those that are printed


@dataclass(frozen=True, slots=True, kw_only=True)
class CutOff:
    """A run that was begun here and has no end: the till was killed, the line was lost, the printer
    jammed. It goes on with sheet ``sheet``, once a person has said how ``fed`` ones came out.
    ``drawing`` is how it began, as far as that is known.
    """

    batch: int
    target: Target
    file: str = ""
    recipient: str = ""
    which: Which = Which.ALL
    named: tuple[int, ...] = ()
    sheet: int = 1
    drawing: Drawing = NOT_NOTED
    fed: FedSheets | None = None

    def is_drawn_as(self, job: Job) -> bool:
        """Whether this job draws the cards as the run began, as far as anybody knows."""
        began, now = self.drawing, job.drawing
        if self.target.kind is TargetKind.SHOP or not began.is_known:
            return True
        return now.looks_as(began) and (self.sheet > 1 or now.start == began.start)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A second person's approval, with the id of the run that it is for."""

    run_id: str
    approval: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is to be printed, all that the room needs to know of it.

    ``design`` is the key of the template, and ``digest`` tells it from all others. Of a batch that
    is printed again, only the ``named`` cards are, where there are any.
    """

    batch: BatchView
    design: str
    template: Template
    digest: str
    layout: SheetLayout
    start: int
    target: Target
    file: Path | None = None
    recipient: str = ""
    which: Which = Which.ALL
    named: tuple[int, ...] = ()
    signature: Signature | None = None

    @property
    def drawing(self) -> Drawing:
        return drawing_of(self.design, self.digest, self.layout, self.start)


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """The cards are where they were wanted, each read back, and the server knows it."""

    cards: int
    target: Target
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToBeSigned:
    """So many cards take a second person; ``subject`` is what is signed for."""

    run_id: str
    subject: str
    cards: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedBefore:
    """Some of these cards are printed: to print them again makes new cards of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """Sheets were handed over to the printer: which came out well is for a person to say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """Somebody stopped it: what is not out yet waits as before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotPrinted:
    """Nothing was printed; ``fault`` says why."""

    fault: Message


RunEnd = Printed | ToBeSigned | PrintedBefore | HandedOver | Stopped | NotPrinted
Told = Callable[[Progress], None]


class Looking(Protocol):
    """Who looks on at a run, and may stop it at any time."""

    def stop(self) -> None:
        """Let the run stop; how it ends says whether it could."""


class PrintRoom(Protocol):
    """Does what takes long, or touches files: not on the window's thread, and never for ever."""

    def card(self, batch: BatchView, sequence: int) -> CardData:
        """A card of the batch as it is printed, but for its code. No card has the sequence 0."""

    async def printers(self) -> tuple[str, ...]:
        """The printers of the system by their names, its own choice first."""

    def is_recipient(self, key: str) -> bool:
        """Whether something can be encrypted to this key of a print shop."""

    async def recipient_in(self, file: Path) -> str | None:
        """The public key in a file."""

    async def designs(self, campaign: str) -> tuple[DesignChoice, ...]:
        """The designs that there are, the product's own first."""

    async def design(self, batch: BatchView, key: str, printer: str) -> LoadedDesign | Message:
        """Open a design and check it for a batch's codes and a printer's dots, or without its
        name those of a file; a message says why it is of no use.
        """

    async def cut_off(self) -> CutOff | Message | None:
        """The run that was cut off here; a message says why nobody can tell."""

    async def queue(self, printer: str) -> Message | None:
        """What a printer's queue still has, after a while; null where nothing, or nobody knows."""

    def own_sheets(self) -> Mapping[str, SheetLayout]:
        """The sheets of one's own, by their names."""

    def keep_sheet(self, name: str, layout: SheetLayout | None) -> bool:
        """Keep a sheet under its name, or none any more; called on the window's thread. False
        where the disk does not take it: then it holds until the till is closed.
        """

    def fit(self, printer: str) -> PrinterFit:
        """How a printer is corrected."""

    def keep_fit(self, printer: str, fit: PrinterFit) -> bool:
        """Correct it so from now on, likewise."""

    def dots(self, printer: str) -> int | None:
        """How many dots an inch it has, where somebody has told."""

    def keep_dots(self, printer: str, dots: int | None) -> bool:
        """Draw with so many from now on, or as the system says, likewise."""

    async def print_grid(
        self, printer: str, layout: SheetLayout, fit: PrinterFit
    ) -> Message | None:
        """Print the test grid on such a sheet; a message says why that was not possible."""

    async def print_test(self, job: Job) -> Message | None:
        """Print one sheet of cards that do not exist, without codes; no run is opened for it."""

    def look_on(self, told: Told) -> Looking:
        """Look on at a run that begins next; ``told`` is called in any thread."""

    async def print(self, job: Job, looking: Looking) -> RunEnd:
        """Print, or take up the run that was cut off."""

    async def settle(self, batch: BatchView, good: int, spoiled: frozenset[int]) -> Message | None:
        """Tell how the sheets came out: the last good one, and spoiled cards by their sequences. A
        message says why that was not possible.
        """

    async def end_open(self, batch: int) -> Message | None:
        """End the open runs of a batch, wherever they were begun."""

    async def end_cut_off(self) -> Message | None:
        """End the run that was cut off; a message says why that was not possible."""
