"""A print run into a file, each step made so that a till killed after it can take the run up again.

    note the id -> open -> give -> draw and read back -> note the digest -> release -> report -> end

Codes are in memory alone, and in a hidden file beside the wished one until that is proved; nothing
is under the wished name before every symbol was read back. A run that is taken up finds out by the
digest whether its file was released: if not, its cards are on no paper and are simply given again.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from glob import escape
from pathlib import Path

from card_contract.print_messages import GivenCard, PrintState
from pos_terminal.gateway.print_port import PrintServer
from pos_terminal.printing.model import NotPrintedError, Printed, RunNote, Stage
from pos_terminal.printing.noted_run import NotedRun, Notes, Sign
from pos_terminal.printing.watch import Watch
from pos_terminal.whole_file import flush_folder

Draw = Callable[[Path, Sequence[GivenCard], Watch], None]
"""Writes the cards' file and reads every symbol of it back; raises ``NotPrintedError``."""


class PrintRun:
    """One run into one file. Stopped before its file is released, it has printed nothing."""

    def __init__(
        self,
        *,
        server: PrintServer,
        notes: Notes,
        draw: Draw,
        sign: Sign,
        note: RunNote,
        watch: Watch | None = None,
    ) -> None:
        self._watch = watch or Watch()
        self._run = NotedRun(server=server, notes=notes, sign=sign, note=note, watch=self._watch)
        self._draw = draw
        self._file = Path(note.file)
        self._unproved = self._file.with_name(f".{self._file.name}.{note.run_id}.pdf")

    async def print(self, *, is_new: bool) -> Printed:
        """Print the run, or go on with it; raises ``NotPrintedError`` and ``OSError``."""
        ended = await self._run.begin(is_new=is_new)
        if ended is not None:
            return self._ended_before(ended.printed)
        if self._stage is Stage.RELEASING and self._is_released():
            return await self._end(await self._run.touched(PrintState.GIVEN))
        if self._stage is Stage.RELEASING and not self._unproved.exists():
            # Somebody has taken the file away: what was in it may be on paper.
            await self._run.end()
            raise NotPrintedError(
                "The file of the run that was cut off is not where it was put."
                " Its cards were replaced by new ones; print the batch again.",
                fault="file_gone",
            )
        cards = await self._run.cards()
        if not cards:
            await self._run.end()
            raise NotPrintedError("None of these cards is left to be printed.", fault="none_left")
        await self._run.proved(lambda: self._drawn(cards))
        await self._release(len(cards))
        return await self._end([card.sequence for card in cards])

    async def leave(self) -> None:
        """End the run without going on. Where its file may be out, its cards are replaced."""
        ended = await self._run.begin(is_new=False)
        if ended is not None:
            self._run.forget()
        elif self._stage is Stage.OPENING:
            await self._run.give_back()
        else:
            await self._run.end()
        self._sweep()

    @property
    def _stage(self) -> Stage:
        return self._run.note.stage

    def _ended_before(self, printed: int) -> Printed:
        """The server knows the end already: from here, or from who ended the run elsewhere."""
        note = self._run.note
        is_released = note.stage is Stage.RELEASING and self._is_released()
        self._sweep()
        self._run.forget()
        if is_released and printed == note.drawn:
            return Printed(run_id=note.run_id, cards=printed)
        if is_released:
            raise NotPrintedError(
                f"The run was ended elsewhere and its cards were replaced: destroy {self._file},"
                " and print the batch again.",
                fault="ended_elsewhere",
            )
        raise NotPrintedError(
            "The run that was cut off has ended; print the batch again.", fault="has_ended"
        )

    def _drawn(self, cards: Sequence[GivenCard]) -> None:
        try:
            self._sweep()
            self._draw(self._unproved, cards, self._watch)
            self._watch.ensure_wanted()
        except Exception:
            self._sweep()
            raise

    async def _release(self, drawn: int) -> None:
        """Put the proved file under its name. The note says so before, for it cannot be undone."""
        self._run.keep(stage=Stage.RELEASING, digest=_digest_of(self._unproved), drawn=drawn)
        try:
            self._claim()
        except FileExistsError as error:
            self._run.keep(stage=Stage.OPENING, digest="", drawn=0)
            self._sweep()
            await self._run.give_back()
            raise NotPrintedError(
                f"There is a file {self._file} by now; it was left alone. Nothing was printed.",
                fault="file_appeared",
            ) from error
        try:
            self._unproved.replace(self._file)
        except OSError:
            self._file.unlink(missing_ok=True)  # nothing but the name was taken
            raise
        flush_folder(self._file.parent)

    def _claim(self) -> None:
        """Take the name with an empty file, so that none of somebody else's is written over."""
        try:
            os.close(os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError:
            if self._file.stat().st_size:  # an empty one may be the claim of a run that was killed
                raise

    def _sweep(self) -> None:
        """Take away what holds codes and is not released, also what a killed run was writing."""
        self._unproved.unlink(missing_ok=True)
        for left in self._file.parent.glob(f".{escape(self._unproved.name)}.*.part"):
            left.unlink(missing_ok=True)

    def _is_released(self) -> bool:
        return self._file.is_file() and _digest_of(self._file) == self._run.note.digest

    async def _end(self, printed: Sequence[int]) -> Printed:
        await self._run.report(printed=printed)
        ended = await self._run.end()
        return Printed(run_id=self._run.note.run_id, cards=ended.printed)


def _digest_of(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
