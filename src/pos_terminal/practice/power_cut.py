"""The practice till's power: cut, and on again.

The process is replaced where it stands: the system throws its memory, its threads, its locks and
its connections away, none of its own code runs any more, and the same command begins anew. What it
leaves on the disk is what a till without power leaves, and a note of when that was.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from pos_terminal.practice.troubles import OF_A_MANAGER, stage_of
from pos_terminal.whole_file import write_whole

_NOTE: Final = "power-cut.json"


class PowerCut(Struct, frozen=True, kw_only=True):
    """When it was, and in which sale; ``sale_id`` is null where anything else was under way."""

    at_ms: int
    sale_id: str | None
    in_managers_act: bool = False


class CutNote:
    """Tells the till that starts what happened to the one before."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / _NOTE

    def write(self, target: str) -> None:
        """The power goes in the middle of the request to ``target``."""
        _, _, kind, found = target.split("/")[:4]
        in_managers_act = stage_of("POST", target) in OF_A_MANAGER
        cut = PowerCut(
            at_ms=time.time_ns() // 1_000_000,
            sale_id=found if kind == "sales" and not in_managers_act else None,
            in_managers_act=in_managers_act,
        )
        write_whole(self._file, msgspec.json.encode(cut))

    def read(self) -> PowerCut | None:
        """The cut before this start, if there was one."""
        try:
            return msgspec.json.decode(self._file.read_bytes(), type=PowerCut)
        except (OSError, msgspec.DecodeError):
            return None

    def drop(self) -> None:
        """It has been read."""
        with contextlib.suppress(OSError):
            self._file.unlink(missing_ok=True)


class ProcessPower:
    """The power of this very process."""

    def __init__(self, note: CutNote) -> None:
        self._note = note

    def cut(self, target: str) -> None:
        """Never returns."""
        with contextlib.suppress(OSError):  # without its note the till recovers just the same
            self._note.write(target)
        try:
            os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - this command, anew
        finally:
            os._exit(1)  # no program to begin anew: then the power stays away
