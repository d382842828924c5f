"""The figures of a campaign as tables: what its charts are drawn of, and what is exported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from server_stub.domain.attempt_rules import AttemptFailure
from server_stub.domain.campaign_figures import Figures, Part, added, parts_of
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.queries.portal_figures import CampaignFigures, Outcomes
from server_stub.web.portal.cards.words import STATES
from server_stub.web.portal.live.words import OUTCOMES, REFUSED
from server_stub.web.portal.status.span import WEEKS, Span
from server_stub.web.portal.status.words import FAILURES, FIGURES, STATE_FILLS, TIMES, time_of
from server_stub.web.portal.words import Words

Row = tuple[str | int, ...]
HOURS: Final = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """``title`` and ``columns`` are said; a row is a name and its numbers."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def numbers(self) -> list[int]:
        """The numbers of the first column after the names."""
        return [number for _, number, *_ in self.rows if isinstance(number, int)]

    @property
    def names(self) -> list[str]:
        return [str(row[0]) for row in self.rows]

    @property
    def total(self) -> int:
        return sum(self.numbers)


class Tables:
    """The tables of one campaign and span, in the language of whoever reads them."""

    def __init__(
        self,
        found: CampaignFigures,
        span: Span,
        words: Words,
        *,
        stores: Mapping[str, str],
        outcomes: list[Outcomes],
    ) -> None:
        self._found = found
        self._span = span
        self._words = words
        self._stores = stores
        self._outcomes = outcomes
        self._all: Figures = added(found.days)

    def states(self) -> Table:
        say, states = self._words.say, self._found.states
        rows = tuple((say(STATES[state][0]), states.get(state, 0)) for state in STATE_FILLS)
        return Table(title=say("Codes by state"), columns=(say("State"), say("Codes")), rows=rows)

    def days(self) -> Table:
        say = self._words.say
        by = say("Week from") if self._span.by == WEEKS else say("Day")
        return Table(
            title=say("Over time"),
            columns=(by, *(say(name) for name, _ in FIGURES.values())),
            rows=tuple(
                (begin, *(figures.get(figure, 0) for figure in FIGURES))
                for begin, figures in self._span.steps(self._found.days)
            ),
        )

    def stores(self) -> Table:
        say, found = self._words.say, parts_of(self._all, Part.STORE)
        rows = sorted(
            ((self._stores.get(store, say("Not at a till")), n) for store, n in found.items()),
            key=lambda row: (-row[1], row[0]),
        )
        columns = (say("Store"), say("Activated"))
        return Table(title=say("Activated by store"), columns=columns, rows=tuple(rows))

    def hours(self) -> Table:
        say, found = self._words.say, parts_of(self._all, Part.HOUR)
        rows = tuple((f"{hour:02}", found.get(str(hour), 0)) for hour in range(HOURS))
        columns = (say("Hour"), say("Activated"))
        return Table(title=say("Activated by hour of the day"), columns=columns, rows=rows)

    def times(self) -> Table:
        say, found = self._words.say, parts_of(self._all, Part.TOOK)
        rows = tuple((time_of(limit, self._words), found.get(limit, 0)) for limit in TIMES)
        columns = (say("Within"), say("Deliveries"))
        return Table(title=say("How long deliveries took"), columns=columns, rows=rows)

    def failures(self) -> Table:
        say, found = self._words.say, parts_of(self._all, Part.FAILURE)
        rows = tuple((say(FAILURES[why]), found.get(why, 0)) for why in AttemptFailure)
        columns = (say("Reason"), say("Deliveries"))
        return Table(title=say("Failed deliveries by reason"), columns=columns, rows=rows)

    def refused(self) -> Table:
        say = self._words.say
        found: list[tuple[RedemptionOutcome, int]] = [
            (each.outcome, each.number) for each in self._outcomes if each.outcome in REFUSED
        ]
        rows = sorted(((say(OUTCOMES[why]), n) for why, n in found), key=lambda row: -row[1])
        columns = (say("Reason"), say("Requests"))
        return Table(title=say("Refused requests by reason"), columns=columns, rows=tuple(rows))

    def took(self) -> Figures:
        """How many deliveries took how long."""
        return parts_of(self._all, Part.TOOK)


TABLES: Final = {
    "states": Tables.states,
    "days": Tables.days,
    "stores": Tables.stores,
    "hours": Tables.hours,
    "times": Tables.times,
    "failures": Tables.failures,
    "refused": Tables.refused,
}
"""The tables by the names under which they are exported."""
