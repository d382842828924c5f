"""The folder that a server keeps its shop in: what lies where, and who may use it at the moment.

``server.lock`` is locked by the one process that uses the database; ``server.json`` says where that
process listens, so that a till's second start, or a command line, finds it.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from server_stub.tls import write_secret

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class FolderInUseError(Exception):
    """Another process uses this data folder."""


class Running(msgspec.Struct, frozen=True, kw_only=True):
    """Where the server of a data folder listens."""

    pid: int
    port: int
    url: str


@dataclass(frozen=True, slots=True)
class DataFolder:
    """The places in one data folder; ``keys`` may lie elsewhere, on another disk or a stick."""

    root: Path
    keys_elsewhere: Path | None = None

    @property
    def database(self) -> Path:
        return self.root / "redemption.db"

    @property
    def keys(self) -> Path:
        return self.keys_elsewhere or self.root / "keys.json"

    @property
    def demo(self) -> Path:
        return self.root / "demo.json"

    @property
    def running_file(self) -> Path:
        return self.root / "server.json"

    def exists(self) -> bool:
        """Whether a shop has been made here."""
        return self.database.is_file() and self.keys.is_file()

    def running(self) -> Running | None:
        """Where the last server of this folder said that it listens; it may be gone by now."""
        try:
            return msgspec.json.decode(self.running_file.read_bytes(), type=Running)
        except (OSError, msgspec.DecodeError):
            return None

    def write_running(self, running: Running) -> None:
        write_secret(self.running_file, msgspec.json.encode(running))

    def forget_running(self) -> None:
        self.running_file.unlink(missing_ok=True)

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder's lock; raises ``FolderInUseError`` where another process holds it.

        The operating system drops the lock with its process, so a killed server leaves none behind.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        handle = os.open(self.root / "server.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if not _lock(handle):
                raise FolderInUseError("Another process uses this data folder.")
            yield
        finally:
            os.close(handle)


def _lock(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
