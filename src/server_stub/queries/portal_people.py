"""Who is signed in at the portal, and who was invited to it."""

from __future__ import annotations

import msgspec

from card_contract.states import Role
from server_stub.domain.ids import AppId, OperatorId
from server_stub.storage import portal_selects
from server_stub.storage.interface import Reader
from server_stub.storage.rows.portal import CeremonyPurpose


class PortalSessionFound(msgspec.Struct, frozen=True, array_like=True):
    """A session with its person as they are now, and the shop that they work for.

    It is over if it was opened until ``sessions_from``, or until ``of_role_from``: then the person
    got another role, or another PIN. ``out_since``: they were let go, or a manager locked
    them.
    """

    app_id: AppId
    operator_id: OperatorId
    opened_at: int
    seen_at: int
    expires_at: int
    ended_at: int | None
    sessions_from: int
    of_role_from: int
    sign_in: str
    has_codes: bool
    passkeys: int
    confirmed_at: int | None
    name: str
    role: Role
    out_since: int | None
    shop: str
    is_demo: bool
    time_zone: str


class InvitationFound(msgspec.Struct, frozen=True, array_like=True):
    app_id: AppId
    operator_id: OperatorId
    name: str
    shop: str
    sign_in: str | None
    expires_at: int
    ended_at: int | None
    out_since: int | None


class PasskeyFound(msgspec.Struct, frozen=True, array_like=True):
    """A passkey of somebody's, with what its answers are checked against."""

    passkey: str
    name: str
    created_at: int
    used_at: int | None
    sign_count: int
    credential: bytes


class CeremonyFound(msgspec.Struct, frozen=True, array_like=True):
    """A question to a passkey that has not been answered yet; it may have expired."""

    app_id: AppId
    operator_id: OperatorId
    purpose: CeremonyPurpose
    session_id: str
    challenge: bytes
    password_hash: str


class PortalPeople:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def session(self, session_id: str) -> PortalSessionFound | None:
        found = await self._reader.fetch(PortalSessionFound, portal_selects.SESSION, session_id)
        return found[0] if found else None

    async def invitation(self, invitation: str) -> InvitationFound | None:
        found = await self._reader.fetch(InvitationFound, portal_selects.INVITATION, invitation)
        return found[0] if found else None

    async def passkeys(self, app_id: AppId, operator_id: OperatorId) -> list[PasskeyFound]:
        """Those that a person has, the oldest first."""
        return await self._reader.fetch(PasskeyFound, portal_selects.PASSKEYS, app_id, operator_id)

    async def ceremony(self, ceremony: str) -> CeremonyFound | None:
        found = await self._reader.fetch(CeremonyFound, portal_selects.CEREMONY, ceremony)
        return found[0] if found else None
