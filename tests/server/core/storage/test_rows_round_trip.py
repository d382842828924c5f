"""Every row type comes back from the database as it went in, by its key and by its version."""

from __future__ import annotations

import asyncio
import types
import typing
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

import apsw
import pytest

from server_stub.storage.change import Insert, changed
from server_stub.storage.migrate import migrate
from server_stub.storage.postgres.reader import PostgresReader
from server_stub.storage.postgres.writer import PostgresStorage
from server_stub.storage.rows.all_types import ROW_TYPES
from server_stub.storage.rows.cards import CODES, CODES_BY_NUMBER
from server_stub.storage.rows.sales import SALE_LINES_OF_SALE
from server_stub.storage.table import Found, Row, primary, row_key
from support.core_shop import APP, FIRST_NUMBER, CoreShop, code_row, open_shop_database, play
from support.postgres import PostgresServer, query


@pytest.fixture(scope="module")
def empty() -> Iterator[apsw.Connection]:
    connection = apsw.Connection(":memory:")
    migrate(connection)
    yield connection
    connection.close()


@pytest.mark.parametrize("row_type", ROW_TYPES, ids=lambda row_type: row_type.TABLE)
def test_a_row_type_has_the_columns_and_the_key_of_its_table(
    row_type: type[Row], empty: apsw.Connection
) -> None:
    info = empty.execute(f"PRAGMA table_info({row_type.TABLE})").fetchall()
    assert {column[1] for column in info} == set(row_type.__struct_fields__)
    key = sorted((column[5], column[1]) for column in info if column[5])
    assert tuple(name for _, name in key) == row_type.KEY


def test_every_table_is_strict_and_every_row_has_its_app(empty: apsw.Connection) -> None:
    tables = empty.execute(
        "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        " AND name NOT LIKE 'sqlite%'"
    ).fetchall()
    assert {name for name, strict in tables if not strict} == set()
    without = {
        name
        for name, _ in tables
        if "app_id" not in {c[1] for c in empty.execute(f"PRAGMA table_info({name})")}
    }
    assert without == {"meta", "ledger_checkpoints"}
    known = {row_type.TABLE for row_type in ROW_TYPES}
    assert {name for name, _ in tables} - known == {"ledger"}


def _may_be_null(hint: Any) -> bool:
    return typing.get_origin(hint) in (types.UnionType, typing.Union)


def _example(hint: Any, name: str) -> Any:
    if _may_be_null(hint):
        hint = next(part for part in hint.__args__ if part is not type(None))
    hint = getattr(hint, "__supertype__", hint)
    if typing.get_origin(hint) is list:
        is_text = typing.get_args(hint) == (str,)
        return ["Müller & Co", '"quoted" \\ back'] if is_text else [1, 2**53 + 1]
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return list(hint)[-1]
    if hint is bool:
        return True
    if hint is bytes:
        return bytes(range(256))
    if hint is int:
        return 2**53 + len(name)
    return f"{name} ä ' \" {{}}"


def example(row_type: type[Row], *, full: bool) -> Row:
    """A row with every value set, or with as many left out as may be."""
    hints = typing.get_type_hints(row_type)
    values = {}
    for name in row_type.__struct_fields__:
        hint = hints[name]
        values[name] = None if _may_be_null(hint) and not full else _example(hint, name)
    return row_type(**values)


_DROP_RULES = """
    DO $$ DECLARE rule record; BEGIN
        FOR rule IN SELECT conrelid::regclass AS name, conname FROM pg_constraint
            WHERE contype IN ('c', 'f') AND connamespace = 'public'::regnamespace
        LOOP
            EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', rule.name, rule.conname);
        END LOOP;
    END $$
"""


@pytest.fixture(scope="module")
def ruleless(postgres: PostgresServer) -> str:
    """A database whose tables take any values of their columns' types."""
    url = postgres.database()
    query(url, _DROP_RULES)
    return url


@pytest.fixture
def kept(
    database: str, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[tuple[Any, Any]]:
    """Values are chosen for their form; what the shop's rules say to them is tested elsewhere."""
    if database == "sqlite":
        file, reader = open_shop_database(tmp_path / "rows.db")
        file._db.pragma("ignore_check_constraints", True)
        file._db.pragma("foreign_keys", False)
        yield file, reader
        return
    url: str = request.getfixturevalue("ruleless")
    yield PostgresStorage(url), PostgresReader(url)
    request.getfixturevalue("postgres").empty(url)


@pytest.mark.parametrize("full", [True, False], ids=["full", "bare"])
@pytest.mark.parametrize("row_type", ROW_TYPES, ids=lambda row_type: row_type.TABLE)
def test_a_row_comes_back_as_it_went_in(
    row_type: type[Row], full: bool, kept: tuple[Any, Any]
) -> None:
    row = example(row_type, full=full)

    async def story() -> tuple[list[Any], list[Any]]:
        storage, reader = kept
        need = primary(row_type).at(*row_key(row))
        await storage.begin()
        await storage.store([Insert(row)], [], at_ms=1)
        places: Found = {need.by: {need.key: {}}}
        await storage.load(places)
        await storage.commit()
        outside = await reader.find(need)
        await reader.close()
        await storage.close()
        return list(places[need.by][need.key].values()), outside

    assert asyncio.run(story()) == ([row], [row])


@pytest.mark.usefixtures("kept_in")
def test_many_rows_under_one_key_come_in_the_order_of_their_primary_key(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        await shop.reserve(1, 3, 1, 2)
        sale = (await shop.find(CODES.at(APP, 1))).sale_id
        lines = await shop.reader.find(SALE_LINES_OF_SALE.at(APP, sale))
        assert [line.code_id for line in lines] == [3, 1, 2]

    play(tmp_path, story)


@pytest.mark.usefixtures("kept_in")
def test_a_row_is_found_by_another_index_and_absent_ones_are_empty(tmp_path: Path) -> None:
    async def story(shop: CoreShop) -> None:
        assert (await shop.find(CODES_BY_NUMBER.at(APP, FIRST_NUMBER + 2))).code_id == 2
        assert await shop.find(CODES_BY_NUMBER.at(APP, 5)) is None
        assert await shop.find(CODES.at("another app", 2)) is None

    play(tmp_path, story)


def test_a_change_names_its_columns_and_counts_the_version() -> None:
    update = changed(code_row(1), price_minor=7)
    assert update.columns == {"price_minor", "version"}
    assert (update.after.price_minor, update.after.version) == (7, 2)
