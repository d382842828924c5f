"""Driving a batch from its first code to its last: draws codes and submits them chunk by chunk.

Each chunk is awaited, so commands that came meanwhile have their round in between. Where the run
was broken off, ``continue_batch`` goes on: the batch's row says how many codes exist.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable

from server_stub.commands.batches import (
    CHUNK_CODES_MAX,
    CodesMade,
    MakeCodes,
    NewCode,
    OpenBatch,
)
from server_stub.domain.code_generation import (
    ENTROPY_BYTES,
    five_by_five,
    last_signs,
    structured_guid,
)
from server_stub.domain.ids import AppId
from server_stub.engine.command import Refused
from server_stub.engine.engine import Engine
from server_stub.storage.interface import Reader
from server_stub.storage.rows import BATCHES, CAMPAIGNS, BatchRow, CampaignRow, CodeForm
from server_stub.storage.sealing import Keys

Progress = Callable[[int, int], None]
"""Is told how many codes exist, of how many."""


class GenerationRefusedError(Exception):
    """The server refused to make the batch or a part of it."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(f"The server refused: {refused.refusal}.")
        self.refused = refused


class Generator:
    """Makes batches of codes through the engine."""

    def __init__(self, *, engine: Engine, reader: Reader, keys: Keys) -> None:
        self._engine = engine
        self._reader = reader
        self._keys = keys

    async def make_batch(self, order: OpenBatch, progress: Progress | None = None) -> int:
        """Make a whole batch; returns its number. Raises ``GenerationRefusedError``."""
        opened = await self._engine.submit(order)
        if isinstance(opened, Refused):
            raise GenerationRefusedError(opened)
        await self.continue_batch(order.app_id, opened.batch, progress)
        return opened.batch

    async def continue_batch(
        self, app_id: AppId, number: int, progress: Progress | None = None
    ) -> None:
        """Make the codes that a batch still lacks."""
        batch: BatchRow = (await self._reader.find(BATCHES.at(app_id, number)))[0]
        campaign: CampaignRow = (await self._reader.find(CAMPAIGNS.at(app_id, batch.campaign)))[0]
        made = batch.made
        while made < batch.quantity:
            codes = [
                self._new_code(campaign) for _ in range(min(CHUNK_CODES_MAX, batch.quantity - made))
            ]
            chunk = MakeCodes(app_id=app_id, batch=number, after=made, codes=codes)
            answer: CodesMade | Refused = await self._engine.submit(chunk)
            if isinstance(answer, Refused):
                raise GenerationRefusedError(answer)
            made = answer.made
            if progress is not None:
                progress(made, batch.quantity)

    def _new_code(self, campaign: CampaignRow) -> NewCode:
        entropy = secrets.token_bytes(ENTROPY_BYTES)
        if campaign.code_form is CodeForm.STRUCTURED_GUID:
            code = structured_guid(entropy, prefix=campaign.code_prefix)
        else:
            code = five_by_five(
                entropy, include_check=campaign.include_check, prefix=campaign.code_prefix
            )
        protected = self._keys.protect_code(campaign.app_id, code)
        return NewCode(
            code_hash=protected.code_hash.value,
            hash_key_id=protected.code_hash.key_id,
            sealed=protected.sealed.value,
            seal_key_id=protected.sealed.key_id,
            last_four=last_signs(code),
        )
