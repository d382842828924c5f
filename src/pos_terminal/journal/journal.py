"""The till's durable journal: what every open sale stands on, written before anything is sent.

One SQLite file (WAL, ``synchronous=FULL``): append-only events, each with the whole record after
its step, chained by hash; and one row a record that names its newest event. Opening it checks the
file, the whole chain, and every row against it. A journal that does not hold is never written to
again: it stays where a person can look at it, and only a person begins a new generation.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, TypeVar

import apsw
import msgspec

from card_contract.sale_id import SaleId
from pos_terminal.journal.disk import FREE_BYTES_MIN, Disk
from pos_terminal.journal.event_chain import Chain, JournalDamagedError, check_file
from pos_terminal.journal.head_mark import Head, HeadMark
from pos_terminal.journal.journal_file import (
    SCHEMA,
    JournalInUseError,
    begin_file,
    connect,
    damage_named,
    one,
    transaction,
)
from pos_terminal.journal.page import Page
from pos_terminal.journal.record_index import RecordIndex
from pos_terminal.journal.records import (
    Clerk,
    Record,
    RefundRecord,
    SaleRecord,
    ServerSeen,
    id_of,
    sequence_of,
)

FILE_NAME: Final = "journal.db"
HEAD_NAME: Final = "journal.head"
_SERVER_SEEN: Final = "server_seen"
_ASIDE: Final = "journal-*-damaged-*"

T = TypeVar("T")


class Clock(Protocol):
    """The till's clock."""

    def now_ms(self) -> int:
        """Milliseconds since 1970, UTC."""


class DiskFullError(Exception):
    """The step could not be kept, even after the ballast was given back; nothing has changed."""


class _Probe(msgspec.Struct, frozen=True):
    """What is written to see whether the disk takes a step again."""


