"""A mark outside the database of how long its ledger was: a shorter one is a backup put back.

It lies beside the keys, which are never in one backup with the database. A restore that was marked
raises the epoch past the mark's.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from server_stub.shop_folder.secret_files import write_secret


class BackupPutBackError(Exception):
    """The database is older than what the mark says it was; the message says what to do."""


class _Mark(msgspec.Struct, frozen=True, kw_only=True):
    epoch: int
    position: int


class HeadMark:
    """The mark of one data folder."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def epoch(self) -> int:
        """The last epoch that a server of this folder ran in; 0 where none is known."""
        mark = self._read()
        return 0 if mark is None else mark.epoch

    def check(self, *, epoch: int, position: int) -> None:
        """Raise ``BackupPutBackError`` where the database was ahead of this once."""
        mark = self._read()
        if mark is not None and (epoch, position) < (mark.epoch, mark.position):
            raise BackupPutBackError(
                "This database is a backup that was put back: its ledger was longer once. Run"
                " redemption-server mark-restored, so that tills send again what it lost."
            )

    def write(self, *, epoch: int, position: int) -> None:
        write_secret(self._path, msgspec.json.encode(_Mark(epoch=epoch, position=position)))

    def _read(self) -> _Mark | None:
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=_Mark)
        except (OSError, msgspec.DecodeError):
            return None  # a lost mark refuses nothing; the next checkpoint writes it anew
