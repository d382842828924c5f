"""Using a second person's signature: it must be for this very act, and serves once."""

from __future__ import annotations

from card_contract.messages import ApprovalPurpose
from server_stub.domain.ids import AppId
from server_stub.engine.loaded import Rows
from server_stub.storage.rows import APPROVALS, ApprovalRow


def unused_approval(
    rows: Rows, app_id: AppId, approval: str, purpose: ApprovalPurpose, subject: str
) -> ApprovalRow | None:
    """The approval, if it is for this act and unused; the caller marks it used."""
    row = rows.find(APPROVALS, app_id, approval)
    if row is None or row.used_at is not None:
        return None
    return row if (row.purpose, row.subject) == (purpose, subject) else None
