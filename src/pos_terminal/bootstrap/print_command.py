"""``pos-terminal print BATCH --out FILE``: prints a batch without a screen, as this till.

Exit 0 once the file is there and reported, 3 where somebody lacks the authority, 1 for all else;
then one sentence on the error output says why.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtGui import QGuiApplication

from card_contract.messages import ApprovalPurpose, ApprovalRequest
from card_contract.print_messages import OpenPrintRunRequest, Sequences, digest_of_run
from pos_terminal.bootstrap.cannot_open import STOPPERS
from pos_terminal.bootstrap.core import TillCore, build_core
from pos_terminal.bootstrap.home import find_home
from pos_terminal.bootstrap.places import Places, places_for
from pos_terminal.card_design.shipped import SHIPPED
from pos_terminal.card_design.template_file import (
    Template,
    TemplateRefusedError,
    read_template,
)
from pos_terminal.embedded_server import EmbeddedServer, ServerStage, ServerState
from pos_terminal.gateway.answers import NoAnswerError, Refused
from pos_terminal.gateway.gateway import Gateway
from pos_terminal.gateway.loop_thread import LoopThread
from pos_terminal.gateway.wire import ServerAddress, Wire
from pos_terminal.instance_lock import InstanceLock
from pos_terminal.printing.model import NotPrintedError, Printed, RunNote
from pos_terminal.printing.run import PrintRun, refusal_of
from pos_terminal.printing.run_notes import RunNotes, new_note
from pos_terminal.printing.sheets_of_cards import SheetsOfCards
from pos_terminal.sheets.sheet_layout import SheetLayout, layout_for

EXIT_FAULT: Final = 1
EXIT_NO_AUTHORITY: Final = 3
_REASON: Final = "printed from the command line"
_SERVER_START_S: Final = 40.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintWish:
    """What the command line asks for. ``pins`` are the operator's, then the second person's."""

    batch: int
    out: Path
    sheet: str
    design: str
    data: Path | None
    server: str | None
    operator: str
    second: str | None
    reprint: bool
    pins: tuple[str, ...]

    def __repr__(self) -> str:
        return f"PrintWish({self.batch})"


def print_batch(wish: PrintWish) -> int:
    """Print a batch and return the exit code."""
    application = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    try:
        printed = _print(wish)
    except NotPrintedError as error:
        sys.stderr.write(error.sentence + "\n")
        return EXIT_NO_AUTHORITY if error.authority else EXIT_FAULT
    except KeyboardInterrupt:
        sys.stderr.write("Stopped. The same command takes the run up again.\n")
        return EXIT_FAULT
    finally:
        del application
    sys.stdout.write(f"{printed.run_id}\t{printed.cards}\n")
    return 0


def _print(wish: PrintWish) -> Printed:
    if len(wish.pins) < (1 if wish.second is None else 2):
        raise NotPrintedError("A PIN is missing: each person's is a line.", authority=True)
    template = _template(wish.design)
    try:
        layout = layout_for(wish.sheet, template.design.size)
    except ValueError as error:
        raise NotPrintedError(str(error)) from error
    places = places_for(wish.data, demo=False)
    try:
        with _till(places, wish.server) as core:
            work = core.loop.submit(lambda: _run(core.gateway, places, wish, template, layout))
            return work.result()
    except STOPPERS as error:
        raise NotPrintedError("This till cannot be opened; start it with its window.") from error
    except NoAnswerError as error:
        raise NotPrintedError("The server gives no answer.") from error
    except OSError as error:
        raise NotPrintedError(f"A file cannot be used: {error.strerror or error}.") from error


def _template(design: str) -> Template:
    if design in SHIPPED:
        return Template(design=SHIPPED[design]())
    try:
        return read_template(Path(design))
    except TemplateRefusedError as error:
        why = error.fault.value.replace("_", " ")
        raise NotPrintedError(f"The design {design} is of no use: {why}.") from error


async def _run(
    gateway: Gateway, places: Places, wish: PrintWish, template: Template, layout: SheetLayout
) -> Printed:
    notes = RunNotes(places.till)
    known = _known(notes, wish)
    signed_in = await gateway.sign_in(wish.operator, wish.pins[0])
    if isinstance(signed_in, Refused):
        raise refusal_of(signed_in)
    shop, detail = await gateway.shop(), await gateway.batch(wish.batch)
    for answer in (shop, detail):
        if isinstance(answer, Refused):
            raise refusal_of(answer)
    assert not isinstance(shop, Refused)  # noqa: S101  # raised above
    assert not isinstance(detail, Refused)  # noqa: S101  # raised above
    draw = SheetsOfCards(
        template=template, layout=layout, batch=detail.batch, language=shop.language
    )
    draw.ensure_sound()
    if detail.batch.made < 1:
        raise NotPrintedError("Nothing of this batch is made.")
    cards = Sequences(first=1, last=detail.batch.made)
    request = OpenPrintRunRequest(
        batch=wish.batch, cards=cards, reason=_REASON, reprint=wish.reprint
    )
    note = known or new_note(request, wish.out)

    async def sign(run_id: str, asked: OpenPrintRunRequest) -> str:
        return await _signed(gateway, wish, run_id, asked)

    run = PrintRun(server=gateway, notes=notes, draw=draw, sign=sign, note=note)
    return await run.print(is_new=known is None)


def _known(notes: RunNotes, wish: PrintWish) -> RunNote | None:
    """The run that was cut off, where this is its command again."""
    note, file = notes.load(), wish.out.absolute()
    if note is None:
        if file.exists():
            raise NotPrintedError("There is such a file already; name another, or take it away.")
        return None
    asked = note.request
    if (asked.batch, note.file, asked.reprint) != (wish.batch, str(file), wish.reprint):
        again = " --reprint" if asked.reprint else ""
        raise NotPrintedError(
            "Another print run was cut off; finish it first:"
            f" pos-terminal print {asked.batch} --out {note.file}{again}"
        )
    return note


async def _signed(
    gateway: Gateway, wish: PrintWish, run_id: str, asked: OpenPrintRunRequest
) -> str:
    if wish.second is None:
        raise NotPrintedError(
            "So many cards take a second person: name one with --second.", authority=True
        )
    answer = await gateway.approve(
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
