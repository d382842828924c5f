"""That a passkey has answered: whose it must be, and that its count goes on."""

from __future__ import annotations

from msgspec import Struct

from server_stub.domain.ids import AppId, OperatorId
from server_stub.domain.portal_rules import counts_on
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Update, changed
from server_stub.storage.rows.portal import PORTAL_PASSKEYS, PortalPasskeyRow


class PasskeyUse(Struct, frozen=True, kw_only=True):
    """A passkey has answered, and told its count."""

    passkey: str
    sign_count: int


def usable_passkey(
    rows: Rows, app_id: AppId, operator_id: OperatorId, use: PasskeyUse
) -> PortalPasskeyRow | None:
    """The passkey, if it is the person's, was not removed, and its count has gone on."""
    row = rows.find(PORTAL_PASSKEYS, app_id, use.passkey)
    if row is None or row.operator_id != operator_id or row.removed_at is not None:
        return None
    return row if counts_on(row.sign_count, use.sign_count) else None


def passkey_used(row: PortalPasskeyRow, use: PasskeyUse, now_ms: int) -> Update:
    return changed(row, sign_count=use.sign_count, used_at=now_ms)
