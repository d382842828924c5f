"""Beginning a recall, a stop-sale or its lifting; and the lists of numbers that may go before it.

Which cards are meant was read beforehand; here it is decided who may ask, whether a second manager
has to sign, and that one request begins one recall. ``recall_pieces`` carries it out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

import msgspec
from msgspec import Struct

from card_contract.messages import ApprovalPurpose
from card_contract.outcomes import Refusal
from card_contract.recall_messages import RecallRequest, digest_of
from card_contract.states import RecallAct
from server_stub.commands.approvals import (
    Act,
    approval_id,
    approver_of,
    refusal_of_second,
    unused_approval,
)
from server_stub.commands.askers import is_in_service, refusal_of_operator
from server_stub.commands.jobs import begun, job_counter
from server_stub.commands.restoration import is_telling
from server_stub.commands.unstored import Noted, Unstored
from server_stub.domain.ids import AppId, OperatorId, TillId
from server_stub.domain.job_machine import JobKind
from server_stub.domain.roles import MANAGING
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, LedgerEntry, changed
from server_stub.storage.rows.books import RESTORATIONS
from server_stub.storage.rows.recalls import CARD_LISTS, CardListRow, RecallRow, Span, SpanKind
from server_stub.storage.rows.shop import APPS
from server_stub.storage.rows.staff import APPROVALS, OPERATORS, TILLS, ApprovalRow
from server_stub.storage.table import Need


class RecallBegun(Struct, frozen=True, kw_only=True):
    """The recall's id; it goes on by itself."""

    recall_id: int
    replayed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginRecall:
    """Begin a recall of the cards in ``spans``: so many, of which so many would change."""

    answer_type: ClassVar = RecallBegun

    app_id: AppId
    till_id: TillId
    operator_id: OperatorId
    request_id: str
    request: RecallRequest
    spans: Sequence[Span]
    total: int
    changing: int

    @property
    def key(self) -> str | None:
        return f"{self.request_id}/RECALL"

    def fingerprint(self) -> bytes:
        return msgspec.json.encode((self.till_id, self.request))

    def needs(self) -> Iterable[Need]:
        yield APPS.at(self.app_id)
        yield TILLS.at(self.app_id, self.till_id)
        yield OPERATORS.at(self.app_id, self.operator_id)
        yield job_counter(self.app_id)
        yield RESTORATIONS.at(self.app_id)
        for list_id in self._list_ids():
            yield CARD_LISTS.at(self.app_id, list_id, 1)
        if self.request.approval is not None:
            yield APPROVALS.at(self.app_id, approval_id(self.request.approval))

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        return approver_of(rows, self.app_id, self.request.approval)

    def decide(self, rows: Rows, now_ms: int) -> Decision[RecallBegun]:
        refusal = self._refusal(rows)
        if refusal is not None:
            return refuse(refusal)
        approval = self._approval(rows, now_ms)
        if approval is not None:
            refusal = refusal_of_second(rows, approval, self.operator_id, now_ms)
            return self._begun(rows, approval, now_ms) if refusal is None else refuse(refusal)
        if self.request.approval is not None or self._is_signed(rows):
            return refuse(Refusal.APPROVAL_INVALID)
        return self._begun(rows, None, now_ms)

    def _refusal(self, rows: Rows) -> Refusal | None:
        """Say why nothing may begin, whoever signs."""
        if not is_in_service(rows, self.app_id, self.till_id):
            return Refusal.TILL_REVOKED
        if self.request.include_sold and self.request.act is not RecallAct.RECALL:
            return Refusal.MALFORMED
        if not all(rows.find(CARD_LISTS, self.app_id, each, 1) for each in self._list_ids()):
            return Refusal.SELECTION_UNKNOWN  # it is being removed, its first number before all
        needless = None if self.changing else Refusal.RECALL_NEEDLESS
        return (
            refusal_of_operator(rows, self.app_id, self.operator_id, MANAGING)
            or self._refusal_while_telling(rows)
            or needless
        )

    def _refusal_while_telling(self, rows: Rows) -> Refusal | None:
        """A card that looks unsold may lie in a sale that its till has not told yet.

        A stop goes on: it does nothing to a card that was sold before the restore.
        """
        is_for_good = self.request.act is RecallAct.RECALL
        return Refusal.RESTORING if is_for_good and is_telling(rows, self.app_id) else None

    def _list_ids(self) -> list[str]:
        return [span.list_id for span in self.spans if span.by is SpanKind.LIST]

    def _is_signed(self, rows: Rows) -> bool:
        """Whether it takes a second signature. A stop can be lifted, so it takes none."""
        if self.request.act is not RecallAct.RECALL:
            return False
        app = rows.find(APPS, self.app_id)
        return self.request.include_sold or app is None or self.changing > app.recall_signed_above

    def _approval(self, rows: Rows, now_ms: int) -> ApprovalRow | None:
        if self.request.approval is None:
            return None
        act = Act(
            purpose=ApprovalPurpose.RECALL,
            till_id=self.till_id,
            subject=digest_of(self.request),
            sale_id=self.request_id,
        )
        return unused_approval(rows, self.app_id, self.request.approval, act, now_ms)

    def _begun(
        self, rows: Rows, approval: ApprovalRow | None, now_ms: int
    ) -> Decision[RecallBegun]:
        request = self.request
        approver = None if approval is None else approval.approver_id
        job, changes, entry = begun(
            rows,
            self.app_id,
            kind=JobKind.RECALL,
            parameters="{}",
            total=self.total,
            asked_by=f"operator:{self.operator_id}",
            detail={
                "act": request.act,
                "reason": request.reason,
                "note": request.note,
                "with_sold": request.include_sold,
                "selection": msgspec.to_builtins(request.selection),
                "till": self.till_id,
                "request": self.request_id,
                "approved_by": approver,
            },
            now_ms=now_ms,
        )
        recall = RecallRow(
            app_id=self.app_id,
            recall_id=job.job_id,
            act=request.act,
            reason=request.reason,
            note=request.note,
            include_sold=request.include_sold,
            selection=msgspec.json.encode(request.selection).decode(),
            spans=msgspec.json.encode(self.spans).decode(),
            passed=self.spans[0].start,
            asked_by=self.operator_id,
            approved_by=approver,
            created_at=now_ms,
        )
        signed = () if approval is None else (changed(approval, used_at=now_ms),)
        return Decision(
            RecallBegun(recall_id=job.job_id), (*changes, Insert(recall), *signed), (entry,)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AddToList(Unstored):
    """Store numbers of a list, from a place on; those that stand there already are left."""

    answer_type: ClassVar = Noted

    list_id: str
    place: int
    numbers: Sequence[int]
    added_by: str

    def needs(self) -> Iterable[Need]:
        return [CARD_LISTS.at(self.app_id, self.list_id, place) for place, _ in self._places()]

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        new = [
            CardListRow(
                app_id=self.app_id,
                list_id=self.list_id,
                place=place,
                number=number,
                added_at=now_ms,
            )
            for place, number in self._places()
            if rows.find(CARD_LISTS, self.app_id, self.list_id, place) is None
        ]
        if not new:
            return Decision(Noted())
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="card-list.added",
            actor=self.added_by,
            subject=self.list_id,
            detail={"place": self.place, "numbers": len(new)},
        )
        changes: list[Change] = [Insert(row) for row in new]
        return Decision(Noted(), changes, (entry,))

    def _places(self) -> Iterable[tuple[int, int]]:
        return enumerate(self.numbers, start=self.place + 1)
