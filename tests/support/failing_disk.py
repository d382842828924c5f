"""A disk that fails on purpose, as a layer under SQLite (a VFS of apsw).

``FaultyDisk`` refuses the n-th write or sync, with a full disk or an error. ``VolatileDisk`` remembers
what was synced and forgets the rest at a power cut: what a real machine may do and ``kill -9`` never
shows.
"""

from __future__ import annotations

import itertools
import threading
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from random import Random
from typing import Any, Final

import apsw

SECTOR_BYTES: Final = 512
_names = itertools.count(1)


class Fault(Enum):
    """How the disk refuses."""

    FULL = apsw.FullError
    EIO = apsw.IOError


@dataclass(slots=True)
class Trouble:
    """When to fail: at the ``at``-th call of ``operation`` from when it was armed, and ever after."""

    operation: str = "none"
    at: int = 0
    fault: Fault = Fault.EIO
    lasting: bool = True
    calls: int = 0
    struck: int = 0

    def arm(self, operation: str, at: int, fault: Fault, *, lasting: bool = True) -> None:
        self.operation, self.at, self.fault, self.lasting = operation, at, fault, lasting
        self.calls = self.struck = 0

    def disarm(self) -> None:
        self.operation = "none"

    def pass_by(self, operation: str) -> None:
        if operation != self.operation:
            return
        self.calls += 1
        if self.calls == self.at or (self.lasting and self.calls > self.at):
            self.struck += 1
            raise self.fault.value(f"made to fail at call {self.calls}")


class _FaultyFile(apsw.VFSFile):
    def __init__(self, base: str, name: Any, flags: Any, trouble: Trouble) -> None:
        super().__init__(base, name, flags)
        self._trouble = trouble

    def xWrite(self, data: bytes, offset: int) -> None:
        self._trouble.pass_by("write")
        super().xWrite(data, offset)

    def xSync(self, flags: int) -> None:
        self._trouble.pass_by("sync")
        super().xSync(flags)


class FaultyDisk(apsw.VFS):
    """A VFS whose ``trouble`` says when it fails. Keep a reference while it is in use."""

    def __init__(self) -> None:
        self.vfs = f"faulty{next(_names)}"
        self.trouble = Trouble()
        super().__init__(self.vfs, "")

    def xOpen(self, name: Any, flags: Any) -> apsw.VFSFile:
        return _FaultyFile("", name, flags, self.trouble)


class _VolatileFile(apsw.VFSFile):
    """Writes reach the real file at once, for readers; the disk notes what was synced."""

    def __init__(self, base: str, name: Any, flags: Any, disk: VolatileDisk) -> None:
        super().__init__(base, name, flags)
        text = name.filename() if isinstance(name, apsw.URIFilename) else name
        self._path = Path(text) if text else None
        self._disk = disk

    def xWrite(self, data: bytes, offset: int) -> None:
        with self._disk.at_work:
            super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:
        with self._disk.at_work:
            super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:
        with self._disk.at_work:
            super().xSync(flags)
            if self._path is not None:
                self._disk.note_synced(self._path)


class VolatileDisk(apsw.VFS):
    """A VFS that knows, for each file, what was on the platters at its last sync.

    It does one thing at a time, so that a power cut is one moment for all files.
    """

    def __init__(self) -> None:
        self.vfs = f"volatile{next(_names)}"
        self.at_work = threading.Lock()
        self._synced: dict[Path, bytes] = {}
        super().__init__(self.vfs, "")

    def xOpen(self, name: Any, flags: Any) -> apsw.VFSFile:
        return _VolatileFile("", name, flags, self)

    def xDelete(self, name: str, sync_directory: bool) -> None:
        with self.at_work:
            super().xDelete(name, sync_directory)
            self._synced.pop(Path(name), None)

    def note_synced(self, path: Path) -> None:
        self._synced[path] = path.read_bytes()

    def after_power_cut(self, folder: Path, chance: Random) -> None:
        """Write into ``folder`` what a power cut at this moment would leave of each file.

        Of what was written since the last sync, any sectors may have reached the platters, and in
        any order; the shared memory is gone.
        """
        folder.mkdir()
        with self.at_work:
            on_disk = [(path, synced, path.read_bytes()) for path, synced in self._synced.items()]
        for path, synced, seen in on_disk:
            left = bytearray(synced)
            kept = chance.random()
            for start in range(0, len(seen), SECTOR_BYTES):
                sector = seen[start : start + SECTOR_BYTES]
                if chance.random() < kept and left[start : start + SECTOR_BYTES] != sector:
                    left.extend(bytes(max(start + len(sector) - len(left), 0)))
                    left[start : start + len(sector)] = sector
            (folder / path.name).write_bytes(left)
