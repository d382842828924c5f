"""PostgreSQL has the tables that SQLite has, from the same steps; migrating, and newer schemas."""

from __future__ import annotations

import asyncio
import types
import typing
from pathlib import Path
from typing import Any

import apsw
import asyncpg
import pytest

from card_contract.messages import ReserveAnswer
from card_contract.outcomes import Refusal
from server_stub.storage import alarm_selects, ledger_selects, recall_selects, selects
from server_stub.storage.interface import UnavailableError
from server_stub.storage.leases import NEXT_DUE
from server_stub.storage.migrate import STEPS, NewerSchemaError
from server_stub.storage.migrate import migrate as migrate_file
from server_stub.storage.postgres import migrating
from server_stub.storage.postgres.connection import open_plain
from server_stub.storage.postgres.dialect import select_sql, tables_sql
from server_stub.storage.postgres.writer import PostgresStorage
from server_stub.storage.rows.all_types import ROW_TYPES
from server_stub.storage.table import Row
from server_stub.storage.totals import CODES_BY_STATE, RULES
from support.core_shop import CoreShop, open_shop
from support.postgres import PostgresServer, query


def migrate(url: str, steps: tuple[str, ...] = STEPS) -> int:
    async def once() -> int:
        connection = await open_plain(url)
        try:
            return await migrating.migrate(connection, steps)
        finally:
            await connection.close()

    return asyncio.run(once())


def test_an_empty_database_is_brought_to_the_present_schema_and_left_there(
    postgres: PostgresServer,
) -> None:
    url = postgres.database(empty=True)
    assert migrate(url) == len(STEPS) == migrate(url)
    assert query(url, "SELECT schema, position FROM database_state") == [(len(STEPS), 0)]
    assert query(url, "SELECT value FROM meta WHERE name = 'epoch'") == [(1,)]


def test_an_older_database_is_brought_up_step_by_step_with_its_rows(
    postgres: PostgresServer,
) -> None:
    url = postgres.database(empty=True)
    assert migrate(url, STEPS[:1]) == 1
    query(url, "INSERT INTO counters VALUES ('demo', 'x', 41, 1)")
    assert migrate(url) == len(STEPS)
    assert query(url, "SELECT value FROM counters") == [(41,)]


def test_many_processes_that_start_at_once_migrate_once(postgres: PostgresServer) -> None:
    url = postgres.database(empty=True)

    async def all_at_once() -> None:
        storages = [PostgresStorage(url) for _ in range(6)]
        await asyncio.gather(*[storage.open() for storage in storages])
        await asyncio.gather(*[storage.close() for storage in storages])

    asyncio.run(all_at_once())
    assert query(url, "SELECT count(*), max(schema) FROM database_state") == [(1, len(STEPS))]


def test_a_migration_that_fails_half_way_changes_nothing(postgres: PostgresServer) -> None:
    url = postgres.database(empty=True)
    query(url, "CREATE TABLE campaigns (x BIGINT)")
    with pytest.raises(asyncpg.DuplicateTableError):
        migrate(url)
    tables = query(
        url, "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
    )
    assert tables == [("campaigns",)]


def test_a_newer_schema_is_refused_with_a_sentence_and_left_alone(postgres: PostgresServer) -> None:
    url = postgres.database()
    query(url, "UPDATE database_state SET schema = $1", len(STEPS) + 1)
    with pytest.raises(NewerSchemaError, match="use a newer server"):
        migrate(url)
    assert query(url, "SELECT schema FROM database_state") == [(len(STEPS) + 1,)]


def test_a_server_that_runs_while_a_newer_one_migrates_writes_nothing_more(
    postgres: PostgresServer, tmp_path: Path
) -> None:
    url = postgres.database()
    (tmp_path / "database-url").write_text(url)

    async def story() -> None:
        shop = await open_shop(tmp_path / "shop.db")
        try:
            assert isinstance(await shop.reserve(1, 1), ReserveAnswer)
            query(url, "UPDATE database_state SET schema = $1", len(STEPS) + 1)
            assert (await shop.reserve(2, 2)).refusal is Refusal.READ_ONLY
            assert "newer server" in shop.watch.read_only[0]
        finally:
            await shop.close()

    asyncio.run(story())
    assert query(url, "SELECT code_id FROM codes WHERE hold = 'held'") == [(1,)]


def test_a_database_of_another_encoding_is_refused(postgres: PostgresServer) -> None:
    query(
        postgres.url("postgres"),
        "CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'",
    )
    with pytest.raises(UnavailableError, match="UTF8"):
        migrate(postgres.url("latin"))


