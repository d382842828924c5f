"""AUTHENTICATE, the rest of a player's session, and the sign-in of a customer's server."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from server_stub.commands.profiles import (
    CreateProfile,
    EndPlayerSession,
    OpenPlayerSession,
    ProvedPassword,
    TouchPlayerSession,
)
from server_stub.commands.requests import ANY_PACKET, Keyed, is_worn
from server_stub.commands.server_sessions import OpenServerSession, TouchServerSession
from server_stub.desks.limits import SlowChecks, TooManyWaitingError
from server_stub.desks.password_brake import PasswordBrake
from server_stub.desks.ports import Clock
from server_stub.domain.ids import AppId
from server_stub.domain.redemption_outcomes import RedemptionOutcome
from server_stub.domain.session_door import SessionDoor
from server_stub.engine.submits import Submits
from server_stub.storage.interface import Reader
from server_stub.storage.rows.profiles import (
    IDENTITIES,
    PROFILES,
    IdentityKind,
    IdentityRow,
    ProfileRow,
)
from server_stub.web.braincloud.callers import (
    PLAYER_SESSION_S,
    REPEAT_MS,
    SERVER_SESSION_S,
    Callers,
    CustomerServer,
    Player,
    new_token,
    session_id_of,
)
from server_stub.web.braincloud.meanings import no_of
from server_stub.web.braincloud.packets import BUNDLE_MESSAGES_MAX
from server_stub.web.braincloud.parameters import Parameters
from server_stub.web.braincloud.reasons import No, Reason, Said, Yes, refused
from server_stub.web.braincloud.submitting import NotNowError, answered

HEARTBEAT_S: Final = 1800
KILL_COUNT_MAX: Final = 100
"""Refusals of one operation after which a client falls silent: players mistype codes."""
_EXTERNAL_ID_MAX: Final = 250


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A player has signed in: the messages after it in its packet belong to the new session."""

    player: Player
    said: Yes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What an AUTHENTICATE says, and what makes it the same packet as another one."""

    app_id: AppId
    kind: IdentityKind
    external_id: str
    password: str
    profile_id: str
    force_create: bool
    packet_id: int
    packet_key: str
    client: str
    door: SessionDoor


class PlayerDoor:
    """Signs players in and out. Passwords are hashed in a thread, few at a time."""

    def __init__(
        self,
        *,
        engine: Submits,
        reader: Reader,
        clock: Clock,
        hasher: PasswordHasher,
        checks: SlowChecks,
        tries: PasswordBrake,
    ) -> None:
        self._engine = engine
        self._reader = reader
        self._clock = clock
        self._hasher = hasher
        self._checks = checks
        self._tries = tries

    async def authenticate(
        self,
        app_id: AppId,
        data: Parameters,
        *,
        packet_id: int,
        packet_key: str,
        client: str,
        door: SessionDoor = SessionDoor.APP,
    ) -> SignedIn | No:
        """Sign a player in, as brainCloud does for a known or unknown identity and profile.

        On the page, of whose callers no app vouches, an unknown name that is not to be made is
        refused, counted and waited for as a wrong password is.
        """
        asked = _read(
            app_id, data, packet_id=packet_id, packet_key=packet_key, client=client, door=door
        )
        if isinstance(asked, No):
            return asked
        found: list[IdentityRow] = await self._reader.find(
            IDENTITIES.at(app_id, asked.kind, asked.external_id)
        )
        if found:
            return await self._known(asked, found[0])
        if door is SessionDoor.PAGE and not asked.force_create:
            return await self._refusal_of_password(asked, None) or _wrong_password()
        if asked.profile_id:
            return refused(Reason.MISSING_IDENTITY_ERROR, "The profile has no such identity.")
        if not asked.force_create:
            return refused(Reason.MISSING_PROFILE_ERROR, "There is no such profile.")
        return await self._create(asked)

    async def heartbeat(self, player: Player, packet_id: int) -> Said:
        answer = await answered(
            self._engine,
            TouchPlayerSession(
                app_id=player.app_id,
                session_id=player.session_id,
                packet_id=packet_id,
                expires_at=self._clock.now_ms() + PLAYER_SESSION_S * 1000,
            ),
        )
        return answer if isinstance(answer, No) else no_of(answer.outcome) or Yes()

    async def keep(self, player: Player, packet_id: int) -> None:
        """Take in a packet of which no command was; where that fails, its answers are as good."""
        now_ms = self._clock.now_ms()
        is_worn_out = is_worn(player.expires_at, now_ms, now_ms + PLAYER_SESSION_S * 1000)
        if packet_id > player.last_packet_id or is_worn_out:
            with contextlib.suppress(NotNowError):
                await self.heartbeat(player, packet_id)

    async def user_state(self, player: Player) -> Said:
        """What a client asks for once it has taken up its session again."""
        profiles: list[ProfileRow] = await self._reader.find(
            PROFILES.at(player.app_id, player.profile_id)
        )
        return Yes(_state(profiles[0], self._clock.now_ms()))

    async def log_out(self, player: Player, packet_id: int) -> Said:
        end = EndPlayerSession(
            app_id=player.app_id, session_id=player.session_id, packet_id=packet_id
        )
        answer = await answered(self._engine, end)
        return answer if isinstance(answer, No) else no_of(answer.outcome) or Yes()

    async def _known(self, asked: _Asked, identity: IdentityRow) -> SignedIn | No:
        if identity.password_hash is not None:
            refusal = await self._refusal_of_password(asked, identity.password_hash)
            if refusal is not None:
                return refusal
        if asked.profile_id and asked.profile_id != identity.profile_id:
            return refused(Reason.SWITCHING_PROFILES, "The identity belongs to another profile.")
        if asked.kind is IdentityKind.ANONYMOUS and not asked.profile_id:
            # Anybody could make up such an id; only a repeat after a lost reply is let in.
            return await self._create(asked)
        proved = ProvedPassword(asked.external_id, identity.password_hash)
        return await self._open(
            asked,
            identity.profile_id,
            is_new=False,
            proved=proved if identity.password_hash is not None else None,
        )

    async def _create(self, asked: _Asked) -> SignedIn | No:
        if not asked.force_create:
            return refused(Reason.SECURITY_ERROR, "The anonymous id is in use by a profile.")
        password_hash = None
        if asked.kind is IdentityKind.UNIVERSAL:
            if not asked.password:
                return refused(Reason.MISSING_REQUIRED_PARAMETER, "authenticationToken is required")
            async with self._turn():
                password_hash = await asyncio.to_thread(self._hasher.hash, asked.password)
        answer = await answered(
            self._engine,
            CreateProfile(
                app_id=asked.app_id,
                request=Keyed(f"bc-sign-in:{asked.packet_key}"),
                profile_id=secrets.token_hex(16),
                kind=asked.kind,
                external_id=asked.external_id,
                password_hash=password_hash,
            ),
        )
        if isinstance(answer, No):
            return answer
        is_stale = answer.replayed and self._clock.now_ms() - answer.at > REPEAT_MS
        if answer.outcome is not RedemptionOutcome.DONE or is_stale or answer.profile_id is None:
            return refused(Reason.SECURITY_ERROR, "The identity is in use by a profile.")
        return await self._open(asked, answer.profile_id, is_new=True)

    async def _open(
        self,
        asked: _Asked,
        profile_id: str,
        *,
        is_new: bool,
        proved: ProvedPassword | None = None,
    ) -> SignedIn | No:
        token, now_ms = new_token(), self._clock.now_ms()
        expires_at = now_ms + PLAYER_SESSION_S * 1000
        answer = await answered(
            self._engine,
            OpenPlayerSession(
                app_id=asked.app_id,
                session_id=session_id_of(token),
                profile_id=profile_id,
                packet_id=asked.packet_id,
                expires_at=expires_at,
                door=asked.door,
                proved=proved,
            ),
        )
        if isinstance(answer, No):
            return answer
        if answer.profile is None:
            return no_of(answer.outcome) or refused(Reason.NO_SESSION)
        player = Player(
            session_id=session_id_of(token),
            app_id=asked.app_id,
            profile_id=profile_id,
            name=answer.profile.name,
            last_packet_id=asked.packet_id,
            expires_at=expires_at,
        )
        return SignedIn(player, Yes(_welcome(answer.profile, token, now_ms, is_new=is_new)))

    async def _refusal_of_password(self, asked: _Asked, password_hash: str | None) -> No | None:
        who = (asked.app_id, asked.external_id, asked.client)
        if not await self._tries.may_try(*who):
            return refused(Reason.NOT_NOW, "Too many wrong passwords; try again later.")
        try:
            async with self._turn():
                is_right = await asyncio.to_thread(self._fits, password_hash, asked.password)
        except NotNowError:
            self._tries.take_back(*who)
            raise
        if not is_right:
            await self._tries.was_wrong(*who)
            return _wrong_password()
        self._tries.note_success(*who)
        return None

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        """A turn at a slow check; where too many wait already, the packet is to come again."""
        try:
            async with self._checks.turn():
                yield
        except TooManyWaitingError:
            raise NotNowError from None

    def _fits(self, password_hash: str | None, password: str) -> bool:
        if password_hash is None:
            self._hasher.hash(password)  # takes as long as looking whether it is right
            return False
        try:
            return self._hasher.verify(password_hash, password)
        except (VerificationError, InvalidHashError):
            return False


class ServerDoor:
    """Signs customers' servers in."""

    def __init__(self, engine: Submits, callers: Callers, clock: Clock) -> None:
        self._engine = engine
        self._callers = callers
        self._clock = clock

    async def authenticate(
        self, data: Parameters, packet_id: int
    ) -> tuple[CustomerServer, Yes] | No:
        """Check a server's secret and open a session; any number of them may be open."""
        app_id, name = data.text("appId"), data.text("serverName")
        if not await self._callers.is_server(app_id, name, data.text("serverSecret")):
            return refused(Reason.BAD_SIGNATURE, "There is no such server, or its secret is wrong.")
        if await self._callers.is_disabled(app_id):
            return refused(Reason.APP_DISABLED, "The app is disabled.")
        token, expires_at = new_token(), self._clock.now_ms() + SERVER_SESSION_S * 1000
        session_id = session_id_of(token)
        answer = await answered(
            self._engine,
            OpenServerSession(
                app_id=AppId(app_id),
                session_id=session_id,
                server_name=name,
                packet_id=packet_id,
                expires_at=expires_at,
            ),
        )
        if isinstance(answer, No):
            return answer
        refusal = no_of(answer.outcome)
        if refusal is not None:
            return refusal
        server = CustomerServer(
            session_id=session_id, app_id=AppId(app_id), name=name, expires_at=expires_at
        )
        return server, Yes({"sessionId": token, "heartbeatSeconds": HEARTBEAT_S})

    async def heartbeat(self, server: CustomerServer, packet_id: int) -> Said:
        if server.session_id is None:
            return Yes()
        answer = await answered(
            self._engine,
            TouchServerSession(
                app_id=server.app_id,
                session_id=server.session_id,
                packet_id=packet_id,
                expires_at=self._clock.now_ms() + SERVER_SESSION_S * 1000,
            ),
        )
        return answer if isinstance(answer, No) else no_of(answer.outcome) or Yes()

    async def keep(self, server: CustomerServer) -> None:
        """Let a session live on that is used, if only for reading. Commands alone have an order."""
        now_ms = self._clock.now_ms()
        if is_worn(server.expires_at, now_ms, now_ms + SERVER_SESSION_S * 1000):
            with contextlib.suppress(NotNowError):
                await self.heartbeat(server, ANY_PACKET)


