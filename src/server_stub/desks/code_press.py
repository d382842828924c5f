"""Making batches: fresh codes from the system's randomness, hashed and sealed as they are made.

No code leaves this module but sealed; a print run opens them again, one by one.
"""

from __future__ import annotations

import secrets

from server_stub.commands.batches import CHUNK_CODES_MAX, CodesMade, MakeCodes, NewCode
from server_stub.domain.code_generation import (
    ENTROPY_BYTES,
    five_by_five,
    last_signs,
    structured_guid,
)
from server_stub.domain.ids import AppId
from server_stub.engine.command import Refused, Submits
from server_stub.storage.interface import Reader
from server_stub.storage.rows.cards import BATCHES, CAMPAIGNS, BatchRow, CampaignRow, CodeForm
from server_stub.storage.rows.cards import CodeSecretRow as SecretRow
from server_stub.storage.sealing import Keys, Sealed


class CodePress:
    """Presses the codes of one server."""

    def __init__(self, engine: Submits, reader: Reader, keys: Keys) -> None:
        self._engine = engine
        self._reader = reader
        self._keys = keys

    async def press(self, app_id: AppId, batch: int) -> CodesMade | Refused | None:
        """Make the next chunk of a batch; ``None`` where there is no such batch."""
        batches: list[BatchRow] = await self._reader.find(BATCHES.at(app_id, batch))
        if not batches:
            return None
        row = batches[0]
        wanted = min(CHUNK_CODES_MAX, row.quantity - row.made)
        if wanted == 0:
            return CodesMade(made=row.made, quantity=row.quantity)
        campaigns: list[CampaignRow] = await self._reader.find(CAMPAIGNS.at(app_id, row.campaign))
        codes = [self._new(campaigns[0]) for _ in range(wanted)]
        return await self._engine.submit(
            MakeCodes(app_id=app_id, batch=batch, after=row.made, codes=codes)
        )

    def opened(self, row: SecretRow) -> str:
        """Open the sealed copy of a code."""
        sealed = Sealed(row.seal_key_id, row.sealed)
        return self._keys.reveal_code(row.app_id, row.code_hash, sealed)

    def _new(self, campaign: CampaignRow) -> NewCode:
        entropy, prefix = secrets.token_bytes(ENTROPY_BYTES), campaign.code_prefix
        if campaign.code_form is CodeForm.FIVE_BY_FIVE:
            code = five_by_five(entropy, include_check=campaign.include_check, prefix=prefix)
        else:
            code = structured_guid(entropy, prefix=prefix)
        protected = self._keys.protect_code(campaign.app_id, code)
        return NewCode(
            code_hash=protected.code_hash.value,
            hash_key_id=protected.code_hash.key_id,
            sealed=protected.sealed.value,
            seal_key_id=protected.sealed.key_id,
            last_four=last_signs(code),
        )
