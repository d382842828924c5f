"""Making batches: fresh codes from the system's randomness, hashed and sealed as they are made.

No code leaves this module but sealed; a print run opens them again, one by one.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Sequence
from typing import Final

from card_contract.code_text import stored_form
from card_contract.studio_messages import CardElsewhere, CodeForm
from server_stub.commands.batch_codes import CHUNK_CODES_MAX, CodesMade, MakeCodes, NewCode
from server_stub.commands.imported_rows import MadeCard
from server_stub.domain.code_generation import (
    ENTROPY_BYTES,
    five_by_five,
    last_signs,
    structured_guid,
)
from server_stub.domain.ids import AppId
from server_stub.engine.command import Refused
from server_stub.engine.submits import Submits
from server_stub.storage.interface import Reader
from server_stub.storage.rows.cards import BATCHES, CAMPAIGNS, BatchRow, CampaignRow
from server_stub.storage.rows.cards import CodeSecretRow as SecretRow
from server_stub.storage.sealing import Keys, Sealed

DRAWN_AT_A_TIME: Final = 50
"""So many codes are drawn before others get the loop again: about a millisecond."""


class CodePress:
    """Presses the codes of one server."""

    def __init__(self, engine: Submits, reader: Reader, keys: Keys) -> None:
        self._engine = engine
        self._reader = reader
        self._keys = keys

    async def press(
        self, app_id: AppId, batch: int, *, piece_max: int = CHUNK_CODES_MAX
    ) -> CodesMade | Refused | None:
        """Make the next piece of a batch; ``None`` where there is no such batch."""
        batches: list[BatchRow] = await self._reader.find(BATCHES.at(app_id, batch))
        if not batches:
            return None
        row = batches[0]
        wanted = min(piece_max, row.quantity - row.made)
        campaigns: list[CampaignRow] = await self._reader.find(CAMPAIGNS.at(app_id, row.campaign))
        codes: list[NewCode] = []
        while len(codes) < wanted:
            few = min(DRAWN_AT_A_TIME, wanted - len(codes))
            codes += [self._new(campaigns[0]) for _ in range(few)]
            await asyncio.sleep(0)
        return await self._engine.submit(
            MakeCodes(app_id=app_id, batch=batch, after=row.made, codes=codes)
        )

    def opened(self, row: SecretRow) -> str:
        """Open the sealed copy of a code."""
        sealed = Sealed(row.seal_key_id, row.sealed)
        return self._keys.reveal_code(row.app_id, row.code_hash, sealed)

    def _new(self, campaign: CampaignRow) -> NewCode:
        return self.drawn(
            campaign.app_id,
            campaign.code_form,
            include_check=campaign.include_check,
            prefix=campaign.code_prefix,
        )

    def drawn(self, app_id: AppId, form: CodeForm, *, include_check: bool, prefix: str) -> NewCode:
        """Draw a code from the system's randomness; only its hash and sealed copy come out."""
        entropy = secrets.token_bytes(ENTROPY_BYTES)
        if form is CodeForm.FIVE_BY_FIVE:
            code = five_by_five(entropy, include_check=include_check, prefix=prefix)
        else:
            code = structured_guid(entropy, prefix=prefix)
        return _protected(self._keys, app_id, code)

    async def taken_in(self, app_id: AppId, cards: Sequence[CardElsewhere]) -> list[MadeCard]:
        """Hash and seal the codes of cards that were made elsewhere."""
        taken: list[MadeCard] = []
        for card in cards:
            taken.append(made_card(self._keys, app_id, card))
            if len(taken) % DRAWN_AT_A_TIME == 0:
                await asyncio.sleep(0)
        return taken


def made_card(keys: Keys, app_id: AppId, card: CardElsewhere) -> MadeCard:
    """A card that was made elsewhere, its code hashed and sealed."""
    code = stored_form(card.code)
    return MadeCard(
        number=card.number,
        pack=card.pack,
        pack_first=card.pack_first,
        pack_last=card.pack_last,
        code=_protected(keys, app_id, code),
        known_hashes=[known.value for known in keys.code_hashes(app_id, code)],
    )


def _protected(keys: Keys, app_id: AppId, code: str) -> NewCode:
    protected = keys.protect_code(app_id, code)
    return NewCode(
        code_hash=protected.code_hash.value,
        hash_key_id=protected.code_hash.key_id,
        sealed=protected.sealed.value,
        seal_key_id=protected.sealed.key_id,
        last_four=last_signs(code),
    )
