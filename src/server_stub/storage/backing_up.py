"""Copies of a database: made while a server writes to it, and looked over before they are trusted.

SQLite's own backup copies the pages of one moment, whatever is written meanwhile. A copy is one
file without a log, and its ledger is walked from the first entry to the last.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import apsw

from server_stub.storage import ledger
from server_stub.storage.migrate import schema_of
from server_stub.storage.sqlite_connection import open_reader, translated
from server_stub.storage.sqlite_ledger import head_of

_LINKS: Final = "SELECT position, app_id, entry, hash FROM ledger ORDER BY position"


class BadCopyError(Exception):
    """A copy is damaged or is no database of ours; the message says what is wrong with it."""


def copy_database(source: Path, target: Path) -> None:
    """Copy a database, which may be in use, into a file that does not exist yet."""
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    os.close(descriptor)
    with translated():
        reader = open_reader(source)
        try:
            writer = apsw.Connection(str(target))
            try:
                with writer.backup("main", reader, "main") as backup:
                    # All at once: page by page it would begin anew with every round of the server.
                    backup.step(-1)
                writer.pragma("journal_mode", "delete")
            finally:
                writer.close()
        finally:
            reader.close()
    on_disk(target)


def looked_over(path: Path) -> tuple[int, ledger.Head]:
    """The schema of a copy and the end of its ledger; raises ``BadCopyError``."""
    try:
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    except apsw.Error as error:
        raise BadCopyError(f"{path} cannot be opened ({error}).") from error
    try:
        if connection.pragma("integrity_check", 1) != "ok":
            raise BadCopyError(f"{path} is damaged.")
        broken = ledger.first_broken(
            ledger.Link(position=position, app_id=app_id, entry=entry, hash=digest)
            for position, app_id, entry, digest in connection.execute(_LINKS)
        )
        if broken is not None:
            raise BadCopyError(f"The ledger in {path} is broken at entry {broken}.")
        return schema_of(connection), head_of(connection)
    except apsw.Error as error:
        raise BadCopyError(f"{path} is damaged ({error}).") from error
    finally:
        connection.close()


def on_disk(path: Path) -> None:
    """Wait until a file, and its name, are on the disk."""
    for each in (path, path.parent):
        descriptor = os.open(each, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
