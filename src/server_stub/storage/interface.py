"""What the engine asks of a database, and the errors a database may answer with.

``StorageError`` has three kinds. ``ChangeRefusedError``: a constraint or a guard said no, so that
some command of the round is at fault. ``OvertakenError``: another process was at the same rows, so
that the round is to be played again. ``UnavailableError``: the database cannot be read or written
now; its kinds: ``LockedError``, another program writes at the moment, nothing is wrong, ask again;
``UncertainError``, a commit failed half-way, so reopen and verify before all else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

from server_stub.storage.change import Change, LedgerEntry, Sweep
from server_stub.storage.table import Found, Index, Key, Need

T = TypeVar("T")


class StorageError(Exception):
    """The root of what a database may raise; adapters translate their library's errors into it."""


class ChangeRefusedError(StorageError):
    """A constraint or a guard refused a change; the round is rolled back and halved."""


class OvertakenError(StorageError):
    """Another process was at the same rows: roll back, and play the round again."""


class UnavailableError(StorageError):
    """The database cannot be used now: the disk is full, a file cannot be read or written."""


class DamagedError(UnavailableError):
    """The file is no database any more, or a broken one: only a backup helps."""


class LockedError(UnavailableError):
    """Another program holds the database's lock; whoever wants to write asks again shortly."""


class UncertainError(UnavailableError):
    """A commit failed so that nobody knows whether it is on disk; the file must be reopened."""


class Storage(Protocol):
    """A process's one writer. A round: ``begin``, ``load``..., ``sweep``, ``store``, ``commit``."""

    @property
    def is_shared(self) -> bool:
        """Whether other processes write here too: what is refused may then be a race lost."""

    async def begin(self) -> None:
        """Start a round's transaction and take the write lock, or raise ``LockedError`` soon."""

    async def load(self, places: Found) -> None:
        """Read the rows of all these empty places, in a few set-based statements."""

    async def sweep(self, sweeps: Sequence[Sweep]) -> None:
        """Change many codes at once, before the rest of the round is stored."""

    async def store(
        self, changes: Sequence[Change], entries: Sequence[LedgerEntry], *, at_ms: int
    ) -> None:
        """Write a round: at most one change for a row, then the entries at the ledger's end."""

    async def commit(self) -> None:
        """Make the round durable; returns only when it is on disk."""

    async def rollback(self) -> None:
        """Forget the round."""

    async def recover(self) -> None:
        """Open the database anew, verify it, and write a probe; raises ``UnavailableError``."""


class Reader(Protocol):
    """Reads past the engine, on connections of their own; they see committed rounds only."""

    async def fetch(self, result: type[T], sql: str, *values: str | int | None) -> list[T]:
        """Run one ``SELECT`` (SQL text lives in ``storage/``) and read each row as ``result``."""

    async def find(self, need: Need) -> list[Any]:
        """Read the rows under one key of an index."""

    async def find_all(self, index: Index[Any], keys: Sequence[Key]) -> list[Any]:
        """Read the rows under several keys of an index, in one statement and in no order."""

    async def close(self) -> None:
        """Give the connections up."""
