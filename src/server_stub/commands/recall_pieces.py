"""The next cards of a recall: their classes are loaded, decided by the table, and written down.

A piece says how many cards it expects to be decided already: so a repeat changes nothing, and two
processes at one recall decide each card once. Cards of one class become the same, so each class is
carried out by one statement that checks how many cards it has touched. What another recall has done
to a card meanwhile is seen, and left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, NamedTuple

import msgspec

from card_contract.outcomes import Refusal
from card_contract.states import CHANGING, CardKind, RecallAct, RecallEffect
from server_stub.commands.jobs import JobProgress, moved_on
from server_stub.commands.recall_moves import columns_after, refund_of_recalled
from server_stub.commands.unstored import Unstored
from server_stub.domain.ids import CodeId
from server_stub.domain.job_machine import JobState
from server_stub.domain.recall_rules import effect_on, event_of, kind_of
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, LedgerEntry, Sweep, changed
from server_stub.storage.rows.cards import CODES
from server_stub.storage.rows.jobs import JOBS, JobKind, JobRow
from server_stub.storage.rows.recalls import (
    CARD_CLASSES_OF,
    RECALLS,
    CardClassRow,
    RecallCardRow,
    RecallRow,
)
from server_stub.storage.table import Need


class RecallLine(NamedTuple):
    """One card to be decided; a number of a list that no card has comes without an id."""

    code_id: CodeId | None
    number: int | None


class PieceDecided(JobProgress, frozen=True, kw_only=True):
    """How far the recall is, and which cards this piece has changed, at what time."""

    act: RecallAct | None = None
    changed: tuple[int, ...] = ()
    at: int = 0


@dataclass(slots=True)
class _Deciding:
    """Decides a piece's cards class by class, and gathers what is to be written."""

    recall: RecallRow
    rows: Rows
    now_ms: int
    changes: list[Change] = field(default_factory=list)
    sweeps: list[Sweep] = field(default_factory=list)
    effects: dict[str, list[int]] = field(default_factory=dict)

    def of_class(self, found: CardClassRow, places: dict[CodeId, int]) -> None:
        """Decide the cards of one class."""
        recall = self.recall
        kind, effect = _fate(found, recall)
        columns = columns_after(found.state, found.stop, effect, recall.recall_id, self.now_ms)
        guard = {"state": found.state, "hold": found.hold, "stop": found.stop}
        self.sweeps.append(
            Sweep(
                app_id=recall.app_id,
                cards=[(code_id, places[code_id]) for code_id in found.cards],
                guard=guard if found.recalled else guard | {"recall_id": None},
                columns=columns,
                recall_id=recall.recall_id,
                kind=kind,
                effect=effect,
                at=self.now_ms,
            )
        )
        if effect is RecallEffect.REFUND_DUE:
            for code_id in found.cards:
                self._refund(code_id)
        self.effects.setdefault(effect, []).extend(found.cards)

    def left(self, place: int, line: RecallLine) -> None:
        """Note a number that no card has, or a card that a list names once more."""
        is_known = line.code_id is not None
        row = RecallCardRow(
            app_id=self.recall.app_id,
            recall_id=self.recall.recall_id,
            place=place,
            number=line.number,
            code_id=line.code_id,
            kind=CardKind.INVALIDATED if is_known else CardKind.UNKNOWN,
            effect=RecallEffect.NOTHING_TO_DO if is_known else RecallEffect.UNKNOWN,
            sale_id=None,
            decided_at=self.now_ms,
        )
        self.changes.append(Insert(row))

    def _refund(self, code_id: CodeId) -> None:
        code = self.rows.find(CODES, self.recall.app_id, code_id)
        if code is None:
            raise LookupError(f"Card {code_id} was of a class and is not there.")
        case = refund_of_recalled(code, str(self.recall.recall_id), self.now_ms)
        self.changes.append(Insert(case))


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallPiece(Unstored):
    """Decide the next cards of a recall, if ``after`` are decided and it still runs.

    Then all up to ``passed`` in span ``span`` are; the last piece ends the recall.
    """

    answer_type: ClassVar = PieceDecided

    recall_id: int
    after: int
    lines: Sequence[RecallLine]
    span: int
    passed: int
    is_last: bool

    def needs(self) -> Iterable[Need]:
        yield JOBS.at(self.app_id, self.recall_id)
        yield RECALLS.at(self.app_id, self.recall_id)
        yield CARD_CLASSES_OF.at(self.app_id, self._asked)

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        """The sold cards, each of which is refunded by itself."""
        recall = rows.find(RECALLS, self.app_id, self.recall_id)
        if recall is None:
            return
        for found in self._classes(rows):
            if _fate(found, recall)[1] is RecallEffect.REFUND_DUE:
                for code_id in found.cards:
                    yield CODES.at(self.app_id, code_id)

    def decide(self, rows: Rows, now_ms: int) -> Decision[PieceDecided]:
        job = rows.find(JOBS, self.app_id, self.recall_id)
        recall = rows.find(RECALLS, self.app_id, self.recall_id)
        if job is None or recall is None or job.kind is not JobKind.RECALL:
            return refuse(Refusal.NOT_FOUND)
        if job.state is not JobState.RUNNING or job.done != self.after:
            return Decision(_decided(job))
        deciding = _Deciding(recall, rows, now_ms)
        self._decide_cards(deciding, job)
        after, moved, ended = self._moved_on(job, now_ms)
        further = changed(recall, span=self.span, passed=self.passed)
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="recall.cards",
            actor=job.asked_by,
            subject=str(self.recall_id),
            detail={"act": recall.act, **deciding.effects},
        )
        changed_cards = tuple(
            code_id
            for effect, code_ids in deciding.effects.items()
            if effect in CHANGING
            for code_id in code_ids
        )
        answer = _decided(after, act=recall.act, changed=changed_cards, at=now_ms)
        changes = (*deciding.changes, further, moved)
        return Decision(answer, changes, (entry, *ended), sweeps=deciding.sweeps)

    def _decide_cards(self, deciding: _Deciding, job: JobRow) -> None:
        known = {code_id for found in self._classes(deciding.rows) for code_id in found.cards}
        places: dict[CodeId, int] = {}
        for place, line in enumerate(self.lines, start=job.done + 1):
            code_id = line.code_id
            if code_id is None or code_id not in known:
                deciding.left(place, RecallLine(None, line.number))
            elif code_id in places:
                deciding.left(place, line)
            else:
                places[code_id] = place
        for found in self._classes(deciding.rows):
            deciding.of_class(found, places)

    @property
    def _asked(self) -> str:
        ids = dict.fromkeys(line.code_id for line in self.lines if line.code_id is not None)
        return msgspec.json.encode(list(ids)).decode()

    def _classes(self, rows: Rows) -> list[CardClassRow]:
        return rows.all(CARD_CLASSES_OF, self.app_id, self._asked)

    def _moved_on(self, job: JobRow, now_ms: int) -> tuple[JobRow, Change, tuple[LedgerEntry, ...]]:
        done = job.done + len(self.lines)
        # A batch may have grown since its cards were counted.
        total = done if self.is_last else max(job.total, done + 1)
        return moved_on(job, done, now_ms, total=total)


def _fate(found: CardClassRow, recall: RecallRow) -> tuple[CardKind, RecallEffect]:
    """What the cards of a class are, and what becomes of them."""
    event = event_of(recall.act, include_sold=recall.include_sold)
    kind = kind_of(found.state, found.hold, recalled=found.recalled)
    return kind, effect_on(kind, found.stop, event)


def _decided(job: JobRow, **more: Any) -> PieceDecided:
    return PieceDecided(job_id=job.job_id, state=job.state, done=job.done, total=job.total, **more)
