"""Questions to passkeys: each person has one at a time, and it is answered once, within its time.

A question is used up before the answer is looked at, whatever comes of it: who failed asks for a
new one. What follows a right answer is a command of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from msgspec import Struct

from card_contract.outcomes import Refusal
from server_stub.commands.portal_accounts import OfOwnAccount
from server_stub.commands.portal_sign_in import may_use_portal
from server_stub.commands.unstored import Noted, Unstored
from server_stub.domain.ids import OperatorId
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, changed
from server_stub.storage.rows.portal import (
    PORTAL_ACCOUNTS,
    PORTAL_CEREMONIES,
    CeremonyPurpose,
    PortalAccountRow,
    PortalCeremonyRow,
)
from server_stub.storage.rows.staff import OPERATORS
from server_stub.storage.table import Need


class NewCeremony(Struct, frozen=True, kw_only=True):
    """A question: the hash of the word under which it is asked, what is asked, and until when."""

    ceremony: str
    challenge: bytes
    expires_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginCeremony(Unstored):
    """Ask somebody's passkey: ``password_hash`` was right, or the person is signed in."""

    answer_type: ClassVar = Noted

    operator_id: OperatorId
    new: NewCeremony
    password_hash: str = ""
    session_id: str = ""

    def needs(self) -> Iterable[Need]:
        of_person = (self.app_id, self.operator_id)
        yield PORTAL_ACCOUNTS.at(*of_person)
        yield OPERATORS.at(*of_person)
        yield PORTAL_CEREMONIES.at(*of_person)

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        account = rows.find(PORTAL_ACCOUNTS, self.app_id, self.operator_id)
        if account is None or not may_use_portal(rows, account) or not account.passkeys:
            return refuse(Refusal.NOT_FOUND)
        is_sign_in = not self.session_id
        if is_sign_in and account.password_hash != self.password_hash:
            return refuse(Refusal.WRONG_PIN)
        purpose = CeremonyPurpose.SIGN_IN if is_sign_in else CeremonyPurpose.CONFIRM
        return Decision(Noted(), (asked(rows, account, self.new, purpose, self.session_id),))


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginAdding(OfOwnAccount):
    """Ask for a new passkey, of somebody who has proved once more who they are."""

    answer_type: ClassVar = Noted

    new: NewCeremony

    def needs(self) -> Iterable[Need]:
        yield from OfOwnAccount.needs(self)
        yield PORTAL_CEREMONIES.at(self.app_id, self.proof.operator_id)

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        account = self.account(rows, now_ms)
        if account is None:
            return refuse(Refusal.WRONG_PIN)
        session = self.session(rows)
        if session is None:
            return refuse(Refusal.NO_SESSION)
        changes = (
            changed(account, **self.used(account)),
            changed(session, confirmed_at=None),
            asked(rows, account, self.new, CeremonyPurpose.ADD, self.session_id),
        )
        return Decision(Noted(), changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeCeremony(Unstored):
    """Use a question up, before its answer is looked at."""

    answer_type: ClassVar = Noted

    operator_id: OperatorId
    ceremony: str

    def needs(self) -> Iterable[Need]:
        yield PORTAL_CEREMONIES.at(self.app_id, self.operator_id)

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        row = rows.find(PORTAL_CEREMONIES, self.app_id, self.operator_id)
        if row is None or row.ceremony != self.ceremony:
            return refuse(Refusal.NOT_FOUND)
        if now_ms >= row.expires_at:
            return refuse(Refusal.SESSION_EXPIRED)
        used = changed(row, ceremony=None, challenge=b"", password_hash="")
        return Decision(Noted(), (used,))


def asked(
    rows: Rows,
    account: PortalAccountRow,
    new: NewCeremony,
    purpose: CeremonyPurpose,
    session_id: str,
) -> Change:
    """The person's question from now on; the one before it is forgotten."""
    columns: dict[str, Any] = {
        "ceremony": new.ceremony,
        "purpose": purpose,
        "session_id": session_id,
        "challenge": new.challenge,
        "password_hash": account.password_hash,
        "expires_at": new.expires_at,
    }
    before = rows.find(PORTAL_CEREMONIES, account.app_id, account.operator_id)
    if before is not None:
        return changed(before, **columns)
    row = PortalCeremonyRow(app_id=account.app_id, operator_id=account.operator_id, **columns)
    return Insert(row)
