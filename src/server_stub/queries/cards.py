"""Finding a card by what was scanned, with its campaign and the sale that it lies in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from card_contract.card_number import CardNumber, NotACardNumberError
from server_stub.domain.ids import AppId
from server_stub.storage.interface import Reader
from server_stub.storage.rows.cards import (
    CAMPAIGNS,
    CODE_SECRETS_BY_HASH,
    CODES,
    CODES_BY_NUMBER,
    CampaignRow,
    CodeRow,
    CodeSecretRow,
)
from server_stub.storage.rows.sales import SALES, SaleRow


@dataclass(frozen=True, slots=True)
class CardFound:
    code: CodeRow
    campaign: CampaignRow
    sale: SaleRow | None


class CardQueries:
    """Finds cards of one app; ``hashes`` are the keyed hashes that a code may be found by."""

    def __init__(self, reader: Reader, hashes: Callable[[AppId, str], list[bytes]]) -> None:
        self._reader = reader
        self._hashes = hashes

    async def card(self, app_id: AppId, text: str) -> CardFound | None:
        """Find the card with this number or, where the barcode is the code, with this code."""
        code = await self._code(app_id, text)
        if code is None or not code.is_card:
            return None
        campaigns: list[CampaignRow] = await self._reader.find(CAMPAIGNS.at(app_id, code.campaign))
        sales: list[SaleRow] = []
        if code.sale_id is not None:
            sales = await self._reader.find(SALES.at(app_id, code.sale_id))
        return CardFound(code, campaigns[0], sales[0] if sales else None)

    async def _code(self, app_id: AppId, text: str) -> CodeRow | None:
        try:
            number = CardNumber.parse(text)
        except NotACardNumberError:
            return await self._code_by_itself(app_id, text)
        found: list[CodeRow] = await self._reader.find(CODES_BY_NUMBER.at(app_id, number.stored))
        return found[0] if found else None

    async def _code_by_itself(self, app_id: AppId, text: str) -> CodeRow | None:
        secrets: list[CodeSecretRow] = []
        for code_hash in self._hashes(app_id, text):
            secrets += await self._reader.find(CODE_SECRETS_BY_HASH.at(app_id, code_hash))
        if not secrets:
            return None
        codes: list[CodeRow] = await self._reader.find(CODES.at(app_id, secrets[0].code_id))
        # The code of a card with a number of its own is a secret that no till may ask after.
        return codes[0] if codes and codes[0].number is None else None
