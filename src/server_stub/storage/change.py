"""What a decision wants written: new rows, changed rows, and entries of the ledger."""

from __future__ import annotations

from typing import Any, NamedTuple, TypeVar

import msgspec

from server_stub.domain.ids import AppId, CodeId
from server_stub.storage.table import Row

R = TypeVar("R", bound=Row)


class Insert(NamedTuple):
    """A row that must not exist yet."""

    row: Row


class Update(NamedTuple):
    """A row that must still be as it was loaded (by its version), and the columns that change."""

    before: Row
    after: Row
    columns: frozenset[str]


class Sweep(NamedTuple):
    """Codes of one class that all become the same: the columns of the class, and what changes.

    Every one of them must still be of the class; each one's version grows by one.
    """

    app_id: AppId
    code_ids: list[CodeId]
    guard: dict[str, Any]
    columns: dict[str, Any]


Change = Insert | Update


def changed(row: Row, **columns: Any) -> Update:
    """Change ``columns`` of ``row``, and count its version up by one."""
    version: int = row.version  # type: ignore[attr-defined]  # rows without one are never updated
    after = msgspec.structs.replace(row, version=version + 1, **columns)
    return Update(row, after, frozenset((*columns, "version")))


class LedgerEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of the ledger: who did what to which subject. ``detail`` holds no secret.

    ``kind`` is ``noun.verb`` (``sale.confirmed``), ``actor`` is ``till:ID``, ``operator:ID``,
    ``server:NAME`` or ``system``, ``subject`` the id of what was changed.
    """

    app_id: AppId
    kind: str
    actor: str
    subject: str
    detail: dict[str, Any] = {}
