"""Gives the server a file of cards, piece by piece, and notes what becomes of each line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from card_contract.card_file import CardFile
from card_contract.studio_messages import CardElsewhere, ImportAnswer, ImportRequest, LineOutcome
from pos_terminal.card_import.model import ImportServer
from pos_terminal.gateway.answers import NoAnswerError, Refused
from pos_terminal.gateway.asking import refused
from pos_terminal.gateway.tasks import TaskRunner
from pos_terminal.words import Message

_TRIES: Final = 3
_Piece = tuple[list[int], list[CardElsewhere]]


class Sending:
    """``ended`` is called when all is through, ``stopped`` with the reason why it is not."""

    def __init__(
        self,
        server: ImportServer,
        tasks: TaskRunner,
        *,
        changed: Callable[[], None],
        ended: Callable[[], None],
        stopped: Callable[[Message], None],
    ) -> None:
        self._server = server
        self._tasks = tasks
        self._changed = changed
        self._ended = ended
        self._stopped = stopped
        self._ticket = 0
        self._pieces: Iterator[_Piece] = iter(())
        self._campaign = ""
        self._dry_run = True
        self.outcomes: dict[int, LineOutcome] = {}
        self.done = 0
        self.of = 0

    def clear(self) -> None:
        """Nothing is sent any more; an answer on its way is not heard."""
        self._ticket += 1
        self._pieces = iter(())
        self.outcomes = {}
        self.done = self.of = 0

    def begin(self, campaign: str, cards: CardFile, *, dry_run: bool) -> None:
        """Give the whole file; a ``dry_run`` only asks what would become of it."""
        self.clear()
        self._campaign, self._dry_run = campaign, dry_run
        self._pieces = cards.pieces()
        self.outcomes = cards.bad
        self.of = cards.cards
        self._next()

    def _next(self) -> None:
        piece = next(self._pieces, None)
        if piece is None:
            self.outcomes = dict(sorted(self.outcomes.items()))
            self._ended()
            self._changed()
        else:
            self._send(piece, _TRIES)

    def _send(self, piece: _Piece, tries: int) -> None:
        ticket = self._ticket
        request = ImportRequest(cards=piece[1], dry_run=self._dry_run)

        def answered(answer: ImportAnswer | Refused) -> None:
            if ticket == self._ticket:
                self._answered(piece[0], answer)

        def not_answered(_error: NoAnswerError) -> None:
            if ticket != self._ticket:
                return
            if tries > 1:
                self._send(piece, tries - 1)  # the same piece counts once
            else:
                self._stop(Message("fault.no_line"))

        self._tasks.run(
            lambda: self._server.import_cards(self._campaign, request),
            then=answered,
            failed=not_answered,
        )

    def _answered(self, lines: list[int], answer: ImportAnswer | Refused) -> None:
        if isinstance(answer, Refused):
            self._stop(refused(answer, {}))
            return
        if answer.faults:
            self._stop(Message(f"batch_fault.{answer.faults[0].value}"))
            return
        self.outcomes.update(zip(lines, answer.outcomes, strict=True))
        self.done += len(lines)
        self._changed()
        self._next()

    def _stop(self, fault: Message) -> None:
        self._pieces = iter(())
        self._stopped(fault)
        self._changed()
