"""What came of a print job: it printed, or it did not, and why.

``Printed`` is said only after the printer itself answered that the whole job is done (or, for a
printer that cannot answer, after everything was handed over). Only then may a receipt be marked as
printed; after any other answer the next print is marked as a copy.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pos_terminal.receipts import NotPrintedError
from pos_terminal.words import Message


class PrintFault(StrEnum):
    """Why nothing, or not everything, came out; the value is the id of the sentence."""

    NOT_REACHED = "printer.not_reached"
    OFFLINE = "printer.offline"
    PAPER_OUT = "printer.paper_out"
    COVER_OPEN = "printer.cover_open"
    FAULT = "printer.fault"
    BROKE_OFF = "printer.broke_off"
    NO_ANSWER = "printer.no_answer"
    USB_LIBRARY_MISSING = "printer.usb_library_missing"
    CANNOT_WRITE = "printer.cannot_write"
    NO_DRAWER = "printer.no_drawer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """The whole job is out. ``file`` is where a receipt without paper lies.

    ``confirmed`` is false where the printer cannot answer: everything was handed over, that is all.
    """

    confirmed: bool = True
    paper_low: bool = False
    file: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotPrinted:
    """The job is not out, or not whole; ``partly`` says that a torn piece may hang out."""

    reason: PrintFault
    partly: bool = False

    @property
    def message(self) -> Message:
        return Message(f"{self.reason.value}.partly" if self.partly else self.reason.value)


PrintResult = Printed | NotPrinted


def ensure_printed(result: PrintResult) -> Printed:
    """Return what was printed; raise the error that presenters know if it was not."""
    match result:
        case Printed():
            return result
        case NotPrinted():
            raise NotPrintedError(result.message)
