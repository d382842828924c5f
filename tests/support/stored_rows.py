"""Reading and changing rows behind a server's back, wherever it keeps them: how tests make time pass."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import apsw

from server_stub.shop_folder.data_folder import DataFolder
from server_stub.storage.postgres.dialect import select_sql
from support.postgres import query


def change_rows(data: Path, sql: str, *values: Any) -> None:
    """Run a change, written as for SQLite, in the database of a data folder."""
    folder = DataFolder(data)
    if folder.database_url is not None:
        query(folder.database_url, select_sql(sql), *values)
        return
    with contextlib.closing(apsw.Connection(str(folder.database))) as db:
        db.set_busy_timeout(5000)
        db.execute(sql, values)


def read_rows(data: Path, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """Read, as written for SQLite, in the database of a data folder."""
    folder = DataFolder(data)
    if folder.database_url is not None:
        return query(folder.database_url, select_sql(sql), *values)
    with contextlib.closing(apsw.Connection(str(folder.database))) as db:
        return db.execute(sql, values).fetchall()
