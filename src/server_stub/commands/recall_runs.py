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


class RecallLine(NamedTuple):
    """One card to be decided; a number of a list that no card has comes without an id."""

    code_id: CodeId | None
    number: int | None


class Fate(NamedTuple):
    """What a card was found to be, and what becomes of it."""

    kind: CardKind
    effect: RecallEffect


# What is of no class: what no card is, and a card that a list has named before.
_UNKNOWN: Final = -1
_NAMED_AGAIN: Final = -2
_FATES: Final = {
    _UNKNOWN: Fate(CardKind.UNKNOWN, RecallEffect.UNKNOWN),
    _NAMED_AGAIN: Fate(CardKind.INVALIDATED, RecallEffect.NOTHING_TO_DO),
}


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
    classes: Sequence[CardClassRow],
    recall: RecallRow,
    *,
    after: int,
    now_ms: int,
) -> list[RecallRunRow]:
    """The rows for these lines, which come ``after`` so many of the recall."""
    fates = _FATES | {at: fate_of(found, recall) for at, found in enumerate(classes)}
    sale_of = {
        code_id: sale_id
        for found in classes
        for code_id, sale_id in zip(found.code_ids, found.sale_ids, strict=False)
    }
    runs = []
    place = after
    for at, group in groupby(lines, _class_of(classes)):
        together = list(group)
        place += len(together)
        code_ids = [
            line.code_id for line in together if line.code_id is not None and at != _UNKNOWN
        ]
        runs.append(
            RecallRunRow(
                app_id=recall.app_id,
                recall_id=recall.recall_id,
                last_place=place,
                cards=len(together),
                kind=fates[at].kind,
                effect=fates[at].effect,
                decided_at=now_ms,
                code_ids=code_ids,
                sale_ids=[sale_of[each] for each in code_ids if at >= 0 and each in sale_of],
                numbers=[
                    line.number for line in together if line.number is not None and at == _UNKNOWN
                ],
            )
        )
    return runs


def _class_of(classes: Sequence[CardClassRow]) -> Callable[[RecallLine], int]:
    """Tells each line's class, as its place among them; a card is of its class once."""
    class_of: dict[CodeId | None, int] = {
        code_id: at for at, found in enumerate(classes) for code_id in found.code_ids
    }
    known = frozenset(class_of)

    def told(line: RecallLine) -> int:
        otherwise = _NAMED_AGAIN if line.code_id in known else _UNKNOWN
        return class_of.pop(line.code_id, otherwise)

    return told
