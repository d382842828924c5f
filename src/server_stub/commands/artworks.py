"""Storing the picture of a product, under a name that its content makes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from msgspec import Struct

from server_stub.commands.askers import AskedFor
from server_stub.domain.roles import STUDIO
from server_stub.engine.command import Decision, refuse
from server_stub.engine.loaded import Rows
from server_stub.storage.change import Insert, LedgerEntry
from server_stub.storage.rows.shop import ARTWORKS, ArtworkRow
from server_stub.storage.table import Need


class ArtworkStored(Struct, frozen=True, kw_only=True):
    """What the picture is called."""

    artwork: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreArtwork(AskedFor):
    """Store a picture that was checked beforehand. One that is there already is there once."""

    answer_type: ClassVar = ArtworkStored

    content: bytes
    media_type: str
    stored_by: str

    @property
    def _name(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    def needs(self) -> Iterable[Need]:
        return (ARTWORKS.at(self.app_id, self._name), *self.asker())

    def decide(self, rows: Rows, now_ms: int) -> Decision[ArtworkStored]:
        refusal = self.refusal_of_asker(rows, STUDIO)
        if refusal is not None:
            return refuse(refusal)
        name = self._name
        stored = ArtworkStored(artwork=name)
        if rows.find(ARTWORKS, self.app_id, name) is not None:
            return Decision(stored)
        row = ArtworkRow(
            app_id=self.app_id,
            artwork=name,
            media_type=self.media_type,
            content=self.content,
            created_at=now_ms,
        )
        entry = LedgerEntry(
            app_id=self.app_id,
            kind="artwork.stored",
            actor=self.stored_by,
            subject=name,
            detail={"type": self.media_type, "bytes": len(self.content)},
        )
        return Decision(stored, (Insert(row),), (entry,))
