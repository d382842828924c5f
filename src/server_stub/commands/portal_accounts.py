"""Accounts of the portal: invitations, passwords of one's own, the second factor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from card_contract.outcomes import Refusal
from server_stub.commands.askers import employed, refusal_of_operator
from server_stub.commands.portal_sign_in import Proved
from server_stub.commands.unstored import Noted, Unstored
from server_stub.domain.ids import OperatorId
from server_stub.domain.portal_rules import confirmed_until
from server_stub.domain.roles import ADMINISTERING, PORTAL
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, LedgerEntry, Update, changed
from server_stub.storage.rows.portal import (
    PORTAL_ACCOUNTS,
    PORTAL_ACCOUNTS_BY_SIGN_IN,
    PORTAL_INVITATIONS,
    PORTAL_INVITATIONS_OF_OPERATOR,
    PORTAL_PASSKEYS_OF_OPERATOR,
    PORTAL_SESSIONS,
    PortalAccountRow,
    PortalInvitationRow,
    PortalSessionRow,
)
from server_stub.storage.rows.staff import OPERATORS
from server_stub.storage.table import Need


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteToPortal(Unstored):
    """Let a person set a first password, or a new one where the old one is lost.

    The newest invitation counts: those before it end. ``asked_by`` asks for it at the portal: an
    administrator, for somebody else, since whoever has the word signs in as the other. From the
    command line it is nobody.
    """

    answer_type: ClassVar = Noted

    operator_id: OperatorId
    invitation: str
    expires_at: int
    invited_by: str
    asked_by: OperatorId | None = None

    def needs(self) -> Iterable[Need]:
        of_person = (self.app_id, self.operator_id)
        yield OPERATORS.at(*of_person)
        yield PORTAL_INVITATIONS_OF_OPERATOR.at(*of_person)
        if self.asked_by is not None:
            yield OPERATORS.at(self.app_id, self.asked_by)

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        operator = employed(rows, self.app_id, self.operator_id)
        if operator is None:
            return refuse(Refusal.NOT_FOUND)
        if operator.role not in PORTAL or self.asked_by == self.operator_id:
            return refuse(Refusal.NOT_ALLOWED)
        if self.asked_by is not None:
            refusal = refusal_of_operator(rows, self.app_id, self.asked_by, ADMINISTERING)
            if refusal is not None:
                return refuse(refusal)
        row = PortalInvitationRow(
            invitation=self.invitation,
            app_id=self.app_id,
            operator_id=self.operator_id,
            invited_by=self.invited_by,
            created_at=now_ms,
            expires_at=self.expires_at,
        )
        before = rows.all(PORTAL_INVITATIONS_OF_OPERATOR, self.app_id, self.operator_id)
        ended = [changed(each, ended_at=now_ms) for each in before if each.ended_at is None]
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="portal.invited",
            actor=self.invited_by,
            subject=self.operator_id,
        )
        return Decision(Noted(), (*ended, Insert(row)), (entry,))


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptInvitation(Unstored):
    """Set the password of whoever was invited, under a name of their own, once.

    What was there before is over: sessions, failures, and the second factor of either kind, which
    may be lost.
    """

    answer_type: ClassVar = Noted

    invitation: str
    sign_in: str
    password_hash: str

    def needs(self) -> Iterable[Need]:
        return (
            PORTAL_INVITATIONS.at(self.invitation),
            PORTAL_ACCOUNTS_BY_SIGN_IN.at(self.app_id, self.sign_in),
        )

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        invited = rows.find(PORTAL_INVITATIONS, self.invitation)
        if invited is None:
            return ()
        of_person = (self.app_id, invited.operator_id)
        return (
            OPERATORS.at(*of_person),
            PORTAL_ACCOUNTS.at(*of_person),
            PORTAL_PASSKEYS_OF_OPERATOR.at(*of_person),
        )

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        invited = rows.find(PORTAL_INVITATIONS, self.invitation)
        if invited is None or invited.app_id != self.app_id or invited.ended_at is not None:
            return refuse(Refusal.NOT_FOUND)
        operator = employed(rows, self.app_id, invited.operator_id)
        if now_ms >= invited.expires_at or operator is None or operator.role not in PORTAL:
            return refuse(Refusal.NOT_FOUND)
        namesake = rows.find(PORTAL_ACCOUNTS_BY_SIGN_IN, self.app_id, self.sign_in)
        if namesake is not None and namesake.operator_id != invited.operator_id:
            return refuse(Refusal.KEY_REUSED)
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="portal.password-set",
            actor=f"operator:{invited.operator_id}",
            subject=invited.operator_id,
            detail={"by": "invitation", "sign_in": self.sign_in},
        )
        passkeys = rows.all(PORTAL_PASSKEYS_OF_OPERATOR, self.app_id, invited.operator_id)
        changes = (
            changed(invited, ended_at=now_ms),
            self._account(rows, invited, now_ms),
            *(changed(each, removed_at=now_ms) for each in passkeys if each.removed_at is None),
        )
        return Decision(Noted(), changes, (entry,))

    def _account(self, rows: Rows, invited: PortalInvitationRow, now_ms: int) -> Change:
        account = rows.find(PORTAL_ACCOUNTS, self.app_id, invited.operator_id)
        if account is None:
            return Insert(
                PortalAccountRow(
                    app_id=self.app_id,
                    operator_id=invited.operator_id,
                    sign_in=self.sign_in,
                    password_hash=self.password_hash,
                    password_set_at=now_ms,
                )
            )
        return changed(
            account,
            sign_in=self.sign_in,
            password_hash=self.password_hash,
            secret_sealed=b"",
            seal_key_id="",
            recovery="",
            passkeys=0,
            failures=0,
            failed_at=None,
            password_set_at=now_ms,
            sessions_from=now_ms,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OfOwnAccount(Proved):
    """What somebody who is signed in changes in the own account, having proved it once more.

    A passkey that was shown in the session a moment ago stands in for a code; it serves once.
    """

    session_id: str

    def needs(self) -> Iterable[Need]:
        return (*Proved.needs(self), PORTAL_SESSIONS.at(self.session_id))

    def session(self, rows: Rows) -> PortalSessionRow | None:
        """The session that it comes from, if it goes on and is the person's own."""
        session = rows.find(PORTAL_SESSIONS, self.session_id)
        if session is None or session.ended_at is not None:
            return None
        is_own = (session.app_id, session.operator_id) == (self.app_id, self.proof.operator_id)
        return session if is_own else None

    def has_shown_passkey(self, rows: Rows, now_ms: int) -> bool:
        session = rows.find(PORTAL_SESSIONS, self.session_id)
        return session is not None and confirmed_until(session.confirmed_at, now_ms) is not None


