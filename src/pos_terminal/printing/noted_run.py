"""A run with its note here and its cards at the server: what runs into files and on printers share.

Every question to the server is asked again until there is an answer, a few times; a run that gets
none is noted, and taken up later.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import partial
from typing import Any, Final, Protocol, TypeVar

from msgspec import structs

from card_contract.outcomes import Refusal
from card_contract.print_messages import (
    GiveCardsRequest,
    GivenCard,
    OpenPrintRunRequest,
    PrintReported,
    PrintReportRequest,
    PrintRunState,
    PrintRunView,
    PrintState,
)
from card_contract.sale_id import crockford
from pos_terminal.gateway.answers import NoAnswerError, Refused
from pos_terminal.gateway.print_port import PrintServer
from pos_terminal.printing.model import (
    NotPrintedError,
    RunNote,
    StoppedError,
    pieces_of,
    ranges_of,
)
from pos_terminal.printing.watch import Step, Watch

T = TypeVar("T")

_TRIES: Final = 3
_NO_AUTHORITY: Final = frozenset(
    {
        Refusal.NOT_ALLOWED,
        Refusal.NO_OPERATOR,
        Refusal.WRONG_PIN,
        Refusal.PIN_LOCKED,
        Refusal.SUSPENDED,
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


Sign = Callable[[str, OpenPrintRunRequest], Awaitable[str]]
"""Lets the second person sign for a run; raises ``NotPrintedError`` where that is refused."""


def refusal_of(refused: Refused) -> NotPrintedError:
    """A refusal of the server as the end of a run."""
    return NotPrintedError(
        refused.answer.sentence,
        authority=refused.code in _NO_AUTHORITY,
        refusal=refused.code,
    )


class NotedRun:
    """One run; all that fails raises ``NotPrintedError``."""

    def __init__(
        self, *, server: PrintServer, notes: Notes, sign: Sign, note: RunNote, watch: Watch
    ) -> None:
        self._server = server
        self._notes = notes
        self._sign = sign
        self.note = note
        self.watch = watch

    def keep(self, **changes: Any) -> None:
        """Note what is about to be done."""
        self.note = structs.replace(self.note, **changes)
        self._notes.keep(self.note)

    def forget(self) -> None:
        self._notes.forget()

    # --- Beginning and end -----------------------------------------------------------------------

    async def begin(self, *, is_new: bool) -> PrintRunView | None:
        """Open the run, or go on with it; gives it where it has come to its end before."""
        if is_new:
            self._notes.keep(self.note)
            await self._open()
            return None
        run_id = self.note.run_id
        known = await self._again(lambda: self._server.print_run(run_id))
        if isinstance(known, Refused):
            if known.code is not Refusal.RUN_UNKNOWN:
                raise refusal_of(known)
            await self._open()
        elif known.state is PrintRunState.ENDED:
            return known
        else:
            await self._asked(lambda: self._server.take_print_run(run_id))
        return None

    async def _open(self) -> None:
        request, run_id = self.note.request, self.note.run_id
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

    async def view(self) -> PrintRunView:
        """How the run stands."""
        return await self._asked(partial(self._server.print_run, self.note.run_id))

    async def end(self) -> PrintRunView:
        """End the run; what was given and not reported is replaced by new cards."""
        ended = await self._asked(partial(self._server.end_print_run, self.note.run_id))
        self.forget()
        return ended

    # --- Cards -----------------------------------------------------------------------------------

    async def cards(self) -> list[GivenCard]:
        """All that is to be printed; where it is stopped meanwhile, it waits, and the run ends."""
        try:
            return await self._given()
        except StoppedError:
            await self.give_back()
            raise

    async def proved(self, prove: Callable[[], T]) -> T:
        """What ``prove`` makes of the cards; it may take its time. Where it does not let them
        through, or the run is stopped, they wait, and the run ends.
        """
        try:
            return await asyncio.to_thread(prove)
        except asyncio.CancelledError:  # the till closes: it does not wait for the thread's end
            self.watch.stop()
            raise
        except Exception:  # whatever it was: nothing was released, and nobody may be left waiting
            await self.give_back()
            raise

    async def give_back(self) -> None:
        """Nothing of what is given is on paper: those cards wait, and the run ends."""
        for piece in pieces_of(await self.touched(PrintState.GIVEN)):
            await self._tell(unfed=piece)
        await self.end()

    async def touched(self, *states: PrintState) -> list[int]:
        """The run's cards in one of these states; cards that nobody has touched are not in it."""
        found: list[int] = []
        after, more = 0, True
        while more:
            page = await self._asked(
                partial(self._server.print_cards, self.note.run_id, after=after)
            )
            found += [card.sequence for card in page.cards if card.state in states]
            more = page.more and bool(page.cards)
            after = page.cards[-1].sequence if page.cards else after
        return found

    async def report(self, *, printed: Sequence[int] = (), spoiled: Sequence[int] = ()) -> None:
        """Tell what became of given cards; those that it knows already change nothing."""
        done, of = 0, len(printed) + len(spoiled)
        for name, cards in (("printed", printed), ("spoiled", spoiled)):
            for piece in pieces_of(cards):
                await self._tell(**{name: piece})
                done += len(piece)
                self.watch.tell(Step.REPORTING, done, of)

    async def _given(self) -> list[GivenCard]:
        """The cards pack by pack, so that they can be packed as they are cut."""
        request, named = self.note.request, self.note.named
        wanted = () if named else range(request.cards.first, request.cards.last + 1)
        cards = await self._give(wanted)
        if request.reprint and self.note.sheet == 1:  # later the run's own cards are printed too
            there = {card.sequence for card in cards}
            for piece in pieces_of(named or (each for each in wanted if each not in there)):
                await self._replace(piece)
        new = await self.touched(PrintState.WAITING, PrintState.GIVEN)
        cards += await self._give(each for each in new if each not in wanted)
        return sorted(cards, key=lambda card: (card.pack, card.sequence))

    async def _give(self, sequences: Iterable[int]) -> list[GivenCard]:
        give, cards = self._server.give_cards, []
        parts = ranges_of(sequences)
        done, of = 0, sum(map(len, parts))
        for part in parts:
            self.watch.ensure_wanted()
            request = GiveCardsRequest(cards=part)
            given = await self._asked(partial(give, self.note.run_id, request))
            cards += given.cards
            done += len(part)
            self.watch.tell(Step.GIVING, done, of)
        return cards

    async def _replace(self, cards: Sequence[int]) -> None:
        """Have printed cards replaced; those that never were printed stay as they are."""
        answer = await self._report(spoiled=cards)
        if not isinstance(answer, Refused):
            return
        if answer.code is not Refusal.NOT_GIVEN:
            raise refusal_of(answer)
        if len(cards) > 1:
            middle = len(cards) // 2
            await self._replace(cards[:middle])
            await self._replace(cards[middle:])

    # --- Asking ----------------------------------------------------------------------------------

    async def _tell(self, **cards: Sequence[int]) -> None:
        answer = await self._report(**cards)
        if isinstance(answer, Refused):
            raise refusal_of(answer)

    async def _report(self, **cards: Sequence[int]) -> PrintReported | Refused:
        ranges = {name: ranges_of(each) for name, each in cards.items()}
        request = PrintReportRequest(run_id=self.note.run_id, **ranges)
        report_id = f"J-{crockford(secrets.token_bytes(17))}"
        return await self._again(lambda: self._server.report_print(report_id, request))

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
            raise NotPrintedError(_CUT_OFF, fault="no_reply") from error
