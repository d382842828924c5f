"""Connecting to PostgreSQL, and what its errors mean to us."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, Final

import asyncpg

from server_stub.storage.file_lock import AlreadyLockedError
from server_stub.storage.interface import (
    ChangeRefusedError,
    LockedError,
    OvertakenError,
    UnavailableError,
)

APPLICATION: Final = "redemption-server"
CONNECT_TIMEOUT_S: Final = 10.0
ANSWER_TIMEOUT_S: Final = 30.0
"""So long a statement may take on this side of the line, before the line counts as cut."""
LOCK_TIMEOUT_MS: Final = 300
"""So long a round waits for another's rows. It ends before PostgreSQL looks for a deadlock (after a
second, as it comes), so that two rounds that wait for each other lose little time."""
_STATEMENTS_KEPT: Final = 500
_STATEMENT_TIMEOUT_MS: Final = 20_000

# Every statement of the writer looks a few rows up by an index. Once it is prepared its plan stays,
# also when it was made over tables that were still empty: it must not be to read them whole.
_PLANS: Final = {
    "jit": "off",
    "plan_cache_mode": "force_generic_plan",
    "enable_seqscan": "off",
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
}
_DURABLE: Final = (
    "SELECT set_config('synchronous_commit', 'on', false)"
    " WHERE current_setting('synchronous_commit') IN ('off', 'local')"
)

# Whoever writes shares this lock as long as its connection lives; whoever must be alone takes it.
_SHARE: Final = "SELECT pg_try_advisory_lock_shared(hashtextextended('redemption-server use', 0))"
_ALONE: Final = "SELECT pg_try_advisory_lock(hashtextextended('redemption-server use', 0))"

_LOST_RACES: Final = (
    asyncpg.SerializationError,
    asyncpg.DeadlockDetectedError,
    asyncpg.LockNotAvailableError,
)
_SENTENCES: Final[tuple[tuple[type[Exception], str], ...]] = (
    (asyncpg.DiskFullError, "The database's disk is full."),
    (asyncpg.TooManyConnectionsError, "The database takes no more connections."),
    (asyncpg.InsufficientResourcesError, "The database is out of resources."),
    (asyncpg.OperatorInterventionError, "The database is being shut down or started."),
    (asyncpg.PostgresSystemError, "The database reports an error of its disk."),
    (asyncpg.InternalServerError, "The database reports damage."),
    (asyncpg.InvalidAuthorizationSpecificationError, "The database does not let us in."),
    (asyncpg.InvalidCatalogNameError, "There is no such database."),
    (asyncpg.InsufficientPrivilegeError, "The database does not let us do that."),
    (asyncpg.ReadOnlySQLTransactionError, "The database may only be read: it is a copy."),
    (asyncpg.PostgresConnectionError, "The database cannot be reached."),
)
_CUT: Final = (OSError, asyncio.TimeoutError, asyncpg.InterfaceError)


async def open_writer(url: str) -> Any:
    """Connect for writing; a commit is on the database's disk when it returns."""
    connection = await _open(url, {"lock_timeout": str(LOCK_TIMEOUT_MS), **_PLANS})
    with translated():
        await connection.execute(_DURABLE)
        may_share = await connection.fetchval(_SHARE)
    if not may_share:
        connection.terminate()
        raise UnavailableError("The database is being looked after just now; try again.")
    return connection


async def open_reader(url: str) -> Any:
    """Connect for reading what is committed. It cannot write."""
    return await _open(url, {"default_transaction_read_only": "on", "jit": "off"})


async def open_plain(url: str) -> Any:
    """Connect for what is done once: migrations, moving a shop."""
    return await _open(url, {"statement_timeout": "0"}, command_timeout_s=None)


@asynccontextmanager
async def alone(url: str) -> AsyncIterator[Any]:
    """Connect as the only one, and keep servers out meanwhile; else ``AlreadyLockedError``."""
    connection = await open_plain(url)
    try:
        with translated():
            is_alone = await connection.fetchval(_ALONE)
        if not is_alone:
            raise AlreadyLockedError("A server uses this database.")
        yield connection
    finally:
        await connection.close()


@contextmanager
def translated() -> Iterator[None]:
    """Turn the library's errors into ours; an error that names no outside cause stays as it is."""
    try:
        yield
    except asyncpg.IntegrityConstraintViolationError as error:
        raise ChangeRefusedError(str(error)) from error
    except _LOST_RACES as error:
        raise OvertakenError("Another process holds or has changed these rows.") from error
    except asyncpg.QueryCanceledError as error:
        raise LockedError("The database took too long.") from error
    except asyncpg.PostgresError as error:
        for kind, sentence in _SENTENCES:
            if isinstance(error, kind):
                raise UnavailableError(sentence) from error
        raise
    except _CUT as error:
        if isinstance(error, ValueError):
            raise  # a value that cannot be sent is an error of the library's interface too
        raise UnavailableError("The database cannot be reached.") from error


async def _open(
    url: str, settings: dict[str, str], *, command_timeout_s: float | None = ANSWER_TIMEOUT_S
) -> Any:
    wanted = {
        "application_name": APPLICATION,
        "statement_timeout": str(_STATEMENT_TIMEOUT_MS),
        "timezone": "UTC",
        **settings,
    }
    with translated():
        try:
            return await asyncpg.connect(
                url,
                timeout=CONNECT_TIMEOUT_S,
                command_timeout=command_timeout_s,
                statement_cache_size=_STATEMENTS_KEPT,
                max_cached_statement_lifetime=0,
                server_settings=wanted,
            )
        except (ValueError, asyncpg.ClientConfigurationError) as error:
            raise UnavailableError(f"The database's address cannot be used ({error}).") from error
