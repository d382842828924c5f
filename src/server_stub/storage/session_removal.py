"""Sessions that are long over, and their removal past the engine.

No command reads such a session for more than to say that it is over, and nothing is decided by it,
so no ledger entry and no round is spent on it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from msgspec import Struct


class SessionTable(StrEnum):
    PLAYERS = "player_sessions"
    SERVERS = "server_sessions"
    TILLS = "till_sessions"
    OPERATORS = "operator_sessions"
    PORTAL = "portal_sessions"


class SessionSeen(Struct, frozen=True, array_like=True):
    """When a session was over, or will be."""

    session_id: str
    over_at: int


def sessions_after(table: SessionTable) -> str:
    """The statement that walks through a table in the order of its key: after (session), limit."""
    return f"""
        SELECT session_id, coalesce(ended_at, expires_at) FROM {table}
        WHERE session_id > ? ORDER BY session_id LIMIT ?
    """  # noqa: S608 - the name is one of ours


class RemovesSessions(Protocol):
    async def remove(
        self, table: SessionTable, session_ids: list[str], *, over_before_ms: int
    ) -> None:
        """Remove those of the sessions that were over before."""
