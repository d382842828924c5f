"""Why a campaign cannot be as it was wanted, in words."""

from __future__ import annotations

from typing import Final

from pos_terminal.look.sentences import QT_TRANSLATE_NOOP

FAULTS: Final[dict[str, str]] = {
    "campaign_fault.NAME_TAKEN": QT_TRANSLATE_NOOP(
        "batches_page", "There is a product of this name already."
    ),
    "campaign_fault.TITLE_MISSING": QT_TRANSLATE_NOOP("batches_page", "The product needs a name."),
    "campaign_fault.PRICE_NOT_POSITIVE": QT_TRANSLATE_NOOP(
        "batches_page", "What is sold has a price above nothing."
    ),
    "campaign_fault.PRICE_TOO_HIGH": QT_TRANSLATE_NOOP("batches_page", "The price is too high."),
    "campaign_fault.CURRENCY_UNKNOWN": QT_TRANSLATE_NOOP(
        "batches_page", "Type a currency such as EUR."
    ),
    "campaign_fault.ISSUER_INVALID": QT_TRANSLATE_NOOP(
        "batches_page", "Six digits, the first of them a 9."
    ),
    "campaign_fault.ISSUER_RESERVED": QT_TRANSLATE_NOOP(
        "batches_page", "Numbers that begin with 99 stand on labels. Choose another."
    ),
    "campaign_fault.BARCODE_AMBIGUOUS": QT_TRANSLATE_NOOP(
        "batches_page", "A barcode is the card number or the code, not both."
    ),
    "campaign_fault.PREFIX_INVALID": QT_TRANSLATE_NOOP(
        "batches_page", "Capitals, digits and -, at most 32."
    ),
    "campaign_fault.VALIDITY_REVERSED": QT_TRANSLATE_NOOP(
        "batches_page", "The last day comes before the first one."
    ),
    "campaign_fault.SCAN_CODE_MISSING": QT_TRANSLATE_NOOP(
        "batches_page", "Type the one code that everybody uses."
    ),
    "campaign_fault.SCAN_CODE_TAKEN": QT_TRANSLATE_NOOP(
        "batches_page", "Another product has this code already."
    ),
    "campaign_fault.SHARED_HAS_NO_CARDS": QT_TRANSLATE_NOOP(
        "batches_page", "One code for everybody cannot be sold on cards."
    ),
    "campaign_fault.LIMIT_INVALID": QT_TRANSLATE_NOOP(
        "batches_page", "At least one redemption, or leave it empty."
    ),
    "campaign_fault.SCRIPT_UNKNOWN": QT_TRANSLATE_NOOP(
        "batches_page", "The server has no script of this name."
    ),
    "campaign_fault.SCRIPT_MISSING": QT_TRANSLATE_NOOP(
        "batches_page", "Retries and work in the background need a script."
    ),
    "campaign_fault.RETRIES_INVALID": QT_TRANSLATE_NOOP("batches_page", "0 to 1,000 retries."),
    "campaign_fault.TIMEOUT_INVALID": QT_TRANSLATE_NOOP("batches_page", "1 second to 30 days."),
    "campaign_fault.ARTWORK_UNKNOWN": QT_TRANSLATE_NOOP(
        "batches_page", "The server has no artwork of this name."
    ),
    "campaign_fault.USE_FIXED": QT_TRANSLATE_NOOP(
        "batches_page", "There are codes already, so this cannot be changed."
    ),
    "campaign_fault.SCAN_CODE_FIXED": QT_TRANSLATE_NOOP(
        "batches_page", "Somebody has redeemed this code, so it stays."
    ),
    "campaign_fault.CURRENCY_FIXED": QT_TRANSLATE_NOOP(
        "batches_page", "There are codes already, so the currency stays."
    ),
    "campaign_fault.ISSUER_FIXED": QT_TRANSLATE_NOOP(
        "batches_page", "There are codes already, so these digits stay."
    ),
    "campaign_fault.BARCODE_FIXED": QT_TRANSLATE_NOOP(
        "batches_page", "There are codes already, so the barcode stays."
    ),
}  # fmt: skip
