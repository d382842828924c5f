"""A customer's forgotten password: with a word from support the customer sets a new one.

Of customers no address is known that a link could go to. The word serves once, for an hour, and few
may be tried; a new password ends every session that the old one had opened.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from card_contract.outcomes import Refusal
from server_stub.commands.askers import refusal_of_operator
from server_stub.commands.unstored import Noted, Unstored
from server_stub.domain.ids import OperatorId
from server_stub.domain.new_passwords import WORD_TRIES_MAX, is_open
from server_stub.domain.roles import SUPPORTING
from server_stub.engine.command import Decision, Refused, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, LedgerEntry, changed
from server_stub.storage.rows.profiles import (
    IDENTITIES,
    IDENTITIES_OF_PROFILE,
    NEW_PASSWORDS,
    PLAYER_SESSIONS_OF_PROFILE,
    IdentityKind,
    NewPasswordRow,
)
from server_stub.storage.rows.staff import OPERATORS
from server_stub.storage.table import Need


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferNewPassword(Unstored):
    """Give out a word; ``word`` is its keyed hash. The one before serves no longer."""

    answer_type: ClassVar = Noted

    profile_id: str
    word: str
    expires_at: int
    operator_id: OperatorId
    reason: str

    def needs(self) -> Iterable[Need]:
        of_profile = (self.app_id, self.profile_id)
        return (
            OPERATORS.at(self.app_id, self.operator_id),
            IDENTITIES_OF_PROFILE.at(*of_profile),
            NEW_PASSWORDS.at(*of_profile),
        )

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        refusal = refusal_of_operator(rows, self.app_id, self.operator_id, SUPPORTING)
        if refusal is not None:
            return refuse(refusal)
        identities = rows.all(IDENTITIES_OF_PROFILE, self.app_id, self.profile_id)
        if not any(each.kind is IdentityKind.UNIVERSAL for each in identities):
            return refuse(Refusal.NOT_FOUND)
        actor = f"operator:{self.operator_id}"
        before = rows.find(NEW_PASSWORDS, self.app_id, self.profile_id)
        row = NewPasswordRow(
            app_id=self.app_id,
            profile_id=self.profile_id,
            word=self.word,
            made_by=actor,
            made_at=now_ms,
            expires_at=self.expires_at,
        )
        change: Change = Insert(row)
        if before is not None:
            change = changed(
                before,
                word=self.word,
                made_by=actor,
                made_at=now_ms,
                expires_at=self.expires_at,
                tries=0,
                ended_at=None,
            )
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="profile.password-word-given",
            actor=actor,
            subject=self.profile_id,
            detail={"reason": self.reason},
        )
        return Decision(Noted(), (change,), (entry,))


@dataclass(frozen=True, slots=True, kw_only=True)
class SetNewPassword(Unstored):
    """Set a new password with the word for it; a wrong word is counted.

    Who has no word is refused like one whose word is wrong: nobody learns who has asked for one.
    """

    answer_type: ClassVar = Noted

    external_id: str
    word: str
    password_hash: str

    def needs(self) -> Iterable[Need]:
        return (IDENTITIES.at(self.app_id, IdentityKind.UNIVERSAL, self.external_id),)

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        identity = rows.find(IDENTITIES, self.app_id, IdentityKind.UNIVERSAL, self.external_id)
        if identity is None:
            return ()
        of_profile = (self.app_id, identity.profile_id)
        return (NEW_PASSWORDS.at(*of_profile), PLAYER_SESSIONS_OF_PROFILE.at(*of_profile))

    def decide(self, rows: Rows, now_ms: int) -> Decision[Noted]:
        identity = rows.find(IDENTITIES, self.app_id, IdentityKind.UNIVERSAL, self.external_id)
        if identity is None:
            return refuse(Refusal.NOT_FOUND)
        given = rows.find(NEW_PASSWORDS, self.app_id, identity.profile_id)
        if given is None or not _is_open(given, now_ms):
            return refuse(Refusal.NOT_FOUND)
        if given.word != self.word:
            return self._wrong(given)
        sessions = rows.all(PLAYER_SESSIONS_OF_PROFILE, self.app_id, identity.profile_id)
        open_ones = [each for each in sessions if each.ended_at is None]
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="profile.password-set",
            actor=f"profile:{identity.profile_id}",
            subject=identity.profile_id,
            detail={"by": "word"},
        )
        changes = (
            changed(identity, password_hash=self.password_hash),
            changed(given, ended_at=now_ms),
            *(changed(each, ended_at=now_ms) for each in open_ones),
        )
        return Decision(Noted(), changes, (entry,))

    def _wrong(self, given: NewPasswordRow) -> Decision[Noted]:
        tries = given.tries + 1
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="profile.password-word-spent",
            actor="system",
            subject=given.profile_id,
            detail={"tries": tries},
        )
        entries = (entry,) if tries == WORD_TRIES_MAX else ()
        return Decision(Refused(refusal=Refusal.NOT_FOUND), (changed(given, tries=tries),), entries)


def _is_open(given: NewPasswordRow, now_ms: int) -> bool:
    return is_open(
        expires_at=given.expires_at, ended_at=given.ended_at, tries=given.tries, now_ms=now_ms
    )
