"""Gives PDFs to the print system through its program ``lp``, over a pipe: no code is in a file of
ours. What ``lp`` has refused is on no paper; only its silence leaves that open.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from enum import StrEnum
from typing import Final

from pos_terminal.card_design.box import Size
from pos_terminal.devices.sheet_printing import NotPrintedError, PrintFault
from pos_terminal.sheets.sheet_layout import Duplex

ANSWER_TIMEOUT_S: Final = 60.0

_SIDES: Final = {
    Duplex.NONE: "one-sided",
    Duplex.LONG_EDGE: "two-sided-long-edge",
    Duplex.SHORT_EDGE: "two-sided-short-edge",
}


class _Said(StrEnum):
    """What ``lp`` says in English of why it refuses, as far as a person can do something."""

    UNKNOWN = "does not exist"
    REJECTS = "not accepting"
    NO_SPOOLER = "scheduler"
    NO_CONNECTION = "unable to connect"
    FORBIDDEN = "forbidden"
    UNAUTHORIZED = "unauthorized"


_FAULTS: Final = {
    _Said.UNKNOWN: PrintFault.PRINTER_GONE,
    _Said.REJECTS: PrintFault.PRINTER_REJECTS,
    _Said.NO_SPOOLER: PrintFault.NO_SPOOLER,
    _Said.NO_CONNECTION: PrintFault.NO_SPOOLER,
    _Said.FORBIDDEN: PrintFault.NOT_ALLOWED,
    _Said.UNAUTHORIZED: PrintFault.NOT_ALLOWED,
}


def lp_program() -> str | None:
    """Where ``lp`` is; Windows has none."""
    return shutil.which("lp")


def media_of(page: Size, named: str | None = None) -> str:
    """What ``lp`` calls the paper: as the printer does, else by its size."""
    return named or f"Custom.{page.width:g}x{page.height:g}mm"


def give(
    program: str,
    printer: str,
    pdf: bytes,
    *,
    duplex: Duplex,
    media: str,
    timeout_s: float = ANSWER_TIMEOUT_S,
) -> None:
    """Queue a job; raises ``NotPrintedError``, with a page done where it may come out all the same.

    It is neither scaled to the paper nor called by what is on it: a queue shows names to everybody.
    """
    wanted = (f"sides={_SIDES[duplex]}", f"media={media}", "print-scaling=none")
    options = [part for each in wanted for part in ("-o", each)]
    try:
        done = subprocess.run(
            [program, "-d", printer, "-n", "1", "-t", "cards", *options],
            input=pdf,
            capture_output=True,
            timeout=timeout_s,
            check=False,
            env=os.environ | {"LC_ALL": "C"},
        )
    except subprocess.TimeoutExpired as error:
        raise NotPrintedError(PrintFault.SPOOLER_SILENT, 1) from error
    except OSError as error:
        raise NotPrintedError(PrintFault.NO_SPOOLER, 0) from error
    if done.returncode < 0:  # killed: nobody knows how far it was
        raise NotPrintedError(PrintFault.SPOOLER_SILENT, 1)
    if done.returncode:
        raise NotPrintedError(_fault_in(done.stderr), 0)


def _fault_in(stderr: bytes) -> PrintFault:
    told = stderr.decode(errors="replace").lower()
    return next((fault for said, fault in _FAULTS.items() if said in told), PrintFault.REFUSED)
