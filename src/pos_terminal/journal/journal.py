"""The till's durable journal: what every open sale stands on, written before anything is sent.

One SQLite file (WAL, ``synchronous=FULL``): append-only events, each with the whole record after
its step, chained by hash; and one row a record that names its newest event. Opening it checks the
file, the whole chain, and every row against it. A journal that does not hold is never written to
again: it stays where a person can look at it, and only a person begins a new generation.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, Protocol, TypeVar

import apsw
import msgspec

from card_contract.sale_id import SaleId, VoidId, crockford
from pos_terminal.journal.disk import FREE_BYTES_MIN, Disk
from pos_terminal.journal.event_chain import Chain, JournalDamagedError, check_file
from pos_terminal.journal.head_mark import Head, HeadMark
from pos_terminal.journal.records import (
    Clerk,
    Record,
    RefundRecord,
    SaleRecord,
    id_of,
    sequence_of,
)

FILE_NAME: Final = "journal.db"
HEAD_NAME: Final = "journal.head"
SCHEMA: Final = 1

_TABLES: Final = """
CREATE TABLE journal (schema INTEGER NOT NULL, till TEXT NOT NULL, generation INTEGER NOT NULL);
CREATE TABLE events (
    event INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, sequence INTEGER NOT NULL,
    body BLOB NOT NULL, hash BLOB NOT NULL);
CREATE TABLE records (sequence INTEGER PRIMARY KEY, event INTEGER NOT NULL);
"""

T = TypeVar("T")


class Clock(Protocol):
    """The till's clock."""

    def now_ms(self) -> int:
        """Milliseconds since 1970, UTC."""


class DiskFullError(Exception):
    """The step could not be kept, even after the ballast was given back; nothing has changed."""


class JournalInUseError(Exception):
    """Another program has this journal open."""


class Page:
    """One transaction of the journal, as the function inside it sees it."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self.changed: list[tuple[str, Record]] = []
        self._given = journal.last_sequence

    def new_sale_id(self) -> str:
        """The id of the next sale. It is taken only if a record with it is put."""
        return str(self._next())

    def new_refund_id(self) -> str:
        """The id of the next refund."""
        return str(VoidId(self._next()))

    def sale(self, sale_id: str) -> SaleRecord:
        """The sale as it stands, with this page's own changes."""
        match self._find(sale_id):
            case SaleRecord() as record:
                return record
            case _:
                raise LookupError(f"{sale_id} is no sale of this journal.")

    def refund(self, refund_id: str) -> RefundRecord:
        """The refund as it stands, with this page's own changes."""
        match self._find(refund_id):
            case RefundRecord() as record:
                return record
            case _:
                raise LookupError(f"{refund_id} is no refund of this journal.")

    def has(self, record_id: str) -> bool:
        """Whether the record is of this journal."""
        return self._find(record_id) is not None

    def put(self, kind: str, record: Record) -> None:
        """Keep the record as it is after the step that ``kind`` names."""
        if self._find(id_of(record)) is None and self._journal.numbered(sequence_of(record)):
            raise LookupError(f"The number of {id_of(record)} is taken.")
        self.changed.append((kind, record))

    def _find(self, record_id: str) -> Record | None:
        for _, record in reversed(self.changed):
            if id_of(record) == record_id:
                return record
        return self._journal.record(record_id)

    def _next(self) -> SaleId:
        self._given += 1
        return SaleId(
            till=self._journal.till,
            generation=self._journal.generation,
            sequence=self._given,
            random=crockford(os.urandom(17)),
        )


