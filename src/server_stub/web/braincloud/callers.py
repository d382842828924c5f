"""Who asks a dispatcher: the app whose secret signed, a player in a session, a customer's server.

Tokens of sessions are known to the client alone; the database has their hashes. What is kept in
memory here is looked at again by every command that changes something, in its own transaction.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import Final

from msgspec import Struct

from server_stub.desks.ports import Clock
from server_stub.domain.ids import AppId
from server_stub.domain.session_door import SessionDoor
from server_stub.storage.interface import Reader
from server_stub.storage.rows.profiles import (
    SERVER_SESSIONS,
    SESSION_PLAYERS,
    ServerSessionRow,
    SessionPlayerRow,
)
from server_stub.storage.rows.shop import (
    APPS,
    SERVERS,
    AppRow,
    ServerRow,
)
from server_stub.storage.sealing import Keys, KeysUnreadableError, SealBrokenError, Sealed
from server_stub.web.braincloud.reasons import No, Reason, refused

PLAYER_SESSION_S: Final = 20 * 60
SERVER_SESSION_S: Final = 40 * 60
REPEAT_MS: Final = 180_000
"""How long a packet that signs in or out counts as a repeat: clients try for 165 seconds."""
APPS_KEPT_MS: Final = 2_000
"""How long a rotated secret, or an app that was disabled, may go on being taken."""
PLAYERS_KNOWN_MAX: Final = 20_000
_TOKEN_BYTES: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownApp:
    """An app, as it was found at a time; without ``secret`` nobody can sign for it."""

    secret: str | None
    is_disabled: bool
    found_at: int


class Player(Struct, frozen=True, kw_only=True):
    """A player in a session, as far as that has come.

    ``is_over`` is a session that has ended with the very packet that comes again: nothing is done
    in it any more, but what was answered then is told.
    """

    session_id: str
    app_id: AppId
    profile_id: str
    name: str
    last_packet_id: int
    expires_at: int
    is_over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerServer:
    """A server of the customer; without a session where its call carried the secret itself."""

    session_id: str | None
    app_id: AppId
    name: str
    expires_at: int = 0


def new_token() -> str:
    return secrets.token_hex(_TOKEN_BYTES)


def session_id_of(token: str) -> str:
    """The id under which a session is stored."""
    return hashlib.sha256(token.encode()).hexdigest()


class Callers:
    """Finds who a packet belongs to."""

    def __init__(self, reader: Reader, keys: Keys, clock: Clock) -> None:
        self._reader = reader
        self._keys = keys
        self._clock = clock
        self._apps: dict[AppId, KnownApp] = {}
        self._players: dict[str, Player] = {}

    async def app(self, app_id: str) -> KnownApp | None:
        """The app and the secret with which its clients sign; None where there is no such app."""
        known = self._apps.get(AppId(app_id))
        now_ms = self._clock.now_ms()
        if known is not None and now_ms - known.found_at < APPS_KEPT_MS:
            return known
        apps: list[AppRow] = await self._reader.find(APPS.at(app_id))
        if not apps:
            return None
        row = apps[0]
        found = KnownApp(
            secret=self._opened(Sealed(row.seal_key_id, row.secret_sealed), f"app/{row.app_id}"),
            is_disabled=row.disabled_at is not None,
            found_at=now_ms,
        )
        self._apps[row.app_id] = found
        return found

    async def is_disabled(self, app_id: str) -> bool:
        app = await self.app(app_id)
        return app is not None and app.is_disabled

    async def is_server(self, app_id: str, name: str, secret: str) -> bool:
        """Say whether an app has a server of this name with this secret."""
        servers: list[ServerRow] = await self._reader.find(SERVERS.at(app_id, name))
        if not servers or servers[0].disabled_at is not None:
            return False
        row = servers[0]
        sealed = Sealed(row.seal_key_id, row.secret_sealed)
        known = self._opened(sealed, f"server/{row.app_id}/{row.server_name}")
        return known is not None and hmac.compare_digest(known.encode(), secret.encode())

    async def player(self, app_id: AppId, session_id: str, packet_id: int) -> Player | No:
        """The player of a session, as far as it is open and takes this packet."""
        self._players.pop(session_id, None)
        sessions: list[SessionPlayerRow] = await self._reader.find(SESSION_PLAYERS.at(session_id))
        if not sessions or sessions[0].app_id != app_id:
            return refused(Reason.NO_SESSION, "Sign in first.")
        row, now_ms = sessions[0], self._clock.now_ms()
        is_over = row.ended_at is not None
        if row.door is not SessionDoor.APP or (
            is_over and not _ended_just_now(row, packet_id, now_ms)
        ):
            return refused(Reason.NO_SESSION, "Sign in first.")
        if now_ms > row.expires_at:
            return refused(Reason.SESSION_EXPIRED, "The session has expired; sign in again.")
        if 0 <= packet_id < row.last_packet_id:
            return refused(Reason.INVALID_PACKET_ID, "A later packet has been answered already.")
        player = Player(
            session_id=session_id,
            app_id=app_id,
            profile_id=row.profile_id,
            name=row.name,
            last_packet_id=row.last_packet_id,
            expires_at=row.expires_at,
            is_over=is_over,
        )
        self.remember(player)
        return player

    def known_player(self, app_id: AppId, session_id: str, packet_id: int) -> Player | None:
        """The player of a session that was open when it was last looked at, for commands alone.

        None where it is not known, may have expired, or has taken this packet or a later one here.
        """
        player = self._players.get(session_id)
        if player is None or player.app_id != app_id or packet_id <= player.last_packet_id:
            return None
        return None if self._clock.now_ms() > player.expires_at else player

    def remember(self, player: Player) -> None:
        """Know a player again whose session is open, in place of the one not seen for longest."""
        self._players.pop(player.session_id, None)
        if player.is_over:
            return
        if len(self._players) >= PLAYERS_KNOWN_MAX:
            del self._players[next(iter(self._players))]
        self._players[player.session_id] = player

    async def server(self, token: str) -> CustomerServer | None:
        """The server of an open session."""
        session_id = session_id_of(token)
        sessions: list[ServerSessionRow] = await self._reader.find(SERVER_SESSIONS.at(session_id))
        if not sessions or sessions[0].ended_at is not None:
            return None
        row = sessions[0]
        if self._clock.now_ms() > row.expires_at:
            return None
        return CustomerServer(
            session_id=session_id,
            app_id=row.app_id,
            name=row.server_name,
            expires_at=row.expires_at,
        )

    def _opened(self, sealed: Sealed, about: str) -> str | None:
        try:
            return self._keys.unseal(sealed, about=about).decode()
        except (SealBrokenError, KeysUnreadableError):
            return None


def _ended_just_now(row: SessionPlayerRow, packet_id: int, now_ms: int) -> bool:
    """Whether a session has ended with this packet, or after it: it comes again."""
    ended_at = row.ended_at or 0
    return 0 <= packet_id == row.last_packet_id and now_ms - ended_at <= REPEAT_MS
