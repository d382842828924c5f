"""Numbers that are given out one after the other, each once."""

from __future__ import annotations

from typing import Final

from server_stub.domain.ids import AppId
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Change, Insert, changed
from server_stub.storage.rows.books import (
    COUNTERS,
    CounterRow,
)

CODE_COUNTER: Final = "code"
"""Personal codes and shared redemptions take their ids from this one counter."""


def drawn(rows: Rows, app_id: AppId, name: str, by: int) -> tuple[int, Change]:
    """Draw the next numbers of a counter: the last of them, and the counter's change."""
    counter = rows.find(COUNTERS, app_id, name)
    if counter is None:
        return by, Insert(CounterRow(app_id=app_id, name=name, value=by))
    value = counter.value + by
    return value, changed(counter, value=value)
