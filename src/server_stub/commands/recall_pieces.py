"""The next cards of a recall: their classes are loaded, decided by the table, and written down.

A piece says how many cards it expects to be decided already: so a repeat changes nothing, and two
processes at one recall decide each card once. Cards of one class become the same: the table is
asked once for each, and one statement carries out what it says. What another recall has done to a
card meanwhile is seen, and left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, ClassVar

import msgspec

from card_contract.outcomes import Refusal
from card_contract.states import CHANGING, RecallAct, RecallEffect
from server_stub.commands.jobs import JobProgress, moved_on
from server_stub.commands.recall_moves import refund_of_recalled
from server_stub.commands.recall_runs import fate_of, runs_of, sweeps_of
from server_stub.commands.unstored import Unstored
from server_stub.domain.ids import CodeId
from server_stub.domain.job_machine import JobKind, JobState
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, LedgerEntry, changed
from server_stub.storage.rows.card_classes import CARD_CLASSES, CardClassRow
from server_stub.storage.rows.cards import CODES
from server_stub.storage.rows.jobs import JOBS, JobRow
from server_stub.storage.rows.recalls import RECALLS, RecallRow
from server_stub.storage.table import Need


class PieceDecided(JobProgress, frozen=True, kw_only=True):
    """How far the recall is, and which cards this piece has changed, at what time."""

    act: RecallAct | None = None
    changed: tuple[int, ...] = ()
    at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallPiece(Unstored):
    """Decide the next cards of a recall, if ``after`` are decided and it still runs.

    Then all up to ``passed`` in span ``span`` are; the last piece ends the recall. Cards of a list
    come with the ``numbers`` that it gives them, and without an id where no card has the number.
    """

    answer_type: ClassVar = PieceDecided

    recall_id: int
    after: int
    code_ids: Sequence[CodeId | None]
    numbers: Sequence[int] = ()
    span: int
    passed: int
    is_last: bool
    _asked: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        ids = dict.fromkeys(self.code_ids)
        ids.pop(None, None)
        object.__setattr__(self, "_asked", msgspec.json.encode(list(ids)).decode())

    def needs(self) -> Iterable[Need]:
        yield JOBS.at(self.app_id, self.recall_id)
        yield RECALLS.at(self.app_id, self.recall_id)
        yield CARD_CLASSES.at(self.app_id, self._asked)

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        """The sold cards, each of which is refunded by itself."""
        recall = rows.find(RECALLS, self.app_id, self.recall_id)
        if recall is None:
            return
        for code_id in _refunded(self._classes(rows), recall):
            yield CODES.at(self.app_id, code_id)

    def decide(self, rows: Rows, now_ms: int) -> Decision[PieceDecided]:
        job = rows.find(JOBS, self.app_id, self.recall_id)
        recall = rows.find(RECALLS, self.app_id, self.recall_id)
        if job is None or recall is None or job.kind is not JobKind.RECALL:
            return refuse(Refusal.NOT_FOUND)
        if job.state is not JobState.RUNNING or job.done != self.after:
            return Decision(_decided(job))
        classes = self._classes(rows)
        runs = runs_of(self.code_ids, self.numbers, classes, recall, after=job.done, now_ms=now_ms)
        effects: dict[str, list[int]] = {}
        for run in runs:
            effects.setdefault(run.effect, []).extend(run.code_ids)
        after, moved, ended = self._moved_on(job, now_ms)
        changing = (run.code_ids for run in runs if run.effect in CHANGING)
        answer = _decided(
            after, act=recall.act, changed=tuple(chain.from_iterable(changing)), at=now_ms
        )
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="recall.cards",
            actor=job.asked_by,
            subject=str(self.recall_id),
            detail={"act": recall.act, **effects},
        )
        changes: list[Change] = [
            *map(Insert, runs),
            *self._refunds(rows, recall, now_ms),
            changed(recall, span=self.span, passed=self.passed),
            moved,
        ]
        sweeps = sweeps_of(classes, recall, now_ms)
        return Decision(answer, changes, (entry, *ended), sweeps=sweeps)

    def _classes(self, rows: Rows) -> list[CardClassRow]:
        return rows.all(CARD_CLASSES, self.app_id, self._asked)

    def _refunds(self, rows: Rows, recall: RecallRow, now_ms: int) -> Iterable[Insert]:
        for code_id in _refunded(self._classes(rows), recall):
            code = rows.find(CODES, self.app_id, code_id)
            if code is None:
                raise LookupError(f"Card {code_id} was of a class and is not there.")
            yield Insert(refund_of_recalled(code, str(recall.recall_id), now_ms))

    def _moved_on(self, job: JobRow, now_ms: int) -> tuple[JobRow, Change, tuple[LedgerEntry, ...]]:
        done = job.done + len(self.code_ids)
        # A batch may have grown since its cards were counted.
        total = done if self.is_last else max(job.total, done + 1)
        return moved_on(job, done, now_ms, total=total)


def _refunded(classes: Iterable[CardClassRow], recall: RecallRow) -> Iterable[int]:
    for found in classes:
        if fate_of(found, recall).effect is RecallEffect.REFUND_DUE:
            yield from found.code_ids


def _decided(job: JobRow, **more: Any) -> PieceDecided:
    return PieceDecided(job_id=job.job_id, state=job.state, done=job.done, total=job.total, **more)
