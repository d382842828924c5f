"""A server that knows one print run, and a till's folder for its note. ``lose`` names calls whose
next reply is lost; a spoiled card gets a new one, as at the real server.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from card_contract.outcomes import Refusal
from card_contract.print_messages import (
    CardsGiven,
    GivenCard,
    PrintCardsAnswer,
    PrintCardView,
    PrintReported,
    PrintRunState,
    PrintState,
    Replacement,
)
from pos_terminal.gateway.answers import ReplyLost
from pos_terminal.printing.model import NotPrintedError
from support.gateway_answers import refused

CARDS = 7


class Killed(BaseException):
    """The till is dead from here on."""


async def unsigned(*_: Any) -> str:
    raise NotPrintedError("nobody signs", authority=True)


class SmallPress:
    """All cards are in one pack, and a card's code is named after it."""

    def __init__(self) -> None:
        self.run: PrintRunState | None = None
        self.states: dict[int, PrintState] = {}
        self.made = CARDS
        self.lose: list[str] = []

    def _view(self) -> Any:
        count = {state: list(self.states.values()).count(state) for state in PrintState}
        return SimpleNamespace(
            state=self.run,
            printed=count[PrintState.PRINTED],
            spoiled=count[PrintState.SPOILED],
            given=count[PrintState.GIVEN],
            waiting=self.made - sum(count.values()) + count[PrintState.WAITING],
        )

    def _reply(self, call: str, answer: Any) -> Any:
        if call in self.lose:
            self.lose.remove(call)
            raise ReplyLost("lost")
        return answer

    async def print_run(self, run_id: str) -> Any:
        return refused(Refusal.RUN_UNKNOWN) if self.run is None else self._view()

    async def open_print_run(self, run_id: str, request: Any) -> Any:
        self.run = self.run or PrintRunState.OPEN
        return self._reply("open", self._view())

    async def take_print_run(self, run_id: str) -> Any:
        return self._view()

    async def give_cards(self, run_id: str, request: Any) -> Any:
        cards = []
        for sequence in range(request.cards.first, request.cards.last + 1):
            if self.states.get(sequence) in (PrintState.PRINTED, PrintState.SPOILED):
                continue
            self.states[sequence] = PrintState.GIVEN
            cards.append(GivenCard(sequence=sequence, pack=1, number="1", code=f"C{sequence}"))
        return self._reply("give", CardsGiven(cards=cards))

    async def print_cards(self, run_id: str, *, after: int = 0) -> PrintCardsAnswer:
        cards = [
            PrintCardView(sequence=each, state=state, replaces=None)
            for each, state in self.states.items()
        ]
        return PrintCardsAnswer(cards=cards, more=False)

    async def report_print(self, report_id: str, request: Any) -> Any:
        replacements: list[Replacement] = []
        for ranges, state in (
            (request.printed, PrintState.PRINTED),
            (request.spoiled, PrintState.SPOILED),
            (request.unfed, PrintState.WAITING),
        ):
            for each in ranges:
                for sequence in range(each.first, each.last + 1):
                    if state is PrintState.SPOILED:
                        replacements += self._replaced(sequence)
                    self.states[sequence] = state
        return self._reply("report", PrintReported(replacements=replacements, unreplaced=[]))

    def _replaced(self, sequence: int) -> Iterator[Replacement]:
        if self.states[sequence] is PrintState.SPOILED:
            return
        self.made += 1
        self.states[self.made] = PrintState.WAITING
        yield Replacement(spoiled=sequence, sequence=self.made)

    async def end_print_run(self, run_id: str) -> Any:
        for sequence, state in self.states.items():
            if state is PrintState.GIVEN:
                self.states[sequence] = PrintState.SPOILED
        self.run = PrintRunState.ENDED
        return self._reply("end", self._view())

    def all_are(self, state: PrintState) -> bool:
        return self.run is PrintRunState.ENDED and [*self.states.values()] == [state] * CARDS

    def printed(self) -> list[int]:
        return [each for each, state in self.states.items() if state is PrintState.PRINTED]
