"""Sales, what undoes them, the answers that were given, and what waits for a manager.

Names of tills, stores and operators are copied into a sale when it is made, so that a receipt that
is printed again shows what the first one showed.
"""

from __future__ import annotations

from typing import ClassVar

from card_contract.messages import CancelReason, VoidReason
from card_contract.outcomes import CardRefusal
from card_contract.states import CaseKind, PaymentKind, SaleStage
from server_stub.domain.ids import AppId, CodeId, StoreId, TillId
from server_stub.storage.table import Index, Row, primary


class SaleRow(Row, frozen=True, kw_only=True, array_like=True):
    """One basket at one till. A remembered cancel of a sale never seen has no ``held_at``.

    The sale counts on the day of ``day_at``, whenever the server came to know of it. ``z_number``
    is the close of its till's day that has counted it, 0 before.
    """

    TABLE: ClassVar = "sales"
    KEY: ClassVar = ("app_id", "sale_id")

    app_id: AppId
    sale_id: str
    receipt_number: str
    till_id: TillId
    till_name: str
    store_id: StoreId
    store_name: str
    operator_id: str | None
    operator_name: str
    stage: SaleStage
    currency: str
    total_minor: int
    created_at: int
    held_at: int | None = None
    paid_at: int | None = None
    confirmed_at: int | None = None
    ended_at: int | None = None
    payment_kind: PaymentKind | None = None
    payment_minor: int | None = None
    given_minor: int | None = None
    payment_reference: str | None = None
    cancel_reason: CancelReason | None = None
    settled_by: str | None = None
    settle_reason: str | None = None
    day_at: int | None = None
    z_number: int = 0
    version: int = 1

    @property
    def was_never_seen(self) -> bool:
        """Whether this only remembers a paid sale that the server did not know."""
        return self.held_at is None and self.stage is SaleStage.VOIDED

    @property
    def is_money_back(self) -> bool:
        """Whether a manager settled it as paid and voided it: one case has all of its money."""
        is_voided = self.stage is SaleStage.VOIDED
        return is_voided and self.settled_by is not None and self.confirmed_at is None


class SaleLineRow(Row, frozen=True, kw_only=True, array_like=True):
    """One card of a sale. In a confirmed sale it is activated unless ``refusal`` is set.

    ``campaign`` is the card's, so that a day is counted without its cards. ``misplaced`` marks a
    card that its store had not received when it was reserved. ``z_recalled`` is the number of the
    close that has counted a recall after the sale, 0 before; ``z_elsewhere`` of the one that has
    counted that another till voided it since, and handed its price back.
    """

    TABLE: ClassVar = "sale_lines"
    KEY: ClassVar = ("app_id", "sale_id", "position")

    app_id: AppId
    sale_id: str
    position: int
    code_id: CodeId
    last_four: str
    price_minor: int
    keyed: bool
    refusal: CardRefusal | None = None
    void_id: str | None = None
    campaign: str = ""
    misplaced: bool = False
    z_recalled: int = 0
    z_elsewhere: int = 0
    version: int = 1


class VoidRow(Row, frozen=True, kw_only=True, array_like=True):
    """A person's decision to undo a paid sale or cards of it; the voided lines name it.

    ``card_ids`` are the cards as they were asked for: none for the whole sale. Without
    ``approver_id`` a manager's signature is owed. ``z_number`` is as in a sale.
    """

    TABLE: ClassVar = "voids"
    KEY: ClassVar = ("app_id", "void_id")

    app_id: AppId
    void_id: str
    sale_id: str
    till_id: TillId
    operator_id: str | None
    approver_id: str | None
    reason: VoidReason
    note: str
    refund_minor: int
    decided_at: int
    card_ids: list[str]
    z_number: int = 0
    version: int = 1


class AnswerRow(Row, frozen=True, kw_only=True, array_like=True):
    """A stored answer: what was asked (keyed fingerprint) and what was answered, for ever."""

    TABLE: ClassVar = "answers"
    KEY: ClassVar = ("app_id", "key")

    app_id: AppId
    key: str
    fingerprint: str
    refused: bool
    body: str
    at: int


class CaseRow(Row, frozen=True, kw_only=True, array_like=True):
    """An open item for the manager; ``case_id`` is made of its subject, so it exists once.

    ``till_id`` and ``store_id`` say where an alarm was raised, ``store_id`` also where a manager
    settled the sale of a refund. Where a manager has paid a case out of another till's drawer,
    ``paid_till_id`` is that till, ``kept_till_id`` the one whose books have it as going back;
    ``z_paid`` and ``z_kept`` are their closes that have counted it, or 0. Where nobody was paid,
    there is no such till, and ``paid_minor`` is what a close may have expected, or 0. ``recall_id``
    is the recall that made a sold card's price go back.
    """

    TABLE: ClassVar = "cases"
    KEY: ClassVar = ("app_id", "case_id")

    app_id: AppId
    case_id: str
    kind: CaseKind
    sale_id: str | None
    void_id: str | None
    code_id: CodeId | None
    detail: str
    opened_at: int
    closed_at: int | None = None
    closed_by: str | None = None
    closing_reason: str | None = None
    till_id: TillId | None = None
    store_id: StoreId | None = None
    paid_till_id: TillId | None = None
    kept_till_id: TillId | None = None
    paid_minor: int | None = None
    z_paid: int = 0
    z_kept: int = 0
    recall_id: int | None = None
    version: int = 1

    @property
    def was_closed_unpaid(self) -> bool:
        """Whether nothing was owed, as was found out."""
        is_told = self.closed_at is not None and self.paid_minor is not None
        return is_told and self.paid_till_id is None

    def tells_of(self, store_id: StoreId) -> bool:
        """Whether it says that its card has turned up at this store."""
        return self.kind is CaseKind.TWO_STORES and self.store_id == store_id


SALES = primary(SaleRow)
SALES_BY_REFERENCE = Index(SaleRow, ("app_id", "payment_reference"))
SALES_OF_CLOSE = Index(SaleRow, ("app_id", "till_id", "stage", "z_number"))
SALE_LINES_OF_SALE = Index(SaleLineRow, ("app_id", "sale_id"))
VOIDS = primary(VoidRow)
VOIDS_OF_CLOSE = Index(VoidRow, ("app_id", "till_id", "z_number"))
ANSWERS = primary(AnswerRow)
CASES = primary(CaseRow)
CASES_OF_CODE = Index(CaseRow, ("app_id", "code_id"))
CASES_OF_PAYING = Index(CaseRow, ("app_id", "paid_till_id", "z_paid"))
CASES_OF_KEEPING = Index(CaseRow, ("app_id", "kept_till_id", "z_kept"))