@dataclass(frozen=True, slots=True)
class _Event:
    """One event as it will stand in the file; ``chain`` is its number and its hash."""

    chain: Chain
    at: int
    kind: str
    sequence: int
    body: bytes


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
        self._first: tuple[tuple[str, Record], ...] = ()
        """What goes before anything else that is kept; it counts already."""
        self.till = till
        self._open()

    def _open(self) -> None:
        self.damage: str | None = None
        self.full = False
        self.generation = 0
        self.last_sequence = 0
        self.server_seen: ServerSeen | None = None
        self._chain = Chain(0, b"")
        self._open_records: dict[str, Record] = {}
        self._index = RecordIndex()
        self._mark = HeadMark(self._folder / HEAD_NAME)
        self._connection: apsw.Connection | None = None
        try:
            self._connection = connect(self._folder / FILE_NAME)
            with damage_named():
                self._check(self._connection)
        except JournalDamagedError as error:
            self.damage = str(error)
            self._release()
        except BaseException:
            self._release()
            raise
        with contextlib.suppress(OSError):  # without ballast there is less to give back, no more
            self._disk.lay_ballast()

    def _open_again(self) -> None:
        """Read the file anew after a step that failed in it: only the file knows what it holds."""
        self._release()
        try:
            self._open()
        except (apsw.Error, OSError, JournalInUseError) as error:
            self.damage = f"The journal cannot be opened again: {error}"

    def _check(self, connection: apsw.Connection) -> None:
        mark = self._mark.read()
        if not one(connection, "SELECT count(*) FROM sqlite_schema"):
            if mark is not None:
                raise JournalDamagedError("The journal is empty, and its mark says it was not.")
            begin_file(connection, till=self.till, generation=_next_generation(self._folder))
        checked = check_file(connection, till=self.till, schema=SCHEMA, mark=mark)
        self.generation = checked.generation
        self._chain = checked.chain
        self.last_sequence = checked.last_sequence
        newest = self._with_first(checked.newest)
        self._open_records = {id_of(record): record for record in newest if record.stays_open}
        for record in newest:
            self._index.take(record)
        self.server_seen = _server_seen(connection)
        self._write_mark()

    def begin_new_generation(self, *, by: Clerk, at_ms: int) -> Path:
        """Lay the damaged journal aside, whole, and begin a new one; returns where the old is kept.

        Only a person decides this: what was open in the old journal is then known to the server
        alone.
        """
        with self._lock:
            if self.damage is None:
                raise ValueError("A journal that holds is not laid aside.")
            number = _next_generation(self._folder)
            kept = self._folder / f"journal-{number}-damaged-{at_ms}"
            kept.mkdir()
            for name in (HEAD_NAME, f"{FILE_NAME}-wal", FILE_NAME):
                with contextlib.suppress(FileNotFoundError):
                    (self._folder / name).replace(kept / name)
            self._first = ()
            self._open()
            self.note("new_generation", by)
        self._tell()
        return kept

    # --- Reading ---------------------------------------------------------------------------------

    @property
    def laid_aside_at(self) -> int | None:
        """When a journal was last laid aside here; null where none was."""
        times = [path.name.split("-")[3] for path in self._folder.glob(_ASIDE)]
        return max((int(time) for time in times if time.isdigit()), default=None)

    def has_lost(self, sale_id: str) -> bool:
        """Whether this till made this sale in a journal that was laid aside since."""
        made = SaleId.parse(sale_id)
        return made.till == self.till and made.generation < self.generation

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
        found = self._read(
            "SELECT body FROM events WHERE event = (SELECT event FROM records WHERE sequence = ?)",
            sequence,
        )
        return found[0] if found else None

    def newest(self, limit: int) -> tuple[Record, ...]:
        """The newest records, newest first."""
        return self.before(None, limit)

    def before(self, sequence: int | None, limit: int) -> tuple[Record, ...]:
        """The newest records of those with lower numbers, or of all, newest first."""
        return self._read(
            "SELECT body FROM events JOIN records USING (event)"
            " WHERE records.sequence < ? ORDER BY records.sequence DESC LIMIT ?",
            self.last_sequence + 1 if sequence is None else sequence,
            limit,
        )

    def done_last(self, kind: str, within_ms: int) -> tuple[Record, ...]:
        """The records to which this was done in so short a time before the last event of all."""
        return self._read(
            "SELECT body FROM events JOIN records USING (event) WHERE records.sequence IN ("
            " SELECT done.sequence FROM events AS done,"
            " (SELECT at FROM events ORDER BY event DESC LIMIT 1) AS last"
            " WHERE done.kind = ? AND abs(last.at - done.at) <= ?) ORDER BY records.sequence",
            kind,
            within_ms,
        )

    def refund_of(self, sale_id: str) -> RefundRecord | None:
        """The newest refund of a sale, settled or not."""
        refunds = self.refunds_of(sale_id)
        return refunds[-1] if refunds else None

    def refunds_of(self, sale_id: str) -> tuple[RefundRecord, ...]:
        """Every refund of a sale, settled or not, oldest first."""
        with self._lock:
            found = map(self.refund, self._index.refunds_of(sale_id))
            return tuple(refund for refund in found if refund is not None)

    def paid_with(self, reference: str) -> str | None:
        """The id of this journal's sale that was paid under this reference, or null."""
        with self._lock:
            return self._index.paid_with(reference)

    def _read(self, query: str, *values: int | str) -> tuple[Record, ...]:
        """Read records. What cannot be read is damage, and is said as such from then on."""
        with self._lock:
            if self._connection is None:
                return ()
            try:
                rows = self._connection.execute(query, values).fetchall()
                return self._with_first(decode(body) for (body,) in rows if isinstance(body, bytes))
            except (apsw.Error, msgspec.DecodeError, UnicodeDecodeError) as error:
                self.damage = f"The journal cannot be read: {error}"
                self._open_records = {}
                self._release()
        self._tell()
        return ()

    def _with_first(self, records: Iterable[Record]) -> tuple[Record, ...]:
        """The records as they are with what goes before anything else."""
        first = {id_of(record): record for _, record in self._first}
        return tuple(first.get(id_of(record), record) for record in records)

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
            with self._missing_named():
                page = self._new_page()
                result = step(page)
            if not page.changed:
                return result
            self._keep(self._events_of(page))
            self._took(page)
        self._tell()
        return result

    def write_first(self, step: Callable[[Page], None]) -> None:
        """As ``write``; where there is no room, keep it with whatever is kept next.

        So it is never lost by what comes after it: both are on the disk, or nothing is. Until then
        it counts all the same: the records, which ``step`` changes and never makes, are read as it
        has left them.
        """
        with contextlib.suppress(DiskFullError, JournalDamagedError):
            with self._lock:
                self._writable()
                with self._missing_named():
                    page = self._new_page()
                    step(page)
                self._first = tuple(page.changed)
            self.write(lambda _: None)

    def note(self, kind: str, body: msgspec.Struct) -> None:
        """Keep an event that belongs to no record, such as a clerk's call for a manager."""
        with self._lock:
            self._writable()
            with self._missing_named():
                page = self._new_page()
            before = self._events_of(page)
            chain = before[-1].chain if before else self._chain
            self._keep((*before, self._event(chain, kind, 0, msgspec.json.encode(body))))
            self._took(page)
        if page.changed:
            self._tell()

    def keep_server_seen(self, seen: ServerSeen) -> None:
        """Keep what is remembered of the server; in memory also where the disk is full."""
        with self._lock:
            self._writable()
            self.server_seen = seen
            self.note(_SERVER_SEEN, seen)

    def try_again(self) -> bool:
        """Where the disk was full: see by a step of its own whether there is room now."""
        if not self.full or not self.has_room():
            return not self.full
        try:
            self.note("disk_probe", _Probe())
        except (DiskFullError, JournalDamagedError):
            return False
        self._tell()
        return True

    def close(self) -> None:
        """Close the file; a clean close leaves no write-ahead log behind."""
        with self._lock:
            self._release()

    def _release(self) -> None:
        if self._connection is not None:
            with contextlib.suppress(apsw.Error):
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

    def _events_of(self, page: Page) -> tuple[_Event, ...]:
        events = []
        chain = self._chain
        for kind, record in page.changed:
            body = encode(record)
            # What cannot be read again must never be written: the whole journal would be lost.
            assert decode(body) == record, "the record changes on its way to the disk"  # noqa: S101  # a bug
            event = self._event(chain, kind, sequence_of(record), body)
            chain = event.chain
            events.append(event)
        return tuple(events)

    def _event(self, chain: Chain, kind: str, sequence: int, body: bytes) -> _Event:
        at = self._clock.now_ms()
        after = chain.after(at=at, kind=kind, sequence=sequence, body=body)
        return _Event(after, at, kind, sequence, body)

    @contextlib.contextmanager
    def _missing_named(self) -> Iterator[None]:
        """A record may be missing because the file could not be read: that is damage."""
        try:
            yield
        except LookupError:
            self._writable()
            raise

    def _new_page(self) -> Page:
        """A page that begins with what there was no room for."""
        page = Page(self)
        for kind, record in self._first:
            page.put(kind, record)
        return page

    def _took(self, page: Page) -> None:
        self._first = ()
        for _, record in page.changed:
            self._committed(record)

    def _keep(self, events: tuple[_Event, ...]) -> None:
        """Commit the events; whatever SQLite says against it becomes full, or damaged, by name."""
        was_full = self.full
        try:
            self._store_with_ballast(events)
        except apsw.Error as error:
            self._open_again()
            if self.damage is not None:
                self._tell()
                raise JournalDamagedError(self.damage) from error
            if self._chain != events[-1].chain:
                self.full = True
                if not was_full:
                    self._tell()
                raise DiskFullError from error
        self.full = False
        self._chain = events[-1].chain
        self._write_mark()

    def _store_with_ballast(self, events: tuple[_Event, ...]) -> None:
        try:
            self._store(events)
        except apsw.FullError:
            if not self._disk.drop_ballast():
                raise
            self._store(events)

    def _store(self, events: tuple[_Event, ...]) -> None:
        connection = self._writable()
        with transaction(connection):
            for event in events:
                connection.execute(
                    "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)",
                    (
                        event.chain.event,
                        event.at,
                        event.kind,
                        event.sequence,
                        event.body,
                        event.chain.hash,
                    ),
                )
                if event.sequence:
                    connection.execute(
                        "INSERT INTO records VALUES (?, ?)"
                        " ON CONFLICT (sequence) DO UPDATE SET event = excluded.event",
                        (event.sequence, event.chain.event),
                    )

    def _write_mark(self) -> None:
        # The step is committed already: a mark that lags behind must not undo that.
        with contextlib.suppress(OSError):
            self._mark.write(Head(self.generation, self._chain.event, self._chain.hash))

    def _committed(self, record: Record) -> None:
        self.last_sequence = max(self.last_sequence, sequence_of(record))
        self._index.take(record)
        if record.stays_open:
            self._open_records[id_of(record)] = record
        else:
            self._open_records.pop(id_of(record), None)


def encode(record: Record) -> bytes:
    """The record's bytes, as they are hashed and kept."""
    return msgspec.json.encode(record)


def decode(body: bytes) -> Record:
    """Read a record back."""
    return msgspec.json.decode(body, type=SaleRecord | RefundRecord)


def _server_seen(connection: apsw.Connection) -> ServerSeen | None:
    kept = one(
        connection,
        "SELECT body FROM events WHERE sequence = 0 AND kind = 'server_seen'"
        " ORDER BY event DESC LIMIT 1",
    )
    try:
        return msgspec.json.decode(kept, type=ServerSeen) if isinstance(kept, bytes) else None
    except msgspec.DecodeError as error:
        raise JournalDamagedError("What is remembered of the server cannot be read.") from error


def _next_generation(folder: Path) -> int:
    """One above every generation that was ever laid aside here."""
    kept = [path.name.split("-")[1] for path in folder.glob(_ASIDE)]
    return 1 + max((int(number) for number in kept if number.isdigit()), default=0)
