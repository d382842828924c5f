"""A recall card by card: a page at a time on the screen, whole in a file."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any, Protocol

from card_contract.card_number import CardNumber, NotACardNumberError
from card_contract.recall_messages import RecallCardsAnswer, RecallCardView, RecallView
from card_contract.states import CHANGING, RecallEffect, RecallState
from pos_terminal.gateway.answers import Refused
from pos_terminal.gateway.port import Server
from pos_terminal.gateway.tasks import TaskRunner
from pos_terminal.recall.model import Paper, ResultCard, Results
from pos_terminal.recall.number_file import FaultyLine
from pos_terminal.words import ON, Button, Message, off


class Papers(Protocol):
    """Where results are written, off the window's thread; each raises ``OSError``."""

    def save_csv(self, recall: RecallView, cards: list[RecallCardView], path: Path) -> None:
        """Write every card for other programs."""

    def save_pdf(self, recall: RecallView, cards: list[RecallCardView], path: Path) -> None:
        """Write pages to be printed."""

    def save_faults(self, faults: Sequence[FaultyLine], path: Path) -> None:
        """Write the lines of a file that are no cards, each with what is wrong."""

    def show(self, file: Path) -> None:
        """Show what was written; on the window's thread."""


class ResultDesk:
    """``changed`` is called with each new page; ``told`` with what came of saving."""

    def __init__(
        self,
        server: Server,
        tasks: TaskRunner,
        papers: Papers,
        *,
        changed: Callable[[], None],
        told: Callable[[Message], None],
    ) -> None:
        self._server = server
        self._tasks = tasks
        self._papers = papers
        self._changed = changed
        self._told = told
        self._ticket = 0
        self._busy = False
        self._saving = False
        self._more = False
        self._untold = False
        self._cards: list[RecallCardView] = []
        self._effect: RecallEffect | None = None
        self._number = ""
        self._recall_id: int | None = None

    @property
    def is_open(self) -> bool:
        return self._recall_id is not None

    def open(self, recall_id: int) -> None:
        self._recall_id = recall_id
        self._effect, self._number = None, ""
        self._ask()

    def close(self) -> None:
        self._ticket += 1
        self._recall_id = None
        self._cards, self._busy = [], False

    def filter(self, effect: RecallEffect | None) -> None:
        if self.is_open:
            self._effect, self._number = effect, ""
            self._ask()

    def find(self, number: str) -> None:
        """Look one card up as soon as its number is whole."""
        had = _whole(self._number)
        self._number = number
        if self.is_open and _whole(number) != had:
            self._effect = None
            self._ask()
        else:
            self._changed()

    def more(self) -> None:
        """The next page, or once more the one that was not told."""
        if self._more and not self._busy:
            self._ask(after=self._cards[-1].place if self._cards else 0)

    def _ask(self, after: int = 0) -> None:
        recall_id = self._recall_id
        if recall_id is None:
            return
        self._ticket += 1
        ticket, effect, number = self._ticket, self._effect, _whole(self._number)
        self._busy, self._untold = True, False
        if not after:
            self._cards, self._more = [], False
        self._changed()

        def answered(answer: RecallCardsAnswer | Refused | None) -> None:
            if ticket == self._ticket:
                self._busy = False
                if isinstance(answer, RecallCardsAnswer):
                    self._cards += answer.cards
                    self._more = answer.more
                else:
                    self._more = self._untold = True
                self._changed()

        self._tasks.run(
            lambda: self._server.recall_cards(recall_id, after=after, effect=effect, number=number),
            then=answered,
            failed=lambda _: answered(None),
        )

    def save(self, paper: Paper, view: RecallView, path: Path) -> None:
        """Fetch every card, then write; what cannot be had leaves no file.

        Only of a recall that has ended: head and lines of a running one would be of two moments.
        """
        if not self._save(view).enabled:
            return
        write = self._papers.save_csv if paper is Paper.CSV else self._papers.save_pdf

        async def fetch_and_write() -> Message | None:
            cards = await self._all_cards(view.recall_id)
            if cards is None:
                return Message("toast.not_saved_server")
            return await _written(lambda: write(view, cards, path))

        self._run(fetch_and_write, path)

    def save_faults(self, faults: Sequence[FaultyLine], path: Path) -> None:
        """Write the lines of a list that are no cards."""
        if faults and not self._saving:
            self._run(lambda: _written(lambda: self._papers.save_faults(faults, path)), path)

    def _run(self, write: Callable[[], Coroutine[Any, Any, Message | None]], path: Path) -> None:
        """Write a file, and say what came of it."""
        self._saving = True
        self._changed()
        self._tasks.run(
            write,
            then=lambda fault: self._saved(path, fault),
            failed=lambda _: self._saved(path, Message("toast.not_saved_server")),
        )

    async def _all_cards(self, recall_id: int) -> list[RecallCardView] | None:
        cards: list[RecallCardView] = []
        while True:
            after = cards[-1].place if cards else 0
            page = await self._server.recall_cards(recall_id, after=after)
            if isinstance(page, Refused):
                return None
            cards += page.cards
            if not page.more:
                return cards

    def _saved(self, path: Path, fault: Message | None) -> None:
        self._saving = False
        if fault is None:
            self._papers.show(path)
        folder = path.parent.name or str(path.parent)  # the whole way would be too long to show
        saved = Message("toast.saved", {"file": path.name, "folder": folder})
        self._told(fault or saved)

    def _save(self, view: RecallView) -> Button:
        if view.state is RecallState.RUNNING:
            return off("off.not_ended")
        return off("off.saving") if self._saving else ON

    def results(self, view: RecallView) -> Results:
        more: Button | None = ON if self._more else None
        effects = dict.fromkeys(row.effect for row in view.rows)
        return Results(
            cards=tuple(_card(card) for card in self._cards),
            effects=tuple(effects),
            effect=self._effect,
            number=self._number,
            sentence=self._sentence(view),
            more=off("off.asking") if more is not None and self._busy else more,
            save=self._save(view),
        )

    def _sentence(self, view: RecallView) -> Message:
        if self._busy:
            return Message("results.asking")
        if self._untold:
            return Message("results.not_told")
        count = len(self._cards)
        if not self._more:
            return Message("results.shown" if count else "results.none", {"count": count})
        effect = self._effect
        total = sum(row.count for row in view.rows if effect in (None, row.effect))
        return Message("results.first", {"count": total, "first": count})


async def _written(write: Callable[[], None]) -> Message | None:
    """Write off the window's thread; says why it did not come to that."""
    try:
        await asyncio.to_thread(write)
    except OSError:
        return Message("toast.not_saved")
    return None


def _whole(number: str) -> str | None:
    try:
        return CardNumber.parse(number).digits
    except NotACardNumberError:
        return None


def _card(card: RecallCardView) -> ResultCard:
    number = card.last_four
    if card.number is not None:
        number = CardNumber.parse(card.number).grouped()
    return ResultCard(
        place=card.place,
        number=number,
        kind=card.kind,
        effect=card.effect,
        changes=card.effect in CHANGING,
    )
