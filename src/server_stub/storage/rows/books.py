"""What is kept about the database itself: counters, numbers, checkpoints of the ledger."""

from __future__ import annotations

from typing import ClassVar

from server_stub.domain.ids import AppId
from server_stub.domain.restore_machine import RestoreStage
from server_stub.storage.table import Row, primary


class CounterRow(Row, frozen=True, kw_only=True, array_like=True):
    """The last number given out under a name."""

    TABLE: ClassVar = "counters"
    KEY: ClassVar = ("app_id", "name")

    app_id: AppId
    name: str
    value: int
    version: int = 1


class MetaRow(Row, frozen=True, kw_only=True, array_like=True):
    """A number that is about the database as a whole, such as its ``epoch``."""

    TABLE: ClassVar = "meta"
    KEY: ClassVar = ("name",)
    RARELY_CHANGED: ClassVar = True

    name: str
    value: int
    version: int = 1


class CheckpointRow(Row, frozen=True, kw_only=True, array_like=True):
    """The ledger's length and last hash at a time, signed. The chain is one over all apps."""

    TABLE: ClassVar = "ledger_checkpoints"
    KEY: ClassVar = ("position",)

    position: int
    hash: str
    signed_at: int
    key_id: str
    signature: bytes


class LedgerWalkRow(Row, frozen=True, kw_only=True, array_like=True):
    """The app's last verification: entries ``first`` to ``upto`` were walked, of those to ``last``.

    ``asked_by`` is a name. Without an end, and not told of any more, it has broken off.
    """

    TABLE: ClassVar = "ledger_walks"
    KEY: ClassVar = ("app_id",)

    app_id: AppId
    asked_by: str
    began_at: int
    first: int
    upto: int
    last: int
    told_at: int
    ended_at: int | None = None
    version: int = 1


class RestorationRow(Row, frozen=True, kw_only=True, array_like=True):
    """How far an app has come since its last restore; an app that never had one has no row."""

    TABLE: ClassVar = "restorations"
    KEY: ClassVar = ("app_id",)

    app_id: AppId
    epoch: int
    stage: RestoreStage
    restored_at: int
    opened_at: int | None = None
    version: int = 1


COUNTERS = primary(CounterRow)
CHECKPOINTS = primary(CheckpointRow)
META = primary(MetaRow)
LEDGER_WALKS = primary(LedgerWalkRow)
RESTORATIONS = primary(RestorationRow)
RESTORED_AT = "restored_at"
"""The ``MetaRow`` that says when the database was last restored from a backup, if it ever was."""
