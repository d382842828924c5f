"""What a campaign and a batch may be, and what cards that exist hold a campaign to. Pure.

Both forms of codes have over 10**35 possible ones under any prefix, so codes never run out: what
may be too few is the numbers of cards, packs and batches.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from card_contract.card_number import BATCH_MAX, SEQUENCE_MAX
from card_contract.code_text import stored_form
from card_contract.messages import AMOUNT_MAX_MINOR
from card_contract.studio_messages import (
    LABEL_NUMBER_MAX,
    PACK_CARDS_MAX,
    BatchFault,
    CampaignFault,
    CampaignSettings,
)
from server_stub.domain.currencies import CURRENCIES
from server_stub.domain.scan_codes import SHARED_LENGTH_MAX

CAMPAIGN_NAME_MAX: Final = 100
INFO_BYTES_MAX: Final = 16 * 1024
"""So long the custom info of a campaign, a code or a redemption may be, as JSON in UTF-8."""
"""A customer's server may name a campaign by any signs; the studio takes letters and digits."""

CARTON_PACKS_MAX: Final = 10_000
RETRIES_MAX: Final = 1_000
TIMEOUT_MAX_S: Final = 30 * 24 * 60 * 60
_ISSUER: Final = re.compile("9[0-9]{5}", re.ASCII)
_PREFIX: Final = re.compile("[A-Z0-9-]{0,32}", re.ASCII)


def is_prefix(text: str) -> bool:
    """Whether codes may begin so, in their stored form: a list of them has one in a line."""
    return _PREFIX.fullmatch(text) is not None


def campaign_faults(settings: CampaignSettings) -> list[CampaignFault]:
    """All that cannot be about a campaign, whatever else there is."""
    return [*_product_faults(settings), *_card_faults(settings), *_redemption_faults(settings)]


def fixed_faults(before: CampaignSettings, after: CampaignSettings) -> list[CampaignFault]:
    """What of a change cannot be once there are codes: they are printed and priced so.

    The code for everybody stays too: scripts and servers that report about it name it by that.
    """
    scan_codes = [stored_form(settings.scan_code or "") for settings in (before, after)]
    if before.shared is not after.shared:
        scan_codes = []  # that is said already
    fixed = (
        (CampaignFault.USE_FIXED, before.shared, after.shared),
        (CampaignFault.SCAN_CODE_FIXED, scan_codes[:1], scan_codes[1:]),
        (CampaignFault.CURRENCY_FIXED, before.currency, after.currency),
        (CampaignFault.ISSUER_FIXED, before.issuer, after.issuer),
        (CampaignFault.BARCODE_FIXED, before.barcode_is_code, after.barcode_is_code),
    )
    return [fault for fault, was, is_now in fixed if was != is_now]


def batch_faults(*, quantity: int, cards_per_pack: int, packs_per_carton: int) -> list[BatchFault]:
    """All that cannot be about the size of a batch."""
    faults = []
    if quantity < 1:
        faults.append(BatchFault.QUANTITY_NOT_POSITIVE)
    if quantity > SEQUENCE_MAX:
        faults.append(BatchFault.TOO_FEW_NUMBERS)
    if not 1 <= cards_per_pack <= PACK_CARDS_MAX:
        faults.append(BatchFault.PACK_INVALID)
    elif -(-quantity // cards_per_pack) > LABEL_NUMBER_MAX:
        faults.append(BatchFault.TOO_MANY_PACKS)
    if not 1 <= packs_per_carton <= CARTON_PACKS_MAX:
        faults.append(BatchFault.CARTON_INVALID)
    return faults


def is_batch_number(batch: int) -> bool:
    """Whether there is a number for one more batch."""
    return batch <= BATCH_MAX


def _product_faults(settings: CampaignSettings) -> Iterator[CampaignFault]:
    if not settings.title.strip():
        yield CampaignFault.TITLE_MISSING
    if settings.price_minor > AMOUNT_MAX_MINOR:
        yield CampaignFault.PRICE_TOO_HIGH
    sells_cards = settings.issuer is not None or settings.barcode_is_code
    if settings.price_minor < 0 or (sells_cards and not settings.price_minor):
        yield CampaignFault.PRICE_NOT_POSITIVE
    if (sells_cards or settings.currency) and settings.currency not in CURRENCIES:
        yield CampaignFault.CURRENCY_UNKNOWN


def _card_faults(settings: CampaignSettings) -> Iterator[CampaignFault]:
    issuer = settings.issuer
    if issuer is not None and not _ISSUER.fullmatch(issuer):
        yield CampaignFault.ISSUER_INVALID
    elif issuer is not None and issuer.startswith("99"):
        yield CampaignFault.ISSUER_RESERVED
    if issuer is not None and settings.barcode_is_code:
        yield CampaignFault.BARCODE_AMBIGUOUS
    if settings.shared and (issuer is not None or settings.barcode_is_code):
        yield CampaignFault.SHARED_HAS_NO_CARDS
    if not is_prefix(settings.code_prefix):
        yield CampaignFault.PREFIX_INVALID


def _redemption_faults(settings: CampaignSettings) -> Iterator[CampaignFault]:
    start, end = settings.valid_start, settings.valid_end
    if start is not None and end is not None and end < start:
        yield CampaignFault.VALIDITY_REVERSED
    scan_code = (settings.scan_code or "").strip()
    if settings.shared is not bool(scan_code) or len(scan_code) > SHARED_LENGTH_MAX:
        yield CampaignFault.SCAN_CODE_MISSING
    if settings.redemptions_max is not None and settings.redemptions_max < 1:
        yield CampaignFault.LIMIT_INVALID
    if settings.script is None and (settings.is_async or settings.retries_max):
        yield CampaignFault.SCRIPT_MISSING
    if not 0 <= settings.retries_max <= RETRIES_MAX:
        yield CampaignFault.RETRIES_INVALID
    if settings.is_async and not 1 <= settings.timeout_s <= TIMEOUT_MAX_S:
        yield CampaignFault.TIMEOUT_INVALID
