"""Opening the database file, and what its library's errors mean to us."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import apsw

from server_stub.storage.interface import (
    ChangeRefusedError,
    DamagedError,
    LockedError,
    UnavailableError,
)

BUSY_TIMEOUT_MS: Final = 5000
"""So long a thread waits inside SQLite for a lock; the writer, on the event loop, never does."""
_CACHE_KIB: Final = 65_536
_STATEMENTS_KEPT: Final = 256

_SENTENCES: Final[tuple[tuple[type[apsw.Error], str], ...]] = (
    (apsw.FullError, "The disk is full."),
    (apsw.IOError, "The disk reports an error."),
    (apsw.CantOpenError, "The database file cannot be opened."),
    (apsw.ReadOnlyError, "The database file may not be written."),
    (apsw.PermissionsError, "The database file may not be written."),
    (apsw.NoMemError, "The server is out of memory."),
)


def open_writer(path: Path, vfs: str | None = None) -> apsw.Connection:
    """Open the file for writing; a commit is on disk when it returns (``synchronous=FULL``)."""
    connection = _open(path, apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE, vfs)
    connection.pragma("journal_mode", "wal")
    connection.pragma("synchronous", "full")
    connection.pragma("foreign_keys", True)
    # Checkpoints run in the background, on a connection of their own.
    connection.pragma("wal_autocheckpoint", 0)
    return connection


def open_reader(path: Path, vfs: str | None = None) -> apsw.Connection:
    """Open the file for reading what is committed. It cannot write."""
    connection = _open(path, apsw.SQLITE_OPEN_READWRITE, vfs)
    connection.pragma("query_only", True)
    return connection


@contextmanager
def translated() -> Iterator[None]:
    """Turn the library's errors into ours; an error that names no outside cause stays as it is."""
    try:
        yield
    except apsw.ConstraintError as error:
        raise ChangeRefusedError(str(error)) from error
    except (apsw.BusyError, apsw.LockedError) as error:
        raise LockedError("Another program has locked the database.") from error
    except (apsw.CorruptError, apsw.NotADBError) as error:
        raise DamagedError("The database file is damaged.") from error
    except apsw.Error as error:
        for kind, sentence in _SENTENCES:
            if isinstance(error, kind):
                raise UnavailableError(sentence) from error
        raise


def _open(path: Path, flags: int, vfs: str | None) -> apsw.Connection:
    connection = apsw.Connection(
        str(path), flags=flags, vfs=vfs, statementcachesize=_STATEMENTS_KEPT
    )
    connection.set_busy_timeout(BUSY_TIMEOUT_MS)
    connection.pragma("cache_size", -_CACHE_KIB)
    connection.pragma("temp_store", "memory")
    return connection
