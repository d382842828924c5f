"""Small files that are there whole or not at all, whatever is killed or unplugged meanwhile."""

from __future__ import annotations

import contextlib
import glob
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_KEPT_MAX: Final = 1000


def write_whole(path: Path, content: bytes, *, mode: int = 0o600) -> None:
    """Write beside, flush to the disk, then rename into place; raises ``OSError``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
        with os.fdopen(descriptor, "wb") as file:
            part.chmod(mode)  # an older part file may have had another
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        flush_folder(path.parent)
    finally:
        part.unlink(missing_ok=True)


def keep_aside(path: Path) -> Path:
    """Rename a file that cannot be used, so that nothing is lost and a new one fits in."""
    for number in range(1, _KEPT_MAX):
        kept = path.with_name(f"{path.name}.kept-{number}")
        if not kept.exists():
            path.replace(kept)
            return kept
    raise FileExistsError(f"There are {_KEPT_MAX} files kept aside already.")


def aside(path: Path) -> Iterator[Path]:
    """The files of this name that were kept aside."""
    return path.parent.glob(f"{glob.escape(path.name)}.kept-*")


def flush_folder(folder: Path) -> None:
    """Make the renaming itself durable; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):  # some network file systems refuse it
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
