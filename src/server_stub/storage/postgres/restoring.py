"""Taking a backup into use in PostgreSQL: the same steps as for a file, in one transaction."""

from __future__ import annotations

from typing import Final

from server_stub.storage.ledger import Head
from server_stub.storage.postgres import chain
from server_stub.storage.postgres.agreed_clock import AgreedClock
from server_stub.storage.postgres.connection import alone, translated
from server_stub.storage.postgres.dialect import select_sql
from server_stub.storage.postgres.migrating import migrate
from server_stub.storage.restoring import Restored, restoring_steps

_TAKE: Final = "SELECT position, hash FROM database_state FOR UPDATE"


async def mark_restored(
    url: str,
    *,
    at_ms: int,
    last_epoch: int = 0,
    clock: AgreedClock | None = None,
    is_clock_right: bool = False,
) -> Restored:
    """Say of a database that no server uses that it was restored; else ``AlreadyLockedError``."""
    async with alone(url) as connection:
        if clock is not None:
            with translated():
                await clock.check(connection.fetch)
        await migrate(connection)
        with translated():
            async with connection.transaction():
                end = Head(*await connection.fetchrow(_TAKE))
                steps = restoring_steps(at_ms, last_epoch, is_clock_right=is_clock_right)
                try:
                    sql, values = next(steps)
                    while True:
                        rows = await connection.fetch(select_sql(sql), *values)
                        sql, values = steps.send(rows)
                except StopIteration as done:
                    entry, restored = done.value
                await chain.append(connection, end, [entry], at_ms, ends_sessions=True)
    found: Restored = restored
    return found
