"""What becomes of the next cards of a recall: the fate of each class, and runs of cards alike.

A run is one row for all cards that follow one another in the recall and meet the same. Most recalls
are of cards that nobody has touched, and come to one run a piece.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from card_contract.states import CardKind, RecallEffect
from server_stub.commands.recall_moves import columns_after
from server_stub.domain.ids import CodeId
from server_stub.domain.recall_rules import effect_on, event_of, kind_of
from server_stub.storage.change import Sweep
from server_stub.storage.rows.card_classes import CardClassRow
from server_stub.storage.rows.recalls import RecallRow, RecallRunRow


class Fate(NamedTuple):
    """What a card was found to be, and what becomes of it."""

    kind: CardKind
    effect: RecallEffect


class _Class(NamedTuple):
    """A card's class, by its place among them; ``is_again`` where a list has named the card."""

    at: int
    is_again: bool = False


_UNKNOWN: Final = _Class(-1)  # what no card is


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
    code_ids: Sequence[CodeId | None],
    numbers: Sequence[int],
    classes: Sequence[CardClassRow],
    recall: RecallRow,
    *,
    after: int,
    now_ms: int,
) -> list[RecallRunRow]:
    """The rows for these cards, which come ``after`` so many of the recall."""
    fates = {_UNKNOWN: Fate(CardKind.UNKNOWN, RecallEffect.UNKNOWN)}
    for at, found in enumerate(classes):
        fates[_Class(at)] = fate = fate_of(found, recall)
        fates[_Class(at, is_again=True)] = fate._replace(effect=RecallEffect.NOTHING_TO_DO)
    sale_of = {
        code_id: sale_id
        for found in classes
        for code_id, sale_id in zip(found.code_ids, found.sale_ids, strict=False)
    }
    runs = []
    passed = 0
    for of, group in groupby(code_ids, _class_of(classes)):
        together = list(group)
        known = [code_id for code_id in together if code_id is not None and of != _UNKNOWN]
        sold = [] if of.is_again else [each for each in known if each in sale_of]
        runs.append(
            RecallRunRow(
                app_id=recall.app_id,
                recall_id=recall.recall_id,
                last_place=after + passed + len(together),
                cards=len(together),
                kind=fates[of].kind,
                effect=fates[of].effect,
                decided_at=now_ms,
                code_ids=known,
                sale_ids=[sale_of[each] for each in sold],
                numbers=[] if known else list(numbers[passed : passed + len(together)]),
                first_id=min(known, default=None),
                last_id=max(known, default=None),
            )
        )
        passed += len(together)
    return runs


def _class_of(classes: Sequence[CardClassRow]) -> Callable[[CodeId | None], _Class]:
    """Tells each card's class; one that is told once more is named again."""
    first: dict[CodeId | None, _Class] = {}
    again: dict[CodeId | None, _Class] = {}
    for at, found in enumerate(classes):
        first |= dict.fromkeys(found.code_ids, _Class(at))
        again |= dict.fromkeys(found.code_ids, _Class(at, is_again=True))

    def told(code_id: CodeId | None) -> _Class:
        return first.pop(code_id, None) or again.get(code_id, _UNKNOWN)

    return told
