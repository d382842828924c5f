"""Finding a card by whatever its holder can tell, and all that has happened to it.

Lists go page by page after the last line that was read, newest first; a page costs the same
wherever it lies.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import msgspec

from card_contract.card_number import CardNumber, NotACardNumberError
from card_contract.ledger_messages import LedgerAnswer
from card_contract.sale_id import RECEIPT_PATTERN
from card_contract.states import CodeState, CustodyState, HoldState, StopReason
from server_stub.domain.attempt_rules import AttemptFailure, AttemptPhase, AttemptState
from server_stub.domain.ids import AppId, CodeId
from server_stub.domain.scan_codes import readings_of
from server_stub.queries.ledger import About, LedgerQueries, Wanted
from server_stub.storage import portal_selects, selects
from server_stub.storage.interface import Reader
from server_stub.storage.rows.cards import (
    CAMPAIGNS_BY_SCAN_CODE,
    CODE_SECRETS_BY_HASH,
    CODES,
    CODES_BY_NUMBER,
    CampaignRow,
    CodeRow,
    CodeSecretRow,
)
from server_stub.storage.rows.redemption import SHARED

PAGE_CARDS: Final = 50
LAST: Final = 2**53
_LAST_FOUR: Final = re.compile("[0-9A-Za-z]{4}", re.ASCII)
_RECEIPT: Final = re.compile(RECEIPT_PATTERN, re.ASCII)
_ID_DIGITS_MAX: Final = 15


class CardLine(msgspec.Struct, frozen=True, array_like=True):
    """A card in a list."""

    code_id: int
    number: int | None
    last_four: str
    title: str
    state: CodeState
    hold: HoldState
    stop: StopReason | None
    activated_at: int | None
    created_at: int


class Card(msgspec.Struct, frozen=True, array_like=True):
    """A personal code with its sale and its pack; of the code itself its last four alone."""

    code_id: int
    number: int | None
    last_four: str
    campaign: str
    title: str
    is_card: bool
    price_minor: int
    currency: str
    state: CodeState
    hold: HoldState
    stop: StopReason | None
    created_at: int
    activated_at: int | None
    redeemed_at: int | None
    invalidated_at: int | None
    stopped_at: int | None
    redeemed_by_id: str | None
    redeemed_by_name: str | None
    invalidation_reason: str | None
    batch: int | None
    receipt_number: str | None
    store_name: str | None
    till_name: str | None
    operator_name: str | None
    held_at: int | None
    paid_at: int | None
    pack_label: str | None
    carton_label: str | None
    custody: CustodyState | None
    pack_store: str | None
    recall_id: str | None
    script: str | None
    version: int
    custom_code_info: str

    @property
    def labels(self) -> frozenset[str]:
        return frozenset(label for label in (self.pack_label, self.carton_label) if label)

    @property
    def grouped(self) -> str:
        return "" if self.number is None else CardNumber.from_stored(self.number).grouped()


class SharedRedemption(msgspec.Struct, frozen=True, array_like=True):
    """One customer's redemption of a code that is the same for everybody."""

    code_id: int
    campaign: str
    title: str
    state: CodeState
    profile_id: str
    profile_name: str
    created_at: int
    redeemed_at: int | None
    script: str | None
    version: int

    @property
    def hold(self) -> None:
        return None

    @property
    def is_card(self) -> bool:
        return False

    @property
    def recall_id(self) -> None:
        return None


class AttemptLine(msgspec.Struct, frozen=True, array_like=True):
    attempt: int
    state: AttemptState
    phase: AttemptPhase
    profile_id: str
    script: str
    failure: AttemptFailure | None
    attempted_at: int
    ended_at: int | None


class FailedLine(msgspec.Struct, frozen=True, array_like=True):
    """A redemption that failed; of a code that is the same for everybody ``last_four`` is ""."""

    redemption_id: int
    title: str
    last_four: str
    profile_id: str | None
    failure: AttemptFailure | None
    failed_at: int | None
    updated_at: int

    @property
    def place(self) -> tuple[int, int]:
        return self.updated_at, self.redemption_id


