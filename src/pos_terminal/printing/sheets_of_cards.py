"""Draws given cards on sheets, of a PDF or for a printer, and reads every symbol of them back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Final

from msgspec import structs

from card_contract.card_number import CardNumber
from card_contract.print_messages import GivenCard
from card_contract.studio_messages import BatchView
from pos_terminal.card_design.design import SAMPLE, CardData
from pos_terminal.card_design.findings import to_fix
from pos_terminal.card_design.linter import check
from pos_terminal.card_design.symbols import CannotBeDrawnError
from pos_terminal.card_design.template_file import Template
from pos_terminal.devices import sheet_printing
from pos_terminal.devices.page_pictures import NotAPdfError
from pos_terminal.devices.sheet_feeding import PrintJob, SheetFeeder, SystemPrinter
from pos_terminal.devices.sheet_printing import (
    PDF_DPI,
    PrintFault,
    SheetRun,
)
from pos_terminal.devices.sheet_processes import (
    SheetProcesses,
    SheetsBrokeOffError,
    SheetsTooSlowError,
    sheet_processes,
)
from pos_terminal.look.money import format_price
from pos_terminal.printing.model import NotFedError, NotPrintedError, StoppedError
from pos_terminal.printing.printer_run import HandOver
from pos_terminal.printing.watch import Step, Watch
from pos_terminal.sheets.sheet_layout import PrinterFit, SheetLayout, for_sides

_FAULTS: Final = {
    PrintFault.CANNOT_WRITE: "The file cannot be written there.",
    PrintFault.DISK_FULL: "The disk is full; no file was left.",
    PrintFault.PRINTER_GONE: "The file cannot be written there.",
}
NOT_TAKEN: Final = {
    PrintFault.PRINTER_GONE: "The printer is not there, or took no sheet.",
    PrintFault.OTHER_PAPER: "The printer has no paper of the size of these sheets.",
    PrintFault.OTHER_DOTS: "The printer does not draw with that many dots an inch.",
    PrintFault.NO_DUPLEX: "The printer does not print on both sides; take sheets that are not"
    " turned (--turn none), or another printer.",
    PrintFault.PRINTER_REJECTS: "The printer's queue takes no jobs; let it accept them again.",
    PrintFault.QUEUE_STOPPED: "The printer's queue is stopped and would hold the sheets; start it"
    " again.",
    PrintFault.NO_SPOOLER: "The print system of this machine does not answer; start it.",
    PrintFault.NOT_ALLOWED: "The print system does not let this user print; call the"
    " administrator.",
    PrintFault.REFUSED: "The print system refused the sheet; look at its queue.",
    PrintFault.SPOOLER_SILENT: "The print system gave no answer, so the sheet may come out.",
}
"""What is said of a sheet that a printer did not take, or of which nobody knows."""

_GO_ON: Final = " The run is open: the same command goes on."
_BROKE_OFF: Final = "The printer went away in the middle of a sheet."
_SAY: Final = " The run is open: say which sheets came out well, and go on."


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetsOfCards:
    """The sheets of a batch's cards in one design, for a printer of ``dpi`` with its ``fit``.

    ``start`` places of the first sheet are used already. Called, it writes a PDF.
    """

    template: Template
    layout: SheetLayout
    batch: BatchView
    language: str
    redeem_page: str = ""
    start: int = 0
    fit: PrinterFit = field(default_factory=PrinterFit)
    dpi: int = PDF_DPI

    def ensure_sound(self) -> None:
        """Raises ``NotPrintedError`` where cards could not be scanned or cut, or have no place."""
        if not 0 <= self.start < self.layout.slots:
            raise NotPrintedError(f"A sheet has {self.layout.slots} places for cards.")
        self._ensure_sound(self.sample)

    @property
    def sample(self) -> CardData:
        """A card of none."""
        length = self.batch.code_length
        return structs.replace(SAMPLE, code_length=length, redeem_page=self.redeem_page)

    def _ensure_sound(self, card: CardData) -> None:
        design, pictures = self.template.design, self.template.pictures
        with _sentences():
            faults = to_fix(check(design, pictures, card=card, dpi=self.dpi))
        if not faults:
            return
        rules = ", ".join(sorted({each.rule.value.replace("_", " ") for each in faults}))
        if to_fix(check(design, pictures, card=card)):
            raise NotPrintedError(f"The design does not pass its check: {rules}.", fault="to_fix")
        raise NotPrintedError(
            f"With {self.dpi} dots an inch the design does not pass its check: {rules}.",
            fault="too_coarse",
        )

    def __call__(self, file: Path, cards: Sequence[GivenCard], watch: Watch) -> None:
        run = self.run(cards, self.start)
        with _working_on(run, watch) as processes:
            processes.write(file, partial(watch.tell, Step.DRAWING))
            _read(file, processes, watch)

    def run(self, cards: Sequence[GivenCard], start: int) -> SheetRun:
        """What is drawn. Its longest code has to pass the check too: it may be longer than those
        that the campaign makes now. Raises ``NotPrintedError``.
        """
        printed = [self._data(card) for card in cards]
        if printed:
            self._ensure_sound(max(printed, key=lambda card: len(card.code or "")))
        run = SheetRun(
            design=self.template.design,
            pictures=self.template.pictures,
            cards=printed,
            layout=self.layout,
            fit=self.fit,
            start=start,
            dpi=self.dpi,
        )
        return run.on_its_sides()

    def _data(self, card: GivenCard) -> CardData:
        batch = self.batch
        return CardData.numbered(
            CardNumber.parse(card.number),
            product=batch.title,
            price=format_price(batch.price_minor, batch.currency, self.language),
            code=card.code,
            redeem_page=self.redeem_page,
        )


def on_printer(
    sheets: SheetsOfCards,
    printer: SystemPrinter,
    fit: PrinterFit | None,
    dpi: int | None = None,
    *,
    is_new: bool = True,
) -> SheetsToPrinter:
    """The same sheets as this printer draws them; raises ``NotPrintedError`` where it is gone, or
    for a new run, of which no code is open yet, where it does not take such sheets.

    ``dpi`` is how many dots an inch it has, where that is known.
    """
    try:
        dpi = dpi or printer.dpi
    except sheet_printing.NotPrintedError as error:
        raise NotPrintedError(
            "There is no such printer, or it is switched off.", fault="printer_gone"
        ) from error
    if is_new:
        _ensure_takes(printer, for_sides(sheets.layout, sheets.template.design.sides))
    drawn = replace(sheets, fit=fit or PrinterFit(), dpi=dpi)
    return SheetsToPrinter(sheets=drawn, print_job=partial(printer.print, dpi=dpi))


def _ensure_takes(printer: SystemPrinter, layout: SheetLayout) -> None:
    try:
        printer.ensure_takes(layout)
    except sheet_printing.NotPrintedError as error:
        raise NotPrintedError(NOT_TAKEN[error.fault], fault=error.fault.value) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetsToPrinter:
    """Sheets for a printer, each a job that ``print_job`` hands over."""

    sheets: SheetsOfCards
    print_job: PrintJob

    @property
    def slots(self) -> int:
        return self.sheets.layout.slots

    @property
    def start(self) -> int:
        return self.sheets.start

    def proved(self, cards: Sequence[GivenCard], start: int, watch: Watch) -> HandOver:
        """Draw the same into memory and read it back: no code is in a file of ours."""
        run = self.sheets.run(cards, start)
        with _working_on(run, watch) as processes:
            content = processes.in_memory(partial(watch.tell, Step.DRAWING))
            _read(content, processes, watch)
        feeder = SheetFeeder(run, self.print_job)

        def hand_over(sheet: int) -> None:
            try:
                feeder.feed(sheet)
            except sheet_printing.NotPrintedError as error:
                if not error.pages:
                    raise NotFedError(
                        NOT_TAKEN[error.fault] + _GO_ON, fault=error.fault.value
                    ) from error
                if error.fault is PrintFault.SPOOLER_SILENT:
                    sentence, fault = NOT_TAKEN[error.fault], error.fault.value
                else:
                    sentence, fault = _BROKE_OFF, "broke_off"
                raise NotPrintedError(sentence + _SAY, fault=fault) from error

        return hand_over


@contextmanager
def _working_on(run: SheetRun, watch: Watch) -> Iterator[SheetProcesses]:
    with _sentences(), sheet_processes(run, cancelled=lambda: watch.stopped) as processes:
        yield processes


def _read(source: Path | bytes, processes: SheetProcesses, watch: Watch) -> None:
    proof = processes.read(source, partial(watch.tell, Step.READING))
    if not proof.proved:
        raise NotPrintedError(
            f"{len(proof.wrong)} symbols on the sheets could not be read back;"
            " nothing was released. Check the design.",
            fault="not_read_back",
        )


@contextmanager
def _sentences() -> Iterator[None]:
    """What a person is told of what goes wrong with sheets."""
    try:
        yield
    except sheet_printing.NotPrintedError as error:
        if error.fault is PrintFault.CANCELLED:
            raise StoppedError from error
        gone = error.fault is PrintFault.PRINTER_GONE  # of a file, which is no printer
        fault = PrintFault.CANNOT_WRITE if gone else error.fault
        raise NotPrintedError(_FAULTS[error.fault], fault=fault.value) from error
    except SheetsBrokeOffError as error:
        raise NotPrintedError(
            "The work on the sheets broke off; nothing was released.", fault="reading_broke"
        ) from error
    except SheetsTooSlowError as error:
        raise NotPrintedError(
            "The work on the sheets came to a halt; nothing was released. Close other programs,"
            " then print again.",
            fault="reading_slow",
        ) from error
    except CannotBeDrawnError as error:
        raise NotPrintedError(
            "A symbol of the design cannot be drawn for these cards; nothing was released.",
            fault="cannot_draw",
        ) from error
    except NotAPdfError as error:
        raise NotPrintedError(
            "The sheets cannot be read back; nothing was released.", fault="not_read_back"
        ) from error
