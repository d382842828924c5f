"""``pos-terminal print BATCH``: prints a batch without a screen, as this till.

Exit 0 once all is printed and reported, 4 while somebody has to say which sheets came out of the
printer, 3 where somebody lacks the authority, 1 for all else; then one sentence on the error output
says why.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from PySide6.QtGui import QGuiApplication

from card_contract.messages import ApprovalPurpose, ApprovalRequest, Shop
from card_contract.print_messages import OpenPrintRunRequest, digest_of_run
from card_contract.studio_messages import BatchView
from pos_terminal.bootstrap.cannot_open import STOPPERS
from pos_terminal.bootstrap.core import TillCore, build_core
from pos_terminal.bootstrap.home import find_home
from pos_terminal.bootstrap.places import Places, places_for
from pos_terminal.bootstrap.print_designs import FILE, PRODUCT, SHIPPED_KEY, PrintDesigns
from pos_terminal.bootstrap.print_wish import (
    PrintWish,
    ensure_drawn_alike,
    known_run,
    noted_wish,
    sequences_of,
)
from pos_terminal.card_design.design_shelf import DesignShelf
from pos_terminal.card_design.findings import leads_nowhere
from pos_terminal.card_design.linter import check
from pos_terminal.card_design.shipped import SHIPPED
from pos_terminal.card_design.template_file import (
    Template,
    TemplateRefusedError,
    template_digest,
)
from pos_terminal.devices.sheet_feeding import system_printer
from pos_terminal.devices.sheet_printing import PDF_DPI
from pos_terminal.embedded_server import EmbeddedServer, ServerStage, ServerState
from pos_terminal.gateway.answers import NoAnswerError, Refused
from pos_terminal.gateway.gateway import Gateway
from pos_terminal.gateway.loop_thread import LoopThread
from pos_terminal.gateway.wire import ServerAddress, Wire
from pos_terminal.instance_lock import InstanceLock
from pos_terminal.printing.model import Feed, NotPrintedError, Printed
from pos_terminal.printing.noted_run import refusal_of
from pos_terminal.printing.printer_run import PrinterRun
from pos_terminal.printing.run import PrintRun
from pos_terminal.printing.run_notes import RunNotes
from pos_terminal.printing.sheets_of_cards import SheetsOfCards, SheetsToPrinter, on_printer
from pos_terminal.printing.watch import Watch
from pos_terminal.settings import SettingsFile
from pos_terminal.sheets.drawing import NOT_NOTED, Drawing, drawing_of
from pos_terminal.sheets.own_sheet import layout_named
from pos_terminal.sheets.sheet_layout import DEFAULT, SheetLayout, for_sides, turned

EXIT_FAULT: Final = 1
EXIT_NO_AUTHORITY: Final = 3
EXIT_IN_DOUBT: Final = 4
_SERVER_START_S: Final = 40.0
_DESIGN: Final = "gift-card"
_EXAMPLE: Final = "A QR code leads to an example's address: give your own in the design.\n"


def print_batch(wish: PrintWish) -> int:
    """Print a batch and return the exit code."""
    application = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    try:
        stands = _print(wish)
    except NotPrintedError as error:
        sys.stderr.write(error.sentence + "\n")
        return EXIT_NO_AUTHORITY if error.authority else EXIT_FAULT
    except KeyboardInterrupt:
        sys.stderr.write("Stopped. The same command takes the run up again.\n")
        return EXIT_FAULT
    finally:
        del application
    if isinstance(stands, Feed):
        sys.stderr.write(
            f"Handed over: sheets {stands.first} to {stands.fed} of {stands.last}. Say which of"
            " them came out well: the same command with --good and the last good sheet.\n"
        )
        return EXIT_IN_DOUBT
    sys.stdout.write(f"{stands.run_id}\t{stands.cards}\n")
    return 0


def _print(wish: PrintWish) -> Printed | Feed:
    if len(wish.pins) < (1 if wish.second is None else 2):
        raise NotPrintedError("A PIN is missing: each person's is a line.", authority=True)
    places, watch = places_for(wish.data, demo=False), Watch()
    try:
        with _till(places, wish.server) as core:
            command = _Printing(core.gateway, places, wish, watch)
            work = core.loop.submit(command.run)
            try:
                return work.result()
            except KeyboardInterrupt:
                watch.stop()  # what is not on paper yet is given back; a second time leaves at once
                return work.result()
    except STOPPERS as error:
        raise NotPrintedError("This till cannot be opened; start it with its window.") from error
    except NoAnswerError as error:
        raise NotPrintedError("The server gives no answer.") from error
    except OSError as error:
        raise NotPrintedError(f"A file cannot be used: {error.strerror or error}.") from error


def _key_of(design: str) -> str:
    """What the till knows a design by that was named here."""
    return SHIPPED_KEY + design if design in SHIPPED else FILE + str(Path(design).absolute())


class _Printing:
    """One command, once its till is open."""

    def __init__(self, gateway: Gateway, places: Places, wish: PrintWish, watch: Watch) -> None:
        self._gateway = gateway
        self._places = places
        self._wish = wish
        self._watch = watch

    async def run(self) -> Printed | Feed:
        notes, wish = RunNotes(self._places.till), self._wish
        known = known_run(notes, wish)
        began = NOT_NOTED if known is None else known.drawn_as
        if known is not None and not began.is_known:
            sys.stderr.write("How this run began is not noted: it goes on as this command says.\n")
        shop, batch = await self._asked()
        key, template = self._design(batch.campaign, began)
        layout = self._layout(template, began)
        start = began.start if wish.start is None else wish.start
        drawn = for_sides(layout, template.design.sides)
        drawing = drawing_of(key, template_digest(template, shop.redeem_page), drawn, start)
        if known is not None:
            ensure_drawn_alike(known, drawing)
        sheets = SheetsOfCards(
            template=template,
            layout=layout,
            batch=batch,
            language=shop.language,
            redeem_page=shop.redeem_page,
            start=start,
            dpi=wish.dpi or PDF_DPI,
        )
        if leads_nowhere(check(template.design, template.pictures, card=sheets.sample)):
            sys.stderr.write(_EXAMPLE)
        paper = self._on_printer(sheets, is_new=known is None) if wish.printer else None
        (sheets if paper is None else paper.sheets).ensure_sound()
        note = known or await noted_wish(self._gateway, wish, batch, drawing)
        if paper is None:
            run = PrintRun(
                server=self._gateway,
                notes=notes,
                draw=sheets,
                sign=self._signed,
                note=note,
                watch=self._watch,
            )
            return await run.print(is_new=known is None)
        printing = PrinterRun(
            server=self._gateway,
            notes=notes,
            paper=paper,
            sign=self._signed,
            note=note,
            watch=self._watch,
        )
        return await self._feed(printing, batch, is_new=known is None)

    async def _asked(self) -> tuple[Shop, BatchView]:
        """Sign in, and ask for the shop and the batch."""
        gateway, wish = self._gateway, self._wish
        signed_in = await gateway.sign_in(wish.operator, wish.pins[0])
        if isinstance(signed_in, Refused):
            raise refusal_of(signed_in)
        shop, detail = await gateway.shop(), await gateway.batch(wish.batch)
        if isinstance(shop, Refused):
            raise refusal_of(shop)
        if isinstance(detail, Refused):
            raise refusal_of(detail)
        if detail.batch.issuer is None:
            raise NotPrintedError(
                "The cards of this batch have no numbers: their barcode is the code, and they are"
                " in no print run."
            )
        if detail.batch.made < 1:
            raise NotPrintedError("Nothing of this batch is made.")
        return shop, detail.batch

    def _design(self, campaign: str, began: Drawing) -> tuple[str, Template]:
        """The design that is named, the run's own, the product's, or a shipped one; and its key."""
        named = self._wish.design
        key = began.design if named is None else _key_of(named)
        designs = PrintDesigns(DesignShelf(self._places.designs), lambda: "en")
        try:
            found = designs.template(campaign, key or PRODUCT)
        except TemplateRefusedError as error:
            why = error.fault.value.replace("_", " ")
            name = named or (key.removeprefix(FILE) if key.startswith(FILE) else "of the product")
            raise NotPrintedError(f"The design {name} is of no use: {why}.") from error
        if found is not None:
            return key or PRODUCT, found
        if key:
            raise NotPrintedError("The design of this run is no longer there.")
        return SHIPPED_KEY + _DESIGN, Template(design=SHIPPED[_DESIGN]())

    def _layout(self, template: Template, began: Drawing) -> SheetLayout:
        own, wish = SettingsFile(self._places.till).load().settings.sheets, self._wish
        try:
            name = wish.sheet or began.layout or DEFAULT
            named = layout_named(name, template.design.size, own=own)
            return turned(named, began.turn if wish.turn is None else wish.turn)
        except ValueError as error:
            raise NotPrintedError(str(error)) from error

    def _on_printer(self, sheets: SheetsOfCards, *, is_new: bool) -> SheetsToPrinter:
        settings, name = SettingsFile(self._places.till).load().settings, self._wish.printer
        dpi = self._wish.dpi or settings.dots.get(name)
        fit = settings.fits.get(name)
        return on_printer(sheets, system_printer(name), fit, dpi, is_new=is_new)

    async def _feed(self, run: PrinterRun, batch: BatchView, *, is_new: bool) -> Printed | Feed:
        """Settle what is in doubt as the command says, and hand over what is left."""
        good, was_in_doubt = self._wish.good, run.in_doubt is not None
        if good is not None and not was_in_doubt:
            run.ensure_said(good, sequences_of(self._wish.bad, batch))
        stands = await run.print(is_new=is_new)
        if good is not None and was_in_doubt and run.in_doubt is not None:
            await run.settle(good, sequences_of(self._wish.bad, batch))
            stands = await run.print(is_new=False)
        if isinstance(stands, Feed) and not stands.in_doubt:
            raise NotPrintedError("Stopped. The same command takes the run up again.")
        return stands

    async def _signed(self, run_id: str, asked: OpenPrintRunRequest) -> str:
        wish = self._wish
        if wish.second is None:
            raise NotPrintedError(
                "So many cards take a second person: name one with --second.", authority=True
            )
        answer = await self._gateway.approve(
            ApprovalRequest(
                approver=wish.second,
                pin=wish.pins[1],
                purpose=ApprovalPurpose.PRINT,
                subject=digest_of_run(asked),
                sale_id=run_id,
            )
        )
        if isinstance(answer, Refused):
            raise refusal_of(answer)
        return answer.approval


@contextmanager
def _till(places: Places, server_url: str | None) -> Iterator[TillCore]:
    """The till's own way to its server, while no window of it is open."""
    lock = InstanceLock(places.till)
    if not lock.take():
        raise NotPrintedError("The till is open in this folder; close its window first.")
    try:
        home = find_home(places, server_url)
        if home is None:
            raise NotPrintedError("There is no till in this folder yet; set one up first.")
        with _server(places, home.address) as address:
            loop = LoopThread()
            loop.start()
            core = build_core(places.till, home.identity, Wire(address), loop)
            try:
                yield core
            finally:
                core.stop()
    finally:
        lock.release()


@contextmanager
def _server(places: Places, address: ServerAddress | None) -> Iterator[ServerAddress]:
    """Where the server is; the till's own one is started and ended."""
    if address is not None:
        yield address
        return
    ready = threading.Event()
    urls: list[str] = []

    def told(state: ServerState) -> None:
        if state.stage is ServerStage.READY and state.url is not None:
            urls.append(state.url)
            ready.set()

    server = EmbeddedServer(places.server, on_state=told)
    server.start()
    try:
        if not ready.wait(_SERVER_START_S):
            raise NotPrintedError("This till's server does not start.")
        yield ServerAddress(url=urls[0])
    finally:
        server.stop()
