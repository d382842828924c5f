"""Passkeys of the portal: added, removed, and shown before a change of the own account."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from msgspec import Struct

from card_contract.outcomes import Refusal
from server_stub.commands.passkey_use import PasskeyUse, passkey_used, usable_passkey
from server_stub.commands.portal_accounts import OfOwnAccount, goes_on
from server_stub.commands.unstored import Noted, Unstored
from server_stub.domain.ids import OperatorId
from server_stub.domain.portal_rules import PASSKEYS_MAX
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, LedgerEntry, changed
from server_stub.storage.rows.portal import (
    PORTAL_ACCOUNTS,
    PORTAL_PASSKEYS,
    PORTAL_SESSIONS,
    PortalPasskeyRow,
    PortalSessionRow,
)
from server_stub.storage.table import Need


class PasskeyAdded(Struct, frozen=True, kw_only=True):
    """Whether it is the first second factor, so that the recovery codes are good from now on."""

    is_first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OfPerson(Unstored):
    """What a passkey's right answer leads to, of somebody who is signed in."""

    operator_id: OperatorId
    session_id: str

    def needs(self) -> Iterable[Need]:
        yield PORTAL_ACCOUNTS.at(self.app_id, self.operator_id)
        yield PORTAL_SESSIONS.at(self.session_id)

    def session(self, rows: Rows) -> PortalSessionRow | None:
        """The session, if it goes on."""
        session = rows.find(PORTAL_SESSIONS, self.session_id)
        account = rows.find(PORTAL_ACCOUNTS, self.app_id, self.operator_id)
        if session is None or session.ended_at is not None or account is None:
            return None
        if (session.app_id, session.operator_id) != (self.app_id, self.operator_id):
            return None
        return session if session.opened_at > account.sessions_from else None

    def entry(self, kind: str, detail: dict[str, Any]) -> LedgerEntry:
        return LedgerEntry(
            app_id=self.app_id,
            kind=kind,
            actor=f"operator:{self.operator_id}",
            subject=self.operator_id,
            detail=detail,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AddPasskey(OfPerson):
    """Ask for this passkey, or another one, from now on, and end every other session.

    ``new_recovery`` are used where the person had no second factor before.
    """

    answer_type: ClassVar = PasskeyAdded

    passkey: str
    credential: bytes
    sign_count: int
    name: str
    new_recovery: list[str]

    def needs(self) -> Iterable[Need]:
        yield from OfPerson.needs(self)
        yield PORTAL_PASSKEYS.at(self.app_id, self.passkey)

    def decide(self, rows: Rows, now_ms: int) -> Decision[PasskeyAdded]:
        account = rows.find(PORTAL_ACCOUNTS, self.app_id, self.operator_id)
        session = self.session(rows)
        if account is None or session is None:
            return refuse(Refusal.NO_SESSION)
        if rows.find(PORTAL_PASSKEYS, self.app_id, self.passkey) is not None:
            return refuse(Refusal.KEY_REUSED)
        if account.passkeys >= PASSKEYS_MAX:
            return refuse(Refusal.TOO_LARGE)
        row = PortalPasskeyRow(
            app_id=self.app_id,
            passkey=self.passkey,
            operator_id=self.operator_id,
            credential=self.credential,
            sign_count=self.sign_count,
            name=self.name,
            created_at=now_ms,
        )
        is_first = not account.has_second_factor
        renewed: dict[str, Any] = {"passkeys": account.passkeys + 1, "sessions_from": now_ms}
        if is_first:
            renewed["recovery"] = " ".join(self.new_recovery)
        changes: tuple[Change, ...] = (
            Insert(row),
            changed(account, **renewed),
            goes_on(session, now_ms),
        )
        detail = {"name": self.name, "passkeys": account.passkeys + 1}
        entry = self.entry("portal.passkey-added", detail)
        return Decision(PasskeyAdded(is_first=is_first), changes, (entry,))


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmSession(OfPerson):
    """A passkey was shown: the next change of the account asks for no code."""

    answer_type: ClassVar = Noted

    use: PasskeyUse

    def needs(self) -> Iterable[Need]:
        yield from OfPerson.needs(self)
        yield PORTAL_PASSKEYS.at(self.app_id, self.use.passkey)

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        session = self.session(rows)
        if session is None:
            return refuse(Refusal.NO_SESSION)
        passkey = usable_passkey(rows, self.app_id, self.operator_id, self.use)
        if passkey is None:
            return refuse(Refusal.WRONG_PIN)
        changes = (
            passkey_used(passkey, self.use, now_ms),
            changed(session, confirmed_at=now_ms),
        )
        entry = self.entry("portal.passkey-shown", {"name": passkey.name})
        return Decision(Noted(), changes, (entry,))


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovePasskey(OfOwnAccount):
    """Take a passkey away, and end every other session.

    ``is_long`` says whether the password may stand alone, where this was the last second factor.
    """

    answer_type: ClassVar = Noted

    passkey: str
    is_long: bool

    def needs(self) -> Iterable[Need]:
        yield from OfOwnAccount.needs(self)
        yield PORTAL_PASSKEYS.at(self.app_id, self.passkey)

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        account = self.account(rows, now_ms)
        if account is None:
            return refuse(Refusal.WRONG_PIN)
        session = self.session(rows)
        if session is None:
            return refuse(Refusal.NO_SESSION)
        row = rows.find(PORTAL_PASSKEYS, self.app_id, self.passkey)
        if row is None or row.operator_id != self.proof.operator_id:
            return refuse(Refusal.NOT_FOUND)
        if row.removed_at is not None:
            return Decision(Noted())  # a repeat
        is_last = account.passkeys == 1 and not account.secret_sealed
        if is_last and not self.is_long:
            return refuse(Refusal.NOT_ALLOWED)
        left = self.used(account) | {"passkeys": account.passkeys - 1, "sessions_from": now_ms}
        if is_last:
            left["recovery"] = ""
        changes = (
            changed(row, removed_at=now_ms),
            changed(account, **left),
            goes_on(session, now_ms),
        )
        detail = {"name": row.name, "passkeys": account.passkeys - 1}
        return Decision(Noted(), changes, (self.entry("portal.passkey-removed", detail),))
