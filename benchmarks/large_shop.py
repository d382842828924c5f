"""Makes a large shop in either database: cards, their sales, customers, and a ledger to go with it.

The demo shop is made first; the rest lies beside it, as the server would have written it: made by
the database itself, row by row out of its number, with the indexes laid down afterwards. The ledger
is chained here, for its hashes follow from each other.
"""

# ruff: noqa: S608 -- names and expressions are this module's own; nobody's text is among them.

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Protocol

import apsw
import asyncpg
import msgspec

from own_server import server
from server_stub.storage.change import LedgerEntry
from server_stub.storage.ledger import Head, Link, append, checkpoint_bytes
from server_stub.storage.rows.books import CheckpointRow
from server_stub.storage.sealing import Keys
from server_stub.storage.sqlite_connection import open_writer
from server_stub.storage.sqlite_ledger import head_of
from server_stub.storage.statements import inserting
from server_stub.storage.table import Row
from shop_rows import APP, BESIDE, CARDS, FIRST, NOW, OF_SALE, TILLS

PIECE: Final = 100_000


def make_shop(folder: Path) -> None:
    """Make the demo shop with a webhook, in a file."""
    at = ("--data", str(folder))
    for command in (
        ("init", "--demo"),
        ("webhook", "add", "books", "https://127.0.0.1:9/hook"),
        ("webhook", "pause", "books"),
    ):
        subprocess.run(server(*command, *at), check=True, stdout=subprocess.DEVNULL)


def fill(database: Database, keys: Keys, codes: int, entries: int) -> None:
    """Put so many cards, all that belongs to them, and entries of the ledger beside the shop's.

    The ledger's end is signed, as a server would have done long ago.
    """
    with database.without_indexes():
        for start in range(FIRST, FIRST + codes, PIECE):
            piece = range(start, min(start + PIECE, FIRST + codes))
            for row, of, columns in CARDS:
                database.run(series(row, piece, of, columns, database.numbers))
        for row, number, columns in BESIDE:
            database.run(series(row, range(FIRST, FIRST + number), 1, columns, database.numbers))
        database.run(f"UPDATE counters SET value = {FIRST + codes} WHERE name = 'code'")
        for links in chained(database.head(), entries, max(1, codes // OF_SALE)):
            database.add(links)
        signed = signed_end(keys, database.head())
        database.run(series(signed, range(1, 2), 1, {}, database.numbers))


def signed_end(keys: Keys, head: Head) -> CheckpointRow:
    key_id, signature = keys.sign(checkpoint_bytes(head, NOW))
    return CheckpointRow(
        position=head.position, hash=head.hash, signed_at=NOW, key_id=key_id, signature=signature
    )


def chained(head: Head, entries: int, sales: int) -> Iterator[list[Link]]:
    """The entries of so many sales, again and again, in pieces."""
    for start in range(0, entries, PIECE):
        numbers = range(start, min(start + PIECE, entries))
        links = append(head, (entry_of(number, sales) for number in numbers), NOW)
        head = Head(links[-1].position, links[-1].hash)
        yield links


def entry_of(number: int, sales: int) -> LedgerEntry:
    kind = KINDS[number % len(KINDS)]
    first = FIRST + number // len(KINDS) % sales * OF_SALE
    till = f"T{1 + first // OF_SALE % TILLS:04}"
    subject, detail = str(first), dict[str, Any]()
    if kind.startswith("sale."):
        subject = f"{till}.7.{first}.{'0' * 26}"
        detail = {"cards": [first, first + 1, first + 2], "currency": "EUR", "operator": "mia"}
    return LedgerEntry(app_id=APP, kind=kind, actor=f"till:{till}", subject=subject, detail=detail)


KINDS: Final = (
    "sale.held",
    "sale.confirmed",
    "code.redeemed",
    "operator.signed-in",
    "sale.held",
    "sale.cancelled",
    "pin.wrong",
    "approval.given",
)


# --- The databases --------------------------------------------------------------------------------


class Database(Protocol):
    """``numbers`` makes the table ``ids`` of the numbers from one to another, in steps."""

    numbers: str

    def run(self, sql: str) -> None: ...
    def add(self, links: list[Link]) -> None: ...
    def head(self) -> Head: ...
    def without_indexes(self) -> Any: ...


class InFile:
    numbers = """(WITH RECURSIVE n (id) AS
        (SELECT {first} UNION ALL SELECT id + {step} FROM n WHERE id + {step} <= {last})
        SELECT id FROM n) AS ids"""

    def __init__(self, file: Path) -> None:
        self._connection = open_writer(file)
        self._connection.pragma("foreign_keys", False)
        self._connection.pragma("synchronous", "off")

    def run(self, sql: str) -> None:
        with self._connection:
            self._connection.execute(sql)

    def add(self, links: list[Link]) -> None:
        with self._connection:
            self._connection.executemany(
                "INSERT INTO ledger (position, app_id, entry, hash) VALUES (?, ?, ?, ?)",
                map(msgspec.structs.astuple, links),
            )

    def head(self) -> Head:
        return head_of(self._connection)

    @contextmanager
    def without_indexes(self) -> Iterator[None]:
        found = list(
            self._connection.execute(
                "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
            )
        )
        for name, _ in found:
            self._connection.execute(f"DROP INDEX {name}")
        yield
        for _, sql in found:
            self.run(str(sql))
        self._connection.pragma("optimize")
        self._connection.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
        self._connection.close()


class InPostgres:
    """A connection whose statements are waited for one by one."""

    numbers = "generate_series({first}::bigint, {last}, {step}) AS ids (id)"

    def __init__(self, url: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._connection = self._done(asyncpg.connect(url))
        self.run("SET session_replication_role = replica")  # keys are not looked up in other tables
        self.run("SET synchronous_commit = off")
        self.run("SET maintenance_work_mem = '512MB'")

    def run(self, sql: str) -> None:
        self._done(self._connection.execute(sql))

    def add(self, links: list[Link]) -> None:
        records = map(msgspec.structs.astuple, links)
        self._done(self._connection.copy_records_to_table("ledger", records=records))
        end = f"position = {links[-1].position}, hash = '{links[-1].hash}'"
        self.run(f"UPDATE database_state SET {end}")

    def head(self) -> Head:
        row = self._done(self._connection.fetchrow("SELECT position, hash FROM database_state"))
        return Head(*row)

    @contextmanager
    def without_indexes(self) -> Iterator[None]:
        found = self._done(
            self._connection.fetch(
                """SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
                FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
                WHERE c.relnamespace = 'public'::regnamespace AND NOT EXISTS
                    (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid)"""
            )
        )
        for name, _ in found:
            self.run(f"DROP INDEX {name}")
        yield
        for _, sql in found:
            self.run(sql)
        self.run("VACUUM ANALYZE")
        self._done(self._connection.close())
        self._loop.close()

    def _done(self, work: Any) -> Any:
        return self._loop.run_until_complete(work)


def series(row: Row, ids: range, step: int, columns: dict[str, str], numbers: str) -> str:
    """Insert a row under every such id; ``columns`` are what differs, as SQL over ``id``."""
    alike = zip(row.__struct_fields__, inserting(type(row)).values(row), strict=True)
    own = {name: literal(value) for name, value in alike} | columns
    table = numbers.format(first=ids[0], last=ids[-1], step=step)
    return (
        f"INSERT INTO {row.TABLE} ({', '.join(own)}) SELECT {', '.join(own.values())} FROM {table}"
    )


def literal(value: str | int | None) -> str:
    match value:
        case None:
            return "NULL"
        case bool() | int():
            return str(value)
        case _:
            return f"'{value}'"
