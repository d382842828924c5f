"""What the page *Print* has done beside the window's thread: designs, drawing, reading back."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final, Protocol

from msgspec import structs

from card_contract.outcomes import Refusal
from card_contract.print_messages import (
    GivenCard,
    OpenPrintRunRequest,
    digest_of_run,
)
from card_contract.studio_messages import BatchDetail, BatchView
from pos_terminal.bootstrap.print_designs import PrintDesigns
from pos_terminal.bootstrap.print_notes import (
    cut_off_of,
    ensure_asked_for,
    fault_of,
    new_note_of,
    signed,
)
from pos_terminal.card_design.design import CardData
from pos_terminal.card_design.design_shelf import DesignShelf
from pos_terminal.devices.sheet_feeding import (
    SheetFeeder,
    SystemPrinter,
    printer_names,
    system_printer,
)
from pos_terminal.devices.sheet_printing import PDF_DPI, SheetRun, write_sheets
from pos_terminal.devices.sheet_printing import NotPrintedError as NotOnPaperError
from pos_terminal.devices.test_grid import print_test_grid
from pos_terminal.gateway.answers import Refused
from pos_terminal.gateway.print_port import PrintServer
from pos_terminal.print_page.jobs import (
    A_FILE,
    A_SHOP,
    CutOff,
    HandedOver,
    Job,
    Looking,
    NotPrinted,
    Printed,
    PrintedBefore,
    Progress,
    RunEnd,
    Stage,
    Stopped,
    Target,
    TargetKind,
    ToBeSigned,
    Told,
)
from pos_terminal.printing.model import Feed, NotPrintedError, RunNote, StoppedError
from pos_terminal.printing.noted_run import refusal_of
from pos_terminal.printing.printer_run import HandOver, Paper, PrinterRun
from pos_terminal.printing.run import Draw, PrintRun
from pos_terminal.printing.run_notes import RunNotes
from pos_terminal.printing.sheets_of_cards import SheetsOfCards, on_printer
from pos_terminal.printing.shop_file import (
    ShopFile,
    is_recipient,
    recipient_in,
    recipient_of,
)
from pos_terminal.printing.watch import Step, Watch
from pos_terminal.sheets.drawing import Drawing
from pos_terminal.sheets.sheet_layout import PrinterFit, SheetLayout
from pos_terminal.words import Message

_QUEUE_AFTER_S: Final = 2.0
_STAGES: Final = {
    Step.GIVING: Stage.GIVING,
    Step.DRAWING: Stage.DRAWING,
    Step.READING: Stage.READING,
    Step.FEEDING: Stage.FEEDING,
    Step.REPORTING: Stage.REPORTING,
}


class RoomServer(PrintServer, Protocol):
    """What the room asks of the redemption server."""

    async def batch(self, batch: int) -> BatchDetail | Refused: ...


class _SignatureWantedError(NotPrintedError):
    """A second person has to sign for this run."""

    def __init__(self, run_id: str, request: OpenPrintRunRequest) -> None:
        super().__init__("So many cards take a second person.", authority=True)
        self.run_id = run_id
        self.request = request


class PrintingRoom(PrintDesigns):
    """Each thing in a thread of its own. ``fits`` tells how printers are corrected, by their names,
    ``dots`` how many they have an inch where somebody has told, and ``printer`` gives one, whose
    queue is asked after a while.
    """

    def __init__(
        self,
        *,
        server: RoomServer,
        shelf: DesignShelf,
        notes: RunNotes,
        language: Callable[[], str],
        redeem_page: Callable[[], str],
        fits: Callable[[], Mapping[str, PrinterFit]],
        dots: Callable[[], Mapping[str, int]],
        keep_fit: Callable[[str, PrinterFit], bool],
        keep_dots: Callable[[str, int | None], bool],
        sheets: Callable[[], Mapping[str, SheetLayout]],
        keep_sheet: Callable[[str, SheetLayout | None], bool],
        printer: Callable[[str], SystemPrinter] = system_printer,
        queue_after_s: float = _QUEUE_AFTER_S,
    ) -> None:
        super().__init__(shelf, language, redeem_page)
        self._server = server
        self._notes = notes
        self._fits = fits
        self._dots = dots
        self.keep_fit = keep_fit
        self.keep_dots = keep_dots
        self.own_sheets = sheets
        self.keep_sheet = keep_sheet
        self._printer = printer
        self._queue_after_s = queue_after_s
        self._begun: RunNote | None = None  # last; a signature is for a run as it was asked for

    def is_recipient(self, key: str) -> bool:
        return is_recipient(key)

    async def recipient_in(self, file: Path) -> str | None:
        try:
            return await asyncio.to_thread(recipient_in, file)
        except OSError:
            return None

    async def printers(self) -> tuple[str, ...]:
        return tuple(await asyncio.to_thread(printer_names))

    async def queue(self, printer: str) -> Message | None:
        await asyncio.sleep(self._queue_after_s)  # a job that was just taken is not begun at once
        queue = await asyncio.to_thread(self._printer(printer).queue)
        if queue is None or not queue.jobs:
            return None
        return Message(f"queue.{queue.state.value}", {"count": queue.jobs})

    async def cut_off(self) -> CutOff | Message | None:
        try:
            note = await asyncio.to_thread(self._notes.load)
        except NotPrintedError:
            return Message("fault.note_unreadable")
        except OSError:
            return Message("fault.disk")
        return None if note is None else cut_off_of(note)

    def fit(self, printer: str) -> PrinterFit:
        return self._fits().get(printer, PrinterFit())

    def dots(self, printer: str) -> int | None:
        return self._dots().get(printer)

    def dots_of(self, printer: str) -> int:
        """A printer's own, as somebody has told or else the system says; one that is gone is told
        of when it is to print.
        """
        try:
            return (self.dots(printer) or self._printer(printer).dpi) if printer else PDF_DPI
        except NotOnPaperError:
            return PDF_DPI

    async def print_grid(
        self, printer: str, layout: SheetLayout, fit: PrinterFit
    ) -> Message | None:
        try:
            await asyncio.to_thread(self._print_grid, printer, layout, fit)
        except NotOnPaperError as error:
            return Message(f"fault.{error.fault.value}")
        except Exception as error:  # noqa: BLE001  # else the page would wait for ever
            return fault_of(error)
        return None

    def _print_grid(self, name: str, layout: SheetLayout, fit: PrinterFit) -> None:
        printer = self._printer(name)
        dpi, sides = self.dots(name) or printer.dpi, layout.paper_sides
        drawn = partial(print_test_grid, page=layout.page, dpi=dpi, sides=sides, fit=fit)
        printer.print(layout, drawn, dpi=dpi)

    async def print_test(self, job: Job) -> Message | None:
        cards = [self.card(job.batch, 0)] * (job.layout.slots - job.start)
        try:
            await asyncio.to_thread(self._print_test, job, cards)
        except NotOnPaperError as error:
            return Message(f"fault.{error.fault.value}")
        except Exception as error:  # noqa: BLE001  # else the page would wait for ever
            return fault_of(error)
        return None

    def _print_test(self, job: Job, cards: Sequence[CardData]) -> None:
        run = SheetRun(
            design=job.template.design,
            pictures=job.template.pictures,
            cards=cards,
            layout=job.layout,
            start=job.start,
        ).on_its_sides()
        if job.file is not None:
            write_sheets(job.file, run)
            return
        printer = self._printer(job.target.name)
        dpi = self._dots().get(job.target.name) or printer.dpi
        fitted = replace(run, dpi=dpi, fit=self.fit(job.target.name))
        SheetFeeder(fitted, partial(printer.print, dpi=dpi)).feed(1)

    def look_on(self, told: Told) -> Watch:
        return Watch(lambda step, done, of: told(Progress(stage=_STAGES[step], done=done, of=of)))

    async def print(self, job: Job, looking: Looking) -> RunEnd:
        assert isinstance(looking, Watch)  # noqa: S101  # nobody else makes one
        try:
            return await self._print(job, looking)
        except StoppedError:
            return Stopped()
        except _SignatureWantedError as wanted:
            return ToBeSigned(
                run_id=wanted.run_id,
                subject=digest_of_run(wanted.request),
                cards=len(wanted.request.cards),
            )
        except NotPrintedError as error:
            if error.refusal is Refusal.ALREADY_PRINTED:
                return PrintedBefore()
            return NotPrinted(fault=fault_of(error))
        except Exception as error:  # noqa: BLE001  # else the page would wait for ever
            return NotPrinted(fault=fault_of(error))

    async def _print(self, job: Job, watch: Watch) -> RunEnd:
        known = await asyncio.to_thread(self._notes.load)
        if known is not None:
            ensure_asked_for(known, job)
        note, is_new = known or self._new_note(job), known is None
        if known is not None:  # where it is drawn otherwise, a person was asked
            note = structs.replace(note, drawing=_going_on(note, job))
        self._begun = note
        shop = recipient_of(note.request.reason)
        if shop:
            printed = await self._file_run(note, watch, ShopFile(shop)).print(is_new=is_new)
            return Printed(cards=printed.cards, target=A_SHOP, file=note.file)
        sheets = SheetsOfCards(
            template=job.template,
            layout=job.layout,
            batch=job.batch,
            language=self._language(),
            redeem_page=self._redeem_page(),
            start=job.start,
        )
        if note.printer:
            return await self._feed(sheets, note, watch, is_new=is_new)
        await asyncio.to_thread(sheets.ensure_sound)
        run = self._file_run(note, watch, sheets)
        printed = await run.print(is_new=is_new)
        return Printed(cards=printed.cards, target=A_FILE, file=note.file)

    def _new_note(self, job: Job) -> RunNote:
        if job.signature is None or self._begun is None:
            return new_note_of(job)
        return signed(self._begun, job.signature)

    async def _feed(
        self, sheets: SheetsOfCards, note: RunNote, watch: Watch, *, is_new: bool
    ) -> RunEnd:
        """Hand sheets over to a printer, corrected as it needs."""
        printer = self._printer(note.printer)
        fit, dpi = self._fits().get(note.printer), self._dots().get(note.printer)
        paper = await asyncio.to_thread(on_printer, sheets, printer, fit, dpi, is_new=is_new)
        await asyncio.to_thread(paper.sheets.ensure_sound)
        stands = await self._printer_run(note, watch, paper).print(is_new=is_new)
        if isinstance(stands, Feed):
            return HandedOver() if stands.in_doubt else Stopped()
        target = Target(kind=TargetKind.PRINTER, name=note.printer)
        return Printed(cards=stands.cards, target=target)

    def _file_run(self, note: RunNote, watch: Watch, draw: Draw) -> PrintRun:
        return PrintRun(
            server=self._server,
            notes=self._notes,
            draw=draw,
            sign=_nobody_signs,
            note=note,
            watch=watch,
        )

    def _printer_run(self, note: RunNote, watch: Watch, paper: Paper) -> PrinterRun:
        return PrinterRun(
            server=self._server,
            notes=self._notes,
            paper=paper,
            sign=_nobody_signs,
            note=note,
            watch=watch,
        )

    async def settle(self, batch: BatchView, good: int, spoiled: frozenset[int]) -> Message | None:
        async def act(note: RunNote) -> None:
            run = self._printer_run(note, Watch(), _NoPaper())
            await run.print(is_new=False)  # it may be another's: with sheets in doubt none is fed
            await run.settle(good, sorted(spoiled))

        return await self._noted(act)

    async def end_cut_off(self) -> Message | None:
        async def act(note: RunNote) -> None:
            known = await self._server.print_run(note.run_id)
            if isinstance(known, Refused) and known.code is Refusal.RUN_UNKNOWN:
                self._notes.forget()  # it never reached the server: no code has left that
            elif note.printer:
                await self._leave_printer(note)
            else:
                await self._file_run(note, Watch(), _draws_nothing).leave()

        return await self._noted(act)

    async def _leave_printer(self, note: RunNote) -> None:
        run = self._printer_run(note, Watch(), _NoPaper())
        taken = await self._server.take_print_run(note.run_id)
        if isinstance(taken, Refused):
            if taken.code is Refusal.RUN_ENDED:
                self._notes.forget()
            raise refusal_of(taken)
        await run.leave()

    async def end_open(self, batch: int) -> Message | None:
        try:
            stands = await self._server.batch_print(batch)
            if isinstance(stands, Refused):
                raise refusal_of(stands)
            if not stands.open_runs:
                return Message("refused.run_ended")  # by somebody else, meanwhile
            for run_id in stands.open_runs:
                ended = await self._server.end_print_run(run_id)
                if isinstance(ended, Refused):
                    raise refusal_of(ended)
        except NotPrintedError as error:
            return fault_of(error)
        return None

    async def _noted(self, act: Callable[[RunNote], Awaitable[None]]) -> Message | None:
        """Do something with the run that is noted; a message says why that was not possible."""
        try:
            note = await asyncio.to_thread(self._notes.load)
            if note is not None:
                await act(note)
        except Exception as error:  # noqa: BLE001  # else the page would wait for ever
            return fault_of(error)
        return None


def _going_on(note: RunNote, job: Job) -> Drawing:
    """What was used of the first sheet is used of no other."""
    start = job.start if note.sheet == 1 else note.drawn_as.start
    return structs.replace(job.drawing, start=start)


class _NoPaper:
    """Stands for the sheets where nothing is printed."""

    slots = 1
    start = 0

    def proved(self, cards: Sequence[GivenCard], start: int, watch: Watch) -> HandOver:
        raise NotPrintedError("Nothing is printed here.")


def _draws_nothing(_file: Path, _cards: Sequence[GivenCard], _watch: Watch) -> None:
    raise NotPrintedError("Nothing is printed here.")


async def _nobody_signs(run_id: str, request: OpenPrintRunRequest) -> str:
    """The person is asked on the screen, and then the run is opened anew under its id."""
    raise _SignatureWantedError(run_id, structs.replace(request, approval=None))
