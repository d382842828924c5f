"""The rows of players and of the customer's servers: profiles, identities, sessions.

A session's id is a hash: the token itself is known to the client alone.
"""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Final

from server_stub.domain.ids import AppId
from server_stub.domain.session_door import SessionDoor
from server_stub.storage.table import Gathering, Index, Row, primary


class IdentityKind(StrEnum):
    """How a player proves who it is, in the words of the wire (``authenticationType``)."""

    ANONYMOUS = "Anonymous"
    UNIVERSAL = "Universal"


class ProfileRow(Row, frozen=True, kw_only=True, array_like=True):
    """A customer's identity. ``wrong_codes`` are those sent since ``wrong_codes_from``."""

    TABLE: ClassVar = "profiles"
    KEY: ClassVar = ("app_id", "profile_id")
    READ_AGAIN: ClassVar = True

    app_id: AppId
    profile_id: str
    name: str
    created_at: int
    last_login_at: int | None = None
    previous_login_at: int | None = None
    logins: int = 0
    wrong_codes: int = 0
    wrong_codes_from: int = 0
    version: int = 1


class IdentityRow(Row, frozen=True, kw_only=True, array_like=True):
    """One way to sign in to a profile; only a universal one has a password."""

    TABLE: ClassVar = "identities"
    KEY: ClassVar = ("app_id", "kind", "external_id")

    app_id: AppId
    kind: IdentityKind
    external_id: str
    profile_id: str
    password_hash: str | None
    created_at: int
    version: int = 1


class PlayerSessionRow(Row, frozen=True, kw_only=True, array_like=True):
    TABLE: ClassVar = "player_sessions"
    KEY: ClassVar = ("session_id",)
    READ_AGAIN: ClassVar = True

    session_id: str
    app_id: AppId
    profile_id: str
    opened_at: int
    expires_at: int
    ended_at: int | None = None
    last_packet_id: int
    door: SessionDoor = SessionDoor.APP
    version: int = 1


_PLAYER: Final = """
    SELECT s.session_id, s.app_id, s.profile_id, p.name, s.expires_at, s.ended_at,
        s.last_packet_id, s.door
"""
_OF_SESSION: Final = "JOIN profiles AS p ON p.app_id = s.app_id AND p.profile_id = s.profile_id"


class SessionPlayerRow(Row, frozen=True, kw_only=True, array_like=True):
    """A session and whose it is, in one look; no decision is made over it."""

    TABLE: ClassVar = "player_sessions"
    KEY: ClassVar = ("session_id",)

    session_id: str
    app_id: AppId
    profile_id: str
    name: str
    expires_at: int
    ended_at: int | None
    last_packet_id: int
    door: SessionDoor


class ServerSessionRow(Row, frozen=True, kw_only=True, array_like=True):
    TABLE: ClassVar = "server_sessions"
    KEY: ClassVar = ("session_id",)
    READ_AGAIN: ClassVar = True

    session_id: str
    app_id: AppId
    server_name: str
    opened_at: int
    expires_at: int
    ended_at: int | None = None
    last_packet_id: int
    version: int = 1


class NewPasswordRow(Row, frozen=True, kw_only=True, array_like=True):
    """The word that lets a customer set a new password, as a keyed hash; ``tries`` were wrong."""

    TABLE: ClassVar = "new_passwords"
    KEY: ClassVar = ("app_id", "profile_id")

    app_id: AppId
    profile_id: str
    word: str
    made_by: str
    made_at: int
    expires_at: int
    tries: int = 0
    ended_at: int | None = None
    version: int = 1


PROFILES = primary(ProfileRow)
IDENTITIES = primary(IdentityRow)
IDENTITIES_OF_PROFILE = Index(IdentityRow, ("app_id", "profile_id"))
PLAYER_SESSIONS = primary(PlayerSessionRow)
SESSION_PLAYERS = Index(
    SessionPlayerRow,
    ("session_id",),
    gathering=Gathering(
        sqlite=f"""
            {_PLAYER} FROM json_each(?) AS k
            CROSS JOIN player_sessions AS s ON s.session_id = k.value->>0 {_OF_SESSION}
        """,
        postgres=f"""
            {_PLAYER} FROM <keys>
            JOIN player_sessions AS s ON s.session_id = k.c0 {_OF_SESSION}
        """,
    ),
)
PLAYER_SESSIONS_OF_PROFILE = Index(PlayerSessionRow, ("app_id", "profile_id"))
NEW_PASSWORDS = primary(NewPasswordRow)
SERVER_SESSIONS = primary(ServerSessionRow)
SERVER_SESSIONS_OF_SERVER = Index(ServerSessionRow, ("app_id", "server_name"))

PROFILE_ROW_TYPES: tuple[type[Row], ...] = (
    ProfileRow,
    IdentityRow,
    PlayerSessionRow,
    ServerSessionRow,
    NewPasswordRow,
)
