"""Sessions that are long over, old lists of numbers and old requests: removed past the engine.

No command reads such a session for more than to say that it is over, and nothing is decided by it,
so no ledger entry and no round is spent on it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final, Protocol

from msgspec import Struct

# Whether a running recall goes through the list of a row ``l``.
LIST_IN_USE: Final = """
    EXISTS (SELECT 1 FROM recalls r
        JOIN jobs j ON j.app_id = r.app_id AND j.job_id = r.recall_id
        WHERE r.app_id = l.app_id AND j.state = 'running'
            AND r.spans LIKE '%' || l.list_id || '%')
"""

# App, before (ms), limit; the marks of values are those of the database.
OLD_REQUESTS: Final = """
    DELETE FROM redemption_requests WHERE (app_id, at, request) IN (
        SELECT app_id, at, request FROM redemption_requests
        WHERE app_id = {} AND at < {} ORDER BY at, request LIMIT {})
    RETURNING 1
"""

# Before (ms), limit; the marks of values are those of the database.
ENDED_TRIES: Final = """
    DELETE FROM wrong_tries WHERE (app_id, who) IN (
        SELECT app_id, who FROM wrong_tries WHERE ends_at < {} ORDER BY ends_at LIMIT {})
    RETURNING 1
"""


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
