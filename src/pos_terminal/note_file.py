"""A note that a feature leaves for itself, for when the till is started again: one small file."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from pos_terminal.whole_file import aside, keep_aside, write_whole

NoteT = TypeVar("NoteT", bound=msgspec.Struct)


class NoteFile(Generic[NoteT]):
    """The note is there whole or not at all; what cannot be read is kept aside, and not there.

    ``keep`` and ``forget`` raise ``OSError``.
    """

    def __init__(self, path: Path, kind: type[NoteT]) -> None:
        self._path = path
        self._kind = kind

    def load(self) -> NoteT | None:
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=self._kind)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            if self._path.is_file():
                with contextlib.suppress(OSError):
                    keep_aside(self._path)
            return None

    @property
    def has_aside(self) -> bool:
        """Whether a note that could not be read still lies beside it."""
        return any(aside(self._path))

    def keep(self, note: NoteT) -> None:
        write_whole(self._path, msgspec.json.encode(note))

    def forget(self) -> None:
        self._path.unlink(missing_ok=True)
