"""The steps of a print run, each made so that a till killed after it can take the run up again.

    note the id -> open -> give -> draw and read back -> note the digest -> release -> report -> end

Codes are in memory alone, and in a hidden file beside the wished one until that is proved; nothing
is under the wished name before every symbol was read back. A run that is taken up finds out by the
digest whether its file was released: if not, its cards are on no paper and are simply given again.
"""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import partial
from glob import escape
from pathlib import Path
from typing import Final, Protocol, TypeVar

from msgspec import structs

from card_contract.outcomes import Refusal
from card_contract.print_messages import (
    GiveCardsRequest,
    GivenCard,
    OpenPrintRunRequest,
    PrintReported,
    PrintReportRequest,
    PrintRunState,
    PrintState,
)
from card_contract.sale_id import crockford
from pos_terminal.gateway.answers import NoAnswerError, Refused
from pos_terminal.gateway.print_port import PrintServer
from pos_terminal.printing.model import (
    NotPrintedError,
    Printed,
    RunNote,
    Stage,
    pieces_of,
    ranges_of,
)
from pos_terminal.whole_file import flush_folder

T = TypeVar("T")

_TRIES: Final = 3
_NO_AUTHORITY: Final = frozenset(
    {
        Refusal.NOT_ALLOWED,
        Refusal.NO_OPERATOR,
        Refusal.WRONG_PIN,
        Refusal.PIN_LOCKED,
        Refusal.APPROVAL_INVALID,
        Refusal.SAME_MANAGER,
        Refusal.PIN_NOT_OWN,
        Refusal.TILL_REVOKED,
    }
)
_CUT_OFF: Final = (
    "The server gives no answer. The run is noted: the same command takes it up again."
)


class Notes(Protocol):
    """Where the run's note is stored."""

    def keep(self, note: RunNote) -> None: ...
    def forget(self) -> None: ...


Draw = Callable[[Path, Sequence[GivenCard]], None]
"""Writes the cards' file and reads every symbol of it back; raises ``NotPrintedError``."""

Sign = Callable[[str, OpenPrintRunRequest], Awaitable[str]]
"""Lets the second person sign for a run; raises ``NotPrintedError`` where that is refused."""


def refusal_of(refused: Refused) -> NotPrintedError:
    """A refusal of the server as the end of a run."""
    return NotPrintedError(refused.answer.sentence, authority=refused.code in _NO_AUTHORITY)