def goes_on(session: PortalSessionRow, now_ms: int) -> Update:
    """The change of the one session that a change of the account does not end."""
    return changed(session, opened_at=now_ms + 1, confirmed_at=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePortalPassword(OfOwnAccount):
    """A new password takes the old one's place, and ends every other session."""

    answer_type: ClassVar = Noted

    new_password_hash: str

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        account = self.account(rows, now_ms)
        if account is None:
            return refuse(Refusal.WRONG_PIN)
        session = self.session(rows)
        if session is None:
            return refuse(Refusal.NO_SESSION)
        changes = (
            changed(
                account,
                **self.used(account),
                password_hash=self.new_password_hash,
                password_set_at=now_ms,
                sessions_from=now_ms,
            ),
            goes_on(session, now_ms),
        )
        entry = self.entry("portal.password-set", {"by": "its owner"})
        return Decision(Noted(), changes, (entry,))


@dataclass(frozen=True, slots=True, kw_only=True)
class SetSecondFactor(OfOwnAccount):
    """Ask for a code too from now on, and end every other session, for which none was asked.

    ``new_step`` is that of the code that confirmed it.
    """

    answer_type: ClassVar = Noted

    secret_sealed: bytes
    seal_key_id: str
    new_step: int
    new_recovery: list[str]

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        account = self.account(rows, now_ms)
        if account is None:
            return refuse(Refusal.WRONG_PIN)
        session = self.session(rows)
        if session is None:
            return refuse(Refusal.NO_SESSION)
        renewed = self.used(account) | {
            "secret_sealed": self.secret_sealed,
            "seal_key_id": self.seal_key_id,
            "last_step": self.new_step,
            "recovery": " ".join(self.new_recovery),
            "sessions_from": now_ms,
        }
        entry = self.entry(
            "portal.second-factor-set",
            {"replaced": account.has_second_factor, "recovery_codes": len(self.new_recovery)},
        )
        changes = (changed(account, **renewed), goes_on(session, now_ms))
        return Decision(Noted(), changes, (entry,))


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveSecondFactor(OfOwnAccount):
    """Ask for no code any more, and end every other session.

    ``is_long`` says whether the password may stand alone, where there is no passkey either.
    """

    answer_type: ClassVar = Noted

    is_long: bool

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        account = self.account(rows, now_ms)
        if account is None:
            return refuse(Refusal.WRONG_PIN)
        session = self.session(rows)
        if session is None:
            return refuse(Refusal.NO_SESSION)
        if not account.secret_sealed:
            return Decision(Noted())  # a repeat
        if not account.passkeys and not self.is_long:
            return refuse(Refusal.NOT_ALLOWED)
        removed = self.used(account) | {
            "secret_sealed": b"",
            "seal_key_id": "",
            "sessions_from": now_ms,
        }
        if not account.passkeys:
            removed["recovery"] = ""
        entry = self.entry("portal.second-factor-removed", {})
        changes = (changed(account, **removed), goes_on(session, now_ms))
        return Decision(Noted(), changes, (entry,))
