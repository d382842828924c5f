"""The mark beside the journal that says how far it had come: number and hash of its last event.

SQLite drops the rest of a write-ahead log at the first frame that does not fit, which is right
after a power cut and wrong after a flipped bit: committed events would vanish, and the chain that
is left would still be whole. The mark is written after each commit, so a chain shorter than its
mark has lost events. It is not synced: after a power cut it may lag behind, never run ahead.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_FORM: Final = struct.Struct(">IQ32s")
_SUM: Final = struct.Struct(">I")


@dataclass(frozen=True, slots=True)
class Head:
    """The last event that is known to have been committed."""

    generation: int
    event: int
    hash: bytes


class HeadMark:
    """The file that keeps the mark."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("r+b" if path.exists() else "w+b", buffering=0)

    def read(self) -> Head | None:
        """Return the mark, or null where there is none or it is unreadable."""
        self._file.seek(0)
        content = self._file.read(_FORM.size + _SUM.size) or b""
        if len(content) != _FORM.size + _SUM.size:
            return None
        body, check = content[: _FORM.size], content[_FORM.size :]
        if _SUM.unpack(check)[0] != zlib.crc32(body):
            return None
        return Head(*_FORM.unpack(body))

    def write(self, head: Head) -> None:
        """Keep the mark; one small write in place, which a full disk does not refuse."""
        body = _FORM.pack(head.generation, head.event, head.hash)
        self._file.seek(0)
        self._file.write(body + _SUM.pack(zlib.crc32(body)))

    def close(self) -> None:
        self._file.close()