@pytest.mark.parametrize("row_type", ROW_TYPES, ids=lambda row_type: row_type.TABLE)
def test_a_row_type_has_the_columns_types_and_key_of_its_table(
    row_type: type[Row], postgres: PostgresServer
) -> None:
    url = postgres.url("ours")
    found = query(
        url,
        "SELECT column_name, data_type, is_nullable, collation_name FROM information_schema.columns"
        " WHERE table_name = $1",
        row_type.TABLE,
    )
    hints = typing.get_type_hints(row_type)
    assert {name: (kind, nullable, collation) for name, kind, nullable, collation in found} == {
        name: _column(hints[name]) for name in row_type.__struct_fields__
    }
    key = query(
        url,
        "SELECT a.attname FROM pg_index i, unnest(i.indkey) WITH ORDINALITY AS k (n, at)"
        " JOIN pg_attribute a ON a.attnum = k.n"
        " WHERE i.indrelid::regclass::text = $1 AND i.indisprimary"
        " AND a.attrelid = i.indrelid ORDER BY k.at",
        row_type.TABLE,
    )
    assert tuple(name for (name,) in key) == row_type.KEY


def _column(hint: Any) -> tuple[str, str, str | None]:
    may_be_null = typing.get_origin(hint) in (types.UnionType, typing.Union)
    if may_be_null:
        hint = next(part for part in hint.__args__ if part is not type(None))
    hint = getattr(hint, "__supertype__", hint)
    kind = {int: "bigint", bool: "boolean"}.get(hint, "text")
    return kind, "YES" if may_be_null else "NO", "C" if kind == "text" else None


def test_both_databases_have_the_same_indexes(postgres: PostgresServer) -> None:
    there = {name for (name,) in query(postgres.url("ours"), "SELECT indexname FROM pg_indexes")}
    file = apsw.Connection(":memory:")
    migrate_file(file)
    sql = "SELECT name FROM sqlite_schema WHERE type = 'index' AND name NOT LIKE 'sqlite%'"
    wanted = {name for (name,) in file.execute(sql)}
    file.close()
    assert wanted <= there
    assert wanted


READS = {
    **{
        name: sql
        for module in (selects, alarm_selects, ledger_selects, recall_selects)
        for name, sql in vars(module).items()
        if name.isupper() and name[0] != "_" and isinstance(sql, str)
    },
    "NEXT_DUE": NEXT_DUE,
    "CODES_BY_STATE": CODES_BY_STATE,
    **{rule.sentence: rule.offenders for rule in RULES},
}


@pytest.mark.parametrize("name", READS)
def test_every_read_is_understood_and_gives_plain_values(
    name: str, postgres: PostgresServer
) -> None:
    async def prepared() -> set[str]:
        connection = await asyncpg.connect(postgres.url("ours"))
        statement = await connection.prepare(select_sql(READS[name]))
        kinds = {column.type.name for column in statement.get_attributes()}
        await connection.close()
        return kinds

    assert asyncio.run(prepared()) <= {"int8", "text", "bool"}


def test_truths_and_numbers_are_told_apart() -> None:
    step = (
        "CREATE TABLE t (a INTEGER NOT NULL CHECK (a IN (0, 1)), b INTEGER, c TEXT NOT NULL,\n"
        "d BLOB, PRIMARY KEY (c)) STRICT, WITHOUT ROWID;\n"
        "ALTER TABLE t ADD COLUMN e INTEGER NOT NULL DEFAULT 1 CHECK (e IN (0, 1));"
    )
    assert tables_sql(step) == (
        'CREATE TABLE t (a BOOLEAN NOT NULL, b BIGINT, c TEXT COLLATE "C" NOT NULL,\n'
        "d BYTEA, PRIMARY KEY (c));\n"
        "ALTER TABLE t ADD COLUMN e BOOLEAN NOT NULL DEFAULT TRUE;"
    )


def test_a_step_for_sqlite_alone_does_nothing_in_postgresql() -> None:
    assert tables_sql("-- SQLite alone. Why.\nCREATE TABLE t (a INTEGER) STRICT;") == ""


def test_the_writer_waits_for_the_disk_at_every_commit_whatever_the_database_does_by_default(
    postgres: PostgresServer,
) -> None:
    url = postgres.database()
    name = url.partition("@/")[2].partition("?")[0]
    query(postgres.url("postgres"), f"ALTER DATABASE {name} SET synchronous_commit = off")

    async def asked() -> str:
        storage = PostgresStorage(url)
        await storage.open()
        found: str = await storage._connection.fetchval("SHOW synchronous_commit")
        await storage.close()
        return found

    assert asyncio.run(asked()) == "on"


def test_a_database_that_is_not_there_is_named(tmp_path: Path) -> None:
    async def opened(url: str) -> None:
        await PostgresStorage(url).open()

    with pytest.raises(UnavailableError, match="cannot be reached"):
        asyncio.run(opened(f"postgresql://x@/x?host={tmp_path}"))
    with pytest.raises(UnavailableError, match="address"):
        asyncio.run(opened("mysql://x"))


def test_a_key_with_a_nul_is_nobodys(postgres: PostgresServer, tmp_path: Path) -> None:
    (tmp_path / "database-url").write_text(postgres.database())

    async def story() -> None:
        shop: CoreShop = await open_shop(tmp_path / "shop.db")
        try:
            assert await shop.reader.fetch(list, selects.SALE, "demo", "a\0b") == []
            refused = await shop.close_case("case\0")
            assert refused.refusal is Refusal.NOT_FOUND
        finally:
            await shop.close()

    asyncio.run(story())