class PrintRun:
    """One run into one file."""

    def __init__(
        self, *, server: PrintServer, notes: Notes, draw: Draw, sign: Sign, note: RunNote
    ) -> None:
        self._server = server
        self._notes = notes
        self._draw = draw
        self._sign = sign
        self._note = note
        self._file = Path(note.file)
        self._unproved = self._file.with_name(f".{self._file.name}.{note.run_id}.pdf")

    async def print(self, *, is_new: bool) -> Printed:
        """Print the run, or go on with it; raises ``NotPrintedError`` and ``OSError``."""
        if is_new:
            self._notes.keep(self._note)
            await self._open()
        else:
            ended = await self._take_up()
            if ended is not None:
                return ended
        if self._note.stage is Stage.RELEASING and self._is_released():
            return await self._end(await self._touched(PrintState.GIVEN))
        if self._note.stage is Stage.RELEASING and not self._unproved.exists():
            # Somebody has taken the file away: what was in it may be on paper.
            await self._end(())
            raise NotPrintedError(
                "The file of the run that was cut off is not where it was put."
                " Its cards were replaced by new ones; print the batch again."
            )
        cards = await self._cards()
        await self._draw_or_give_back(cards)
        self._release(len(cards))
        return await self._end([card.sequence for card in cards])

    # --- Opening ---------------------------------------------------------------------------------

    async def _open(self) -> None:
        request, run_id = self._note.request, self._note.run_id
        answer = await self._again(lambda: self._server.open_print_run(run_id, request))
        if isinstance(answer, Refused) and answer.code is Refusal.APPROVAL_INVALID:
            try:
                signed = structs.replace(request, approval=await self._sign(run_id, request))
            except NotPrintedError:
                self._notes.forget()
                raise
            answer = await self._again(lambda: self._server.open_print_run(run_id, signed))
        if isinstance(answer, Refused):
            self._notes.forget()  # the server stores nothing of a run that it refuses
            raise refusal_of(answer)

    async def _take_up(self) -> Printed | None:
        """Go on with an open run; gives what was printed where it has come to its end."""
        run_id = self._note.run_id
        known = await self._again(lambda: self._server.print_run(run_id))
        if isinstance(known, Refused):
            if known.code is not Refusal.RUN_UNKNOWN:
                raise refusal_of(known)
            await self._open()
        elif known.state is PrintRunState.ENDED:
            return self._ended_before(known.printed)
        else:
            await self._asked(lambda: self._server.take_print_run(run_id))
        return None

    def _ended_before(self, printed: int) -> Printed:
        """The server knows the end already: from here, or from who ended the run elsewhere."""
        is_released = self._note.stage is Stage.RELEASING and self._is_released()
        self._sweep()
        self._notes.forget()
        if is_released and printed == self._note.drawn:
            return Printed(run_id=self._note.run_id, cards=printed)
        if is_released:
            raise NotPrintedError(
                f"The run was ended elsewhere and its cards were replaced: destroy {self._file},"
                " and print the batch again."
            )
        raise NotPrintedError("The run that was cut off has ended; print the batch again.")

    # --- Cards -----------------------------------------------------------------------------------

    async def _cards(self) -> list[GivenCard]:
        asked = self._note.request.cards
        wanted = range(asked.first, asked.last + 1)
        cards = await self._give(wanted)
        if self._note.request.reprint:
            there = {card.sequence for card in cards}
            for piece in pieces_of(each for each in wanted if each not in there):
                await self._spoil(piece)
        new = await self._touched(PrintState.WAITING, PrintState.GIVEN)
        cards += await self._give(each for each in new if each not in wanted)
        if not cards:
            await self._end(())
            raise NotPrintedError("None of these cards is left to be printed.")
        # Pack by pack, so that what is cut from the sheets can be packed as it comes.
        return sorted(cards, key=lambda card: (card.pack, card.sequence))

    async def _give(self, sequences: Iterable[int]) -> list[GivenCard]:
        give, cards = self._server.give_cards, []
        for part in ranges_of(sequences):
            request = GiveCardsRequest(cards=part)
            given = await self._asked(partial(give, self._note.run_id, request))
            cards += given.cards
        return cards

    async def _touched(self, *states: PrintState) -> list[int]:
        """The run's cards in one of these states; cards that nobody has touched are not in it."""
        found: list[int] = []
        after, more = 0, True
        while more:
            page = await self._asked(
                partial(self._server.print_cards, self._note.run_id, after=after)
            )
            found += [card.sequence for card in page.cards if card.state in states]
            more = page.more and bool(page.cards)
            after = page.cards[-1].sequence if page.cards else after
        return found

    async def _spoil(self, cards: Sequence[int]) -> None:
        """Have printed cards replaced; those that never were printed stay as they are."""
        answer = await self._report(
            PrintReportRequest(run_id=self._note.run_id, spoiled=ranges_of(cards))
        )
        if not isinstance(answer, Refused):
            return
        if answer.code is not Refusal.NOT_GIVEN:
            raise refusal_of(answer)
        if len(cards) > 1:
            middle = len(cards) // 2
            await self._spoil(cards[:middle])
            await self._spoil(cards[middle:])

    async def _report(self, request: PrintReportRequest) -> PrintReported | Refused:
        report_id = f"J-{crockford(secrets.token_bytes(17))}"
        return await self._again(lambda: self._server.report_print(report_id, request))

    async def _tell(self, request: PrintReportRequest) -> None:
        answer = await self._report(request)
        if isinstance(answer, Refused):
            raise refusal_of(answer)

    # --- The file --------------------------------------------------------------------------------

    async def _draw_or_give_back(self, cards: Sequence[GivenCard]) -> None:
        self._sweep()
        try:
            await asyncio.to_thread(self._draw, self._unproved, cards)
        except Exception:  # whatever it was: nothing was released, and nobody may be left waiting
            self._sweep()
            await self._give_back(card.sequence for card in cards)
            raise

    async def _give_back(self, cards: Iterable[int]) -> None:
        """Nothing was released: the cards wait again."""
        run_id = self._note.run_id
        for piece in pieces_of(cards):
            await self._tell(PrintReportRequest(run_id=run_id, unfed=ranges_of(piece)))
        await self._asked(partial(self._server.end_print_run, run_id))
        self._notes.forget()

    def _release(self, drawn: int) -> None:
        """Put the proved file under its name. The note says so before, for it cannot be undone."""
        self._note = structs.replace(
            self._note, stage=Stage.RELEASING, digest=_digest_of(self._unproved), drawn=drawn
        )
        self._notes.keep(self._note)
        self._unproved.replace(self._file)
        flush_folder(self._file.parent)

    def _sweep(self) -> None:
        """Take away what holds codes and is not released, also what a killed run was writing."""
        self._unproved.unlink(missing_ok=True)
        for left in self._file.parent.glob(f".{escape(self._unproved.name)}.*.part"):
            left.unlink(missing_ok=True)

    def _is_released(self) -> bool:
        return self._file.is_file() and _digest_of(self._file) == self._note.digest

    # --- The end ---------------------------------------------------------------------------------

    async def _end(self, printed: Sequence[int]) -> Printed:
        run_id = self._note.run_id
        for piece in pieces_of(printed):
            await self._tell(PrintReportRequest(run_id=run_id, printed=ranges_of(piece)))
        ended = await self._asked(partial(self._server.end_print_run, run_id))
        self._notes.forget()
        return Printed(run_id=run_id, cards=ended.printed)

    # --- Asking ----------------------------------------------------------------------------------

    async def _asked(self, ask: Callable[[], Awaitable[T | Refused]]) -> T:
        answer = await self._again(ask)
        if isinstance(answer, Refused):
            raise refusal_of(answer)
        return answer

    async def _again(self, ask: Callable[[], Awaitable[T]]) -> T:
        """Ask the same until there is an answer, a few times; each try has its own limit."""
        for _ in range(_TRIES - 1):
            try:
                return await ask()
            except NoAnswerError:
                continue
        try:
            return await ask()
        except NoAnswerError as error:
            raise NotPrintedError(_CUT_OFF) from error


def _digest_of(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
