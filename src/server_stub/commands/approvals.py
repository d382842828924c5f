"""Using a second person's signature: it must be for this very act, and serves once, for a day.

The token is known to the till alone; rows, answers' keys and the ledger have its hash. It is drawn
from 130 random bits, so the hash needs no key.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from card_contract.messages import ApprovalPurpose
from card_contract.outcomes import Refusal
from server_stub.domain.ids import AppId, OperatorId, TillId
from server_stub.engine.loaded import Rows
from server_stub.storage.rows.staff import (
    APPROVALS,
    OPERATORS,
    ApprovalRow,
    OperatorRow,
)
from server_stub.storage.table import Need

APPROVAL_MS: Final = 24 * 60 * 60 * 1000
OWN_AFTER_MS: Final = 24 * 60 * 60 * 1000
"""So long whoever was given a PIN, and finds that it was changed in their name, has to notice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What is signed for; a signature for anything else does not serve."""

    purpose: ApprovalPurpose
    till_id: TillId
    subject: str
    sale_id: str
    card_ids: frozenset[str] = frozenset()


def act_of_void(till_id: TillId, void_id: str, sale_id: str, card_ids: Iterable[str]) -> Act:
    """What a manager signs for at a void, with it or later."""
    return Act(
        purpose=ApprovalPurpose.VOID,
        till_id=till_id,
        subject=void_id,
        sale_id=sale_id,
        card_ids=frozenset(card_ids),
    )


def approval_id(approval: str) -> str:
    """The id under which an approval is kept."""
    return hashlib.sha256(approval.encode()).hexdigest()


def unused_approval(
    rows: Rows, app_id: AppId, approval: str, act: Act, now_ms: int
) -> ApprovalRow | None:
    """The approval, if it is for this act, fresh and unused; the caller marks it used."""
    row = rows.find(APPROVALS, app_id, approval_id(approval))
    if row is None or row.used_at is not None or now_ms - row.created_at >= APPROVAL_MS:
        return None
    signed = Act(
        purpose=row.purpose,
        till_id=row.till_id,
        subject=row.subject,
        sale_id=row.sale_id,
        card_ids=frozenset(row.card_ids),
    )
    return row if signed == act else None


def second_signature(
    rows: Rows,
    app_id: AppId,
    *,
    asked_by: OperatorId,
    approval: str | None,
    act: Act,
    now_ms: int,
    is_demanded: bool,
) -> ApprovalRow | Refusal | None:
    """The signature of a second person; or why it does not serve; None where it takes none."""
    if approval is None:
        return Refusal.APPROVAL_INVALID if is_demanded else None
    row = unused_approval(rows, app_id, approval, act, now_ms)
    if row is None:
        return Refusal.APPROVAL_INVALID
    return refusal_of_second(rows, row, asked_by, now_ms) or row


def approver_of(rows: Rows, app_id: AppId, approval: str | None) -> Iterable[Need]:
    """Who signed, once the approval is loaded."""
    row = None if approval is None else rows.find(APPROVALS, app_id, approval_id(approval))
    if row is not None:
        yield OPERATORS.at(app_id, row.approver_id)


def refusal_of_second(
    rows: Rows, approval: ApprovalRow, asked_by: OperatorId, now_ms: int
) -> Refusal | None:
    """Say why the signature is no second person's, or None."""
    return refusal_of_pair(rows, approval.app_id, asked_by, approval.approver_id, now_ms)


def refusal_of_pair(
    rows: Rows, app_id: AppId, first: OperatorId, second: OperatorId, now_ms: int
) -> Refusal | None:
    """Say why these do not count as two people, or None.

    Whoever gave somebody a PIN can sign as them: so two people count as two only where nobody may
    have both PINs. Who took the other on may have made that person up, whoever the PIN is said to
    be known to.
    """
    if first == second:
        return Refusal.SAME_MANAGER
    known_to = [_pin_known_to(rows, app_id, each, now_ms) for each in (first, second)]
    is_known = not known_to[0].isdisjoint(known_to[1])
    is_taken_on = _has_taken_on(rows, app_id, {first, second})
    return Refusal.PIN_NOT_OWN if is_known or is_taken_on else None


def _has_taken_on(rows: Rows, app_id: AppId, pair: set[OperatorId]) -> bool:
    found = [rows.find(OPERATORS, app_id, each) for each in pair]
    return any(each is not None and each.taken_on_by in pair for each in found)


def _pin_known_to(
    rows: Rows, app_id: AppId, operator_id: OperatorId, now_ms: int
) -> set[OperatorId]:
    operator = rows.find(OPERATORS, app_id, operator_id)
    giver = None if operator is None else giver_of_pin(operator, now_ms)
    return {operator_id} if giver is None else {operator_id, giver}


def giver_of_pin(operator: OperatorRow, now_ms: int) -> OperatorId | None:
    """Who gave them the PIN, and may have changed it in their name as well.

    Nobody once it has been their own for a day, or where the command line gave it.
    """
    own_since = operator.pin_own_since
    is_own = own_since is not None and now_ms - own_since >= OWN_AFTER_MS
    return None if is_own else operator.pin_set_by
