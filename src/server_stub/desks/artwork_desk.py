"""Taking in the picture of a product: it is looked at before it is stored."""

from __future__ import annotations

from typing import Final

from card_contract.outcomes import Refusal
from card_contract.studio_messages import ARTWORK_BYTES_MAX, ArtworkAnswer, ArtworkFault
from server_stub.commands.artworks import StoreArtwork
from server_stub.desks.limits import SlowChecks, TooManyWaitingError
from server_stub.domain.ids import AppId, OperatorId
from server_stub.engine.command import Refused
from server_stub.engine.submits import Submits
from server_stub.picture_scan.asking import BrokenByPictureError, asked_of_child
from server_stub.picture_scan.reading import Looked

LOOKED_WITHIN_S: Final = 20.0  # of a slow machine: the child has a few seconds of its own time
_RUNNING_MAX: Final = 1
_WAITING_MAX: Final = 8


class ArtworkDesk:
    """Looking at pictures is done by a child process, one at a time."""

    def __init__(self, engine: Submits, *, looked_within_s: float = LOOKED_WITHIN_S) -> None:
        self._engine = engine
        self._looked_within_s = looked_within_s
        self._turns = SlowChecks(running_max=_RUNNING_MAX, waiting_max=_WAITING_MAX)

    async def store(
        self,
        app_id: AppId,
        content: bytes,
        *,
        stored_by: str,
        asked_by: OperatorId | None = None,
    ) -> ArtworkAnswer | Refused:
        """Store a picture, or say why it is none that tills could show."""
        try:
            looked = await self._looked(content)
        except (TooManyWaitingError, TimeoutError):
            return Refused(refusal=Refusal.BUSY)
        if looked.fault is not None:
            return ArtworkAnswer(fault=looked.fault)
        stored = await self._engine.submit(
            StoreArtwork(
                app_id=app_id,
                content=content,
                media_type=looked.media_type,
                stored_by=stored_by,
                asked_by=asked_by,
            )
        )
        return stored if isinstance(stored, Refused) else ArtworkAnswer(artwork=stored.artwork)

    async def _looked(self, content: bytes) -> Looked:
        if len(content) > ARTWORK_BYTES_MAX:
            return Looked(fault=ArtworkFault.TOO_LARGE)
        try:
            async with self._turns.turn():
                return await asked_of_child(
                    "artwork_child", content, Looked, within_s=self._looked_within_s
                )
        except BrokenByPictureError:
            return Looked(fault=ArtworkFault.DAMAGED)
