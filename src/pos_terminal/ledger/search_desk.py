"""Searching the ledger: what is asked for, and the pages that have come so far."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from card_contract.card_number import CardNumber
from card_contract.ledger_messages import LedgerAnswer, LedgerEntryView
from card_contract.sale_id import RECEIPT_PATTERN
from card_contract.scan_text import Label, recognise
from pos_terminal.gateway.answers import Refused
from pos_terminal.gateway.asking import refused
from pos_terminal.journal.till import Till
from pos_terminal.ledger.model import EntryDetail, EntryRow, Narrowing
from pos_terminal.words import Message

_RECEIPT: Final = re.compile(RECEIPT_PATTERN, re.ASCII)
_GERMAN_DAY: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)
_PARAMETERS: Final = {
    Narrowing.PERSON: "operator",
    Narrowing.TILL: "till",
    Narrowing.KIND: "kind",
    Narrowing.FIRST_DAY: "from",
    Narrowing.LAST_DAY: "to",
}
_DAYS: Final = (Narrowing.FIRST_DAY, Narrowing.LAST_DAY)


@dataclass(slots=True)
class Asked:
    """What is searched for. A number or day that cannot be read has a fault and is not sent."""

    text: str = ""
    number: dict[str, str] = field(default_factory=dict)
    narrowed: dict[Narrowing, str] = field(default_factory=dict)
    fault: Message | None = None
    day_fault: Message | None = None

    def find(self, text: str) -> None:
        self.text, self.fault, self.number = text.strip(), None, {}
        found = recognise(text)
        if isinstance(found, CardNumber):
            self.number = {"card": found.digits}
        elif isinstance(found, Label):
            self.number = {"label": found.text()}
        elif _RECEIPT.fullmatch(self.text.upper()):
            self.number = {"receipt": self.text.upper()}
        elif self.text:
            self.fault = Message("fault.no_number")

    def narrow(self, by: Narrowing, value: str) -> None:
        self.narrowed[by] = value.strip()
        days = [_day(self.narrowed.get(one, "")) for one in _DAYS]
        self.day_fault = None
        if None in days:
            self.day_fault = Message("fault.no_day")
        elif all(days) and (days[0] or "") > (days[1] or ""):
            self.day_fault = Message("fault.days_crossed")

    def wanted(self) -> dict[str, str] | None:
        """As the server takes it; None while something cannot be read."""
        if self.fault is not None or self.day_fault is not None:
            return None
        wanted = dict(self.number)
        for by, value in self.narrowed.items():
            if value:
                wanted[_PARAMETERS[by]] = (_day(value) or "") if by in _DAYS else value
        return wanted


class SearchDesk:
    """The latest search counts: an answer to one before it is not shown."""

    def __init__(self, till: Till, *, changed: Callable[[], None]) -> None:
        self._till = till
        self._changed = changed
        self._ticket = 0
        self._entries: list[LedgerEntryView] = []
        self._looked_to: int | None = None
        self._looked_to_at: int | None = None
        self._chosen: int | None = None
        self._note: Message | None = None
        self._missed: dict[str, str] | None = None
        self.asked = Asked()
        self.searching = False
        self.more = False

    def forget(self) -> None:
        """Somebody else works here now."""
        self.asked = Asked()
        self._begin()
        self.searching = False

    def search(self) -> None:
        """Search from the newest entry back."""
        self._begin()
        self._ask(self.asked.wanted())

    def go_on(self) -> None:
        """Search further back than was looked so far."""
        wanted = self.asked.wanted()
        if self.searching or not self.more or wanted is None:
            return
        self._ask({**wanted, "before": str(self._looked_to)})

    def ask_missed(self) -> None:
        """The line is back: ask again for what no answer came to."""
        missed, self._missed = self._missed, None
        if missed is not None:
            self._ask(missed)

    def choose(self, position: int) -> None:
        self._chosen = None if self._chosen == position else position

    @property
    def sentence(self) -> Message:
        """What there is to say about what was found."""
        if self._note is not None:
            return self._note
        if self.searching and not self._entries:
            return Message("search.asking")
        count = len(self._entries)
        if not self.more:
            return Message("search.all" if count else "search.nothing", {"count": count})
        values: dict[str, str | int] = {"count": count, "looked_at": self._looked_to_at or 0}
        return Message("search.so_far", values)

    @property
    def rows(self) -> tuple[EntryRow, ...]:
        return tuple(
            EntryRow(
                position=entry.position,
                at_ms=entry.at,
                kind=entry.kind,
                actor=entry.actor_name or entry.actor,
                subject=entry.subject,
                chosen=entry.position == self._chosen,
            )
            for entry in self._entries
        )

    @property
    def detail(self) -> EntryDetail | None:
        found = [entry for entry in self._entries if entry.position == self._chosen]
        if not found:
            return None
        entry = found[0]
        return EntryDetail(
            position=entry.position,
            details=tuple((detail.name, detail.value) for detail in entry.details),
            hash=entry.hash,
        )

    def _begin(self) -> None:
        self._ticket += 1
        self._entries = []
        self._chosen = self._looked_to = self._looked_to_at = None
        self._note = None
        self._missed = None
        self.more = False

    def _ask(self, wanted: dict[str, str] | None) -> None:
        self.searching = wanted is not None and self._till.on_duty.is_manager
        if wanted is not None and self.searching:
            ticket, server = self._ticket, self._till.server
            self._till.tasks.run(
                lambda: server.ledger(wanted),
                then=lambda answer: self._told(ticket, answer),
                failed=lambda _: self._not_told(ticket, wanted),
            )
        self._changed()

    def _told(self, ticket: int, answer: LedgerAnswer | Refused) -> None:
        if ticket != self._ticket:
            return
        self.searching = False
        if isinstance(answer, Refused):
            self._note = refused(answer, {})
        else:
            self._note = None
            self._entries += answer.entries
            self._looked_to, self._looked_to_at = answer.looked_to, answer.looked_to_at
            self.more = answer.more
        self._changed()

    def _not_told(self, ticket: int, wanted: dict[str, str]) -> None:
        if ticket == self._ticket:
            self.searching = False
            self._missed = wanted
            self._note = Message("search.no_line")
            self._changed()


def _day(text: str) -> str | None:
    """A day as the server takes it, typed in one of two ways; None where it is neither."""
    if not text:
        return ""
    german = _GERMAN_DAY.fullmatch(text)
    try:
        if german is not None:
            day, month, year = map(int, german.groups())
            return date(year, month, day).isoformat()
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None
