"""How people sign in at the portal: with a password, by invitation, and for how long.

Ids of invitations and sessions are hashes: the tokens themselves are known to the browser alone.
"""

from __future__ import annotations

from typing import ClassVar

from server_stub.domain.ids import AppId, OperatorId
from server_stub.storage.table import Index, Row, primary


class PortalAccountRow(Row, frozen=True, kw_only=True, array_like=True):
    """One person's password, and a second factor where ``secret_sealed``, its secret, is not empty.

    ``last_step`` is the time step of the last code that was used; ``recovery`` are the hashes of
    codes that serve once in place of it, with spaces between them. ``failures`` counts wrong tries
    since the last right one. Sessions opened until ``sessions_from`` are over.
    """

    TABLE: ClassVar = "portal_accounts"
    KEY: ClassVar = ("app_id", "operator_id")

    app_id: AppId
    operator_id: OperatorId
    sign_in: str
    password_hash: str
    secret_sealed: bytes = b""
    seal_key_id: str = ""
    last_step: int = 0
    recovery: str = ""
    failures: int = 0
    failed_at: int | None = None
    password_set_at: int
    sessions_from: int = 0
    version: int = 1

    @property
    def has_second_factor(self) -> bool:
        return bool(self.secret_sealed)


class PortalInvitationRow(Row, frozen=True, kw_only=True, array_like=True):
    """Lets one person set a first password, once."""

    TABLE: ClassVar = "portal_invitations"
    KEY: ClassVar = ("invitation",)

    invitation: str
    app_id: AppId
    operator_id: OperatorId
    invited_by: str
    created_at: int
    expires_at: int
    ended_at: int | None = None
    version: int = 1


class PortalSessionRow(Row, frozen=True, kw_only=True, array_like=True):
    TABLE: ClassVar = "portal_sessions"
    KEY: ClassVar = ("session_id",)

    session_id: str
    app_id: AppId
    operator_id: OperatorId
    opened_at: int
    seen_at: int
    expires_at: int
    ended_at: int | None = None
    version: int = 1


PORTAL_ACCOUNTS = primary(PortalAccountRow)
PORTAL_ACCOUNTS_BY_SIGN_IN = Index(PortalAccountRow, ("app_id", "sign_in"))
PORTAL_INVITATIONS = primary(PortalInvitationRow)
PORTAL_INVITATIONS_OF_OPERATOR = Index(PortalInvitationRow, ("app_id", "operator_id"))
PORTAL_SESSIONS = primary(PortalSessionRow)

PORTAL_ROW_TYPES: tuple[type[Row], ...] = (
    PortalAccountRow,
    PortalInvitationRow,
    PortalSessionRow,
)
