"""Cuts a serial scanner's bytes into scans: lines that end with CR, LF or both. Pure."""

from __future__ import annotations

from card_contract.scan_text import SCAN_LENGTH_MAX
from pos_terminal.scanning.scan import without_aim

_ENDS = b"\r\n"


class ScanLines:
    """Collects bytes. Of an endless line one sign more than may be is kept, so that it is named."""

    def __init__(self) -> None:
        self._line = bytearray()

    def feed(self, chunk: bytes) -> list[str]:
        """Take what arrived and return the lines that are complete; empty ones do not count."""
        lines: list[str] = []
        for byte in chunk:
            if byte not in _ENDS:
                if len(self._line) <= SCAN_LENGTH_MAX:
                    self._line.append(byte)
            elif self._line:
                lines.append(without_aim(self._line.decode("utf-8", "replace")))
                self._line.clear()
        return lines

    def forget(self) -> None:
        """Drop a line that was begun; its end will not come any more."""
        self._line.clear()
