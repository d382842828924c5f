"""What becomes of the next cards of a recall: the fate of each class, and runs of cards alike.

A run is one row for all cards that follow one another in the recall and meet the same. Most recalls
are of cards that nobody has touched, and come to one run a piece.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, repeat
from typing import Final, NamedTuple

from card_contract.states import CardKind, RecallEffect
from server_stub.commands.recall_moves import columns_after
from server_stub.domain.ids import CodeId
from server_stub.domain.recall_rules import effect_on, event_of, kind_of
from server_stub.storage.change import Sweep
from server_stub.storage.rows.card_classes import CardClassRow
from server_stub.storage.rows.recalls import RecallRow, RecallRunRow


class RecallLine(NamedTuple):
    """One card to be decided; a number of a list that no card has comes without an id."""

    code_id: CodeId | None
    number: int | None


class Fate(NamedTuple):
    """What a card was found to be, and what becomes of it."""

    kind: CardKind
    effect: RecallEffect


_UNKNOWN: Final = Fate(CardKind.UNKNOWN, RecallEffect.UNKNOWN)
_NAMED_AGAIN: Final = Fate(CardKind.INVALIDATED, RecallEffect.NOTHING_TO_DO)


class _Decided(NamedTuple):
    """One line, decided; a card that was found has its id, another only what the line says."""

    fate: Fate
    code_id: CodeId | None
    sale_id: str | None
    number: int | None

    @property
    def alike(self) -> tuple[Fate, bool, bool]:
        """What cards of one run have in common: their fate, and what is noted of them."""
        return self.fate, self.sale_id is None, self.number is None


def fate_of(found: CardClassRow, recall: RecallRow) -> Fate:
    """What the cards of a class are, and what becomes of them."""
    event = event_of(recall.act, include_sold=recall.include_sold)
    kind = kind_of(found.state, found.hold, recalled=found.recalled)
    return Fate(kind, effect_on(kind, found.stop, event))


def sweeps_of(classes: Iterable[CardClassRow], recall: RecallRow, now_ms: int) -> list[Sweep]:
    """What is done to the cards of these classes. None of them changes that is recalled already."""
    sweeps = []
    for found in classes:
        effect = fate_of(found, recall).effect
        columns = columns_after(found.state, found.stop, effect, recall.recall_id, now_ms)
        if columns:
            guard = {
                "state": found.state,
                "hold": found.hold,
                "stop": found.stop,
                "recall_id": None,
            }
            sweeps.append(Sweep(recall.app_id, found.code_ids, guard, columns))
    return sweeps


def runs_of(
    lines: Sequence[RecallLine],
    classes: Iterable[CardClassRow],
    recall: RecallRow,
    *,
    after: int,
    now_ms: int,
) -> list[RecallRunRow]:
    """The rows for these lines, which come ``after`` so many of the recall."""
    runs = []
    place = after
    for (fate, _, _), group in groupby(_decided(lines, classes, recall), lambda each: each.alike):
        cards = list(group)
        place += len(cards)
        runs.append(
            RecallRunRow(
                app_id=recall.app_id,
                recall_id=recall.recall_id,
                last_place=place,
                cards=len(cards),
                kind=fate.kind,
                effect=fate.effect,
                decided_at=now_ms,
                code_ids=[card.code_id for card in cards if card.code_id is not None],
                sale_ids=[card.sale_id for card in cards if card.sale_id is not None],
                numbers=[card.number for card in cards if card.number is not None],
            )
        )
    return runs


def _decided(
    lines: Sequence[RecallLine], classes: Iterable[CardClassRow], recall: RecallRow
) -> Iterator[_Decided]:
    known: dict[CodeId, _Decided] = {}
    for found in classes:
        fate = fate_of(found, recall)
        for found_id, sale_id in zip(found.code_ids, found.sale_ids or repeat(None), strict=False):
            known[found_id] = _Decided(fate, found_id, sale_id, None)
    seen: set[CodeId] = set()
    for code_id, number in lines:
        if code_id is None or code_id not in known:
            yield _Decided(_UNKNOWN, None, None, number)
        elif code_id in seen:  # a list may name a card twice
            yield _Decided(_NAMED_AGAIN, code_id, None, None)
        else:
            seen.add(code_id)
            yield known[code_id]
