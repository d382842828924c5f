"""The ledger in PostgreSQL: its end is one row, locked last in every round and by one at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from server_stub.storage import ledger
from server_stub.storage.change import LedgerEntry
from server_stub.storage.interface import UnavailableError
from server_stub.storage.migrate import STEPS

# Follows on what writes a round's rows. Whoever has this row is about to commit: it is worth
# waiting longer than for other rows, and as it is the last that any round locks, no two can wait
# for each other here.
TAKE_END: Final = """
    , patience AS MATERIALIZED (SELECT set_config('lock_timeout', '5s', true) FROM done)
    SELECT done.counts, s.schema, s.position, s.hash
    FROM done, patience, database_state AS s FOR UPDATE OF s
"""
_APPEND: Final = """
    WITH links AS (
        INSERT INTO ledger (position, app_id, entry, hash)
        SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[])
    )
    UPDATE database_state SET position = $5, hash = $6, sessions = sessions + $7
"""
_END: Final = "SELECT position, hash FROM database_state"
_TAIL: Final = (
    "SELECT position, app_id, entry, hash FROM ledger WHERE position >= $1 ORDER BY position"
)


def refuse_newer_schema(schema: int) -> None:
    """Take no part in a database that a newer server has migrated while this one was running."""
    if schema != len(STEPS):
        raise UnavailableError(
            f"A newer server has brought the database to schema {schema}, this one knows"
            f" {len(STEPS)}: use a newer server."
        )


async def append(
    connection: Any,
    end: ledger.Head,
    entries: Sequence[LedgerEntry],
    at_ms: int,
    *,
    ends_sessions: bool,
) -> None:
    """Chain entries behind the end, which this round has locked."""
    links = ledger.append(end, entries, at_ms)
    new = links[-1] if links else end
    await connection.execute(
        _APPEND,
        [link.position for link in links],
        [link.app_id for link in links],
        [link.entry for link in links],
        [link.hash for link in links],
        new.position,
        new.hash,
        int(ends_sessions),
    )


async def is_whole_at_end(connection: Any, entries_max: int) -> bool:
    """Whether the last so many entries follow from one another, and end where they should."""
    end = ledger.Head(*await connection.fetchrow(_END))
    start = max(end.position - entries_max, 0)
    links = [
        ledger.Link(position=position, app_id=app_id, entry=entry, hash=digest)
        for position, app_id, entry, digest in await connection.fetch(_TAIL, max(start, 1))
    ]
    head = ledger.START
    if start:
        if not links:
            return False
        head = ledger.Head(links[0].position, links[0].hash)
        links = links[1:]
    last = ledger.Head(links[-1].position, links[-1].hash) if links else head
    return ledger.first_broken(links, head) is None and last == end
