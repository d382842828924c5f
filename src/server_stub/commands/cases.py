"""Cases: what waits for a manager. A change opens one; a person closes it, with a reason.

``SignVoid`` is the later signature under a void that was decided without one: it closes the case,
and only then may the till hand the money back, which is the next case. Where a manager was quicker
and closed the case, the customer may have the money: then nobody signs any more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from card_contract.outcomes import Refusal
from card_contract.sale_id import SaleId, VoidId
from card_contract.states import ALARMS, CaseKind
from server_stub.commands.approvals import act_of_void, approval_id, unused_approval
from server_stub.commands.askers import refusal_of_operator, till_in_service
from server_stub.commands.last_close import (
    counter_of_closes,
    is_owed_in_last_close,
    needs_of_last_close,
)
from server_stub.commands.unstored import Noted, Unstored
from server_stub.day_book import OWED_KINDS
from server_stub.domain.ids import AppId, CodeId, OperatorId, StoreId, TillId
from server_stub.domain.roles import MANAGING
from server_stub.domain.sale_refunds import doubt_of
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, LedgerEntry, Update, changed
from server_stub.storage.rows.books import COUNTERS
from server_stub.storage.rows.sales import (
    CASES,
    SALE_LINES_OF_SALE,
    SALES,
    VOIDS,
    CaseRow,
    SaleRow,
    VoidRow,
)
from server_stub.storage.rows.shop import STORES
from server_stub.storage.rows.staff import APPROVALS, OPERATORS, TILLS, TillRow
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


def settled_unsigned(void: VoidRow, rows: Rows) -> CaseRow | None:
    """The case of the void's signature, where a manager closed it and nobody has signed."""
    if void.approver_id is not None:
        return None
    owed = rows.find(CASES, void.app_id, signature_case_id(void.void_id))
    return owed if owed is not None and owed.closed_at is not None else None


