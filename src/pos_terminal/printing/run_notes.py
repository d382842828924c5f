"""The note of the print run under way: one small file, there whole or not at all."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec

from card_contract.print_messages import OpenPrintRunRequest
from card_contract.sale_id import crockford
from pos_terminal.printing.model import NotPrintedError, RunNote
from pos_terminal.sheets.drawing import Drawing
from pos_terminal.whole_file import write_whole

NOTE_FILE: Final = "print-run.json"


def new_note(
    request: OpenPrintRunRequest,
    file: Path | None = None,
    *,
    printer: str = "",
    named: Sequence[int] = (),
    drawing: Drawing | None = None,
) -> RunNote:
    """The note of a run that nobody knows yet, into a file or on a printer."""
    run_id = f"Q-{crockford(secrets.token_bytes(17))}"
    name = "" if file is None else str(file.absolute())
    return RunNote(
        run_id=run_id,
        request=request,
        file=name,
        printer=printer,
        named=tuple(named),
        drawing=drawing,
    )


class RunNotes:
    """Keeps the note in the till's folder; raises ``OSError`` where it cannot be stored."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NOTE_FILE

    def load(self) -> RunNote | None:
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=RunNote)
        except FileNotFoundError:
            return None
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise NotPrintedError(
                f"The note of a print run in {self._path} cannot be read."
                " End the run in the studio, then take the file away.",
                fault="note_unreadable",
            ) from error

    def keep(self, note: RunNote) -> None:
        write_whole(self._path, msgspec.json.encode(note))

    def forget(self) -> None:
        self._path.unlink(missing_ok=True)
