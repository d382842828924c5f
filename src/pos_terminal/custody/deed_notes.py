"""The note of the labels that wait: one small file, there whole or not at all.

Whoever has scanned a label puts its pack away. What has no answer yet is therefore on the disk
before it is sent, under its id, and can be asked for again after a restart.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from card_contract.custody_messages import CustodyRequest
from pos_terminal.whole_file import keep_aside, write_whole

NOTE_FILE: Final = "stock-waiting.json"


class DeedNote(Struct, frozen=True, kw_only=True):
    """One label that has no answer yet; ``to`` is the store's name as it was shown."""

    move_id: str
    request: CustodyRequest
    to: str
    at_ms: int


class DeedNotes:
    """Keeps the note in the till's folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NOTE_FILE

    def load(self) -> list[DeedNote]:
        """What waited when the till ended; a file that cannot be read is kept aside."""
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=list[DeedNote])
        except OSError:
            return []
        except (msgspec.DecodeError, UnicodeDecodeError):
            with contextlib.suppress(OSError):
                keep_aside(self._path)
            return []

    def keep(self, notes: Sequence[DeedNote]) -> None:
        """Store what waits now; raises ``OSError`` where the disk refuses."""
        if notes:
            write_whole(self._path, msgspec.json.encode(notes))
        else:
            self._path.unlink(missing_ok=True)
