"""The ledger in the SQLite file: its end, what is chained to it, and whether it still holds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import apsw
import msgspec

from server_stub.storage import ledger
from server_stub.storage.change import LedgerEntry

_HEAD: Final = "SELECT position, hash FROM ledger ORDER BY position DESC LIMIT 1"
_APPEND: Final = "INSERT INTO ledger (position, app_id, entry, hash) VALUES (?, ?, ?, ?)"
_TAIL: Final = (
    "SELECT position, app_id, entry, hash FROM ledger WHERE position >= ? ORDER BY position"
)


def head_of(connection: apsw.Connection) -> ledger.Head:
    """The end of the chain."""
    row = connection.execute(_HEAD).fetchone()
    return ledger.START if row is None else ledger.Head(*row)


def append_to(connection: apsw.Connection, entries: Iterable[LedgerEntry], at_ms: int) -> None:
    """Chain entries behind the end, in the transaction that is open."""
    links = ledger.append(head_of(connection), entries, at_ms)
    connection.executemany(_APPEND, map(msgspec.structs.astuple, links))


def is_whole_at_end(connection: apsw.Connection, entries_max: int) -> bool:
    """Whether the last so many entries follow from one another."""
    start = max(head_of(connection).position - entries_max, 0)
    links = [
        ledger.Link(position=position, app_id=app_id, entry=entry, hash=digest)
        for position, app_id, entry, digest in connection.execute(_TAIL, (max(start, 1),))
    ]
    head = ledger.START
    if start:
        head = ledger.Head(links[0].position, links[0].hash)
        links = links[1:]
    return ledger.first_broken(links, head) is None