class CampaignTitle(msgspec.Struct, frozen=True, array_like=True):
    campaign: str
    title: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was typed is the number of a receipt, which may have several cards."""

    number: str


@dataclass(frozen=True, slots=True)
class LastFour:
    """What was typed may be the last four of many cards."""

    signs: str


@dataclass(frozen=True, slots=True)
class SharedCode:
    """What was typed is the code that a campaign has for everybody."""

    campaign: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A card, or a redemption of a code for everybody, as it is now."""

    card: Card | None
    shared: SharedRedemption | None
    attempts: list[AttemptLine]

    @property
    def subject(self) -> Card | SharedRedemption:
        found = self.card or self.shared
        if found is None:
            raise AssertionError("What is not there has no standing.")
        return found

    @property
    def customers(self) -> frozenset[str]:
        """Who redeemed it, and who tried to."""
        found = {each.profile_id for each in self.attempts}
        if self.card is not None and self.card.redeemed_by_id:
            found.add(self.card.redeemed_by_id)
        if self.shared is not None:
            found.add(self.shared.profile_id)
        return frozenset(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """All that is known of a card, and a page of what was written about it."""

    standing: Standing
    written: LedgerAnswer


class PortalCards:
    """Reads of one shop each; ``hashes`` are the keyed hashes that a code may be found by."""

    def __init__(self, reader: Reader, hashes: Callable[[AppId, str], list[bytes]]) -> None:
        self._reader = reader
        self._hashes = hashes
        self._ledger = LedgerQueries(reader)

    async def find(
        self, app_id: AppId, text: str
    ) -> CodeId | Receipt | LastFour | SharedCode | None:
        """Recognise what was typed, and find the one card that it can mean."""
        text = text.strip()
        if _RECEIPT.fullmatch(text.upper()):
            return Receipt(text.upper())
        if _LAST_FOUR.fullmatch(text):
            return await self._of_four_signs(app_id, text)
        if text.isascii() and text.isdigit() and len(text) <= _ID_DIGITS_MAX:
            found = await self.redemption(app_id, CodeId(int(text)))
            return await self._shared(app_id, text) if found is None else found
        try:
            number = CardNumber.parse(text)
        except NotACardNumberError:
            return await self._by_code(app_id, text)
        codes: list[CodeRow] = await self._reader.find(CODES_BY_NUMBER.at(app_id, number.stored))
        return codes[0].code_id if codes else None

    async def _of_four_signs(self, app_id: AppId, text: str) -> LastFour | SharedCode:
        """The end of a code or, where none ends so, a code for everybody that is as short."""
        four = LastFour(text.upper())
        cards, _ = await self.with_last_four(
            app_id, four.signs, campaign="", activated=None, before=None
        )
        return four if cards else await self._shared(app_id, text) or four

    async def redemption(self, app_id: AppId, code_id: CodeId) -> CodeId | None:
        """The id, if there is such a redemption."""
        found = await self._reader.find(CODES.at(app_id, code_id))
        found = found or await self._reader.find(SHARED.at(app_id, code_id))
        return code_id if found else None

    async def _by_code(self, app_id: AppId, text: str) -> CodeId | SharedCode | None:
        """What the code means that was typed or pasted, read as the customer's page reads it.

        As it was typed comes first; else it has to mean one thing alone.
        """
        readings = readings_of(text)
        found = [await self._named(app_id, reading) for reading in readings]
        meant = {each for each in found if each is not None}
        if found and found[0] is not None:
            return found[0]
        return meant.pop() if len(meant) == 1 else None

    async def _named(self, app_id: AppId, text: str) -> CodeId | SharedCode | None:
        for code_hash in self._hashes(app_id, text):
            secrets: list[CodeSecretRow] = await self._reader.find(
                CODE_SECRETS_BY_HASH.at(app_id, code_hash)
            )
            if secrets:
                return secrets[0].code_id
        return await self._shared(app_id, text)

    async def _shared(self, app_id: AppId, text: str) -> SharedCode | None:
        shared: list[CampaignRow] = await self._reader.find(CAMPAIGNS_BY_SCAN_CODE.at(app_id, text))
        return SharedCode(shared[0].campaign) if shared else None

    async def of_receipt(
        self, app_id: AppId, receipt: str, before: int | None
    ) -> tuple[list[CardLine], bool]:
        """The cards of a receipt; are there more?"""
        return await self._page(portal_selects.BY_RECEIPT, app_id, receipt, before or LAST)

    async def with_last_four(
        self,
        app_id: AppId,
        signs: str,
        *,
        campaign: str,
        activated: tuple[int, int] | None,
        before: int | None,
    ) -> tuple[list[CardLine], bool]:
        """The cards that end so: of a campaign and a day of activation, or all; are there more?"""
        return await self._page(
            portal_selects.BY_LAST_FOUR,
            app_id,
            signs,
            before or LAST,
            *(campaign, campaign),
            *(activated or (0, LAST)),
        )

    async def campaigns(self, app_id: AppId, chosen: str = "") -> list[CampaignTitle]:
        """Products to choose from; the one that is ``chosen`` is always among them."""
        fetch = self._reader.fetch
        found = await fetch(CampaignTitle, portal_selects.CAMPAIGN_TITLES, app_id)
        if not chosen or any(each.campaign == chosen for each in found):
            return found
        return [*await fetch(CampaignTitle, portal_selects.CAMPAIGN_TITLE, app_id, chosen), *found]

    async def failed(
        self, app_id: AppId, before: tuple[int, int] | None
    ) -> tuple[list[FailedLine], bool]:
        """The redemptions that have failed, which changed last first; are there more?"""
        where = (app_id, *(before or (LAST, LAST)), PAGE_CARDS + 1)
        found = await self._reader.fetch(FailedLine, portal_selects.FAILED_CODES, *where)
        found += await self._reader.fetch(FailedLine, portal_selects.FAILED_SHARED, *where)
        found.sort(key=lambda line: line.place, reverse=True)
        return found[:PAGE_CARDS], len(found) > PAGE_CARDS

    async def standing(self, app_id: AppId, code_id: CodeId) -> Standing | None:
        """How one card, or one redemption of a code for everybody, is now."""
        fetch, at = self._reader.fetch, (app_id, code_id)
        cards = await fetch(Card, portal_selects.CARD, *at)
        shared = [] if cards else await fetch(SharedRedemption, portal_selects.SHARED, *at)
        if not cards and not shared:
            return None
        return Standing(
            card=cards[0] if cards else None,
            shared=shared[0] if shared else None,
            attempts=await fetch(AttemptLine, selects.ATTEMPTS_LISTED, *at),
        )

    async def life(self, app_id: AppId, code_id: CodeId, before: int | None) -> Life | None:
        """All of one card; of what was written the newest before this position."""
        standing = await self.standing(app_id, code_id)
        if standing is None:
            return None
        written = await self._written(app_id, code_id, standing.card, before)
        return Life(standing=standing, written=written)

    async def _written(
        self, app_id: AppId, code_id: CodeId, card: Card | None, before: int | None
    ) -> LedgerAnswer:
        """A card's entries with those of its pack and carton."""
        if card is None:
            about = About(frozenset({str(code_id)}), card=code_id)
        else:
            of_code = await self._ledger.about_code(app_id, code_id)
            about = replace(of_code, subjects=of_code.subjects | card.labels)
        return await self._ledger.search(app_id, Wanted(about=about), before)

    async def _page(self, sql: str, *values: str | int) -> tuple[list[CardLine], bool]:
        found = await self._reader.fetch(CardLine, sql, *values, PAGE_CARDS + 1)
        return found[:PAGE_CARDS], len(found) > PAGE_CARDS
