"""The SQLite storage: the one writer of the file, as the engine uses it.

Load and store run on the event loop, in a few set-based statements; only the commit, which waits
for the disk, runs in a thread. Checkpoints are passive and run beside it on a second connection. A
file lock keeps every other process from owning the file.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from typing import Any, Final

import apsw
import msgspec

from server_stub.storage.change import Change, Insert, LedgerEntry, Sweep, Update
from server_stub.storage.file_lock import FileLock
from server_stub.storage.interface import (
    ChangeRefusedError,
    DamagedError,
    LockedError,
    UnavailableError,
    UncertainError,
)
from server_stub.storage.kept_rows import KeptRows
from server_stub.storage.migrate import migrate
from server_stub.storage.rows.all_types import ROW_TYPES
from server_stub.storage.sqlite_connection import open_writer, translated
from server_stub.storage.sqlite_ledger import append_to, is_whole_at_end
from server_stub.storage.statements import inserting, reading, sweeping, updating
from server_stub.storage.table import Found, Index, Key, Row, row_key

CHECKPOINT_PAGES: Final = 2_000
"""So many new pages in the log (8 MB) start a checkpoint beside the writer."""
LOG_PAGES_MAX: Final = 16_384
"""With so many pages in the log (64 MB) it is begun anew. The writer does so only where all of it
is folded in, which while it keeps writing is never: a round waits for a last checkpoint."""
WAITED_FOR_PAGES_MAX: Final = 1_000
"""Checkpoints beside the writer leave no more than this to the one that a round waits for: some ten
milliseconds instead of a hundred. A log of twice its size is waited for in any case."""
LOCK_WAITS_S: Final = (0.005, 0.01, 0.02, 0.04, 0.08, 0.16, 0.32)
"""How the writer waits for another program's lock, without keeping anybody on the loop waiting."""
VERIFIED_ENTRIES_MAX: Final = 2_000
"""So many entries at the ledger's end are verified before a database is used again."""

_PROBE: Final = (
    "INSERT INTO meta (name, value) VALUES ('probe', 1)"
    " ON CONFLICT (name) DO UPDATE SET value = value + 1"
)
_PLACE: Final = {row_type: place for place, row_type in enumerate(ROW_TYPES)}

_encode: Final = msgspec.json.Encoder().encode


