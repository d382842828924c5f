"""The disk under the journal: how much is free, and the ballast that lets an open sale finish.

A new sale needs 200 MB free. Below that nothing new is begun; and where even an open sale's next
step finds the disk full, 16 MB that were laid aside are given back, so that it can end.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Final, Protocol

FREE_BYTES_MIN: Final = 200 * 1024 * 1024
BALLAST_BYTES: Final = 16 * 1024 * 1024


class Disk(Protocol):
    """What the journal asks of the disk it lies on."""

    def free_bytes(self) -> int:
        """How much an ordinary user may still write."""

    def lay_ballast(self) -> None:
        """Lay the ballast aside, if it is not there and the disk has room for it."""

    def drop_ballast(self) -> bool:
        """Give the ballast back; says whether there was one."""


class FolderDisk:
    """The disk of one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._ballast = folder / "ballast"

    def free_bytes(self) -> int:
        return shutil.disk_usage(self._folder).free

    def lay_ballast(self) -> None:
        if self._ballast.exists() or self.free_bytes() < FREE_BYTES_MIN + BALLAST_BYTES:
            return
        # Real bytes: a sparse file would give nothing back.
        unfinished = self._ballast.with_suffix(".new")
        with unfinished.open("wb") as file:
            for _ in range(BALLAST_BYTES // (1024 * 1024)):
                file.write(os.urandom(1024) * 1024)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(self._ballast)

    def drop_ballast(self) -> bool:
        if not self._ballast.exists():
            return False
        self._ballast.unlink()
        return True
