"""Folders in which a shop is built before it moves to its place.

Only who holds the data folder's ``init.lock`` works on them: what lies there when somebody comes
was left by a process that was killed, and may hold keys or a whole database.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path


def left_drafts(root: Path, prefix: str) -> list[Path]:
    """The drafts that killed processes left in a data folder."""
    return [path for path in root.glob(f"{prefix}*") if path.is_dir()]


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
