"""The next cards of a recall: each is looked at again, decided by the table, and written down.

A piece says how many cards it expects to be decided already: so a repeat changes nothing, and two
processes at one recall decide each card once. What another recall has done to a card meanwhile is
seen, and left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, NamedTuple

from card_contract.outcomes import Refusal
from card_contract.states import CHANGING, CardKind, RecallAct, RecallEffect
from server_stub.commands.jobs import JobProgress, moved_on
from server_stub.commands.recall_moves import card_after, refund_of_recalled
from server_stub.commands.unstored import Unstored
from server_stub.domain.ids import CodeId
from server_stub.domain.job_machine import JobState
from server_stub.domain.recall_rules import effect_on, event_of, kind_of
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, LedgerEntry, changed
from server_stub.storage.rows.cards import CODES, CODES_BY_NUMBER, CodeRow
from server_stub.storage.rows.jobs import JOBS, JobKind, JobRow
from server_stub.storage.rows.recalls import RECALLS, RecallCardRow, RecallRow
from server_stub.storage.table import Need


class RecallLine(NamedTuple):
    """One card to be decided: by its id or, where a list names it, by its number."""

    code_id: CodeId | None
    number: int | None

    def need(self, app_id: str) -> Need:
        if self.code_id is not None:
            return CODES.at(app_id, self.code_id)
        return CODES_BY_NUMBER.at(app_id, self.number or 0)


class PieceDecided(JobProgress, frozen=True, kw_only=True):
    """How far the recall is, and which cards this piece has changed, at what time."""

    act: RecallAct | None = None
    changed: tuple[int, ...] = ()
    at: int = 0


@dataclass(slots=True)
class _Deciding:
    """Decides the cards of a piece one after the other, and gathers what is to be written."""

    recall: RecallRow
    now_ms: int
    changes: list[Change] = field(default_factory=list)
    effects: dict[str, list[int]] = field(default_factory=dict)
    _seen: set[CodeId] = field(default_factory=set)

    def card(self, place: int, code: CodeRow) -> None:
        """Decide a card of this app."""
        event = event_of(self.recall.act, include_sold=self.recall.include_sold)
        kind = kind_of(code.state, code.hold, recalled=code.recall_id is not None)
        effect = effect_on(kind, code.stop, event)
        if code.code_id in self._seen:  # a list may name a card twice
            effect = RecallEffect.NOTHING_TO_DO
        self._seen.add(code.code_id)
        update = card_after(code, effect, self.recall.recall_id, self.now_ms)
        if update is not None:
            self.changes.append(update)
        if effect is RecallEffect.REFUND_DUE:
            case = refund_of_recalled(code, str(self.recall.recall_id), self.now_ms)
            self.changes.append(Insert(case))
        self.effects.setdefault(effect, []).append(code.code_id)
        self._note(
            place,
            number=code.number,
            code_id=code.code_id,
            kind=kind,
            effect=effect,
            sale_id=code.sale_id,
        )

    def unknown(self, place: int, number: int | None) -> None:
        """Note a number that no card of this app has."""
        kind, effect = CardKind.UNKNOWN, RecallEffect.UNKNOWN
        self._note(place, number=number, code_id=None, kind=kind, effect=effect, sale_id=None)

    def _note(self, place: int, **decided: Any) -> None:
        row = RecallCardRow(
            app_id=self.recall.app_id,
            recall_id=self.recall.recall_id,
            place=place,
            decided_at=self.now_ms,
            **decided,
        )
        self.changes.append(Insert(row))


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
        for line in self.lines:
            yield line.need(self.app_id)

    def decide(self, rows: Rows, now_ms: int) -> Decision[PieceDecided]:
        job = rows.find(JOBS, self.app_id, self.recall_id)
        recall = rows.find(RECALLS, self.app_id, self.recall_id)
        if job is None or recall is None or job.kind is not JobKind.RECALL:
            return refuse(Refusal.NOT_FOUND)
        if job.state is not JobState.RUNNING or job.done != self.after:
            return Decision(_decided(job))
        deciding = _Deciding(recall, now_ms)
        for place, line in enumerate(self.lines, start=job.done + 1):
            code = self._card(line, rows)
            if code is None:
                deciding.unknown(place, line.number)
            else:
                deciding.card(place, code)
        after, moved, ended = self._moved_on(job, now_ms)
        further = changed(recall, span=self.span, passed=self.passed)
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="recall.cards",
            actor=job.asked_by,
            subject=str(self.recall_id),
            detail={"act": recall.act, **deciding.effects},
        )
        changes = (*deciding.changes, further, moved)
        changed_cards = tuple(
            code_id
            for effect, code_ids in deciding.effects.items()
            if effect in CHANGING
            for code_id in code_ids
        )
        answer = _decided(after, act=recall.act, changed=changed_cards, at=now_ms)
        return Decision(answer, changes, (entry, *ended))

    def _card(self, line: RecallLine, rows: Rows) -> CodeRow | None:
        index, key = line.need(self.app_id)
        code: CodeRow | None = rows.find(index, *key)
        return code if code is not None and code.is_card else None

    def _moved_on(self, job: JobRow, now_ms: int) -> tuple[JobRow, Change, tuple[LedgerEntry, ...]]:
        done = job.done + len(self.lines)
        # A batch may have grown since its cards were counted.
        total = done if self.is_last else max(job.total, done + 1)
        return moved_on(job, done, now_ms, total=total)


def _decided(job: JobRow, **more: Any) -> PieceDecided:
    return PieceDecided(job_id=job.job_id, state=job.state, done=job.done, total=job.total, **more)