class SqliteStorage:
    """One database file, opened for writing. ``open`` migrates it; ``close`` gives it up."""

    is_shared = False

    def __init__(
        self,
        path: Path,
        *,
        vfs: str | None = None,
        checkpoint_pages: int = CHECKPOINT_PAGES,
        log_pages_max: int = LOG_PAGES_MAX,
        checkpointer: Executor | None = None,
        kept: KeptRows | None = None,
    ) -> None:
        self._path = path
        self._vfs = vfs
        self._checkpoint_pages = checkpoint_pages
        self._log_pages_max = log_pages_max
        self._lock = FileLock(path.with_name(path.name + ".lock"))
        self._committer = ThreadPoolExecutor(1, "commit")
        self._unbegun = Lock()
        """Free for the moment in which the committer has a commit before it."""
        self._unbegun.acquire()
        self._checkpointer = checkpointer or ThreadPoolExecutor(1, "checkpoint")
        self._connection: apsw.Connection | None = None
        self._kept = kept or KeptRows()
        self._version: int | None = None
        self._checkpoint: asyncio.Future[None] | None = None
        self._pages_folded = 0
        self._pages_begun = 0

    def open(self) -> None:
        """Take the lock, open the file, and migrate it. Raises what is in the way.

        Where a log was left, the last owner did not end cleanly, and the file is verified first.
        """
        self._lock.take()
        try:
            log = self._path.with_name(self._path.name + "-wal")
            was_left = log.exists() and log.stat().st_size > 0
            self._connect()
            if was_left:
                self._verify()
        except BaseException:
            self._disconnect()
            self._lock.release()
            raise

    async def close(self) -> None:
        """Fold the log into the database, close it and release the lock."""
        if self._checkpoint is not None:
            await asyncio.wait([self._checkpoint])
        # A recovery that nobody waits for any more may still be at work on the connection.
        self._committer.shutdown()
        self._checkpointer.shutdown()
        self._disconnect()
        self._lock.release()

    async def begin(self) -> None:
        if self._must_begin_log_anew():
            await self._begin_log_anew()
        for wait_s in LOCK_WAITS_S:
            try:
                self._begin()
            except LockedError:
                await asyncio.sleep(wait_s)
            else:
                return
        self._begin()

    async def load(self, places: Found) -> None:
        with translated():
            for index, by_key in places.items():
                unknown = self._kept.fill(index, by_key)
                if unknown:
                    self._read(index, by_key, unknown)
                    self._kept.read(index, by_key, unknown)

    async def store(
        self, changes: Sequence[Change], entries: Sequence[LedgerEntry], *, at_ms: int
    ) -> None:
        inserts: dict[type[Row], list[Row]] = defaultdict(list)
        updates: dict[tuple[type[Row], frozenset[str]], list[Update]] = defaultdict(list)
        for change in changes:
            if isinstance(change, Insert):
                inserts[type(change.row)].append(change.row)
            else:
                updates[type(change.after), change.columns].append(change)
        with translated():
            # What others refer to comes first.
            for row_type in sorted(inserts, key=_PLACE.__getitem__):
                self._insert(row_type, inserts[row_type])
            for (row_type, columns), group in updates.items():
                self._update(row_type, columns, group)
            if entries:
                append_to(self._db, entries, at_ms)
        self._kept.written(changes)

    async def sweep(self, sweeps: Sequence[Sweep]) -> None:
        with translated():
            for sweep in sweeps:
                self._db.execute(*sweeping(sweep))
                if self._db.changes() != len(sweep.code_ids):
                    raise ChangeRefusedError("Codes of a class are not as they were loaded.")

    async def commit(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            committed = loop.run_in_executor(self._committer, self._commit)
            # The interpreter takes 5 ms to let another thread in: whatever the loop goes on to do
            # would keep the commit from beginning.
            self._unbegun.acquire()
            await committed
        except apsw.Error as error:
            raise UncertainError(f"The disk did not take the change ({error}).") from error
        # The change is on disk: nothing that fails from here on may say that it is not.
        with contextlib.suppress(Exception):
            self._begin_checkpoint(loop)

    def _begin_checkpoint(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin one where there is enough to fold; one that cannot begin is tried at the next."""
        written = self._pages_written()
        enough = self._checkpoint_pages
        if self._is_log_full:
            enough = min(enough, WAITED_FOR_PAGES_MAX)
        if self._checkpoint is not None or written - self._pages_folded <= enough:
            return
        self._checkpoint = loop.run_in_executor(self._checkpointer, self._fold)
        self._checkpoint.add_done_callback(self._folded)
        self._pages_folded = written

    async def rollback(self) -> None:
        self._kept.forget()
        if self._connection is not None and self._connection.in_transaction:
            with translated():
                self._connection.execute("ROLLBACK")

    async def recover(self) -> None:
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._committer, self._reopen)

    @property
    def _db(self) -> apsw.Connection:
        if self._connection is None:
            raise UnavailableError("The database is closed.")
        return self._connection

    def _connect(self) -> None:
        with translated():
            connection = open_writer(self._path, self._vfs)
            try:
                migrate(connection)
            except BaseException:
                connection.close()
                raise
        connection.set_busy_timeout(0)
        self._connection = connection
        self._kept.forget()
        self._version = None
        self._pages_folded = self._pages_begun = 0

    def _disconnect(self) -> None:
        if self._connection is not None:
            connection, self._connection = self._connection, None
            connection.close(force=True)

    def _reopen(self) -> None:
        """Look at what is on disk as if it were another's: after a failed sync nothing is known."""
        self._disconnect()
        self._connect()
        self._verify()
        with translated():
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute(_PROBE)
            self._db.execute("COMMIT")

    def _verify(self) -> None:
        with translated():
            if self._db.pragma("quick_check", 1) != "ok":
                raise DamagedError("The database file is damaged.")
            if not is_whole_at_end(self._db, VERIFIED_ENTRIES_MAX):
                raise DamagedError("The ledger's chain is broken.")

    def _begin(self) -> None:
        with translated():
            self._db.execute("BEGIN IMMEDIATE")
            version = self._db.execute("PRAGMA data_version").get
        if version != self._version:
            # Another connection has written: a chore beside the engine, or somebody by hand.
            self._kept.forget()
            self._version = version

    def _commit(self) -> None:
        self._unbegun.release()
        self._db.execute("COMMIT")

    def _pages_written(self) -> int:
        # Asked for, where a hook would make each commit wait for the interpreter's lock.
        written: int = self._db.status(apsw.SQLITE_DBSTATUS_CACHE_WRITE)[0]
        return written

    @property
    def _is_log_full(self) -> bool:
        return self._pages_written() - self._pages_begun > self._log_pages_max

    def _must_begin_log_anew(self) -> bool:
        """Whether a round is to wait for that: as soon as little is left to wait for."""
        if not self._is_log_full:
            return False
        written = self._pages_written()
        if written - self._pages_begun > 2 * self._log_pages_max:
            return True
        return self._checkpoint is None and written - self._pages_folded <= WAITED_FOR_PAGES_MAX

    async def _begin_log_anew(self) -> None:
        if self._checkpoint is not None:
            await asyncio.wait([self._checkpoint])
        self._pages_begun = self._pages_folded = self._pages_written()
        loop = asyncio.get_running_loop()
        with translated():
            await loop.run_in_executor(self._checkpointer, self._fold)

    def _fold(self) -> None:
        """Copy the log into the database, beside the writer and readers."""
        connection = open_writer(self._path, self._vfs)
        try:
            connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_PASSIVE)
        finally:
            connection.close()

    def _folded(self, done: asyncio.Future[None]) -> None:
        # One that failed leaves all in the log; the next has more to do.
        self._checkpoint = None
        if not done.cancelled():
            done.exception()

    def _read(self, index: Index[Any], by_key: dict[Key, dict[Key, Any]], keys: list[Key]) -> None:
        statement = reading(index)
        text = self._db.execute(statement.sql, (_encode(keys).decode(),)).get
        key_of = index.key_of
        for row in statement.decode(text):
            by_key[key_of(row)][row_key(row)] = row

    def _insert(self, row_type: type[Row], rows: list[Row]) -> None:
        statement = inserting(row_type)
        self._db.executemany(statement.sql, map(statement.values, rows))

    def _update(self, row_type: type[Row], columns: frozenset[str], group: list[Update]) -> None:
        statement = updating(row_type, columns)
        before = self._db.total_changes()
        self._db.executemany(statement.sql, map(statement.values, group))
        if self._db.total_changes() - before != len(group):
            raise ChangeRefusedError(f"A row of {row_type.TABLE} is not as it was loaded.")
