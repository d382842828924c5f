"""Cases: what waits for a manager. A change opens one; a person closes it, with a reason.

``SignVoid`` is the later signature under a void that was decided without one: it closes the case,
and only then may the till hand the money back, which is the next case. Where either has been closed
without a signature, the customer may have the money: then nobody signs any more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from card_contract.outcomes import Refusal
from card_contract.sale_id import SaleId, VoidId
from card_contract.states import CaseKind
from server_stub.commands.approvals import act_of_void, approval_id, unused_approval
from server_stub.commands.askers import till_in_service
from server_stub.commands.unstored import Noted, Unstored
from server_stub.domain.ids import AppId, CodeId, StoreId, TillId
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, LedgerEntry, Update, changed
from server_stub.storage.rows.sales import (
    CASES,
    VOIDS,
    CaseRow,
    VoidRow,
)
from server_stub.storage.rows.staff import APPROVALS, TILLS
from server_stub.storage.table import Need


def case_id_of(
    kind: CaseKind, *, sale_id: str, void_id: str | None = None, code_id: int | None = None
) -> str:
    """A case's id is made of what it is about, so that it is opened once."""
    subject = void_id or sale_id
    return f"{kind}:{subject}" if code_id is None else f"{kind}:{subject}:{code_id}"


def sale_of_case(case_id: str) -> str | None:
    """The sale that a case's id is made of; None where it is made of something else."""
    sale_id = case_id.partition(":")[2].partition(":")[0]
    try:
        return str(SaleId.parse(sale_id))
    except ValueError:
        return None


def signature_case_id(void_id: str) -> str:
    """The case of the signature that is owed for a void."""
    return case_id_of(CaseKind.SIGNATURE_OWED, sale_id="", void_id=void_id)


def refund_case_id(void_id: str) -> str:
    """The case of the money that a void gives back."""
    return case_id_of(CaseKind.REFUND_DUE, sale_id="", void_id=void_id)


def opened(
    app_id: AppId,
    kind: CaseKind,
    now_ms: int,
    *,
    sale_id: str,
    void_id: str | None = None,
    code_id: CodeId | None = None,
    recall_id: int | None = None,
    store_id: StoreId | None = None,
    detail: str,
) -> CaseRow:
    """A new case; to be inserted. ``store_id`` is a store beside the sale's that has it too."""
    return CaseRow(
        app_id=app_id,
        case_id=case_id_of(kind, sale_id=sale_id, void_id=void_id, code_id=code_id),
        kind=kind,
        sale_id=sale_id,
        void_id=void_id,
        code_id=code_id,
        recall_id=recall_id,
        store_id=store_id,
        detail=detail,
        opened_at=now_ms,
    )


def refund_of_void(void: VoidRow, now_ms: int) -> CaseRow:
    """The case of a void whose money is to be handed back."""
    return opened(
        void.app_id,
        CaseKind.REFUND_DUE,
        now_ms,
        sale_id=void.sale_id,
        void_id=void.void_id,
        detail=void.note,
    )


def unsigned_case(void: VoidRow, rows: Rows) -> CaseRow | None:
    """The case of the void's signature, open or closed by a manager, where nobody has signed."""
    if void.approver_id is not None:
        return None
    return rows.find(CASES, void.app_id, signature_case_id(void.void_id))


def closed(case: CaseRow, now_ms: int, *, by: str, reason: str, **paid: TillId | int) -> Update:
    """Close a case; ``by`` is an actor as in the ledger, ``paid`` whose drawer paid it."""
    return changed(case, closed_at=now_ms, closed_by=by, closing_reason=reason, **paid)


def never_owed(till_id: TillId, expected_minor: int) -> dict[str, TillId | int]:
    """The columns of a case that says nothing was owed; this till's books may have expected it."""
    return {"paid_minor": expected_minor} | ({"kept_till_id": till_id} if expected_minor else {})


@dataclass(frozen=True, slots=True, kw_only=True)
class SignVoid(Unstored):
    """A manager signs a void of this till's that was decided unsigned; a second time is no more."""

    answer_type: ClassVar = Noted

    till_id: TillId
    void_id: VoidId
    approval: str

    def needs(self) -> Iterable[Need]:
        void_id = str(self.void_id)
        return (
            TILLS.at(self.app_id, self.till_id),
            VOIDS.at(self.app_id, void_id),
            CASES.at(self.app_id, signature_case_id(void_id)),
            CASES.at(self.app_id, refund_case_id(void_id)),
            APPROVALS.at(self.app_id, approval_id(self.approval)),
        )

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        if till_in_service(rows, self.app_id, self.till_id) is None:
            return refuse(Refusal.TILL_REVOKED)
        void = rows.find(VOIDS, self.app_id, str(self.void_id))
        if void is None or void.till_id != self.till_id:
            return refuse(self._refusal_of_unseen(rows))
        if void.approver_id is not None:
            return Decision(Noted())
        due = refund_of_void(void, now_ms)
        owed, refund = unsigned_case(void, rows), rows.find(CASES, self.app_id, due.case_id)
        if any(case is not None and case.closed_at is not None for case in (owed, refund)):
            return refuse(Refusal.SETTLED_ELSEWHERE)
        act = act_of_void(self.till_id, void.void_id, void.sale_id, void.card_ids)
        approval = unused_approval(rows, self.app_id, self.approval, act, now_ms)
        if approval is None:
            return refuse(Refusal.APPROVAL_INVALID)
        actor = f"operator:{approval.approver_id}"
        changes: list[Change] = [
            changed(void, approver_id=approval.approver_id),
            changed(approval, used_at=now_ms),
        ]
        if owed is not None:
            changes.append(closed(owed, now_ms, by=actor, reason="signed"))
        if void.refund_minor and refund is None:
            changes.append(Insert(due))
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="void.signed",
            actor=actor,
            subject=void.void_id,
            detail={"sale": void.sale_id, "till": self.till_id, "approval": approval.approval},
        )
        return Decision(Noted(), changes, (entry,))

    def _refusal_of_unseen(self, rows: Rows) -> Refusal:
        """A void that was refused may be owed all the same, until a manager has paid it."""
        owed = rows.find(CASES, self.app_id, refund_case_id(str(self.void_id)))
        is_paid = owed is not None and owed.closed_at is not None
        return Refusal.SETTLED_ELSEWHERE if is_paid else Refusal.NOT_FOUND
