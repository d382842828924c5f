"""What a recall decided, card by card, out of the rows that stand for many cards each.

What waited for a redemption to end is looked up in the code, the one place that knows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator
from itertools import groupby, islice
from typing import Final, NamedTuple

import msgspec

from card_contract.card_number import CardNumber
from card_contract.states import CHANGING, CardKind, CodeState, RecallEffect
from server_stub.domain.ids import AppId
from server_stub.domain.recall_rules import WAITED
from server_stub.storage import recall_selects as selects
from server_stub.storage.interface import Reader
from server_stub.storage.rows.cards import CODES_BY_NUMBER

_LAST_PLACE: Final = 2**62
_RUNS_MAX: Final = 500


class DecidedCard(NamedTuple):
    """One card of a recall; a number that no card has has no id."""

    place: int
    kind: CardKind
    effect: RecallEffect
    at: int
    code_id: int | None
    sale_id: str | None
    number: int | None


class ChangedPiece(NamedTuple):
    """Cards that a recall changed at one time, up to a place of it."""

    at: int
    last_place: int
    code_ids: list[int]


class CardShown(msgspec.Struct, frozen=True, array_like=True):
    code_id: int
    number: int | None
    last_four: str
    state: CodeState
    title: str
    price_minor: int
    currency: str


class _Row(msgspec.Struct, frozen=True, array_like=True):
    kind: CardKind
    count: int
    effect: RecallEffect


class _Run(msgspec.Struct, frozen=True, array_like=True):
    last_place: int
    cards: int
    kind: CardKind
    effect: RecallEffect
    at: int
    code_ids: str
    sale_ids: str
    numbers: str

    def lines(self, after: int = 0) -> Iterator[DecidedCard]:
        """Its cards that come after a place."""
        noted = [msgspec.json.decode(text) for text in (self.code_ids, self.sale_ids, self.numbers)]
        first = self.last_place - self.cards + 1
        for place in range(max(first, after + 1), self.last_place + 1):
            which = [each[place - first] if each else None for each in noted]
            yield DecidedCard(place, self.kind, self.effect, self.at, *which)


class RecallRunQueries:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def counted(
        self, app_id: AppId, recall_id: int
    ) -> Counter[tuple[CardKind, RecallEffect]]:
        """How many cards of each kind came to what."""
        rows: list[_Row] = await self._reader.fetch(_Row, selects.RECALL_ROWS, app_id, recall_id)
        counted = Counter({(row.kind, row.effect): row.count for row in rows})
        if any(row.effect is RecallEffect.WAITS for row in rows):
            waited: list[_Run] = await self._reader.fetch(
                _Run, selects.RUNS_OF_EFFECT, app_id, recall_id, RecallEffect.WAITS
            )
            for run in waited:
                counted[run.kind, run.effect] -= run.cards
                lines = await self._settled(app_id, run.lines())
                counted.update((line.kind, line.effect) for line in lines)
        return +counted

    async def page(
        self, app_id: AppId, recall_id: int, *, after: int, effect: str | None, limit: int
    ) -> list[DecidedCard]:
        """The next cards after a place, of one effect where it is named."""
        effects = list(RecallEffect) if effect is None else [effect, RecallEffect.WAITS]
        named = msgspec.json.encode(effects).decode()
        end = after + limit if effect is None else _LAST_PLACE
        found: list[DecidedCard] = []
        while True:
            runs: list[_Run] = await self._reader.fetch(
                _Run, selects.RUNS, app_id, recall_id, after, end, named, limit
            )
            for run in runs:
                lines = await self._of_run(app_id, run, after, effect)
                found += islice(lines, limit - len(found))
                if len(found) == limit:
                    return found
            if len(runs) < limit:
                return found
            after = runs[-1].last_place

    async def changed(
        self, app_id: AppId, recall_id: int, *, after: int, until: int
    ) -> AsyncIterator[ChangedPiece]:
        """Which cards were changed after one place and up to another, in their order."""
        effects = msgspec.json.encode(sorted(CHANGING)).decode()
        while True:
            runs: list[_Run] = await self._reader.fetch(
                _Run, selects.RUNS, app_id, recall_id, after, until, effects, _RUNS_MAX
            )
            for at, same in groupby(runs, key=lambda run: run.at):
                piece = list(same)
                ids = [each for run in piece for each in msgspec.json.decode(run.code_ids)]
                yield ChangedPiece(at, piece[-1].last_place, ids)
            if len(runs) < _RUNS_MAX:
                return
            after = runs[-1].last_place

    async def with_number(
        self, app_id: AppId, recall_id: int, *, after: int, effect: str | None, number: CardNumber
    ) -> list[DecidedCard]:
        """What became of the card with a number; a list may name it more than once."""
        codes = await self._reader.find(CODES_BY_NUMBER.at(app_id, number.stored))
        code_id = codes[0].code_id if codes else 0
        runs: list[_Run] = await self._reader.fetch(
            _Run,
            selects.RUNS_WITH_CARD,
            *(app_id, recall_id, after),
            *([code_id] * 3),
            number.stored,
        )
        return [
            line
            for run in runs
            for line in await self._of_run(app_id, run, after, effect)
            if code_id == line.code_id or number.stored == line.number
        ]

    async def shown(self, app_id: AppId, lines: Iterable[DecidedCard]) -> dict[int, CardShown]:
        """The cards of these lines as they are now, by their ids."""
        ids = [line.code_id for line in lines if line.code_id is not None]
        cards: list[CardShown] = await self._reader.fetch(
            CardShown, selects.CARDS_SHOWN, app_id, msgspec.json.encode(ids).decode()
        )
        return {card.code_id: card for card in cards}

    async def _of_run(
        self, app_id: AppId, run: _Run, after: int, effect: str | None
    ) -> Iterator[DecidedCard]:
        lines: Iterable[DecidedCard] = run.lines(after)
        if run.effect is RecallEffect.WAITS:
            lines = await self._settled(app_id, lines)
        return (line for line in lines if effect in (None, line.effect))

    async def _settled(self, app_id: AppId, lines: Iterable[DecidedCard]) -> list[DecidedCard]:
        """What it has come to where the recall waited for a redemption to end."""
        waited = list(lines)
        cards = await self.shown(app_id, waited)
        return [
            line._replace(effect=WAITED.get(cards[line.code_id or 0].state, line.effect))
            for line in waited
        ]