class Journal:
    """One open journal. All calls may come from any thread; one page is written at a time."""

    def __init__(self, folder: Path, *, till: str, clock: Clock, disk: Disk) -> None:
        """Open the journal of ``folder``, or begin its first generation.

        Where it does not hold, ``damage`` says what was found: nothing is read from it or written
        to it until a person begins a new generation. Raises ``JournalInUseError`` where another
        program has it.
        """
        self._folder = folder
        self._clock = clock
        self._disk = disk
        self._lock = threading.RLock()
        self._watchers: list[Callable[[], None]] = []
        self.till = till
        self._open()

    def _open(self) -> None:
        self.damage: str | None = None
        self.generation = 0
        self.last_sequence = 0
        self._chain = Chain(0, b"")
        self._open_records: dict[str, Record] = {}
        self._mark = HeadMark(self._folder / HEAD_NAME)
        self._connection: apsw.Connection | None = None
        try:
            self._connection = _connect(self._folder / FILE_NAME)
            with _damage_named():
                self._check(self._connection)
        except JournalDamagedError as error:
            self.damage = str(error)
            self._release()
        except BaseException:
            self._release()
            raise
        self._disk.lay_ballast()

    def _check(self, connection: apsw.Connection) -> None:
        mark = self._mark.read()
        if not _one(connection, "SELECT count(*) FROM sqlite_schema"):
            if mark is not None:
                raise JournalDamagedError("The journal is empty, and its mark says it was not.")
            _begin(connection, till=self.till, generation=_next_generation(self._folder))
        checked = check_file(connection, till=self.till, schema=SCHEMA, mark=mark)
        self.generation = checked.generation
        self._chain = checked.chain
        self.last_sequence = checked.last_sequence
        self._open_records = {
            id_of(record): record for record in checked.newest if _stays_open(record)
        }
        self._mark.write(Head(self.generation, self._chain.event, self._chain.hash))

    def begin_new_generation(self, *, by: Clerk) -> Path:
        """Lay the damaged journal aside, whole, and begin a new one; returns where the old is kept.

        Only a person decides this: what was open in the old journal is then known to the server
        alone.
        """
        with self._lock:
            if self.damage is None:
                raise ValueError("A journal that holds is not laid aside.")
            number = _next_generation(self._folder)
            kept = self._folder / f"journal-{number}-damaged-{self._clock.now_ms()}"
            kept.mkdir()
            for name in (HEAD_NAME, f"{FILE_NAME}-wal", FILE_NAME):
                with contextlib.suppress(FileNotFoundError):
                    (self._folder / name).replace(kept / name)
            self._open()
            self.note("new_generation", by)
        self._tell()
        return kept

    # --- Reading ---------------------------------------------------------------------------------

    def has_room(self) -> bool:
        """Whether the disk has room enough to begin something new."""
        return self._disk.free_bytes() >= FREE_BYTES_MIN

    def open_records(self) -> tuple[Record, ...]:
        """Every sale and refund that is not settled, and sales whose receipt is missing; oldest
        first.
        """
        with self._lock:
            return tuple(sorted(self._open_records.values(), key=sequence_of))

    def sale(self, sale_id: str) -> SaleRecord | None:
        """The sale as this journal knows it, or null where it is not of this journal."""
        record = self.record(sale_id)
        return record if isinstance(record, SaleRecord) else None

    def refund(self, refund_id: str) -> RefundRecord | None:
        """The refund as this journal knows it, or null where it is not of this journal."""
        record = self.record(refund_id)
        return record if isinstance(record, RefundRecord) else None

    def record(self, record_id: str) -> Record | None:
        """The newest state of a record, or null where it is not of this journal."""
        try:
            number = SaleId.parse(record_id.removeprefix("V-"))
        except ValueError:
            return None
        found = self.numbered(number.sequence)
        return found if found is not None and id_of(found) == record_id else None

    def numbered(self, sequence: int) -> Record | None:
        """The record with this number in this generation."""
        with self._lock:
            if self._connection is None:
                return None
            body = _one(
                self._connection,
                "SELECT body FROM events WHERE event ="
                " (SELECT event FROM records WHERE sequence = ?)",
                (sequence,),
            )
        return decode(body) if isinstance(body, bytes) else None

    def newest(self, limit: int) -> tuple[Record, ...]:
        """The newest records, newest first."""
        with self._lock:
            if self._connection is None:
                return ()
            rows = self._connection.execute(
                "SELECT body FROM events JOIN records USING (event)"
                " ORDER BY records.sequence DESC LIMIT ?",
                (limit,),
            ).fetchall()
        return tuple(decode(body) for (body,) in rows if isinstance(body, bytes))

    def watch(self, changed: Callable[[], None]) -> None:
        """Call ``changed`` after every page, from whatever thread wrote it."""
        self._watchers.append(changed)

    def give_refund_id(self) -> str:
        """An id for a refund that is written later, once a manager has signed for this id."""
        with self._lock:
            refund_id = Page(self).new_refund_id()
            self.last_sequence += 1
            return refund_id

    # --- Writing ---------------------------------------------------------------------------------

    def write(self, step: Callable[[Page], T]) -> T:
        """Let ``step`` read and put records, then keep them all or none; returns once they are on
        disk.

        What ``step`` raises goes through, and nothing has changed. Raises ``DiskFullError`` where
        there is no room even without the ballast.
        """
        with self._lock:
            self._writable()
            page = Page(self)
            result = step(page)
            if not page.changed:
                return result
            chain = self._keep(lambda: self._store(page))
            self._committed(page, chain)
        self._tell()
        return result

    def note(self, kind: str, body: msgspec.Struct) -> None:
        """Keep an event that belongs to no record, such as a clerk's call for a manager."""
        with self._lock:
            chain = self._keep(lambda: self._store_note(kind, msgspec.json.encode(body)))
            self._chain = chain
            self._mark.write(Head(self.generation, chain.event, chain.hash))

    def close(self) -> None:
        """Close the file; a clean close leaves no write-ahead log behind."""
        with self._lock:
            self._release()

    def _release(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._mark.close()

    def _writable(self) -> apsw.Connection:
        if self._connection is None:
            raise JournalDamagedError(self.damage or "The journal is closed.")
        return self._connection

    def _tell(self) -> None:
        for changed in self._watchers:
            changed()

    def _keep(self, store: Callable[[], Chain]) -> Chain:
        try:
            try:
                return store()
            except apsw.FullError:
                if not self._disk.drop_ballast():
                    raise
                return store()
        except (apsw.FullError, apsw.IOError) as error:
            # Whether a commit that failed is on disk only the file can tell: read it anew.
            self._release()
            self._open()
            raise DiskFullError from error

    def _store(self, page: Page) -> Chain:
        chain = self._chain
        connection = self._writable()
        with _transaction(connection):
            for kind, record in page.changed:
                body = encode(record)
                chain = self._append(connection, chain, kind, sequence_of(record), body)
                connection.execute(
                    "INSERT INTO records VALUES (?, ?)"
                    " ON CONFLICT (sequence) DO UPDATE SET event = excluded.event",
                    (sequence_of(record), chain.event),
                )
        return chain

    def _store_note(self, kind: str, body: bytes) -> Chain:
        connection = self._writable()
        with _transaction(connection):
            return self._append(connection, self._chain, kind, 0, body)

    def _append(
        self, connection: apsw.Connection, chain: Chain, kind: str, sequence: int, body: bytes
    ) -> Chain:
        at = self._clock.now_ms()
        after = chain.after(at=at, kind=kind, sequence=sequence, body=body)
        connection.execute(
            "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)",
            (after.event, at, kind, sequence, body, after.hash),
        )
        return after

    def _committed(self, page: Page, chain: Chain) -> None:
        self._chain = chain
        for _, record in page.changed:
            self.last_sequence = max(self.last_sequence, sequence_of(record))
            if _stays_open(record):
                self._open_records[id_of(record)] = record
            else:
                self._open_records.pop(id_of(record), None)
        self._mark.write(Head(self.generation, chain.event, chain.hash))


def encode(record: Record) -> bytes:
    """The record's bytes, as they are hashed and kept."""
    return msgspec.json.encode(record)


def decode(body: bytes) -> Record:
    """Read a record back."""
    return msgspec.json.decode(body, type=SaleRecord | RefundRecord)


def _begin(connection: apsw.Connection, *, till: str, generation: int) -> None:
    with _transaction(connection):
        connection.execute(_TABLES)
        connection.execute("INSERT INTO journal VALUES (?, ?, ?)", (SCHEMA, till, generation))


@contextlib.contextmanager
def _transaction(connection: apsw.Connection) -> Iterator[None]:
    """One transaction. A full disk makes SQLite roll back by itself, so that is asked first."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _stays_open(record: Record) -> bool:
    return record.is_open or (isinstance(record, SaleRecord) and record.owes_receipt)


def _next_generation(folder: Path) -> int:
    """One above every generation that was ever laid aside here."""
    kept = [path.name.split("-")[1] for path in folder.glob("journal-*-damaged-*")]
    return 1 + max((int(number) for number in kept if number.isdigit()), default=0)


def _connect(path: Path) -> apsw.Connection:
    connection = apsw.Connection(str(path))
    try:
        with _damage_named():
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
def _damage_named() -> Iterator[None]:
    try:
        yield
    except apsw.BusyError as error:
        raise JournalInUseError("Another program has the till's journal open.") from error
    except (apsw.CorruptError, apsw.NotADBError, apsw.IOError, apsw.SQLError) as error:
        raise JournalDamagedError(f"The journal cannot be read: {error}") from error


def _one(connection: apsw.Connection, query: str, values: tuple[int, ...] = ()) -> object:
    return next(iter(connection.execute(query, values)), (None,))[0]