def _wrong_password() -> No:
    return refused(Reason.TOKEN_DOES_NOT_MATCH_USER, "The password is wrong.")


def _read(
    app_id: AppId,
    data: Parameters,
    *,
    packet_id: int,
    packet_key: str,
    client: str,
    door: SessionDoor,
) -> _Asked | No:
    named = data.text_or_none("authenticationType") or IdentityKind.ANONYMOUS.value
    if named not in (IdentityKind.ANONYMOUS, IdentityKind.UNIVERSAL):
        return refused(Reason.INVALID_PARAMETER_VALUE, "authenticationType is not offered here")
    kind = IdentityKind(named)
    external_id = data.text_or_none("externalId", length_max=_EXTERNAL_ID_MAX) or ""
    if kind is IdentityKind.ANONYMOUS:
        anonymous_id = data.text_or_none("anonymousId", length_max=_EXTERNAL_ID_MAX)
        external_id = external_id or anonymous_id or ""
    if not external_id:
        return refused(Reason.MISSING_REQUIRED_PARAMETER, "externalId is required")
    return _Asked(
        app_id=app_id,
        kind=kind,
        external_id=external_id,
        password=data.text_or_none("authenticationToken") or "",
        profile_id=data.text_or_none("profileId") or "",
        force_create=data.flag("forceCreate", default=True),
        packet_id=packet_id,
        packet_key=packet_key,
        client=client,
        door=door,
    )


