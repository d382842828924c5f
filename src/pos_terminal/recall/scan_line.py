"""Scans that are looked up one after the other: they come faster than the server answers.

A scan leaves the line with the server's word on it, and not before: where no answer came it stays
in front until it is asked for again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from card_contract.messages import CardView
from card_contract.outcomes import Refusal
from pos_terminal.gateway.answers import Refused
from pos_terminal.gateway.port import Server
from pos_terminal.gateway.tasks import TaskRunner
from pos_terminal.recall.model import By

_ABOUT_THE_SCAN: Final = frozenset({Refusal.CARDS_REFUSED, Refusal.MALFORMED, Refusal.TOO_LARGE})
"""The server knows no card of that text; every other refusal says nothing about the scan."""


@dataclass(frozen=True, slots=True)
class _Scan:
    """A text, and how cards were chosen when it was scanned."""

    text: str
    by: By


class ScanLine:
    """``found`` is told of each card, ``unknown`` of each text that is none.

    ``changed`` is called when an answer is missing. ``is_stuck`` says that it is.
    """

    def __init__(
        self,
        server: Server,
        tasks: TaskRunner,
        *,
        found: Callable[[CardView, By], None],
        unknown: Callable[[str], None],
        changed: Callable[[], None],
    ) -> None:
        self._server = server
        self._tasks = tasks
        self._found = found
        self._unknown = unknown
        self._changed = changed
        self._scans: list[_Scan] = []
        self._ticket = 0
        self._is_asked = False
        self.is_stuck = False

    @property
    def waiting(self) -> int:
        return len(self._scans)

    def add(self, text: str, by: By) -> None:
        self._scans.append(_Scan(text, by))
        self.ask_again()

    def ask_again(self) -> None:
        """Ask for the first scan, unless its answer is still to come."""
        if self._scans and not self._is_asked:
            self._is_asked, self.is_stuck = True, False
            scan, ticket = self._scans[0], self._ticket
            self._tasks.run(
                lambda: self._server.look_up_card(scan.text),
                then=lambda answer: self._answered(ticket, scan, answer),
                failed=lambda _: self._answered(ticket, scan, None),
            )

    def forget(self) -> None:
        """Nobody waits for these scans any more."""
        self._ticket += 1
        self._scans.clear()
        self._is_asked = self.is_stuck = False

    def _answered(self, ticket: int, scan: _Scan, answer: CardView | Refused | None) -> None:
        if ticket != self._ticket:
            return
        self._is_asked = False
        if isinstance(answer, CardView):
            del self._scans[0]
            self._found(answer, scan.by)
        elif isinstance(answer, Refused) and answer.code in _ABOUT_THE_SCAN:
            del self._scans[0]
            self._unknown(scan.text)
        else:
            self.is_stuck = True
            self._changed()
            return
        self.ask_again()
