"""The matrix: how many cards of each kind, and what happens to them."""

from __future__ import annotations

from collections.abc import Iterable

from card_contract.recall_messages import DryRunAnswer, RecallView
from card_contract.states import CHANGING, CardKind, RecallEffect
from pos_terminal.recall.model import MatrixRow

Counted = tuple[CardKind, RecallEffect, int]


def rows_of_dry_run(dry: DryRunAnswer, *, with_sold: bool) -> tuple[MatrixRow, ...]:
    """What would happen."""
    return _rows(
        (row.kind, row.effect_with_sold if with_sold else row.effect, row.count) for row in dry.rows
    )


def rows_of_recall(view: RecallView) -> tuple[MatrixRow, ...]:
    """What has happened so far."""
    return _rows((row.kind, row.effect, row.count) for row in view.rows)


def changing(dry: DryRunAnswer, *, with_sold: bool) -> int:
    """How many cards would change."""
    rows = rows_of_dry_run(dry, with_sold=with_sold)
    return sum(row.count for row in rows if row.changes)


def waiting(rows: Iterable[MatrixRow]) -> int:
    """How many cards change only if the redemption under way fails."""
    return sum(row.count for row in rows if row.effect is RecallEffect.WAITS)


def sold_in(dry: DryRunAnswer) -> int:
    """How many cards would change only if the sold ones are included."""
    return changing(dry, with_sold=True) - changing(dry, with_sold=False)


def _rows(counted: Iterable[Counted]) -> tuple[MatrixRow, ...]:
    found = list(counted)
    most = max((count for _, _, count in found), default=1)
    return tuple(
        MatrixRow(
            kind=kind,
            count=count,
            share=count / most,
            effect=effect,
            changes=effect in CHANGING,
        )
        for kind, effect, count in found
    )
