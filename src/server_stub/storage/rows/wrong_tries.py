"""How often something was tried wrongly of late, for whoever tries it."""

from __future__ import annotations

from typing import ClassVar

from server_stub.domain.ids import AppId
from server_stub.storage.table import Row, primary


class WrongTriesRow(Row, frozen=True, kw_only=True, array_like=True):
    """``number`` wrong tries, the last at ``last_at``; from ``ends_at`` on they count no longer.

    ``who`` is a keyed hash: people type passwords where a name should be.
    """

    TABLE: ClassVar = "wrong_tries"
    KEY: ClassVar = ("app_id", "who")

    app_id: AppId
    who: str
    number: int
    last_at: int
    ends_at: int
    version: int = 1


WRONG_TRIES = primary(WrongTriesRow)
