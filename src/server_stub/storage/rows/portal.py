"""How people sign in at the portal: with a password, by invitation, and for how long.

Ids of invitations and sessions are hashes: the tokens themselves are known to the browser alone.
"""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from server_stub.domain.ids import AppId, OperatorId
from server_stub.storage.table import Index, Row, primary


class PortalAccountRow(Row, frozen=True, kw_only=True, array_like=True):
    """One person's password, and a second factor where ``secret_sealed``, its secret, is not empty.

    ``last_step`` is the time step of the last code that was used; ``recovery`` are the hashes of
    codes that serve once in place of it, with spaces between them. ``passkeys`` says how many of
    those the person has, another second factor. ``failures`` counts wrong tries since the last
    right one. Sessions opened until ``sessions_from`` are over.
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
    passkeys: int = 0
    version: int = 1

    @property
    def has_second_factor(self) -> bool:
        return bool(self.secret_sealed) or self.passkeys > 0


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
    """A sign-in. ``confirmed_at``: a passkey was shown, which serves one change of the account."""

    TABLE: ClassVar = "portal_sessions"
    KEY: ClassVar = ("session_id",)

    session_id: str
    app_id: AppId
    operator_id: OperatorId
    opened_at: int
    seen_at: int
    expires_at: int
    ended_at: int | None = None
    confirmed_at: int | None = None
    version: int = 1


class PortalPasskeyRow(Row, frozen=True, kw_only=True, array_like=True):
    """A passkey of one person, under the hash of its id.

    ``credential`` is its id with its public key, as WebAuthn writes them; ``sign_count`` the
    highest count that it has told.
    """

    TABLE: ClassVar = "portal_passkeys"
    KEY: ClassVar = ("app_id", "passkey")

    app_id: AppId
    passkey: str
    operator_id: OperatorId
    credential: bytes
    sign_count: int
    name: str
    created_at: int
    used_at: int | None = None
    removed_at: int | None = None
    version: int = 1


class CeremonyPurpose(StrEnum):
    """What follows once a passkey has answered."""

    SIGN_IN = "sign-in"
    CONFIRM = "confirm"  # who is signed in, before a change of the account
    ADD = "add"  # the passkey itself, to the account


class PortalCeremonyRow(Row, frozen=True, kw_only=True, array_like=True):
    """The one question that a person's passkey may answer, once, until it expires.

    ``ceremony`` is the hash of the word that the browser holds, null once it was used;
    ``password_hash`` the password that was right before. ``session_id`` is "" before the sign-in.
    """

    TABLE: ClassVar = "portal_ceremonies"
    KEY: ClassVar = ("app_id", "operator_id")

    app_id: AppId
    operator_id: OperatorId
    ceremony: str | None
    purpose: CeremonyPurpose
    session_id: str
    challenge: bytes
    password_hash: str
    expires_at: int
    version: int = 1


PORTAL_ACCOUNTS = primary(PortalAccountRow)
PORTAL_ACCOUNTS_BY_SIGN_IN = Index(PortalAccountRow, ("app_id", "sign_in"))
PORTAL_INVITATIONS = primary(PortalInvitationRow)
PORTAL_INVITATIONS_OF_OPERATOR = Index(PortalInvitationRow, ("app_id", "operator_id"))
PORTAL_SESSIONS = primary(PortalSessionRow)
PORTAL_PASSKEYS = primary(PortalPasskeyRow)
PORTAL_PASSKEYS_OF_OPERATOR = Index(PortalPasskeyRow, ("app_id", "operator_id"))
PORTAL_CEREMONIES = primary(PortalCeremonyRow)

PORTAL_ROW_TYPES: tuple[type[Row], ...] = (
    PortalAccountRow,
    PortalInvitationRow,
    PortalSessionRow,
    PortalPasskeyRow,
    PortalCeremonyRow,
)
