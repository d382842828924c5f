"""Bringing a PostgreSQL database to the schema that this server knows.

The steps are those of SQLite, translated; each is one transaction, under a lock that lets one
process migrate while the others wait. The schema's number stands in the one row of
``database_state``, beside the ledger's end: every round locks that row at its end, so that an older
server which still runs when a newer one migrates notices before it writes anything more.
"""

from __future__ import annotations

from typing import Any, Final

import asyncpg

from server_stub.storage.interface import UnavailableError
from server_stub.storage.ledger import START
from server_stub.storage.migrate import STEPS, refuse_newer, step_sql
from server_stub.storage.postgres.connection import translated
from server_stub.storage.postgres.dialect import tables_sql

_LOCK: Final = "SELECT pg_advisory_lock(hashtextextended('redemption-server migration', 0))"
_UNLOCK: Final = "SELECT pg_advisory_unlock(hashtextextended('redemption-server migration', 0))"
# ``sessions`` counts the changes that end or alter somebody's session (see ``reader.py``).
_STATE: Final = """
    CREATE TABLE database_state (
        only_row BOOLEAN NOT NULL PRIMARY KEY CHECK (only_row),
        schema BIGINT NOT NULL,
        position BIGINT NOT NULL,
        hash TEXT NOT NULL,
        sessions BIGINT NOT NULL
    )
"""
_FIRST: Final = "INSERT INTO database_state VALUES (TRUE, 0, 0, $1, 0)"


async def migrate(connection: Any, steps: tuple[str, ...] = STEPS) -> int:
    """Run the steps that the database lacks; returns the schema's number."""
    with translated():
        if await connection.fetchval("SHOW server_encoding") != "UTF8":
            raise UnavailableError("The database must be made with the encoding UTF8.")
        await connection.execute(_LOCK)
        try:
            there = await schema_of(connection)
            refuse_newer(there, len(steps))
            for number, step in enumerate(steps[there:], start=there + 1):
                async with connection.transaction():
                    if number == 1:
                        await connection.execute(_STATE)
                        await connection.execute(_FIRST, START.hash)
                    sql = tables_sql(step_sql(step))
                    if sql:
                        await connection.execute(sql)
                    await connection.execute("UPDATE database_state SET schema = $1", number)
        finally:
            if not connection.is_closed():
                await connection.execute(_UNLOCK)
    return len(steps)


async def schema_of(connection: Any) -> int:
    """The number of the schema that a database has; 0 for an empty one."""
    try:
        number: int = await connection.fetchval("SELECT schema FROM database_state")
    except asyncpg.UndefinedTableError:
        return 0
    return number