def _welcome(profile: ProfileRow, token: str, now_ms: int, *, is_new: bool) -> dict[str, Any]:
    return _state(profile, now_ms) | {
        "sessionId": token,
        "playerSessionExpiry": PLAYER_SESSION_S,
        "maxBundleMsgs": BUNDLE_MESSAGES_MAX,
        "maxKillCount": KILL_COUNT_MAX,
        "newUser": "true" if is_new else "false",
    }


def _state(profile: ProfileRow, now_ms: int) -> dict[str, Any]:
    return {
        "profileId": profile.profile_id,
        "id": profile.profile_id,
        "playerName": profile.name,
        "server_time": now_ms,
        "createdAt": profile.created_at,
        "lastLogin": profile.last_login_at,
        "previousLogin": profile.previous_login_at,
        "loginCount": profile.logins,
        "abTestingId": 0,
        "timeZoneOffset": 0,
        "languageCode": None,
        "countryCode": None,
        "emailAddress": None,
        "pictureUrl": None,
        "parentProfileId": None,
        "rewards": {"rewards": {}, "rewardDetails": {}, "currency": {}},
        "currency": {},
        "statistics": {},
        "sent_events": [],
        "incoming_events": [],
        "experiencePoints": 0,
        "experienceLevel": 0,
        "xpCapped": False,
        "vcPurchased": 0,
        "vcClaimed": 0,
        "amountSpent": 0,
        "refundCount": 0,
    }
