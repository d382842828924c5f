"""What commands have in common whose answers are not stored: repeating them does no harm."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from msgspec import Struct

from server_stub.domain.ids import AppId
from server_stub.engine.loaded import Rows
from server_stub.storage.table import Need


class Noted(Struct, frozen=True, kw_only=True):
    """There is nothing to tell but that it is done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unstored:
    """The part of a command that such commands share."""

    app_id: AppId
    key: ClassVar[None] = None

    def fingerprint(self) -> bytes:
        return b""

    def needs_also(self, rows: Rows) -> Iterable[Need]:
        return ()
