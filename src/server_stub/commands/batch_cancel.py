"""Cancelling a batch that is being made: no more cards of it, and those that exist are recalled.

Both happen in one change: the job that makes it ends, and a recall of the whole batch begins, which
takes the cards out of use for good, piece by piece. So none of them can ever be sold.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

import msgspec
from msgspec import Struct

from card_contract.outcomes import Refusal
from card_contract.recall_messages import WholeBatch
from card_contract.states import RecallAct, RecallReason
from card_contract.studio_messages import BatchFault
from server_stub.commands.askers import refusal_of_operator
from server_stub.commands.jobs import begun, job_counter, job_entry
from server_stub.commands.unstored import Unstored
from server_stub.domain.ids import OperatorId
from server_stub.domain.job_machine import JobEvent, JobKind, JobState, move_job
from server_stub.domain.roles import STUDIO
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, LedgerEntry, changed
from server_stub.storage.rows.cards import BATCHES, BatchRow
from server_stub.storage.rows.jobs import JOBS
from server_stub.storage.rows.recalls import RecallRow, Span, SpanKind
from server_stub.storage.rows.staff import OPERATORS
from server_stub.storage.table import Need

_NOTE: Final = "The batch was cancelled."


class BatchCancelled(Struct, frozen=True, kw_only=True):
    """Why the batch was not cancelled; without faults it is."""

    faults: list[BatchFault] = []


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelBatch(Unstored):
    """Cancel a batch that is not whole. Cancelling twice is cancelling once."""

    answer_type: ClassVar = BatchCancelled

    batch: int
    operator_id: OperatorId

    def needs(self) -> Iterable[Need]:
        yield BATCHES.at(self.app_id, self.batch)
        yield OPERATORS.at(self.app_id, self.operator_id)
        yield job_counter(self.app_id)

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        batch = rows.find(BATCHES, self.app_id, self.batch)
        if batch is not None and batch.job_id is not None:
            yield JOBS.at(self.app_id, batch.job_id)

    def decide(self, rows: Rows, now_ms: int) -> Decision[BatchCancelled]:
        refusal = refusal_of_operator(rows, self.app_id, self.operator_id, STUDIO)
        if refusal is not None:
            return refuse(refusal)
        batch = rows.find(BATCHES, self.app_id, self.batch)
        if batch is None:
            return refuse(Refusal.NOT_FOUND)
        if batch.cancelled_at is not None:
            return Decision(BatchCancelled())
        if batch.job_id is None or batch.made == batch.quantity:
            return Decision(BatchCancelled(faults=[BatchFault.ALREADY_MADE]))
        by = f"operator:{self.operator_id}"
        changes: list[Change] = [changed(batch, cancelled_at=now_ms)]
        entries = [
            LedgerEntry(
                app_id=self.app_id,
                kind="batch.cancelled",
                actor=by,
                subject=str(self.batch),
                detail={"made": batch.made, "quantity": batch.quantity},
            )
        ]
        job = rows.find(JOBS, self.app_id, batch.job_id)
        if job is not None and job.state is JobState.RUNNING:
            state = move_job(job.state, JobEvent.CANCEL)
            changes.append(changed(job, state=state, updated_at=now_ms, ended_at=now_ms))
            entries.append(job_entry("cancelled", job, by, done=job.done))
        if batch.made:
            more, entry = self._recall(rows, batch, now_ms)
            changes += more
            entries.append(entry)
        return Decision(BatchCancelled(), changes, entries)

    def _recall(self, rows: Rows, batch: BatchRow, now_ms: int) -> tuple[list[Change], LedgerEntry]:
        selection = msgspec.to_builtins(WholeBatch(batch=batch.batch))
        job, changes, entry = begun(
            rows,
            self.app_id,
            kind=JobKind.RECALL,
            parameters="{}",
            total=batch.made,
            asked_by=f"operator:{self.operator_id}",
            detail={
                "act": RecallAct.RECALL,
                "reason": RecallReason.OTHER,
                "note": _NOTE,
                "with_sold": False,
                "selection": selection,
            },
            now_ms=now_ms,
        )
        spans = [Span(by=SpanKind.BATCH, batch=batch.batch)]
        recall = RecallRow(
            app_id=self.app_id,
            recall_id=job.job_id,
            act=RecallAct.RECALL,
            reason=RecallReason.OTHER,
            note=_NOTE,
            include_sold=False,
            selection=msgspec.json.encode(selection).decode(),
            spans=msgspec.json.encode(spans).decode(),
            passed=spans[0].start,
            asked_by=self.operator_id,
            approved_by=None,
            created_at=now_ms,
        )
        return [*changes, Insert(recall)], entry
