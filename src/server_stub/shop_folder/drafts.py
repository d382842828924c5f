"""Folders in which a shop, or a backup of one, is built before it moves to its place.

Of one prefix, only who holds one lock works on them: that is the data folder's ``init.lock`` for
shops, its ``backup.lock`` for backups, whose prefix no other shop has. So what lies there when
somebody comes was left by a process that was killed, and may hold keys or a whole database.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path


def left_drafts(root: Path, prefix: str) -> list[Path]:
    """The drafts that killed processes left in a folder."""
    return [path for path in root.iterdir() if path.name.startswith(prefix) and path.is_dir()]


@contextlib.contextmanager
def draft_in(root: Path, prefix: str) -> Iterator[Path]:
    """A new draft, and the only one; it is gone when the block ends."""
    for left in left_drafts(root, prefix):
        shutil.rmtree(left)
    draft = Path(tempfile.mkdtemp(prefix=prefix, dir=root))
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)
