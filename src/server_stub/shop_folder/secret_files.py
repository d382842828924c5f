"""Writing files that only their owner may read."""

from __future__ import annotations

import os
from pathlib import Path


def write_secret(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read, from its first byte on, whole or not at all."""
    _written(path, content).replace(path)


def write_new_secret(path: Path, content: bytes) -> None:
    """The same, where there is no file of that name; raises ``FileExistsError`` where there is."""
    draft = _written(path, content)
    try:
        give_new_name(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def give_new_name(draft: Path, path: Path) -> None:
    """Give a whole file a name that nothing has; raises ``FileExistsError``."""
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        raise
    except OSError:
        # A disk without hard links, as a stick may be: the name is taken first, then its file.
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            draft.replace(path)
        except OSError:
            path.unlink(missing_ok=True)  # nothing but the name was taken
            raise
    else:
        draft.unlink()


def _written(path: Path, content: bytes) -> Path:
    """The content beside its place; nothing of it stays where it cannot be written whole."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return draft