def closed(case: CaseRow, now_ms: int, *, by: str, reason: str, **paid: TillId | int) -> Update:
    """Close a case; ``by`` is an actor as in the ledger, ``paid`` whose drawer paid it."""
    return changed(case, closed_at=now_ms, closed_by=by, closing_reason=reason, **paid)


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseCase(Unstored):
    """A manager settles what the case is about, say by handing money back.

    The money leaves the drawer of ``at_till``, where the manager stands; at none, a case of money
    stays open, and so does one of another currency than the drawer's. What somebody else has closed
    meanwhile is refused as not found: both would hand it back. So is a case of another store. A
    refund that is in doubt may be closed as ``unpaid``: then no money leaves a drawer.
    """

    answer_type: ClassVar = Noted

    at_till: TillId | None
    operator_id: OperatorId
    case_id: str
    reason: str
    unpaid: bool = False

    def needs(self) -> Iterable[Need]:
        yield OPERATORS.at(self.app_id, self.operator_id)
        yield CASES.at(self.app_id, self.case_id)
        if self.at_till is not None:
            yield TILLS.at(self.app_id, self.at_till)
        # With its case, for sales are locked first: what ends one goes on to its cases.
        sale_id = sale_of_case(self.case_id)
        if sale_id is not None:
            yield SALES.at(self.app_id, sale_id)
            yield COUNTERS.at(self.app_id, counter_of_closes(TillId(SaleId.parse(sale_id).till)))

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        sale_id = sale_of_case(self.case_id)
        if sale_id is not None:
            yield from needs_of_last_close(self.app_id, TillId(SaleId.parse(sale_id).till), rows)
        here = self._till(rows, self.at_till)
        if here is not None:
            yield STORES.at(self.app_id, here.store_id)
        case = rows.find(CASES, self.app_id, self.case_id)
        if case is not None and case.sale_id is not None:
            yield SALES.at(self.app_id, case.sale_id)
            yield SALE_LINES_OF_SALE.at(self.app_id, case.sale_id)
        if case is not None and case.void_id is not None:
            yield VOIDS.at(self.app_id, case.void_id)
            yield TILLS.at(self.app_id, VoidId.parse(case.void_id).parts.till)

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        refusal = refusal_of_operator(rows, self.app_id, self.operator_id, MANAGING)
        if refusal is not None:
            return refuse(refusal)
        actor = f"operator:{self.operator_id}"
        case = rows.find(CASES, self.app_id, self.case_id)
        if case is None or not self._is_of_this_store(case, rows):
            return refuse(Refusal.NOT_FOUND)
        has_no_drawer = self.at_till is None and case.kind in OWED_KINDS
        if has_no_drawer or (self.unpaid and doubt_of(case.case_id) is None):
            return refuse(Refusal.NOT_ALLOWED)
        paid = self._never_owed(case, rows) if self.unpaid else self._paid_elsewhere(case, rows)
        if case.closed_at is not None:
            done = (case.closed_by, case.closing_reason, case.paid_till_id, case.was_closed_unpaid)
            asked = (actor, self.reason, paid.get("paid_till_id"), self.unpaid)
            return Decision(Noted()) if done == asked else refuse(Refusal.NOT_FOUND)
        if "paid_till_id" in paid and self._is_other_money(case, rows):
            return refuse(Refusal.OTHER_CURRENCY)
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="case.closed",
            actor=actor,
            subject=self.case_id,
            detail={
                "reason": self.reason,
                "sale": case.sale_id,
                "card": case.code_id,
                "till": self.at_till,
                **({"unpaid": True} if self.unpaid else {}),
            },
        )
        change = closed(case, now_ms, by=actor, reason=self.reason, **paid)
        return Decision(Noted(), (change,), (entry,))

    def _till(self, rows: Rows, till_id: str | None) -> TillRow | None:
        return None if till_id is None else rows.find(TILLS, self.app_id, TillId(till_id))

    def _is_of_this_store(self, case: CaseRow, rows: Rows) -> bool:
        """Whether the store's list has it: its sale's, or where that was voided or settled.

        Where the sale is not known it is everybody's; alarms are the whole shop's.
        """
        here = self._till(rows, self.at_till)
        sale = None if case.sale_id is None else rows.find(SALES, self.app_id, case.sale_id)
        if here is None or sale is None or case.kind in ALARMS:
            return True
        void = case.void_id and self._till(rows, VoidId.parse(case.void_id).parts.till)
        stores = {sale.store_id, case.store_id, void.store_id if void else None}
        return here.store_id in stores

    def _is_other_money(self, case: CaseRow, rows: Rows) -> bool:
        """Whether the price is of another currency than this store's: no drawer here can pay it."""
        here = self._till(rows, self.at_till)
        sale = None if case.sale_id is None else rows.find(SALES, self.app_id, case.sale_id)
        store = None if here is None else rows.find(STORES, self.app_id, here.store_id)
        return sale is not None and store is not None and sale.currency != store.currency

    def _paid_elsewhere(self, case: CaseRow, rows: Rows) -> dict[str, TillId | int]:
        """What is noted where the books of another till have the money as going back there."""
        if self.at_till is None:
            return {}
        sale = None if case.sale_id is None else rows.find(SALES, self.app_id, case.sale_id)
        if case.kind not in OWED_KINDS or sale is None:
            return {}
        void = None if case.void_id is None else rows.find(VOIDS, self.app_id, case.void_id)
        home = sale.till_id if void is None else void.till_id
        if home == self.at_till:
            return {}
        return {
            "paid_till_id": self.at_till,
            "kept_till_id": home,
            "paid_minor": self._amount_of(case, sale, rows) if void is None else void.refund_minor,
        }

    def _never_owed(self, case: CaseRow, rows: Rows) -> dict[str, TillId | int]:
        """What is noted of money that was not owed: the sale's till may have it in a close."""
        sale = None if case.sale_id is None else rows.find(SALES, self.app_id, case.sale_id)
        if sale is None or not is_owed_in_last_close(case, sale, rows):
            return {"paid_minor": 0}
        return {
            "kept_till_id": sale.till_id,
            "paid_minor": self._amount_of(case, sale, rows),
        }

    def _amount_of(self, case: CaseRow, sale: SaleRow, rows: Rows) -> int:
        """The price of its card, or of all of its sale where it is about no single one."""
        lines = rows.all(SALE_LINES_OF_SALE, self.app_id, sale.sale_id)
        prices = (line.price_minor for line in lines if line.code_id == case.code_id)
        return next(prices, sale.total_minor)


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
            CASES.at(self.app_id, case_id_of(CaseKind.REFUND_DUE, sale_id="", void_id=void_id)),
            APPROVALS.at(self.app_id, approval_id(self.approval)),
        )

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        if till_in_service(rows, self.app_id, self.till_id) is None:
            return refuse(Refusal.TILL_REVOKED)
        void = rows.find(VOIDS, self.app_id, str(self.void_id))
        if void is None or void.till_id != self.till_id:
            return refuse(Refusal.NOT_FOUND)
        if void.approver_id is not None:
            return Decision(Noted())
        if settled_unsigned(void, rows) is not None:
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
        owed = rows.find(CASES, self.app_id, signature_case_id(void.void_id))
        if owed is not None:
            changes.append(closed(owed, now_ms, by=actor, reason="signed"))
        due = refund_of_void(void, now_ms)
        if void.refund_minor and rows.find(CASES, self.app_id, due.case_id) is None:
            changes.append(Insert(due))
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="void.signed",
            actor=actor,
            subject=void.void_id,
            detail={"sale": void.sale_id, "till": self.till_id, "approval": approval.approval},
        )
        return Decision(Noted(), changes, (entry,))
