"""A print run on a printer of the system, sheet by sheet. Only a person knows what came out.

    open -> give -> draw and read back -> note sheet n -> hand sheet n over -> ... -> a person says
    which came out well -> note that -> report -> go on with the next sheet, or end

A sheet is noted before it is handed over: what a killed till has handed over may lie on paper. Of
such sheets the person names the last good one. Cards up to it are printed; those of the sheets
after it are spoiled, and new ones stand for them; those that were not handed over are printed next.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Protocol

from msgspec import structs

from card_contract.print_messages import GivenCard, PrintRunView, PrintState
from pos_terminal.gateway.print_port import PrintServer
from pos_terminal.printing.model import (
    Feed,
    NotFedError,
    NotPrintedError,
    Printed,
    RunNote,
    Stage,
    in_order,
)
from pos_terminal.printing.noted_run import NotedRun, Notes, Sign
from pos_terminal.printing.watch import Step, Watch

HandOver = Callable[[int], None]
"""Hands one of the proved sheets over, counted from 1. Raises ``NotFedError`` where the printer did
not take it, ``NotPrintedError`` where nobody knows.
"""


class Paper(Protocol):
    """Sheets of cards for a printer; ``start`` places of the first one are used already."""

    @property
    def slots(self) -> int: ...
    @property
    def start(self) -> int: ...
    def proved(self, cards: Sequence[GivenCard], start: int, watch: Watch) -> HandOver:
        """Draw the cards and read every symbol back; raises ``NotPrintedError``."""
        ...


class PrinterRun:
    """One run on one printer. All that fails raises ``NotPrintedError`` or ``OSError``."""

    def __init__(
        self,
        *,
        server: PrintServer,
        notes: Notes,
        paper: Paper,
        sign: Sign,
        note: RunNote,
        watch: Watch | None = None,
    ) -> None:
        self._watch = watch or Watch()
        self._run = NotedRun(server=server, notes=notes, sign=sign, note=note, watch=self._watch)
        self._paper = paper

    @property
    def in_doubt(self) -> Feed | None:
        """The sheets of which a person has to say which came out well, before anything else."""
        feed = self._run.note.feed
        return feed if feed is not None and feed.in_doubt and not self.is_said else None

    @property
    def is_said(self) -> bool:
        """Whether a person has said so, and the server may not know: ``print`` tells it."""
        return self._run.note.stage is Stage.SETTLING

    async def print(self, *, is_new: bool) -> Feed | Printed:
        """Hand sheets over from where the run stands, until all are or it is stopped.

        Gives the sheets that are in doubt then; with sheets in doubt already, nothing is handed
        over. Where nothing is left to be printed, the run has ended.
        """
        ended = await self._run.begin(is_new=is_new)
        if ended is not None:
            return await self._ended_before(ended)
        if self.is_said:
            await self._report()
        if self.in_doubt is not None:
            return self.in_doubt
        cards = await self._run.cards()
        if not cards:
            return await self._finished()
        start = self._paper.start if self._run.note.sheet == 1 else 0
        hand_over = await self._run.proved(lambda: self._paper.proved(cards, start, self._watch))
        return await self._feed(self._laid(cards, start), hand_over)

    async def settle(self, good: int, spoiled: Sequence[int] = ()) -> PrintRunView:
        """Note what the person has said of the sheets in doubt, and tell the server.

        ``good`` is the last good sheet, one less than the first where there is none; ``spoiled``
        are single cards on good sheets that are not. The view shows what is left to be printed.
        """
        feed = self.in_doubt
        if feed is None:
            raise NotPrintedError("No sheet is in doubt.")
        if not feed.first - 1 <= good <= feed.fed:
            raise NotPrintedError(
                f"Sheets {feed.first} to {feed.fed} were handed over: name the last good one,"
                f" or {feed.first - 1} where none is."
            )
        if not set(spoiled) <= set(feed.cards(feed.first, feed.fed)):
            raise NotPrintedError("A card that was named is on none of these sheets.")
        settled = structs.replace(feed, good=good, spoiled=tuple(spoiled))
        self._run.keep(stage=Stage.SETTLING, feed=settled)
        await self._report()
        return await self._run.view()

    def ensure_said(self, good: int, spoiled: Sequence[int]) -> None:
        """Raise ``NotPrintedError`` where something else was said of these sheets before: what is
        noted holds, for the server may know it already.
        """
        feed = self._run.note.feed
        if not self.is_said or feed is None:
            raise NotPrintedError("No sheet is in doubt.")
        if (feed.good, set(feed.spoiled)) != (good, set(spoiled)):
            raise NotPrintedError(
                f"It was said before that sheet {feed.good} is the last good one, with"
                f" {len(feed.spoiled)} bad cards up to it, and that holds. Give the command without"
                " --good and --bad."
            )

    async def leave(self) -> PrintRunView:
        """End the run before all is printed; what is left waits for another."""
        if self.is_said:
            await self._report()
        if self.in_doubt is not None:
            raise NotPrintedError("Say first which sheets came out well.")
        await self._run.give_back()
        return await self._run.view()

    # --- Sheets ----------------------------------------------------------------------------------

    def _laid(self, cards: Sequence[GivenCard], start: int) -> Feed:
        return Feed(
            first=self._run.note.sheet,
            slots=self._paper.slots,
            start=start,
            order=tuple(in_order(card.sequence for card in cards)),
        )

    async def _feed(self, feed: Feed, hand_over: HandOver) -> Feed:
        for sheet in range(feed.first, feed.last + 1):
            if self._watch.stopped:
                break
            before, feed = feed, structs.replace(feed, fed=sheet)
            self._run.keep(stage=Stage.FEEDING, feed=feed)
            try:
                await asyncio.to_thread(hand_over, sheet - feed.first + 1)
            except NotFedError:
                self._run.keep(feed=before)
                raise
            self._watch.tell(Step.FEEDING, sheet, feed.last)
        return feed

    async def _report(self) -> None:
        """Tell the server what is noted; then nothing is in doubt."""
        feed = self._run.note.feed
        if feed is None:
            return
        bad = {*feed.spoiled, *feed.cards(feed.good + 1, feed.fed)}
        good = [card for card in feed.cards(feed.first, feed.good) if card not in bad]
        await self._run.report(printed=good, spoiled=sorted(bad))
        self._run.keep(stage=Stage.OPENING, feed=None, sheet=feed.good + 1)

    # --- The end ---------------------------------------------------------------------------------

    async def _finished(self) -> Printed:
        ended = await self._run.end()
        if not ended.printed:
            raise NotPrintedError("None of these cards is left to be printed.", fault="none_left")
        return Printed(run_id=self._run.note.run_id, cards=ended.printed)

    async def _ended_before(self, ended: PrintRunView) -> Printed:
        """The server knows the end already: from here, or from who ended the run elsewhere."""
        feed, run_id = self._run.note.feed, self._run.note.run_id
        if feed is not None and feed.in_doubt:
            replaced = set(await self._run.touched(PrintState.SPOILED))
            sheets = [
                str(sheet)
                for sheet in range(feed.first, feed.fed + 1)
                if replaced.intersection(feed.cards(sheet, sheet))
            ]
            self._run.forget()
            raise NotPrintedError(
                "The run was ended elsewhere and cards of its sheets were replaced: destroy"
                f" {', '.join(sheets)}, and print the rest of the batch.",
                fault="ended_elsewhere",
            )
        self._run.forget()
        if not ended.printed:
            raise NotPrintedError(
                "The run that was cut off has ended; print the batch again.", fault="has_ended"
            )
        return Printed(run_id=run_id, cards=ended.printed)
