"""Taking a backup into use: the epoch rises, so that every till sends again what was lost with it.

The sessions that the backup remembers are ended: a till has to open a new one, and is told the new
epoch, before it can say anything else (docs/decisions.md 23).
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import apsw

from server_stub.domain.ids import ALL_APPS
from server_stub.storage.change import LedgerEntry
from server_stub.storage.file_lock import FileLock
from server_stub.storage.migrate import migrate
from server_stub.storage.sqlite_connection import open_writer, translated
from server_stub.storage.sqlite_ledger import append_to

_RAISE: Final = (
    "UPDATE meta SET value = value + 1, version = version + 1 WHERE name = 'epoch' RETURNING value"
)
_NOTE: Final = (
    "INSERT INTO meta (name, value) VALUES ('restored_at', ?)"
    " ON CONFLICT (name) DO UPDATE SET value = excluded.value, version = version + 1"
)
_END: Final = (
    "UPDATE till_sessions SET ended_at = ?, version = version + 1 WHERE ended_at IS NULL",
    "UPDATE operator_sessions SET ended_at = ?, version = version + 1 WHERE ended_at IS NULL",
)


def mark_restored(path: Path, *, at_ms: int) -> int:
    """Say of a database that is not in use that it was restored; returns its new epoch.

    Raises ``AlreadyLockedError`` where a server has it open.
    """
    lock = FileLock(path.with_name(path.name + ".lock"))
    lock.take()
    try:
        with translated():
            connection = open_writer(path)
            try:
                migrate(connection)
                with connection:
                    epoch = _mark(connection, at_ms)
            finally:
                connection.close()
    finally:
        lock.release()
    return epoch


def _mark(connection: apsw.Connection, at_ms: int) -> int:
    epoch: int = connection.execute(_RAISE).get
    connection.execute(_NOTE, (at_ms,))
    for statement in _END:
        connection.execute(statement, (at_ms,))
    entry = LedgerEntry(
        app_id=ALL_APPS,
        kind="server.restored",
        actor="system",
        subject="database",
        detail={"epoch": epoch},
    )
    append_to(connection, [entry], at_ms)
    return epoch
