"""The journal's SQLite file: how it is opened, and how a transaction in it is kept or undone."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import apsw

from pos_terminal.journal.event_chain import JournalDamagedError

SCHEMA: Final = 1

_TABLES: Final = """
CREATE TABLE journal (schema INTEGER NOT NULL, till TEXT NOT NULL, generation INTEGER NOT NULL);
CREATE TABLE events (
    event INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, sequence INTEGER NOT NULL,
    body BLOB NOT NULL, hash BLOB NOT NULL);
CREATE TABLE records (sequence INTEGER PRIMARY KEY, event INTEGER NOT NULL);
"""


class JournalInUseError(Exception):
    """Another program has this journal open."""


def connect(path: Path) -> apsw.Connection:
    """Open the file for this program alone, so that every commit is on disk when it returns."""
    connection = apsw.Connection(str(path))
    try:
        with damage_named():
            # EXCLUSIVE keeps a second till away and the log's index in memory.
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA trusted_schema=OFF")
            connection.execute("BEGIN IMMEDIATE; COMMIT")
    except BaseException:
        connection.close()
        raise
    return connection


@contextlib.contextmanager
def damage_named() -> Iterator[None]:
    """Tell what SQLite says of a file that does not hold in the journal's own words."""
    try:
        yield
    except apsw.BusyError as error:
        raise JournalInUseError("Another program has the till's journal open.") from error
    except (apsw.Error, UnicodeDecodeError) as error:
        raise JournalDamagedError(f"The journal cannot be read: {error}") from error


def one(connection: apsw.Connection, query: str, values: tuple[int, ...] = ()) -> object:
    """The first value of a query, or null."""
    return next(iter(connection.execute(query, values)), (None,))[0]


def begin_file(connection: apsw.Connection, *, till: str, generation: int) -> None:
    """Make the tables of a new generation."""
    with transaction(connection):
        connection.execute(_TABLES)
        connection.execute("INSERT INTO journal VALUES (?, ?, ?)", (SCHEMA, till, generation))


@contextlib.contextmanager
def transaction(connection: apsw.Connection) -> Iterator[None]:
    """One transaction. A full disk makes SQLite roll back by itself, so that is asked first."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
