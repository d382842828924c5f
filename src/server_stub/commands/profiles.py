"""Players: making a profile with its first identity, and the sessions they open.

Whether a password is right is found out before, as that is slow; what is decided here is only what
two requests could race for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import msgspec

from server_stub.commands.redemption_answers import Outcome, told
from server_stub.commands.requests import ANY_PACKET, Request, advanced
from server_stub.commands.unstored import Unstored
from server_stub.domain.ids import AppId
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.domain.session_door import SessionDoor
from server_stub.engine.command import Decision
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, LedgerEntry, changed
from server_stub.storage.rows.profiles import (
    IDENTITIES,
    PLAYER_SESSIONS,
    PROFILES,
    IdentityKind,
    IdentityRow,
    PlayerSessionRow,
    ProfileRow,
)
from server_stub.storage.table import Need


class ProfileAnswer(Outcome, frozen=True, kw_only=True):
    """The profile that an identity belongs to: the new one, or with IDENTITY_EXISTS the older."""

    profile_id: str | None = None


class SessionAnswer(Outcome, frozen=True, kw_only=True):
    """A session was opened, used or ended; ``profile`` is the player's, where one has signed in."""

    profile: ProfileRow | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateProfile:
    """Make a profile with one identity. Of two requests that race for one identity, one makes it.

    Under a key, a repeat after a lost reply gets the same profile as before.
    """

    answer_type: ClassVar = ProfileAnswer

    app_id: AppId
    request: Request
    profile_id: str
    kind: IdentityKind
    external_id: str
    password_hash: str | None = None
    name: str = ""

    @property
    def key(self) -> str | None:
        return self.request.key_of("AUTHENTICATE")

    def fingerprint(self) -> bytes:
        # Neither the new id nor the salted hash is the same in a repeat.
        return msgspec.json.encode(("AUTHENTICATE", self.kind, self.external_id))

    def needs(self) -> Iterable[Need]:
        yield from self.request.needs()
        yield IDENTITIES.at(self.app_id, self.kind, self.external_id)

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        return ()

    def decide(self, rows: Rows, now_ms: int) -> Decision[ProfileAnswer]:
        there = rows.find(IDENTITIES, self.app_id, self.kind, self.external_id)
        if there is not None:
            return told(
                ProfileAnswer(
                    outcome=RedemptionOutcome.IDENTITY_EXISTS,
                    at=now_ms,
                    profile_id=there.profile_id,
                )
            )
        profile = ProfileRow(
            app_id=self.app_id, profile_id=self.profile_id, name=self.name, created_at=now_ms
        )
        identity = IdentityRow(
            app_id=self.app_id,
            kind=self.kind,
            external_id=self.external_id,
            profile_id=self.profile_id,
            password_hash=self.password_hash,
            created_at=now_ms,
        )
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="profile.made",
            actor=f"profile:{self.profile_id}",
            subject=self.profile_id,
            detail={"identity": self.kind},
        )
        answer = ProfileAnswer(
            outcome=RedemptionOutcome.DONE, at=now_ms, profile_id=self.profile_id
        )
        return told(answer, (Insert(profile), Insert(identity)), (entry,))


@dataclass(frozen=True, slots=True)
class ProvedPassword:
    """What a password was right for, a moment ago."""

    external_id: str
    password_hash: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPlayerSession(Unstored):
    """Sign a profile in. The sign-in packet's number starts the session's count.

    Where a password was ``proved`` it must be that of the profile still: a new one ends what the
    old one has opened, and nothing is opened with it afterwards.
    """

    answer_type: ClassVar = SessionAnswer

    session_id: str
    profile_id: str
    packet_id: int
    expires_at: int
    door: SessionDoor = SessionDoor.APP
    proved: ProvedPassword | None = None

    def needs(self) -> Iterable[Need]:
        yield PROFILES.at(self.app_id, self.profile_id)
        if self.proved is not None:
            yield IDENTITIES.at(self.app_id, IdentityKind.UNIVERSAL, self.proved.external_id)

    def decide(self, rows: Rows, now_ms: int) -> Decision[SessionAnswer]:
        profile = rows.find(PROFILES, self.app_id, self.profile_id)
        if profile is None:
            return _session(RedemptionOutcome.PROFILE_NOT_FOUND, now_ms)
        if self.proved is not None and not self._stands(rows, self.proved):
            return _session(RedemptionOutcome.NO_SESSION, now_ms)
        session = PlayerSessionRow(
            session_id=self.session_id,
            app_id=self.app_id,
            profile_id=self.profile_id,
            opened_at=now_ms,
            expires_at=self.expires_at,
            last_packet_id=self.packet_id,
            door=self.door,
        )
        signed_in = changed(
            profile,
            previous_login_at=profile.last_login_at,
            last_login_at=now_ms,
            logins=profile.logins + 1,
        )
        after: ProfileRow = signed_in.after  # type: ignore[assignment]  # a change keeps the type
        answer = SessionAnswer(outcome=RedemptionOutcome.DONE, at=now_ms, profile=after)
        return told(answer, (signed_in, Insert(session)))

    def _stands(self, rows: Rows, proved: ProvedPassword) -> bool:
        found = rows.find(IDENTITIES, self.app_id, IdentityKind.UNIVERSAL, proved.external_id)
        return found is not None and found.password_hash == proved.password_hash


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchPlayerSession(Unstored):
    """Note a packet that changes nothing else (a heartbeat), so that the session lives on."""

    answer_type: ClassVar = SessionAnswer

    session_id: str
    packet_id: int
    expires_at: int

    def needs(self) -> Iterable[Need]:
        return (PLAYER_SESSIONS.at(self.session_id),)

    def decide(self, rows: Rows, now_ms: int) -> Decision[SessionAnswer]:
        session = rows.find(PLAYER_SESSIONS, self.session_id)
        taken = advanced(session, self.app_id, self.packet_id, self.expires_at, now_ms)
        if isinstance(taken, RedemptionOutcome):
            return _session(taken, now_ms)
        return _session(RedemptionOutcome.DONE, now_ms, *taken)


@dataclass(frozen=True, slots=True, kw_only=True)
class EndPlayerSession(Unstored):
    """Sign out, with a packet that becomes the session's last; one that has ended stays so."""

    answer_type: ClassVar = SessionAnswer

    session_id: str
    packet_id: int = ANY_PACKET

    def needs(self) -> Iterable[Need]:
        return (PLAYER_SESSIONS.at(self.session_id),)

    def decide(self, rows: Rows, now_ms: int) -> Decision[SessionAnswer]:
        session = rows.find(PLAYER_SESSIONS, self.session_id)
        if session is None or session.app_id != self.app_id:
            return _session(RedemptionOutcome.NO_SESSION, now_ms)
        if session.ended_at is not None:
            return _session(RedemptionOutcome.DONE, now_ms)
        number = max(self.packet_id, session.last_packet_id)
        ended = changed(session, ended_at=now_ms, last_packet_id=number)
        return _session(RedemptionOutcome.DONE, now_ms, ended)


def _session(outcome: RedemptionOutcome, now_ms: int, *changes: Change) -> Decision[SessionAnswer]:
    return told(SessionAnswer(outcome=outcome, at=now_ms), changes)
