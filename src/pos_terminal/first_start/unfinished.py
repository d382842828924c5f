"""What a set-up that was cut off leaves behind, so that the next start can go on with it.

Before a shop is made, a mark with its name is put into the till's folder; it goes once the recovery
sheet has been asked back. A mark beside an identity means that the sheet is still owed. A mark
without one means a shop that no till ever belonged to: nothing can have been sold there, and the
next set-up begins anew.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from pos_terminal.identity import IDENTITY_FILE
from pos_terminal.whole_file import keep_aside, write_whole

_FILE_NAME: Final = "setting-up.json"


class _Mark(Struct, frozen=True):
    shop_name: str
    currency: str = "EUR"


class Unfinished:
    """``server_data`` is the folder of the shop that is being made."""

    def __init__(self, till_data: Path, server_data: Path) -> None:
        self._mark = till_data / _FILE_NAME
        self._identity = till_data / IDENTITY_FILE
        self._server_data = server_data

    def begin(self, shop_name: str, currency: str) -> None:
        """A shop is about to be made; raises ``OSError``."""
        write_whole(self._mark, msgspec.json.encode(_Mark(shop_name, currency)) + b"\n")

    def end(self) -> None:
        """The shop is made and its recovery sheet was asked back."""
        self._mark.unlink(missing_ok=True)

    @property
    def sheet_owed(self) -> str | None:
        """The name of the shop whose recovery sheet nobody has asked back yet."""
        if not self._mark.exists() or not self._identity.exists():
            return None
        return self._read().shop_name

    @property
    def currency(self) -> str:
        """What the shop that is being made counts in."""
        return self._read().currency

    def _read(self) -> _Mark:
        try:
            return msgspec.json.decode(self._mark.read_bytes(), type=_Mark)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return _Mark("")  # owed all the same, only nameless

    def put_aside(self) -> None:
        """Make room for a new set-up where one was cut off; raises ``OSError``."""
        if not self._mark.exists() or self._identity.exists():
            return
        if self._server_data.exists():
            keep_aside(self._server_data)
        self.end()
