"""Signing in at the portal: every try counts as failed until it has succeeded.

Neither password nor code is part of a command. ``CountPortalTry`` counts before the slow check is
made, and whatever the proof was for takes the count back: ``PortalProof`` holds what was checked,
and the command looks whether that still stands. A code of the second factor serves once: its time
step must be later than the last one's, and a passkey's count higher than its last one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from msgspec import Struct

from card_contract.outcomes import Refusal
from server_stub.commands.askers import employed
from server_stub.commands.passkey_use import PasskeyUse, passkey_used, usable_passkey
from server_stub.commands.unstored import Noted, Unstored
from server_stub.domain.ids import ALL_APPS, OperatorId
from server_stub.domain.portal_rules import SEEN_EVERY_MS, has_to_wait
from server_stub.domain.roles import PORTAL
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, LedgerEntry, changed
from server_stub.storage.rows.portal import (
    PORTAL_ACCOUNTS,
    PORTAL_ACCOUNTS_BY_SIGN_IN,
    PORTAL_PASSKEYS,
    PORTAL_SESSIONS,
    PortalAccountRow,
    PortalPasskeyRow,
    PortalSessionRow,
)
from server_stub.storage.rows.shop import APPS
from server_stub.storage.rows.staff import OPERATORS
from server_stub.storage.table import Need


class PortalTry(Struct, frozen=True, kw_only=True):
    """The try is counted; whoever asked checks password and code against this."""

    operator_id: OperatorId
    password_hash: str
    secret_sealed: bytes
    seal_key_id: str
    last_step: int
    recovery: list[str]
    passkeys: int


class PortalProof(Struct, frozen=True, kw_only=True):
    """What was right: the password against ``password_hash``, and the second factor.

    That is the code of a time ``step``, a ``recovery`` code by its hash, or a ``passkey``; none of
    them where the account has no second factor, or where a passkey was shown in the session before.
    """

    operator_id: OperatorId
    password_hash: str
    step: int | None = None
    recovery: str | None = None
    passkey: PasskeyUse | None = None

    @property
    def second_factor(self) -> str:
        if self.passkey is not None:
            return "passkey"
        if self.step is not None:
            return "code"
        return "none" if self.recovery is None else "recovery code"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountPortalTry(Unstored):
    """Count a try as failed, unless there were so many that the next one has to wait."""

    answer_type: ClassVar = PortalTry

    sign_in: str

    def needs(self) -> Iterable[Need]:
        return (PORTAL_ACCOUNTS_BY_SIGN_IN.at(self.app_id, self.sign_in),)

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        account = rows.find(PORTAL_ACCOUNTS_BY_SIGN_IN, self.app_id, self.sign_in)
        return () if account is None else (OPERATORS.at(self.app_id, account.operator_id),)

    def decide(self, rows: Rows, now_ms: int) -> Decision[PortalTry]:
        account = rows.find(PORTAL_ACCOUNTS_BY_SIGN_IN, self.app_id, self.sign_in)
        if account is None or not may_use_portal(rows, account):
            return refuse(Refusal.WRONG_PIN)
        if has_to_wait(account.failures, account.failed_at, now_ms):
            return refuse(Refusal.PIN_LOCKED)
        counted = changed(account, failures=account.failures + 1, failed_at=now_ms)
        answer = PortalTry(
            operator_id=account.operator_id,
            password_hash=account.password_hash,
            secret_sealed=account.secret_sealed,
            seal_key_id=account.seal_key_id,
            last_step=account.last_step,
            recovery=account.recovery.split(),
            passkeys=account.passkeys,
        )
        return Decision(answer, (counted,))


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRefusedSignIn(Unstored):
    """Put a try that failed into the ledger; no name that nobody has is repeated there.

    People type passwords into the field above; that of the shop is the one above that. ``why`` says
    what was wrong with a passkey.
    """

    answer_type: ClassVar = Noted

    operator_id: OperatorId | None
    why: str = ""

    def needs(self) -> Iterable[Need]:
        yield APPS.at(self.app_id)
        if self.operator_id is not None:
            yield PORTAL_ACCOUNTS.at(self.app_id, self._known)

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        failures = 0
        if self.operator_id is not None:
            account = rows.find(PORTAL_ACCOUNTS, self.app_id, self._known)
            failures = 0 if account is None else account.failures
        detail: dict[str, Any] = {"failures": failures} if failures else {}
        if self.why:
            detail["why"] = self.why
        is_shop = rows.find(APPS, self.app_id) is not None
        entry = LedgerEntry(
            app_id=self.app_id if is_shop else ALL_APPS,
            kind="portal.sign-in-refused",
            actor="system",
            subject=self._known,
            detail=detail,
        )
        return Decision(Noted(), (), (entry,))

    @property
    def _known(self) -> str:
        return self.operator_id or "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proved(Unstored):
    """What follows from a proof that was right a moment ago."""

    proof: PortalProof

    def needs(self) -> Iterable[Need]:
        of_person = (self.app_id, self.proof.operator_id)
        return (PORTAL_ACCOUNTS.at(*of_person), OPERATORS.at(*of_person))

    def account(self, rows: Rows, now_ms: int) -> PortalAccountRow | None:
        """The account, if what was checked still stands and its code was not used meanwhile."""
        proof = self.proof
        account = rows.find(PORTAL_ACCOUNTS, self.app_id, proof.operator_id)
        if account is None or not may_use_portal(rows, account):
            return None
        if account.password_hash != proof.password_hash:
            return None
        if not account.has_second_factor or proof.recovery in account.recovery.split():
            return account
        if account.secret_sealed and proof.step is not None and proof.step > account.last_step:
            return account
        return account if self.has_shown_passkey(rows, now_ms) else None

    def has_shown_passkey(self, rows: Rows, now_ms: int) -> bool:
        """Whether a passkey stands in for a code."""
        return False

    def used(self, account: PortalAccountRow) -> dict[str, Any]:
        """The columns that say so: all failures forgiven, the code used up."""
        proof = self.proof
        return {
            "failures": 0,
            "failed_at": None,
            "last_step": account.last_step if proof.step is None else proof.step,
            "recovery": " ".join(
                code for code in account.recovery.split() if code != proof.recovery
            ),
        }

    def entry(self, kind: str, detail: dict[str, Any]) -> LedgerEntry:
        return LedgerEntry(
            app_id=self.app_id,
            kind=kind,
            actor=f"operator:{self.proof.operator_id}",
            subject=self.proof.operator_id,
            detail=detail,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPortalSession(Proved):
    """Let the person in."""

    answer_type: ClassVar = Noted

    session_id: str
    expires_at: int

    def needs(self) -> Iterable[Need]:
        yield from Proved.needs(self)
        if self.proof.passkey is not None:
            yield PORTAL_PASSKEYS.at(self.app_id, self.proof.passkey.passkey)

    def has_shown_passkey(self, rows: Rows, now_ms: int) -> bool:
        return self._passkey(rows) is not None

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        account = self.account(rows, now_ms)
        operator = employed(rows, self.app_id, self.proof.operator_id)
        if account is None or operator is None:
            return refuse(Refusal.WRONG_PIN)
        session = PortalSessionRow(
            session_id=self.session_id,
            app_id=self.app_id,
            operator_id=account.operator_id,
            # An earlier change of password or role in this millisecond ends others, not this one.
            opened_at=max(now_ms, account.sessions_from + 1, operator.sessions_from + 1),
            seen_at=now_ms,
            expires_at=self.expires_at,
        )
        changes: list[Change] = [changed(account, **self.used(account)), Insert(session)]
        detail = {"second_factor": self.proof.second_factor}
        passkey = self._passkey(rows)
        if passkey is not None and self.proof.passkey is not None:
            changes.append(passkey_used(passkey, self.proof.passkey, now_ms))
            detail["passkey"] = passkey.name
        return Decision(Noted(), changes, (self.entry("portal.signed-in", detail),))

    def _passkey(self, rows: Rows) -> PortalPasskeyRow | None:
        if self.proof.passkey is None:
            return None
        return usable_passkey(rows, self.app_id, self.proof.operator_id, self.proof.passkey)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfPortalSession(Unstored):
    """What is about one session, for as long as it goes on."""

    session_id: str

    def needs(self) -> Iterable[Need]:
        return (PORTAL_SESSIONS.at(self.session_id),)

    def going_on(self, rows: Rows) -> PortalSessionRow | None:
        session = rows.find(PORTAL_SESSIONS, self.session_id)
        return None if session is None or session.ended_at is not None else session


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePortalSeen(OfPortalSession):
    """Somebody is there: the session goes on."""

    answer_type: ClassVar = Noted

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        session = self.going_on(rows)
        if session is None or now_ms < session.seen_at + SEEN_EVERY_MS:
            return Decision(Noted())
        return Decision(Noted(), (changed(session, seen_at=now_ms),))


@dataclass(frozen=True, slots=True, kw_only=True)
class EndPortalSession(OfPortalSession):
    """End a session; one that has ended already stays so."""

    answer_type: ClassVar = Noted

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        session = self.going_on(rows)
        if session is None:
            return Decision(Noted())
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="portal.signed-out",
            actor=f"operator:{session.operator_id}",
            subject=session.operator_id,
        )
        return Decision(Noted(), (changed(session, ended_at=now_ms),), (entry,))


def may_use_portal(rows: Rows, account: PortalAccountRow) -> bool:
    operator = employed(rows, account.app_id, account.operator_id)
    return operator is not None and operator.role in PORTAL
