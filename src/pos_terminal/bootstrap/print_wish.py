"""What a command line wishes to have printed, as the run that it begins or takes up."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from card_contract.card_number import CardNumber, NotACardNumberError
from card_contract.print_messages import OpenPrintRunRequest, Sequences
from card_contract.studio_messages import BatchView
from pos_terminal.bootstrap.print_designs import FILE, SHIPPED_KEY
from pos_terminal.gateway.answers import Refused
from pos_terminal.gateway.gateway import Gateway
from pos_terminal.printing.model import NotPrintedError, RunNote
from pos_terminal.printing.noted_run import refusal_of
from pos_terminal.printing.run_notes import RunNotes, new_note
from pos_terminal.sheets.drawing import Drawing
from pos_terminal.sheets.sheet_layout import Duplex

_REASON: Final = "printed from the command line"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintWish:
    """What the command line asks for. ``pins`` are the operator's, then the second person's.

    It goes into the file ``out`` or to a ``printer``. Of the batch it is all, the ``rest`` that is
    not printed, the ``replacements`` alone, or a ``reprint``: of all, or of ``spoiled`` cards by
    their numbers. Without a ``design`` it is the product's own on this till, without a ``turn``
    sheets are turned as their layout says; a run that is taken up goes on as it began. ``good`` is
    the last good sheet of those in doubt,
    ``bad`` single card numbers on good ones.
    """

    batch: int
    out: Path | None
    sheet: str | None
    design: str | None
    data: Path | None
    server: str | None
    operator: str
    second: str | None
    pins: tuple[str, ...]
    printer: str = ""
    start: int | None = None
    dpi: int | None = None
    turn: Duplex | None = None
    reprint: bool = False
    rest: bool = False
    replacements: bool = False
    spoiled: tuple[str, ...] = ()
    good: int | None = None
    bad: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"PrintWish({self.batch})"

    @property
    def file(self) -> str:
        return "" if self.out is None else str(self.out.absolute())


def known_run(notes: RunNotes, wish: PrintWish) -> RunNote | None:
    """The run that was cut off, where this is its command again."""
    if not wish.printer and (wish.good is not None or wish.bad):
        raise NotPrintedError("Only of sheets at a printer it is said which came out well.")
    if wish.bad and wish.good is None:
        raise NotPrintedError("Single cards are named beside the last good sheet: --good.")
    note = notes.load()
    if note is None:
        if wish.out is not None and wish.out.exists():
            raise NotPrintedError("There is such a file already; name another, or take it away.")
        if wish.good is not None:
            raise NotPrintedError("No sheet is in doubt.")
        return None
    asked = note.request
    noted = (asked.batch, note.file, note.printer, asked.reprint, asked.rest, bool(note.named))
    is_reprint, is_rest = wish.reprint or bool(wish.spoiled), wish.rest or wish.replacements
    place = (wish.file, wish.printer)
    if noted != (wish.batch, *place, is_reprint, is_rest, bool(wish.spoiled)):
        raise NotPrintedError(
            f"Another print run was cut off; finish it first: {_command_of(note)}"
        )
    return note


def ensure_drawn_alike(note: RunNote, drawing: Drawing) -> None:
    """Raise ``NotPrintedError`` where a run would go on in another way than it began."""
    began = note.drawn_as
    if not began.is_known:
        return
    same_start = note.sheet > 1 or drawing.start == began.start
    if drawing.looks_as(began) and same_start:
        return
    if msgspec.structs.replace(drawing, content="") == msgspec.structs.replace(began, content=""):
        raise NotPrintedError(
            "The design or the sheet of this run was changed since it began. Put it back as it was,"
            " or take the run up on the page Print, which asks."
        )
    raise NotPrintedError(
        f"This run began in another design or on other sheets; go on with it: {_command_of(note)}"
    )


async def noted_wish(
    gateway: Gateway, wish: PrintWish, batch: BatchView, drawing: Drawing
) -> RunNote:
    """The note of a new run for this wish."""
    first, last, named = 1, batch.made, sequences_of(wish.spoiled, batch)
    if named:
        first, last = min(named), max(named)
    elif wish.replacements:
        stands = await gateway.batch_print(wish.batch)
        if isinstance(stands, Refused):
            raise refusal_of(stands)
        if stands.first_new is None:
            raise NotPrintedError("No card of this batch was replaced.")
        first = stands.first_new
    request = OpenPrintRunRequest(
        batch=wish.batch,
        cards=Sequences(first=first, last=last),
        reason=_REASON,
        reprint=wish.reprint or bool(named),
        rest=wish.rest or wish.replacements,
    )
    return new_note(request, wish.out, printer=wish.printer, named=named, drawing=drawing)


def sequences_of(numbers: tuple[str, ...], batch: BatchView) -> list[int]:
    """The cards of these numbers."""
    found = []
    for text in numbers:
        try:
            number = CardNumber.parse(text)
        except NotACardNumberError as error:
            raise NotPrintedError(f"{text} is no card number.") from error
        if (number.issuer, number.batch) != (batch.issuer, batch.batch):
            raise NotPrintedError(f"{text} is a card of another batch.")
        found.append(number.sequence)
    return sorted(set(found))


def _command_of(note: RunNote) -> str:
    place = f"--printer '{note.printer}'" if note.printer else f"--out {note.file}"
    drawn = _drawn(note.drawn_as)
    which = ""
    if note.named:
        which = " --spoiled NUMBERS"
    elif note.request.reprint:
        which = " --reprint"
    elif note.request.rest:
        which = " --rest"
    return f"pos-terminal print {note.request.batch} {place}{which}{drawn}"


def _drawn(drawing: Drawing) -> str:
    """How it is drawn. A design that has no name here is taken from the note."""
    words = [f"--sheet {shlex.quote(drawing.layout)}"] if drawing.layout else []
    if drawing.is_known:
        words += [f"--turn {drawing.turn}"] if drawing.turn else []
        words += [f"--start {drawing.start}"]
        for kind in (SHIPPED_KEY, FILE):
            if drawing.design.startswith(kind):
                words += [f"--design {shlex.quote(drawing.design.removeprefix(kind))}"]
    return "".join(f" {word}" for word in words)
