"""What the window says about the till itself: line, scanner, printer. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Connection(StrEnum):
    ONLINE = "online"
    CONNECTING = "connecting"
    OFFLINE = "offline"
    READ_ONLY = "read_only"  # it answers, and takes no changes


class ScannerState(StrEnum):
    READY = "ready"
    LOCKED = "locked"
    ABSENT = "absent"


class PrinterState(StrEnum):
    READY = "ready"
    PDF = "pdf"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """The quiet line of states, the same on every screen."""

    connection: Connection = Connection.CONNECTING
    scanner: ScannerState = ScannerState.READY
    printer: PrinterState = PrinterState.READY
